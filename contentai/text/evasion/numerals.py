"""Numbers with characters that only sound or look like digits: 三三1 久零, I39B0Z7S641, ⅠⅢⅧ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentai.text import lazy
from contentai.text.evasion.digits import MOBILE, named
from contentai.text.evasion.edits import Edit

# What a digit sounds like, by itself or on the radio; common words are among them, so that
# only eleven in a row, or a run right after a contact word, count.
_SOUNDS = {
    c: str(d)
    for d, cs in enumerate(
        (
            "0〇零oOОо○灵另林凌菱铃玲龄令岭领洞动栋冻懂",
            "1一壹幺ㄧlI丨妖要腰夭邀药姚摇耀易医衣依伊姨移意亿",
            "2二贰弍两俩儿耳尔而饵",
            "3三叁弎参伞散山删З",
            "4四肆思司寺似丝死斯饲Ч",
            "5五伍吾武午舞屋唔无吴务误捂雾",
            "6六陆溜流留柳刘榴硫",
            "7七柒漆妻旗奇沏期棋起齐骑气弃拐怪乖",
            "8八捌巴吧扒疤把爸拔霸罢发",
            "9九玖久酒旧韭救就舅究勾够狗沟钩",
        )
    )
    for c in cs
}
_SPELLED = {
    "ling": "0", "dong": "0", "yi": "1", "yao": "1", "er": "2", "liang": "2", "san": "3",
    "si": "4", "wu": "5", "liu": "6", "qi": "7", "guai": "7", "ba": "8", "jiu": "9", "gou": "9",
}  # fmt: skip
_REAL = frozenset("0123456789〇零一壹幺ㄧ二贰弍三叁弎四肆五伍六陆七柒八捌九玖洞拐勾两")
_ANY = "".join(_SOUNDS)
_MARK = "[\\s\\-—·.,、*~_]{0,2}"
_RUN = lazy.pattern(f"[{_ANY}](?:{_MARK}[{_ANY}]){{5,20}}")
_TOKEN = lazy.pattern(f"{'|'.join(sorted(_SPELLED, key=len, reverse=True))}|[{_ANY}]")
# What starts with a set of characters is found several times as fast.
_SPELLED_RUN = lazy.pattern(
    f"[y1一壹幺](?<![a-zA-Z].)(?:(?<=y)(?:i|ao)|(?<!y))[\\s\\-]?"
    f"(?:(?:{'|'.join(_SPELLED)}|[{_ANY}])[\\s\\-]?){{10,12}}(?![a-zA-Z0-9])"
)
_LATIN = lazy.pattern("[a-z]{2}")
# Latin letters in the shape of a digit; they count in a mobile number of eleven only.
_SHAPES = {str(d): str(d) for d in range(10)} | dict(
    zip("OoQDlIiLzZEsSbGTBgq", "0000111122355667899", strict=True)
)
_LETTER_RUN = lazy.pattern(
    "[1lIi](?<![A-Za-z0-9].)(?:[ \\-]?[0-9OoQDlIiLzZEsSbGTBgq]){10}(?![A-Za-z0-9])"
)
_ROMAN = {c: str(i + 1) for i, c in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨ")} | {
    c: str(i + 1) for i, c in enumerate("ⅰⅱⅲⅳⅴⅵⅶⅷⅸ")
}
_ROMAN_LEAD = lazy.pattern("[Ⅰ-Ⅸⅰ-ⅸ]")
_ROMAN_RUN = lazy.pattern(
    "[Ⅰ-Ⅸⅰ-ⅸ0-9〇零一二三四五六七八九oO](?:[\\s\\-.·]?[Ⅰ-Ⅸⅰ-ⅸ0-9〇零一二三四五六七八九oO]){5,13}"
)


def find(text: str) -> Iterator[Edit]:
    """Edits that write such numbers in plain digits."""
    yield from _by_sound(text)
    yield from _by_letter(text)
    if _LATIN.search(text):
        yield from _spelled(text)


def romans(text: str) -> Iterator[tuple[int, int, str]]:
    """Runs of ``text`` as it was written, before any folding, that tell a number in Roman
    numerals, one a digit: start, end and the digits.
    """
    if not _ROMAN_LEAD.search(text):
        return
    for match in _ROMAN_RUN.finditer(text):
        written = [c for c in match.group() if c in _ROMAN or c in _SOUNDS]
        value = "".join(_ROMAN.get(c) or _SOUNDS[c] for c in written)
        roman = sum(c in _ROMAN for c in written)
        if roman >= 3 and (
            MOBILE.fullmatch(value) or (len(value) >= 7 and named(text, match.start()))
        ):
            yield *match.span(), value


def _by_sound(text: str) -> Iterator[Edit]:
    """Runs in which homophones stand for digits: 三三1 久零, 邀就起灵灵灵思把而二流."""
    for match in _RUN.finditer(text):
        places = [i for i in range(*match.span()) if text[i] in _SOUNDS]
        odd = [i for i in places if text[i] not in _REAL]
        if not odd:
            continue
        value = "".join(_SOUNDS[text[i]] for i in places)
        longest = max(len(run) for run in re.split("[^0-9]", match.group()))
        if longest >= 7:
            continue
        found = MOBILE.search(value)
        if found and (len(value) <= 12 or found.start() == 0):
            chosen = places[found.start() : found.end()]
        elif named(text, match.start()) and 6 <= len(value) <= 11 and text[places[0]] in _SOUNDS:
            chosen = _account(text, places)
        else:
            continue
        if sum(text[i] not in _REAL for i in chosen):
            number = "".join(_SOUNDS[text[i]] for i in chosen)
            yield Edit(chosen[0], chosen[-1] + 1, number, "number", chosen, number)


def _account(text: str, places: list[int]) -> list[int]:
    """The places of an account, less homophones at its end that belong to what follows."""
    chosen = list(places)
    real = sum(text[i] in _REAL for i in chosen)
    while chosen and text[chosen[-1]] not in _REAL and real * 2 > len(chosen):
        chosen.pop()
    return chosen if len(chosen) >= 6 else []


def _spelled(text: str) -> Iterator[Edit]:
    """Mobile numbers with digits in pinyin: yi三九00零零er二七si."""
    for match in _SPELLED_RUN.finditer(text):
        written = _TOKEN.findall(match.group())
        value = "".join(_SPELLED.get(token) or _SOUNDS[token] for token in written)
        if any(token in _SPELLED for token in written) and MOBILE.fullmatch(value):
            yield Edit(*match.span(), value, "number", None, value)


def _by_letter(text: str) -> Iterator[Edit]:
    """Mobile numbers with letters that look like digits: I39B0Z7S641, 1ЗS-…"""
    for match in _LETTER_RUN.finditer(text):
        places = [i for i in range(*match.span()) if text[i] in _SHAPES]
        value = "".join(_SHAPES[text[i]] for i in places)
        plain = sum(text[i].isdigit() for i in places)
        if 5 <= plain < 11 and MOBILE.fullmatch(value):
            yield Edit(match.start(), match.end(), value, "number", places, value)
