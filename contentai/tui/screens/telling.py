"""What the line at the bottom tells of the draft that is seen, and of what is off."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.tui import words
from contentai.tui.screens.searching import Searching
from contentai.tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from contentai.located import DataError
    from contentai.tui.judging.judge import State
    from contentai.tui.judging.judged import Judged

_NOTHING = Bilingual("", "")


class Telling(Searching):
    """The part of the edit screen that tells where one is and how the draft stands."""

    def __init__(self) -> None:
        super().__init__()
        self._off: Bilingual | None = None
        self._off_said: set[Bilingual] = set()

    def on_text_area_selection_changed(self) -> None:
        """Tell where the cursor is."""
        self.tell()

    def tell(self) -> None:
        """Tell where one is, and what is open."""
        self.tell_open()
        opened = self.here
        line = self.query_one(StatusLine)
        if opened is None:
            line.tell(name="", unsaved=False, message=self.folder_told(), severity="")
            return
        editor = opened.editor
        row, column = editor.cursor_location
        pointed = editor.pointed
        line.tell(
            name=opened.draft.path.name,
            unsaved=opened.unsaved,
            new=opened.draft.data is None,
            read_only=editor.read_only,
            line=row + 1,
            column=column + 1,
            message=pointed.message if pointed else "",
            severity=pointed.severity.value if pointed else "",
        )

    def tell_judged(self, judged: Judged | None, channel: str = "") -> None:
        """Tell how many findings there are; None: the draft was not judged yet."""
        line = self.query_one(StatusLine)
        if judged is None:
            line.tell(checked=False)
            return
        counts = dict.fromkeys(Severity, 0)
        for finding in judged.findings:
            counts[finding.severity] += 1
        line.tell(
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            infos=counts[Severity.INFO],
            checked=judged.checked,
            characters=judged.characters,
            phase=judged.problem or self._off,
            channel=channel,
        )

    def tell_phase(self, state: State) -> None:
        """Tell what the process that judges does, and for some seconds why."""
        phase = {"starting": words.STARTING, "judging": None, "idle": None, "off": words.OFF}
        judged = self.here.judged if self.here else None
        standing = phase[state.phase] or (judged.problem if judged else None) or self._off
        if (state.phase, standing) != ("judging", None):  # a problem that was told stays told
            self.query_one(StatusLine).tell(phase=standing)
        if state.words:
            self.say(state.words, "error" if state.phase == "off" else "warning", 8)

    def tell_off(self, error: DataError | None, what: Bilingual = _NOTHING) -> None:
        """Tell what of the configuration does not hold, and where; None: all of it does.

        What keeps drafts from being judged is told before it. The configuration may be read at
        every judgement: the same words come up only once, until all of it holds again.
        """
        if error is None:
            self._off = None
            self._off_said.clear()
            return
        name = Path(error.file).name
        place = f"{name}:{error.line}" if error.line else name
        self._off = Bilingual(
            f"{what.zh}（{place}）：{error.words.zh}", f"{what.en} ({place}): {error.words.en}"
        )
        self.query_one(StatusLine).tell(phase=self._off)
        if self._off not in self._off_said:
            self._off_said.add(self._off)
            self.say(self._off, "warning", 10)
