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

import wcwidth

CELL, LINE, SIZE, COLUMNS = 9.0, 22, 15, 112
COLOURS = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "36": "#79c0ff"}
_CODE = re.compile(r"\x1b\[([\d;]*)m")


def cells(line: str) -> Iterator[tuple[int, str, str]]:
    """(column, character, style attributes) of one line."""
    column, colour, weight, opacity = 0, "#e6edf3", "400", "1"
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
        yield column, character, f'fill="{colour}" font-weight="{weight}" opacity="{opacity}"'
        column += max(wcwidth.wcwidth(character), 0)


def draw(text: str) -> Iterator[str]:
    """The SVG, piece by piece."""
    lines = text.rstrip("\n").split("\n")
    width, height = CELL * COLUMNS + 40, LINE * len(lines) + 40
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    yield f'<rect width="{width}" height="{height}" rx="10" fill="#0d1117"/>'
    yield f'<g font-family="Noto Sans Mono CJK SC" font-size="{SIZE}">'
    for row, line in enumerate(lines):
        for column, character, style in cells(line):
            if not character.isspace() and column < COLUMNS:
                x, y = 20 + column * CELL, 20 + (row + 0.75) * LINE
                # The Chinese font draws “ ” … two cells wide; a terminal gives them one.
                narrow = not character.isascii() and wcwidth.wcwidth(character) == 1
                font = ' font-family="DejaVu Sans Mono"' if narrow else ""
                yield f'<text x="{x:.1f}" y="{y:.1f}" {style}{font}>{escape(character)}</text>'
    yield "</g></svg>"


if __name__ == "__main__":
    sys.stdout.writelines(draw(sys.stdin.read()))
