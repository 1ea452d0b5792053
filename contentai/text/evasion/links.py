"""Web addresses with another mark for the dot: t.kx9。cc, bt·top/q7, abc點vip."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from contentai.text.evasion.edits import Edit

_TLD = (
    "com|cn|net|org|cc|top|vip|xyz|club|info|site|shop|online|ltd|wang|tv|me|co|app|"
    "icu|tw|la|io|link|fun|pro|hk|us|work|store"
)
_LINK = re.compile(
    "(?<![A-Za-z0-9])(?P<host>[A-Za-z0-9][A-Za-z0-9\\-.。·]{0,40}?)"
    "(?P<dot>[。·・•︒]|\\s?点\\s?|\\s?[\\[(【（](?:\\.|点|dot|。)[\\])】）]\\s?|"
    " dot |\\s\\.\\s?)"
    f"(?P<end>(?:{_TLD})(?:[·。](?:{_TLD}))?)(?![A-Za-z0-9])(?P<path>/[A-Za-z0-9?=&_%\\-]+)?",
    re.IGNORECASE,
)
_LEAD = re.compile(f"[。·・•︒点\\])】）\\s]\\s?(?:{_TLD})(?![A-Za-z0-9])", re.IGNORECASE)
_VISIT = re.compile(
    "(?:登[录陆]|点击?|戳|网址|打开|访问|复制|链接|浏览器|进入|输入|官网|搜|上|看|下"
    "载|请至|内至|至|到)[^一-鿿]{0,4}$"
)
_PLAIN = re.compile(f"[.](?:{_TLD})(?![A-Za-z0-9])", re.IGNORECASE)
_HOST = re.compile("[A-Za-z0-9.-]*$")
_SEEK = 48


def find_masked(text: str, masked: Callable[[int], bool]) -> Iterator[Edit]:
    """Reports (nothing is left to edit) of addresses in letters of another form: bt.ｔｏｐ."""
    for match in _PLAIN.finditer(text):
        start, end = match.span()
        if any(masked(i) for i in range(start + 1, end)):
            host = _HOST.search(text[max(0, start - 40) : start])
            begin = start - len(host.group() if host else "")
            if not all(masked(i) for i in range(begin, end) if text[i] != "."):
                yield Edit(begin, end, text[begin:end], "link")


def find(text: str) -> Iterator[Edit]:
    """Edits that put the plain dot into disguised addresses."""
    at = 0
    for lead in _LEAD.finditer(text):
        low = max(at, lead.start() - _SEEK)
        for match in _LINK.finditer(text, low, min(len(text), lead.end() + _SEEK)):
            if match.end() <= lead.start():
                continue
            if _counts(text, match):
                plain = (
                    re.sub("[。·・•︒]", ".", match["host"])
                    + "."
                    + re.sub("[·。]", ".", match["end"])
                    + (match["path"] or "")
                )
                yield Edit(match.start(), match.end(), plain, "link", None, plain)
                at = match.end()
            break


def _counts(text: str, match: re.Match[str]) -> bool:
    host, dot = match["host"], match["dot"]
    if not re.search("[A-Za-z]", host):
        return False
    visited = _VISIT.search(text[max(0, match.start() - 12) : match.start()]) is not None
    odd = re.search("[0-9\\-.]", host) is not None
    if "点" in dot and len(dot.strip()) == 1:
        return visited or match["path"] is not None
    if dot.strip() in (".", "·", "•", "・") or " " in dot:
        return (visited or match["path"] is not None) and (odd or visited)
    return visited or match["path"] is not None or odd
