"""The wheel, built and installed for real in a fresh environment far from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import contentai

ROOT = Path(contentai.__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(
    not (ROOT / "pyproject.toml").exists(), reason="these tests run in a checkout"
)


def call(*arguments: str | Path, cwd: Path, timeout: int = 280) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    return subprocess.run(
        arguments,
        cwd=cwd,
        env={**kept, "CONTENTAI_LANG": "zh", "PYTHONNOUSERSITE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=timeout,
    )


def pip(python: str | Path, *arguments: str | Path, cwd: Path) -> None:
    done = call(python, "-m", "pip", "--disable-pip-version-check", *arguments, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    index = call(
        *(sys.executable, "-m", "pip", "download", "--no-deps", "--retries", "1", "-d"),
        *(folder / "probe", "hatchling"),
        cwd=folder,
    )
    if index.returncode != 0:
        pytest.skip("no package index can be reached, so no wheel can be built")
    pip(sys.executable, "wheel", ROOT, "--no-deps", "-w", folder / "dist", cwd=folder)
    (built,) = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` folder of a fresh environment that holds the wheel and what it asks for."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home)
    # Another environment's pip installs, and compiles nothing: half the time.
    there = ("--python", home / "bin" / "python", "install", "-q", "--no-compile")
    pip(sys.executable, *there, "-c", ROOT / "constraints.txt", wheel, cwd=home)
    return home / "bin"


def test_the_wheel_holds_rules_corpora_and_models(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "contentai/_data/rules/channels.yaml" in names
    for folder in ("rules", "corpora"):
        shipped = {
            f"contentai/_data/{path.relative_to(ROOT)}"
            for path in (ROOT / folder).rglob("*")
            if path.suffix in (".yaml", ".jsonl", ".csv")
        }
        assert len(shipped) > 10
        assert shipped <= names
    for name in ("posts", "titles"):
        assert f"contentai/classify/frozen/{name}.safetensors" in names
    for name in ("tokenizer.json", "model.safetensors", "card.json", "card.md", "modules.json"):
        assert f"contentai/embedding/static/{name}" in names
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)


def test_lint_finds_and_scores_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(
        "姐妹们，面膜全网最低价！最后三小时，五折秒杀，手慢无，马上加微信下单！！！\n", "utf-8"
    )
    done = call(installed / "contentai", "lint", "draft.md", "--format", "json", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    (file,) = json.loads(done.stdout)["files"]
    assert file["scores"]["hard_sell"] >= 0.5
    assert any(finding["rule"].startswith("LAW-") for finding in file["findings"])


def test_rules_are_listed(installed: Path, tmp_path: Path) -> None:
    done = call(installed / "contentai", "rules", "list", cwd=tmp_path)
    packs = {line.partition("-")[0] for line in done.stdout.splitlines()}
    assert (done.returncode, {"LAW", "PLAT"} <= packs) == (0, True)


def test_the_light_install_holds_no_heavy_library(installed: Path, tmp_path: Path) -> None:
    code = (
        "import importlib.util as u, contentai; print(contentai.__file__);"
        "print([n for n in ('torch','sklearn','scipy','sentence_transformers') if u.find_spec(n)])"
    )
    done = call(installed / "python", "-c", code, cwd=tmp_path)
    place, heavy = done.stdout.splitlines()
    assert Path(place).is_relative_to(installed.parent)
    assert heavy == "[]"


def test_training_says_what_to_install(installed: Path, tmp_path: Path) -> None:
    done = call(
        *(installed / "contentai", "model", "train", "--output", tmp_path / "out"), cwd=tmp_path
    )
    assert done.returncode == 2
    assert "pip install 'contentai[train]'" in done.stderr
    assert "Traceback" not in done.stderr
