"""Which drafts there are and which are open: the list, the tabs, and where one left off.

The part of the edit screen between open drafts and the folder.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work

from contentai.language import Bilingual, several
from contentai.tui.screens.leaving import Leaving
from contentai.tui.screens.naming import Naming
from contentai.tui.widgets.status import StatusLine
from contentai.tui.widgets.tabs import Tab, TabLine

if TYPE_CHECKING:
    from contentai.tui.screens.edit import EditScreen
    from contentai.tui.session import Session
    from contentai.tui.widgets.drafts import DraftList
    from contentai.tui.widgets.findbar import FindBar

# Seconds between two looks at where one is; a crash forgets at most that.
_REMEMBER = 5.0


class Listing(Leaving):
    """The half of the edit screen that knows the drafts of the folder and those open."""

    def __init__(self) -> None:
        super().__init__()
        self._target: Path | None = None
        # The list of drafts and the bar that finds, once they are there.
        self.drafts: DraftList | None = None
        self.bar: FindBar | None = None
        self._survey: Callable[[Iterable[Path]], None] | None = None
        self._told_open: object = None
        self._offered = False
        self._remembered: Session | None = None

    # --- the beginning

    async def begin(self, target: Path, survey: Callable[[Iterable[Path]], None]) -> None:
        """Open a draft, or a folder where one left it; its drafts are listed and surveyed."""
        # What is not seen in the first picture is loaded after it.
        from contentai.tui.session import load_session, session_folder

        self._target, self._survey = target, survey
        is_folder = target.is_dir()
        if is_folder:
            await self._list_drafts([target])
        session = await asyncio.to_thread(load_session, session_folder(), target)
        for place in session.places:
            editor = await self.open_path(place.path)
            if editor:
                editor.move_cursor((place.line, place.column))
                editor.scroll_to(0, place.scroll, animate=False)
        if not is_folder:
            await self.open_path(target)
            await self._list_drafts([])
        elif session.current and (opened := self.opened_at(session.current)):
            self.go_to_draft(opened.draft.path)
        await self._hide_bar()
        self.tell()
        if is_folder:
            self.tell_left(target)
        self.set_interval(_REMEMBER, self._remember)

    async def _list_drafts(self, folders: list[Path]) -> None:
        from contentai.tui.widgets.drafts import DraftList

        drafts = DraftList(folders)
        await self.query_one("#drafts").mount(drafts)
        self.drafts = drafts

    async def _hide_bar(self) -> None:
        """Put the bar that finds into its place, where it hides until it is wanted."""
        from contentai.tui.widgets.findbar import FindBar

        bar = FindBar()
        await self.mount(bar, before=self.query_one(StatusLine))
        self.bar = bar

    @property
    def drafts_focused(self) -> bool:
        """True while one is in the list of drafts."""
        drafts = self.drafts
        return drafts is not None and drafts.has_pseudo_class("focus-within")

    def enter_drafts(self) -> None:
        """Go to the list of drafts, where it is seen."""
        if self.drafts and self.query_one("#drafts").display:
            self.drafts.action_filter()

    def session_now(self) -> Session:
        """What is open and where one is in it."""
        from contentai.tui.session import Place, Session

        places = tuple(
            Place(path, *opened.editor.cursor_location, round(opened.editor.scroll_offset.y))
            for path, opened in self._open.items()
        )
        return Session(places, self.here.draft.path if self.here else None)

    @work
    async def _remember(self) -> None:
        await self.remember()

    async def may_leave(self) -> bool:
        """The same; where one is, is written down."""
        if not await super().may_leave():
            return False
        await self.remember()
        return True

    async def remember(self) -> None:
        """Write down where one is; without a place to write, the next time begins anew."""
        from contentai.tui.session import save_session, session_folder

        session = self.session_now()
        if self._target is None or session == self._remembered:
            return
        self._remembered = session
        try:
            await asyncio.to_thread(save_session, session_folder(), self._target, session)
        except OSError:
            return

    # --- what is open

    def tell_open(self) -> None:
        """Tell list, tabs and find bar what is open, if that changed."""
        current = self.here.draft.path if self.here else None
        tabs = tuple(Tab(path, opened.unsaved) for path, opened in self._open.items())
        told = (tabs, current, self.drafts, self.bar)
        if told == self._told_open:
            return
        self._told_open = told
        self.query_one(TabLine).show_tabs(tabs, current)
        if self.bar:
            self.bar.attach(self.editor)
        drafts = self.drafts
        if drafts:
            drafts.show_open([tab.path for tab in tabs], current)
            for tab in tabs:
                drafts.show_unsaved(tab.path, tab.unsaved)
            self._offer_drafts(not tabs)

    def _offer_drafts(self, wanted: bool) -> None:
        """With nothing open the list is seen, also where the screen is narrow."""
        panel = self.query_one("#drafts")
        if wanted and self._target and self._target.is_dir():
            if not panel.display and not self.has_class("-no-drafts"):
                self._offered = True
                self.add_class("-drafts")
            self.call_after_refresh(self.enter_drafts)
        elif not wanted and self._offered:
            self._offered = False
            self.remove_class("-drafts")

    def folder_told(self) -> str:
        """How the drafts of the folder stand, in a few words."""
        verdicts = Counter(entry.verdict for entry in self.drafts.entries) if self.drafts else {}
        if not verdicts:
            return ""
        count, bad = sum(verdicts.values()), verdicts["error"]
        waiting = verdicts["unjudged"]
        told = Bilingual(
            f"{count} 篇稿件，{bad} 篇有错误", f"{several(count, 'draft')}, {bad} with errors"
        )
        rest = Bilingual(f"，{waiting} 篇还没检查", f", {waiting} not judged yet")
        return f"{told}{rest}" if waiting else str(told)

    def action_next_tab(self) -> None:
        """Go to the next open draft."""
        self._step_tab(1)

    def action_previous_tab(self) -> None:
        """Go to the open draft before."""
        self._step_tab(-1)

    def _step_tab(self, by: int) -> None:
        paths = list(self._open)
        if paths and self.here:
            at = paths.index(self.here.draft.path)
            self.go_to_draft(paths[(at + by) % len(paths)])

    @on(TabLine.Chosen)
    def _tab_chosen(self, event: TabLine.Chosen) -> None:
        event.stop()
        self.go_to_draft(event.path)

    def on_draft_list_opened(self, event: DraftList.Opened) -> None:
        """Open the draft that was chosen."""
        event.stop()
        self._go(event.path)

    @work
    async def _go(self, path: Path) -> None:
        if await self.open_path(path) and self.has_class("-narrow"):
            self.remove_class("-drafts")  # there the list covers the text

    def on_draft_list_close_wanted(self, event: DraftList.CloseWanted) -> None:
        """Close a draft from the list."""
        event.stop()
        self._close(event.path)

    @on(TabLine.CloseWanted)
    def _close_wanted(self, event: TabLine.CloseWanted) -> None:
        event.stop()
        self._close(event.path)

    @work
    async def _close(self, path: Path) -> None:
        await self.close_path(path)

    # --- new drafts and names

    def on_draft_list_new_wanted(self, event: DraftList.NewWanted) -> None:
        """Ask for a name and open a new draft."""
        event.stop()
        self.action_new_draft()

    @work
    async def action_new_draft(self) -> None:
        """Ask for a name and open a new draft; saving writes the file."""
        question = Bilingual("新稿叫什么名字？", "Name of the new draft?")
        path = await self.app.push_screen_wait(Naming(question, self.folder))
        if path:
            await self.open_path(path)

    @property
    def folder(self) -> Path:
        """Where a new draft goes: beside the one that is seen, else into the folder."""
        if self.here:
            return self.here.draft.path.parent
        target = self._target or Path()
        return target if target.is_dir() else target.parent

    def action_rename(self) -> None:
        """Give the draft that is seen another name."""
        if self.here:
            self._rename(self.here.draft.path)

    def on_draft_list_rename_wanted(self, event: DraftList.RenameWanted) -> None:
        """Ask for another name of a draft."""
        event.stop()
        self._rename(event.path)

    @work
    async def _rename(self, path: Path) -> None:
        from contentai.lint.reading import FileError
        from contentai.tui.draft import NotSaved, open_draft, renamed

        question = Bilingual(f"{path.name} 改成什么名字？", f"New name of {path.name}?")
        to = await self.app.push_screen_wait(Naming(question, path.parent, path.name))
        if to is None:
            return
        opened = self.opened_at(path)
        draft = opened.draft if opened else await asyncio.to_thread(open_draft, path)
        if isinstance(draft, FileError):
            self.say(draft.words, "error", 10)
            return
        answer = renamed(draft, to)
        if isinstance(answer, NotSaved):
            self.say(answer.words, "error", 10)
            return
        if opened:
            self.rename_open(opened, answer)
        if self.drafts:
            self.drafts.forget(path)
            self.drafts.action_reload()

    # --- dots

    def on_draft_list_loaded(self, event: DraftList.Loaded) -> None:
        """The folder was walked: its drafts are surveyed."""
        event.stop()
        if self._survey:
            self._survey(path for path in event.paths if not self.opened_at(path))

    def on_edit_screen_heard(self, event: EditScreen.Heard) -> None:
        """A draft was judged, or a file of the folder."""
        from contentai.tui.entries import judged, surveyed
        from contentai.tui.judging.judged import Answer, Surveyed

        told, drafts = event.told, self.drafts
        if drafts is None:
            return
        if isinstance(told, Surveyed):
            drafts.show_verdict(told.path, surveyed(told))
        elif isinstance(told, Answer) and told.path in self._open:
            drafts.show_verdict(told.path, judged(told.judged.findings))
        if self.here is None:
            self.tell()
