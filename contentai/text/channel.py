"""Reading the name of a channel out of YAML: its id, or what people call it."""

from __future__ import annotations

from contentai.language import Bilingual
from contentai.located import Value
from contentai.text.names import CHANNELS, channel_called

CHANNEL = Bilingual("渠道", "channel")


def read_channel(value: Value) -> str:
    """The channel that ``value`` names. Raises ``DataError`` with the nearest one, or all."""
    word = value.text()
    found = channel_called(word)
    if found is None:
        raise value.refuse(word, CHANNELS, CHANNEL)
    return found
