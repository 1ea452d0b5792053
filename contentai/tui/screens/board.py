"""The drafts board: every draft of the folder with its counts and scores, the worst first."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import DataTable, Input, Static

from contentai.language import Bilingual
from contentai.scorenames import INTENT_NAMES, SCORE_NAMES, shown_score
from contentai.tui.cells import shown
from contentai.tui.entries import Entry
from contentai.tui.judging.judged import Surveyed
from contentai.tui.keys import Key
from contentai.tui.ranking import ONLY, ORDERS, Only, Order, Standing, ranked, totals
from contentai.tui.screens.place import Place
from contentai.tui.themes import colour
from contentai.tui.widgets.textfield import TextField

T = TypeVar("T")

# Answers come by the dozen: the table is filled that often at most, in seconds.
_PAUSE = 0.2
_OVER = 0.5
_LONGEST = 36
_COLUMNS: dict[str, Bilingual] = {
    "worst": Bilingual("", ""),
    "name": Bilingual("稿件", "Draft"),
    "errors": Bilingual("✗ 错误", "✗ err"),
    "warnings": Bilingual("! 警告", "! warn"),
    "infos": Bilingual("i 提示", "i hint"),
    **SCORE_NAMES,
    "label": Bilingual("意图", "Intent"),
}


class Board(Place):
    """Lists what ``entries`` names with what ``known`` says of it, by real path."""

    NAME = "board"
    KEYS = (
        Key("board.sort", "s", "sort", Bilingual("换排序", "Sort"), Bilingual("排序", "Sort")),
        Key("board.only", "f", "only", Bilingual("换筛选", "Filter"), Bilingual("筛选", "Show")),
        Key("board.find", "slash", "find", Bilingual("按名字找", "Find"), Bilingual("找", "Find")),
        Key("board.again", "r", "again", Bilingual("重新读", "Again"), Bilingual("重读", "Again")),
    )
    HELP_WORDS: ClassVar = Bilingual(
        "稿件板：文件夹里每篇稿子的问题数和分数，最差的在前。回车打开；点表头或按 s 换排序，"
        "f 只看有错误的、没保存的，/ 按名字找，r 把文件夹重新读一遍。",
        "Drafts board: counts and scores of every draft, the worst first. Enter opens; a click on "
        "a heading or s sorts, f shows those with errors or unsaved ones alone, / finds by name, "
        "r reads the folder again.",
    )

    @dataclass
    class Opened(Message):
        """A draft is to be opened."""

        path: Path

    class Again(Message):
        """The folder is to be read again."""

    def __init__(
        self, entries: Callable[[], Sequence[Entry]], known: Mapping[Path, Surveyed]
    ) -> None:
        super().__init__()
        self._entries, self._known = entries, known
        self._order: Order = "worst"
        self._only: Only = "all"
        self._paths: list[Path] = []
        self._pause: Timer | None = None

    def body(self) -> ComposeResult:
        """Totals, filter, table."""
        with Horizontal(classes="bar"):
            yield Static(classes="totals", markup=False)
            yield TextField(
                placeholder=str(Bilingual("按名字找", "find by name")), compact=True, classes="find"
            )
        yield Static(classes="state", markup=False)
        table: DataTable[Text] = DataTable(cursor_type="row", zebra_stripes=True)
        yield table

    def on_mount(self) -> None:
        """The table has the keys."""
        table = self._table
        for key, name in _COLUMNS.items():
            table.add_column(str(name), key=key)
        table.fixed_columns = 2
        table.focus()

    def on_screen_resume(self) -> None:
        """Look again: drafts may have come and gone meanwhile."""
        self.fill()

    def refill_soon(self) -> None:
        """Something was judged."""
        if self._pause is None and self.is_current:
            self._pause = self.set_timer(_PAUSE, self.fill)

    def fill(self) -> None:
        """Put the drafts into the table, the cursor where it was."""
        self._pause = None
        table = self._table
        at = self._pointed if self._table.cursor_row else None  # at the top it stays there
        entries = {os.path.realpath(entry.path): entry for entry in self._entries()}
        drafts = [
            Standing(entry.name, self._known.get(Path(real)), entry.unsaved)
            for real, entry in entries.items()
        ]
        paths = {entry.name: entry.path for entry in entries.values()}
        listed = ranked(drafts, self.query_one(".find", Input).value, self._only, self._order)
        self._paths = [paths[draft.name] for draft in listed]
        table.clear()
        for draft in listed:
            table.add_row(*self._cells(draft))
        if at in self._paths:
            table.move_cursor(row=self._paths.index(at))
        self.query_one(".totals", Static).update(str(totals(drafts)))
        self.query_one(".state", Static).update(self._state(len(listed), len(drafts)))

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one(DataTable)

    @property
    def _pointed(self) -> Path | None:
        row = self._table.cursor_row
        return self._paths[row] if 0 <= row < len(self._paths) else None

    def _state(self, listed: int, count: int) -> str:
        told = f"{ORDERS[self._order]} · {ONLY[self._only]}"
        if not count:
            return str(Bilingual("这里还没有稿件", "there is no draft here"))
        if not listed:
            return f"{told} · {Bilingual('一篇也没有', 'none')}"
        return told

    def _cells(self, draft: Standing) -> list[Text]:
        found = draft.found
        name = shown(draft.name)
        if len(name) > _LONGEST:
            name = f"…{name[1 - _LONGEST :]}"
        star = "* " if draft.unsaved else ""
        if found is None:
            return [self._text("·", ""), Text(star + name), *([Text("")] * 7)]
        if found.problem is not None:
            words = self._text(str(found.problem), "error")
            return [self._text("?", "error"), Text(star + name), *([Text("")] * 6), words]
        counts = {"error": found.errors, "warning": found.warnings, "accent": found.infos}
        signs = dict(zip(counts, "x!i", strict=True))
        worst = next((kind for kind, count in counts.items() if count), "success")
        cells = [self._text(signs.get(worst, "o"), worst), Text(star + name)]
        cells += [self._number(str(count or ""), kind) for kind, count in counts.items()]
        for score in SCORE_NAMES:
            value = draft.score(score)
            over = value >= _OVER
            told = "" if value < 0 else f"{shown_score(value)}{'!' if over else ' '}"
            cells.append(self._number(told, "error" if over else ""))
        label = found.scores.label if found.scores else ""
        return [*cells, Text(str(INTENT_NAMES.get(label, "")))]

    def _text(self, text: str, kind: str) -> Text:
        return Text(text, colour(self.app.current_theme, kind))

    def _number(self, text: str, kind: str) -> Text:
        return Text(text, colour(self.app.current_theme, kind), justify="right")

    def action_sort(self) -> None:
        """The next order."""
        self._order = _after(list(ORDERS), self._order)
        self.fill()

    def action_only(self) -> None:
        """The next filter."""
        self._only = _after(list(ONLY), self._only)
        self.fill()

    def action_find(self) -> None:
        """Go to the field for names."""
        self.query_one(".find", Input).focus()

    def action_again(self) -> None:
        """Read the folder again."""
        self.post_message(self.Again())

    async def action_back(self) -> None:
        """Leave the field first, then the board."""
        if isinstance(self.focused, Input):
            self._table.focus()
        else:
            await super().action_back()

    @on(DataTable.HeaderSelected)
    def _heading_chosen(self, event: DataTable.HeaderSelected) -> None:
        key = str(event.column_key.value)
        self._order = next((order for order in ORDERS if order == key), "worst")
        self.fill()

    @on(DataTable.RowSelected)
    def _row_chosen(self, event: DataTable.RowSelected) -> None:
        event.stop()
        if event.cursor_row < len(self._paths):
            self.post_message(self.Opened(self._paths[event.cursor_row]))

    @on(Input.Changed)
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self.fill()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._table.focus()


def _after(items: Sequence[T], one: T) -> T:
    return items[(items.index(one) + 1) % len(items)]
