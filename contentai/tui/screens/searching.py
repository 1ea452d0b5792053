"""Finding, snippets and the external editor, on the draft that is seen."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import SuspendNotSupported

from contentai.diagnostics import Edit, Span
from contentai.language import Bilingual
from contentai.tui.screens.keeping import put
from contentai.tui.screens.listing import Listing

if TYPE_CHECKING:
    from contentai.tui.folder import Written
    from contentai.tui.widgets.editor import Editor
    from contentai.tui.widgets.findbar import FindBar


class Searching(Listing):
    """The part of the edit screen that puts text in and finds it."""

    def __init__(self) -> None:
        super().__init__()
        self._written: list[Written] = []
        # Snippets of the configuration; set once that is read.
        self.own_snippets: Callable[[], dict[str, str]] = dict

    # --- finding in the draft

    def action_find(self) -> None:
        """Open the bar that finds."""
        self._open_bar(replacing=False)

    def action_replace(self) -> None:
        """Open the bar that finds and replaces."""
        self._open_bar(replacing=True)

    def _open_bar(self, *, replacing: bool) -> None:
        if self.wanted() and self.bar:
            self.add_class("-finding")
            self.bar.open(replacing=replacing)

    async def action_find_next(self) -> None:
        """Go to the next hit of what was looked for last."""
        if self.bar:
            await self.bar.action_next()

    async def action_find_previous(self) -> None:
        """Go to the hit before."""
        if self.bar:
            await self.bar.action_previous()

    def on_find_bar_closed(self, event: FindBar.Closed) -> None:
        """Back to the text."""
        event.stop()
        self.remove_class("-finding")
        if self.here:
            self.here.editor.focus()

    def on_editor_edited(self, event: Editor.Edited) -> None:
        """The hits are those of the text as it is now."""
        if self.bar and event.editor is self.editor:
            self.bar.refresh_hits()

    # --- finding in the folder

    @work
    async def action_find_in_folder(self) -> None:
        """Find and replace in all drafts of the folder."""
        from contentai.tui.screens.foldersearch import FolderSearch

        if self.bar is None:
            return
        goto = await self.app.push_screen_wait(
            FolderSearch(
                [self._root],
                self.bar.fields.query_now,
                self._texts,
                self._replace_open,
                self._written,
            )
        )
        if goto is None:
            return
        editor = await self.open_path(goto.path)
        if editor:
            size = len(editor.text)
            span = Span(min(goto.span.start, size), min(goto.span.end, size))
            editor.go_to(span, select=True)

    @property
    def _root(self) -> Path:
        return self._target if self._target and self._target.is_dir() else self.folder

    def _texts(self) -> dict[Path, str]:
        """The texts of open drafts by their real paths."""
        return {Path(os.path.realpath(path)): o.editor.text for path, o in self._open.items()}

    def _replace_open(self, path: Path, edits: tuple[Edit, ...]) -> None:
        opened = self.opened_at(path)
        if opened:
            opened.editor.apply(edits)

    # --- putting text in

    @work
    async def action_snippet(self) -> None:
        """Put a snippet in at the cursor, in the place of what is selected."""
        from contentai.located import DataError
        from contentai.tui.screens.picking import Picking
        from contentai.tui.snippets import filled, snippets

        if self.wanted() is None:
            return
        problem, own = None, dict[str, str]()
        try:
            own = self.own_snippets()
        except DataError as error:
            problem = Bilingual(f"自己的片段没有读：{error}", f"own snippets not read: {error}")
        snippet = await self.app.push_screen_wait(Picking(snippets(own), problem))
        if snippet is None or self.here is None:
            return
        text, after = filled(snippet, date.today())
        editor = self.here.editor
        if editor.read_only:
            editor.leave_alone()
            return
        at = editor.offset_of(min(editor.selection))
        editor.apply([Edit(Span(at, editor.offset_of(max(editor.selection))), text)])
        editor.go_to(Span(at + after, at + after))
        editor.focus()

    def action_external(self) -> None:
        """Hand the text to the user's own editor, and take back what becomes of it."""
        from contentai.tui.external import edited_outside, external_editor

        opened = self.wanted()
        if opened is None:
            return
        command = external_editor(os.environ)
        if isinstance(command, Bilingual):
            self.say(command, "warning", 10)
            return
        if opened.editor.read_only:
            opened.editor.leave_alone()
            return
        try:
            with self.app.suspend():
                answer = edited_outside(command, opened.editor.text, opened.draft.path.name)
        except SuspendNotSupported:
            self.say(
                Bilingual(
                    "这里打不开外部编辑器（浏览器里不行）",
                    "an external editor cannot be run here (not in a browser)",
                ),
                "warning",
                8,
            )
            return
        self.app.refresh(layout=True)
        if isinstance(answer, Bilingual):
            self.say(answer, "warning", 10)
            return
        put(opened.editor, answer)
        opened.editor.focus()
