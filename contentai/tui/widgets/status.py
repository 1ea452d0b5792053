"""The line at the bottom: what is open, where the cursor is, what was found, what is off."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.style import Style
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from contentai.language import Bilingual
from contentai.tui import words
from contentai.tui.cells import shown, width

# Cells of a message that tell something.
_LEAST_MESSAGE = 30
# Why something is off may be a long story: the beginning of it, rather than nothing.
_SHORT_PHASE = 24


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the line tells. ``line`` and ``column`` are from 1, in code points."""

    name: str = ""
    unsaved: bool = False
    read_only: bool = False
    channel: str = ""
    line: int = 1
    column: int = 1
    characters: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    phase: Bilingual | None = None
    message: str = ""
    severity: str = ""


class StatusLine(Widget):
    """Shows a ``Standing``; what matters least is left out first on a narrow screen."""

    standing: reactive[Standing] = reactive(Standing())

    def tell(self, **changes: object) -> None:
        """Change some of what is told."""
        self.standing = replace(self.standing, **changes)  # type: ignore[arg-type]

    def render(self) -> Text:
        """One line: the name and its state on the left, the message, figures on the right."""
        now = self.standing
        left = self._left(now)
        room, phase = self.size.width, str(now.phase or "")
        choices = self._rights(now) if now.name else [phase, _cut(phase, room - 2)]
        # Figures that leave no room to read the message are told shorter.
        wanted = min(width(now.message), _LEAST_MESSAGE) + 4 if now.message else 2
        fitting = [text for text in choices if width(text) + width(left.plain) + 2 <= room]
        right = next((t for t in fitting if width(t) + width(left.plain) + wanted <= room), "")
        right = right or (fitting[-1] if fitting else "")
        space = room - width(left.plain) - width(right)
        message = _cut(now.message, space - 4)
        line = left
        if message:
            line.append("  ")
            line.append(message, Style(bold=now.severity == "error"))
        line.append(" " * max(room - width(line.plain) - width(right), 0))
        line.append(right)
        return line

    def _left(self, now: Standing) -> Text:
        state = words.READ_ONLY if now.read_only else words.UNSAVED if now.unsaved else words.SAVED
        line = Text(no_wrap=True, end="")
        if now.name:
            line.append(_cut(shown(now.name), max(self.size.width // 3, 8)))
            line.append(" ● " if now.unsaved else " ")
            line.append(str(state))
        return line

    def _rights(self, now: Standing) -> list[str]:
        """The figures, from all of them to the fewest."""
        counts = f"✗{now.errors} !{now.warnings} i{now.infos}"
        place = f"{now.line}:{now.column}"
        long = f"{words.LINE} {now.line} {words.COLUMN} {now.column}"
        size = f"{now.characters} {words.CHARACTERS}"
        phase = str(now.phase) if now.phase else ""
        choices = (
            (phase, counts, now.channel or str(words.NO_CHANNEL), size, long),
            (phase, counts, now.channel, long),
            (_cut(phase, _SHORT_PHASE), counts, now.channel, long),
            (_cut(phase, _SHORT_PHASE), counts, place),
            (counts, place),
            (place,),
        )
        return ["  ".join(part for part in choice if part) + " " for choice in choices]


def _cut(text: str, room: int) -> str:
    if room < 4:
        return ""
    if width(text) <= room:
        return text
    short = text[:room]
    while width(short) > room - 1:
        short = short[:-1]
    return f"{short}…"
