"""Account names with numerals in them: 微信：xf9字零七二, lv五八5㈧z2, bm 7 2 k k 0 9.

They are looked for only right after a contact word, in whatever form it was written. Letters
are kept as they are: nobody can tell the o of an account from its 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentai.text import lazy
from contentai.text.evasion.edits import Edit

_VALUES = {
    **{
        c: str(d)
        for d, cs in enumerate(
            ("〇零", "一壹幺ㄧ", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
        )
        for c in cs
    },
    "卌": "40",
    "卅": "30",
    "廿": "20",
    "杠": "-",
}
_CHINESE = "".join(_VALUES)
_AFTER_CONTACT = lazy.pattern(
    "(?:微信|QQ|LINE|Telegram|飞机|tg)(?:搜|号码?|账号|群号?|ID|id|i-d)*(?:是|为|我|"
    "搜)?[\\s:：=【\\[(（「“\"'→👉👇>丨|—@🆔]{0,4}"
)
_NAME = lazy.pattern(
    f"[A-Za-z0-9_{_CHINESE}](?:(?:[ \\-.·—–()（）・]{{0,2}}|字)[A-Za-z0-9_З{_CHINESE}＿]){{4,29}}"
)
_STARRED = lazy.pattern(
    "([*^~|·])(?<=[a-z0-9].)(?<![A-Za-z0-9]..)[a-z0-9](?:\\1[a-z0-9]){4,20}(?![A-Za-z0-9])"
)
# What stands before an account, its first letters, and how it goes on.
_NAMED = lazy.pattern("(?i:微信|wechat|qq|line)(?:号码?|账号|id)?(?:是|为|叫|[:： ]){0,3}$")
_NEAR = 14
_LETTERS = lazy.pattern("[a-z]{1,8}")
_REST = lazy.pattern("[A-Za-z0-9_\\-]{3,}")
_MARKS = lazy.pattern("[ .·—–()（）・字]")
_ALL_MARKS = lazy.pattern("[ .·—–()（）・字-]")
_PIECE = lazy.pattern("[^ ]+")
_UNIT = lazy.pattern("[元块折天年月日个人群单件万千百点楼期]|起|对一|些|下|样|定|直|般")


def find(text: str) -> Iterator[Edit]:
    """Edits that write such names plainly."""
    for match in _AFTER_CONTACT.finditer(text):
        found = _NAME.match(text, match.end())
        if found is None:
            continue
        name = _trimmed(text, found)
        spaced = _spaced(name)
        plain = (_MARKS if not spaced else _ALL_MARKS).sub("", name)
        plain = "".join(_VALUES.get(c, c) for c in plain)
        written = re.sub(r"[^A-Za-z0-9_\-]", "", name)
        disguised = any(c in _VALUES for c in name) or spaced
        letters = re.search("[A-Za-z]", plain)
        if disguised and letters and len(plain) >= 5 and written:
            start = found.start()
            yield Edit(start, start + len(name), plain, "number", None, plain)


def find_starred(text: str) -> Iterator[Edit]:
    """Edits for names with one mark between all characters: k*b*z*8*8*0*2."""
    for match in _STARRED.finditer(text):
        places = [match.start() - 1, *range(match.start() + 1, match.end(), 2)]
        plain = "".join(text[i] for i in places)
        if re.search("[a-z]", plain) and re.search("[0-9]", plain):
            yield Edit(places[0], places[-1] + 1, plain, "separators", places, plain)


def begins(text: str, edit: Edit) -> bool:
    """True when ``edit`` takes the beginning of an account for a contact word.

    The account stands right after the plain name of the app, which leaves nothing to disguise:
    微信 wx12345, QQ：q3309172.
    """
    word = text[edit.start : edit.end].lower()
    return (
        edit.kind == "contact_word"
        and _LETTERS.fullmatch(word) is not None
        and _REST.match(text, edit.end) is not None
        and _NAMED.search(text, max(0, edit.start - _NEAR), edit.start) is not None
    )


def _trimmed(text: str, found: re.Match[str]) -> str:
    """The name without what belongs to the text after it: spaced words, 三折."""
    name = found.group()
    pieces = list(_PIECE.finditer(name))
    if any(len(piece.group()) > 4 for piece in pieces):
        first = pieces[0].group()
        more = pieces[1].group() if len(pieces) > 1 else ""
        # gjj三三 六〇七九 goes on; abcde 3 does not.
        name = first if len(first) >= 5 or not more else name[: pieces[1].end()]
    for opening, closing in ("（）", "()"):
        if opening in name and closing not in name:
            name = name[: name.index(opening)]
    while name and _UNIT.match(text[found.start() + len(name) :][:2]) and name[-1] in _VALUES:
        name = name[:-1].rstrip()
    return name.rstrip(" -.·—–(（")


def _spaced(name: str) -> bool:
    """True when the characters stand one by one: k 5 5 6 o, j-i-n-s-h-a-n."""
    pieces = re.split("[ \\-.·—–()（）・]+", name)
    single = sum(len(piece) == 1 for piece in pieces)
    return len(pieces) >= 4 and single * 10 >= len(pieces) * 7
