"""Phone and account numbers written so that only a person reads them: 壹3⑧零 零零…

A run of numerals counts when it is written evasively (mixed scripts, digits one by one,
circled digits) and is a phone number by its shape, or an account by what stands before it.
Dates, prices, models and plainly grouped numbers stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from contentai.text import lazy
from contentai.text.evasion.backwards import find_number as _reversed
from contentai.text.evasion.digits import (
    CALL,
    GAP,
    LETTERS,
    LOOK,
    MOBILE,
    REAL,
    VALUES,
    Digit,
    Masked,
    called,
    groups,
    named,
    plainly,
    read_digits,
    style,
)
from contentai.text.evasion.edits import Edit

_RUN = lazy.pattern(f"[{REAL}lI](?<![A-Za-z][lI])(?:{GAP}[{REAL}{LETTERS}]){{4,40}}")
# How mobile numbers are grouped in plain print.
_USUAL = ([3, 4, 4], [3, 3, 5], [3, 2, 6], [4, 4, 3], [3, 5, 3], [3, 8], [7, 4])
_OWN_ACCOUNT = lazy.pattern("(?:微信|QQ|LINE)(?:号|同号)?[:：是为\\s]{0,3}$")
_UNIT = lazy.pattern(
    "\\s?(?:元|块|分(?!钟)|折|%|人|万|千|百|件|个|天|年|月|日|岁|次|斤|米|台|套|期|楼"
    "|级|季|章|节|届|款|双|只|位|名|种|栋|号楼|点(?!击))"
)
_PHONE = lazy.pattern("1[3-9][0-9]{9}|[48]00[0-9]{7}|0[12][0-9]{9}|0[3-9][0-9]{9,10}")
_ACCOUNT_DIGITS = lazy.pattern("[1-9][0-9]{4,11}")


_LOTTERY = lazy.pattern(
    "双色球|大乐透|开奖|彩|奖|期|码段|尺码|坐标|得分|比分|数据|编号|序列|版本|温度|简谱"
)
_NEVER_PLAIN = lazy.pattern("[。{}<>*~^_丶…\U0001f300-\U0001faff★☆❤]")


_EQUATION = lazy.pattern("[0-9]%\\s?=|=\\s?[0-9]+/[0-9]")
_COUNTING = frozenset("一二两三四五六七八九")
_TENS = frozenset("十百千万亿")
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖参")
_PLAIN_PART = lazy.pattern("[0-9]{6,12}")


def find(text: str, masked: Masked) -> Iterator[Edit]:
    """Edits that write such numbers in plain digits, without separators.

    ``masked`` tells whether the digit at a place was written as a circled, keycap or other form.
    """
    at = 0
    for match in _RUN.finditer(text):
        if match.start() < at:
            continue
        edit = _number(text, *match.span(), masked) or _plain_part(text, *match.span())
        if edit:
            at = edit.end
            yield edit


def _number(text: str, start: int, end: int, masked: Masked) -> Edit | None:
    digits = read_digits(text, start, end, VALUES)
    if sum(d.real for d in digits) < 4 or _EQUATION.search(text, start, end):
        return None
    if (
        text[start:end].isascii()
        and text[start:end].isdigit()
        and not any(masked(d.at) for d in digits)
    ):
        return _reversed(text, digits)
    digits = _without_brackets(text, _without_list_mark(text, digits, masked))
    digits = _without_amount(text, digits)
    backwards = _grouped(text, digits) or _reversed(text, digits)
    if backwards or len(digits) < 5 or _holds_plain(text, digits, masked):
        return backwards
    chosen = _phone(text, digits, masked)
    if not chosen:
        while not digits[-1].real:
            digits.pop()
        chosen = _account(text, digits, masked)
    return plainly(chosen) if chosen else None


def _plain_part(text: str, start: int, end: int) -> Edit | None:
    """A plain number within a run, told to be read backwards: 反 49157308251 二手."""
    for match in _PLAIN_PART.finditer(text, start, end):
        digits = read_digits(text, *match.span(), VALUES)
        if len(digits) < end - start and (edit := _reversed(text, digits)):
            return edit
    return None


def _without_brackets(text: str, digits: list[Digit]) -> list[Digit]:
    """Less the numerals after an opening bracket: the 【四 of 7283382【四季沐歌】."""
    for i, (before, digit) in enumerate(pairwise(digits), 1):
        between = text[before.at + 1 : digit.at]
        if re.search("[【\\[(（]", between) and not re.search(
            "[】\\])）]", text[digit.at : digits[-1].at + 3]
        ):
            return digits[:i]
    return digits


def _without_list_mark(text: str, digits: list[Digit], masked: Masked) -> list[Digit]:
    """What stands before the only circled digit, where that one begins a line: an item's ②."""
    marks = [i for i, digit in enumerate(digits) if digit.ascii and masked(digit.at)]
    if len(marks) == 1 and marks[0] and "\n" in text[digits[marks[0] - 1].at : digits[marks[0]].at]:
        return digits[: marks[0]]
    return digits


def _without_amount(text: str, digits: list[Digit]) -> list[Digit]:
    """Less the numeral that begins an amount: the 二 of 8806119，二十四小时."""
    if len(digits) < 2:
        return digits
    before, last = digits[-2:]
    amount = last.at > before.at + 1 and text[last.at] in _COUNTING
    return digits[:-1] if amount and text[last.at + 1 : last.at + 2] in _TENS else digits


