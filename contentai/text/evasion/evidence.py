"""The evidence for and against a candidate: what it is made of, what stands beside it, what
the text around it is about.

Every piece of evidence has a name; ``weights`` gives each a weight learned from texts, and
their sum says how likely the candidate is to be a disguise. Nothing here knows a reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contentai.text import lazy
from contentai.text.evasion.candidates import Candidate
from contentai.text.evasion.context import look
from contentai.text.evasion.lone import HEARTS
from contentai.text.evasion.neighbourhood import LEFT, NAME, RIGHT, TOPICS
from contentai.text.tokenize import is_word, words

Masked = Callable[[int], bool]

_REACH = 44
WINDOW = 64
_MOST = 3
_EMOJI = lazy.pattern("[\u2600-\u27bf\U0001f000-\U0001faff]")
_HAN = lazy.pattern("[一-龥]")
_MARK = lazy.pattern("[^\\w\\s\u2600-\u27bf\U0001f000-\U0001faff]|_")
_RARE = frozenset("薇徽嶶溦癓葳巍崴峮裙釦扌亻讠厶")
# What somebody who wants to be found talks about.
_PULL = frozenset({"trade", "give", "call", "shy", "dear", "where", "group"})
# Nobody needs these for anything else.
_NEVER = frozenset("溦嶶峮癓厶")
_LETTERS = lazy.pattern("[a-z]")
_CUT = 8
_QUOTE = lazy.pattern("[“‘「『《\"'（(]$")
_UNQUOTE = lazy.pattern("[”’」』》\"'）)字]")


def weigh_up(
    text: str, key: str, candidate: Candidate, company: int, masked: bool
) -> Iterator[str]:
    """The names of all evidence on ``candidate`` of ``text``, some repeatedly.

    ``key`` is the text in lower case, place for place; ``company`` is the number of other
    candidates near; ``masked`` says that the candidate was written in another form of its
    characters. Nothing farther than ``WINDOW`` is looked at.
    """
    start, end, reading, sort, _ = candidate
    written = key[start:end]
    form = list(_form(written, reading, masked))
    form += _case(text[start:end])
    beside = list(_beside(key, start, end))
    yield from form
    yield from beside
    yield from _cut(key, start, end)
    around = key[max(0, start - _REACH) : start] + "\n" + key[end : end + _REACH]
    topics = [t for t, p in TOPICS.items() for _ in p.findall(around)[:_MOST]]
    yield from topics
    for _ in range(min(company, _MOST)):
        yield "company"
    if company:
        yield f"{sort} company"
    yield f"sort {sort}"
    yield f"sort {sort} {reading}"
    for piece in beside:
        yield f"{sort} {piece}"
    for piece in form:
        yield f"{sort} {piece}"
    for topic in dict.fromkeys(topics):
        yield f"{sort} {topic}"
    if not _PULL.intersection(topics):
        yield "no pull"
        yield f"{sort} no pull"


def _form(written: str, reading: str, masked: bool) -> Iterator[str]:
    """What it is made of."""
    emoji, han = _EMOJI.search(written), _HAN.search(written)
    latin = _LETTERS.search(written)
    if emoji:
        yield "emoji"
    if emoji and han:
        yield "emoji and han"
    if latin and han:
        yield "latin and han"
    if latin and not han:
        yield "latin alone"
    if any(c.isspace() for c in written):
        yield "spaces"
    if _MARK.search(written):
        yield "marks"
    if any(c in HEARTS for c in written):
        yield "heart"
    if any(c in _RARE for c in written):
        yield "rare"
    if any(c in _NEVER for c in written):
        yield "never"
    if masked:
        yield "masked"
    if len(written) == len(reading):
        strange = sum(a != b for a, b in zip(written, reading, strict=True))
        yield f"strange {min(strange, 3)} of {min(len(written), 4)}"
    yield f"size {min(len(written), 4)}"


def _case(written: str) -> Iterator[str]:
    """Capitals: Wei Xin is somebody, VX may be a model."""
    if written.istitle() and len(written) > 2:
        yield "title case"
    elif written.isupper():
        yield "upper case"


def _beside(key: str, start: int, end: int) -> Iterator[str]:
    """What stands right before and after it."""
    left, right = key[max(0, start - 14) : start], key[end : end + 14]
    found = look(key, start, end)
    for name, value in (
        ("added", found.added),
        ("account", found.account),
        ("digits", found.digits >= 5),
        ("digits far", found.far),
        ("not plain", found.mixed),
        ("colon", found.colon),
    ):
        if value:
            yield name
    if found.verb and key[slice(*found.verb)] != "加":
        yield "verb disguised"
    if _QUOTE.search(left) and _UNQUOTE.match(right):
        yield "quoted"
    if key[start:end] in (key[end : end + end - start], key[2 * start - end : start]):
        yield "twice"
    if NAME.search(key, end, end + 28):
        yield "name after"
    if NAME.search(key, max(0, start - 28), start):
        yield "name before"
    yield from (f"left {name}" for name, p in LEFT.items() if p.search(left))
    yield from (f"right {name}" for name, p in RIGHT.items() if p.match(right))


def _cut(key: str, start: int, end: int) -> Iterator[str]:
    """How it lies to the words of a dictionary."""
    low, high = max(0, start - _CUT), min(len(key), end + _CUT)
    at = low
    for word in words(key[low:high]):
        close = at + len(word)
        if close > start and at < end and len(word) > 1 and _HAN.search(word):
            if at < start or close > end:
                known = is_word(word)
                side = "left" if at < start else "right"
                yield f"cuts {'word' if known else 'guess'} {side}"
            elif at == start and close == end:
                yield "is word" if is_word(word) else "is guess"
            else:
                yield "holds word" if is_word(word) else "holds guess"
        at = close
    if start and key[start - 1 : start + 1].isalpha() and is_word(key[start - 1 : start + 1]):
        yield "joins left"
    before = key[max(0, start - 3) : start]
    if before[-1:].isspace() and is_word(before.rstrip()[-1:] + key[start : start + 1]):
        yield "joins left"
    if is_word(key[end - 1 : end + 1]) and _HAN.match(key[end : end + 1]):
        yield "joins right"
