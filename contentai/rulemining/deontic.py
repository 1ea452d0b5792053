"""What a sentence asks of its reader, by rules over tokens, parts of speech and scope.

A cue (``cues.yaml``) counts where it begins and ends with a token and stands neither in quotation
marks nor beside words that make it something else (不要钱, 需要 38 元, 很少); an act must follow
most of them. It does not count in a condition, of somebody else (他要我去), of the past, negated,
or after an interrogative. A consequence counts where something that is to come (会, 就, 否则)
meets a harm (封号, 取关) in one clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from contentai.rulemining.consequence import warnings
from contentai.rulemining.lexicon import Cue, Polarity, lexicon
from contentai.rulemining.limits import limit_in
from contentai.rulemining.sentences import Clause, Sentence, Word
from contentai.rulemining.wording import claim_of, joined, stripped

Kind = Literal["strong", "usual", "weak", "limit", "pitfall", "bare", "value", "warn", "listed"]

_LONGEST_CUE: Final = 4  # tokens
_NEGATIONS: Final = frozenset(
    {"不", "没", "没有", "不是", "并非", "并不", "并不是", "未必", "不一定", "而不是", "不再"}
)
_LEADS: Final = ("d", "p", "l", "i", "ad")
_THANKS: Final = frozenset({"感谢", "谢谢", "祝", "恭喜", "欢迎"})
# 删评论之前先…: what is before these tells when.
_WHEN: Final = frozenset({"之前", "以前", "前", "之后", "以后", "后", "时", "时候"})
# Who tells what is or was asks for nothing.
_TELLS: Final = frozenset(
    {
        "了",
        "过",
        "会",
        "不会",
        "能",
        "能够",
        "可以",
        "已经",
        "是",
        "不是",
        "曾",
        "的话",
        "着",
        "越来越",
    }
)
_STATES: Final = frozenset(
    {
        "是",
        "有",
        "没有",
        "也许",
        "在",
        "类似",
        "类似于",
        "属于",
        "例如",
        "比如",
        "包括",
        "伴随",
        "来自",
    }
    | {
        "关于",
        "随着",
        "作为",
        "由于",
        "据",
        "对于",
        "至于",
        "移动",
        "微信",
        "见",
        "感谢",
        "祝",
        "来自",
    }
)
# A negation behind so many words still negates the whole: 最高奖金额未超过….
_NEAR_HEAD: Final = 8
# Beyond so many characters a clause that begins with a verb tells something, it asks for nothing.
_SHORTEST_BARE, _LONGEST_BARE = 4, 45


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a sentence asks for: what, and by which kind of wording (``kind``)."""

    polarity: Polarity
    claim: str
    kind: Kind
    clause: str


def asked_in(sentence: Sentence) -> list[Asked]:
    """What ``sentence`` asks for, in its order; a thing asked for twice comes once."""
    if pitfall := _by_pitfall(sentence):
        return pitfall
    if sentence.clauses[0].words[0].text in _THANKS:
        return []
    found: list[Asked] = []
    silenced = False
    for at, clause in enumerate(sentence.clauses):
        silenced = silenced or _is_told(clause)
        if silenced:
            break
        found += _by_cues(sentence, at)
    if not silenced:
        found += [Asked("warn", claim, "warn", clause) for claim, clause in warnings(sentence)]
    if not found and not silenced:
        found += _by_statement(sentence)
    return list({(one.polarity, one.claim): one for one in found if one.claim}.values())


def item_asks(sentence: Sentence, polarity: Polarity) -> list[Asked]:
    """What an item asks for that is to be ticked off, or stands below “不得有下列内容：”.

    It says how something should be, or should not: 未虚构评价 forbids what 虚构评价 says.
    """
    unlike = lexicon()["unlike"]
    pieces = [clause.text for clause in sentence.clauses]
    for at, clause in enumerate(sentence.clauses):
        words = clause.words
        first = next((n for n, word in enumerate(words) if word.text in unlike), None)
        # 介绍健康知识的页面，未…: the negation heads its clause, or follows its subject.
        listing = any(word.text == "、" for word in words[: first or 0])  # 合法、不侵权
        if first is not None and not listing and first < min(_NEAR_HEAD, len(words) - 1):
            pieces[at] = "".join(w.text for w in (*words[:first], *words[first + 1 :]))
            polarity = "dont"
            break
    claim = joined(pieces)
    return [Asked(polarity, claim, "listed", claim)] if claim else []


