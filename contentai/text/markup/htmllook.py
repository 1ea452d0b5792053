"""What inline styles make of words: of no size, hidden until said otherwise, of their own ground.

Unlike ``display: none`` these can be undone further in: editors write ``font-size: 0`` around
pictures and words that have a size of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from contentai.text import lazy

_SIZE = lazy.pattern(r"(\d{0,6}\.?\d{0,6})(px|pt|em|rem|%|vw|vh|vmin|vmax|cm|mm|in|pc|)")
_HEX = lazy.pattern(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_RGB = lazy.pattern(r"rgba?\(([^()]{1,60})\)")
_WHITE: Final = (255, 255, 255)
_UNSET: Final = ("", "none", "transparent", "inherit", "initial", "unset", "static", "normal")
_NAMES: Final = {"white": _WHITE, "black": (0, 0, 0)}
# Below these no character can be made out.
_SMALLEST: Final = {
    **{"px": 1.0, "pt": 1.0, "": 1.0, "em": 0.05, "rem": 0.05, "%": 5.0},
    **{"vw": 0.2, "vh": 0.2, "vmin": 0.2, "vmax": 0.2, "cm": 0.03, "mm": 0.3, "in": 0.01},
    "pc": 0.08,
}
_RELATIVE: Final = ("em", "%")
_SIZES: Final = frozenset(
    {*("initial", "medium", "small", "large", "x-small", "xx-small"), *("x-large", "xx-large")}
)
# With one of these words are drawn in more than their colour, or on more than their ground.
_DRAWN: Final = (
    *("shadow", "stroke", "fill", "clip", "blend", "filter", "position", "transform", "image"),
)
# What comes into sight by itself, or when a page is scrolled, begins unseen: so it is saved.
_MOVING: Final = ("animation", "transition", "transform", "will-change")

Colour = tuple[int, int, int]


class Look(NamedTuple):
    """How the words of an element look; ``colour`` and ``ground`` are None where not known."""

    tiny: bool = False
    veiled: bool = False
    colour: Colour | None = None
    ground: Colour | None = None

    @property
    def hides_words(self) -> bool:
        """True when no reader sees the words."""
        return self.tiny or self.veiled or (self.colour is not None and self.colour == self.ground)


PLAIN: Final = Look()


@lru_cache(maxsize=1024)
def declared(style: str) -> Mapping[str, str]:
    """The properties that a ``style`` attribute sets, in lower case; the last of each counts.

    What is said to be important counts before what is not. ``background`` sets the colour, too.
    """
    final: dict[str, str] = {}
    important: set[str] = set()
    for declaration in style.lower().split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip()
        stressed = "!important" in value
        if name in important and not stressed:
            continue
        if stressed:
            important.add(name)
        if name == "background" and "background-color" not in important:
            final.pop("background-color", None)
        final[name] = value.replace("!important", "").strip()
    return final


def _comes_into_sight(style: Mapping[str, str]) -> bool:
    return any(name.removeprefix("-webkit-").startswith(_MOVING) for name in style)


def is_gone(style: Mapping[str, str], drawn: bool) -> bool:
    """True for what hides all within, whatever that says of itself.

    In a drawing (``drawn``) what is see-through at first may come into sight at a touch.
    """
    if style.get("display") == "none":
        return True
    if drawn or _comes_into_sight(style):
        return False
    size = _SIZE.fullmatch(style.get("opacity", "-"))
    return size is not None and size[1].strip(".") != "" and float(size[1]) < 0.01


@lru_cache(maxsize=1024)
def restyled(outer: Look, written: str, is_block: bool) -> Look:
    """The look within an element of this ``style`` attribute.

    What is behind the words is known of the paragraph they stand in and no further out: below
    that may be a picture that is laid there.
    """
    look = outer._replace(ground=None) if is_block and outer.ground else outer
    if not written:
        return look
    style = declared(written)
    size = _size(style)
    if size:
        look = look._replace(tiny=_is_tiny(size, outer.tiny))
    seen = style.get("visibility")
    if seen in ("hidden", "collapse") and not _comes_into_sight(style):
        look = look._replace(veiled=True)
    elif seen in ("visible", "initial"):
        look = look._replace(veiled=False)
    if "color" in style and style["color"] != "inherit":
        look = look._replace(colour=_colour(style["color"]))
    for behind in (style.get("background"), style.get("background-color")):
        if behind is not None:
            ground = _colour(behind) or (None if _covers(behind) else look.ground)
            look = look._replace(ground=ground)
    if _is_picture(style.get("background", "")):
        look = look._replace(ground=None)
    return look._replace(ground=None) if any(map(_moves, style.items())) else look


def _moves(declaration: tuple[str, str]) -> bool:
    """True for what may draw the words otherwise, or on another ground."""
    name, value = declaration
    if name.startswith("margin"):
        return "-" in value
    return any(sign in name for sign in _DRAWN) and value not in _UNSET


def _size(style: Mapping[str, str]) -> str:
    if "font-size" in style:
        return style["font-size"]
    # Of the shorthand the size is the first word with a digit: bold 0/0 a.
    words = style.get("font", "").replace("/", " ").split()
    return next((word for word in words if _SIZE.fullmatch(word) and not _is_weight(word)), "")


def _is_weight(word: str) -> bool:
    return word.isdigit() and int(word) >= 100


def _is_tiny(size: str, outer: bool) -> bool:
    """Whether words of this size cannot be seen; where it says no size, as around them."""
    if "(" in size:  # worked out by the browser: clamp(…), var(…)
        return False
    found = _SIZE.fullmatch(size)
    if not found or not found[1].strip("."):
        return outer and size not in _SIZES
    if outer and found[2] in _RELATIVE:
        return True
    return float(found[1]) < _SMALLEST[found[2]]


def _is_picture(background: str) -> bool:
    return "(" in background and _colour(background) is None


def _covers(background: str) -> bool:
    return background not in _UNSET


def _colour(value: str) -> Colour | None:
    """The colour that a value names in digits, or white or black; None for any other."""
    if value in _NAMES:
        return _NAMES[value]
    found = _HEX.fullmatch(value)
    if found:
        digits = found[1]
        if len(digits) < 6:
            digits = "".join(2 * digit for digit in digits)
        if digits[6:] not in ("", "ff"):
            return None
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    found = _RGB.fullmatch(value)
    parts = found[1].replace(",", " ").replace("/", " ").split() if found else []
    if len(parts) < 3 or not all(part.isdecimal() for part in parts[:3]):
        return None
    if parts[3:] not in ([], ["1"], ["1.0"], ["100%"]):
        return None
    red, green, blue = (min(int(part), 255) for part in parts[:3])
    return red, green, blue


class Looks:
    """The looks of the inline elements that are open, each in the block it was opened in.

    Elements before the first one with a style are not kept: nothing hangs on them.
    """

    __slots__ = ("_count", "_open")

    def __init__(self) -> None:
        self._open: list[tuple[str, int, Look]] = []
        self._count: Counter[tuple[str, int]] = Counter()

    def within(self, outer: Look, depth: int) -> Look:
        """The look of what is read next in a block so deep, whose own look is ``outer``."""
        return self._open[-1][2] if self._open and self._open[-1][1] == depth else outer

    def start(self, name: str, depth: int, look: Look, outer: Look) -> None:
        """Open an inline element in a block so deep; ``outer`` is the look around it."""
        if not self._open and look is outer:
            return
        self._open.append((name, depth, look))
        self._count[name, depth] += 1

    def end(self, name: str, depth: int) -> None:
        """End the innermost element of a name in this block, and all within it."""
        if self._count[name, depth]:
            while self._close() != (name, depth):
                pass

    def leave(self, depth: int) -> None:
        """End the elements that were opened deeper than this."""
        while self._open and self._open[-1][1] > depth:
            self._close()

    def _close(self) -> tuple[str, int]:
        name, depth, _ = self._open.pop()
        self._count[name, depth] -= 1
        return name, depth
