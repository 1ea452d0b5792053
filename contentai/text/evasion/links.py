"""Web addresses with another mark for the dot: t.kx9。cc, bt·top/q7, abc點vip."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from contentai.text.evasion.edits import Edit

_TLD = (
    "com|cn|net|org|cc|top|vip|xyz|club|info|site|shop|online|ltd|wang|tv|me|co|app|"
    "icu|tw|la|io|link|fun|pro|hk|us|work|store"
)
# Endings that are no word in a Chinese sentence.
_CLEAR = frozenset(
    [
        "com",
        "cn",
        "net",
        "org",
        "cc",
        "top",
        "xyz",
        "club",
        "site",
        "shop",
        "icu",
        "wang",
        "vip",
        "ltd",
        "info",
        "work",
        "store",
    ]
)
_DOTS = "。·・•︒丶●🔴🔵⚫⚪🟢🟡🟠🟣🟤⏺⊙◉∙⋅"
_LINK = re.compile(
    f"(?<![A-Za-z0-9])(?P<host>[A-Za-z0-9](?:[A-Za-z0-9\\-.{_DOTS}]|点(?=[A-Za-z0-9]))"
    "{0,40}?)"
    f"(?P<dot>[{_DOTS}]|\\s?(?:圆点|小数点|句点|句号)\\s?|\\s?[{{<]\\s?(?:\\.|点|dot)\\s?[}}>]\\s?|"
    "\\s?点\\s?|\\s?[\\[(【（](?:\\.|点|dot|。)[\\])】）]\\s?|"
    " (?:dot|DOT|d0t|Dot|dоt) |\\s\\.\\s?)"
    f"(?P<end>(?:{_TLD})(?:[·。](?:{_TLD}))?)(?![A-Za-z0-9])(?P<path>(?:/|\\s?斜杠\\s?"
    f")[A-Za-z0-9?=&_%\\-]+)?",
    re.IGNORECASE,
)
_LEAD = re.compile(f"[{_DOTS}点号}}>\\])】）\\s]\\s?(?:{_TLD})(?![A-Za-z0-9])", re.IGNORECASE)
_WWW = re.compile("w{2,3}[.。·]", re.IGNORECASE)
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
        if any(masked(i) for i in range(start, end)):
            host = _HOST.search(text[max(0, start - 40) : start])
            begin = start - len(host.group() if host else "")
            if re.search("[A-Za-z]", text[begin:start]):
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
                    re.sub(f"[{_DOTS}点]", ".", match["host"])
                    + "."
                    + re.sub("[·。]", ".", match["end"])
                    + re.sub("\\s?斜杠\\s?", "/", match["path"] or "")
                )
                yield Edit(match.start(), match.end(), plain, "link", None, plain)
                at = match.end()
            break


def _counts(text: str, match: re.Match[str]) -> bool:
    host, dot = match["host"], match["dot"]
    if not re.search("[A-Za-z]", host):
        return False
    if _WWW.match(host):
        return True
    visited = _VISIT.search(text[max(0, match.start() - 12) : match.start()]) is not None
    odd = re.search("[0-9\\-.]", host) is not None
    clear = match["end"].lower() in _CLEAR and len(host) >= 3
    if "点" in dot and len(dot.strip()) == 1:
        return clear or visited or match["path"] is not None
    if dot.strip().lower() in ("dot", "d0t", "dоt"):
        return clear
    if dot.strip() in (".", "·", "•", "・") or " " in dot:
        return (visited or match["path"] is not None) and (odd or visited or clear)
    if dot in ("丶", *_DOTS[6:]):
        return clear or visited
    return visited or match["path"] is not None or odd


_SPACED = re.compile(
    "[a-z0-9\\-](?<![A-Za-z0-9].)(?:(?<=h)\\s?[tx]\\s?[tx]\\s?p\\s?s?\\s?:\\s?/\\s?/|(?<=w)\\s?w\\s?w\\s?"
    "\\.| (?:[a-z0-9\\-] ){2,19}(?=\\. ))"
    "[A-Za-z0-9 ./_\\-]{3,60}"
)
_ADDRESS = re.compile(
    f"(?:h[tx]{{2}}ps?://)?[a-z0-9\\-]+(?:\\.[a-z0-9\\-]+)*\\.(?:{_TLD})(?:/[a-z0-9/_.\\-]*)?",
    re.IGNORECASE,
)


def find_spaced(text: str) -> Iterator[Edit]:
    """Edits that close up addresses written one letter at a time: w w w . a b c . c o m."""
    for match in _SPACED.finditer(text):
        written = match.group().rstrip(" .")
        if " " not in written:
            continue
        places = [match.start() + i for i, c in enumerate(written) if c != " "]
        plain = "".join(text[i] for i in places)
        if _ADDRESS.fullmatch(plain):
            plain = re.sub("^h[tx]{2}p", "http", plain)
            yield Edit(places[0], places[-1] + 1, plain, "link", places, plain)


_CROSSED = re.compile(
    "h[tx]{2}p(?<!http)s?://[A-Za-z0-9.\\-]+(?:/[A-Za-z0-9/_.\\-]*)?", re.IGNORECASE
)
# kuai .com, kuai*com, kuai,com: plain only with a word on what to do with the mark.
_TOLD = re.compile("去掉|去除|删掉|换成|改成|自己改|当点|是点|空格|复制|打开|点开|领取|浏览器")
_MARKED = re.compile(
    "(?P<host>[a-z0-9](?<![A-Za-z0-9@.].)[a-z0-9\\-]{2,30})(?: ?\\. ?| ?[*,，、_＿#~!|"
    "^+] ?)(?P<end>com|cn|net|cc|top|xyz|vip|club|icu)(?![A-Za-z0-9.])"
)


def find_marked(text: str) -> Iterator[Edit]:
    """Edits for hxxp://… and for addresses whose mark the reader is told to change."""
    for match in _CROSSED.finditer(text):
        plain = "http" + match.group()[4:]
        yield Edit(match.start(), match.end(), plain, "link", None, plain)
    for match in _MARKED.finditer(text):
        plain = f"{match['host']}.{match['end']}"
        around = (
            text[max(0, match.start() - 10) : match.start()] + text[match.end() : match.end() + 14]
        )
        if plain != match.group() and _TOLD.search(around):
            yield Edit(match.start(), match.end(), plain, "link", None, plain)