def _holds_plain(text: str, digits: list[Digit], masked: Masked) -> bool:
    """True when eight or more of the digits stand plainly together: a number as it should be."""
    glued_mobile = MOBILE.fullmatch("".join(d.value for d in digits)) and len(groups(digits)) == 1
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


def _grouped(text: str, digits: list[Digit]) -> Edit | None:
    """A plainly grouped mobile number that is somebody's account: joined, no evasion."""
    value = "".join(d.value for d in digits)
    if groups(digits) not in _USUAL or not MOBILE.fullmatch(value):
        return None
    start, end = digits[0].at, digits[-1].at + 1
    if not all(d.ascii for d in digits) or not _OWN_ACCOUNT.search(
        text[max(0, start - 14) : start]
    ):
        return None
    return Edit(start, end, value, None, [d.at for d in digits])


def _phone(text: str, digits: list[Digit], masked: Masked) -> list[Digit] | None:
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


def _goes_on(before: Digit, digit: Digit) -> bool:
    """True when two digits stand side by side in one script."""
    return digit.at == before.at + 1 and digit.ascii == before.ascii


def _evasive_phone(text: str, part: list[Digit], masked: Masked) -> bool:
    mixed, singles = style(part, masked)
    mobile = part[0].value == "1" and len(part) == 11
    chinese = not any(d.ascii for d in part)
    reached = called(text, part)
    if mobile and (mixed or chinese):
        return _real_enough(part)
    if mobile and singles:
        return True
    sizes = groups(part)
    if (
        mobile
        and len(sizes) >= 4
        and _one_mark(text, part)
        and not _LOTTERY.search(text[max(0, part[0].at - 30) : part[0].at])
    ):
        return True
    if mobile and len(sizes) >= 3 and sizes not in _USUAL:
        return reached or _odd_marks(text, part)
    if mobile and _odd_marks(text, part):
        return reached or _NEVER_PLAIN.search(text[part[0].at : part[-1].at + 1]) is not None
    return (mixed or chinese or singles) and reached and _real_enough(part)


def _odd_marks(text: str, part: list[Digit]) -> bool:
    """True when something other than spaces and dashes stands between the groups."""
    between = text[part[0].at : part[-1].at + 1]
    return re.search("[*~^_丶·•…|/。<>{}?!;$#&@%\\\\\U0001f300-\U0001faff★☆❤]", between) is not None


def _one_mark(text: str, part: list[Digit]) -> bool:
    """True when one and the same mark parts all groups: 15 92 07…, not 13.5 15.8 22.3."""
    gaps = {text[a.at + 1 : b.at] for a, b in pairwise(part)} - {""}
    return len(gaps) == 1 and gaps.isdisjoint({":", "/", ",", "、"})


def _real_enough(part: list[Digit]) -> bool:
    return sum(d.real for d in part) * 2 > len(part)


def _account(text: str, digits: list[Digit], masked: Masked) -> list[Digit] | None:
    """A run right after a contact word that is written evasively."""
    if not named(text, digits[0].at) and _scripts(text, digits, masked) < 3:
        return None
    end = digits[-1].at + 1
    if _UNIT.match(text[end : end + 4]):
        digits = digits[: len(digits) - groups(digits)[-1]]
    value = "".join(d.value for d in digits)
    if _ACCOUNT_DIGITS.fullmatch(value) is None or value in "12345678910111213":
        return None
    if _glued(text, digits):
        return None
    mixed, singles = style(digits, masked)
    chinese = not any(d.ascii for d in digits)
    joined = len(groups(digits)) == 1
    calls = CALL.search(text[max(0, digits[0].at - LOOK) : digits[0].at]) is not None
    if calls and len(digits) < 7:
        return None
    if _told_in_groups(text, digits) and not mixed:
        return digits
    if singles and not joined and "、" in text[digits[0].at : digits[-1].at] and not mixed:
        return None
    return digits if mixed or (singles and not joined) or (chinese and len(digits) >= 6) else None


def _scripts(text: str, digits: list[Digit], masked: Masked) -> int:
    """How many kinds of numerals are mixed: nobody counts 二9⓪0伍1七⑥4 without a reason."""
    kinds = {
        ("masked" if masked(d.at) else "ascii")
        if d.ascii
        else ("formal" if text[d.at] in _FORMAL else "han")
        for d in digits
    }
    return len(kinds)


def _told_in_groups(text: str, digits: list[Digit]) -> bool:
    """True when an account of plain digits is cut into groups: QQ:128 / 476 / 905."""
    sizes = groups(digits)
    own = _OWN_ACCOUNT.search(text[max(0, digits[0].at - 14) : digits[0].at]) is not None
    return own and len(sizes) >= 3 and 7 <= len(digits) <= 11 and max(sizes) <= 4


def _glued(text: str, digits: list[Digit]) -> bool:
    """True when Latin letters touch the run: it belongs to an account name."""
    start, end = digits[0].at, digits[-1].at + 1
    return bool(re.match("[A-Za-z_]", text[end : end + 1])) or bool(
        re.match("[a-z_]", text[start - 1 : start])
        and not re.search("(?:qq|v|q|tel)$", text[max(0, start - 3) : start].lower())
    )
