"""The app: looks, keys, the judging process, and which screen is seen."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.screen import Screen
from textual.types import CSSPathType

from contentai.located import DataError
from contentai.tui import keys, themes, words
from contentai.tui.advice.process import Advice
from contentai.tui.judging.judge import Judge
from contentai.tui.private import wrap_chinese
from contentai.tui.screens.writing import WritingScreen

if TYPE_CHECKING:
    from rich.console import RenderableType

    from contentai.config import Config


class ContentaiApp(App[None]):
    """``contentai edit``. ``target`` is a draft, or a folder of them.

    ``theme`` wins over the configured one, ``today`` over the clock. ``refused`` is why the
    app ended at once: a configuration that cannot be used.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = [
        "styles/app.tcss",
        "styles/drafts.tcss",
        "styles/finding.tcss",
        "styles/panels.tcss",
    ]
    COMMAND_PALETTE_BINDING = keys.PALETTE.keys

    def __init__(
        self,
        target: Path,
        config: Path | None = None,
        *,
        theme: str | None = None,
        today: datetime.date | None = None,
    ) -> None:
        wrap_chinese()
        super().__init__()
        self.target = target
        self.remapped: dict[str, str] = {}
        self.refused: DataError | None = None
        self._furnishing = False
        self._leaving: tuple[None, int, RenderableType | None] | None = None
        self._config, self._theme_wanted = config, theme
        for one in themes.THEMES:
            self.register_theme(one)
        self._look(theme or "dark")
        self.judge = Judge(self.folder, config, self._hear)
        self.advice = Advice(self.folder, config)
        self.editing = WritingScreen(
            self.judge.ask,
            self.advice.ask,
            config or self.folder / "contentai.yaml",
            today=today,
        )

    @property
    def folder(self) -> Path:
        """The folder of the drafts."""
        return self.target if self.target.is_dir() else self.target.parent

    def on_mount(self) -> None:
        """Show the screen first: what needs rules or settings is loaded once it is seen."""
        self.push_screen(self.editing)
        self.call_after_refresh(self.run_worker, self._begin)

    async def _begin(self) -> None:
        self.judge.start()
        await self.editing.begin(self.target, self.judge.survey)
        try:
            self._settle(_config(self.folder, self._config))
        except DataError as error:
            self.refused = error
            self.exit(return_code=2)
            return
        self._furnishing = True
        await self.editing.furnish()
        self._furnishing = False
        if self._leaving is not None:
            super().exit(*self._leaving)

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """End the app, once panels that are being put into their places are there."""
        if self._furnishing:
            self._leaving = (result, return_code, message)
        else:
            super().exit(result, return_code, message)

    def _settle(self, config: Config) -> None:
        """Take the keys and the looks that are configured. Raises ``DataError``."""
        self.remapped = keys.checked(config.keys)
        self.set_keymap(self.remapped)
        self.editing.own_snippets = lambda: dict(_config(self.folder, self._config).snippets)
        if self._theme_wanted is None:
            self._look(config.editor.theme)
        self.editing.settle(config)

    def _look(self, theme: str) -> None:
        self.theme = themes.PLAIN if self.no_color else f"contentai-{theme}"

    def _hear(self, told: object) -> None:
        self.editing.hear(told)  # type: ignore[arg-type]

    async def action_quit(self) -> None:
        """End, once nothing is left that could be lost: Textual's own would just end."""
        self.editing.action_quit()

    async def open_path(self, path: Path) -> None:
        """Open a draft; why it cannot be read is told."""
        await self.editing.open_path(path)

    def action_command_palette(self) -> None:
        """Show all that can be done, to be searched by name."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=str(words.PALETTE)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action by its name, with its key; and the looks."""
        for key in keys.KEYS:
            yield self._command(key, self.editing)
        if self.editing.editor:
            for key in keys.TEXT_KEYS:
                yield self._command(key, self.editing.editor)
        for theme, name in words.THEMES.items():
            yield SystemCommand(str(words.THEME).format(name=name), "", partial(self._look, theme))

    def _command(self, key: keys.Key, owner: DOMNode) -> SystemCommand:
        act = partial(self.run_action, key.action, owner)
        return SystemCommand(str(key.words), keys.shown_key(key.id, self.remapped), act)

    def on_unmount(self) -> None:
        """Leave no process behind."""
        self.judge.close()
        self.advice.close()


def _config(folder: Path, file: Path | None) -> Config:
    from contentai.config import find_config, load_config

    return load_config(file or find_config(folder))
