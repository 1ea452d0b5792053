"""contentai.lint.mend: a draft mended as far as fixes go, and the patch that says so."""

from __future__ import annotations

import pytest

from contentai.diagnostics import Applicability, Diagnostic, Edit, Fix, Place, Severity, Span
from contentai.lint.mend import diff, mend
from contentai.lint.outcome import FileOutcome
from contentai.lint.seen import Seen

TURNS = {"甲": "乙", "乙": "甲", "丙": "丁"}


def judged(text: str) -> FileOutcome:
    """The draft with a safe fix for its first character, where there is one."""
    found: tuple[Diagnostic, ...] = ()
    if text[0] in TURNS:
        fix = Fix("改", Applicability.SAFE, (Edit(Span(0, 1), TURNS[text[0]]),))
        place = Place(1, 1, 1, 2)
        info = Severity.INFO
        found = (Diagnostic("TST-001", info, "", "", Span(0, 1), place, text[0], fixes=(fix,)),)
    return FileOutcome("a.md", Seen(text, "utf-8", len(text)), findings=found)


def test_what_is_mended_is_told_with_what_is_left_of_it() -> None:
    mended = mend(judged("丙茶"), judged, {Applicability.SAFE})
    assert (mended.text, mended.fixes, mended.settled) == ("丁茶", 1, True)
    assert mended.outcome.findings == ()


def test_fixes_that_undo_one_another_are_told_of() -> None:
    mended = mend(judged("甲茶"), judged, {Applicability.SAFE})
    assert not mended.settled
    assert mended.text in ("甲茶", "乙茶")


def test_what_is_not_allowed_stays() -> None:
    mended = mend(judged("丙茶"), judged, {Applicability.UNSAFE})
    assert (mended.text, mended.fixes, mended.settled) == ("丙茶", 0, True)
    assert len(mended.outcome.findings) == 1


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\x0c", "\r"])
def test_only_a_line_feed_ends_a_line_of_a_patch(sign: str) -> None:
    patch = list(diff(f"一{sign}二\n三", f"一{sign}贰\n三", "a.md"))
    assert f"-一{sign}二\n" in patch
    assert f"+一{sign}贰\n" in patch
    assert patch[-1] == " 三\n\\ No newline at end of file\n"
    assert list(diff("一\n", "一\n", "a.md")) == []
