"""Which rows of a screen are painted."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from textual._compositor import ChopsUpdate, Compositor, CompositorMap, ReflowResult
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget


def paint_few_rows(screen: Screen[None]) -> None:
    """From now on the screen paints only rows that changed. Call it before it is shown."""
    screen._compositor = _FewRows()


class _FewRows(Compositor):
    """Asks each widget for the rows that are dirty in it, and others for nothing.

    Textual asks all widgets around everything that is dirty, for all of their rows: with the
    text and the line at the bottom dirty at each key, that is the whole screen.
    """

    def __init__(self) -> None:
        super().__init__()
        self._wanted: list[tuple[int, int, int]] | None = None
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

    def render_partial_update(self) -> ChopsUpdate | None:
        inside = self.size.region.intersection
        dirty = [region for region in map(inside, self._dirty_regions) if region]
        self._dirty_regions.clear()
        if not dirty:
            return None
        spans = list(self._regions_to_spans(dirty))
        self._wanted = spans
        try:
            chops = self._render_chops(self.size.region, {y for y, _, _ in spans}.__contains__)
        finally:
            self._wanted = None
        return ChopsUpdate(chops, spans, [cuts[1:] for cuts in self.cuts])

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if self._wanted is None:
            yield from super()._get_renders(crop)
            return
        wanted = self._wanted
        for widget, (region, clip) in self.visible_widgets.items():
            if not wanted:
                return
            x, y, width, height = region.intersection(clip)
            rows, rest = set(), []
            for span in wanted:
                row, left, right = span
                inside = y <= row < y + height and left < x + width and x < right
                if inside:
                    rows.add(row)
                if not inside or left < x or x + width < right:
                    rest.append(span)  # widgets behind this one are seen there too
            wanted = rest
            for top, count in _runs(sorted(rows)):
                part = Region(x, top, width, count)
                yield region, part, widget.render_lines(part.translate(-region.offset))


def _runs(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """(first, how many) of each run of neighbours in ascending numbers."""
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        yield numbers[0], len(numbers)


def painted(screen: Screen[None]) -> list[Strip]:
    """The rows of a screen as they are seen."""
    return screen._compositor.render_strips()
