"""Phone and account numbers written so that only a person reads them: 壹3⑧零 零零…

A run of numerals counts when it is written evasively (mixed scripts, digits one by one,
letters or homophones for digits, circled digits) and is a phone number by its shape, or an
account by what stands before it. Dates, prices, models and plainly grouped numbers stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from contentai.text.evasion.edits import Edit, Kind

_VALUES = {
    **{
        c: d
        for d, cs in enumerate(
            (
                "〇零",
                "一壹幺ㄧ",
                "二贰弍弐",
                "三叁弎",
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
# Characters that only sound like a digit; they count between real ones.
_SOUNDS = {
    c: d
    for d, cs in enumerate(
        (
            "灵另林凌",
            "妖要腰夭易医衣",
            "儿耳尔",
            "伞散山",
            "思司寺似",
            "吾武午舞屋唔",
            "溜流留柳刘",
            "漆妻旗奇沏",
            "巴吧扒疤发",
            "久酒旧韭救",
        )
    )
    for c in cs
}
_REAL = "0-9〇零一壹幺ㄧ二贰弍弐三叁弎四肆亖五伍六陆七柒八捌九玖"
_LETTERS = "两俩洞拐勾oOоОοΟ○◯lI丨|ЗзЧ"
_RADIO = frozenset("两洞拐勾")
_GAP = (
    "[\\s\\-—–―_.·•・*~^,、。<>?!;$#&@%/\\\\|'\"`+=()（）\\[\\]【】{}丶…\U0001f300-"
    "\U0001faff☆★♥❤]{0,3}"
)
_RUN = re.compile(f"[{_REAL}lI](?<![A-Za-z][lI])(?:{_GAP}[{_REAL}{_LETTERS}]){{4,40}}")
_SOUND_RUN = re.compile(
    f"[{_REAL}妖要腰夭衣医](?:{_GAP}[{_REAL}{_LETTERS}{''.join(_SOUNDS)}]){{6,20}}"
)
_LOOK = 18
_BEFORE = re.compile(
    "(?:微信|qq|line|telegram|[v薇威徽微❤扣抠叩寇蔻q]|企鹅|电话|手机|热线|来电|致电|"
    "联系|联络|咨询|电联|加|\\+|暗号|搜|洽|call|tel|拨|打|念|群|裙|"
    "赖|滴|短信|询|添|找|数字|tel|号码|账号|卫星|绿泡泡|人工|客服|专线)"
    "(?:号码?|我|你|是|为|群|号|搜|的|这个|经理|老师|[一-鿿]?姐|[一-鿿]?哥|id|隔开念|"
    "一串)?[\\W_]{0,4}$",
    re.IGNORECASE,
)
_CALL = re.compile(
    "(?:电话|手机|热线|来电|致电|联系|电联|拨|打|tel|call|咨询|短信)[^一-鿿]{0,6}$", re.IGNORECASE
)
_AFTER = re.compile(
    "[\\W_]{0,4}(?:薇|微|v|威|同号|加我|联系|私|短信|[一-鿿]经理|备注|电联|[一-鿿]姐|[一-鿿]哥)",
    re.IGNORECASE,
)
# How mobile numbers are grouped in plain print.
_USUAL = ([3, 4, 4], [3, 3, 5], [3, 2, 6], [4, 4, 3], [3, 5, 3], [3, 8], [7, 4])
_OWN_ACCOUNT = re.compile("(?:微信|QQ|LINE)(?:号|同号)?[:：是为\\s]{0,3}$")
_UNIT = re.compile(
    "\\s?(?:元|块|分(?!钟)|折|%|人|万|千|百|件|个|天|年|月|日|岁|次|斤|米|台|套|期|楼"
    "|级|季|章|节|届|款|双|只|位|名|种|栋|号楼|点(?!击))"
)
_BACKWARDS = re.compile(
    "倒[着过]?来?[念读看打写]|倒着|反着|反过来|倒序|逆序|反向|倒转|颠倒|从(?:后|右)往"
    "(?:前|左)|从最后"
)
_MOBILE = re.compile("1[3-9][0-9]{9}")
_PHONE = re.compile("1[3-9][0-9]{9}|[48]00[0-9]{7}|0[12][0-9]{9}|0[3-9][0-9]{9,10}")
_ACCOUNT_DIGITS = re.compile("[1-9][0-9]{4,11}")


_LOTTERY = re.compile(
    "双色球|大乐透|开奖|彩|奖|期|码段|尺码|坐标|得分|比分|数据|编号|序列|版本|温度|简谱"
)
_NEVER_PLAIN = re.compile("[。{}<>*~^_丶…\U0001f300-\U0001faff★☆❤]")


# Latin letters in the shape of a digit; they count in a mobile number of eleven only.
_SHAPES = {str(d): str(d) for d in range(10)} | dict(
    zip("OoQDlIiLzZEsSbGTBgq", "0000111122355667899"[:0] or "0000111122355667899", strict=False)
)
_LETTER_RUN = re.compile(
    "(?<![A-Za-z0-9])[1lIi](?:[ \\-]?[0-9OoQDlIiLzZEsSbGTBgq]){10}(?![A-Za-z0-9])"
)
Masked = Callable[[int], bool]


class _Digit(NamedTuple):
    """One digit of a run: where it stands, what it is, and how it is written."""

    at: int
    value: str
    real: bool
    ascii: bool


def find(text: str, masked: Masked) -> Iterator[Edit]:
    """Edits that write such numbers in plain digits, without separators.

    ``masked`` tells whether the digit at a place was written as a circled, keycap or other form.
    """
    at = 0
    for match in _RUN.finditer(text):
        if match.start() < at:
            continue
        edit = _number(text, match.start(), match.end(), masked)
        if edit:
            at = edit.end
            yield edit
    yield from _by_sound(text)
    yield from _by_letter(text)


def _by_letter(text: str) -> Iterator[Edit]:
    """Mobile numbers with letters that look like digits: I39B0Z7S641, 1ЗS-…"""
    for match in _LETTER_RUN.finditer(text):
        places = [i for i in range(*match.span()) if text[i] in _SHAPES]
        value = "".join(_SHAPES[text[i]] for i in places)
        plain = sum(text[i].isdigit() for i in places)
        if 5 <= plain < 11 and _MOBILE.fullmatch(value):
            yield Edit(match.start(), match.end(), value, "number", places, value)


def _number(text: str, start: int, end: int, masked: Masked) -> Edit | None:
    digits = _digits(text, start, end, _VALUES)
    if sum(d.real for d in digits) < 4:
        return None
    if (
        text[start:end].isascii()
        and text[start:end].isdigit()
        and not any(masked(d.at) for d in digits)
    ):
        return _reversed(text, digits)
    digits = _without_brackets(text, digits)
    backwards = _grouped(text, digits) or _reversed(text, digits)
    if backwards or len(digits) < 5 or _holds_plain(text, digits, masked):
        return backwards
    chosen = _phone(text, digits, masked)
    if not chosen:
        while not digits[-1].real:
            digits.pop()
        chosen = _account(text, digits, masked)
    return _edit(text, chosen) if chosen else None


def _without_brackets(text: str, digits: list[_Digit]) -> list[_Digit]:
    """Less the numerals after an opening bracket: the 【四 of 7283382【四季沐歌】."""
    for i, (before, digit) in enumerate(pairwise(digits), 1):
        between = text[before.at + 1 : digit.at]
        if re.search("[【\\[(（]", between) and not re.search(
            "[】\\])）]", text[digit.at : digits[-1].at + 3]
        ):
            return digits[:i]
    return digits


def _holds_plain(text: str, digits: list[_Digit], masked: Masked) -> bool:
    """True when eight or more of the digits stand plainly together: a number as it should be."""
    glued_mobile = _MOBILE.fullmatch("".join(d.value for d in digits)) and len(_groups(digits)) == 1
    if glued_mobile and not all(d.ascii for d in digits):
        return False  # 13827788九九零
    run = 0
    for before, digit in zip([None, *digits], digits, strict=False):
        plain = digit.ascii and not masked(digit.at)
        glued = before is not None and digit.at == before.at + 1
        run = (run + 1 if glued else 1) if plain else 0
        if run >= 8:
            return True
    return False


def _grouped(text: str, digits: list[_Digit]) -> Edit | None:
    """A plainly grouped mobile number that is somebody's account: joined, no evasion."""
    value = "".join(d.value for d in digits)
    if _groups(digits) not in _USUAL or not _MOBILE.fullmatch(value):
        return None
    start, end = digits[0].at, digits[-1].at + 1
    if not all(d.ascii for d in digits) or not _OWN_ACCOUNT.search(
        text[max(0, start - 14) : start]
    ):
        return None
    return Edit(start, end, value, None, [d.at for d in digits])


