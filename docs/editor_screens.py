"""Draws the editor's screens as pictures for the guide: ``make screenshot``.

    python docs/editor_screens.py FOLDER

The editor itself runs on a copy of ``examples/drafts``, on a fixed day. One ``<text>`` a cell,
as in ``screenshot.py``. Needs rsvg-convert and Noto Sans Mono CJK SC.
"""

from __future__ import annotations

import asyncio
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

import wcwidth
from rich.color import Color, ColorType
from rich.style import Style
from textual.strip import Strip

from contentai.tui.app import ContentaiApp
from contentai.tui.private.painting import painted

_CELL, _LINE, _SIZE = 9.0, 20, 15
_DAY = datetime.date(2026, 11, 22)
_DRAFT = "06-hotpot-opening.txt"
# Name, size in cells, theme, draft to open, keys.
_SCREENS: tuple[tuple[str, tuple[int, int], str, str | None, tuple[str, ...]], ...] = (
    ("write", (132, 36), "dark", _DRAFT, ("f8", "f8")),
    ("fix", (132, 36), "dark", _DRAFT, ("ctrl+end", "f8", "f8", "f8", "f2")),
    ("board", (100, 20), "dark", None, ("alt+6",)),
    ("rules", (110, 30), "dark", None, ("alt+9", "x")),
    ("topics", (120, 32), "light", None, ("alt+8", "p")),
    ("account", (110, 34), "dark", None, ("alt+7",)),
)


def _hex(color: Color | None, usual: str) -> str:
    if color is None or color.type is ColorType.DEFAULT:
        return usual
    return color.get_truecolor().hex


def _cells(strip: Strip) -> Iterator[tuple[int, str, int, Style]]:
    """(column, character, width in cells, style) of a row."""
    column = 0
    for segment in strip:
        for character in segment.text:
            width = max(wcwidth.wcwidth(character), 0)
            yield column, character, width, segment.style or Style.null()
            column += width


def draw(strips: Iterable[Strip], columns: int) -> Iterator[str]:
    """The SVG of rows of a screen, piece by piece."""
    rows = list(strips)
    width, height = _CELL * columns, _LINE * len(rows)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    look = 'shape-rendering="crispEdges" font-family="Noto Sans Mono CJK SC"'
    yield f'<g {look} font-size="{_SIZE}">'
    for row, strip in enumerate(rows):
        for column, character, cells, style in _cells(strip):
            ink, paper = _hex(style.color, "#d5d9e8"), _hex(style.bgcolor, "#16161e")
            if style.reverse:
                ink, paper = paper, ink
            x, y = column * _CELL, row * _LINE
            box = f'width="{cells * _CELL}" height="{_LINE}"'
            yield f'<rect x="{x}" y="{y}" {box} fill="{paper}"/>'
            if character == "█":
                yield f'<rect x="{x}" y="{y}" {box} fill="{ink}"/>'
                continue
            if character.isspace() or not cells:
                continue
            look = f'fill="{ink}"' + (' font-weight="700"' if style.bold else "")
            # The Chinese font draws “ ” … two cells wide; a terminal gives them one.
            narrow = not character.isascii() and cells == 1
            font = ' font-family="DejaVu Sans Mono"' if narrow else ""
            yield f'<text x="{x:.1f}" y="{y + 15}" {look}{font}>{escape(character)}</text>'
            if style.underline:
                line = f'width="{cells * _CELL}" height="1" fill="{ink}"'
                yield f'<rect x="{x}" y="{y + 18}" {line}/>'
    yield "</g></svg>"


async def _picture(drafts: Path, out: Path, name: str) -> None:
    size, theme, draft, keys = next(row[1:] for row in _SCREENS if row[0] == name)
    app = ContentaiApp(drafts, theme=theme, today=_DAY)
    async with app.run_test(size=size) as pilot:
        while not app.config or not app.editing.drafts:
            await pilot.pause(0.1)
        if draft:
            await app.open_path(drafts / draft)
        # All drafts are judged before the picture is taken.
        while len(app.known) < len(list(drafts.iterdir())):
            await pilot.pause(0.1)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.5)
            await app.workers.wait_for_complete()
        await pilot.pause(1)
        strips = painted(app.screen)
        svg = "".join(draw(strips, size[0]))
    target = out / f"editor-{name}.png"
    _run(svg.encode(), "rsvg-convert", "-o", str(target))


def _run(given: bytes, *command: str) -> None:
    subprocess.run(command, input=given, check=True)  # noqa: S603 - a list, and nobody's input


def main(out: Path) -> None:
    """All pictures."""
    with tempfile.TemporaryDirectory() as folder:
        drafts = Path(folder) / "drafts"
        shutil.copytree(Path(__file__).parent.parent / "examples" / "drafts", drafts)
        os.environ |= {"XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder, "CONTENTAI_LANG": "zh"}
        for name in sys.argv[2:] or [row[0] for row in _SCREENS]:
            asyncio.run(_picture(drafts, out, name))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
