"""What a candidate for a contact word reads as, given what stands around it.

One reader a sort of candidate: a function from the word (in lower case, as written) and its
context to what it reads as, or None when it is innocent. Sureness is counted in points: what
the word says by itself and what its surroundings add must come to three.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from contentai.text import lazy
from contentai.text.evasion.context import GAP, Context
from contentai.text.evasion.lone import (
    GOES_ON,
    HAN_BEFORE,
    HEARTS,
    NAME_BEFORE,
    SAME_NUMBER,
    read_lone,
)

_RARE_WEI = "薇徽嶶溦癓葳v∨⋁√ᐯ"
# Characters that ordinary text has no use for.
_NEVER_WEI = "溦嶶癓巍崴"
_BETWEEN = lazy.pattern(GAP.removesuffix("{0,2}"))
_REAL_WORDS = """
    威信 卫星 伟信 维信 唯信 微新 维新 微星 为信 微芯 为新 维心 唯心 为心 围心
    卫信 唯新 为星 微心 味新 维欣 威新 为言 微言 微x 为x
"""
_DICTIONARY = frozenset(_REAL_WORDS.split())
# V信号 is a signal, V 信 with a space may be anything.
_SIGNAL = lazy.pattern("..?信号|[v√∨]\\s+信(?!号)")
_BADGE = lazy.pattern("[安国校队会县市警军]$")
_MAIL = lazy.pattern("[a-z0-9_.\\-]{0,30}@[a-z0-9]")
_FLIGHT = lazy.pattern("号?[:： ]*[a-z]{2}[0-9]{3,4}(?![a-z0-9])")


def _pair(word: str, context: Context) -> str | None:
    compact = _BETWEEN.sub("", word).replace("wei", "w").replace("xin", "n")
    first, second = compact[0], compact[1:]
    if compact == "vx":
        return _latin(word, context)
    if len(second) == 2:
        return "微信"  # 徽❤信
    if (compact == "微信" and len(word) == 2) or _MAIL.match(context.right):
        return None
    if (len(word) > 2 and first == "w" and second == "信") or compact[:3] in ("vee", "vei"):
        return "微信"
    if first in "薇微" and NAME_BEFORE.search(context.left):
        return None
    if first == "徽" and _BADGE.search(context.left):
        return None
    known = context.added or context.sought or context.account or context.colon
    if (
        second == "信"
        and first in "v√∨⋁ᐯ卫为危围"
        and not known
        and _SIGNAL.match(word + context.right)
    ):
        return None
    sure = _sure_of_pair(word, compact, context)
    if sure == 1 and compact in _DICTIONARY:
        known = context.account or GOES_ON.match(context.right) is not None
        if not known:
            return None
    if re.match("搜\\s?[a-z0-9]", context.right):
        sure += 1
    return "微信" if sure + _support(context) >= 3 else None


def _sure_of_pair(word: str, compact: str, context: Context) -> int:
    """How sure a pair for 微信 is by itself, from 0 (a word of its own) to 3."""
    first, second = compact[0], compact[1:]
    if compact == "微信":
        return 1
    if compact == "威信" and len(word) > 2 and " " not in word:
        return 2
    if compact in ("唯心", "为心", "围心"):
        return 0
    if compact in _DICTIONARY or second in tuple("言新鑫辛欣馨昕莘忻伈锌x"):
        return 1
    if compact == "徽信":
        alone = not (HAN_BEFORE.search(context.left) or "一" <= context.right[:1] <= "鿿")
        return 2 + alone
    if first == "w" and second in tuple("芯心❤♥"):
        return 2
    if compact in ("wn", "w信", "微n", "薇n", "威n", "vn"):
        return 3
    if second == "信" and first in _RARE_WEI:
        return 3
    if first in _NEVER_WEI:
        return 3
    if second in HEARTS:
        return 2 if first in "薇徽威微v" else 1
    return 2 if first in "薇徽威v" else 1


def _support(context: Context) -> int:
    return (
        2 * context.added
        + (context.sought and not context.added)
        + 2 * (context.account or context.digits >= 5)
        + (context.sign or context.colon)
    )


def _latin(word: str, context: Context) -> str | None:
    if _MAIL.match(context.right):
        return None
    if SAME_NUMBER.match(context.right):
        return "微信"
    if word.replace(" ", "").endswith("hao"):
        return "微信号"
    if re.fullmatch("w[-._ ]e[-._ ]i[-._ ]x[-._ ]i[-._ ]n|wxin", word):
        return "微信"
    sure = 1 if "chat" in word or word == "vvv" or (word[0] == "w" and "ei" not in word) else 2
    if context.right.startswith(("-", "/")) and not context.added:
        return None
    if HAN_BEFORE.search(context.left) and not (
        context.added or context.sought or context.colon or context.sign
    ):
        return None
    if word == "vvv" and context.colon:
        return "微信"
    return "微信" if sure + _support(context) >= 3 else None


def _nick(word: str, context: Context) -> str | None:
    if word[0] == "🛰" or word[:2] in ("威猩", "威腥", "卫猩", "卫腥"):
        return "微信" if context.account or (context.colon and context.digits >= 5) else None
    sure = 2 if "泡" in word or word in ("维星号", "绿信") else 1
    sure += word.endswith("号") and context.right.startswith(
        ("私", "聊", "联系", "找我", "加我", "搜", "见", "问")
    )
    asked = context.right.lstrip().startswith(
        (
            "私",
            "聊",
            "找",
            "敲",
            "扫",
            "见主页",
            "在主页",
            "发我",
            "搜",
            "里搜",
            "上搜",
            "找我",
            "加我",
            "联系",
            "那个号",
        )
    )
    goes_on = GOES_ON.match(context.right) is not None
    if not (context.account or context.digits >= 5 or goes_on or asked):
        return None
    if not (context.added or context.sought or context.colon or asked) and HAN_BEFORE.search(
        context.left
    ):
        return None
    if sure + _support(context) + asked < 3:
        return None
    return "微信号" if word.endswith("号") else "微信"


def _qq(word: str, context: Context) -> str | None:
    sure = 2 if word[0] in "扣叩企kq" and "企鹅" not in word else 1
    if re.fullmatch("企[^鹅]号", word):
        return "QQ号"
    if word == "口口" and re.match("[\\s:：]{0,2}[1-9][0-9]{7,9}(?![0-9])", context.right):
        return "QQ"
    if word.startswith("鹅厂") and not context.digits >= 6:
        return None
    if word == "口口" or "鹅" in word:
        sure = 0 if word == "口口" else 1
    if word[0] == "q" and word[1:-1].strip() in ("_", "~", "^"):
        sure = 1
    if re.fullmatch("q[*~^丶|/、+.·\\-_]{1,2}q", word) and (context.digits >= 5 or context.colon):
        return "QQ"
    if context.far:
        return "QQ"
    if not (context.digits >= 5 or context.account) and not GOES_ON.match(context.right):
        return None
    led = context.added or context.sought or context.colon or context.sign or context.mixed
    if "鹅" in word and not led and HAN_BEFORE.search(context.left):
        return None
    if not context.digits and not context.account and context.right[:1] in "群号" and "鹅" in word:
        sure -= not context.added
    support = (
        2 * context.added
        + 2 * (context.digits >= 5)
        + (context.sought or context.colon or context.sign)
    )
    return "QQ" if sure + support >= 3 else None


def _line(word: str, context: Context) -> str | None:
    if word.startswith("赖") and not (context.account or context.added):
        return None
    if word.startswith("l") and not (context.account or context.added or context.colon):
        return None
    return "LINE"


def _telegram(word: str, context: Context) -> str | None:
    if _FLIGHT.match(context.right):
        return None
    named = re.match("\\s?(?:号?\\s?[:：@]|搜)", context.right) or word[0] in "纸小"
    if not (named or context.added or context.sought):
        return None
    return (
        "Telegram" if context.account or context.right.lstrip("号搜:： ").startswith("@") else None
    )


def _direct(word: str, context: Context) -> str | None:
    if re.search("[粉铁发真蚕钢螺意心相亲]$", context.left):
        return None
    return "私信"


def _code(word: str, context: Context) -> str | None:
    return "二维码"


def _official(word: str, context: Context) -> str | None:
    # 公众 and 号 are the plain word; 公共号, 中号 … do not come out of these.
    if word in ("公众号", "公重耗") or (
        word[2:] == "号" and word[:2] in ("公中", "工中", "共中", "公忠")
    ):
        return None
    return "公众号"


READERS: dict[str, Callable[[str, Context], str | None]] = {
    "pair": _pair,
    "latin": _latin,
    "nick": _nick,
    "qq": _qq,
    "line": _line,
    "telegram": _telegram,
    "direct": _direct,
    "code": _code,
    "official": _official,
    "single": read_lone,
}