def _by_sound(text: str) -> Iterator[Edit]:
    """Runs in which homophones stand for some of the digits: 三三1 久零."""
    for match in _SOUND_RUN.finditer(text):
        digits = _digits(text, match.start(), match.end(), {**_VALUES, **_SOUNDS})
        while digits and text[digits[-1].at] in _SOUNDS and len(digits) != 11:
            digits.pop()
        sounds = [d for d in digits if text[d.at] in _SOUNDS]
        if not sounds or len(sounds) * 2 > len(digits):
            continue
        value = "".join(d.value for d in digits)
        mobile = _MOBILE.fullmatch(value) is not None
        account = (
            6 <= len(digits) <= 11 and _called(text, digits) and len(sounds) * 3 <= len(digits)
        )
        longest = max(len(run) for run in re.split("[^0-9]", text[match.start() : match.end()]))
        if longest < 7 and (mobile or account):
            yield _edit(text, digits)


def _digits(text: str, start: int, end: int, values: dict[str, int]) -> list[_Digit]:
    return [
        _Digit(
            i,
            str(values[c]),
            (c not in _LETTERS or c in _RADIO) and c not in _SOUNDS,
            c.isascii() and c.isdigit(),
        )
        for i in range(start, end)
        if (c := text[i]) in values
    ]


