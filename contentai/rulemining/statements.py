"""What is asked for without a word that asks: a verb at the head of an item, what matters most."""

from __future__ import annotations

from collections.abc import Iterator

from contentai.rulemining.asked import Asked
from contentai.rulemining.lexicon import lexicon
from contentai.rulemining.sentences import Clause, Sentence
from contentai.rulemining.standing import is_condition, is_verb
from contentai.rulemining.wording import claim_of, stripped

# Beyond so many characters a clause that begins with a verb tells something, it asks for nothing.
_SHORTEST, _LONGEST = 4, 45


def by_statement(sentence: Sentence) -> Iterator[Asked]:
    """An item that begins with a verb, or what is said to be more important."""
    lists = lexicon()
    for clause in sentence.clauses:
        texts = [word.text for word in clause.words if not word.quoted]
        spoken = "".join(texts)
        valued = any(value in spoken for value in lists["values"]) or any(
            text in lists["values_of"] and spoken.find("在于", spoken.find(text)) > 0
            for text in texts
        )
        compared = "比" in spoken and ("重要" in spoken or "有效" in spoken)
        if (valued or compared) and not is_condition(clause) and len(spoken) < _LONGEST:
            yield Asked("do", stripped(clause.words), "value", clause.text)
            return
    for at, clause in enumerate(sentence.clauses[:2]):
        owned = any(w.text in ("你", "您", "自己") for w in clause.words)
        if (owned or (sentence.listed and not at)) and _is_imperative(clause, sentence):
            yield _bare(sentence, at)
            return


def beside_demands(sentence: Sentence) -> Iterator[Asked]:
    """The verb that begins a paragraph whose other clauses ask: 核实资质，避免夸大。"""
    first = sentence.clauses[0]
    if sentence.opens and not sentence.heading and _is_imperative(first, sentence):
        yield _bare(sentence, 0)


def _bare(sentence: Sentence, at: int) -> Asked:
    words = sentence.clauses[at].words
    lists = lexicon()
    # What a list of wrongs names is not asked for.
    wrong = words[0].text not in lists["cleans"] and any(
        word.text in lists["bad_acts"] for word in words
    )
    claim = claim_of(sentence, at, (), words, "do")
    return Asked("dont" if wrong else "do", claim, "bare", sentence.clauses[at].text)


def _is_imperative(clause: Clause, sentence: Sentence) -> bool:
    """Whether a clause begins with a verb and tells of nothing that is or was."""
    lists, words = lexicon(), clause.words
    if not _SHORTEST <= len(clause.text) <= _LONGEST or is_condition(clause):
        return False
    head = words[0]
    if head.quoted or head.text in lists["tell"] or head.text in lists["states"]:
        return False
    if clause.pause == "," and words[-1].text == "的":  # 发布医疗广告的，应当…: who is meant
        return False
    # 移动电商, 微信朋友圈: a verb of a name; 管理好…, 研究你的…: a verb.
    named = head.pos == "vn" and len(words) > 1 and words[1].pos.startswith("n")
    begins = is_verb(head) or head.pos == "p"
    acts = any(map(is_verb, words[:4]))
    ended = len(sentence.clauses) > 1 or clause.pause not in ("", ":") or not sentence.heading
    return (
        begins and acts and not named and ended and not any(w.text in lists["tells"] for w in words)
    )
