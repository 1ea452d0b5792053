"""Digits in whatever form they are written, and what tells a plain run from a disguised one."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from contentai.text import lazy
from contentai.text.evasion.edits import Edit

VALUES = {
    **{
        c: d
        for d, cs in enumerate(
            (
                "〇零",
                "一壹幺ㄧ",
                "二贰弍弐",
                "三叁弎参",
                "四肆亖",
                "五伍",
                "六陆",
                "七柒",
                "八捌",
                "九玖",
            )
        )
        for c in (str(d), *cs)
    },
    **dict.fromkeys("oOоОοΟ○◯", 0),
    **dict.fromkeys("lI丨|", 1),
    **dict.fromkeys("Зз", 3),
    "Ч": 4,
    "两": 2,
    "俩": 2,
    "洞": 0,
    "拐": 7,
    "勾": 9,
}
REAL = "0-9〇零一壹幺ㄧ二贰弍弐三叁弎参四肆亖五伍六陆七柒八捌九玖"
LETTERS = "两俩洞拐勾oOоОοΟ○◯lI丨|ЗзЧ"
_RADIO = frozenset("两洞拐勾")
GAP = (
    "[\\s\\-—–―_.·•・*~^,、。<>?!;$#&@%/\\\\|'\"`+=()（）\\[\\]【】{}丶…\U0001f300-"
    "\U0001faff☆★♥❤]{0,3}"
)
Masked = Callable[[int], bool]
MOBILE = lazy.pattern("1[3-9][0-9]{9}")
LOOK = 18
_BEFORE = lazy.pattern(
    "(?:微信|qq|line|telegram|[v薇威徽微❤扣抠叩寇蔻q]|企鹅|电话|手机|热线|来电|致电|"
    "联系|联络|咨询|电联|加|\\+|暗号|搜|洽|call|tel|拨|打|念|群|裙|"
    "赖|滴|短信|询|添|找|数字|tel|号码|账号|卫星|绿泡泡|人工|客服|专线)"
    "(?:号码?|我|你|是|为|群|号|搜|的|这个|经理|老师|[一-鿿]?姐|[一-鿿]?哥|id|隔开念|"
    "一串|给你|发你|(?:拆|分)成?.{0,6}拼|连起来|如下){0,2}[\\W_]{0,4}$",
    re.IGNORECASE,
)
CALL = lazy.pattern(
    "(?:电话|手机|热线|来电|致电|联系|电联|拨|打|tel|call|咨询|短信)[^一-鿿]{0,6}$", re.IGNORECASE
)
_AFTER = lazy.pattern(
    "[\\W_]{0,4}(?:薇|微|v|威|同号|加我|联系|私|短信|[一-鿿]经理|备注|电联|[一-鿿]姐|[一-鿿]哥)",
    re.IGNORECASE,
)


class Digit(NamedTuple):
    """One digit of a run: where it stands, what it is, and how it is written."""

    at: int
    value: str
    real: bool
    ascii: bool


def read_digits(text: str, start: int, end: int, values: dict[str, int]) -> list[Digit]:
    """The digits in ``text[start:end]``, in order, by a table of characters to values."""
    return [
        Digit(
            i,
            str(values[c]),
            (c not in LETTERS or c in _RADIO),
            c.isascii() and c.isdigit(),
        )
        for i in range(start, end)
        if (c := text[i]) in values
    ]


def style(digits: list[Digit], masked: Masked) -> tuple[bool, bool]:
    """Whether digits are mixed or masked, and whether they stand one by one."""
    plain = [d.ascii and not masked(d.at) for d in digits]
    strange = any(not d.real or masked(d.at) for d in digits)
    singles = len(groups(digits)) >= len(digits) * 0.8
    return strange or (any(plain) and not all(plain)), singles


def groups(digits: list[Digit]) -> list[int]:
    """Sizes of the groups of digits that stand right beside one another."""
    sizes = [1]
    for before, digit in pairwise(digits):
        if digit.at == before.at + 1:
            sizes[-1] += 1
        else:
            sizes.append(1)
    return sizes


def named(text: str, start: int) -> bool:
    """True when a contact word, or a verb of getting in touch, stands right before ``start``."""
    return _BEFORE.search(text[max(0, start - LOOK) : start]) is not None


def called(text: str, digits: list[Digit]) -> bool:
    """True when such a word stands right before or after the digits."""
    end = digits[-1].at + 1
    return named(text, digits[0].at) or _AFTER.match(text[end : end + 8]) is not None


def plainly(digits: list[Digit]) -> Edit:
    """The edit that writes the digits plainly and leaves out what stands between them."""
    value = "".join(d.value for d in digits)
    return Edit(digits[0].at, digits[-1].at + 1, value, "number", [d.at for d in digits], value)
