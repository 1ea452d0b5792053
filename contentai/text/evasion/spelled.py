"""Whole words in pinyin beside Chinese: 来douyin, 加weixin hao, jia wei; and initials: 上xhs搜.

Only small letters count, without tone marks: Douyin and Wei Xin are names, wēi a lesson.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from contentai.text import lazy
from contentai.text.evasion.edits import Edit
from contentai.text.evasion.hidden import PINYIN
from contentai.text.evasion.targets import CONTACT, TARGETS

_LEAD = lazy.pattern("[a-z](?<![A-Za-z0-9@_./#\\-].)[a-z]{1,6}(?=[a-z' ])")
_HAN_BESIDE = lazy.pattern("[一-龥][\\s“\"'(:：,，【]{0,2}$")
_HAN_AFTER = lazy.pattern("[\\s”\"'):：,，。!?！？、】]{0,2}[一-龥0-9]|\\s?$")
_LATIN = lazy.pattern("[A-Za-z]{2}|某宝|桃子宝|拼夕夕")
_LATIN_BESIDE = lazy.pattern("[A-Za-z0-9]\\s?$")
_SPELLED = {
    "加微": "jia wei",
    "加微信": "jia wei xin",
    "微信号": "wei xin hao",
    "公众号": "gong zhong hao",
}
_INITIALS = lazy.pattern(
    "(?=[a-zA-Z某桃拼])(?<![A-Za-z0-9])(?P<w>dy|tb|zfb|xhs|pdd|xy|jd|gzh|ks|DY|TB|ZFB|XHS|PDD|XY|GZH|某"
    "宝|桃子宝|拼夕夕|PXX|pxx)"
    "(?=\\s?(?:搜|找我|找[一-龥]|同名|同号|[号店]?[:：]\\s?[^0-9\\s]|口令|上搜|里搜|自己搜|店铺))"
)
_READ = {
    "dy": "抖音",
    "tb": "淘宝",
    "zfb": "支付宝",
    "xhs": "小红书",
    "pdd": "拼多多",
    "xy": "闲鱼",
    "jd": "京东",
    "ks": "快手",
    "gzh": "公众号",
    "某宝": "淘宝",
    "桃子宝": "淘宝",
    "拼夕夕": "拼多多",
    "pxx": "拼多多",
}


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    read: dict[str, str] = {}
    for word in TARGETS:
        syllables = [PINYIN.get(c, "") for c in word]
        if len(word) > 1 and all(syllables):
            read["".join(syllables)] = word
    read |= {spelled.replace(" ", ""): word for word, spelled in _SPELLED.items()}
    # Also English words or names as they stand.
    for plain in ("jiami", "jiaji"):
        read.pop(plain, None)
    spaced = (" ?".join(plain) for plain in sorted(read, key=len, reverse=True))
    return re.compile(f"(?:{'|'.join(spaced)})(?![A-Za-z0-9@_./'\\-])"), read


def find(text: str) -> Iterator[Edit]:
    """Edits that put the characters in."""
    if text.isascii():
        return
    yield from _nicknames(text)
    if not _LATIN.search(text):
        return
    at = 0
    for lead in _LEAD.finditer(text):
        if lead.start() < at:
            continue
        pattern, read = _words()
        match = pattern.match(text, lead.start())
        if match is None or not _natural(match.group()):
            continue
        start, end = match.span()
        before = _HAN_BESIDE.search(text[max(0, start - 4) : start]) or start == 0
        after = _HAN_AFTER.match(text[end : end + 4])
        if not (before and after) or _LATIN_BESIDE.search(text[max(0, start - 2) : start]):
            continue
        word = read[match.group().replace(" ", "")]
        at = end
        yield Edit(
            start,
            end,
            word,
            "contact_word" if word in CONTACT or "微" in word else "pinyin",
            None,
            word,
        )
    key = text.lower()
    if not any(nickname in key for nickname in _READ):
        return
    for match in _INITIALS.finditer(text):
        word = _READ[match["w"].lower()]
        yield Edit(match.start("w"), match.end("w"), word, "pinyin", None, word)


def _natural(written: str) -> bool:
    """True when spaces, if any, part syllables and not letters."""
    return " " not in written or all(2 <= len(piece) <= 12 for piece in written.split())


# 小红薯搜, 🍠同名: what everyone calls a platform whose name is blocked.
_NICK = lazy.pattern(
    "(?:小(?:红[薯书]|🍠书?|📕)|🍠书?|大红薯)(?=\\s?(?:搜|同名|同号|[号店]?[:：]|找我))|🆓|免💰"
)


def _nicknames(text: str) -> Iterator[Edit]:
    if not any(c in text for c in "红🍠📕🆓免"):
        return
    for match in _NICK.finditer(text):
        if match.group() == "小红书":
            continue
        word = "小红书" if match.group()[0] in "小大🍠" else "免费"
        yield Edit(match.start(), match.end(), word, "homophone", None, word)
