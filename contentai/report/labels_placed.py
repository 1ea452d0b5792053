"""Where the names of circles go: inside, or beside where nothing else is, or nowhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from contentai.topics.chart import HEIGHT, WIDTH

_EM: Final = 13.0
_TALL: Final = 17.0


class Box(NamedTuple):
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """True when they share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


def placed(
    names: Sequence[tuple[str, float, float, float]], circles: Sequence[Box]
) -> list[tuple[float, float] | None]:
    """The middle of each name's line, None where it has no room; earlier names choose first.

    ``names`` are (text, x, y, radius of the circle); ``circles`` the boxes of all circles.
    """
    taken: list[Box] = []
    spots: list[tuple[float, float] | None] = []
    for at, (text, x, y, radius) in enumerate(names):
        width = _width(text)
        spots.append(None)
        for middle_x, middle_y in _tries(x, y, radius, width):
            box = Box(middle_x - width / 2, middle_y - _TALL / 2, width, _TALL)
            others = (c for n, c in enumerate(circles) if n != at)
            inside = box.x >= 0 and box.x + width <= WIDTH and 0 <= box.y <= HEIGHT - _TALL
            if inside and not any(map(box.meets, taken)) and not any(map(box.meets, others)):
                taken.append(box)
                spots[at] = (round(middle_x, 1), round(middle_y, 1))
                break
    return spots


def _tries(x: float, y: float, radius: float, width: float) -> Iterator[tuple[float, float]]:
    if width <= 2 * radius:
        yield x, y
    yield x, y + radius + _TALL / 2 + 1
    yield x, y - radius - _TALL / 2 - 1
    yield x + radius + width / 2 + 3, y
    yield x - radius - width / 2 - 3, y
    if width > 2 * radius:
        yield x, y


def _width(text: str) -> float:
    wide = sum(unicodedata.east_asian_width(c) in "WFA" for c in text)
    return _EM * (wide + 0.58 * (len(text) - wide))
