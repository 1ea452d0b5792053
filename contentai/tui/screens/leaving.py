"""Closing drafts and leaving: what is not saved is asked about, once."""

from __future__ import annotations

from pathlib import Path

from textual import work

from contentai.language import Bilingual
from contentai.tui.screens.choice import Answer
from contentai.tui.screens.opening import Open
from contentai.tui.screens.saving import Saving


class Leaving(Saving):
    """The part of the edit screen that lets go of drafts."""

    @work
    async def action_close_draft(self) -> None:
        """Close the draft that is seen."""
        if self.here and not self._asking:
            await self.close_path(self.here.draft.path)

    async def close_path(self, path: Path) -> bool:
        """Close an open draft; what is not saved is asked about. False where it stays open."""
        opened = self.opened_at(path)
        if opened is None:
            return True
        if opened.unsaved and opened.editor.text:
            name = opened.draft.path.name
            answer = await self._asked(
                Bilingual(f"{name} 还没保存", f"{name} is not saved"),
                (
                    Answer("save", Bilingual("保存", "Save")),
                    Answer("discard", Bilingual("不保存", "Do not save")),
                    Answer("stay", Bilingual("接着写", "Go on writing")),
                ),
            )
            if answer == "stay" or (answer == "save" and not await self.save(opened)):
                return False
        await self._let_go(opened)
        return True

    async def _let_go(self, opened: Open) -> None:
        path = opened.draft.path
        async with self._disk:
            kept = self._kept.pop(path, None)
            if kept and kept.slot:
                kept.slot.forget()
                kept.slot.release()
        await self.close_draft(path)

    @work
    async def action_quit(self) -> None:
        """End, once nothing is left that could be lost."""
        if not self._asking and await self.may_leave():
            self.app.exit()

    async def may_leave(self) -> bool:
        """Ask about what is not saved; True when the editor may end."""
        unsaved = [o for o in self._open.values() if o.unsaved and o.editor.text]
        if unsaved:
            names = "、".join(opened.draft.path.name for opened in unsaved)
            answer = await self._asked(
                Bilingual("有没保存的改动", "There are changes that are not saved"),
                (
                    Answer("save", Bilingual("保存并退出", "Save and quit")),
                    Answer("discard", Bilingual("不保存退出", "Quit without saving")),
                    Answer("stay", Bilingual("接着写", "Go on writing")),
                ),
                Bilingual(names, names),
            )
            if answer == "stay":
                return False
            if answer == "save":
                for opened in unsaved:
                    if not await self.save(opened):
                        return False
        for timer in self._rounds:
            timer.stop()
        async with self._disk:
            for kept in self._kept.values():
                if kept.slot:
                    kept.slot.forget()
                    kept.version = -1
                    kept.slot.release()
                    kept.slot = None
        return True
