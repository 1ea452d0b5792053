"""A table with its rows mended: each by itself, and all of them written together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from contentai.diagnostics import Applicability, Diagnostic, Edit, Span
from contentai.language import Bilingual
from contentai.lint.mend import mend
from contentai.lint.outcome import FileOutcome
from contentai.lint.reading import Draft, FileError
from contentai.lint.row import Row
from contentai.lint.rows import RowText, read_rows, read_table
from contentai.lint.spool import Spool
from contentai.lint.writing import Unwritable, encoded, in_bytes
from contentai.text.cells import Style
from contentai.text.cellwriting import Pieces, rewritten
from contentai.text.decoded import Decoded
from contentai.text.lines import index_lines

Relint = Callable[[FileOutcome, str], FileOutcome]

_OTHERWISE_READ = Bilingual(
    "改了以后这个表格会读成别的样子（多半是哪一行的双引号没有关上），没有写；先改好那一行",
    "mended, the table would be read otherwise (is a quote in it never closed?) and was not "
    "written; mend that row first",
)


@dataclass
class TableMending:
    """The rows of ``table`` as they come, and what is to become of the file.

    ``before`` has the outcomes as they were, ``after`` those of the mended rows. ``first`` is
    the name of the first row that changed. Rows in ``unsettled`` have fixes that undo one
    another, of ``kept`` ones a fix is for a cell into which nothing can be written.
    """

    table: Draft
    relint: Relint
    allowed: Collection[Applicability]
    fixes: int = 0
    first: str | None = None
    unsettled: list[str] = field(default_factory=list)
    kept: int = 0
    before: Spool = field(default_factory=Spool)
    after: Spool = field(default_factory=Spool)
    _changes: dict[int, Pieces] = field(default_factory=dict)
    encoding: str = "utf-8"

    def add(self, outcome: FileOutcome) -> None:
        """Mend a row. One that the file's encoding has no characters for gets its error."""
        document, row = outcome.document, outcome.row
        if document is None or row is None:
            self.before.add(outcome)
            self.after.add(outcome)
            return
        trail = _Trail(document.source)
        done = mend(outcome, lambda text: self.relint(outcome, text), self.allowed, trail.follow)
        if not done.settled:
            self.unsettled.append(outcome.path)
        self.kept += any(_is_kept(finding, row) for finding in done.outcome.findings)
        changes = dict(_changes(row, document.source, done.text, trail))
        try:
            in_bytes("".join(_fresh(changes.values())), row.encoding)
        except Unwritable as error:
            outcome = outcome._replace(error=FileError("unwritable", error.words))
            self.before.add(outcome)
            self.after.add(outcome)
            return
        if changes:
            self.fixes += done.fixes
            self.first = self.first or outcome.path
            self._changes |= changes
            self.encoding = row.encoding
        self.before.add(outcome)
        self.after.add(done.outcome)

    def texts(self) -> tuple[str, str, bytes]:
        """What the file says, what it says mended, and its bytes then.

        Raises ``Unwritable`` where the rest of it would not stay what it is.
        """
        data = self.table.data
        assert isinstance(data, bytes)
        before = data.decode(self.encoding)
        name = self.table.name
        after = rewritten(
            before, self._changes, lambda text: read_table(text, index_lines(text), name)
        )
        if after is None:
            raise Unwritable(_OTHERWISE_READ)
        return before, after, encoded(after, self.encoding, before, data)

    @property
    def mark(self) -> str:
        """The byte order mark that the text of the file does not show."""
        return "\ufeff" if self.encoding == "utf-8-sig" else ""

    def placed(self, after: str, column: str | None) -> Iterator[FileOutcome]:
        """The outcomes with their places in ``after``; a row that nothing is left of has none.

        ``column`` holds the text, see ``read_rows``.
        """
        rows = read_rows(Decoded(after, self.encoding), self.table.name, column, [])
        assert not isinstance(rows, Bilingual)  # the columns are those that they were
        by_number = {row.row.number: row for row in rows}
        for outcome in self.after:
            found = by_number.get(outcome.row.number) if outcome.row else None
            if found:
                yield self._placed(outcome, found)

    def _placed(self, outcome: FileOutcome, found: RowText) -> FileOutcome:
        placed = outcome._replace(path=found.name, row=found.row)
        if outcome.document is None or outcome.row is None:
            return placed
        same = (outcome.document.source, outcome.row.brief) == (found.text, found.row.brief)
        # A title that nothing is left of, or a text that now begins like a page.
        return placed if same else self.relint(placed, found.text)


class _Trail:
    """Where each character of a text stood before it was edited; -1 for a new one."""

    def __init__(self, text: str) -> None:
        self.origins = list(range(len(text)))

    def follow(self, edits: Sequence[Edit]) -> None:
        """Edit the text."""
        origins, self.origins = self.origins, []
        at = 0
        for span, text in edits:
            self.origins += origins[at : span.start] + [-1] * len(text)
            at = span.end
        self.origins += origins[at:]


def _changes(row: Row, before: str, after: str, trail: _Trail) -> Iterator[tuple[int, Pieces]]:
    """What becomes of the cells of a row that change, by where they stand in the file."""
    at = 0
    for part, old, new in zip(row.parts, row.cells(before), row.cells(after), strict=True):
        if new != old:
            yield part.start, list(_pieces(new, trail.origins[at : at + len(new)], part.at))
        at += len(new) + 1


def _pieces(text: str, origins: Sequence[int], first: int) -> Iterator[Span | str]:
    """A text as what is kept of a cell that began at ``first``, and what is new."""
    runs = groupby(enumerate(origins), lambda one: one[1] - one[0] if one[1] >= 0 else None)
    for shift, run in runs:
        places = [at for at, _ in run]
        start, end = places[0], places[-1] + 1
        yield text[start:end] if shift is None else Span(start + shift - first, end + shift - first)


def _fresh(changes: Iterable[Pieces]) -> Iterator[str]:
    return (piece for pieces in changes for piece in pieces if isinstance(piece, str))


def _is_kept(finding: Diagnostic, row: Row) -> bool:
    fixed = {part.at for part in row.parts if part.style is Style.FIXED}
    return any(row.part(e.span.start).at in fixed for fix in finding.fixes for e in fix.edits)
