"""Everything that an article asks for, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from contentai.rulemining.asked import Asked
from contentai.rulemining.deontic import asked_in, item_asks
from contentai.rulemining.lexicon import Polarity, lexicon
from contentai.rulemining.sentences import Sentence, readable
from contentai.text.document import Document

# Longer ones say something themselves.
_HEAD: Final = 14
_SHORT: Final = 4
_LINE: Final = 60
_ASKING: Final[tuple[Polarity, ...]] = ("do", "dont")


def asked_of(document: Document) -> Iterator[tuple[Sentence, Asked]]:
    """Each sentence with what it asks for; one that stands there again comes once.

    Items below a list's head (不得有下列内容：, 禁止发布：) ask as the head does, unless they
    ask by themselves. What is to be ticked off is asked for, too.
    """
    lead = _NO_LEAD
    seen: set[tuple[str, str, str]] = set()
    for sentence in readable(document):
        led = _head(sentence)
        if led is not None:
            lead = led
            continue
        is_item = sentence.listed or (lead.loose and sentence.opens and _goes_on(sentence))
        if sentence.heading or (sentence.opens and not is_item):
            lead = _NO_LEAD
        found = asked_in(sentence)
        if is_item and (lead.polarity or sentence.boxed) and not _asks_itself(found):
            found = item_asks(sentence, lead.polarity or "do")
        elif opened := _opens_list(sentence, found):
            lead = _Lead(opened, loose=True)
            continue
        elif _announces_wrongs(sentence):
            lead = _Lead("dont")
        if lead.loose and sentence.opens:
            # Below marked items, or behind the last line, nothing else is an item.
            over = not sentence.listed and sentence.clauses[-1].pause == "。"
            lead = _NO_LEAD if over else _Lead(lead.polarity, loose=not sentence.listed)
        for asked in found:
            # A word or two may be asked for of several things.
            of = sentence.text if len(asked.claim) < _SHORT else ""
            key = (asked.polarity, asked.claim, of)
            if key not in seen:
                seen.add(key)
                yield sentence, asked


class _Lead(NamedTuple):
    """How the head of a list asks; below a ``loose`` one no item need be marked as such."""

    polarity: Polarity | None
    loose: bool = False


_NO_LEAD: Final = _Lead(None)


def _goes_on(sentence: Sentence) -> bool:
    """Whether a line is one of several below a colon: it ends like one, and is short."""
    return sentence.clauses[-1].pause in (";", "。") and len(sentence.text) <= _LINE


def _announces_wrongs(sentence: Sentence) -> bool:
    """Whether items that follow are what is wrong: 存在以下问题的，将无法通过审核。"""
    lists = lexicon()
    words = [word.text for clause in sentence.clauses for word in clause.words]
    return any(a in lists["lists"] for a in words) and any(a in lists["wrongs"] for a in words)


def _asks_itself(found: list[Asked]) -> bool:
    return any(asked.kind not in ("bare", "value", "weak", "warn") for asked in found)


def _head(sentence: Sentence) -> _Lead | None:
    """How a line asks that is nothing but such words: 禁止事项, 不要：, 禁止发布："""
    lists = lexicon()
    last = sentence.clauses[-1].pause
    text = sentence.text.strip(":。 【】")
    is_head = sentence.heading or (sentence.opens and not last.strip(":"))
    if not is_head or len(text) > _HEAD or len(sentence.clauses) > 1:
        return None
    for polarity in _ASKING:
        for head in lists[f"heads_{polarity}"]:
            if text.startswith(head) and text[len(head) :] in ("", *lists["heads_of"]):
                return _Lead(polarity, loose=last == ":")
    return None


def _opens_list(sentence: Sentence, found: list[Asked]) -> Polarity | None:
    """The polarity of the items that a sentence announces: …不得有下列内容："""
    last = sentence.clauses[-1]
    if last.pause != ":" or not found:
        return None
    announced = any(word.text in lexicon()["lists"] for word in last.words)
    return found[-1].polarity if announced and found[-1].polarity != "warn" else None
