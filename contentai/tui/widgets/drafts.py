"""The drafts of a folder, with a dot each: what was found in it, and whether it is saved."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from contentai.language import Bilingual, several
from contentai.tui.entries import Entry, Verdict, row
from contentai.tui.natural import natural
from contentai.tui.widgets.keyedlist import DraftsIn
from contentai.tui.widgets.textfield import TextField

_BATCH = 200


class DraftList(Vertical):
    """A filter above the drafts that ``lint`` would find in a folder.

    They are in its order, but for numbers in their names, which count by their size. The folder
    is walked in the background. Drafts that are open count too, wherever they lie.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # Letters: the filter takes them for itself as long as it has the focus.
        Binding("n", "new", show=False, id="drafts.new"),
        Binding("r", "rename", show=False, id="drafts.rename"),
        Binding("x,delete", "close_draft", show=False, id="drafts.close"),
        Binding("ctrl+l", "reload", show=False, id="drafts.reload"),
        Binding("slash", "filter", show=False, id="drafts.filter"),
        Binding("down,up", "to_list", show=False),
    ]

    @dataclass
    class Opened(Message):
        """A draft was chosen."""

        path: Path

    class NewWanted(Message):
        """A new draft is wanted."""

    @dataclass
    class RenameWanted(Message):
        """A draft should get another name."""

        path: Path

    @dataclass
    class CloseWanted(Message):
        """A draft should be closed."""

        path: Path

    @dataclass
    class Found(Message):
        """Some more drafts of the folder: real paths, and paths as they are named."""

        found: tuple[tuple[Path, Path], ...]

    @dataclass
    class Loaded(Message):
        """The folder was walked: its drafts in the order of ``lint``, and what was passed over."""

        paths: tuple[Path, ...]
        notes: tuple[Bilingual, ...]

    def __init__(self, folders: Sequence[Path], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.folders = tuple(folders)
        self.root = folders[0] if folders else Path()
        # By real path, in the order of the list.
        self._known: dict[Path, Entry] = {}
        self._shown: list[Path] = []
        self._current: Path | None = None
        self._opened: set[Path] = set()
        self._loading = False

    def compose(self) -> ComposeResult:
        """Filter, list, and what to say of it."""
        yield TextField(
            placeholder=str(Bilingual("筛选稿件", "filter drafts")),
            id="drafts-filter",
            compact=True,
        )
        yield DraftsIn(id="drafts-list", compact=True, markup=False)
        yield Static("", id="drafts-told", markup=False)

    def on_mount(self) -> None:
        """Walk the folder."""
        self.action_reload()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All drafts known, in order."""
        return tuple(self._known.values())

    def show_verdict(self, path: Path, verdict: Verdict) -> None:
        """Tell what was found in a draft."""
        self._update(path, verdict=verdict)

    def show_unsaved(self, path: Path, unsaved: bool) -> None:
        """Tell whether a draft has text that the disk has not."""
        self._update(path, unsaved=unsaved)

    def show_open(self, paths: Iterable[Path], current: Path | None) -> None:
        """Tell which drafts are open and which of them is in front. New ones join the list."""
        opened = {_real(path): path for path in paths}
        front = _real(current) if current else None
        if front == self._current and opened.keys() == self._opened:
            return
        self._current, self._opened = front, set(opened)
        missing = [key for key in opened if key not in self._known]
        for key in missing:
            self._known[key] = Entry(opened[key], self._shown_name(opened[key]))
        for key, entry in self._known.items():
            self._known[key] = replace(
                entry, is_open=key in opened, unsaved=(entry.unsaved and key in opened)
            )
        self._draw()

    def forget(self, path: Path) -> None:
        """A draft is no longer there under this name."""
        self._known.pop(_real(path), None)
        self._draw()

    def action_new(self) -> None:
        """Ask for a new draft."""
        self.post_message(self.NewWanted())

    def action_rename(self) -> None:
        """Ask for another name of the draft under the cursor."""
        if path := self._pointed():
            self.post_message(self.RenameWanted(path))

    def action_close_draft(self) -> None:
        """Ask that the draft under the cursor be closed."""
        if path := self._pointed():
            self.post_message(self.CloseWanted(path))

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one(Input).focus()

    def action_to_list(self) -> None:
        """From the filter into the list."""
        self._list.focus()

    def action_reload(self) -> None:
        """Walk the folder again."""
        self._loading = True
        self._tell()
        self._walk()

    @work(thread=True, exclusive=True, group="drafts")
    def _walk(self) -> None:
        # Walking brings in what can tell encodings: not before the first paint.
        from contentai.lint.walking import discover

        worker = get_current_worker()
        found: list[tuple[Path, Path]] = []
        notes: list[Bilingual] = []
        told = 0
        for one in discover(self.folders):
            if worker.is_cancelled:
                return
            if one.note:
                notes.append(one.note)
                continue
            found.append((_real(one.path), one.path))
            if len(found) - told >= _BATCH:
                self.post_message(self.Found(tuple(found[told:])))
                told = len(found)
        if not worker.is_cancelled:
            self.post_message(self.Found(tuple(found[told:])))
            paths = tuple(path for _, path in found)
            self.post_message(self.Loaded(paths, tuple(notes)))

    @on(Found)
    def _take(self, event: Found) -> None:
        event.stop()
        for key, path in event.found:
            self._known.setdefault(key, Entry(path, self._shown_name(path)))
        self._draw()

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        """Drafts that are gone leave, and all are in the order of the folder."""
        before = self._known
        paths = sorted(event.paths, key=lambda path: natural(self._shown_name(path)))
        there = dict.fromkeys(_real(path) for path in paths)
        elsewhere = {k: e for k, e in before.items() if e.is_open and k not in there}
        self._known = {**elsewhere, **{key: before[key] for key in there if key in before}}
        self._loading = False
        self._draw()
        self._tell(event.notes)

    def _update(self, path: Path, **changes: object) -> None:
        key = _real(path)
        entry = self._known.get(key)
        if entry is None:
            return
        new = replace(entry, **changes)  # type: ignore[arg-type]
        if new == entry:
            return
        self._known[key] = new
        if key in self._shown:
            self._list.replace_option_prompt_at_index(self._shown.index(key), self._line(key, new))

    def _draw(self) -> None:
        """Put the entries that pass the filter into the list, the cursor where it was."""
        wanted = self.query_one(Input).value.strip().lower()
        at = self._pointed()
        self._shown = [key for key, entry in self._known.items() if wanted in entry.name.lower()]
        drafts = self._list
        drafts.clear_options()
        drafts.add_options(Option(self._line(key, self._known[key])) for key in self._shown)
        kept = _real(at) if at else self._current
        if kept in self._shown:
            drafts.highlighted = self._shown.index(kept)
        elif self._shown:
            drafts.highlighted = 0
        self._tell()

    def _tell(self, notes: Sequence[Bilingual] = ()) -> None:
        count, listed = len(self._known), len(self._shown)
        if self._loading:
            words = Bilingual(f"{count} 篇，还在找……", f"{several(count, 'draft')}, looking…")
        elif not count:
            words = notes[0] if notes else Bilingual("没有稿件", "no drafts")
        elif not listed:
            words = Bilingual(f"{count} 篇里没有叫这个的", f"none of {several(count, 'draft')}")
        elif listed < count:
            words = Bilingual(f"{listed}/{count} 篇", f"{listed}/{count} drafts")
        else:
            words = Bilingual(f"{count} 篇", several(count, "draft"))
        self.query_one("#drafts-told", Static).update(str(words))

    def _line(self, key: Path, entry: Entry) -> Content:
        return row(entry, in_front=key == self._current)

    def _shown_name(self, path: Path) -> str:
        """The path as it is shown: below the folder if it lies there."""
        try:
            name = str(path.absolute().relative_to(self.root.absolute()))
        except ValueError:
            name = str(path)
        return path.name if name == "." else name

    def _pointed(self) -> Path | None:
        """The draft under the cursor."""
        at = self._list.highlighted
        if at is None or at >= len(self._shown):
            return None
        entry = self._known.get(self._shown[at])
        return entry.path if entry else None

    @property
    def _list(self) -> OptionList:
        return self.query_one("#drafts-list", OptionList)

    @on(Input.Changed)
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self._draw()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._open()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._open()

    def _open(self) -> None:
        """Open the draft under the cursor; what led to it has done its work."""
        path = self._pointed()
        if path:
            self.query_one(Input).value = ""
            self.post_message(self.Opened(path))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
