"""Find and replace in the draft in front, in a bar below it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from contentai.diagnostics import Edit, Span
from contentai.language import Bilingual
from contentai.tui.finding import Finder, Hit, Query, compile_query, next_hit
from contentai.tui.keys import REDO, UNDO, keys_here
from contentai.tui.widgets.findfields import FindFields

# Seconds after the last key until the search runs.
_PAUSE = 0.08
_LONGEST_TAKEN = 100


class Searched(Protocol):
    """The editor, as far as the bar knows it. Offsets are code points."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def selected_text(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> int: ...  # noqa: D102
    @property
    def cursor(self) -> int: ...  # noqa: D102
    @property
    def read_only(self) -> bool: ...  # noqa: D102
    def go_to(self, span: Span, select: bool = False) -> None: ...  # noqa: D102
    def action_undo(self) -> None: ...  # noqa: D102
    def action_redo(self) -> None: ...  # noqa: D102
    def apply(self, edits: Iterable[Edit]) -> None: ...  # noqa: D102
    def show_found(self, spans: Sequence[Span], here: int | None) -> None: ...  # noqa: D102


class FindBar(Vertical):
    """Looks for text in the editor it is attached to, and replaces it there.

    Hidden until ``open``. Hits are those of one version of the text; they are looked for
    again before anything is done with them.
    """

    bar_keys = keys_here(
        ("f3", "下一处", "Next"), ("alt+a", "全部替换", "Replace all"), ("escape", "关上", "Close")
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("f3,down", "next", show=False),
        Binding("shift+f3,up", "previous", show=False),
        Binding("alt+a", "replace_all", show=False, id="find.replace_all"),
        # What was replaced is taken back where that was said to be one step.
        *(Binding(key.keys, key.action, show=False, id=key.id) for key in (UNDO, REDO)),
    ]

    @dataclass
    class Moved(Message):
        """The editor shows hit ``number`` of ``count``, both from 1."""

        number: int
        count: int

    @dataclass
    class Replaced(Message):
        """So many places were replaced, as one step of undo."""

        count: int

    class Closed(Message):
        """The bar was closed: the focus belongs to the editor again."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._target: Searched | None = None
        self._finder: Finder | None = None
        self._hits: list[Hit] = []
        self._seen: tuple[int, Query] | None = None
        self._here: int | None = None
        self._origin = 0
        self._asked = 0
        self.display = False

    def compose(self) -> ComposeResult:
        """The fields."""
        yield FindFields()

    @property
    def fields(self) -> FindFields:
        """The inputs and options."""
        return self.query_one(FindFields)

    def attach(self, target: Searched | None) -> None:
        """Look in another editor from now on."""
        if target is self._target:
            return
        if self._target is not None:
            self._target.show_found((), None)
        self._target, self._seen, self._hits, self._here = target, None, [], None
        if self.display:
            self.refresh_hits()

    def open(self, *, replacing: bool = False) -> None:
        """Show the bar; a selection within a line is what is looked for."""
        self.display = True
        self.fields.show_replacing(replacing)
        if self._target is not None:
            self._origin = self._target.cursor
            chosen = self._target.selected_text
            if chosen and "\n" not in chosen and len(chosen) <= _LONGEST_TAKEN:
                self._origin -= len(chosen)
                self.fields.put_wanted(chosen)
        self.fields.enter_wanted()
        self._search(go=False)

    def refresh_hits(self) -> None:
        """Look again: the text changed under the bar, unless that was seen already."""
        known = self._target and self._seen == (self._target.version, self.fields.query_now)
        if self.display and not known:
            self._search_soon(go=False)

    def action_close(self) -> None:
        """Hide the bar; the cursor stays where it is."""
        self.display = False
        self._asked += 1
        if self._target is not None:
            self._target.show_found((), None)
        self.post_message(self.Closed())

    async def action_next(self) -> None:
        """Go to the next hit, round the end."""
        await self._go(back=False)

    async def action_previous(self) -> None:
        """Go to the hit before, round the start."""
        await self._go(back=True)

    def action_undo(self) -> None:
        """Undo the last step in the text."""
        if self._target is not None:
            self._target.action_undo()

    def action_redo(self) -> None:
        """Redo it."""
        if self._target is not None:
            self._target.action_redo()

    async def action_replace(self) -> None:
        """Replace the hit the cursor is on and go to the next; else only go to one."""
        target = self._target
        if target is None or not await self._fresh() or self._refuses(target):
            return
        here = None if self._here is None else self._hits[self._here]
        if here is None or target.cursor not in here.span:
            await self._go(back=False)
            return
        edits = self._edits(target, [here])
        if edits:
            target.apply(edits)
            self.post_message(self.Replaced(1))
            self._origin = here.span.start + len(edits[0].text)
            await self._look(go=True)

    async def action_replace_all(self) -> None:
        """Replace all hits, as one step of undo."""
        target = self._target
        if not self.fields.replacing:  # by what, nobody has seen yet
            self.fields.show_replacing(True)
            self.fields.enter_by()
            return
        if target is None or not await self._fresh() or self._refuses(target):
            return
        edits = self._edits(target, self._hits)
        if edits:
            target.apply(edits)
            await self._look(go=False)
            n = len(edits)
            self.fields.tell(
                str(Bilingual(f"换了 {n} 处，一步可撤回", f"{n} replaced, one step to undo"))
            )
            self.post_message(self.Replaced(n))

    @on(FindFields.Changed)
    def _changed(self, event: FindFields.Changed) -> None:
        event.stop()
        self._search_soon(go=True)

    @on(FindFields.Entered)
    async def _entered(self, event: FindFields.Entered) -> None:
        event.stop()
        if event.replacing:
            await self.action_replace()
        else:
            await self.action_next()

    def _search_soon(self, *, go: bool) -> None:
        self._asked += 1
        asked = self._asked

        def search() -> None:
            if asked == self._asked and self.display:
                self._search(go=go)

        self.set_timer(_PAUSE, search)

    @work(exclusive=True, group="find")
    async def _search(self, *, go: bool) -> None:
        await self._look(go=go)

    async def _look(self, *, go: bool) -> bool:
        """Find the hits of the text as it is; False when what is looked for is wrong."""
        target, query = self._target, self.fields.query_now
        self._asked += 1
        if target is None:
            return False
        if self._finder is None or self._finder.query != query:
            compiled = compile_query(query)
            if isinstance(compiled, Bilingual):
                self._finder, self._hits, self._here, self._seen = None, [], None, None
                target.show_found((), None)
                self.fields.tell(str(compiled), problem=True)
                return False
            self._finder = compiled
        version, text = target.version, target.text
        if query.folded or query.kind == "word":  # these load tables when first used
            hits = await asyncio.to_thread(self._finder.find, text)
            if target is not self._target or target.version != version:
                return False
        else:
            hits = self._finder.find(text)
        self._hits, self._seen = hits, (version, query)
        self._here = next_hit(hits, self._origin) if go else self._under(target)
        if go and self._here is not None:
            target.go_to(hits[self._here].span, select=True)
        self._show(target)
        return True

    async def _fresh(self) -> bool:
        """Make sure that the hits are those of the text and of the query; False for a bad one."""
        target = self._target
        if target is not None and self._seen == (target.version, self.fields.query_now):
            return True
        return await self._look(go=False)

    async def _go(self, *, back: bool) -> None:
        target = self._target
        if target is None or not await self._fresh():
            return
        under = None if self._here is None else self._hits[self._here].span
        at = under.start if under and back and target.cursor == under.end else target.cursor
        self._here = next_hit(self._hits, at, back=back)
        if self._here is not None:
            span = self._hits[self._here].span
            self._origin = span.start
            target.go_to(span, select=True)
            self.post_message(self.Moved(self._here + 1, len(self._hits)))
        self._show(target)

    def _under(self, target: Searched) -> int | None:
        """The hit that the cursor is in or at the end of."""
        at = target.cursor
        spans = (hit.span for hit in self._hits)
        return next((n for n, span in enumerate(spans) if span.start <= at <= span.end), None)

    def _show(self, target: Searched) -> None:
        target.show_found([hit.span for hit in self._hits], self._here)
        count = len(self._hits)
        if not self.fields.query_now.wanted:
            self.fields.tell("")
        elif not count:
            self.fields.tell(str(Bilingual("没有找到", "not found")), problem=True)
        elif self._here is None:
            self.fields.tell(str(Bilingual(f"共 {count} 处", f"{count} found")))
        else:
            self.fields.tell(f"{self._here + 1}/{count}")

    def _edits(self, target: Searched, hits: Sequence[Hit]) -> tuple[Edit, ...]:
        assert self._finder is not None
        edits = self._finder.edits(target.text, hits, self.fields.by)
        if isinstance(edits, Bilingual):
            self.fields.tell(str(edits), problem=True)
            return ()
        return edits

    def _refuses(self, target: Searched) -> bool:
        if target.read_only:
            words = Bilingual("这篇不许改", "this draft may not be changed")
            self.fields.tell(str(words), problem=True)
        return target.read_only
