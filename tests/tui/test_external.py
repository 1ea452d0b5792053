"""contentai.tui.external: another editor's text is taken, or it is said why not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from contentai.language import Bilingual
from contentai.tui.external import edited_outside, external_editor


def test_the_user_decides_which_editor(tmp_path: Path) -> None:
    program = tmp_path / "my editor"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    path = {"PATH": str(tmp_path)}
    assert external_editor({**path, "EDITOR": "'my editor' --wait"}) == ["my editor", "--wait"]
    assert external_editor({**path, "VISUAL": f"'{program}' -x", "EDITOR": "none"}) == [
        str(program), "-x",
    ]  # fmt: skip
    for environment in (path, {**path, "VISUAL": "none"}, {**path, "EDITOR": "'open"}):
        answer = external_editor(environment)
        assert isinstance(answer, Bilingual)
        assert "VISUAL" in answer.en or "EDITOR" in answer.en
    (tmp_path / "vi").symlink_to(program)
    assert external_editor(path) == ["vi"]


def run(code: str, text: str = "旧\n") -> str | Bilingual:
    return edited_outside([sys.executable, "-c", code], text, "稿 1.md")


def test_its_text_is_taken() -> None:
    code = """
import sys, pathlib
file = pathlib.Path(sys.argv[1])
assert file.name == "稿 1.md" and file.read_bytes().decode() == "旧\\n"
new = file.with_name("x"); new.write_bytes("新\\r\\n".encode("gb18030") * 20); new.replace(file)
"""
    assert run(code) == "新\n" * 20
    assert run("") == "旧\n"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise SystemExit(1)", "以 1 结束"),
        ("import sys, pathlib; pathlib.Path(sys.argv[1]).unlink()", "删了"),
    ],
)
def test_it_is_said_why_not(code: str, words: str) -> None:
    answer = run(code)
    assert isinstance(answer, Bilingual)
    assert words in answer.zh


def test_what_cannot_be_read_is_not_thrown_away() -> None:
    answer = run(
        "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(bytes(range(256)) * 9)"
    )
    assert isinstance(answer, Bilingual)
    file = Path(answer.en.partition("stays in ")[2].partition(": ")[0])
    assert file.read_bytes() == bytes(range(256)) * 9
    file.unlink()
    file.parent.rmdir()


def test_a_program_that_does_not_start_is_told() -> None:
    answer = edited_outside(["/nowhere/editor"], "旧", "a.md")
    assert isinstance(answer, Bilingual)
