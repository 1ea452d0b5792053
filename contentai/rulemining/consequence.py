"""Warnings: what will happen to one who does something, 发太勤会被取关, 否则…, 小心…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from contentai.rulemining.lexicon import lexicon
from contentai.rulemining.sentences import Sentence, Word
from contentai.rulemining.wording import joined

# A harm counts so many words behind what tells that it is to come.
_REACH: Final = 8
# 写不出重点，就引不起注意: who fails at one thing fails at the next.
_IN_VAIN: Final = re.compile(r"[一-鿿]不(?:起|出|到|住|动|好|上|下)")
_NOT_SO: Final = frozenset({"不", "才不", "没", "不一定", "不是", "而是", "应该", "不要", "别"})
_KEEPS_OFF: Final = frozenset({"不会", "不", "避免", "减少", "防止", "降低", "不再", "没有", "没"})


def warnings(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """What ``sentence`` warns of, with the clause that does so: the cause and what it leads to."""
    clauses, lists = sentence.clauses, lexicon()
    for at, clause in enumerate(clauses):
        texts = [word.text for word in clause.words]
        if any(text in lists["otherwise"] for text in texts[:2]):
            rest = "".join(t for t in texts if t not in lists["otherwise"])
            if any(text in lists["otherwise"] for text in texts[-1:]):  # 否则，请…
                return
            yield joined([rest, *(c.text for c in clauses[at + 1 : at + 4])]), clause.text
            return
        if texts[0] in lists["beware"] or (
            len(texts) > 1 and texts[0] in lists["connectives"] and texts[1] in lists["beware"]
        ):
            yield joined(texts[1:] and ["".join(texts[1:])]), clause.text
            continue
        fails = at > 0 and "不" in clauses[at - 1].text
        if _threatens(clause.words, at > 0 or len(texts) > 3, fails):
            cause = clauses[at - 1].text if at and len(clause.text) < 16 else ""
            yield joined([cause, clause.text] if cause else [clause.text]), clause.text


def _threatens(words: Sequence[Word], has_cause: bool, fails: bool) -> bool:
    """Whether a clause tells of a harm to come; ``fails``: the one before tells of a failure."""
    lists = lexicon()
    texts = [word.text for word in words]
    if any(text in lists["past"] for text in texts) or any(t in lists["others"] for t in texts[:1]):
        return False
    for at, text in enumerate(texts):
        if text not in lists["will"] or words[at].quoted:
            continue
        if at and texts[at - 1] in _NOT_SO:
            continue
        behind = texts[at + 1 : at + 1 + _REACH]
        if any(bad in "".join(behind) for bad in lists["ruin"]):
            return True
        if text == "就" and fails and behind and _IN_VAIN.match(behind[0]):
            return True
        if any(one in _KEEPS_OFF for one in behind[:3]):
            continue
        if has_cause and (_harms(behind) or _is_done_to(behind)):
            return True
    return False


def _harms(texts: Sequence[str]) -> bool:
    """Whether a harm stands there, in one token or in two (拉 黑)."""
    harms = lexicon()["harms"]
    return any(text in harms for text in texts) or any(a + b in harms for a, b in pairwise(texts))


def _is_done_to(texts: Sequence[str]) -> bool:
    """被…: being done something to, as far as it is not what a writer wants (被喜欢)."""
    if "被" not in texts:
        return False
    behind = texts[texts.index("被") + 1 :]
    return bool(behind) and not any(text in lexicon()["welcome"] for text in behind[:4])
