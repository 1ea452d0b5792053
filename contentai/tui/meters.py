"""Bars and lines of block characters on the fixed scale 0 to 1: no score looks like another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contentai.diagnostics import INTENTS

_EIGHTHS = "▁▂▃▄▅▆▇█"

# A letter of each, so that a mix can be read without colour.
INTENT_MARKS = dict(zip(INTENTS, ("v", "s", "i", "p", "H", "X"), strict=True))


def bar(value: float, width: int, threshold: float) -> tuple[str, str, str]:
    """A meter of ``width`` cells in three pieces: filled, the mark of the threshold, and empty.

    The pieces are in order of place: what stands before the mark, the mark, what follows.
    """
    filled = round(min(max(value, 0.0), 1.0) * width)
    if value > 0 and filled == 0:
        filled = 1
    cells = ["█" if place < filled else "─" for place in range(width)]
    at = min(int(threshold * width), width - 1)
    mark = "╋" if value < threshold else "┃"
    return "".join(cells[:at]), mark, "".join(cells[at + 1 :])


def spark(values: Sequence[float], width: int) -> str:
    """The last ``width`` values, one cell each, the lowest block for 0 and the full one for 1."""
    shown = values[-width:] if width > 0 else ()
    top = len(_EIGHTHS) - 1
    return "".join(_EIGHTHS[round(min(max(value, 0.0), 1.0) * top)] for value in shown)


def shares(mix: Mapping[str, float], width: int) -> list[tuple[str, int]]:
    """Cells of each intent in a bar of ``width``, by largest remainder; they add up to it."""
    total = sum(mix.values())
    if total <= 0 or width <= 0:
        return []
    exact = {name: mix.get(name, 0.0) / total * width for name in INTENTS}
    cells = {name: int(share) for name, share in exact.items()}
    left = width - sum(cells.values())
    for name in sorted(exact, key=lambda n: cells[n] - exact[n])[:left]:
        cells[name] += 1
    return [(name, count) for name, count in cells.items() if count]
