"""The app: looks, keys, the judging process, and which screen is seen."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Event
from textual.events import Key as Pressed
from textual.screen import Screen
from textual.types import CSSPathType

from contentai.config.place import new_config
from contentai.language import Bilingual
from contentai.tui import keys, themes
from contentai.tui.advice.process import Advice
from contentai.tui.ending import end_on_signals
from contentai.tui.judging.judge import Judge
from contentai.tui.judging.judged import Answer, Surveyed
from contentai.tui.offering import Offering
from contentai.tui.own import Own, load_own, own_file, save_own
from contentai.tui.private.held import hear_held_keys
from contentai.tui.private.words import wrap_chinese
from contentai.tui.screens.edit import EditScreen
from contentai.tui.screens.place import Place
from contentai.tui.screens.writing import WritingScreen

if TYPE_CHECKING:
    from rich.console import RenderableType

    from contentai.config import Config
    from contentai.tui.screens.board import Board
    from contentai.tui.widgets.topics import TopicsPane

_JUDGE_AFTER = 1.5
_UNREAD = Bilingual("配置没有读", "the configuration was not read")
_KEYS = Bilingual("键没有换", "the keys are as they were")


class ContentaiApp(Offering):
    """``contentai edit``. ``target`` is a draft, or a folder of them.

    ``theme`` wins over the configured one, ``today`` over the clock. A configuration that
    cannot be used keeps nobody from writing: what is off is told.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = [
        "styles/app.tcss",
        "styles/drafts.tcss",
        "styles/finding.tcss",
        "styles/panels.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key.keys, key.action, key.words.en, id=key.id, show=False, priority=True)
        for key in (keys.HELP, keys.GO, *keys.PLACES, keys.PALETTE)
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
        hear_held_keys()
        # Asked for later, Textual would take the terminal's own colours for black on black.
        super().__init__(ansi_color="NO_COLOR" in os.environ or None)
        self.target = target
        self.remapped: dict[str, str] = {}
        self._furnishing = self._settled = False
        self._leaving: tuple[None, int, RenderableType | None] | None = None
        self.own_file = own_file()
        self.own = load_own(self.own_file)
        self._config, self._theme_wanted = config, theme
        for one in themes.THEMES:
            self.register_theme(one)
        self.look(theme or self.own.theme or "dark")
        # Textual parsed nothing yet: with these colours from the start it need not parse twice.
        self._colours: dict[str, str] | None = self.get_css_variables()
        self.stylesheet.set_variables(self._colours)
        self.judge = Judge(self.folder, config, self._hear)
        self.advice = Advice(self.folder, config)
        self.editing = WritingScreen(
            self.judge.ask,
            self.advice.ask,
            config or new_config(self.folder),
            today=today,
        )
        self.known: dict[Path, Surveyed] = {}
        self._board: Board | None = None
        self.config: Config | None = None
        self._today = today

    @property
    def folder(self) -> Path:
        """The folder of the drafts."""
        return self.target if self.target.is_dir() else self.target.parent

    def get_default_screen(self) -> Screen[None]:
        """The edit screen, for the size of the terminal from the start."""
        self.editing.fit(self.size)
        return self.editing

    def refresh_css(self, animate: bool = True) -> None:
        """Take other colours. Textual's own first call is for those it started with."""
        first, self._colours = self._colours, None
        if first != self.get_css_variables():
            super().refresh_css(animate)

    async def on_event(self, event: Event) -> None:
        """A letter with Alt is a key and no letter: a terminal's would be typed as well."""
        if isinstance(event, Pressed) and event.key.startswith("alt+"):
            event.character = None
        await super().on_event(event)

    def on_mount(self) -> None:
        """Show the screen first: what needs rules or settings is loaded once it is seen."""
        end_on_signals(self._told_to_end)
        self.call_after_refresh(self.run_worker, self._begin)

    async def _told_to_end(self, status: int) -> None:
        """Nobody can be asked: what is not saved is written down, to be offered next time."""
        await self.editing.write_all()
        self.exit(return_code=status)

    async def _begin(self) -> None:
        # The text first: what judges it takes a processor for a second as it starts. But a
        # question about what was recovered may stand before the text for long.
        self.set_timer(_JUDGE_AFTER, self.judge.start)
        await self.editing.begin(self.target, self.judge.survey)
        # The text is painted before the rest is loaded.
        self.call_after_refresh(self.run_worker, self._finish)

    async def _finish(self) -> None:
        self.judge.start()
        self._settle()
        if self.own.problem:
            self.notify(str(self.own.problem), severity="warning", markup=False, timeout=10)
        if self._leaving is not None:  # no place is left to put panels into
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
        self._leaving = (result, return_code, message)
        if not self._furnishing:
            super().exit(*self._leaving)

    def _settle(self) -> None:
        """Take the keys and the looks that are configured; what cannot be taken is told."""
        from contentai.config import find_config
        from contentai.located import DataError

        self._settled = True
        self.editing.own_snippets = lambda: dict(_config(self.folder, self._config).snippets)
        try:
            self.config = _config(self.folder, self._config)
            self.editing.tell_off(None)
        except DataError as error:
            if self._config is None:
                self.editing.config = find_config(self.folder) or self.editing.config
            self.editing.tell_off(error, _UNREAD)
        team = self.config.keys if self.config else {}
        for wanted in ({**team, **self.own.keys}, self.own.keys):
            try:
                self.take_keys(wanted)
                break
            except DataError as error:
                self.editing.tell_off(error, _KEYS)
        if self.config is None:
            return
        if self._theme_wanted is None and self.own.theme is None:
            self.look(self.config.editor.theme)
        self.editing.settle(self.config)

    def take_keys(self, wanted: Mapping[str, str]) -> None:
        """Bind these keys. Raises ``DataError`` for those that cannot be."""
        self.remapped = keys.checked(wanted)
        self.set_keymap(self.remapped)
        for screen in (*self.screen_stack, *self._installed_screens.values()):
            if isinstance(screen, Screen):  # what is painted of a widget is kept until it is told
                screen.query("KeyBar, PlaceBar").refresh()

    def take_own(self, own: Own) -> None:
        """Remember what this person chose. Raises ``OSError``."""
        save_own(self.own_file, own)
        self.own = own

    def again(self) -> Config:
        """The configuration, read anew. Raises ``DataError``."""
        self.config = _config(self.folder, self._config)
        return self.config

    def look(self, theme: str) -> None:
        """Take the looks of that name."""
        self.theme = themes.PLAIN if self.no_color else f"contentai-{theme}"

    def _hear(self, told: object) -> None:
        self.editing.hear(told)  # type: ignore[arg-type]

    # --- screens

    async def action_go(self, name: str) -> None:
        """Go to the screen of that name; a question that stands open is answered first."""
        if self.screen.is_modal or self.screen is self._place(name):
            return
        if self.screen is not self.editing:
            await self.pop_screen()
        if name != "edit":
            await self.push_screen(self._place(name))

    def _place(self, name: str) -> Screen[None]:
        """The screen of that name, made when one goes there first."""
        if name == "edit":
            return self.editing
        if name not in self._installed_screens:
            self.install_screen(self._made(name), name)
        return self.get_screen(name)

    def _made(self, name: str) -> Place:
        from contentai.tui.screens.board import Board
        from contentai.tui.screens.rules import Rules

        if name == "rules":
            return Rules(self.advice.ask)
        if name == "account":
            from contentai.tui.screens.account import AccountPlace

            return AccountPlace(self.advice.ask, self._today)
        if name == "topics":
            from contentai.tui.screens.topics import TopicsPlace

            return TopicsPlace(self.advice.ask, self._today)
        if name == "settings":
            from contentai.tui.screens.settings import Settings

            return Settings(self)
        drafts = self.editing
        self._board = Board(lambda: drafts.drafts.entries if drafts.drafts else (), self.known)
        return self._board

    @on(EditScreen.Heard)
    def _heard(self, event: EditScreen.Heard) -> None:
        """Keep what is known of each draft, for the board."""
        from contentai.tui.ranking import surveyed

        told = event.told
        if isinstance(told, Answer):
            if self._settled and self.config is None and told.judged.problem is None:
                self._settle()  # the configuration can be read by now
            told = surveyed(told)
        if isinstance(told, Surveyed):
            self.known[Path(os.path.realpath(told.path))] = told
            if self._board:
                self._board.refill_soon()

    async def on_board_opened(self, event: Board.Opened) -> None:
        """Open the draft that was chosen on the board."""
        await self.action_go("edit")
        self.run_worker(self.editing.open_path(event.path), exclusive=True, group="open")

    def on_board_again(self) -> None:
        """Walk through the folder again."""
        self.known.clear()
        if self.editing.drafts:
            self.editing.drafts.action_reload()

    async def on_topics_pane_started(self, event: TopicsPane.Started) -> None:
        """Start a draft from what the topics board suggests."""
        await self.action_go("edit")
        self.editing.on_topics_pane_started(event)

    async def on_topics_pane_quoted(self, event: TopicsPane.Quoted) -> None:
        """Quote in the draft that was seen last."""
        await self.action_go("edit")
        self.editing.on_topics_pane_quoted(event)

    async def action_quit(self) -> None:
        """End, once nothing is left that could be lost: Textual's own would just end."""
        await self.action_go("edit")
        self.editing.action_quit()

    async def open_path(self, path: Path) -> None:
        """Open a draft; why it cannot be read is told."""
        await self.editing.open_path(path)

    def on_unmount(self) -> None:
        """Leave no process behind."""
        self.judge.close()
        self.advice.close()


def _config(folder: Path, file: Path | None) -> Config:
    from contentai.config import find_config, load_config

    return load_config(file or find_config(folder))
