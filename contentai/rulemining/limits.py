"""Limits in numbers: 标题不超过 20 字, 15 到 30 个字, 每天最多 3 条."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from contentai.rulemining.lexicon import Polarity
from contentai.rulemining.sentences import Clause
from contentai.text.amounts import number_of

Side = Literal["most", "least"]

_NUMBER: Final = r"(\d{1,6}|[零〇一二两三四五六七八九十百千万]{1,8})"
_UNITS: Final = (
    r"(?:个)?(汉字|字符|字|行|条|篇|次|张|个|遍|句|段|秒|分钟|小时|天|周|个月|月|年|链接|图|%|倍"
    r"|元|万元|人)"
)
_ASIDE: Final = re.compile(r"[(（][^()（）]{0,80}[)）]")
_RANGE: Final = re.compile(rf"{_NUMBER}(?:个?字)?\s?[-~到至—–]{{1,2}}\s?{_NUMBER}\s?{_UNITS}")
_MOST: Final = re.compile(
    rf"(不超过|不得超过|不能超过|不要超过|别超过|不多于|不大于|最多(?!的)|至多|不得多于|超过|多于|上限为?"
    rf"|最长)\D{{0,4}}?{_NUMBER}\s?{_UNITS}"
)
_WITHIN: Final = re.compile(rf"{_NUMBER}\s?{_UNITS}(?:以内|之内|以下)")
_LEAST: Final = re.compile(
    rf"(不少于|不得少于|不能少于|不要少于|别少于|不低于|至少|最少|起码|少于|低于)\D{{0,4}}?{_NUMBER}\s?{_UNITS}"
)
_OVER: Final = re.compile(rf"{_NUMBER}\s?{_UNITS}以上")
_NOT_BEYOND: Final = re.compile(r"不(?:超过|多于|大于|少于|低于|高于)")
_KEPT_TO: Final = re.compile(
    r"控制在|限制在|保持|最多(?!的)|至多|至少|最少|起码|以内|最好|为宜|最佳|合适|适宜"
)


class Limit(NamedTuple):
    """How many of a unit there may be at most, or must be at least; ``None`` where it is open."""

    least: int | None
    most: int | None
    unit: str


def limit_of(text: str) -> Limit | None:
    """The first limit that ``text`` states, whichever word asks for it."""
    if found := _RANGE.search(text):
        low, high = number_of(found[1]), number_of(found[2])
        return Limit(low, high, found[3]) if low and high and low < high else None
    if found := _LEAST.search(text):
        return Limit(number_of(found[2]), None, found[3])
    if found := _MOST.search(text):
        return Limit(None, number_of(found[2]), found[3])
    if found := _WITHIN.search(text):
        return Limit(None, number_of(found[1]), found[2])
    if found := _OVER.search(text):
        return Limit(number_of(found[1]), None, found[2])
    return None


def limit_in(clause: Clause) -> Polarity | None:
    """How a clause without another cue asks for a limit: 控制在… is “do”, 不超过… “dont”."""
    text = _ASIDE.sub("", clause.text)
    if _NOT_BEYOND.search(text) and limit_of(text):
        return "dont"
    if _KEPT_TO.search(text) and limit_of(text):
        return "do"
    return None
