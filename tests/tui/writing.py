"""The edit screen on a folder, with nobody that judges."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from contentai.tui.app import ContentaiApp
from contentai.tui.screens.choice import Choice
from contentai.tui.screens.edit import EditScreen
from contentai.tui.widgets.editor import Editor
from tests.tui.stage import STYLES, until


class Nobody:
    """Takes all questions and answers none."""

    def __init__(self) -> None:
        self.surveyed: list[Path] = []

    def start(self) -> None: ...
    def close(self) -> None: ...
    def ask(self, _path: Path, _text: str, _version: int) -> None: ...
    def survey(self, paths: Iterable[Path]) -> None:
        self.surveyed.extend(paths)


class Writing(ContentaiApp):
    CSS_PATH = STYLES

    def __init__(self, target: Path) -> None:
        super().__init__(target)
        self.nobody = Nobody()
        self.judge = self.nobody  # type: ignore[assignment]
        self.editing = EditScreen(self.nobody.ask)  # type: ignore[assignment]

    async def _begin(self) -> None:
        """Neither panels nor processes: those have tests of their own."""
        await self.editing.begin(self.target, self.nobody.survey)
        self.begun = self._furnished = True

    begun = False


class Desk:
    """A writer at the screen."""

    def __init__(self, app: Writing, pilot: Pilot[None]) -> None:
        self.app, self.pilot, self.screen = app, pilot, app.editing

    @property
    def editor(self) -> Editor:
        assert self.screen.editor
        return self.screen.editor

    async def open(self, path: Path) -> Editor:
        before = len(self.screen._open)
        self.screen.run_worker(self.screen.open_path(path))
        await self.until(lambda: len(self.screen._open) > before or bool(self.said()))
        await self.pilot.pause()
        return self.editor

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        await until(self.pilot, holds)

    def said(self) -> list[str]:
        return [notification.message for notification in self.app._notifications]

    async def asked(self, kind: type[Screen[Any]] = Choice) -> Any:
        """The screen that asks something, once it is there."""
        await self.until(lambda: isinstance(self.app.screen, kind) and self.app.screen.is_mounted)
        await self.pilot.pause()
        return self.app.screen

    async def answer(self, key: str) -> str:
        """Give an answer to a choice; what was asked and shown comes back."""
        screen = await self.asked()
        shown = "\n".join(str(part.render()) for part in screen.query(Static))
        await self.pilot.click(f"#choice-{key}")
        await self.until(lambda: self.app.screen is not screen)
        await self.pilot.pause()
        return shown


@asynccontextmanager
async def writing(
    target: Path, size: tuple[int, int] = (80, 24), *, told: bool = False
) -> AsyncIterator[Desk]:
    """``told``: what is told for some seconds is seen on the screen too."""
    app = Writing(target)
    async with app.run_test(size=size, notifications=told) as pilot:
        # Not until all is settled: what asks the user is under way until it is answered.
        await until(pilot, lambda: app.begun)
        await pilot.pause()
        yield Desk(app, pilot)
