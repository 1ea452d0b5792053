"""One row of the editor as a value, and how it is painted.

A row says everything that is seen of it, so that a painted row can be kept for as long as its
row stays equal: nothing ever has to be forgotten when a text, a mark or the cursor moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from contentai.tui.cells import shown, unseen, width, widths

GUTTER_MARKS = {"error": "✗", "warning": "!", "info": "i"}
# Room for fewer characters than this says nothing.
_LEAST_MESSAGE = 12

Layer = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Row:
    """What is seen in one row of ``cells`` cells, the gutter not counted.

    ``layers`` are (start, end, name of a style) by columns of ``text``, the later above the
    earlier. ``cursor`` is a column, or None. ``number`` is empty on the second and further
    rows of a line, ``mark`` is "" or a severity, and ``message`` stands behind the text where
    there is room for it.
    """

    text: str
    cells: int
    layers: tuple[Layer, ...] = ()
    cursor: int | None = None
    current: bool = False
    gutter: int = 0
    number: str = ""
    mark: str = ""
    message: str = ""
    message_style: str = ""


@dataclass(frozen=True, slots=True)
class Paint:
    """The styles of a theme by name; ``base`` and ``current`` (the cursor's line) below all."""

    styles: dict[str, Style]

    def style(self, name: str) -> Style:
        """The style of that name, or none."""
        return self.styles.get(name, _NONE)


_NONE = Style.null()


def paint(row: Row, styles: Paint) -> Strip:
    """The row as Textual wants it."""
    ground = styles.style("base")
    if row.current:
        ground += styles.style("current")
    segments = [*_gutter(row, styles), *_text(row, styles, ground)]
    used = width(row.text)
    if row.cursor == len(row.text):
        segments.append(Segment(" ", ground + styles.style("cursor")))
        used += 1
    room = row.cells - used
    message = _fitted(row.message, room - 3) if row.message else ""
    if message:
        segments.append(Segment("  ", ground))
        segments.append(Segment(message, ground + styles.style(row.message_style)))
        room -= 2 + width(message)
    if room > 0:
        segments.append(Segment(" " * room, ground))
    return Strip(segments, row.gutter + used + max(row.cells - used, 0))


def _gutter(row: Row, styles: Paint) -> list[Segment]:
    if not row.gutter:
        return []
    style = styles.style("base") + styles.style("gutter-current" if row.current else "gutter")
    number = f"{row.number:>{row.gutter - 2}} "
    if not row.mark:
        return [Segment(f" {number}", style)]
    mark = Segment(GUTTER_MARKS[row.mark], style + styles.style(f"gutter-{row.mark}"))
    return [mark, Segment(number, style)]


def _text(row: Row, styles: Paint, ground: Style) -> list[Segment]:
    layers = [*row.layers]
    layers.extend((at, at + 1, "unseen") for at in unseen(row.text))
    if row.cursor is not None and row.cursor < len(row.text):
        layers.append((row.cursor, row.cursor + 1, "cursor"))
    if not layers:
        return [Segment(shown(row.text), ground)] if row.text else []
    each = widths(row.text)
    layers = [(*_whole(each, start, end), name) for start, end, name in layers]
    edges = {0, len(row.text)}
    for start, end, _ in layers:
        edges.update((start, end))
    cuts = sorted(edges)
    segments = []
    for start, end in pairwise(cuts):
        style = ground
        for low, high, name in layers:
            if low <= start and end <= high:
                style += styles.style(name)
        segments.append(Segment(shown(row.text[start:end]), style))
    return segments


def _whole(each: list[int], start: int, end: int) -> tuple[int, int]:
    """The signs that the code points belong to: half an emoji cannot be painted."""
    start, end = min(start, len(each)), min(end, len(each))
    while 0 < start < len(each) and not each[start]:
        start -= 1
    while start < end < len(each) and not each[end]:
        end += 1
    return start, end


def _fitted(message: str, room: int) -> str:
    """As much of the message as fits, with an ellipsis where it is cut; "" if too little."""
    if room < _LEAST_MESSAGE:
        return ""
    flat = shown(" ".join(message.split()))
    text = flat[:room]
    if text == flat and width(text) <= room:
        return text
    while width(text) > room - 1:
        text = text[:-1]
    return f"{text}…"
