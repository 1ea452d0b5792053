"""A small app to put one widget or one screen on, and what came of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

import contentai.tui

STYLES = sorted((Path(contentai.tui.__file__).parent / "styles").glob("*.tcss"))


class Stage(App[None]):
    """Shows some widgets, or pushes a screen, and keeps the messages that bubble up."""

    CSS_PATH = STYLES
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *shown: Widget, screen: Screen[Any] | None = None) -> None:
        super().__init__()
        self.shown, self.pushed = shown, screen
        self.heard: list[Message] = []
        self.answers: list[Any] = []

    def compose(self) -> ComposeResult:
        yield from self.shown

    def on_mount(self) -> None:
        if self.pushed is not None:
            self.push_screen(self.pushed, self.answers.append)

    def heard_of(self, kind: type[Message]) -> list[Any]:
        return [message for message in self.heard if type(message) is kind]

    async def on_event(self, event: Any) -> None:
        await super().on_event(event)

    async def _dispatch_message(self, message: Message) -> None:
        self.heard.append(message)
        await super()._dispatch_message(message)


@asynccontextmanager
async def staged(
    *shown: Widget, screen: Screen[Any] | None = None, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[Stage, Pilot[None]]]:
    app = Stage(*shown, screen=screen)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield app, pilot


async def settle(pilot: Pilot[None]) -> None:
    """Until nothing is under way: workers ended and their messages read."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for something that a timer or a thread brings about."""
    for _ in range(300):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came about")
