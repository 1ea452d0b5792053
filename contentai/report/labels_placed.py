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


class Spot(NamedTuple):
    """The middle of a name's line, and how much of the name has room there."""

    x: float
    y: float
    text: str


def placed(
    names: Sequence[tuple[str, float, float, float]], circles: Sequence[Box]
) -> list[Spot | None]:
    """Where the names go, None where there is no room; earlier names choose first.

    ``names`` are (text, x, y, radius of the circle); ``circles`` the boxes of all circles. A
    name of two terms is cut to the first where both have no room.
    """
    taken: list[Box] = []
    spots: list[Spot | None] = []
    for at, (text, x, y, radius) in enumerate(names):
        others = [circle for n, circle in enumerate(circles) if n != at]
        spots.append(None)
        for words in dict.fromkeys((text, text.partition("、")[0])):
            spot = _spot(words, (x, y, radius), [*taken, *others])
            if spot is not None:
                taken.append(_box(spot))
                spots[at] = spot
                break
    return spots


def _spot(text: str, circle: tuple[float, float, float], others: Sequence[Box]) -> Spot | None:
    for x, y in _tries(*circle, _width(text)):
        spot = Spot(round(x, 1), round(y, 1), text)
        box = _box(spot)
        inside = box.x >= 0 and box.x + box.width <= WIDTH and 0 <= box.y <= HEIGHT - _TALL
        if inside and not any(map(box.meets, others)):
            return spot
    return None


def _box(spot: Spot) -> Box:
    width = _width(spot.text)
    return Box(spot.x - width / 2, spot.y - _TALL / 2, width, _TALL)


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
