"""Nothing that was typed gets lost: drafts are opened, written down as one types, and recovered.

What the disk says is asked in threads; a question to the user is a ``Choice``.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from contentai.diagnostics import Edit, Span
from contentai.language import Bilingual, system_reason
from contentai.tui.marks import difference as changed
from contentai.tui.screens.choice import Answer, Choice
from contentai.tui.screens.opening import Open, Opening
from contentai.tui.widgets.nothing import Nothing

if TYPE_CHECKING:
    from textual.timer import Timer

    from contentai.tui.draft import Draft
    from contentai.tui.recovery import Recovered, Slot
    from contentai.tui.widgets.editor import Editor

# Seconds between two looks at what was typed. A crash loses what was typed in that time, and
# while the file is written.
_TICK = 0.5

_MOST_NAMED = 3

LATER = Answer("later", Bilingual("以后再说", "Later"))


@dataclass
class Kept:
    """How an open draft is kept: its slot, the version written down, what was told of it."""

    slot: Slot | None
    version: int
    told: str = ""


class Keeping(Opening):
    """The part of the edit screen that opens drafts and writes down what is typed."""

    @dataclass
    class NoRecovery(Message):
        """There is no place to write down what is typed."""

        error: OSError

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[Path, Kept] = {}
        self._disk = asyncio.Lock()
        self._asking = False
        self._recovery_off = False
        self._rounds: list[Timer] = []

    def on_mount(self) -> None:
        """Look regularly at what was typed."""
        self._rounds.append(self.set_interval(_TICK, self._write_down))

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
            why = named(path, draft.words)
            if self.here is None:
                self.query_one(Nothing).tell(why)
            self.say(why, "error", 15)
            return None
        left = await asyncio.to_thread(recoverable, recovery_folder(), path)
        slot = await asyncio.to_thread(self.claimed, path)
        known = self.opened_at(path)
        if known:  # opened twice at the same time
            if slot:
                slot.release()
            return known.editor
        editor = await self.show_draft(draft)
        self.query_one(Nothing).tell(None)
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
        if draft.extracted:
            self.say(
                Bilingual(
                    f"{path.name} 是 Word 文档：这里是取出来的文字，只能看；另存为 .md 就能改",
                    f"{path.name} is a Word document: this is its text, to be read; save it as "
                    ".md to change it",
                ),
                "information",
                10,
            )
        if left:
            self._offer(self._open[draft.path], left)
        return editor

    @work
    async def tell_left(self, folder: Path) -> None:
        """Tell of which drafts of a folder a crash left something; new ones are opened."""
        from contentai.tui.recovery import left_in, recovery_folder

        left = await asyncio.to_thread(left_in, recovery_folder(), folder)
        waiting = [path for path in left if not self.opened_at(path)]
        for path in waiting:
            if not path.exists():  # else nobody would find it
                await self.open_path(path)
        if names := [path.name for path in waiting if path.exists()]:
            told = "、".join(names[:_MOST_NAMED]) + ("……" if len(names) > _MOST_NAMED else "")
            self.say(
                Bilingual(
                    f"上次没来得及保存：{told}；打开就会问要不要恢复",
                    f"not saved the last time: {told}; open one to be asked whether to recover it",
                ),
                "warning",
                15,
            )

    def claimed(self, path: Path) -> Slot | None:
        """A slot for a draft, if there is a place to keep one. May be called in a thread."""
        from contentai.tui.recovery import claim, recovery_folder

        try:
            return claim(recovery_folder(), path)
        except OSError as error:
            self.post_message(self.NoRecovery(error))
            return None

    @work
    async def _offer(self, opened: Open, left: list[Recovered]) -> None:
        """Offer what a crash left of a draft, the newest first."""
        from contentai.tui.recovery import difference, discard

        for recovered in left:
            disk = opened.draft
            if recovered.text == disk.text:
                with suppress(OSError):
                    discard(recovered)
                continue
            question, answers, about = recovery_question(disk, recovered)
            lines = await asyncio.to_thread(list, difference(disk.text, recovered.text))
            answer = await self._asked(question, answers, about, lines)
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
            await self.write_all()

    async def write_all(self) -> None:
        """Write down what was typed since the last look, for recovery."""
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
                self.post_message(self.NoRecovery(error))
                return
        kept.version = version

    @on(NoRecovery)
    def _no_recovery(self, event: NoRecovery) -> None:
        """Told once: from now on, only saving keeps the text."""
        event.stop()
        if self._recovery_off:
            return
        self._recovery_off = True
        why = system_reason(event.error)
        self.say(
            Bilingual(
                f"写不了恢复文件（{why.zh}）：没保存的字在意外退出时会丢，请常按保存",
                f"no recovery files ({why.en}): what is not saved would be lost in a crash",
            ),
            "warning",
            15,
        )

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


def recovery_question(
    disk: Draft, recovered: Recovered
) -> tuple[Bilingual, tuple[Answer, ...], Bilingual]:
    """Whether to recover a text: the question, its answers, and when it was written."""
    from contentai.tui.recovery import digest

    name = disk.path.name
    when = recovered.saved_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    moved = recovered.base != digest(disk.data)
    return (
        Bilingual(
            f"{name} 上次没来得及保存，要恢复吗？",
            f"{name} was not saved the last time. Recover it?",
        ),
        (
            Answer("recover", Bilingual("恢复", "Recover")),
            Answer("discard", Bilingual("丢掉", "Discard")),
            LATER,
        ),
        Bilingual(
            f"写下的时间：{when}" + ("；之后磁盘上的稿件又改过" if moved else ""),
            f"written at {when}" + ("; the draft on the disk changed since" if moved else ""),
        ),
    )


def put(editor: Editor, text: str) -> None:
    """Make ``text`` the text of the editor, as one step of undo; what is equal is not touched."""
    change = changed(editor.text, text)
    if change:
        new = text[change.start : change.start + change.length]
        editor.apply([Edit(Span(change.start, change.end), new)])


def named(path: Path, words: Bilingual) -> Bilingual:
    """The words with the name of the file they are about."""
    return Bilingual(f"{path.name}：{words.zh}", f"{path.name}: {words.en}")