def _is_told(clause: Clause) -> bool:
    """Whether what follows are the words of some customer or of somebody: 有客户反馈说…"""
    lists = lexicon()
    texts = [word.text for word in clause.words]
    tells = [at for at, text in enumerate(texts) if text in lists["tell"]]
    persons = lists["others"] | lists["others_want"]
    return any(text in persons for at in tells for text in texts[:at])


def _by_pitfall(sentence: Sentence) -> list[Asked]:
    """误区一：… names what not to do."""
    clause = sentence.clauses[0]
    if clause.pause != ":" or len(sentence.clauses) < 2:
        return []
    if not any(word.text in lexicon()["pitfalls"] for word in clause.words):
        return []
    claim = joined(rest.text for rest in sentence.clauses[1:])
    return [Asked("dont", claim, "pitfall", claim)]


def _by_cues(sentence: Sentence, at: int) -> Iterator[Asked]:
    clause = sentence.clauses[at]
    words = clause.words
    start, reach = 0, len(words)
    taken = False
    while start < reach:
        found = _cue_at(words, start)
        if found is None:
            start += 1
            continue
        end, cue = found
        if not _counts(sentence, at, start, end, cue):
            start += 1
            continue
        taken = True
        yield from _claimed(sentence, at, start, end, cue)
        # 一定要注意不要…: the last cue of a run tells what is asked for; what follows is claimed.
        start = reach
    if not taken and (limit := limit_in(clause)) is not None and not _is_condition(clause):
        claim = stripped(clause.words)
        # 不超过 20 字 forbids what 超过 20 字 says.
        yield Asked(
            limit, claim.replace("不", "", 1) if limit == "dont" else claim, "limit", clause.text
        )


def _cue_at(words: Sequence[Word], start: int) -> tuple[int, Cue] | None:
    """The longest cue that begins with the word at ``start``, and where it ends."""
    cues = lexicon().cues
    for end in range(min(start + _LONGEST_CUE, len(words)), start, -1):
        if any(word.quoted for word in words[start:end]):
            continue
        cue = cues.get("".join(word.text for word in words[start:end]))
        if cue is not None:
            return end, cue
    return None


def _counts(sentence: Sentence, at: int, start: int, end: int, cue: Cue) -> bool:
    clause = sentence.clauses[at]
    words, lists = clause.words, lexicon()
    before = words[start - 1].text if start else ""
    after = words[end].text if end < len(words) else ""
    if before in cue.not_after or before in _NEGATIONS or after in cue.not_before:
        return False
    if any(after.startswith(word) for word in cue.not_before if len(word) > 1):
        return False
    if cue.first and not _heads(words[:start]):
        return False
    if cue.in_item and not sentence.listed:
        return False
    near = {word.text for word in (*words[max(start - 3, 0) : start], *words[end : end + 2])}
    if near & lists["asks"]:
        return False
    conditional = _is_condition(clause) or any(w.text in lists["conditions"] for w in words[:start])
    if conditional and not any(w.text in lists["then"] for w in words[1:start]):
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


