"""The screen one writes on: drafts on the left, the text, what was found below and beside it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.message import Message
from textual.timer import Timer
from textual.widgets import ContentSwitcher

from contentai.diagnostics import Applicability, Diagnostic, Fix, Span
from contentai.language import Bilingual
from contentai.tui import words
from contentai.tui.judging.judge import State, Told
from contentai.tui.judging.judged import Answer
from contentai.tui.keys import KEYS
from contentai.tui.private.painting import paint_few_rows
from contentai.tui.screens.opening import Open
from contentai.tui.screens.telling import Telling
from contentai.tui.widgets.keybar import KeyBar
from contentai.tui.widgets.nothing import Nothing
from contentai.tui.widgets.status import StatusLine
from contentai.tui.widgets.tabs import TabLine

if TYPE_CHECKING:
    from contentai.tui.widgets.editor import Editor

# A text is judged so long after the last key, and at least so often while typing goes on.
_PAUSE = 0.06
_LONGEST = 0.6
WIDTHS = [(0, "-narrow"), (70, "-medium"), (110, "-wide")]
HEIGHTS = [(0, "-flat"), (10, "-low"), (20, "-high"), (32, "-tall")]

Ask = Callable[[Path, str, int], None]


class EditScreen(Telling):
    """Edits drafts. ``ask`` has a text judged; answers come back by ``hear``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key.keys, key.action, key.words.en, id=key.id, show=False, priority=True)
            for key in KEYS
        ),
        # The last to hear of it: a menu, a filter or a question closes first.
        Binding("escape", "to_text", show=False),
    ]
    # The first thing that could take the keys is the bar that finds, which is not seen yet.
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    @dataclass
    class Heard(Message):
        """The judging process told something."""

        told: Told

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        paint_few_rows(self)
        self._ask = ask
        self._pause: Timer | None = None
        self._waiting = 0.0
        self._heat = False

    def fit(self, size: Size) -> None:
        """Take the classes of a terminal of that size, before anything is laid out."""
        for length, classes in ((size.width, WIDTHS), (size.height, HEIGHTS)):
            name = [name for least, name in classes if length >= least][-1]
            self.update_classes({name: True}, update=False)

    def compose(self) -> ComposeResult:
        """The panes; panels of other modules are mounted into #drafts, #side and #problems."""
        with Horizontal(id="work"):
            yield Vertical(id="drafts")
            with Vertical(id="middle"):
                yield TabLine()
                with ContentSwitcher(id="texts", initial="nothing"):
                    yield Nothing()
                yield Vertical(id="problems")
            yield Vertical(id="side")
        yield StatusLine()
        yield KeyBar()

    # --- judging

    def on_editor_edited(self, event: Editor.Edited) -> None:
        """The text is judged, unless it is not the one that is seen."""
        if event.editor is not self.editor:
            return
        self.tell()
        now = time.monotonic()
        if self._pause is None:
            self._waiting = now
        elif now - self._waiting < _LONGEST:
            self._pause.stop()
        else:
            return
        self._pause = self.set_timer(_PAUSE, self._judge)

    def look_at(self, opened: Open) -> None:
        """A draft is seen: its judgement is shown, or asked for."""
        if opened.judged is None:
            self.tell_judged(None)
            self._judge()
        else:
            self._show(opened)

    def _judge(self) -> None:
        self._pause = None
        if self.here:
            editor = self.here.editor
            self._ask(self.here.draft.path, editor.text, editor.version)

    def hear(self, told: Told) -> None:
        """Take an answer, from whatever thread."""
        self.post_message(self.Heard(told))

    @on(Heard)
    def _heard(self, event: Heard) -> None:
        told = event.told
        if isinstance(told, State):
            self.tell_phase(told)
        elif isinstance(told, Answer) and (opened := self._open.get(told.path)):
            opened.judged = told.judged
            opened.channel = told.channel
            opened.editor.show_words(told.words, told.judged.version)
            opened.editor.show_findings(told.judged.findings, told.judged.version)
            if opened is self.here:
                self._show(opened)

    def _show(self, opened: Open) -> None:
        """Hand the judgement of the draft that is seen to all that show it."""
        judged = opened.judged
        if judged is None:
            return
        self.tell_judged(judged, opened.channel)
        self._show_heat()

    # --- findings

    def on_editor_pointed(self, event: Editor.Pointed) -> None:
        """Tell of the finding at the cursor."""
        if event.editor is self.editor:
            self.tell()

    def on_editor_mark_clicked(self, event: Editor.MarkClicked) -> None:
        """Go to the finding of the mark."""
        self.choose(event.finding)

    def choose(self, finding: Diagnostic) -> None:
        """Go to a finding of the draft that is seen."""
        editor = self.editor
        now = editor.current(finding) if editor else None
        if editor and now:
            editor.go_to(now.span)
            self.set_focus(editor)  # at once, not after the next key

    def action_next_problem(self) -> None:
        """Go to the next finding, from the last one to the first."""
        self._step(forward=True)

    def action_previous_problem(self) -> None:
        """Go to the finding before, from the first one to the last."""
        self._step(forward=False)

    def _step(self, forward: bool) -> None:
        editor = self.editor
        if editor is None:
            return
        starts = sorted({span.start for _, span in editor.findings})
        if not starts:
            self.say_none()
            return
        at = editor.cursor
        later = [start for start in starts if start > at]
        earlier = [start for start in starts if start < at]
        target = (later or starts)[0] if forward else (earlier or starts)[-1]
        editor.go_to(Span(target, target))

    def say_none(self, clean: Bilingual = words.NO_FINDINGS) -> None:
        """Tell that there is no finding: ``clean`` only of a draft that was judged."""
        judged = self.here.judged if self.here else None
        off = self.query_one(StatusLine).standing.phase == words.OFF
        if judged is None:
            told = words.NOT_JUDGED if off else words.NOT_YET
        else:
            told = clean if judged.checked else judged.problem or words.NOT_JUDGED
        self.say(told, "information", 3)

    def action_fix(self) -> None:
        """Apply the first fix of the finding at the cursor."""
        editor = self.editor
        finding = editor.current(editor.pointed) if editor and editor.pointed else None
        if finding is None:
            self.app.notify(str(words.NO_FINDING), timeout=2, markup=False)
            return
        fixes = [f for f in finding.fixes if f.applicability is not Applicability.DISPLAY]
        if not fixes:
            self.app.notify(str(words.NO_FIX), timeout=4, markup=False)
            return
        self.apply_fix(fixes[0])

    def apply_fix(self, *fixes: Fix) -> None:
        """Apply fixes to the draft that is seen, as one step of undo."""
        if self.editor:
            self.editor.apply(edit for fix in fixes for edit in fix.edits)

    def action_heat(self) -> None:
        """Colour the words that raise the hard-sell score, or no longer."""
        self._heat = not self._heat
        if self._heat:
            scored = self.here and self.here.judged and self.here.judged.scores
            self.app.notify(str(words.HEAT if scored else words.NO_HEAT), timeout=3, markup=False)
        self._show_heat()

    def _show_heat(self) -> None:
        opened = self.here
        if opened and opened.judged:
            evidence = opened.judged.evidence.get("hard_sell", ()) if self._heat else ()
            opened.editor.show_heat(evidence, opened.judged.version)

    # --- panes

    def action_toggle_side(self) -> None:
        """Show or hide the panel at the side."""
        self._toggle("side")

    def action_toggle_problems(self) -> None:
        """Show or hide the panel below."""
        self._toggle("problems")

    def action_drafts(self) -> None:
        """Go to the list of drafts; from there, hide it, unless nothing else is open."""
        panel = self.query_one("#drafts")
        if not panel.display or (self.drafts_focused and self.editor):
            self._toggle("drafts")
        if panel.display:
            self.call_after_refresh(self.enter_drafts)

    def _toggle(self, name: str) -> None:
        panel = self.query_one(f"#{name}")
        visible = panel.display
        self.set_class(visible, f"-no-{name}")
        self.set_class(not visible, f"-{name}")
        if visible and self.editor:
            self.editor.focus()

    def action_to_text(self) -> None:
        """Go back to the text, from whatever stands beside it."""
        if self.editor is None or self.focused is self.editor:
            raise SkipAction
        if self.has_class("-narrow"):
            self.remove_class("-side", "-drafts")  # there they cover the text
        self.editor.focus()

    def action_next_pane(self) -> None:
        """Go to the next pane that is seen."""
        self.focus_next()
