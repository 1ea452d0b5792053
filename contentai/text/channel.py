"""Reading the name of a channel: its id, or what people call it."""

from __future__ import annotations

from contentai.language import Bilingual
from contentai.located import Value, error_at, unknown_word
from contentai.text.names import CHANNELS, channel_called

CHANNEL = Bilingual("渠道", "channel")


def read_channel(value: Value) -> str:
    """The channel that ``value`` names. Raises ``DataError`` with the nearest one, or all."""
    return channel_named(value.word())


def channel_named(word: str) -> str:
    """The same for a word, which knows its place where it comes from YAML."""
    found = channel_called(word)
    if found is None:
        raise error_at(word, unknown_word(word, CHANNELS, CHANNEL))
    return found
