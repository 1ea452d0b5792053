"""Web addresses whose dots the reader is to put in: kankan(点)la, kuai,com 逗号改成点, hxxp://…

Evidence adds up: a dot in brackets, a word on what to change, a word of visiting before it, a
path after it, an ending that only addresses have. 3点vip专场 and iPhone。top 配置 have too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentai.text import lazy
from contentai.text.evasion.edits import Edit
from contentai.text.evasion.links import CLEAR, TLD, VISIT, endings

_NAMED = "圆点|小数点|句点|句号|逗号|顿号|星号|井号|点儿?|(?i:d[o0]t)"
_DOT = (
    f"(?:\\s?(?:[\\[(【（{{<]\\s?(?:\\.|。|·|,|{_NAMED})?\\s?[\\])】）}}>]|{_NAMED}"
    "|[。·・•︒●⊙⋅🔴🔵⚫⚪🟢🟡,，、*_~#!|^+丶无])\\s?|\\s\\.\\s?|\\.\\s|\\.)"
)
_ADDRESS = lazy.pattern(
    f"(?<![A-Za-z0-9@.])(?:(?:h[tx]{{2}}ps?|https?)\\s?(?:[:：]|冒号)\\s?(?:/|斜杠){{2}}\\s?)?"
    f"[A-Za-z0-9\\-]{{1,30}}(?:{_DOT}[A-Za-z0-9\\-]{{1,30}}){{0,3}}?"
    f"{_DOT}(?i:{TLD})(?![A-Za-z0-9@])(?:\\s?(?:/|斜杠)\\s?[A-Za-z0-9?=&_%\\-/]+)?"
)
_LEAD = lazy.pattern(
    f"(?:[\\])】）}}>]|{_NAMED}|[。·・•︒●⊙⋅🔴🔵⚫⚪🟢🟡,，、*_~#!|^+丶无]|\\s\\.|\\.)\\s?(?i:{TLD})(?![A-Za-z0-9])"
)
_DOT_ONLY = lazy.pattern(_DOT)
_PLAIN = lazy.pattern("[A-Za-z0-9.\\-/:?=&_%]+")
_BRACKET = lazy.pattern("[\\[(【（{<]\\s?(?:\\.|。|·|,|点|dot|圆点)\\s?[\\])】）}>]", re.IGNORECASE)
_TOLD = lazy.pattern(
    "[去拿删][掉除]|换成|改成|换一?下|替换|自己改|当点|是点|空格|括号|打开|点开|浏览器|句号|复制"
)
_CROSSED = lazy.pattern(
    "h[tx]{2}p(?<!http)s?://[A-Za-z0-9.\\-]+(?:/[A-Za-z0-9/_.\\-]*)?", re.IGNORECASE
)
# 三个w，后面 meigou 小数点 vip
_SPOKEN = lazy.pattern(
    "[三3]个\\s?(?:小写)?的?\\s?[wW](?![A-Za-z])[,，\\s]{0,2}(?:后面|接着|然后|再|之后)?[是加写接跟]?\\s?"
    "(?:小数点|点|\\.)?\\s?(?=[A-Za-z0-9\\-]{2,20}\\s?\\S{1,3}\\s?[A-Za-z])"
)
_MARKED = lazy.pattern("[*~^|_](?<=[a-z0-9.].)[a-z0-9.]")
_STARRED = lazy.pattern("[a-z0-9](?:[*~^|_]{0,2}[a-z0-9.]){5,40}")
_WHOLE = lazy.pattern(f"[a-z0-9\\-]+(?:\\.[a-z0-9\\-]+)*\\.(?:{TLD})")
_SEEK = 60


def find(text: str) -> Iterator[Edit]:
    """Edits that put the addresses plainly."""
    for match in _CROSSED.finditer(text):
        plain = "http" + match.group()[4:]
        yield Edit(match.start(), match.end(), plain, "link", None, plain)
    for match in _SPOKEN.finditer(text):
        yield Edit(*match.span(), "www.", None)
    at = 0
    for ending in endings(text):
        lead = _LEAD.search(text, max(0, ending - 7), ending + 9)
        if lead is None or lead.start() < at:
            continue
        for match in _ADDRESS.finditer(text, max(at, lead.start() - _SEEK), lead.end() + _SEEK):
            if match.end() <= lead.start():
                continue
            plain = _plain(match.group())
            if plain and _worth(text, match) >= 4:
                at = match.end()
                yield Edit(match.start(), at, plain, "link", None, plain)
            break
    for match in _STARRED.finditer(text) if _MARKED.search(text) else ():
        plain = re.sub("[*~^|_]", "", match.group()).rstrip(".")
        if len(match.group()) - len(plain) >= 3 and _WHOLE.fullmatch(plain):
            yield Edit(
                match.start(),
                match.start() + len(match.group().rstrip(".*")),
                plain,
                "link",
                None,
                plain,
            )


def _plain(written: str) -> str:
    """The address with plain dots, or nothing where it is plain already."""
    if _PLAIN.fullmatch(written):
        return ""
    plain = re.sub("\\s?(?:[:：]|冒号)\\s?(?:/|斜杠){2}\\s?", "://", written)
    plain = re.sub("\\s?斜杠\\s?", "/", plain)
    head, mark, rest = plain.rpartition("://")
    plain = head + mark + re.sub("\\s", "", _DOT_ONLY.sub(".", rest))
    plain = re.sub("^h[tx]{2}p", "http", plain)
    return plain if _PLAIN.fullmatch(plain) else ""


def _worth(text: str, match: re.Match[str]) -> int:
    """How much speaks for an address; four is enough."""
    start, end = match.span()
    written = match.group()
    host = re.split("[^A-Za-z0-9\\-]", written)[0]
    if not re.search("[A-Za-z]", host):
        return 0
    around = text[max(0, start - 12) : start] + "\n" + text[end : end + 16]
    ending = re.findall("[A-Za-z]+", re.split("/|斜杠", written)[0])[-1].lower()
    mark = re.search("[,，、*_~#!|^+无]|逗号|顿号|星号|井号|\\s", written)
    return (
        2 * bool(_BRACKET.search(written))
        + 2 * bool(_TOLD.search(around))
        + bool(VISIT.search(text[max(0, start - 12) : start]))
        + bool(re.search("/|斜杠", written))
        + (ending in CLEAR)
        + bool(re.search("[0-9\\-]", host))
        + (len(host) >= 4)
        + 3 * host.lower().startswith("www")
        + bool(re.search("[。·•●🔴⋅]|点|dot", written))
        - 2 * bool(mark and not _TOLD.search(around))
    )
