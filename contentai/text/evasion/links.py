"""Web addresses with another mark for the dot: t.kx9。cc, bt·top/q7, abc點vip."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from contentai.text import lazy
from contentai.text.evasion.edits import Edit

TLD = (
    "com|cn|net|org|cc|top|vip|xyz|club|info|site|shop|online|ltd|wang|tv|me|co|app|"
    "icu|tw|la|io|link|fun|pro|hk|us|work|store|help|live|ink|asia|love|win|bid|tech|art|world|run|red"
    "|cool|ren|biz|mobi|pw|ws|gg|so|im|be|to|ly|shopping|page|plus|life|today|group|chat|zone|games?"
)
# Endings that are no word in a Chinese sentence.
CLEAR = frozenset(
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
        "help",
        "asia",
        "ltd",
        "biz",
        "ly",
        "io",
        "tv",
    ]
)
_DOTS = "。·・•︒丶●🔴🔵⚫⚪🟢🟡🟠🟣🟤⏺⊙◉∙⋅"
_LINK = lazy.pattern(
    f"(?<![A-Za-z0-9])(?P<host>[A-Za-z0-9](?:[A-Za-z0-9\\-.{_DOTS}]|点(?=[A-Za-z0-9]))"
    "{0,40}?)"
    f"(?P<dot>[{_DOTS}]|\\s?(?:圆点|小数点|句点|句号)\\s?|\\s?[{{<]\\s?(?:\\.|点|dot)\\s?[}}>]\\s?|"
    "\\s?点\\s?|\\s?[\\[(【（](?:\\.|点|dot|。)[\\])】）]\\s?|"
    " (?:dot|DOT|d0t|Dot|dоt) |\\s\\.\\s?)"
    f"(?P<end>(?:{TLD})(?:[·。](?:{TLD}))?)(?![A-Za-z0-9])(?P<path>(?:/|\\s?斜杠\\s?"
    f")[A-Za-z0-9?=&_%\\-]+)?",
    re.IGNORECASE,
)
_LEAD = lazy.pattern(f"[{_DOTS}点号}}>\\])】）\\s]\\s?(?:{TLD})(?![A-Za-z0-9])", re.IGNORECASE)
_WWW = lazy.pattern("w{2,3}[.。·]", re.IGNORECASE)
VISIT = lazy.pattern(
    "(?:登[录陆]|点击?|戳|网址|打开|访问|复制|链接|浏览器|进入|输入|官网|搜|上|看|下"
    "载|请至|内至|至|到)[^一-鿿]{0,4}$"
)
_PLAIN = lazy.pattern(f"[.](?:{TLD})(?![A-Za-z0-9])", re.IGNORECASE)
_HOST = lazy.pattern("[A-Za-z0-9.-]*$")
_SEEK = 48


_ENDINGS = frozenset(TLD.replace("games?", "game|games").split("|"))
_LATIN = lazy.pattern("[A-Za-z][A-Za-z]{1,7}(?![A-Za-z])")


def endings(text: str) -> Iterator[int]:
    """Where a word starts that addresses end in, which tells most texts from those with any."""
    for match in _LATIN.finditer(text):
        if match.group().lower() in _ENDINGS:
            yield match.start()


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
    for ending in endings(text):
        lead = _LEAD.search(text, max(0, ending - 3), ending + 9)
        if lead is None or lead.start() < at:
            continue
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
    visited = VISIT.search(text[max(0, match.start() - 12) : match.start()]) is not None
    odd = re.search("[0-9\\-.]", host) is not None
    clear = match["end"].lower() in CLEAR and len(host) >= 3
    if dot.strip() in ("圆点", "小数点", "句点", "句号"):
        return clear or visited or match["path"] is not None
    if "点" in dot and len(dot.strip()) == 1:
        return clear or visited or match["path"] is not None
    if dot.strip().lower() in ("dot", "d0t", "dоt"):
        return clear
    if dot.strip() in (".", "·", "•", "・") or " " in dot:
        return (visited or match["path"] is not None) and (odd or visited or clear)
    if dot in ("丶", *_DOTS[6:]):
        return clear or visited
    return visited or match["path"] is not None or odd


_SPACED = lazy.pattern(
    "[a-z0-9\\-](?<![A-Za-z0-9].)(?:(?<=h)\\s?[tx]\\s?[tx]\\s?p\\s?s?\\s?:\\s?/\\s?/|(?<=w)\\s?w\\s?w\\s?"
    "\\.| (?:[a-z0-9\\-] ){2,19}(?=\\. ))"
    "[A-Za-z0-9 ./_\\-]{3,60}"
)
_ADDRESS = lazy.pattern(
    f"(?:h[tx]{{2}}ps?://)?[a-z0-9\\-]+(?:\\.[a-z0-9\\-]+)*\\.(?:{TLD})(?:/[a-z0-9/_.\\-]*)?",
    re.IGNORECASE,
)


def find_spaced(text: str) -> Iterator[Edit]:
    """Edits that close up addresses written one letter at a time: w w w . a b c . c o m."""
    for match in _SPACED.finditer(text):
        written = match.group().rstrip(" .")
        # A whole address before the first space is an ordinary one, and words follow it.
        first, *rest = written.split(" ")
        if not rest or _ADDRESS.fullmatch(first):
            continue
        places = [match.start() + i for i, c in enumerate(written) if c != " "]
        plain = "".join(text[i] for i in places)
        if _ADDRESS.fullmatch(plain):
            plain = re.sub("^h[tx]{2}p", "http", plain)
            yield Edit(places[0], places[-1] + 1, plain, "link", places, plain)
