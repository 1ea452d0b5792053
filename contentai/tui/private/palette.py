"""The list of commands that Textual searches, in the interface's language."""

from __future__ import annotations

from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.widgets.option_list import Option

from contentai.tui import words


class Palette(CommandPalette):
    """Says in the interface's language that no command has such a name."""

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def tell() -> None:
            if search_value:
                none = Content.styled(str(words.NO_COMMAND), "$text-muted")
                option = Option(none, disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(option)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, tell)
