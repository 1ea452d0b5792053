"""Every page of --help, in Chinese: nothing is left in English, unsaid or cut off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import click
import pytest

from contentai.cli.main import contentai
from contentai.text.width import display_width
from tests.cli.process import Answer

Run = Callable[..., Answer]
_HAN = re.compile("[一-鿿]")


def commands(
    command: click.Command = contentai, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            below = command.get_command(click.Context(command), name)
            assert below is not None
            yield from commands(below, (*path, name))


ALL = dict(commands())


def test_the_walk_finds_commands_within_commands() -> None:
    assert {("lint",), ("rules", "mine"), ("topics", "plan"), ("hook", "run")} <= set(ALL)


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_a_page_of_help_is_chinese_and_fits_a_narrow_terminal(
    run: Run, path: tuple[str, ...]
) -> None:
    command, page = ALL[path], run(*path, "--help")
    assert page.status == 0
    context = click.Context(command, info_name="contentai")
    for parameter in command.params:
        name = "/".join(parameter.opts)
        if isinstance(parameter, click.Option):
            assert _HAN.search(parameter.help or ""), f"{name} has no words"
            if parameter.is_flag:
                continue
        shown = parameter.make_metavar(context)
        assert not re.search("[A-Z]", shown), f"{name} is shown as {shown}"
    assert "阈值" not in page.out  # it is called 门槛 everywhere
    usage = page.out.partition("\n\n")[0]
    assert not re.search("[A-Z]", usage.replace("N", ""))
    for line in page.out.splitlines():
        # Choices stand on one line, however many they are.
        assert display_width(line) <= 80 or "|" in line, line


@pytest.mark.parametrize(
    "path",
    [path for path, command in ALL.items() if isinstance(command, click.Group)],
    ids=" ".join,
)
def test_a_list_of_commands_has_whole_sentences(run: Run, path: tuple[str, ...]) -> None:
    page = run(*path, "--help").out
    assert "..." not in page.partition("命令:")[2]
    together = re.sub(r"\s", "", page)
    for name in (below[-1] for below in ALL if path and below[:-1] == path):
        first = (ALL[*path, name].help or "").partition("。")[0]
        assert re.sub(r"\s", "", name + first) in together
        assert display_width(first) <= 100, f"the first sentence of {name} is for a list: shorter"


def test_the_language_of_help_is_told_in_both_languages(run: Run) -> None:
    assert "CONTENTAI_LANG=en" in run("--help").out
    assert "CONTENTAI_LANG=zh" in run("--help", CONTENTAI_LANG="en").out


def test_english_help_keeps_the_usual_words_and_whole_sentences(run: Run) -> None:
    page = run("rules", "--help", CONTENTAI_LANG="en").out
    assert "[OPTIONS] COMMAND [ARGS]..." in page
    assert "..." not in page.partition("Commands:")[2]
    assert "INTEGER RANGE" in run("topics", "suggest", "--help", CONTENTAI_LANG="en").out


def test_no_line_begins_with_a_mark_that_ends_something(run: Run) -> None:
    for path in (("text",), ("rules", "review"), ("topics", "suggest")):
        lines = [line.strip() for line in run(*path, "--help").out.splitlines()]
        assert not [line for line in lines if line.startswith(tuple("，。；：、）"))]


def test_no_word_is_cut_at_the_end_of_a_line(run: Run) -> None:
    page = run("topics", "plan", "--help").out
    assert "wechat=2,moments=0.5；" in page
    assert "value=50,service=20；" in page
