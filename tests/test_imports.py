"""What is loaded when: start-up stays fast and the light install stays light."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import contentai

ROOT = Path(contentai.__file__).resolve().parent.parent
HEAVY = {
    *("sklearn", "scipy", "torch", "textual", "sentence_transformers", "transformers", "pandas"),
    *("tokenizers", "model2vec", "huggingface_hub"),
    *("trafilatura", "feedparser", "httpx", "sqlite3"),
}
PROGRAM = """
import json, sys
sys.argv = json.loads(sys.argv[1])
try:
    {statement}
except SystemExit as end:
    status = end.code
else:
    status = None
print()
print(json.dumps([status, sorted(sys.modules)]))
"""
RUN = "from contentai.cli.main import main; main()"


def loaded(
    statement: str, folder: Path, *arguments: str, **env: str
) -> tuple[int | None, set[str]]:
    """The exit status and every module that is loaded after ``statement``."""
    done = subprocess.run(
        [
            *(sys.executable, "-c", PROGRAM.format(statement=statement)),
            json.dumps(["contentai", *arguments]),
        ],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "CONTENTAI_LANG": "zh", "PATH": "", **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    status, names = json.loads(done.stdout.splitlines()[-1])
    return status, set(names)


def roots(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("format", ["json", "html"])
def test_linting_loads_no_heavy_library(tmp_path: Path, format: str) -> None:
    (tmp_path / "a.md").write_text("# 标题\n\n最后三小时，全场五折秒杀，马上下单！\n", "utf-8")
    status, names = loaded(RUN, tmp_path, "lint", "a.md", "--no-cache", "--format", format)
    assert status in (0, 1)
    assert "contentai.classify.linear" in names
    assert not any(name.startswith(("contentai.embedding", "contentai.topics")) for name in names)
    assert roots(names) & HEAVY == set()
    assert not any(name.startswith("contentai.classify.training") for name in names)


def test_embedding_loads_no_heavy_library(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("热水器多久清洗一次\n", "utf-8")
    status, names = loaded(RUN, tmp_path, "embed", "a.txt", "--output", "x.npy")
    assert status is None or status == 0
    assert "contentai.embedding.static_model" in names
    assert roots(names) & HEAVY == set()


def test_suggesting_topics_loads_no_heavy_library(tmp_path: Path) -> None:
    status, names = loaded(
        RUN, tmp_path, "topics", "suggest", "--segment", "new-parents", "-n", "1"
    )
    assert status is None or status == 0
    assert "contentai.topics.suggest" in names
    assert roots(names) & (HEAVY - {"sqlite3"} | {"trafilatura", "feedparser", "httpx"}) == set()


def test_the_python_api_loads_no_heavy_library(tmp_path: Path) -> None:
    statement = "from contentai import Workspace; Workspace.open().lint_text('全网最低价！')"
    _, names = loaded(statement, tmp_path)
    assert "contentai.lint.engine" in names
    assert roots(names) & {*HEAVY, "jieba"} == set()
    assert not any(name.startswith("contentai.cli") for name in names)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)])
def test_help_loads_neither_numpy_nor_the_rulebook(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    status, names = loaded(RUN, tmp_path, *arguments)
    assert status == 0
    assert roots(names) & (HEAVY | {"numpy", "jieba", "rjieba", "opencc", "re2"}) == set()
    for room in ("rulebook", "lint", "classify", "text", "workspace"):
        assert not any(name.startswith(f"contentai.{room}") for name in names)


def test_importing_the_package_loads_nothing_of_it(tmp_path: Path) -> None:
    _, names = loaded("import contentai", tmp_path)
    assert {name for name in names if name.startswith("contentai")} == {"contentai"}


def test_every_public_name_is_there(tmp_path: Path) -> None:
    for name in contentai.__all__:
        assert getattr(contentai, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = contentai.no_such_name


def test_the_first_picture_of_the_editor_waits_for_nothing_it_does_not_show(tmp_path: Path) -> None:
    _, names = loaded("import contentai.tui.app", tmp_path)
    assert "contentai.tui.screens.writing" in names
    shown_later = ("editor", "drafts", "findbar", "problems", "side", "calendar")
    assert names & {f"contentai.tui.widgets.{name}" for name in shown_later} == set()
    assert (
        roots(names) & (HEAVY - {"textual"} | {"multiprocessing", "numpy", "yaml", "re2"}) == set()
    )
