"""The wording of a claim: what is asked for, short, without the words that ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from contentai.rulemining.lexicon import Polarity, lexicon
from contentai.rulemining.sentences import Clause, Sentence, Word

LONGEST: Final = 60
# A claim of fewer characters says too little by itself.
_SHORTEST: Final = 2
# 应该是去尝试…, 不要试图…: what is asked for comes behind.
_LEADS: Final = frozenset({"是", "去", "试图", "企图", "想", "再"})
# 正确的做法是…: how it is said, not what is asked for.
_MANNER: Final = ("做法", "办法", "关键", "原则上", "建议")
_TELLS: Final = frozenset({"会", "是", "了"})
_OPINION: Final = frozenset({"认为", "觉得", "劝"})
# A demand goes on over so many clauses at most.
_GOES_ON: Final = 6
# What stands before the cue belongs to the claim when it is no longer than this.
_SUBJECT: Final = 24


def joined(pieces: Iterable[str]) -> str:
    """Pieces with commas between them, cut at a comma where they grow too long."""
    whole = ""
    for piece in pieces:
        if whole and len(whole) + len(piece) >= LONGEST:
            break
        whole = f"{whole}，{piece}" if whole else piece
    return whole.strip(" 、，.,")[: 2 * LONGEST]


def stripped(words: Sequence[Word]) -> str:
    """The words without the connectives and the persons that they begin with."""
    lists = lexicon()
    left, right = 0, len(words)
    idle = lists["connectives"] | lists["padding"]
    while left < right and not words[left].quoted:
        owned = left > 0 and words[left].text == "的"  # 你的账号
        if words[left].text not in idle and not owned and words[left].text not in "、,，.":
            break
        left += 1
    return "".join(word.text for word in words[left:right]).strip(" 、，,.")


def claim_of(
    sentence: Sentence, at: int, before: Sequence[Word], rest: Sequence[Word], polarity: Polarity
) -> str:
    """What is asked for: its topic before the cue, what follows, and what goes on with it."""
    words = list(rest)
    while len(words) > 1 and words[0].text in _LEADS and not words[0].quoted:
        words.pop(0)
    pieces = ["".join(word.text for word in words)] if words else []
    following = sentence.clauses[at + 1 : at + _GOES_ON]
    names = words and not any(word.pos[:1] in "vadil" for word in words)
    stays = following and following[0].words[0].text in ("是", "要", "就是")  # 记住，读者是…
    topic = _topic(before)
    if following and (len(topic + "".join(pieces)) < _SHORTEST or (names and stays)):
        pieces.append(following[0].text)
        following = following[1:]
    if polarity == "do":
        pieces += _going_on(following)
    if pieces:
        pieces[0] = topic + pieces[0].lstrip(" 、")
    return joined(pieces)


def _topic(before: Sequence[Word]) -> str:
    words = list(before)
    idle = lexicon()["padding"]
    while words and words[-1].text in idle:
        if words.pop().text in _OPINION:  # what stands before is who thinks so
            return ""
    found = stripped(words)
    return found if len(found) <= _SUBJECT and not found.endswith(_MANNER) else ""


def _going_on(clauses: Sequence[Clause]) -> Iterable[str]:
    """Clauses that begin with a verb and ask by no word of their own: 做好定位，做好内容."""
    lists = lexicon()
    for clause in clauses:
        head = clause.words[0]
        is_verb = head.pos in ("v", "vd", "vn") or head.text == "并"
        if not is_verb or head.text in lists["tell"] or len(clause.text) > 20:
            return
        if any(
            word.text in lexicon().cues or word.text in ("会", "是", "了") for word in clause.words
        ):
            return
        yield clause.text
