"""What stands around a candidate: verbs of contacting before it, an account after it.

All patterns look at a few characters only, in lower case, so that a candidate costs the same
wherever it stands.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from contentai.text import lazy

# Numerals as people write them to be read by people only.
NUMERALS = "0-9〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺弍卌ㄧ"
# Spaces, dots, strokes and emoji between the parts of a word; never the marks of prose.
GAP = "[\\s·•.\\-—–_*~^|/\\\\丶`'\"=#&@$%°…()\\[\\]{}【】「」<>《》☆★✨✦←→↔🔥⭐🌟]{0,2}"

_LEFT, _RIGHT = 14, 48
_BEFORE_WORD = "[\\s·•.\\-_*~^|/\\\\丶'\"…:：【】()《》「」☆★✨👉👇→➡⬇]{0,3}$"
_WHOM = (
    "(?:我们?的?|你的?|您|他|她|俺|老师|老板娘?|店主|店长|客服|姐|哥|助理|顾问|一下|"
    "下|个|本人|这个|"
    "下方|下面|上|到|去|的|小编|主页|群主|私人|工作)"
)
_ADD = lazy.pattern(
    "(?P<verb>(?<![参增更附施追叠累强外再])加|添加|(?<![a-z])jia|(?<![0-9a-z])\\+)"
    f"\\s?{_WHOM}{{0,2}}{_BEFORE_WORD}"
)
# 家薇信: another character for 加 counts only where nothing it could belong to precedes it.
_ADD_ALIKE = lazy.pattern(
    "(?:^|[^一-鿿]|直接|可以|[快请先就再都也来或的]|欢迎|记得|然后|自己|想要|需要)"
    f"(?P<verb>[家佳嘉伽茄咖迦嫁])我?的?{_BEFORE_WORD}"
)
_SEEK = lazy.pattern(
    "(?:联系|联络|咨[询寻]|详[询谈聊情]|私|[私丝][信❤]|找|搜|戳|滴|唻|洽|扫|走|进|来|"
    "留|客服|业务|合作|购买|下单|"
    "订购|添|了解|报名|接单|看货|领取|报价|面谈|发我|要的|想要|需要|懂的|有意|意者|欢"
    "迎|问|换|暗号|拼音|方式)"
    f"(?:请|的|就|可|都|直接|者|❤|{_WHOM}){{0,2}}{_BEFORE_WORD}"
)
_ACCOUNT = lazy.pattern(
    "[·.\\-_]?(?:号码?|账号|群号?|号?id)?(?:搜索?|是|为|就是)?[\\s:：=【\\[(（「“\"'→👉"
    "👇>丨|—\\-@🆔]{0,4}"
    f"(?P<id>(?:[a-z{NUMERALS}_@＿][\\s·.\\-—–()（）・加杠]{{0,2}}){{5,24}})"
)
_COLON = lazy.pattern("(?:号码?|账号|群|号?id)?\\s?[:：]\\s?\\S|【")
_SIGN = lazy.pattern(
    "\\s?(?:一下|找|搜|私|聊|敲我|滴)|(?:号|账号|群|id)[:：是为]?\\s?[a-z0-9_]|同(?:"
    "号|步|款)|(?:上|里)?搜|上?(?:找|联系|聊)我?|群"
)
_DIGITS = lazy.pattern(
    "\\s?(?:号码?|账号|群号?|裙)?(?:是|为)?[\\s:：=】)(（「“\"'→👉👇>丨|—\\-.,，]{0,4}"
    f"(?P<digits>(?:[{NUMERALS}oO〇з][\\s·.\\-—–_()（）・*~、,/|丶]{{0,3}}){{5,14}})"
)
_UNIT = lazy.pattern(
    "[\\s]?(?:元|块|分(?!钟)|%|积分|人|万|千|百|度|次|个|克|斤|岁|年|月|日|点(?!击)|ml|kg|mm|cm)"
)
_PLAIN = lazy.pattern("[0-9]+$")
# 秋秋找我 519037642: a few words of asking before the number.
_FAR_DIGITS = lazy.pattern(
    "[一-龥]{0,2}(?:找我?|敲我?|加我?|滴我?|联系我?|[传发]你|聊|私|号|群|搜|问)[\\s:"
    "：]{0,2}[1-9](?:[ ]?[0-9]){6,10}(?![0-9a-z元块万年月日])"
)


class Context(NamedTuple):
    """The surroundings of one candidate.

    ``verb`` is the range (in the text) of 加, + or a stand-in for it, when one stands right
    before. ``digits`` counts the digits right after; ``mixed`` says that they are not written
    plainly.
    """

    left: str
    right: str
    verb: tuple[int, int] | None
    sought: bool
    account: bool
    colon: bool
    sign: bool
    digits: int
    mixed: bool
    far: bool

    @property
    def added(self) -> bool:
        """True when a verb of adding stands right before."""
        return self.verb is not None


def look(text: str, start: int, end: int) -> Context:
    """The context of ``text[start:end]``; ``text`` is in lower case."""
    low = max(0, start - _LEFT)
    left, right = text[low:start], text[end : end + _RIGHT]
    add = _ADD.search(left) or _ADD_ALIKE.search(left)
    digits, mixed = _digits(right)
    return Context(
        left=left,
        right=right,
        verb=(low + add.start("verb"), low + add.end("verb")) if add else None,
        sought=_SEEK.search(left) is not None,
        account=is_account(right),
        colon=_COLON.match(right) is not None,
        sign=_SIGN.match(right) is not None,
        digits=digits,
        mixed=mixed,
        far=_FAR_DIGITS.match(right) is not None,
    )


def is_account(right: str) -> bool:
    """True when an account name stands at the start: letters with digits, or one long word."""
    match = _ACCOUNT.match(right)
    if match is None:
        return False
    pieces = match["id"].split()
    first = pieces[0].strip("-—–.()（）·・")
    short = all(len(piece) <= 4 or re.search(f"[{NUMERALS}]", piece) for piece in pieces[1:])
    name = first if not short else "".join(pieces)
    if re.fullmatch("[a-z]{5,}", first) and not re.search(f"[{NUMERALS}]", "".join(pieces[1:2])):
        name = first
    if len(name) < 5:
        return False
    return bool(re.search(f"[{NUMERALS}_]", name)) or (len(name) >= 6 and name == first)


def _digits(right: str) -> tuple[int, bool]:
    match = _DIGITS.match(right)
    if match is None or _UNIT.match(right[match.end() :]):
        return 0, False
    written = match["digits"].strip(" ·.-—–_()（）・*~、,\n")
    count = len(re.findall(f"[{NUMERALS}o]", written))
    return count, _PLAIN.match(written) is None
