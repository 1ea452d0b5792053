"""Whether a cue counts where it stands: its neighbours, its scope, whose words it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from contentai.rulemining.lexicon import Cue, lexicon
from contentai.rulemining.sentences import Clause, Sentence, Word

# Parts of speech that lead to a verb.
_FEW: Final = 3
# A negation behind more words than these belongs to what is told.
_NEAR: Final = 3
_LEADS: Final = ("d", "p", "l", "i", "ad")


def counts(sentence: Sentence, at: int, start: int, end: int, cue: Cue) -> bool:
    """Whether ``cue``, which are the words ``start`` to ``end`` of clause ``at``, asks there."""
    clause = sentence.clauses[at]
    words, lists = clause.words, lexicon()
    before = words[start - 1].text if start else ""
    after = words[end].text if end < len(words) else ""
    if before in cue.not_after or before in lists["negations"] or after in cue.not_before:
        return False
    if any(after.startswith(word) for word in cue.not_before if len(word) > 1):
        return False
    if cue.first and not _heads(words[:start]):
        return False
    heads = sentence.opens and at == start == 0 and not any(w.text == "就" for w in words)
    if cue.in_item and not ((sentence.listed and start <= _NEAR) or heads):
        return False
    if _is_purpose(sentence, at, start):
        return False
    near = {word.text for word in (*words[max(start - 3, 0) : start], *words[end : end + 2])}
    if near & lists["asks"]:
        return False
    conditional = is_condition(clause) or any(w.text in lists["conditions"] for w in words[:start])
    if conditional and not any(w.text in lists["then"] for w in words[1:start]):
        return False
    if any(word.text in lists["doubts"] for word in words[:start]):
        return False
    if any(word.text == "还是" for word in words[end:]):
        return False
    if _by_another(words, start, cue) or _in_the_past(sentence, at, start):
        return False
    if "".join(word.text for word in words[start:end]) == "得":
        return _is_modal(words, start)
    if end >= len(words):
        return cue.ends and _goes_on(sentence, at)
    return not cue.needs_act or _is_act(words[end:], cue)


def _is_modal(words: Sequence[Word], at: int) -> bool:
    """Whether 得 is “must” (你得先…), not what joins a verb to how it is done (写得好)."""
    if at + 1 >= len(words):
        return False
    before, after = words[at - 1] if at else None, words[at + 1]
    joins = before is not None and before.pos[:1] in "vaiz"
    return not joins and after.pos[:1] in "vdp" and after.text not in ("不", "很", "太", "多")


def _is_purpose(sentence: Sentence, at: int, start: int) -> bool:
    """要写出好标题，就要…: the first clause only says what for."""
    clause, following = sentence.clauses[at], sentence.clauses[at + 1 : at + 2]
    if start or clause.pause != "," or clause.words[0].text != "要" or not following:
        return False
    lists = lexicon()
    leading = [word.text for word in following[0].words[:3]]
    return any(text in lists["then"] or text in lists["means"] for text in leading)


def _heads(before: Sequence[Word]) -> bool:
    """Whether only connectives and one subject stand here: 商家要, 正文先."""
    lists = lexicon()
    idle = (lists["connectives"] | lists["padding"]) - {"是"}
    when = max((at + 1 for at, word in enumerate(before) if word.text in lists["when"]), default=0)
    rest = [word for word in before[when:] if word.text not in idle]
    return len(rest) <= 2 and all(word.pos[:1] in "nrfs" for word in rest)


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether the next clause tells what is asked for: 切记，不要… but not 记住，读者是…."""
    if at + 1 >= len(sentence.clauses):
        return False
    head = sentence.clauses[at + 1].words[0]
    return sentence.clauses[at].pause == ":" or head.pos in ("v", "vd") or is_verb(head)


def _is_act(rest: Sequence[Word], cue: Cue) -> bool:
    """Whether a verb, or what leads to one, follows; not a quantity, nor 要做的是…."""
    if cue.in_item:
        return is_verb(rest[0])
    if cue.polarity == "do" and rest[0].pos.startswith("m") and not is_verb(rest[0]):
        return False
    if rest[0].text == "在":  # 钥匙应该在门卫那里 tells where something is
        return any(map(is_verb, rest[1:]))
    if cue.strength == "strong":
        return True
    if len(rest) > 1 and rest[1].text == "的" and rest[0].pos.startswith("v"):
        return False
    if len(rest) <= _FEW and rest[-1].pos.startswith("a"):  # 段落要短
        return True
    for word in rest[:4]:
        if is_verb(word) or word.pos.startswith(_LEADS):
            return True
        if word.text in ("的", "了"):
            return False
    return any(word.pos.startswith("v") for word in rest[4:8])


def is_verb(word: Word) -> bool:
    """Whether a word is a verb, or one that the tagger takes for another."""
    return word.pos.startswith("v") or word.text in lexicon()["verbs"]


def is_condition(clause: Clause) -> bool:
    """Whether a clause only says when or why: 如果…, …的时候."""
    lists = lexicon()
    texts = [word.text for word in clause.words]
    while texts and (texts[0] in lists["connectives"] or texts[0] in ("你", "我们", "您")):
        texts.pop(0)
    if not texts:
        return True
    if texts[0] in lists["conditions"]:
        return True
    return clause.pause == "," and (
        texts[-1] in ("时", "时候", "的话") or clause.text.endswith(("的时候", "的话"))
    )


def is_told(clause: Clause) -> bool:
    """Whether what follows are the words of some customer or of somebody: 有客户反馈说…"""
    lists = lexicon()
    texts = [word.text for word in clause.words]
    tells = [at for at, text in enumerate(texts) if text in lists["tell"]]
    persons = lists["others"] | lists["others_want"]
    return any(text in persons for at in tells for text in texts[:at])


def _by_another(words: Sequence[Word], start: int, cue: Cue) -> bool:
    """Whether somebody else asks or wants: 他要…, 用户需要…; not 让他们…, 对他…."""
    lists = lexicon()
    persons = lists["others"]
    if cue.polarity == "do" and cue.strength == "usual":
        persons |= lists["others_want"]
    for at, word in enumerate(words[:start]):
        led = at > 0 and words[at - 1].text in lists["lead_to_object"]
        owner = at + 1 < len(words) and words[at + 1].text == "的"
        if word.text in persons and not led and not owner:
            return True
    return False


def _in_the_past(sentence: Sentence, at: int, start: int) -> bool:
    lists = lexicon()
    before = [word.text for word in sentence.clauses[at].words[:start]]
    return any(text in lists["past"] for text in before) and not any(
        text in lists["now"] for text in before
    )
