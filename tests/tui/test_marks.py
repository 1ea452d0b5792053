"""contentai.tui.marks and overlay: what is drawn moves with the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.diagnostics import (
    Applicability,
    Diagnostic,
    Edit,
    Evidence,
    Fix,
    Place,
    Severity,
    Span,
)
from contentai.tui.marks import Change, difference, moved
from contentai.tui.overlay import Overlay


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change(0, 0, 3), Span(8, 11)),  # before
        (Change(5, 5, 1), Span(6, 9)),  # right at its start
        (Change(8, 8, 4), Span(5, 8)),  # right at its end
        (Change(6, 6, 1), None),  # inside
        (Change(2, 5, 0), Span(2, 5)),
        (Change(4, 6, 2), None),  # across its start
        (Change(7, 9, 0), None),
        (Change(0, 20, 20), None),
    ],
)
def test_a_span_moves_or_is_dropped(change: Change, expected: Span | None) -> None:
    assert moved(Span(5, 8), [change]) == expected


def test_an_empty_span_stays_between_its_neighbours() -> None:
    assert moved(Span(5, 5), [Change(5, 5, 2)]) == Span(7, 7)
    assert moved(Span(5, 5), [Change(4, 6, 2)]) is None


@given(st.text("ab\n", max_size=40), st.text("ab\n", max_size=40))
def test_the_difference_makes_the_new_text(old: str, new: str) -> None:
    change = difference(old, new)
    if change is None:
        assert old == new
        return
    start, end, length = change
    assert old[:start] + new[start : start + length] + old[end:] == new
    assert old[start:end] or length


def finding(span: Span, severity: Severity = Severity.ERROR, *fixes: Fix) -> Diagnostic:
    return Diagnostic(
        "TRY-001", severity, "话", "改", span, Place(1, 1, 1, 2), "话", fixes=fixes,
        evidence=(Evidence(span, 1.0),),
    )  # fmt: skip


def test_findings_of_an_older_version_are_put_where_they_are_now() -> None:
    overlay = Overlay()
    overlay.change(1, [Change(0, 0, 2)])
    overlay.change(2, [Change(9, 9, 1)])
    overlay.show_findings([finding(Span(3, 5)), finding(Span(8, 12))], 1)
    assert [mark.span for mark in overlay.marks] == [Span(3, 5)]
    overlay.change(3, [Change(0, 1, 0)])
    assert [mark.span for mark in overlay.marks] == [Span(2, 4)]


def test_a_finding_comes_with_its_fixes_where_they_are_now() -> None:
    near = Fix("近", Applicability.SAFE, (Edit(Span(3, 5), "x"),))
    far = Fix("远", Applicability.SAFE, (Edit(Span(3, 5), "x"), Edit(Span(10, 12), "y")))
    one = finding(Span(3, 5), Severity.ERROR, near, far)
    overlay = Overlay()
    overlay.show_findings([one], 0)
    assert overlay.current(one) is one
    overlay.change(1, [Change(0, 0, 4)])
    now = overlay.current(one)
    assert now is not None
    assert [edit.span for fix in now.fixes for edit in fix.edits] == [(7, 9), (7, 9), (14, 16)]
    assert now.evidence[0].span == Span(7, 9)
    overlay.change(2, [Change(15, 15, 1)])  # in the middle of one edit of `far`
    now = overlay.current(one)
    assert now is not None
    assert [fix.title for fix in now.fixes] == ["近"]
    overlay.change(3, [Change(8, 8, 1)])
    assert overlay.current(one) is None


def test_the_cursor_points_at_the_shortest_finding_around_it() -> None:
    overlay = Overlay()
    wide, narrow = finding(Span(0, 20)), finding(Span(5, 8), Severity.INFO)
    overlay.show_findings([wide, narrow], 0)
    assert overlay.pointed(6, Span(0, 30)) is narrow
    assert overlay.pointed(15, Span(0, 30)) is wide
    assert overlay.pointed(25, Span(0, 30)) is wide  # the worst of the line
    assert overlay.pointed(35, Span(31, 40)) is None


def test_the_worst_is_drawn_above_and_heat_below() -> None:
    overlay = Overlay()
    overlay.show_findings([finding(Span(0, 9)), finding(Span(2, 4), Severity.INFO)], 0)
    overlay.show_heat([Evidence(Span(1, 3), 2.0), Evidence(Span(3, 4), -1.0)], 0)
    overlay.show_found([Span(2, 3), Span(3, 4)], 1)
    assert [drawn.style for drawn in overlay.over(Span(0, 9))] == [
        *("heat-3", "heat-less", "info", "error", "found", "found-here"),
    ]
    assert [drawn.style for drawn in overlay.over(Span(6, 9))] == ["error"]


def test_a_finding_of_an_older_judgement_is_found_again() -> None:
    overlay = Overlay()
    old = finding(Span(3, 5))
    overlay.show_findings([old], 0)
    overlay.change(1, [Change(0, 0, 1)])
    far, near = finding(Span(40, 42)), finding(Span(4, 6))
    overlay.show_findings([far, near], 1)
    assert overlay.current(old) is near
    overlay.change(2, [Change(5, 5, 1)])
    assert overlay.current(near) is None


def test_a_judgement_that_comes_too_late_is_left() -> None:
    overlay = Overlay()
    overlay.show_findings([finding(Span(3, 5))], 0)
    for version in range(1, 6000):
        overlay.change(version, [Change(9, 9, 1)])
    assert overlay.marks == []
    overlay.show_findings([finding(Span(3, 5))], 1)
    overlay.show_heat([Evidence(Span(3, 5), 1.0)], 1)
    assert overlay.over(Span(0, 99)) == []
    overlay.show_findings([finding(Span(3, 5))], 5999)
    assert [mark.span for mark in overlay.marks] == [Span(3, 5)]
