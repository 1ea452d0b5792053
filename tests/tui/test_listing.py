"""contentai.tui.listing and preview: what a panel lists, and what a fix would change."""

from __future__ import annotations

import pytest

from contentai.diagnostics import Applicability, Diagnostic, Edit, Fix, Place, Severity, Span
from contentai.tui.listing import at_cursor, by_rule, listed, neighbour
from contentai.tui.preview import preview, safe_fixes

LEVELS = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}


def finding(rule: str, start: int, end: int, *fixes: Fix) -> Diagnostic:
    place = Place(1, start + 1, 1, end + 1)
    words = f"message of {rule}", "advice"
    return Diagnostic(
        rule, LEVELS[rule[0]], *words, Span(start, end), place, f"摘{start}", fixes=fixes
    )


FOUND = [finding("I-1", 0, 4), finding("E-1", 9, 12), finding("W-1", 0, 4), finding("E-1", 5, 6)]


def test_by_place_the_worst_first_and_by_severity() -> None:
    assert [f.rule for f in listed(FOUND, "", "place")] == ["W-1", "I-1", "E-1", "E-1"]
    assert [(f.rule, f.span.start) for f in listed(FOUND, "", "severity")] == [
        *[("E-1", 5), ("E-1", 9), ("W-1", 0), ("I-1", 0)]
    ]


@pytest.mark.parametrize(
    ("words", "starts"),
    [("e-1", [5, 9]), ("E-1 摘9", [9]), ("error", [5, 9]), ("没有", []), ("advice w-1", [0])],
)
def test_every_word_of_the_filter_must_be_there(words: str, starts: list[int]) -> None:
    assert [f.span.start for f in listed(FOUND, words, "place")] == starts


def test_counts_by_rule() -> None:
    counts = [(rule, count) for rule, _, count in by_rule(FOUND)]
    assert counts == [("E-1", 2), ("W-1", 1), ("I-1", 1)]


def test_neighbours_go_round_the_ends() -> None:
    def to(offset: int, direction: int) -> tuple[str, int]:
        found = neighbour(FOUND, offset, 1 if direction > 0 else -1)
        assert found
        return found.rule, found.span.start

    assert [to(at, 1) for at in (0, 5, 9, 50)] == [("E-1", 5), ("E-1", 9), ("W-1", 0), ("W-1", 0)]
    assert [to(at, -1) for at in (9, 5, 0)] == [("E-1", 5), ("W-1", 0), ("E-1", 9)]
    assert neighbour([], 3, 1) is None


def test_findings_at_the_cursor_the_worst_and_shortest_first() -> None:
    long = finding("E-2", 0, 30)
    found = at_cursor([*FOUND, long], 4)
    assert [f.rule for f in found] == ["E-2", "W-1", "I-1"]
    assert at_cursor(FOUND, 20) == []


def fix(applicability: Applicability, *edits: tuple[int, int, str]) -> Fix:
    return Fix("fix", applicability, tuple(Edit(Span(a, b), text) for a, b, text in edits))


def test_a_preview_shows_lines_as_they_were_and_as_they_would_be() -> None:
    (hunk,) = preview("一二三\n四五六\n", [Edit(Span(5, 6), "伍")])
    assert hunk.line == 2
    assert hunk.before == (("四", False), ("五", True), ("六", False))
    assert hunk.after == (("四", False), ("伍", True), ("六", False))


def test_far_text_is_cut_and_changes_of_one_line_are_one_hunk() -> None:
    line = "前" * 60 + "甲" + "中" * 60 + "乙" + "后" * 60
    edits = [Edit(Span(121, 122), ""), Edit(Span(60, 61), "子")]
    (hunk,) = preview(f"{line}\n另一行", edits)
    assert [text for text, changed in hunk.before if changed] == ["甲", "乙"]
    assert [text for text, changed in hunk.after if changed] == ["子"]
    assert hunk.before[0] == ("…" + "前" * 16, False)
    assert hunk.before[2] == ("中" * 16 + "…" + "中" * 16, False)
    assert hunk.before[-1] == ("后" * 16 + "…", False)


def test_lines_apart_are_hunks_apart_and_a_change_over_lines_is_one() -> None:
    source = "一\n二\n三\n四\n"
    hunks = preview(source, [Edit(Span(6, 7), "肆"), Edit(Span(0, 3), "壹贰")])
    assert [(h.line, h.before, h.after) for h in hunks] == [
        (1, (("一\n二", True),), (("壹贰", True),)),
        (4, (("四", True),), (("肆", True),)),
    ]


def test_safe_fixes_that_touch_wait() -> None:
    found = [
        finding("E-1", 0, 2, fix(Applicability.SAFE, (0, 2, "x"))),
        finding("E-1", 2, 3, fix(Applicability.SAFE, (2, 3, "y"))),
        finding("E-1", 5, 6, fix(Applicability.UNSAFE, (5, 6, "z"))),
        finding("W-1", 8, 9, fix(Applicability.DISPLAY), fix(Applicability.SAFE, (8, 9, ""))),
    ]
    edits = [edit.span for one in safe_fixes("0123456789", found) for edit in one.edits]
    assert edits == [Span(0, 2), Span(8, 9)]
