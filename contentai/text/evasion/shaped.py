"""Contact words in Latin letters, some of them in another shape: te1egram, we1x1n, wh@ts.app."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentai.text import lazy
from contentai.text.evasion.edits import Edit

_SHAPES = {
    "a": "a4@", "b": "b8", "e": "e3", "g": "g9q", "h": "h#", "i": "i1l!|", "l": "l1i|", "o": "o0",
    "s": "s5$", "t": "t7+", "z": "z2",
}  # fmt: skip
_READINGS = {
    "telegram": "Telegram",
    "wechat": "微信",
    "weixin": "微信",
    "whatsapp": "WhatsApp",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "twitter": "Twitter",
    "alipay": "支付宝",
    "taobao": "淘宝",
    "douyin": "抖音",
    "weibo": "微博",
    "xianyu": "闲鱼",
    "kuaishou": "快手",
    "xiaohongshu": "小红书",
    "gongzhonghao": "公众号",
}


def _pattern(word: str) -> str:
    return "[._*\\-·]?".join(f"[{re.escape(_SHAPES.get(c, c))}]" for c in word)


_WORDS = lazy.pattern(
    f"(?:{'|'.join(f'(?P<{word}>{_pattern(word)})' for word in _READINGS)})"
    "(?![a-z0-9@]|[./-][a-z0-9])"
)
# What any of them may start with; nothing else is looked at.
_FIRSTS = "".join(sorted({c for word in _READINGS for c in _SHAPES.get(word[0], word[0])}))
_LEAD = lazy.pattern(f"[{re.escape(_FIRSTS)}](?<![a-z0-9@/.].)[._*\\-·]?[a-z0-9@$!|+#](?=\\S{{3}})")


def find(text: str) -> Iterator[Edit]:
    """Edits that put the plain word."""
    key = text.lower()
    if len(key) != len(text):
        return
    for lead in _LEAD.finditer(key):
        match = _WORDS.match(key, lead.start())
        if match is None:
            continue
        word = match.lastgroup or ""
        # A hyphen or a dot alone may be typography.
        if re.sub("[._*·-]", "", match.group()) == word and len(match.group()) < len(word) + 2:
            continue
        read = _READINGS[word]
        yield Edit(*match.span(), read, "lookalike", None, read)
