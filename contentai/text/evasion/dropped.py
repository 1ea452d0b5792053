"""What a text tells its reader to leave out: 13哈7哈00哈…，把哈去掉; 【去掉汉字】sho你p88."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from contentai.text import lazy
from contentai.text.evasion.digits import MOBILE
from contentai.text.evasion.edits import Edit, Kind
from contentai.text.evasion.hidden import CONTACTS
from contentai.text.evasion.links import TLD

# Kinds of characters by name, as the inside of a character class.
_KINDS = {
    "汉字": "一-龥",
    "中文": "一-龥",
    "文字": "一-龥",
    "字母": "A-Za-z",
    "英文": "A-Za-z",
    "空格": " \t",
    "星": "*",
    "星号": "*",
    "括号": "()\\[\\]{}<>【】「」",
    "表情": "\u2600-\u27bf\U0001f000-\U0001faff",
    "emoji": "\u2600-\u27bf\U0001f000-\U0001faff",
    "符号": "*_~^|#@&%$+=/.·•\\- ",
    "标点": "*_~^|#@&%$+=/.·•\\-,，。、 ",
    "横线": "\\-—_",
    "横杠": "\\-—_",
    "杠": "\\-—_/",
    "点": ".·。",
}
_VERB = "(?:(?:去|删|拿|抹|划|扔|除|减)(?:掉|去|除|了)|省略|忽略|略过|跳过|无视|不[要看]|别看)"
_WHICH = "(?:里面|中间|所有|全部|多余|那些|其中|每个|几个|那个|这个|这几个|两个|一个){0,2}的?"
_NAMED = f"{'|'.join(sorted(_KINDS, key=len, reverse=True))}|[“\"'‘「『]?[^\\s，。,.!?;:了]{{1,2}}"
_CUE = lazy.pattern(
    f"{_VERB}{_WHICH}(?P<after>{_NAMED})"
    f"|[把将]{_WHICH}(?P<before>[^，。,!?;:\\n]{{1,6}}?)(?:全|都|全部|统统|通通)?{_VERB}"
    f"|(?P<bare>{'|'.join(_KINDS)}|[一-龥])(?:全|都|全部)?{_VERB}"
)
_LEAD = lazy.pattern(
    "[去删拿抹划扔除减省忽略跳无不别](?:(?<=[去删拿抹划扔除减])[掉去除了]|(?<=[省忽])略|(?<=[略跳])过|"
    "(?<=无)视|(?<=不)[要看]|(?<=别)看)"
)
_QUOTES = "“‘「『\"'”’」』字们的"
_ADDRESS = lazy.pattern(
    f"(?:https?://)?[a-z0-9\\-]+(?:\\.[a-z0-9\\-]+)*\\.(?:{TLD})(?:/[a-z0-9/_.\\-]*)?",
    re.IGNORECASE,
)
_NUMBER = lazy.pattern("[1-9][0-9]{5,11}")
_NAME = lazy.pattern("(?=[A-Za-z_.\\-]*[0-9_])[A-Za-z][A-Za-z0-9_.\\-]{4,19}")
# What is in every number, address and name below.
_PLAIN = lazy.pattern("[A-Za-z0-9_./:\\-]{4}")
_REACH = 80


def find(text: str) -> Iterator[Edit]:
    """Edits that leave out what the text says to leave out."""
    end = 0
    for lead in _LEAD.finditer(text):
        cue = _CUE.search(text, max(0, lead.start() - 9), lead.end() + 12)
        if cue is None or cue.end() < lead.start():
            continue
        inside = _inside(cue["after"] or cue["before"] or cue["bare"])
        if not inside:
            continue
        for low, high in (
            (cue.end(), min(len(text), cue.end() + _REACH)),
            (max(end, cue.start() - _REACH), cue.start()),
        ):
            edit = _left_out(text, low, high, inside)
            if edit and edit.start >= end:
                end = edit.end
                yield edit
                break


def _inside(named: str) -> str:
    """The characters that ``named`` tells of, as the inside of a character class."""
    for name in sorted(_KINDS, key=len, reverse=True):
        if named.lstrip(_QUOTES[:6]).startswith(name):
            return _KINDS[name]
    named = re.split("[就再后加打搜看]", named)[0].strip(_QUOTES)
    return re.escape(named[0]) if 1 <= len(named) <= 2 and len(set(named)) == 1 else ""


@lru_cache(maxsize=256)
def _of(inside: str) -> re.Pattern[str]:
    return re.compile(f"[{inside}]")


@lru_cache(maxsize=256)
def _in_letters(inside: str) -> re.Pattern[str]:
    """Runs of letters and digits that ``inside`` may part."""
    return lazy.compiled(f"[A-Za-z0-9](?:[{inside}]{{0,2}}[A-Za-z0-9_./:\\-]){{4,50}}")


@lru_cache(maxsize=256)
def _in_words(inside: str) -> re.Pattern[str]:
    """Runs of words that ``inside`` parts."""
    return lazy.compiled(f"[一-龥](?:[{inside}]{{1,2}}[一-龥A-Za-z0-9]){{1,12}}")


def _left_out(text: str, low: int, high: int, inside: str) -> Edit | None:
    """The one run of ``text[low:high]`` that is something once ``inside`` is left out of it."""
    one = inside.removeprefix("\\")
    if len(one) == 1 and text.find(one, low, high) < 0:
        return None
    left_out = _of(inside)
    left = left_out.sub("", text[low:high])
    parted = []
    # Compiling the patterns takes longer than all else here: only where they can lead to ``_kind``.
    if _PLAIN.search(left):
        parted = [_in_letters(inside), _in_words(inside)]
    elif any(word in left for word in CONTACTS):
        parted = [_in_words(inside)]
    for pattern in parted:
        for match in pattern.finditer(text, low, high):
            places = [i for i in range(*match.span()) if not left_out.match(text[i])]
            plain = "".join(text[i] for i in places).rstrip(".:-/")
            places = places[: len(plain)]
            if len(match.group()) - len(plain) < 2 or (kind := _kind(plain)) is None:
                continue
            return Edit(places[0], places[-1] + 1, plain, kind, places, plain)
    return None


def _kind(plain: str) -> Kind | None:
    if MOBILE.fullmatch(plain) or _NUMBER.fullmatch(plain):
        return "number"
    if _ADDRESS.fullmatch(plain):
        return "link"
    if _NAME.fullmatch(plain):
        return "number"
    return "separators" if any(word in plain for word in CONTACTS) else None
