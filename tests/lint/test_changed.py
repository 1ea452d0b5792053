"""contentai.lint.changed: what a change has to do with, and what it has not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.diagnostics import Evidence, Span
from contentai.language import Bilingual
from contentai.lint.changed import (
    ChangedLines,
    changed_lines,
    changed_rows,
    former_of,
    new_to_all,
    only_changed,
)
from contentai.lint.matching import Pair, matched
from contentai.lint.outcome import FileOutcome
from contentai.lint.reading import Draft, FileError
from contentai.workspace import Workspace
from tests.lint.house import open_house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_house(tmp_path_factory.mktemp("house"))


@pytest.mark.parametrize(
    ("before", "after", "lines", "cuts"),
    [
        ("一\n二\n三\n", "一\n二\n三\n", set(), set()),
        ("一\n二\n三\n", "一\r\n二\r\n三\r\n", set(), set()),
        ("一\n二\n三", "一\r二\r三", set(), set()),
        ("一\n二\n三\n", "一\n贰\n三\n", {2}, set()),
        ("一\n三\n", "一\n二\n三\n", {2}, set()),
        ("一\n二\n三\n", "一\n三\n", set(), {1}),
        ("一\n二\n", "二\n", set(), {0}),
        ("", "一\n二", {1, 2}, set()),
        ("一\n一\n一\n", "一\n一\n一\n一\n", {4}, set()),
        ("一", "一\n", {2}, set()),
    ],
)
def test_lines_that_differ(before: str, after: str, lines: set[int], cuts: set[int]) -> None:
    assert changed_lines(before, after) == ChangedLines(frozenset(lines), frozenset(cuts))


@given(
    st.lists(st.sampled_from("甲乙丙"), max_size=12),
    st.lists(st.sampled_from("甲乙丙"), max_size=12),
)
def test_lines_that_did_not_change_stand_in_both_in_order(old: list[str], new: list[str]) -> None:
    found = changed_lines("\n".join(old), "\n".join(new))
    rest = iter(old or [""])
    for number, line in enumerate(new or [""], 1):
        if number not in found.lines:
            assert line in rest  # an iterator: the order counts


@pytest.mark.parametrize("between", ["\n\n", "\n<p><br></p>\n", "\n***\n广告\n***\n"])
def test_of_a_draft_of_which_every_paragraph_changed_the_lines_between_did_not(
    between: str,
) -> None:
    before = between.join(f"第 {n} 段，今天的事。" for n in range(990))
    found = changed_lines(before, before.replace("今天", "昨天"))
    step = between.count("\n")
    assert found == ChangedLines(frozenset(range(1, 990 * step, step)), frozenset())


def test_a_long_version_and_a_short_one_share_as_many_lines_either_way() -> None:
    turns = ("甲", "乙", "丙")
    long = "\n".join(turns[n * n % 7 % 3] for n in range(400_000))
    short = "\n".join(turns[n * n % 5 % 3] for n in range(900))
    shared = []
    for before, after, size in ((long, short, 900), (short, long, 400_000)):
        found = changed_lines(f"旧\n{before}\n旧", f"新\n{after}\n新")
        assert {1, size + 2} <= found.lines
        shared.append(size + 2 - len(found.lines))
    assert shared[0] == shared[1] > 800


def test_long_versions_that_repeat_themselves_are_parted_by_lines_that_stand_once() -> None:
    same = "\n".join(f"甲\n乙\n第 {n} 段" for n in range(8_000))
    changed = changed_lines(f"旧\n{same}\n旧", f"新\n{same.replace('第 70 段', '换了')}\n新")
    assert changed == ChangedLines(frozenset({1, 214, 24_002}), frozenset())


@given(
    st.lists(st.sampled_from(["甲", "乙", "丙", "", " "]), max_size=12),
    st.lists(st.sampled_from(["甲", "乙", "丙", "", " "]), max_size=12),
)
def test_as_many_lines_are_shared_as_can_be_and_each_once(old: list[str], new: list[str]) -> None:
    found = matched(old, new)
    assert all(old[pair.old] == new[pair.new] for pair in found)
    assert all(a.old < b.old and a.new < b.new for a, b in pairwise(found))
    words = [line.strip() for line in (*old, *new) if line.strip()]
    if len(words) == len(old) + len(new):  # blank ones are paired last
        assert len(found) == longest(tuple(old), tuple(new))


def test_a_line_with_words_that_moved_past_blank_ones_is_still_known() -> None:
    assert Pair(0, 2) in matched(["甲", "", ""], ["", "", "甲"])


@cache
def longest(old: tuple[str, ...], new: tuple[str, ...]) -> int:
    """How many lines both share in order, from the definition."""
    if not old or not new:
        return 0
    if old[0] == new[0]:
        return 1 + longest(old[1:], new[1:])
    return max(longest(old[1:], new), longest(old, new[1:]))


def left(house: Workspace, before: str, after: str) -> list[tuple[int, str]]:
    linter = house.with_options()
    outcome = linter.lint_bytes(after.encode(), "a.md")

    def judge_before() -> FileOutcome:
        return linter.lint_again(outcome, before)

    kept = only_changed(outcome, before, judge_before)
    return [(finding.place.line, finding.rule) for finding in kept.findings]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("苹果。\n\n好。\n", "苹果。\n\n很好。\n", []),
        ("苹果。\n\n好。\n", "苹果。\n\n香蕉。\n", [(3, "TRY-002")]),
        ("苹果。\n", "新。\n\n苹果。\n", []),
        ("苹果。\n", "苹果。\n\n苹果。\n", [(3, "TRY-001")]),
        ("甲。\n\n苹果。\n", "甲。\n\n红苹果。\n", [(3, "TRY-001")]),
        ("苹果。\r\n\r\n好。\r\n", "苹果。\n\n好。\n", []),
        # A finding elsewhere that the change made: the comment that covered it is gone.
        ("<!-- contentai: ignore TRY-001 引 -->\n\n苹果。\n", "苹果。\n", [(1, "TRY-001")]),
        # A suppression that lost what it was for.
        (
            "<!-- contentai: ignore-file TRY-001 引 -->\n\n苹果。\n",
            "<!-- contentai: ignore-file TRY-001 引 -->\n\n梨。\n",
            [(1, "SUP-001")],
        ),
    ],
)
def test_only_what_the_change_touches_or_makes(
    house: Workspace, before: str, after: str, expected: list[tuple[int, str]]
) -> None:
    assert left(house, before, after) == expected


def test_of_two_alike_one_is_new_where_the_draft_had_one(house: Workspace) -> None:
    known = "<!-- contentai: ignore TRY-001 引 -->\n"
    before = f"苹果。\n\n{known}苹果。\n"
    assert left(house, before, before.replace(known, "")) == [(3, "TRY-001")]


def test_a_line_break_at_the_end_of_a_finding_does_not_reach_into_the_next_line(
    house: Workspace,
) -> None:
    linter = house.with_options()
    outcome = linter.lint_bytes("苹果。\n新的一行。\n".encode(), "a.md")
    (finding,) = outcome.findings
    outcome = outcome._replace(findings=(finding._replace(span=Span(0, 4)),))
    assert outcome.document
    seen = outcome.document
    marks = {Span(0, 4): next(iter(seen.marks.values()))}
    outcome = outcome._replace(document=replace(seen, marks=marks))
    before = linter.lint_bytes("苹果。\n原来一行。\n".encode(), "a.md")
    assert only_changed(outcome, "苹果。\n原来一行。\n", lambda: before).findings == ()


def test_what_was_ignored_before_is_not_told_of_as_ignored_now(house: Workspace) -> None:
    linter = house.with_options()
    old = "苹果。<!-- contentai: ignore TRY-001 引 -->\n"
    outcome = linter.lint_bytes(
        f"{old}苹果。<!-- contentai: ignore TRY-001 新 -->\n".encode(), "a.md"
    )
    kept = only_changed(outcome, old, lambda: linter.lint_again(outcome, old))
    assert [item.reason for item in outcome.suppressed] == ["引", "新"]
    assert [item.reason for item in kept.suppressed] == ["新"]


def test_after_a_merge_only_what_neither_side_had_is_new(house: Workspace) -> None:
    linter = house.with_options()
    merged = "苹果。\n香蕉。\n苹果派。\n"
    outcome = linter.lint_bytes(merged.encode(), "a.md")
    assert len(outcome.findings) == 3
    sides = [former_of(text.encode(), "a.md") for text in ("苹果。\n", "香蕉。\n")]
    view = new_to_all(
        outcome, [side for side in sides if side], lambda data: linter.lint_bytes(data, "a.md")
    )
    assert [finding.place.line for finding in view.findings] == [3]
    assert new_to_all(outcome, (), lambda data: outcome) == outcome


def test_a_table_that_cannot_be_read_is_told_of_though_it_could_not_before() -> None:
    unread = Draft("a.csv", FileError("encoding", Bilingual("读不了", "unreadable")))
    assert list(changed_rows([unread], [unread])) == [unread]


def test_evidence_that_nobody_is_shown_belongs_to_no_change() -> None:
    linter = Workspace.open("/").with_options(select=("ART-090",))
    pushy = "全网最低价！最后三小时，五折秒杀，手慢无，赶紧抢！马上加微信下单！"
    before = f"---\nchannel: group\n---\n\n{pushy}\n\n咱家绿萝浇水一周两次就够了，好养得很。\n"
    outcome = linter.lint_bytes(before.replace("两次", "一次").encode(), "a.md")
    (finding,) = outcome.findings
    weakest = min(finding.evidence, key=lambda item: item.weight)
    assert outcome.document
    assert outcome.document.lines.position(weakest.span.start)[0] == 7
    assert not weakest.reason
    assert weakest not in finding.strongest
    assert only_changed(outcome, before, lambda: linter.lint_again(outcome, before)).findings == ()


def test_what_pushed_a_score_up_most_belongs_to_the_change_even_without_a_reason(
    house: Workspace,
) -> None:
    linter = house.with_options()
    outcome = linter.lint_bytes("苹果。\n\n新的话。\n".encode(), "a.md")
    (finding,) = outcome.findings
    marked = finding._replace(evidence=(Evidence(Span(5, 8), 2.0),))
    outcome = outcome._replace(findings=(marked,))
    before = linter.lint_bytes("苹果。\n\n旧的话。\n".encode(), "a.md")
    assert only_changed(outcome, "苹果。\n\n旧的话。\n", lambda: before).findings == (marked,)


def test_evidence_that_changed_belongs_to_the_change(tmp_path: object) -> None:
    """The mark of a score stands on the title; what pushed it up stands in the body."""
    linter = Workspace.open("/").with_options(select=("ART-090",))
    title = "# 周末逛逛\n\n"
    calm = title + "傍晚去河边走走，风很轻。\n"
    pushy = title + "全网最低价！最后三小时，五折秒杀，手慢无，马上加微信下单！！！\n"
    outcome = linter.lint_bytes(pushy.encode(), "a.md")
    assert outcome.findings
    assert all(finding.place.line == 1 and finding.evidence for finding in outcome.findings)
    asked: list[str] = []

    def judge_before() -> FileOutcome:
        asked.append("asked")
        return linter.lint_again(outcome, calm)

    assert only_changed(outcome, calm, judge_before).findings == outcome.findings
    assert asked == []
    assert only_changed(outcome, pushy, lambda: outcome).findings == ()
