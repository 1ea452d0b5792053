"""Only rows that changed are painted: what a terminal shows is still what the screen is."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len, split_graphemes
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from contentai.diagnostics import Span
from contentai.tui.private.painting import painted
from tests.tui.stage import settle
from tests.tui.writing import Desk, writing

Cell = tuple[str, Style]
_LONG = "今天天气很好，我们出门去看花。GitHub 上写着三个词，“引号”里也有，" * 12


def test_the_compositor_is_made_as_it_was() -> None:
    assert "self._compositor = Compositor()" in inspect.getsource(Screen.__init__)
    assert "self.cuts" in inspect.getsource(Compositor._render_chops)
    assert "self._render_chops(" in inspect.getsource(Compositor.render_full_update)
    assert "self._render_chops(" in inspect.getsource(Compositor.render_strips)
    assert "self._cuts = None" in inspect.getsource(Compositor.reflow)
    assert "self._cuts = None" in inspect.getsource(Compositor.reflow_visible)
    assert "render_partial_update()" in inspect.getsource(Compositor.render_update)
    assert "_exchange_repaint_regions()" in inspect.getsource(Compositor.update_widgets)
    assert "_repaint_regions" in inspect.getsource(Widget._exchange_repaint_regions)
    assert "old_map = self._full_map\n" in inspect.getsource(Compositor.reflow)


def _cells(strip: Strip) -> Iterator[Cell]:
    """What is in each cell of a strip; the second one of a wide sign has nothing."""
    for segment in strip:
        if segment.control:
            continue
        style = segment.style or Style.null()
        for start, end, cells in split_graphemes(segment.text)[0]:
            yield segment.text[start:end], style
            yield from [("", style)] * (cells - 1)


class Glass:
    """A terminal's screen: what the updates of a screen make of it."""

    def __init__(self, screen: Screen[Any]) -> None:
        self.rows = [list(_cells(strip)) for strip in painted(screen)]
        self.partial = 0
        self._compositor = screen._compositor
        self._render: Callable[..., Any] = self._compositor.render_update
        self._compositor.render_update = self._update  # type: ignore[method-assign]

    def behind(self) -> list[int]:
        """The rows in which the terminal does not show what the screen is."""
        now = [list(_cells(strip)) for strip in self._compositor.render_strips()]
        return [y for y, both in enumerate(zip(self.rows, now, strict=True)) if both[0] != both[1]]

    def _update(self, *given: Any, **named: Any) -> Any:
        update = self._render(*given, **named)
        if isinstance(update, LayoutUpdate):
            self.rows = [list(_cells(Strip.join(strips))) for strips in update.strips]
        elif isinstance(update, ChopsUpdate):
            self.partial += 1
            for y, left, right in update.spans:
                for (x, strip), end in zip(
                    update.chops[y].items(), update.chop_ends[y], strict=False
                ):
                    if strip is None or x >= right or end <= left:
                        continue
                    for n, cell in enumerate(_cells(strip)):
                        if left <= x + n < right:
                            self.rows[y][x + n] = cell
                self._halve(self.rows[y])
        return update

    @staticmethod
    def _halve(row: list[Cell]) -> None:
        """As terminals do it: where half of a wide sign is written over, the other is blank."""
        for x, (sign, style) in enumerate(row):
            wide = cell_len(sign) == 2
            beside = row[x + 1][0] if x + 1 < len(row) else " "
            if (wide and beside) or (not sign and cell_len(row[x - 1][0]) != 2):
                row[x] = (" ", style)


