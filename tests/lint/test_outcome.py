"""contentai.lint.outcome: totals of a batch and what they make the program say."""

from __future__ import annotations

import pytest

from contentai.diagnostics import Applicability, Diagnostic, Edit, Fix, Place, Severity, Span
from contentai.language import Bilingual
from contentai.lint.outcome import (
    FileOutcome,
    Summary,
    Suppressed,
    exit_status,
    summarise,
    with_fixes_shown,
)
from contentai.lint.reading import FileError
from contentai.lint.seen import Seen


def finding(severity: Severity) -> Diagnostic:
    return Diagnostic("TST-001", severity, "", "", Span(0, 0), Place(1, 1, 1, 1), "")


def test_a_batch_is_counted() -> None:
    error, warning, info = Severity.ERROR, Severity.WARNING, Severity.INFO
    outcomes = [
        FileOutcome("a", Seen("甲乙😀", "utf-8", 3), findings=(finding(error), finding(info))),
        FileOutcome("b", error=FileError("missing", Bilingual("没有", "none"))),
        FileOutcome("c", Seen("\r\n", "utf-8", 0), findings=(finding(warning), finding(info))),
    ]
    assert summarise(iter(outcomes), 1.23456) == Summary(3, 3, 1, 1, 2, 1, 1.235, 0, 2, 2)
    assert summarise([], 0) == Summary(0, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("errors", "warnings", "infos", "unread", "statuses"),
    [
        (0, 0, 0, 0, (0, 0, 0, 0)),
        (1, 0, 0, 0, (1, 1, 1, 0)),
        (0, 1, 0, 0, (0, 1, 1, 0)),
        (0, 0, 1, 0, (0, 0, 1, 0)),
        (0, 0, 0, 1, (2, 2, 2, 2)),
        (3, 3, 3, 1, (2, 2, 2, 2)),
    ],
)
def test_the_exit_status_follows_the_worst_finding(
    errors: int, warnings: int, infos: int, unread: int, statuses: tuple[int, ...]
) -> None:
    summary = Summary(9, 9, errors, warnings, infos, unread, 0)
    levels = ("error", "warning", "info", "never")
    assert tuple(exit_status(summary, level) for level in levels) == statuses


@pytest.mark.parametrize(
    ("levels", "status"),
    [
        ((("error", "error"), ("info", "error")), 1),
        ((("info", "error"), ("error", "error")), 1),
        ((("warning", "error"), ("error", "never")), 0),
        ((("warning", "warning"), ("info", "error")), 1),
        ((("info", "info"),), 1),
    ],
)
def test_each_file_is_judged_by_its_own_level_and_none_undoes_another(
    levels: tuple[tuple[str, str], ...], status: int
) -> None:
    outcomes = [
        FileOutcome(
            f"{n}.md",
            Seen("甲", "utf-8", 1),
            findings=(finding(Severity(found)), finding(Severity.INFO)),
            fail_on=fail_on,
        )
        for n, (found, fail_on) in enumerate(levels)
    ]
    assert summarise(outcomes, 0).status == status


def test_a_draft_that_could_not_be_written_was_read_all_the_same() -> None:
    unwritten = FileError("unwritable", Bilingual("写不了", "cannot write"))
    outcome = FileOutcome("a.md", Seen("甲", "utf-8", 1), error=unwritten)
    assert outcome.is_read
    assert not FileOutcome("b.md", error=unwritten).is_read
    total = summarise([outcome], 0)
    assert (total.read, total.unread, total.status) == (1, 1, 2)


def test_of_what_nothing_is_written_into_ignored_findings_have_no_fix_to_apply_either() -> None:
    fixed = finding(Severity.INFO)._replace(
        fixes=(Fix("改", Applicability.SAFE, (Edit(Span(0, 1), "乙"),)),)
    )
    outcome = FileOutcome(
        "a.docx", findings=(fixed,), suppressed=(Suppressed(fixed, "comment", ""),)
    )
    shown = with_fixes_shown(outcome)
    for one in (shown.findings[0], shown.suppressed[0].finding):
        assert [fix.applicability for fix in one.fixes] == [Applicability.DISPLAY]