def _style(digits: list[_Digit], masked: Masked) -> tuple[bool, bool]:
    """Whether digits are mixed or masked, and whether they stand one by one."""
    plain = [d.ascii and not masked(d.at) for d in digits]
    strange = any(not d.real or masked(d.at) for d in digits)
    singles = len(_groups(digits)) >= len(digits) * 0.8
    return strange or (any(plain) and not all(plain)), singles


def _groups(digits: list[_Digit]) -> list[int]:
    """Sizes of the groups of digits that stand right beside one another."""
    sizes = [1]
    for before, digit in pairwise(digits):
        if digit.at == before.at + 1:
            sizes[-1] += 1
        else:
            sizes.append(1)
    return sizes


def _phone(text: str, digits: list[_Digit], masked: Masked) -> list[_Digit] | None:
    """The part of a run that has the shape of a phone number and is written evasively."""
    for first in range(len(digits)):
        # A prefix glued on (+86, 电话8) is cut off only at a change of script.
        if first and _goes_on(digits[first - 1], digits[first]):
            continue
        for size in (11, 10, 12):
            part = digits[first : first + size]
            if len(part) < size:
                continue
            if _PHONE.fullmatch("".join(d.value for d in part)) is None:
                continue
            rest = digits[first + size : first + size + 1]
            if rest and _goes_on(part[-1], rest[0]):
                continue
            if _evasive_phone(text, part, masked):
                return part
    return None


def _goes_on(before: _Digit, digit: _Digit) -> bool:
    """True when two digits stand side by side in one script."""
    return digit.at == before.at + 1 and digit.ascii == before.ascii


def _evasive_phone(text: str, part: list[_Digit], masked: Masked) -> bool:
    mixed, singles = _style(part, masked)
    mobile = part[0].value == "1" and len(part) == 11
    chinese = not any(d.ascii for d in part)
    called = _called(text, part)
    if mobile and (mixed or chinese):
        return _real_enough(part)
    if mobile and singles:
        return True
    groups = _groups(part)
    if (
        mobile
        and len(groups) >= 4
        and _one_mark(text, part)
        and not _LOTTERY.search(text[max(0, part[0].at - 30) : part[0].at])
    ):
        return True
    if mobile and len(groups) >= 3 and groups not in _USUAL:
        return called or _odd_marks(text, part)
    if mobile and _odd_marks(text, part):
        return called or _NEVER_PLAIN.search(text[part[0].at : part[-1].at + 1]) is not None
    return (mixed or chinese or singles) and called and _real_enough(part)


