"""Candidates that the evidence speaks for: 魏信聊, 下🥚, 移步某宝, vx报城市.

What a hand-written rule is sure of is undone before; this step weighs what is left. The
weights are those of a logistic regression over ``evidence`` (``weights.json`` says what it
was learned from), so the sum is a log-odds and every part of it can be shown.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from contentai.text import lazy
from contentai.text.evasion.candidates import Candidate, propose
from contentai.text.evasion.context import look
from contentai.text.evasion.edits import Edit
from contentai.text.evasion.evidence import WINDOW, Masked, weigh_up

# No tokenizer takes a lone surrogate.
_SURROGATE = lazy.pattern("[\ud800-\udfff]")
# How far the next candidate may stand and still speak for this one.
_COMPANY = 16
FILE = Path(__file__).with_name("weights.json")


@cache
def _weights() -> list[tuple[float, dict[str, float]]]:
    """The weights in use, in a list so that a learner may put others in their place."""
    data = json.loads(FILE.read_text("utf-8"))
    return [(float(data["bias"]), {name: float(w) for name, w in data["weights"].items()})]


def use(bias: float, weights: dict[str, float]) -> None:
    """Judge by other weights from now on, which is for learning them."""
    _weights()[0] = (bias, weights)
    _judged.cache_clear()


def considered(key: str) -> list[tuple[Candidate, int]]:
    """The candidates of ``key`` that are not plain, and how many others stand near each."""
    found = sorted(c for c in propose(key) if not stands(key, c))
    spoken = [(c.start, c.end) for c in found if c.sort not in ("place", "spell", "initials")]
    near = []
    for c in found:
        low, high = c.start - _COMPANY, c.end + _COMPANY
        at = bisect_left(spoken, (low, 0))
        others: set[int] = set()
        while at < len(spoken) and spoken[at][0] < high:
            start, end = spoken[at]
            if end <= c.start or start >= c.end:
                others.add(start)
            at += 1
        near.append((c, len(others)))
    return near


def log_odds(text: str, key: str, candidate: Candidate, company: int, masked: Masked) -> float:
    """How likely a candidate of ``text`` (``key`` in lower case) is a disguise: above 0, it is."""
    start, end = candidate.start, candidate.end
    low = max(0, start - WINDOW)
    near = candidate._replace(start=start - low, end=end - low)
    hidden = any(masked(i) for i in range(start, end))
    return _judged(text[low : end + WINDOW], key[low : end + WINDOW], near, company, hidden)


# A second round asks about most candidates again.
@lru_cache(maxsize=4096)
def _judged(text: str, key: str, candidate: Candidate, company: int, hidden: bool) -> float:
    bias, weights = _weights()[0]
    found = weigh_up(text, key, candidate, company, hidden)
    return bias + sum(weights.get(name, 0.0) for name in found)


def find(text: str, masked: Masked) -> Iterator[Edit]:
    """Edits that put the plain words; of candidates that overlap, the likelier one."""
    if text.isascii():
        return
    key = lowered(text)
    judged = [(log_odds(text, key, c, near, masked), c) for c, near in considered(key)]
    taken: set[int] = set()
    for odds, candidate in sorted(judged, key=lambda pair: -pair[0]):
        if odds <= 0:
            break
        places = range(candidate.start, candidate.end)
        if not taken.isdisjoint(places):
            continue
        taken.update(places)
        start, end, reading, sort, kind = candidate
        verb = look(key, start, end).verb
        if verb and key[slice(*verb)] not in ("加", "添加"):
            yield Edit(*verb, "加", None)
        shown = reading or text[start:end]
        # Rules know slang as it is written: it is only reported.
        written = text[start:end] if sort == "slang" else shown
        yield Edit(start, end, written, kind, None, shown)


def stands(key: str, candidate: Candidate) -> bool:
    """True when the plain word stands there already: the 微 of 微信."""
    return bool(candidate.reading) and key.startswith(candidate.reading.lower(), candidate.start)


def lowered(text: str) -> str:
    """``text`` in lower case and as long as it was, without lone surrogates."""
    text = _SURROGATE.sub("\ufffd", text)
    key = text.lower()
    if len(key) == len(text):
        return key
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
