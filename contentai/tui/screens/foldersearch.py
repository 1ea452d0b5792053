"""Find and replace in a folder: hits as they are found, the replacement shown in place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, OptionList, Static
from textual.worker import get_current_worker

from contentai.diagnostics import Edit, Span
from contentai.language import Bilingual
from contentai.tui.draft import NotSaved
from contentai.tui.finding import Finder, Query, compile_query
from contentai.tui.folder import (
    FileHits,
    Unsearched,
    Written,
    edits_of_open,
    replace_in_files,
    search,
    taken_back,
)
from contentai.tui.widgets.findfields import FindFields
from contentai.tui.widgets.folderhits import MOST_ROWS, FolderHits

_PAUSE = 0.2
_BATCH = 20


@dataclass(frozen=True, slots=True)
class Goto:
    """Where the user wants to go: a draft and a place in it."""

    path: Path
    span: Span


class FolderSearch(ModalScreen[Goto | None]):
    """Searches ``paths``; gives back the place to go to, or None.

    ``open_texts`` gives the texts of open drafts by real path; ``replace_open`` makes edits in
    one of them. ``written`` are files replaced in before, which can still be taken back.
    """

    CSS_PATH: ClassVar[list[str]] = ["../styles/finding.tcss", "../styles/foldersearch.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("space", "leave_out", show=False),
        Binding("alt+a", "replace_all", show=False, id="find.replace_all"),
        Binding("alt+z", "take_back", show=False, id="find.take_back"),
        Binding("down", "to_list", show=False),
    ]

    @dataclass
    class Found(Message):
        """Some more of what search number ``asked`` found; ``last`` is all there is."""

        asked: int
        found: tuple[FileHits | Unsearched, ...]
        last: bool

    def __init__(
        self,
        paths: Sequence[Path],
        query: Query,
        open_texts: Callable[[], Mapping[Path, str]],
        replace_open: Callable[[Path, tuple[Edit, ...]], None],
        written: list[Written],
    ) -> None:
        super().__init__()
        self.paths, self.start = tuple(paths), query
        self.open_texts, self.replace_open, self.written = open_texts, replace_open, written
        self._finder: Finder | None = None
        self._found: list[FileHits] = []
        self._unsearched: list[Unsearched] = []
        self._out: set[Path] = set()
        self._asked = 0
        self._searching = False

    def compose(self) -> ComposeResult:
        """Fields, what came of it, hits, buttons."""
        with Vertical(id="folder-search"):
            where = "、".join(str(path) for path in self.paths)
            words = Bilingual(f"在文件夹里查找：{where}", f"find in folder: {where}")
            yield Static(str(words), id="folder-where", markup=False)
            yield FindFields()
            yield Static("", id="folder-told", markup=False)
            yield FolderHits(id="folder-hits", compact=True, markup=False)
            with Horizontal(id="folder-buttons"):
                for key, label in (
                    ("replace", Bilingual("全部替换（Alt+A）", "replace all (Alt+A)")),
                    ("back", Bilingual("撤回这个文件（Alt+Z）", "undo this file (Alt+Z)")),
                    ("leave", Bilingual("关闭（Esc）", "close (Esc)")),
                ):
                    yield Button(str(label), id=f"folder-{key}", compact=True)

    def on_mount(self) -> None:
        """Search for what the bar looked for."""
        self.fields.put(self.start)
        self.fields.enter_wanted()
        self._draw()

    @property
    def fields(self) -> FindFields:
        """The inputs and options."""
        return self.query_one(FindFields)

    def action_leave(self) -> None:
        """Back to the draft."""
        self.dismiss(None)

    def action_to_list(self) -> None:
        """From the fields into the hits."""
        self._hits.focus()

    def action_leave_out(self) -> None:
        """Leave the file under the cursor out of the replacement, or take it in again."""
        row = self._hits.pointed
        if row and isinstance(row.file, FileHits):
            self._out ^= {row.file.draft.path}
            self._draw()

    @work(exclusive=True, group="replace")
    async def action_replace_all(self) -> None:
        """Replace in all files that were not left out; all are written, or none."""
        finder, by = self._finder, self.fields.by
        if finder is None or self._searching or not self._found:
            return
        chosen = [one for one in self._found if one.draft.path not in self._out]
        edited = edits_of_open(chosen, finder, by, self.open_texts())
        if isinstance(edited, Bilingual):
            self._tell(edited, problem=True)
            return
        shut = [one for one in chosen if not one.is_open]
        self._searching = True
        answer = await asyncio.to_thread(replace_in_files, shut, finder, by)
        self._searching = False
        if isinstance(answer, NotSaved | Bilingual):
            words = answer.words if isinstance(answer, NotSaved) else answer
            self._tell(words, problem=True)
            return
        for path, edits in edited:
            self.replace_open(path, edits)
        self.written[:0] = answer
        count = sum(one.count for one in answer) + sum(len(edits) for _, edits in edited)
        self._found = []
        self._draw()
        files, here = len(answer), len(edited)
        self._tell(
            Bilingual(
                f"换了 {count} 处：{files} 个文件已写好"
                + (f"，{here} 篇打开着的在编辑器里改了，还没保存" if here else ""),
                f"{count} replaced: {files} files written"
                + (f", {here} open drafts changed and not saved" if here else ""),
            )
        )

    def action_take_back(self) -> None:
        """Put the file under the cursor back as it was before the replacement."""
        row = self._hits.pointed
        if row is None or not isinstance(row.file, Written):
            words = Bilingual("先选一个换过的文件", "choose a file that was replaced in")
            self._tell(words, problem=True)
            return
        answer = taken_back(row.file)
        if isinstance(answer, NotSaved):
            self._tell(answer.words, problem=True)
            return
        self.written.remove(row.file)
        self._draw()
        name = row.file.after.path.name
        self._tell(Bilingual(f"{name} 已撤回", f"{name} is as it was"))

    @on(FindFields.Changed)
    def _changed(self, event: FindFields.Changed) -> None:
        event.stop()
        self._asked += 1
        asked = self._asked

        def begin() -> None:
            if asked == self._asked:
                self._begin(event.query)

        self.set_timer(_PAUSE, begin)

    @on(FindFields.ByChanged)
    def _by_changed(self, event: FindFields.ByChanged) -> None:
        event.stop()
        self._draw()

    @on(FindFields.Entered)
    def _entered(self, event: FindFields.Entered) -> None:
        event.stop()
        self._begin(self.fields.query_now)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self._hits.pointed
        if row and isinstance(row.file, FileHits):
            hit = row.hit or row.file.hits[0]
            self.dismiss(Goto(row.file.draft.path, hit.span))
        elif row and isinstance(row.file, Written):
            self.dismiss(Goto(row.file.after.path, Span(0, 0)))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "folder-replace":
            self.action_replace_all()
        elif event.button.id == "folder-back":
            self.action_take_back()
        else:
            self.action_leave()

    def _begin(self, query: Query) -> None:
        self._asked += 1
        self._found, self._unsearched, self._out = [], [], set()
        finder = compile_query(query)
        if isinstance(finder, Bilingual):
            self._finder, self._searching = None, False
            self.workers.cancel_group(self, "folder")
            self._draw()
            self._tell(finder, problem=True)
            return
        self._finder, self._searching = finder, bool(query.wanted)
        self._draw()
        if query.wanted:
            self._search(finder, self.open_texts(), self._asked)
        else:
            self.workers.cancel_group(self, "folder")

    @work(thread=True, exclusive=True, group="folder")
    def _search(self, finder: Finder, open_texts: Mapping[Path, str], asked: int) -> None:
        worker = get_current_worker()
        batch: list[FileHits | Unsearched] = []
        for found in search(self.paths, finder, open_texts):
            if worker.is_cancelled:
                return
            batch.append(found)
            if len(batch) >= _BATCH:
                self.post_message(self.Found(asked, tuple(batch), last=False))
                batch = []
        if not worker.is_cancelled:
            self.post_message(self.Found(asked, tuple(batch), last=True))

    @on(Found)
    def _take(self, event: Found) -> None:
        event.stop()
        if event.asked != self._asked:
            return
        self._found += [one for one in event.found if isinstance(one, FileHits)]
        self._unsearched += [one for one in event.found if isinstance(one, Unsearched)]
        self._searching = not event.last
        self._draw()

    def _draw(self) -> None:
        """The list anew, as what was found, what is left out or the replacement changed."""
        self._hits.show(self._found, self._out, self.written, self._finder, self.fields.by)
        self._tell(self._summary())

    @property
    def _hits(self) -> FolderHits:
        return self.query_one(FolderHits)

    def _summary(self) -> Bilingual:
        if not self.fields.query_now.wanted:
            return Bilingual(
                "写要找的文字；空格把一个文件排除在外", "type; space leaves a file out"
            )
        hits = sum(len(one.hits) for one in self._found)
        zh, en = f"{len(self._found)} 个文件，{hits} 处", f"{hits} in {len(self._found)} files"
        if self._searching:
            return Bilingual(f"{zh}，还在找……", f"{en}, looking…")
        if self._unsearched:
            first = self._unsearched[0]
            zh += f"；{len(self._unsearched)} 个没有查，如 {first.path.name}：{first.words.zh}"
            en += f"; {len(self._unsearched)} not searched: {first.path.name}: {first.words.en}"
        if self._hits.cut:
            zh, en = zh + f"；只列出前 {MOST_ROWS} 行", en + f"; the first {MOST_ROWS} shown"
        return Bilingual(zh, en)

    def _tell(self, words: Bilingual, *, problem: bool = False) -> None:
        told = self.query_one("#folder-told", Static)
        told.update(str(words))
        told.set_class(problem, "-problem")
