"""Saving, and what other programs do to a draft that is open: who has the last word is asked."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from contentai.language import Bilingual
from contentai.tui.screens.choice import Answer
from contentai.tui.screens.keeping import LATER, Keeping, Kept, named, put
from contentai.tui.screens.naming import Naming
from contentai.tui.screens.opening import Open

if TYPE_CHECKING:
    from contentai.tui.draft import Draft, NotSaved

# Seconds between two looks at the disk.
_LOOK = 2.0

_MINE = Answer("mine", Bilingual("用我的盖过去", "Keep mine"))
_THEIRS = Answer("theirs", Bilingual("用磁盘上的", "Take theirs"))
_AGAIN = Answer("mine", Bilingual("重新写一份", "Write it anew"))
_ELSEWHERE = Answer("elsewhere", Bilingual("另存为……", "Save as…"))
_UTF8 = Answer("utf8", Bilingual("改存 UTF-8", "Save as UTF-8"))
_ANSWERS = {
    "changed": (_MINE, _THEIRS, _ELSEWHERE, LATER),
    "exists": (_ELSEWHERE, _MINE, LATER),
    "deleted": (_AGAIN, _ELSEWHERE, LATER),
    "encoding": (_UTF8, LATER),
    "read_only": (_ELSEWHERE, LATER),
    "full": (_ELSEWHERE, LATER),
    "failed": (_ELSEWHERE, LATER),
}


class Saving(Keeping):
    """The part of the edit screen that writes drafts and sees what becomes of their files."""

    def on_mount(self) -> None:
        """Look regularly at the disk."""
        self._rounds.append(self.set_interval(_LOOK, self.look_at_disk))

    # Workers here are not exclusive: cancelled, one would leave its question on the screen, and
    # let go of the disk while its thread still writes.

    @work
    async def action_save(self) -> None:
        """Write the text to the disk; what stands in the way is asked."""
        if self._asking or not (opened := self.wanted()):
            return
        if opened.editor.read_only and not (opened.unsaved or opened.draft.extracted):
            opened.editor.leave_alone()  # there is nothing to save
        else:
            await self.save(opened)

    @work
    async def action_save_as(self) -> None:
        """Write the text to another file and go on with that."""
        if not self._asking and (opened := self.wanted()):
            await self._save_elsewhere(opened)

    async def save(self, opened: Open) -> bool:
        """Save an open draft; False where it was not."""
        over, encoding = False, None
        while True:
            answer = await self._saved(opened, None, over=over, encoding=encoding)
            if answer is None:
                return True
            choice = await self._ask_about(opened, answer)
            if choice == "mine":
                over = True
            elif choice == "utf8":
                encoding = "utf-8"
            elif choice == "theirs":
                await self._take_theirs(opened)
                return False
            elif choice == "elsewhere":
                return await self._save_elsewhere(opened)
            else:
                name = opened.draft.path.name  # why, the question has told
                self.say(Bilingual(f"{name} 没有保存", f"{name} is not saved"), "warning", 4)
                return False

    async def _saved(
        self, opened: Open, to: Path | None, *, over: bool = False, encoding: str | None = None
    ) -> NotSaved | None:
        from contentai.tui.draft import NotSaved, save

        async with self._disk:
            text, before = opened.editor.text, opened.draft
            answer = await asyncio.to_thread(
                save, before, text, to=to, over=over, encoding=encoding
            )
            if isinstance(answer, NotSaved):
                return answer
            self.rename_open(opened, answer)
            kept = self._kept.get(answer.path)
            if kept:
                kept.told = ""
                if kept.slot and opened.editor.text == answer.text:
                    kept.slot.forget()
                    kept.version = opened.editor.version
        self.tell()
        name = answer.path.name
        self.say(Bilingual(f"已保存 {name}", f"saved {name}"), "information", 2)
        return None

    async def _save_elsewhere(self, opened: Open) -> bool:
        draft = opened.draft
        question = Bilingual("另存为什么名字？", "Save under which name?")
        name = draft.path.with_suffix(".md").name if draft.extracted else draft.path.name
        path = await self.app.push_screen_wait(Naming(question, draft.path.parent, name))
        if path is None:
            return False
        encoding = None
        while True:
            answer = await self._saved(opened, path, encoding=encoding)
            if answer is None:
                return True
            if answer.reason == "encoding" and encoding is None:
                if await self._ask_about(opened, answer) != "utf8":
                    return False
                encoding = "utf-8"
                continue
            self.say(answer.words, "error", 10)
            return False

    async def _ask_about(self, opened: Open, refused: NotSaved) -> str:
        from contentai.lint.reading import FileError
        from contentai.tui.draft import reopened
        from contentai.tui.recovery import difference

        lines: list[str] = []
        if refused.reason in ("changed", "exists"):
            theirs = await asyncio.to_thread(reopened, opened.draft)
            if not isinstance(theirs, FileError):
                text = opened.editor.text
                lines = await asyncio.to_thread(list, difference(theirs.text, text))
        return await self._asked(refused.words, _ANSWERS[refused.reason], None, lines)

    def rename_open(self, opened: Open, draft: Draft) -> None:
        """What is open goes on as ``draft``, which may lie under another path."""
        before, opened.draft, opened.gone = opened.draft.path, draft, False
        if draft.path == before:
            return
        opened.editor.read_only = draft.read_only
        items = [(draft.path if o is opened else path, o) for path, o in self._open.items()]
        self._open.clear()
        self._open.update(items)
        kept = self._kept.pop(before, None)
        if kept and kept.slot:
            kept.slot.forget()
            kept.slot.release()
        self._kept[draft.path] = Kept(self.claimed(draft.path), opened.editor.version - 1)
        self.go_to_draft(draft.path)

    # --- other programs

    @work
    async def look_at_disk(self) -> None:
        """See whether another program changed or deleted the draft that is seen."""
        opened = self.here
        if opened is None or self._asking or self._disk.locked():
            return
        from contentai.lint.reading import FileError
        from contentai.tui.draft import disk_state, reopened
        from contentai.tui.recovery import digest

        async with self._disk:
            draft = opened.draft
            state = await asyncio.to_thread(disk_state, draft)
            theirs = await asyncio.to_thread(reopened, draft) if state == "changed" else None
        kept = self._kept.get(draft.path)
        if opened.draft is not draft or kept is None:
            return
        name = draft.path.name
        if state == "same":
            if opened.gone:
                opened.gone, kept.told = False, ""
                self.tell()
            return
        if state == "deleted":
            if kept.told != "deleted":
                kept.told, opened.gone, kept.version = "deleted", True, -1
                self.tell()
                self.say(
                    Bilingual(
                        f"{name} 已经不在磁盘上；文字还在这里，保存会重新写一份",
                        f"{name} is no longer on the disk; the text is here, saving writes it anew",
                    ),
                    "warning",
                    10,
                )
            return
        if theirs is None:
            return
        if isinstance(theirs, FileError):
            if kept.told != theirs.kind:
                kept.told = theirs.kind
                self.say(named(draft.path, theirs.words), "warning", 10)
            return
        seen = digest(theirs.data)
        if theirs.text == opened.editor.text:
            opened.draft, opened.gone = theirs, False
            self.tell()
        elif not opened.unsaved:
            self._take(opened, theirs)
            self.say(
                Bilingual(
                    f"{name} 被别的程序改过，已换成新的；撤销可以换回来",
                    f"{name} was changed by another program and read again; undo brings yours back",
                ),
                "information",
                8,
            )
        elif kept.told != seen:
            kept.told = seen
            await self._conflict(opened, theirs)

    async def _conflict(self, opened: Open, theirs: Draft) -> None:
        from contentai.tui.recovery import difference

        name, text = theirs.path.name, opened.editor.text
        lines = await asyncio.to_thread(list, difference(theirs.text, text))
        answer = await self._asked(
            Bilingual(
                f"{name} 被别的程序改过，这里也有没保存的改动。保留哪一份？",
                f"{name} was changed by another program, and here too. Which one is kept?",
            ),
            _ANSWERS["changed"],
            Bilingual("− 是磁盘上的，＋ 是这里的", "- is on the disk, + is here"),
            lines,
        )
        if answer == "mine":
            # What is on the disk now is what saving will write over.
            opened.draft = theirs
            await self.save(opened)
        elif answer == "theirs":
            self._take(opened, theirs)
        elif answer == "elsewhere":
            await self._save_elsewhere(opened)

    async def _take_theirs(self, opened: Open) -> None:
        from contentai.lint.reading import FileError
        from contentai.tui.draft import reopened

        theirs = await asyncio.to_thread(reopened, opened.draft)
        if isinstance(theirs, FileError):
            self.say(named(opened.draft.path, theirs.words), "error", 10)
        else:
            self._take(opened, theirs)

    def _take(self, opened: Open, theirs: Draft) -> None:
        """Go on with the disk's text; one step of undo brings the other back."""
        opened.draft, opened.gone = theirs, False
        opened.editor.read_only = False  # for whoever writes, but not for the disk's own text
        put(opened.editor, theirs.text)
        opened.editor.read_only = theirs.read_only
        self.tell()
