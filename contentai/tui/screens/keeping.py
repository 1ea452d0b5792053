"""Nothing that was typed gets lost: opening, saving, recovery, other programs, leaving.

The part of the edit screen between open drafts and the disk. What the disk says is asked in
threads; a question to the user is a ``Choice``.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from contentai.diagnostics import Edit, Span
from contentai.language import Bilingual
from contentai.tui.marks import difference as changed
from contentai.tui.screens.choice import Answer, Choice
from contentai.tui.screens.naming import Naming
from contentai.tui.screens.opening import Open, Opening

if TYPE_CHECKING:
    from textual.timer import Timer

    from contentai.tui.draft import Draft, NotSaved
    from contentai.tui.recovery import Recovered, Slot
    from contentai.tui.widgets.editor import Editor

# Seconds between two looks at what was typed and at the disk. A crash loses what was typed in
# the first, and while the file is written.
_TICK = 1.0
_LOOK = 2.0

_LATER = Answer("later", Bilingual("以后再说", "Later"))
_MINE = Answer("mine", Bilingual("用我的盖过去", "Keep mine"))
_THEIRS = Answer("theirs", Bilingual("用磁盘上的", "Take theirs"))
_AGAIN = Answer("mine", Bilingual("重新写一份", "Write it anew"))
_ELSEWHERE = Answer("elsewhere", Bilingual("另存为……", "Save as…"))
_UTF8 = Answer("utf8", Bilingual("改存 UTF-8", "Save as UTF-8"))
_ANSWERS = {
    "changed": (_MINE, _THEIRS, _ELSEWHERE, _LATER),
    "exists": (_ELSEWHERE, _MINE, _LATER),
    "deleted": (_AGAIN, _ELSEWHERE, _LATER),
    "encoding": (_UTF8, _LATER),
    "read_only": (_ELSEWHERE, _LATER),
    "full": (_ELSEWHERE, _LATER),
    "failed": (_ELSEWHERE, _LATER),
}


@dataclass
class Kept:
    """How an open draft is kept: its slot, the version written down, what was told of it."""

    slot: Slot | None
    version: int
    told: str = ""


class Keeping(Opening):
    """The half of the edit screen that answers for the text of open drafts."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[Path, Kept] = {}
        self._disk = asyncio.Lock()
        self._asking = False
        self._recovery_off = False
        self._rounds: list[Timer] = []

    def on_mount(self) -> None:
        """Look regularly at what was typed and at the disk."""
        self._rounds = [
            self.set_interval(_TICK, self._write_down),
            self.set_interval(_LOOK, self.look_at_disk),
        ]

    def on_unmount(self) -> None:
        """Let go of all slots; what is written down stays for the next time."""
        for kept in self._kept.values():
            if kept.slot:
                kept.slot.release()
        self._kept.clear()

    # --- opening

    def opened_at(self, path: Path) -> Open | None:
        """The open draft of a file, by whatever path it was opened."""
        if path in self._open:
            return self._open[path]
        real = os.path.realpath(path)
        return next((o for p, o in self._open.items() if os.path.realpath(p) == real), None)

    @work
    async def open_paths(self, paths: Iterable[Path]) -> None:
        """Open some drafts one after the other; the last is in front."""
        for path in paths:
            await self.open_path(path)

    async def open_path(self, path: Path) -> Editor | None:
        """Open a draft or go to it; None, and it is told, where it cannot be read."""
        # Reading a draft brings in what can tell encodings: not before the first paint.
        from contentai.lint.reading import FileError
        from contentai.tui.draft import open_draft
        from contentai.tui.recovery import recoverable, recovery_folder

        known = self.opened_at(path)
        if known:
            self.go_to_draft(known.draft.path)
            return known.editor
        draft = await asyncio.to_thread(open_draft, path)
        if isinstance(draft, FileError):
            self.say(_named(path, draft.words), "error", 15)
            return None
        left = await asyncio.to_thread(recoverable, recovery_folder(), path)
        slot = await asyncio.to_thread(self._claimed, path)
        known = self.opened_at(path)
        if known:  # opened twice at the same time
            if slot:
                slot.release()
            return known.editor
        editor = await self.show_draft(draft)
        self._kept[draft.path] = Kept(slot, editor.version)
        if slot and slot.elsewhere:
            self.say(
                Bilingual(
                    f"{path.name} 在另一个编辑器里也开着，保存时会比对磁盘",
                    f"{path.name} is open in another editor too; saving compares with the disk",
                ),
                "warning",
                10,
            )
        if left:
            self._offer(self._open[draft.path], left)
        return editor

    def _claimed(self, path: Path) -> Slot | None:
        from contentai.tui.recovery import claim, recovery_folder

        try:
            return claim(recovery_folder(), path)
        except OSError as error:
            self.app.call_from_thread(self._no_recovery, error)
            return None

    @work
    async def _offer(self, opened: Open, left: list[Recovered]) -> None:
        """Offer what a crash left of a draft, the newest first."""
        from contentai.tui.recovery import difference, digest, discard

        for recovered in left:
            disk = opened.draft
            if recovered.text == disk.text:
                with suppress(OSError):
                    discard(recovered)
                continue
            when = recovered.saved_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
            moved = recovered.base != digest(disk.data)
            about = Bilingual(
                f"写下的时间：{when}" + ("；之后磁盘上的稿件又改过" if moved else ""),
                f"written at {when}" + ("; the draft on the disk changed since" if moved else ""),
            )
            answer = await self._asked(
                Bilingual(
                    f"{disk.path.name} 上次没来得及保存，要恢复吗？",
                    f"{disk.path.name} was not saved the last time. Recover it?",
                ),
                (
                    Answer("recover", Bilingual("恢复", "Recover")),
                    Answer("discard", Bilingual("丢掉", "Discard")),
                    _LATER,
                ),
                about,
                difference(disk.text, recovered.text),
            )
            if answer == "later":
                continue
            if answer == "recover":
                put(opened.editor, recovered.text)
                await self._write_one(opened)
            with suppress(OSError):
                discard(recovered)

    # --- what was typed

    @work
    async def _write_down(self) -> None:
        if not self._disk.locked():
            for opened in list(self._open.values()):
                await self._write_one(opened)

    async def _write_one(self, opened: Open) -> None:
        """Write the text of a draft down, unless that was done or there is no need."""
        kept = self._kept.get(opened.draft.path)
        version = opened.editor.version
        if kept is None or kept.slot is None or kept.version == version:
            return
        text = opened.editor.text
        async with self._disk:
            try:
                if opened.unsaved:
                    draft = opened.draft
                    keep = kept.slot.keep
                    await asyncio.to_thread(keep, text, draft.encoding, draft.data)
                else:
                    kept.slot.forget()
            except OSError as error:
                self._no_recovery(error)
                return
        kept.version = version

    def _no_recovery(self, error: OSError) -> None:
        """Told once: from now on, only saving keeps the text."""
        if self._recovery_off:
            return
        self._recovery_off = True
        why = error.strerror or str(error)
        self.say(
            Bilingual(
                f"写不了恢复文件（{why}）：没保存的字在意外退出时会丢，请常按保存",
                f"no recovery files ({why}): what is not saved would be lost in a crash",
            ),
            "warning",
            15,
        )

    # --- saving

    # Workers here are not exclusive: cancelled, one would leave its question on the screen, and
    # let go of the disk while its thread still writes.

    @work
    async def action_save(self) -> None:
        """Write the text to the disk; what stands in the way is asked."""
        if self.here and not self._asking:
            await self.save(self.here)

    @work
    async def action_save_as(self) -> None:
        """Write the text to another file and go on with that."""
        if self.here and not self._asking:
            await self._save_elsewhere(self.here)

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
                self.say(answer.words, "error", 8)
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
        path = await self.app.push_screen_wait(Naming(question, draft.path.parent, draft.path.name))
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
                lines = list(difference(theirs.text, opened.editor.text))
        return await self._asked(refused.words, _ANSWERS[refused.reason], None, lines)

    def rename_open(self, opened: Open, draft: Draft) -> None:
        """What is open goes on as ``draft``, which may lie under another path."""
        before, opened.draft, opened.gone = opened.draft.path, draft, False
        if draft.path == before:
            return
        items = [(draft.path if o is opened else path, o) for path, o in self._open.items()]
        self._open.clear()
        self._open.update(items)
        kept = self._kept.pop(before, None)
        if kept and kept.slot:
            kept.slot.forget()
            kept.slot.release()
        self._kept[draft.path] = Kept(self._claimed_here(draft.path), opened.editor.version - 1)
        self.go_to_draft(draft.path)

    def _claimed_here(self, path: Path) -> Slot | None:
        from contentai.tui.recovery import claim, recovery_folder

        try:
            return claim(recovery_folder(), path)
        except OSError as error:
            self._no_recovery(error)
            return None

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
                self.say(_named(draft.path, theirs.words), "warning", 10)
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

        name = theirs.path.name
        answer = await self._asked(
            Bilingual(
                f"{name} 被别的程序改过，这里也有没保存的改动。保留哪一份？",
                f"{name} was changed by another program, and here too. Which one is kept?",
            ),
            (_MINE, _THEIRS, _LATER),
            Bilingual("− 是磁盘上的，＋ 是这里的", "- is on the disk, + is here"),
            difference(theirs.text, opened.editor.text),
        )
        if answer == "mine":
            # What is on the disk now is what saving will write over.
            opened.draft = theirs
            await self.save(opened)
        elif answer == "theirs":
            self._take(opened, theirs)

    async def _take_theirs(self, opened: Open) -> None:
        from contentai.lint.reading import FileError
        from contentai.tui.draft import reopened

        theirs = await asyncio.to_thread(reopened, opened.draft)
        if isinstance(theirs, FileError):
            self.say(_named(opened.draft.path, theirs.words), "error", 10)
        else:
            self._take(opened, theirs)

    def _take(self, opened: Open, theirs: Draft) -> None:
        """Go on with the disk's text; one step of undo brings the other back."""
        opened.draft, opened.gone = theirs, False
        put(opened.editor, theirs.text)
        self.tell()

    # --- leaving

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

    # --- asking and telling

    async def _asked(
        self,
        question: Bilingual,
        answers: tuple[Answer, ...],
        about: Bilingual | None = None,
        lines: Iterable[str] = (),
    ) -> str:
        self._asking = True
        try:
            return await self.app.push_screen_wait(
                Choice(question, answers, about=about, lines=lines)
            )
        finally:
            self._asking = False


def put(editor: Editor, text: str) -> None:
    """Make ``text`` the text of the editor, as one step of undo; what is equal is not touched."""
    change = changed(editor.text, text)
    if change:
        new = text[change.start : change.start + change.length]
        editor.apply([Edit(Span(change.start, change.end), new)])


def _named(path: Path, words: Bilingual) -> Bilingual:
    return Bilingual(f"{path.name}：{words.zh}", f"{path.name}: {words.en}")
