"""What can be done here: the palette of commands, help, and the way to other screens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App
from textual.command import CommandPalette
from textual.dom import DOMNode

from contentai.language import Bilingual
from contentai.tui import keys, words
from contentai.tui.commands import Command, Commands
from contentai.tui.private.palette import Palette
from contentai.tui.screens.place import Place
from contentai.tui.screens.writing import WritingScreen
from contentai.tui.widgets.nothing import Nothing

if TYPE_CHECKING:
    from contentai.tui.widgets.side import Tab


class Offering(App[None]):
    """The part of the app that tells of its own actions."""

    editing: WritingScreen
    remapped: dict[str, str]

    async def action_go(self, name: str) -> None:
        """Go to the screen of that name."""
        raise NotImplementedError

    async def action_go_beside(self, tab: Tab) -> None:
        """Go to the text, and to a tab beside it."""
        if not self.screen.is_modal:
            await self.action_go("edit")
            self.editing.action_side_tab(tab)

    def look(self, theme: str) -> None:
        """Take the looks of that name."""
        raise NotImplementedError

    def action_help_quit(self) -> None:
        """Ctrl+C with nothing to copy: tell what it does, and what ends the editor."""
        key = keys.shown_key("quit", self.remapped)
        self.notify(str(words.NOTHING_SELECTED).format(key=key), timeout=4, markup=False)

    def action_command_palette(self) -> None:
        """Show all that can be done, to be searched by name."""
        if not isinstance(self.screen, CommandPalette):
            palette = Palette([Commands], placeholder=str(words.PALETTE))
            self.push_screen(palette)

    def commands(self) -> Iterator[Command]:
        """Every action by its name, with its key; and the looks."""
        place = self.screen_stack[-2] if isinstance(self.screen, CommandPalette) else self.screen
        if isinstance(place, Place):
            yield from (self._command(key, place) for key in place.KEYS)
        yield from (self._command(key, self) for key in (keys.HELP, keys.GO, *keys.PLACES))
        if place is self.editing:
            yield from (self._command(key, self.editing) for key in keys.KEYS)
            all_safe = partial(self.call_later, self.editing.action_fix_all)
            yield Command(words.FIX_ALL, "", all_safe)
            if self.editing.editor:
                owner = self.editing.editor
                yield from (self._command(key, owner) for key in keys.TEXT_KEYS)
        else:
            quits = next(key for key in keys.KEYS if key.id == "quit")
            yield self._command(quits, self)
        for theme, name in words.THEMES.items():
            told = Bilingual(*(f.format(name=n) for f, n in zip(words.THEME, name, strict=True)))
            yield Command(told, "", partial(self.look, theme))

    def _command(self, key: keys.Key, owner: DOMNode) -> Command:
        # Once the palette is gone: some actions ask which screen is seen.
        act = partial(self.call_after_refresh, self.run_action, key.action, owner)
        return Command(key.words, keys.key_name(self.remapped.get(key.id) or key.keys), act)

    def action_help(self) -> None:
        """Tell of what has the focus, and of the keys; or no longer."""
        from contentai.tui.screens.help import Help

        screen = self.screen
        if isinstance(screen, Help):
            screen.dismiss()
        if isinstance(screen, Help | CommandPalette):
            return
        own = screen.KEYS if isinstance(screen, Place) else ()
        if screen is self.editing:
            own = (*keys.KEYS, *keys.TEXT_KEYS)
        told = screen.focused or screen
        if screen is self.editing and self.editing.here is None and screen.focused is None:
            told = nothing = screen.query_one(Nothing)
            nothing.opening = self.editing.bar is None  # what is put in its place the last
        self.push_screen(Help(told, own, self.remapped))

    def action_places(self) -> None:
        """Ask which screen to go to."""
        from contentai.tui.screens.choice import Answer as Reply
        from contentai.tui.screens.choice import Choice

        if self.screen.is_modal:
            return
        places = [Reply(key.id.removeprefix("place."), key.words) for key in keys.PLACES]
        here = self.screen.NAME if isinstance(self.screen, Place) else "edit"
        ordered = sorted(places, key=lambda place: place.key == here)  # Escape: the last
        question = Bilingual("去哪个屏幕？", "Which screen?")
        self.push_screen(Choice(question, ordered), self._go)

    def _go(self, name: str | None) -> None:
        if name:
            self.run_worker(self.action_go(name))
