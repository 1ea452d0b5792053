"""What a text tells its reader to put together or to read backwards.

137开头 然后 6028 再来 4195; 1a3b5c7d…, 字母去掉; 信微反过来搜; abc下划线123.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from contentai.text import lazy
from contentai.text.evasion.edits import Edit
from contentai.text.evasion.hidden import WORDS

_DIGIT = "0-9〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖幺洞拐勾"
_VALUES = {
    c: str(d)
    for d, cs in enumerate(
        ("〇零洞", "一壹幺", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾")
    )
    for c in (str(d), *cs)
}
_LINK = "[^0-9\n]{1,9}"
_PARTS = lazy.pattern(
    f"1(?<![0-9].)[3-9][0-9]{_LINK}[0-9]{{4}}{_LINK}[0-9]{{4}}(?![0-9])"
    f"|1(?<![0-9].)[3-9][0-9]{{2}}{_LINK}[0-9]{{3}}{_LINK}[0-9]{{4}}(?![0-9])"
    f"|1(?<![0-9].)[3-9][0-9]{{5}}{_LINK}[0-9]{{4}}(?![0-9])"
    f"|1(?<![0-9].)[3-9][0-9]{_LINK}[0-9]{{8}}(?![0-9])"
)
_STEP = lazy.pattern(
    "[前中后]面?[一二三四五六七八两几][位个]|中间|最后|开头|打头|然后|再来|接着|再接|"
    "后面|跟着|结尾|收尾|尾号|再加|连上|拼上|补上|后缀|末尾"
)
# 138♥2778♥8990, (138)(2778)(8990): the usual groups with a mark between that print never uses.
_MARKED = lazy.pattern(
    "1(?<![0-9].)[3-9][0-9](?P<a>[^0-9\\s\\-—.A-Za-z:/+=~]{1,2}|)(?<![)])[0-9]{4}(?P=a"
    ")[0-9]{4}(?![0-9])"
    "|[(（\\[【]1[3-9][0-9][)）\\]】]\\s?[(（\\[【][0-9]{4}[)）\\]】]\\s?[(（\\[【][0"
    "-9]{4}[)）\\]】]"
)
_NOISY = lazy.pattern(f"[1一壹幺要](?:[^{_DIGIT}\n]{{0,3}}[{_DIGIT}]){{10}}")
_MOBILE = lazy.pattern("1[3-9][0-9]{9}")
_CUE = lazy.pattern(
    "倒[着过]?来?[念读看打写]|倒着|反着|反过来|倒序|逆序|颠倒|从(?:后|右)往(?:前|左)|"
    "反[念读]|倒过来"
)
_HAN = lazy.pattern("[一-龥]")
_CLAUSE = lazy.pattern("[一-龥A-Za-z0-9]+")
_BACK = {
    word[::-1]: word
    for word in (*WORDS, "微信", "微信号", "QQ", "QQ群", "QQ号")
    if word != word[::-1]
}
_BACKWARDS = lazy.pattern("|".join(sorted(map(re.escape, _BACK), key=len, reverse=True)))
_NAMES = {
    "下划线": "_",
    "下横线": "_",
    "下滑线": "_",
    "底杠": "_",
    "中划线": "-",
    "中横线": "-",
    "横杠": "-",
    "短横": "-",
    "减号": "-",
    "艾特": "@",
    "小老鼠": "@",
}
_SIGN = lazy.pattern(
    f"(?P<sign>{'|'.join(_NAMES)})\\s?(?P<rest>[A-Za-z0-9]+(?:(?:点|下划线)[A-Za-z0-9]+)?)"
)
_LOGIN = lazy.pattern("[A-Za-z0-9_.\\-]{1,30}$")


def find(text: str) -> Iterator[Edit]:
    """Edits that do what the reader is told to do."""
    yield from _in_parts(text)
    yield from _in_noise(text)
    if _CUE.search(text):
        yield from _backwards(text)
    for match in _SIGN.finditer(text):
        account = _account(text, match)
        if account:
            yield account


def _in_parts(text: str) -> Iterator[Edit]:
    """137开头 然后 6028 再来 4195; 138♥2778♥8990."""
    for match in _PARTS.finditer(text):
        told = _STEP.search(text[max(0, match.start() - 6) : match.end() + 3])
        if told and _HAN.search(match.group()):
            yield _number(match, range(match.start(), match.end()), text)
    for match in _MARKED.finditer(text):
        if match["a"] != "":
            yield _number(match, range(match.start(), match.end()), text)


def _in_noise(text: str) -> Iterator[Edit]:
    """一3啊8嗯6哦…: a character that means nothing after most of the digits."""
    for match in _NOISY.finditer(text):
        places = [i for i in range(*match.span()) if text[i] in _VALUES or i == match.start()]
        gaps = [text[a + 1 : b] for a, b in pairwise(places)]
        between = {gap.strip() for gap in gaps} - {""}
        usual = all(mark.strip("、,，.。-:：/ ") == "" for mark in between)
        if gaps.count("") > 3 or usual or between & set("+-=*×"):
            continue
        value = "1" + "".join(_VALUES[text[i]] for i in places[1:])
        if _MOBILE.fullmatch(value) and text[match.end() : match.end() + 1] not in _VALUES:
            yield Edit(match.start(), match.end(), value, "number", places, value)


def _number(match: re.Match[str], among: range | list[int], text: str) -> Edit:
    places = [
        i for i in among if text[i] in _VALUES and (text[i].isascii() or isinstance(among, list))
    ]
    value = "".join(_VALUES[text[i]] for i in places)
    return Edit(match.start(), match.end(), value, "number", places, value)


def _backwards(text: str) -> Iterator[Edit]:
    """Contact words and hidden words written backwards near words that say so."""
    for cue in _CUE.finditer(text):
        low, high = max(0, cue.start() - 24), cue.end() + 24
        for clause in _CLAUSE.finditer(text, low, min(len(text), high)):
            start, end = clause.span()
            found = _BACKWARDS.search(text, start, end)
            if found is None:
                continue
            if start >= cue.end() or end <= cue.start():
                if end - start <= 10 and (start > low or low == 0):
                    found_range = start, end
                else:
                    found_range = found.span()
            else:
                found_range = found.span()
            written = text[slice(*found_range)]
            yield Edit(*found_range, written[::-1], "reversed", None, written[::-1])


def _account(text: str, match: re.Match[str]) -> Edit | None:
    """name下划线123 as name_123; name艾特qq点com as an address."""
    before = text[max(0, match.start() - 30) : match.start()]
    login = _LOGIN.search(before.rstrip(" "))
    if login is None or len(login.group()) < 2:
        return None
    start = match.start() - len(before) + login.start()
    sign = _NAMES[match["sign"]]
    rest = match["rest"].replace("点", ".").replace("下划线", "_")
    if (
        sign != "_"
        and not (sign == "@" and "." in rest)
        and not re.search("微信|QQ|加|搜|号|找|联系|[vV]", text[max(0, start - 10) : start])
    ):
        return None
    plain = login.group() + sign + rest
    kind = "link" if sign == "@" else "number"
    return Edit(start, match.end(), plain, "link" if kind == "link" else "number", None, plain)