async def test_what_is_painted_row_by_row_is_the_whole_screen(tmp_path: Path) -> None:
    draft, other = tmp_path / "a.md", tmp_path / "b.md"
    draft.write_text(f"# 标题\n\n{_LONG}\n\n短的一行 👨‍👩‍👧\n\n{_LONG}\n", "utf-8")
    other.write_text("另一篇\n", "utf-8")
    async with writing(tmp_path, size=(120, 24), told=True) as desk:
        editor = await desk.open(draft)
        glass = Glass(desk.screen)

        async def same(what: str) -> None:
            await desk.pilot.pause()
            await desk.pilot.pause()
            assert glass.behind() == [], what

        async def keys(*pressed: str) -> None:
            for key in pressed:
                await desk.press(key)
                await same(key)

        await same("opened")
        editor.move_cursor((2, 30))
        await keys("我", "a", "backspace", "enter", "ctrl+z", "shift+right", "shift+down", "x")
        await keys("pagedown", "pageup", "ctrl+end", "ctrl+home", "end", "字")
        editor.show_found([Span(0, 3), Span(20, 24)], 1)
        await same("found")
        await _beside(desk, same)
        await desk.open(other)
        await same("another draft")
        await keys("好", "ctrl+pageup", "字")
        desk.app.look("light")
        await same("theme")
        await desk.pilot.resize_terminal(70, 12)
        await same("resized")
        await keys("字", "down", "字")
        assert glass.partial > 20, "most keys paint a part of the screen alone"


async def _beside(desk: Desk, same: Callable[[str], Any]) -> None:
    """Over and beside the text: notices, the bar that finds, another screen."""
    desk.app.notify("说一声", timeout=60)
    await same("told")
    await desk.press("写")
    await same("typed under what is told")
    desk.app.clear_notifications()
    await same("no longer told")
    await desk.press("ctrl+f")
    await desk.press("花")
    await desk.pilot.pause(0.2)
    await same("found")
    await desk.press("f3", "escape")
    await same("closed")


@pytest.mark.parametrize("columns", [111, 112])  # an edge below is in the middle of a sign
async def test_what_lies_above_is_not_cut_at_the_edges_below(tmp_path: Path, columns: int) -> None:
    (tmp_path / "a.md").write_text(f"{_LONG}\n", "utf-8")
    told = "甲" * 300
    async with writing(tmp_path / "a.md", size=(columns, 24), told=True) as desk:
        glass = Glass(desk.screen)

        def shown() -> list[str]:
            return [sign for row in glass.rows for sign, _ in row if sign == "甲"]

        desk.app.notify(told, timeout=60)
        await desk.until(lambda: bool(shown()))
        await settle(desk.pilot)
        assert len(shown()) == len(told)
        assert glass.behind() == []


async def test_a_key_paints_the_rows_that_changed_and_no_other_widget(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    draft.write_text(f"{_LONG}\n\n短\n", "utf-8")
    async with writing(draft, size=(120, 30)) as desk:
        editor = desk.editor
        editor.move_cursor((2, 1))
        await desk.press("字")
        asked: list[tuple[Widget, int]] = []
        plain = Widget.render_lines

        def counted(self: Widget, crop: Any) -> list[Strip]:
            asked.append((self, crop.height))
            return plain(self, crop)

        Widget.render_lines = counted  # type: ignore[method-assign]
        try:
            await desk.press("字")
        finally:
            Widget.render_lines = plain  # type: ignore[method-assign]
        of_text = sum(height for widget, height in asked if widget is editor)
        assert of_text in (1, 2)
        assert sum(height for _, height in asked) == of_text + 1, "and the line at the bottom"


async def test_without_colours_the_terminals_own_two_are_all_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "a.md").write_text("今天天气很好", "utf-8")
    async with writing(tmp_path) as desk:
        await desk.open(tmp_path / "a.md")
        desk.editor.show_found([Span(0, 2)], 0)
        await desk.pilot.pause()
        styles = [style for row in painted(desk.app.screen) for _, style in _cells(row)]
    seen = {colour for s in styles for colour in (s.color, s.bgcolor) if colour is not None}
    assert seen and all(colour.is_default for colour in seen), "black on black is not to be read"
    assert any(style.reverse for style in styles)
