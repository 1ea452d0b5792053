"""A draft with its findings mended as far as fixes go, and how that differs from before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from difflib import unified_diff

from contentai.diagnostics import Applicability
from contentai.lint.fixes import Follow, converge
from contentai.lint.outcome import FileOutcome

Relint = Callable[[str], FileOutcome]


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended text, what linting it gives, and how many fixes it took.

    ``settled`` is False when fixes undo one another; the text is then one of those in turn.
    """

    text: str
    outcome: FileOutcome
    fixes: int
    settled: bool


def mend(
    outcome: FileOutcome,
    relint: Relint,
    allowed: Collection[Applicability],
    follow: Follow = lambda edits: None,
) -> Mended:
    """Apply fixes until none is left. Findings that do not count are not mended.

    ``relint`` judges a changed text as the draft of ``outcome`` was judged; ``follow`` as in
    ``fixes.converge``.
    """
    assert outcome.document is not None
    known = {outcome.document.source: outcome}

    def lint(text: str) -> FileOutcome:
        if text not in known:
            known.clear()  # only the last one is asked for again
            known[text] = relint(text)
        return known[text]

    source = outcome.document.source
    done = converge(lambda text: lint(text).findings, source, allowed=allowed, follow=follow)
    return Mended(done.text, lint(done.text), done.applied, done.settled)


def diff(before: str, after: str, path: str) -> Iterator[str]:
    """The lines of a unified diff, as ``patch`` takes it; none when nothing differs."""
    for line in unified_diff(_lines(before), _lines(after), path, path):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines for ``patch``, to which only LF ends one; what stands before it is kept."""
    pieces = text.split("\n")
    return [f"{piece}\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])
