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
# Why something is off may be a long story: so much of its beginning, rather than nothing.
_LEAST_PHASE = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the line tells. ``line`` and ``column`` are from 1, in code points.

    The counts are of a draft that was ``checked``, ``characters`` those that a reader reads;
    ``phase`` is why it was not, or what is off.
    """

    name: str = ""
    unsaved: bool = False
    new: bool = False
    read_only: bool = False
    channel: str = ""
    line: int = 1
    column: int = 1
    characters: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    checked: bool = False
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
        # Figures that leave no room to read the message are told shorter.
        wanted = min(width(now.message), _LEAST_MESSAGE) + 2 if now.message else 0
        space = room - width(left.plain) - 2
        choices = self._rights(now, space - wanted) if now.name else [phase, _cut(phase, space)]
        fitting = [text for text in choices if width(text) <= space]
        right = next((text for text in fitting if width(text) <= space - wanted), "")
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
        kept = words.NEW if now.new else words.SAVED
        state = words.READ_ONLY if now.read_only else words.UNSAVED if now.unsaved else kept
        line = Text(no_wrap=True, end="")
        if now.name:
            line.append(_cut(shown(now.name), max(self.size.width // 3, 8)))
            line.append(" ● " if now.unsaved else " ")
            line.append(str(state))
        return line

    def _rights(self, now: Standing, room: int) -> list[str]:
        """The figures, from all of them to the fewest; why something is off fills ``room``."""
        counts = f"✗{now.errors} !{now.warnings} i{now.infos}" if now.checked else ""
        place = f"{now.line}:{now.column}"
        long = f"{words.LINE} {now.line} {words.COLUMN} {now.column}"
        size = f"{now.characters} {words.CHARACTERS}" if now.checked else ""
        phase = str(now.phase) if now.phase else ""
        choices = [
            (phase, counts, now.channel or str(words.NO_CHANNEL), size, long),
            (phase, counts, now.channel, long),
            (phase, counts, place),
        ]
        if phase:
            short = _cut(phase, room - width(counts) - width(place) - 5)
            choices += [(short, counts, place)] if width(short) >= _LEAST_PHASE else []
        choices += [(counts or str(words.UNCHECKED), place), (place,)]
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
