"""The edit screen with all that stands beside the text: scores, rules, header, topics, days."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Vertical
from textual.worker import get_current_worker

from contentai.diagnostics import Edit, Span
from contentai.tui import words
from contentai.tui.marks import difference
from contentai.tui.screens.edit import Ask
from contentai.tui.screens.fixing import FixingScreen
from contentai.tui.screens.opening import Open

if TYPE_CHECKING:
    from contentai.config import Config
    from contentai.tui.advice.asked import Ask as Advise
    from contentai.tui.advice.starting import NewDraft
    from contentai.tui.weeks import Happening
    from contentai.tui.widgets.calendar import CalendarStrip
    from contentai.tui.widgets.editor import Editor
    from contentai.tui.widgets.fixmenu import FixMenu
    from contentai.tui.widgets.header import HeaderForm
    from contentai.tui.widgets.scores import Scores
    from contentai.tui.widgets.side import Side, Tab
    from contentai.tui.widgets.standing import StandingPane
    from contentai.tui.widgets.topics import TopicsPane

# So long after a draft was opened it is compared with own posts, when there are any.
_COMPARE_AFTER = 2.0


class WritingScreen(FixingScreen):
    """Writing with everything beside it. ``today`` wins over the clock."""

    def __init__(
        self,
        ask: Ask,
        advise: Advise,
        config: Path,
        *,
        today: datetime.date | None = None,
    ) -> None:
        super().__init__(ask, advise, config)
        self._today = today
        self._own_posts = False
        self._score: str | None = None
        self._side: Side | None = None
        self._calendar: CalendarStrip | None = None

    def settle(self, config: Config) -> None:
        """Take what the configuration says: which file it is, and what it asks for."""
        from contentai.topics.found import LibraryError
        from contentai.topics.store import is_there

        self.config = config.file or self.config
        self.reason_needed = config.suppressions.reason_required
        home = config.file.parent if config.file else Path()
        try:
            self._own_posts = is_there(config.library or home / ".contentai" / "library.db")
        except LibraryError:  # what tells of posts will say why they cannot be read
            self._own_posts = True

    async def furnish(self) -> None:
        """Put the panels into their places, and show in them what is seen."""
        from contentai.tui.widgets.calendar import CalendarStrip
        from contentai.tui.widgets.side import Side

        await super().furnish()
        side = Side(self._advise, today=self._today)
        calendar = CalendarStrip()
        await self.query_one("#side", Vertical).mount(side)
        await self.mount(calendar, after="#work")
        self._side, self._calendar = side, calendar
        self._read_calendar()
        if self.here:
            self._follow()
            self.show_panels(self.here)
            self._compare_soon()

    @work(thread=True, group="calendar")
    def _read_calendar(self) -> None:
        from contentai.tui.weeks import next_weeks

        worker = get_current_worker()
        today = self._today or datetime.date.today()
        happenings = next_weeks(today)
        if not worker.is_cancelled:
            self.post_message(self.Told(partial(self._show_calendar, today, happenings)))

    def _show_calendar(self, today: datetime.date, happenings: list[Happening]) -> None:
        if self._calendar:
            self._calendar.show(today, happenings)

    # --- what is seen is shown beside the text too

    def go_to_draft(self, path: Path) -> None:
        """Show an open draft; what was typed into the header of another one is written first."""
        if self._side:
            self._side.flush()
        super().go_to_draft(path)

    def look_at(self, opened: Open) -> None:
        """A draft is seen: what stands beside the text is about it."""
        self._follow()  # first, for it forgets what was shown of another draft
        super().look_at(opened)
        self._compare_soon()

    def look_away(self) -> None:
        """Nothing is seen: the scores were of a draft that is closed."""
        super().look_away()
        if self._side:
            self._side.forget()

    def _compare_soon(self) -> None:
        if self._side and self._own_posts:
            self.set_timer(_COMPARE_AFTER, self._side.compare)

    def _judge(self) -> None:
        super()._judge()
        self._follow()

    def _follow(self) -> None:
        if self._side and self.here:
            self._side.follow(self.here.editor.text, str(self.here.draft.path))

    def show_panels(self, opened: Open) -> None:
        """Show a judgement in the panels."""
        super().show_panels(opened)
        if self._side:
            self._side.show(opened.judged, opened.editor.text)

    def on_editor_pointed(self, event: Editor.Pointed) -> None:
        """The page is that of the rule at the cursor."""
        pointed = self.editor.pointed if self.editor else None
        if self._side:
            self._side.point(pointed.rule if pointed else None)

    # --- the rule's page

    def action_rule(self) -> None:
        """Show the page of the rule at the cursor."""
        self.action_side_tab("rule")

    def action_side_tab(self, tab: Tab) -> None:
        """Bring a tab beside the text to the front, and go there."""
        if self._side is None:
            return
        if not self.query_one("#side").display:
            self.action_toggle_side()
        self._side.open(tab)

    def on_fix_menu_page(self, event: FixMenu.Page) -> None:
        """Show the page of that rule."""
        event.stop()
        if self._side:
            self._side.point(event.rule)
        self.action_rule()

    # --- scores

    def action_heat(self) -> None:
        """Colour the words that raise a score, or no longer."""
        if self._side:
            self._side.toggle_heat()

    def on_scores_toggled(self, event: Scores.Toggled) -> None:
        """Mark the evidence of that score in the text."""
        event.stop()
        self._score = event.score
        scored = self.here and self.here.judged and self.here.judged.scores
        if event.score and not scored:
            awaited = self.here is not None and self.here.judged is None
            self.say(words.HEAT_SOON if awaited else words.NO_HEAT, "information", 3)
        self._show_heat()

    def _show_heat(self) -> None:
        opened = self.here
        if opened and opened.judged:
            evidence = opened.judged.evidence.get(self._score or "", ())
            opened.editor.show_heat(evidence, opened.judged.version)

    def on_scores_chosen(self, event: Scores.Chosen) -> None:
        """Go to that place."""
        event.stop()
        if self.editor:
            self.editor.go_to(event.span)
            self.editor.focus()

    # --- front matter, topics, own posts

    def on_header_form_changed(self, event: HeaderForm.Changed) -> None:
        """Change the front matter in the text, unless it is another draft's by now."""
        event.stop()
        editor = self.editor
        if editor is None or not editor.text.startswith(event.before):
            return
        change = difference(event.before, event.after)
        if change:
            new = event.after[change.start : change.start + change.length]
            editor.apply([Edit(Span(change.start, change.end), new)])
        if editor.read_only:
            self._follow()  # the form says again what the text says

    def on_header_form_step_wanted(self, event: HeaderForm.StepWanted) -> None:
        """Undo or redo: the form and the text are one draft."""
        event.stop()
        if self.editor:
            if event.back:
                self.editor.action_undo()
            else:
                self.editor.action_redo()
            self._follow()

    def on_topics_pane_quoted(self, event: TopicsPane.Quoted) -> None:
        """Put the quotation in at the cursor."""
        event.stop()
        editor = self.editor
        if editor is not None and editor.read_only:
            editor.leave_alone()
        elif editor is not None:
            at = editor.cursor
            text = event.text
            if text.startswith(">") and at and editor.text[at - 1] != "\n":
                text = f"\n\n{text}"  # a block quote begins a line
            editor.apply([Edit(Span(at, at), text)])
            editor.go_to(Span(at + len(text), at + len(text)))
            editor.focus()

    def on_topics_pane_started(self, event: TopicsPane.Started) -> None:
        """Open the new draft."""
        event.stop()
        self._start(event.draft)

    @work(exclusive=True, group="name")
    async def _start(self, new: NewDraft) -> None:
        """Open a draft that is not on the disk yet, under a name that is free there."""
        stem, suffix = Path(new.name).stem, Path(new.name).suffix
        names = (new.name, *(f"{stem}-{number}{suffix}" for number in range(2, 1000)))
        paths = (self.folder / name for name in names)
        path = next(path for path in paths if not path.exists() and not self.opened_at(path))
        editor = await self.open_path(path)
        if editor is not None:
            editor.replace_text(new.text)

    def on_standing_pane_warned(self, event: StandingPane.Warned) -> None:
        """Tell that the draft repeats a post."""
        event.stop()
        if event.words:
            self.app.notify(f"! {event.words}", severity="warning", timeout=8, markup=False)
