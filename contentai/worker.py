"""What a worker process does: it opens what a request asks for, and judges drafts by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from contentai.dependencies import conditions_of
from contentai.language import Bilingual
from contentai.lint.codec import pack
from contentai.lint.outcome import FileOutcome
from contentai.lint.reading import Draft, FileError
from contentai.lint.stamps import Tree, state
from contentai.request import LintRequest

if TYPE_CHECKING:
    from contentai.lint.row import Brief
    from contentai.linter import Linter

# A draft's name, its bytes, and what else a row of a table is judged by.
Piece = tuple[str, bytes, "Brief | None"]


class Opened(NamedTuple):
    """What was opened under a request, and what the files were like once it had been."""

    request: LintRequest
    linter: Linter
    state: str


# What this process works with when it is a worker.
_opened: Opened | None = None


def share_opened(opened: Opened) -> None:
    """Let workers that begin as copies of this process use what is open here."""
    global _opened  # noqa: PLW0603 - see below
    _opened = opened


def start_worker(request: LintRequest, trees: tuple[Tree, ...]) -> None:
    """Begin as a worker. Raises ``DataError`` for what cannot be opened."""
    global _opened  # noqa: PLW0603 - a worker has no other place to keep what it opened
    if _opened is None or _opened.request != request:
        linter = request.open()
        conditions_of(linter.workspace)  # opens rules and models
        _opened = Opened(request, linter, state(trees)[0])


def work(pieces: Sequence[Piece]) -> list[tuple[bytes, str]]:
    """What a worker answers: packed outcomes, each with the state of the files at its opening."""
    assert _opened is not None
    return [
        (packed_outcome(outcome, data), _opened.state)
        for outcome, (_, data, _) in zip(judge(_opened.linter, pieces), pieces, strict=True)
    ]


def piece_of(draft: Draft) -> Piece:
    """What a worker is given of a draft that could be read."""
    assert isinstance(draft.data, bytes)
    return draft.name, draft.data, draft.row.brief if draft.row else None


def size_of(draft: Draft) -> int:
    """How many bytes of a draft there are to judge."""
    return len(draft.data) if isinstance(draft.data, bytes) else 0


def judge(linter: Linter, pieces: Sequence[Piece]) -> list[FileOutcome]:
    """The outcomes of drafts; where contentai itself fails on one, that is its error."""
    try:
        return linter.lint_all(pieces)
    except Exception as error:
        if len(pieces) > 1:
            return [outcome for piece in pieces for outcome in judge(linter, [piece])]
        told = f"{type(error).__name__}: {error}"
        words = Bilingual(
            f"检查它时程序出错（{told}），别的稿件照常；请报告给 contentai",
            f"contentai failed on it ({told}); the others went on. Please report this",
        )
        return [FileOutcome(pieces[0][0], error=FileError("internal", words))]


def is_accident(outcome: FileOutcome) -> bool:
    """True for an error that may not come again."""
    return outcome.error is not None and outcome.error.kind in ("died", "internal")


def packed_outcome(outcome: FileOutcome, data: bytes) -> bytes:
    """An outcome as bytes, without the source where the draft's bytes give it back."""
    seen = outcome.document
    lost = seen is not None and (seen.extracted or data.decode(seen.encoding) != seen.source)
    return pack(outcome, source=lost)
