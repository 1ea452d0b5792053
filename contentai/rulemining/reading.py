"""Everything that an article asks for, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from contentai.rulemining.asked import Asked
from contentai.rulemining.deontic import asked_in, item_asks
from contentai.rulemining.lexicon import Polarity, lexicon
from contentai.rulemining.sentences import Sentence, readable
from contentai.text.document import Document

# Longer ones say something themselves.
_HEAD: Final = 14
_SHORT: Final = 4


def asked_of(document: Document) -> Iterator[tuple[Sentence, Asked]]:
    """Each sentence with what it asks for; one that stands there again comes once.

    Items below a list's head (不得有下列内容：, 禁止事项) ask as the head does, unless they
    ask by themselves. What is to be ticked off is asked for, too.
    """
    lead: Polarity | None = None
    seen: set[tuple[str, str, str]] = set()
    for sentence in readable(document):
        led = _head(sentence)
        if led is not None:
            lead = led
            continue
        if sentence.heading or (sentence.opens and not sentence.listed):
            lead = None
        found = asked_in(sentence)
        if sentence.listed and (lead or sentence.boxed) and not _asks_itself(found):
            found = item_asks(sentence, lead or "do")
        elif opened := _opens_list(sentence, found):
            lead = opened
            continue
        for asked in found:
            # A word or two may be asked for of several things.
            of = sentence.text if len(asked.claim) < _SHORT else ""
            key = (asked.polarity, asked.claim, of)
            if key not in seen:
                seen.add(key)
                yield sentence, asked


def _asks_itself(found: list[Asked]) -> bool:
    return any(asked.kind not in ("bare", "value", "weak", "warn") for asked in found)


def _head(sentence: Sentence) -> Polarity | None:
    """The polarity of a heading that is nothing but such words: 禁止事项, 不要："""
    lists = lexicon()
    text = sentence.text.strip(":。 【】")
    is_head = sentence.heading or (sentence.opens and not sentence.clauses[-1].pause.strip(":"))
    if not is_head or len(text) > _HEAD or len(sentence.clauses) > 1:
        return None
    if text in lists["heads_dont"]:
        return "dont"
    return "do" if text in lists["heads_do"] else None


def _opens_list(sentence: Sentence, found: list[Asked]) -> Polarity | None:
    """The polarity of the items that a sentence announces: …不得有下列内容："""
    last = sentence.clauses[-1]
    if last.pause != ":" or not found:
        return None
    announced = any(word.text in lexicon()["lists"] for word in last.words)
    return found[-1].polarity if announced and found[-1].polarity != "warn" else None
