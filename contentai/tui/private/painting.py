"""Which rows of a screen are painted, and what is seen in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, cast

from textual._compositor import ChopsUpdate, Compositor, CompositorMap, ReflowResult
from textual.geometry import Offset, Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget


def paint_few_rows(screen: Screen[None]) -> None:
    """From now on the screen paints only rows that changed, and what lies above without holes.

    Call it before it is shown.
    """
    screen._compositor = _FewRows()


class _Piece(NamedTuple):
    """Cells of a row in which one widget is seen; ``region`` is all that is seen of the widget
    where nothing lies over it, and ``offset`` where the widget begins."""

    left: int
    right: int
    widget: Widget
    region: Region
    offset: Offset


class _FewRows(Compositor):
    """Asks each widget for the rows that are dirty in it, and others for nothing.

    Textual asks all widgets around everything that is dirty, for all of their rows: with the
    text and the line at the bottom dirty at each key, that is the whole screen. And it cuts
    what lies above at the edges of what lies below: each wide character there is a hole.
    """

    def __init__(self) -> None:
        super().__init__()
        self._wanted: dict[int, list[tuple[int, int]]] | None = None
        self._pieces: list[list[_Piece]] = []
        self._laid_out: CompositorMap = {}

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """What changed since the last layout is dirty, and is told of its size.

        Who asks a widget for its size before a layout that is due has Textual make the new map
        there and then: compared with that, what has just come into sight looks as it always did.
        """
        self._full_map = self._laid_out
        answer = super().reflow(parent, size)
        self._laid_out = self._full_map
        return answer

    @property
    def cuts(self) -> list[list[int]]:
        """Where in each row another widget begins to be seen, from 0 to the width."""
        if self._cuts is None:
            self._pieces = self._seen()
            width = self.size.width
            self._cuts = [
                sorted({0, width, *(n for piece in row for n in piece[:2])}) for row in self._pieces
            ]
        return self._cuts

    def _seen(self) -> list[list[_Piece]]:
        """What is seen in each row, in no order."""
        width, height = self.size
        pieces: list[list[_Piece]] = [[] for _ in range(height)]
        free = [[(0, width)] for _ in range(height)]
        for widget, (whole, clip) in self.visible_widgets.items():  # from front to back
            region = whole.intersection(clip)
            x, end = region.column_span
            for y in range(max(region.y, 0), min(region.bottom, height)):
                rest = []
                for left, right in free[y]:
                    low, high = max(left, x), min(right, end)
                    if low >= high:
                        rest.append((left, right))
                        continue
                    pieces[y].append(_Piece(low, high, widget, region, whole.offset))
                    rest += [gap for gap in ((left, low), (high, right)) if gap[0] < gap[1]]
                free[y] = rest
        return pieces

    def render_partial_update(self) -> ChopsUpdate | None:
        inside = self.size.region.intersection
        dirty = [region for region in map(inside, self._dirty_regions) if region]
        self._dirty_regions.clear()
        if not dirty:
            return None
        spans = list(self._regions_to_spans(dirty))
        self._wanted = {}
        for y, left, right in spans:
            self._wanted.setdefault(y, []).append((left, right))
        try:
            chops = self._render_chops(self.size.region, self._wanted.__contains__)
        finally:
            self._wanted = None
        return ChopsUpdate(chops, spans, [cuts[1:] for cuts in self.cuts])

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(row[:-1]) for row in self.cuts]
        wanted: dict[Widget, dict[int, list[_Piece]]] = {}
        for y in filter(is_rendered_line, range(max(crop.y, 0), min(crop.bottom, len(chops)))):
            spans = None if self._wanted is None else self._wanted[y]
            for piece in self._pieces[y]:
                if spans is None or any(a < piece.right and piece.left < b for a, b in spans):
                    wanted.setdefault(piece.widget, {}).setdefault(y, []).append(piece)
        for widget, rows in wanted.items():
            for top, count in _runs(sorted(rows)):
                first = rows[top][0]
                x, width = first.region.x, first.region.width
                part = Region(x, top, width, count).translate(-first.offset)
                for y, strip in enumerate(widget.render_lines(part), top):
                    for left, right, *_ in rows[y]:
                        whole = right - left == width
                        chops[y][left] = strip if whole else strip.crop(left - x, right - x)
        return cast("Sequence[Mapping[int, Strip]]", chops)


def _runs(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """(first, how many) of each run of neighbours in ascending numbers."""
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        yield numbers[0], len(numbers)


def painted(screen: Screen[None]) -> list[Strip]:
    """The rows of a screen as they are seen."""
    return screen._compositor.render_strips()