def _heads(before: Sequence[Word]) -> bool:
    """Whether only connectives and one subject stand here: 商家要, 正文先."""
    lists = lexicon()
    idle = (lists["connectives"] | lists["padding"]) - {"是"}
    when = max((at + 1 for at, word in enumerate(before) if word.text in _WHEN), default=0)
    rest = [word for word in before[when:] if word.text not in idle]
    return len(rest) <= 2 and all(word.pos[:1] in "nrfs" for word in rest)


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether the next clause tells what is asked for: 切记，不要… but not 记住，读者是…."""
    if at + 1 >= len(sentence.clauses):
        return False
    head = sentence.clauses[at + 1].words[0]
    return sentence.clauses[at].pause == ":" or head.pos in ("v", "vd") or _is_verb(head)


def _is_act(rest: Sequence[Word], cue: Cue) -> bool:
    """Whether a verb, or what leads to one, follows; not a quantity, nor 要做的是…."""
    if cue.in_item:
        return _is_verb(rest[0])
    if cue.polarity == "do" and rest[0].pos.startswith("m") and not _is_verb(rest[0]):
        return False
    if rest[0].text == "在":  # 阵地应该在他们手里 tells where something is
        return any(map(_is_verb, rest[1:]))
    if cue.strength == "strong":
        return True
    if len(rest) > 2 and rest[1].text == "的" and rest[2].text in ("是", "就是"):
        return False
    for word in rest[:4]:
        if _is_verb(word) or word.pos.startswith(_LEADS):
            return True
        if word.text in ("的", "了"):
            return False
    return any(word.pos.startswith("v") for word in rest[4:8])


def _is_verb(word: Word) -> bool:
    return word.pos.startswith("v") or word.text in lexicon()["verbs"]


def _is_condition(clause: Clause) -> bool:
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


def _claimed(sentence: Sentence, at: int, start: int, end: int, cue: Cue) -> Iterator[Asked]:
    words, lists = sentence.clauses[at].words, lexicon()
    polarity, strength = cue.polarity, cue.strength
    rest = words[start:] if cue.kept else words[end:]
    # Cues that follow one another: 一定 要 注意 不要 …, 应当 避免 …, 不要 忘记 …
    while rest and not cue.kept:
        found = _cue_at(rest, 0)
        if found is None or found[1].kept:
            break
        size, nested = found
        after = rest[size].text if size < len(rest) else ""
        if after in nested.not_before:
            break
        if nested.polarity == "dont":
            polarity = "do" if polarity == "dont" else "dont"
        rest = rest[size:]
    # 记住不是…, 尽量不用…
    if polarity == "do" and len(rest) > 1 and rest[0].text in ("不是", "不") and not cue.kept:
        polarity, rest = "dont", rest[1:]
    if polarity == "dont" and rest and rest[0].text in lists["forget"]:
        polarity, rest = "do", rest[1:]
        if rest and rest[0].text in ("了", "记"):
            rest = rest[1:]
    claim = claim_of(sentence, at, words[:start], rest, polarity)
    yield Asked(polarity, claim, strength, sentence.clauses[at].text)


def _by_statement(sentence: Sentence) -> Iterator[Asked]:
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
        if (valued or compared) and not _is_condition(clause) and len(spoken) < _LONGEST_BARE:
            yield Asked("do", stripped(clause.words), "value", clause.text)
            return
    for at, clause in enumerate(sentence.clauses[:2]):
        owned = any(w.text in ("你", "您", "自己") for w in clause.words)
        if (owned or (sentence.listed and not at)) and _is_imperative(clause, sentence):
            yield Asked("do", claim_of(sentence, at, (), clause.words, "do"), "bare", clause.text)
            return


def _is_imperative(clause: Clause, sentence: Sentence) -> bool:
    """Whether a clause begins with a verb and tells of nothing that is or was."""
    lists, words = lexicon(), clause.words
    if not _SHORTEST_BARE <= len(clause.text) <= _LONGEST_BARE or _is_condition(clause):
        return False
    head = words[0]
    if head.quoted or head.text in lists["tell"] or head.text in _STATES:
        return False
    # 移动电商, 微信朋友圈: a verb of a name; 管理好…, 研究你的…: a verb.
    named = head.pos == "vn" and len(words) > 1 and words[1].pos.startswith("n")
    begins = _is_verb(head) or head.pos == "p"
    acts = any(map(_is_verb, words[:4]))
    ended = len(sentence.clauses) > 1 or clause.pause not in ("", ":") or not sentence.heading
    return begins and acts and not named and ended and not any(w.text in _TELLS for w in words)
