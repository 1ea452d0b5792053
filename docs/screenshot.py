"""Draws coloured terminal output as a picture: standard input (ANSI) → SVG on standard output.

One ``<text>`` a character cell, so that Chinese stays aligned whatever the font says of its
widths. To a PNG: ``… | python docs/screenshot.py | rsvg-convert -o docs/demo.png`` with Noto
Sans Mono CJK SC installed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html import escape
from itertools import accumulate

import wcwidth

CELL, LINE, SIZE, COLUMNS = 9.0, 22, 15, 112
COLOURS = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "36": "#79c0ff"}
_CODE = re.compile(r"\x1b\[([\d;]*)m")


def cells(line: str) -> Iterator[tuple[int, int, str, str]]:
    """(row, column, character, style attributes) of one line, wrapped as a terminal does."""
    row, column, colour, weight, opacity = 0, 0, "#e6edf3", "400", "1"
    at = 0
    while at < len(line):
        code = _CODE.match(line, at)
        if code:
            at = code.end()
            for part in (code.group(1) or "0").split(";"):
                if part in COLOURS:
                    colour = COLOURS[part]
                elif part == "1":
                    weight = "700"
                elif part == "2":
                    opacity = "0.6"
                elif part in ("0", ""):
                    colour, weight, opacity = "#e6edf3", "400", "1"
            continue
        character = line[at]
        at += 1
        width = max(wcwidth.wcwidth(character), 0)
        if column + width > COLUMNS:
            row, column = row + 1, 0
        yield row, column, character, f'fill="{colour}" font-weight="{weight}" opacity="{opacity}"'
        column += width


def draw(text: str) -> Iterator[str]:
    """The SVG, piece by piece."""
    lines = [list(cells(line)) for line in text.rstrip("\n").split("\n")]
    rows = [line[-1][0] + 1 if line else 1 for line in lines]
    width, height = CELL * COLUMNS + 40, LINE * sum(rows) + 40
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    yield f'<rect width="{width}" height="{height}" rx="10" fill="#0d1117"/>'
    yield f'<g font-family="Noto Sans Mono CJK SC" font-size="{SIZE}">'
    for first, line in zip(accumulate(rows, initial=0), lines, strict=False):
        for row, column, character, style in line:
            if not character.isspace():
                x, y = 20 + column * CELL, 20 + (first + row + 0.75) * LINE
                # The Chinese font draws “ ” … two cells wide; a terminal gives them one.
                narrow = not character.isascii() and wcwidth.wcwidth(character) == 1
                font = ' font-family="DejaVu Sans Mono"' if narrow else ""
                yield f'<text x="{x:.1f}" y="{y:.1f}" {style}{font}>{escape(character)}</text>'
    yield "</g></svg>"


if __name__ == "__main__":
    sys.stdout.writelines(draw(sys.stdin.read()))
