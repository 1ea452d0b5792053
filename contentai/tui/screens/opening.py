"""Drafts that are open: each in an editor of its own, one of them seen.

What a text area brings in, and what reads and writes drafts, is not loaded before the first
paint.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widgets import ContentSwitcher

from contentai.tui import words
from contentai.tui.screens.asking import Asking

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from contentai.language import Bilingual
    from contentai.tui.draft import Draft
    from contentai.tui.judging.judged import Judged
    from contentai.tui.widgets.editor import Editor


@dataclass
class Open:
    """A draft that is open: what is on the disk, its editor, and its last judgement."""

    draft: Draft
    editor: Editor
    judged: Judged | None = None
    channel: str = ""
    gone: bool = False
    _compared: tuple[int, Draft, bool] | None = None

    @property
    def unsaved(self) -> bool:
        """True when the text is not what is on the disk, or the file is gone from there."""
        version = self.editor.version
        known = self._compared
        if known is None or known[0] != version or known[1] is not self.draft:
            text = self.editor.text
            # Of a new draft nothing is unsaved before a letter is typed.
            differs = bool(text) if self.draft.data is None else text != self.draft.text
            known = self._compared = (version, self.draft, differs)
        return self.gone or known[2]


class Opening(Asking):
    """The ground of the edit screen, which has a ContentSwitcher with the id ``texts``."""

    def __init__(self) -> None:
        super().__init__()
        self._open: dict[Path, Open] = {}
        self._here: Path | None = None
        self._count = 0

    @property
    def here(self) -> Open | None:
        """The draft that is seen."""
        return self._open.get(self._here) if self._here else None

    def wanted(self) -> Open | None:
        """The draft that is seen; that there is none is told."""
        if self.here is None:
            self.say(words.NO_DRAFT, "information", 3)
        return self.here

    @property
    def editor(self) -> Editor | None:
        """Its editor."""
        return self.here.editor if self.here else None

    @property
    def unsaved(self) -> list[Open]:
        """Open drafts whose text is not on the disk; a new draft without text is no loss."""
        return [one for one in self._open.values() if one.unsaved and one.editor.text]

    async def show_draft(self, draft: Draft) -> Editor:
        """Open a draft, or go to it where it is open already."""
        from contentai.tui.widgets.editor import Editor

        known = self._open.get(draft.path)
        if known is None:
            self._count += 1
            editor = Editor(draft.text, id=f"text-{self._count}", read_only=draft.read_only)
            known = self._open[draft.path] = Open(draft, editor)
            await self.query_one("#texts", ContentSwitcher).add_content(editor)
        self.go_to_draft(draft.path)
        return known.editor

    def go_to_draft(self, path: Path) -> None:
        """Show an open draft."""
        self._here = path
        opened = self._open[path]
        self.query_one("#texts", ContentSwitcher).current = opened.editor.id
        opened.editor.focus()
        self.tell()
        self.look_at(opened)

    async def close_draft(self, path: Path) -> None:
        """Close an open draft, whatever its text; another one that is open is shown."""
        opened = self._open.pop(path)
        rest = list(self._open)
        if self._here == path and rest:
            self.go_to_draft(rest[-1])
        else:
            if self._here == path:
                self._here = None
                self.query_one("#texts", ContentSwitcher).current = "nothing"
                self.look_away()
            self.tell()
        await opened.editor.remove()

    def tell(self) -> None:
        """Tell where one is, and what is open: the cursor moved, or something was saved."""

    def look_at(self, opened: Open) -> None:
        """A draft is seen now."""

    def look_away(self) -> None:
        """No draft is seen any longer."""

    def say(self, told: Bilingual, severity: SeverityLevel, seconds: float) -> None:
        """Tell something for some seconds."""
        self.app.notify(str(told), severity=severity, markup=False, timeout=seconds)
