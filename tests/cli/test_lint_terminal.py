"""What ``contentai lint`` makes of the terminal it is shown on: its width and its colours."""

from __future__ import annotations

import os
import pty
import termios
from pathlib import Path

import pytest
from wcwidth import wcswidth

from contentai.cli.colours import screen_width
from tests.cli.house import furnish
from tests.cli.process import Answer, Call, perform, perform_on_terminal

LINT = ("lint", "long.md", "--select", "TRY")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = furnish(tmp_path_factory.mktemp("terminal"))
    text = "风吹过河边的柳树" * 30 + "筐里有绿苹果" + "，孩子们都在笑" * 30
    (folder / "long.md").write_text(f"{text}\n", "utf-8")
    return folder


def excerpt(answer: Answer) -> tuple[str, str]:
    """The line of the draft and the carets below it, with what stands before them."""
    rows = answer.out.replace("\r", "").split("\n")
    at = next(number for number, row in enumerate(rows) if row.startswith("  1 │"))
    assert rows[at + 1].startswith("    │") and rows[at + 1].endswith("^^^^^^")
    assert wcswidth(rows[at].partition("绿苹果")[0]) == rows[at + 1].index("^")
    return rows[at], rows[at + 1]


@pytest.mark.parametrize(
    ("columns", "least", "most"),
    [(40, 36, 40), (80, 76, 80), (20, 36, 40), (400, 156, 160), (0, 100, 104)],
)
def test_an_excerpt_takes_one_line_of_the_terminal(
    folder: Path, columns: int, least: int, most: int
) -> None:
    call = Call(LINT, folder, env={"NO_COLOR": "1"})
    line, _ = excerpt(perform_on_terminal(call, columns))
    assert least <= wcswidth(line) <= most


def test_a_report_in_a_pipe_or_file_is_no_narrower(folder: Path) -> None:
    piped = perform(Call(LINT, folder, env={"COLUMNS": "40"}))
    assert wcswidth(excerpt(piped)[0]) > 96
    call = Call((*LINT, "--output", "report.txt"), folder)
    perform_on_terminal(call, 40)
    written = (folder / "report.txt").read_text("utf-8")
    assert excerpt(Answer(1, written, "")) == excerpt(piped)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("", 60), ("0", 60), ("wide", 60), ("100", 100), pytest.param("9" * 5000, 160, id="huge")],
)
def test_the_width_is_that_of_the_terminal_that_is_written_to(
    monkeypatch: pytest.MonkeyPatch, said: str, wanted: int
) -> None:
    # Of a mended draft the report is on standard error, and standard output is a file.
    monkeypatch.setenv("COLUMNS", said)
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 60))
    with os.fdopen(theirs, "w") as stream:
        assert screen_width(stream) == wanted
    os.close(ours)


@pytest.mark.parametrize(
    ("env", "options", "terminal", "pipe"),
    [
        ({}, (), True, False),
        ({"TERM": "dumb"}, (), False, False),
        ({"FORCE_COLOR": "1"}, (), True, True),
        ({"CLICOLOR_FORCE": "1", "TERM": "dumb"}, (), True, True),
        ({"FORCE_COLOR": "0", "CLICOLOR_FORCE": ""}, (), True, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False, False),
        ({"FORCE_COLOR": "1"}, ("--no-color",), False, False),
        ({"NO_COLOR": "1", "TERM": "dumb"}, ("--color",), True, True),
    ],
)
def test_colours_follow_options_then_the_environment(
    folder: Path, env: dict[str, str], options: tuple[str, ...], terminal: bool, pipe: bool
) -> None:
    call = Call((*LINT, *options), folder, env=env)
    assert ("\x1b[" in perform_on_terminal(call).out) is terminal
    assert ("\x1b[" in perform(call).out) is pipe


def test_forced_colours_are_not_written_to_a_file_and_doctor_has_them(folder: Path) -> None:
    env = {"FORCE_COLOR": "1"}
    perform(Call((*LINT, "--output", "plain.txt"), folder, env=env))
    assert "\x1b[" not in (folder / "plain.txt").read_text("utf-8")
    told = perform(Call(("doctor",), folder, env=env)).out
    assert "\x1b[" in told
    assert "有颜色" in told and "没有颜色" not in told