def _odd_marks(text: str, part: list[_Digit]) -> bool:
    """True when something other than spaces and dashes stands between the groups."""
    between = text[part[0].at : part[-1].at + 1]
    return re.search("[*~^_丶·•…|/。<>{}?!;$#&@%\\\\\U0001f300-\U0001faff★☆❤]", between) is not None


def _one_mark(text: str, part: list[_Digit]) -> bool:
    """True when one and the same mark parts all groups: 15 92 07…, not 13.5 15.8 22.3."""
    gaps = {text[a.at + 1 : b.at] for a, b in pairwise(part)} - {""}
    return len(gaps) == 1 and gaps.isdisjoint({":", "/", ",", "、"})


def _real_enough(part: list[_Digit]) -> bool:
    return sum(d.real for d in part) * 2 > len(part)


def _account(text: str, digits: list[_Digit], masked: Masked) -> list[_Digit] | None:
    """A run right after a contact word that is written evasively."""
    if not _named(text, digits[0].at):
        return None
    end = digits[-1].at + 1
    if _UNIT.match(text[end : end + 4]):
        groups = _groups(digits)
        digits = digits[: len(digits) - groups[-1]]
    value = "".join(d.value for d in digits)
    if _ACCOUNT_DIGITS.fullmatch(value) is None or value in "12345678910111213":
        return None
    if _glued(text, digits):
        return None
    mixed, singles = _style(digits, masked)
    chinese = not any(d.ascii for d in digits)
    joined = len(_groups(digits)) == 1
    calls = _CALL.search(text[max(0, digits[0].at - _LOOK) : digits[0].at]) is not None
    if calls and len(digits) < 7:
        return None
    if _told_in_groups(text, digits) and not mixed:
        return digits
    if singles and not joined and "、" in text[digits[0].at : digits[-1].at] and not mixed:
        return None
    return digits if mixed or (singles and not joined) or (chinese and len(digits) >= 6) else None


def _told_in_groups(text: str, digits: list[_Digit]) -> bool:
    """True when an account of plain digits is cut into groups: QQ:128 / 476 / 905."""
    groups = _groups(digits)
    own = _OWN_ACCOUNT.search(text[max(0, digits[0].at - 14) : digits[0].at]) is not None
    return own and len(groups) >= 3 and 7 <= len(digits) <= 11 and max(groups) <= 4


def _glued(text: str, digits: list[_Digit]) -> bool:
    """True when Latin letters touch the run: it belongs to an account name."""
    start, end = digits[0].at, digits[-1].at + 1
    return bool(re.match("[A-Za-z_]", text[end : end + 1])) or bool(
        re.match("[a-z_]", text[start - 1 : start])
        and not re.search("(?:qq|v|q|tel)$", text[max(0, start - 3) : start].lower())
    )


def _named(text: str, start: int) -> bool:
    return _BEFORE.search(text[max(0, start - _LOOK) : start]) is not None


def _called(text: str, digits: list[_Digit]) -> bool:
    end = digits[-1].at + 1
    return _named(text, digits[0].at) or _AFTER.match(text[end : end + 8]) is not None


def _reversed(text: str, digits: list[_Digit]) -> Edit | None:
    """A mobile number written backwards, where the text says so or asks to get in touch."""
    value = "".join(d.value for d in digits)
    start, end = digits[0].at, digits[-1].at + 1
    if _MOBILE.fullmatch(value[::-1]) is None or _MOBILE.fullmatch(value):
        return None
    single = len(_groups(digits)) == 1 and all(d.ascii for d in digits)
    around = text[max(0, start - _LOOK) : start] + "\n" + text[end : end + _LOOK]
    if not (
        _BACKWARDS.search(around)
        or (
            single
            and _named(text, start)
            and not re.search("[单尾][^一-鿿]{0,3}$", text[max(0, start - 6) : start])
            and value[0] != "0"
        )
    ):
        return None
    return Edit(start, end, value[::-1], "reversed", None, value[::-1])


def _edit(text: str, digits: list[_Digit]) -> Edit:
    value = "".join(d.value for d in digits)
    kind: Kind = "number"
    return Edit(digits[0].at, digits[-1].at + 1, value, kind, [d.at for d in digits], value)
