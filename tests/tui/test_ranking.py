"""contentai.tui.ranking, own, commands: what the screens beside the edit screen stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from contentai.language import Bilingual
from contentai.lint.outcome import FileScores
from contentai.tui.commands import fit, spellings
from contentai.tui.judging.judged import Surveyed
from contentai.tui.own import Own, load_own, save_own
from contentai.tui.ranking import ORDERS, Order, Standing, ranked, totals


def found(
    name: str, errors: int = 0, warnings: int = 0, hard: float = 0.0, *, unread: bool = False
) -> Standing:
    scores = FileScores(hard, 0.0, 0.0, {}, "value")
    problem = Bilingual("读不了", "unread") if unread else None
    return Standing(name, Surveyed(Path(name), errors, warnings, 0, scores, problem))


DRAFTS = [
    found("clean.md"),
    found("hard.md", hard=0.9),
    Standing("waits.md", None, unsaved=True),
    found("春/warned.md", warnings=2),
    found("bad.md", errors=3),
    found("unread.md", unread=True),
]


def names(listed: list[Standing]) -> list[str]:
    return [draft.name for draft in listed]


def test_the_worst_come_first_and_those_that_wait_last() -> None:
    assert names(ranked(DRAFTS, "", "all", "worst")) == [
        *("unread.md", "bad.md", "春/warned.md", "hard.md", "clean.md", "waits.md"),
    ]
    assert names(ranked(DRAFTS, "", "all", "hard_sell"))[0] == "hard.md"
    assert names(ranked(DRAFTS, "", "all", "name"))[0] == "bad.md"


@pytest.mark.parametrize("order", ORDERS)
def test_of_equal_drafts_numbers_count_by_their_size(order: Order) -> None:
    numbers = [0, 1, 2, 9, 10, 11, 99, 100]
    drafts = [found(f"第{n}周/稿{n}.md") for n in sorted(numbers, key=str)]
    assert names(ranked(drafts, "", "all", order)) == [f"第{n}周/稿{n}.md" for n in numbers]
    waiting = [Standing(f"稿{n}.md", None) for n in sorted(numbers, key=str)]
    assert names(ranked(waiting, "", "all", order)) == [f"稿{n}.md" for n in numbers]


def test_drafts_are_filtered_by_what_was_found_and_by_name() -> None:
    assert names(ranked(DRAFTS, "", "errors", "worst")) == ["unread.md", "bad.md"]
    assert names(ranked(DRAFTS, "", "warnings", "worst"))[-1] == "春/warned.md"
    assert names(ranked(DRAFTS, "", "unsaved", "worst")) == ["waits.md"]
    assert names(ranked(DRAFTS, "春 WARN", "all", "worst")) == ["春/warned.md"]


def test_totals_tell_what_waits_and_what_cannot_be_read() -> None:
    assert totals(DRAFTS).zh == "6 篇，1 篇有错误，1 篇硬推过线，1 篇读不了，1 篇还在检查"
    assert totals([]).en == "0 drafts, 0 with errors, 0 over the hard-sell line"


def test_own_choices_come_back_as_they_were(tmp_path: Path) -> None:
    own = Own("light", "en", kitty=True, keys={"save": "ctrl+k"})
    file = tmp_path / "new" / "editor.json"
    save_own(file, own)
    assert load_own(file) == own
    assert list(file.parent.iterdir()) == [file], "nothing is left beside it"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"theme": "pink"}',
        '{"keys": {"save": 1}}',
        '{"language": []}',
        "\0",
        "[" * 9999,
    ],
)
def test_a_broken_file_of_choices_is_told_and_left_aside(tmp_path: Path, text: str) -> None:
    file = tmp_path / "editor.json"
    file.write_text(text)
    own = load_own(file)
    assert own.problem and "editor.json" in own.problem.zh
    assert own.theme is None
    assert load_own(tmp_path / "none.json") == Own()


def test_commands_are_found_in_both_languages_and_by_pinyin() -> None:
    name = Bilingual("稿件板", "Drafts board")
    assert spellings("稿件板") == ("gaojianban", "gjb")
    for query in ("稿件", "板", "drafts", "BOARD", "db", "gjb", "gaojian", "gao jian"):
        assert fit(query, name) > 0, query
    for query in ("", " ", "保存", "xyz"):
        assert fit(query, name) == 0, query
    assert fit("gjb", name) > fit("gjb", Bilingual("改个结尾吧", "end"))
    assert fit("稿件板", name) > fit("稿件", name) > fit("件", name)
