"""What a search of a folder found: files, their hits with the replacement in place, files done."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from contentai.language import Bilingual
from contentai.tui.finding import Finder, Hit
from contentai.tui.folder import FileHits, Written, excerpt

# More rows than this nobody reads, and each costs.
MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of the list stands for: a file, one of its hits, or a file that was written."""

    file: FileHits | Written
    hit: Hit | None = None


class FolderHits(OptionList):
    """The list; at most ``MOST_ROWS`` rows of it."""

    rows: tuple[Row, ...] = ()

    def show(
        self,
        found: Sequence[FileHits],
        out: Collection[Path],
        written: Sequence[Written],
        finder: Finder | None,
        by: str,
    ) -> None:
        """Show files (``out`` is left out) with hits replaced by ``by``, then ``written``."""
        at = self.highlighted or 0
        rows: list[tuple[Row, Content]] = []
        for one in found:
            rows.append((Row(one), _file_line(one, one.draft.path in out)))
            if finder and len(rows) < MOST_ROWS:
                rows += _hit_lines(one, finder, by, MOST_ROWS - len(rows))
            if len(rows) >= MOST_ROWS:
                break
        rows += [(Row(one), _written_line(one)) for one in written]
        self.rows = tuple(row for row, _ in rows)
        self.clear_options()
        self.add_options(Option(shown) for _, shown in rows)
        if rows:
            self.highlighted = min(at, len(rows) - 1)

    @property
    def cut(self) -> bool:
        """True when not all hits are in the list."""
        return len(self.rows) >= MOST_ROWS

    @property
    def pointed(self) -> Row | None:
        """What the row under the cursor stands for."""
        at = self.highlighted
        return self.rows[at] if at is not None and at < len(self.rows) else None


def _file_line(one: FileHits, is_out: bool) -> Content:
    opened = str(Bilingual("，打开着", ", open")) if one.is_open else ""
    return Content.assemble(
        "[ ] " if is_out else "[x] ",
        (str(one.draft.path), "bold"),
        (f"  {len(one.hits)}{opened}", "$text-muted"),
    )


def _hit_lines(one: FileHits, finder: Finder, by: str, most: int) -> Iterator[tuple[Row, Content]]:
    hits = one.hits[:most]
    edits = finder.edits(one.text, hits, by) if by else ()
    news = [""] * len(hits)
    if by and not isinstance(edits, Bilingual):
        news = [edit.text.replace("\n", "⏎") for edit in edits]
    for hit, new in zip(hits, news, strict=True):
        shown = excerpt(one, hit)
        line = Content.assemble(
            (f"   {shown.line:>4} ", "$text-muted"),
            shown.before,
            (shown.hit, "$text-error strike" if new else "$text-accent bold"),
            (f"→{new}" if new else "", "$text-success bold"),
            shown.after,
        )
        yield Row(one, hit), line


def _written_line(one: Written) -> Content:
    words = Bilingual(
        f"已换 {one.after.path}（{one.count} 处）", f"replaced in {one.after.path} ({one.count})"
    )
    return Content.styled(str(words), "$text-success")
