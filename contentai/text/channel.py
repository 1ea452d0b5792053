"""Reading the name of a channel: its id, or what people call it."""

from __future__ import annotations

import unicodedata

from contentai.language import Bilingual
from contentai.located import error_at, nearest, unknown_word
from contentai.text.names import CHANNELS, USUAL_NAMES, channel_called
from contentai.yamlvalue import Value

CHANNEL = Bilingual("渠道", "channel")
# The sites themselves are no channel, the feed of their shops is.
_SHOPS = ("淘宝", "天猫", "taobao", "tmall")


def read_channel(value: Value) -> str:
    """The channel that ``value`` names. Raises ``DataError`` with the nearest one, or all."""
    return channel_named(value.word())


def channel_named(word: str) -> str:
    """The same for a word, which knows its place where it comes from YAML."""
    found = channel_called(word)
    if found is None:
        raise error_at(word, unknown_channel(word))
    return found


def unknown_channel(word: str) -> Bilingual:
    """The sentence that refuses the name of a channel, with the one that is meant, or all."""
    plain = unicodedata.normalize("NFKC", word).lower()
    if any(shop in plain for shop in _SHOPS):
        return Bilingual(
            f"不认识的渠道“{word}”；淘宝、天猫店铺发的内容写 weitao（微淘、逛逛）",
            f"unknown channel {word!r}; what a Taobao or Tmall shop posts goes to weitao",
        )
    refused = unknown_word(word, CHANNELS, CHANNEL)
    if nearest(word, CHANNELS):
        return refused
    known = "、".join(f"{USUAL_NAMES[id]}（{id}）" for id in CHANNELS)
    return Bilingual(f"不认识的渠道“{word}”；可以用：{known}", refused.en)
