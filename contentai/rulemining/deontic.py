"""What a sentence asks of its reader, by rules over tokens, parts of speech and scope.

A cue (``cues.yaml``) counts where it begins and ends with a token and stands neither in quotation
marks nor beside words that make it something else (不要钱, 需要 38 元, 很少); an act must follow
most of them. It does not count in a condition, of somebody else (他要我去), of the past, negated,
or after an interrogative. A consequence counts where something that is to come (会, 就, 否则)
meets a harm (封号, 取关) in one clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from contentai.rulemining.asked import Asked
from contentai.rulemining.consequence import warnings
from contentai.rulemining.lexicon import Cue, Polarity, lexicon
from contentai.rulemining.limits import limit_in
from contentai.rulemining.sentences import Sentence, Word
from contentai.rulemining.standing import counts, is_condition, is_told
from contentai.rulemining.statements import beside_demands, by_statement
from contentai.rulemining.wording import claim_of, joined, stripped

_LONGEST_CUE: Final = 4  # tokens
# A negation behind so many words still negates the whole: 每张照片未超过….
_NEAR_HEAD: Final = 8


def asked_in(sentence: Sentence) -> list[Asked]:
    """What ``sentence`` asks for, in its order; a thing asked for twice comes once."""
    if pitfall := _by_pitfall(sentence):
        return pitfall
    if sentence.clauses[0].words[0].text in lexicon()["thanks"]:
        return []
    found: list[Asked] = []
    silenced = False
    for at, clause in enumerate(sentence.clauses):
        silenced = silenced or is_told(clause)
        if silenced:
            break
        found += list(_by_cues(sentence, at)) or _by_alternative(sentence, at)
    if not silenced:
        found += [Asked("warn", claim, "warn", clause) for claim, clause in warnings(sentence)]
    if not found and not silenced:
        found += by_statement(sentence)
    elif found and not silenced and found[0].clause != sentence.clauses[0].text:
        asks = [one for one in found if one.polarity != "warn"]
        found = [*(beside_demands(sentence) if asks else ()), *found]
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
        # 给孩子看的页面，未…: the negation heads its clause, or follows its subject.
        listing = any(word.text == "、" for word in words[: first or 0])  # 合法、不侵权
        if first is not None and not listing and first < min(_NEAR_HEAD, len(words) - 1):
            pieces[at] = "".join(w.text for w in (*words[:first], *words[first + 1 :]))
            polarity = "dont"
            break
    claim = joined(pieces)
    return [Asked(polarity, claim, "listed", claim)] if claim else []


def _by_pitfall(sentence: Sentence) -> list[Asked]:
    """误区一：… names what not to do, 禁用词：… what not to write."""
    clause = sentence.clauses[0]
    if clause.pause != ":" or len(sentence.clauses) < 2:
        return []
    if clause.text.endswith(tuple(lexicon()["banned_words"])):
        words = "、".join(rest.text for rest in sentence.clauses[1:])
        claim = joined([f"使用{words}等词"])
        return [Asked("dont", claim, "pitfall", f"{clause.text}，{claim}")]
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
        if not counts(sentence, at, start, end, cue):
            start += 1
            continue
        taken = True
        yield from _claimed(sentence, at, start, end, cue)
        # 一定要注意不要…: the last cue of a run tells what is asked for; what follows is claimed.
        start = reach
    if not taken and (limit := limit_in(clause)) is not None and not is_condition(clause):
        claim = stripped(clause.words)
        # 不超过 20 字 forbids what 超过 20 字 says.
        yield Asked(
            limit, claim.replace("不", "", 1) if limit == "dont" else claim, "limit", clause.text
        )


def _by_alternative(sentence: Sentence, at: int) -> list[Asked]:
    """及时回复，否则…: what has an evil alternative is asked for."""
    lists = lexicon()
    clause, following = sentence.clauses[at], sentence.clauses[at + 1 : at + 2]
    if not following or following[0].words[0].text not in lists["otherwise"]:
        return []
    if len(following[0].words) == 1 or clause.words[0].text in ("或者", "或"):  # 除非…，否则，请…
        return []
    if is_condition(clause) or any(word.text in lists["tells"] for word in clause.words):
        return []
    return [Asked("do", stripped(clause.words), "usual", clause.text)]


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


def _claimed(sentence: Sentence, at: int, start: int, end: int, cue: Cue) -> Iterator[Asked]:
    words, lists = sentence.clauses[at].words, lexicon()
    polarity, strength = cue.polarity, cue.strength
    rest = words[start:] if cue.kept else words[end:]
    # Cues that follow one another: 一定 要 注意 不要 …, 应当 避免 …, 不要 忘记 …
    while rest and not cue.kept:
        found = _cue_at(rest, 0)
        if found is None or found[1].kept:
            break
        if found[0] == len(rest) == 1 and len(rest[0].text) == 1:  # 文字要少
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
