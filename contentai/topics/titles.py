"""Ideas for a title, by patterns that the evidence calls for (``titles.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from contentai.located import Value, read_yaml
from contentai.topics.article import Article
from contentai.topics.labels import Label
from contentai.topics.landscape import Landscape
from contentai.topics.mine import Topic
from contentai.topics.passages import Passage
from contentai.topics.segments import Segment

Fits = Callable[[Sequence[str]], Sequence[bool]]

_FILE: Final = Path(__file__).with_name("titles.yaml")
_NUMBERS: Final = "零一两三四五六七八九十"
_MOST: Final = 3
# A clause of the evidence that a title can hold, in characters.
_SHORTEST, _LONGEST = 6, 16
_PAUSES: Final = re.compile(r"[，。；：！？、,;:!?\s]")
# What may follow a phrase of a verb and its object.
_STOP: Final = r"[，。；：！？、“”‘’（）,.;:!?()\s]|$"
_PHRASE_END: Final = (
    rf"(?:一[次遍])?(?:{_STOP})|的|多久|怎么|如何|[时前后要先得和与或吗呢]|之[前后]"
)
_QUOTES: Final = re.compile(r"[“”‘’「」『』《》（）()\"]")


class Cue(NamedTuple):
    """Words that articles of one kind use, and titles for what they tell.

    With ``done`` those of what these verbs are said of.
    """

    words: tuple[str, ...]
    done: tuple[str, ...]
    titles: tuple[str, ...]


class _Patterns(NamedTuple):
    """The patterns of ``titles.yaml``."""

    cues: tuple[Cue, ...]
    always: tuple[Cue, ...]
    plain: tuple[str, ...]
    vague: frozenset[str]


def title_ideas(terms: Sequence[str], evidence: Sequence[Article], sources: int) -> tuple[str, ...]:
    """Titles for a topic with these terms, the fittest first.

    Which patterns are tried follows from what the ``evidence`` tells about. None without a
    term; one that needs a second term is left out where there is no second.
    """
    if not terms:
        return ()
    slots = {
        "a": terms[0],
        "b": terms[1] if len(terms) > 1 else "",
        "n": _NUMBERS[sources] if sources <= 10 else str(sources),
    }
    patterns = [
        pattern
        for pattern in _called_for(terms[0], evidence)
        if (slots["b"] or "{b}" not in pattern) and not _doubled(pattern, terms[0])
    ]
    return tuple(dict.fromkeys(pattern.format(**slots) for pattern in patterns))


def plain_titles(terms: Sequence[str], passages: Sequence[Passage]) -> tuple[str, ...]:
    """Titles that promise nothing, for a topic none of whose better ones may be used.

    One term after the other, as it may be the term itself that a rule refuses.
    """
    told = [clause for passage in passages for clause in _clauses(passage.excerpt)]
    found = []
    for term in dict.fromkeys(terms):
        for pattern in _patterns().plain:
            if "{told}" in pattern:
                found += [pattern.format(a=term, told=said) for said in told if term not in said]
            else:
                found.append(pattern.format(a=term))
    return tuple(dict.fromkeys(found))


def fitting(
    ideas: Sequence[Sequence[str]], plain: Sequence[Sequence[str]], fits: Fits
) -> list[tuple[str, ...]]:
    """Of each row of ideas the first three that fit, or else the first of the plain ones.

    Empty where not one fits. All rows are asked about together.
    """
    chosen = _first(ideas, _MOST, fits)
    without = [row for row, titles in enumerate(chosen) if not titles]
    for row, titles in zip(without, _first([plain[r] for r in without], 1, fits), strict=True):
        chosen[row] = titles
    return chosen


def _first(rows: Sequence[Sequence[str]], most: int, fits: Fits) -> list[tuple[str, ...]]:
    chosen: list[list[str]] = [[] for _ in rows]
    left = [list(row) for row in rows]
    while True:
        asked = []
        for row, (titles, taken) in enumerate(zip(left, chosen, strict=True)):
            some = titles[: most - len(taken)]
            del titles[: len(some)]
            asked += [(row, title) for title in some]
        if not asked:
            return [tuple(taken) for taken in chosen]
        answers = fits([title for _, title in asked])
        for (row, title), fit in zip(asked, answers, strict=True):
            if fit:
                chosen[row].append(title)


def title_terms(land: Landscape, segment: Segment, topic: Topic, label: Label) -> tuple[str, ...]:
    """The terms for titles: an interest that stands in the articles' titles, then the label's.

    Vague ones stand in for none of the others.
    """
    titles = [land.articles[at].title for at in topic.members]
    named = [
        interest
        for interest in sorted(segment.interests, key=lambda i: -segment.interests[i])
        if any(interest in title for title in titles)
    ][:1]
    others = [t for t in label.terms if not any(t in n or n in t for n in named)]
    telling = [term for term in others if term not in _patterns().vague]
    return (*named, *telling) or label.terms


def _doubled(pattern: str, term: str) -> bool:
    """True when the pattern says again what the term says: 收费怎么收费."""
    rest = pattern.replace("{a}", "")
    return any(term[at : at + 2] in rest for at in range(len(term) - 1))


def _called_for(term: str, evidence: Sequence[Article]) -> Iterator[str]:
    """The patterns of the two strongest cues first; a word in a title makes a cue stronger."""
    patterns = _patterns()
    strength = {
        cue: sum(
            2 * any(word in article.title for word in cue.words)
            + any(word in article.text for word in cue.words)
            for article in evidence
        )
        for cue in patterns.cues
    }
    strong = [
        cue
        for cue in patterns.cues
        if strength[cue] * 2 > len(evidence) and _is_done(cue.done, term, evidence)
    ]
    strong.sort(key=lambda cue: -strength[cue])
    firsts = [cue.titles[0] for cue in strong]
    always = [
        title
        for cue in patterns.always
        if _is_done(cue.done, term, evidence)
        for title in cue.titles
    ]
    yield from firsts[:2]
    yield from always[:1]
    for cue in strong:
        yield from cue.titles[1:]
    yield from firsts[2:]
    yield from always[1:]


def _is_done(verbs: Sequence[str], term: str, evidence: Sequence[Article]) -> bool:
    """Whether one of the verbs, if there are any, is said of what the term names.

    Somewhere it must stand right before the term (换滤芯) or behind it (滤芯更换), and the phrase
    must end there: 选施工队 chooses no 施工, 给狗狗买粮 buys no 狗狗.
    """
    if not verbs or term.endswith(tuple(verb for verb in verbs if len(verb) > 1)):
        return True
    pattern = _doing(tuple(verbs), term)
    return any(pattern.search(f"{article.title}\n{article.text}") for article in evidence)


@lru_cache(maxsize=500)
def _doing(verbs: tuple[str, ...], term: str) -> re.Pattern[str]:
    one = "|".join(sorted(verbs, key=len, reverse=True))
    thing = re.escape(term)
    before = f"(?:{one})[了过好]?(?:[一两几]?[台个款只套把件张支]|新|旧)?{thing}"
    behind = f"(?<![给为替帮]){thing}(?:怎么|如何|多久|[的要该得可])?(?:{one})"
    return re.compile(f"(?:{before}|{behind})(?={_PHRASE_END})")


def _clauses(excerpt: str) -> list[str]:
    """The clauses of a passage that are short enough for a title and quote nothing."""
    return [
        clause
        for clause in map(str.strip, _PAUSES.split(excerpt))
        if _SHORTEST <= len(clause) <= _LONGEST and not _QUOTES.search(clause)
    ]


@cache
def _patterns() -> _Patterns:
    root = read_yaml(_FILE.read_text("utf-8"), str(_FILE))
    assert root is not None
    names = ("cues", "always", "plain", "vague")
    table = root.table(*names, required=names)
    return _Patterns(
        _cues(table["cues"]),
        _cues(table["always"]),
        table["plain"].texts(),
        frozenset(table["vague"].text().split()),
    )


def _cues(value: Value) -> tuple[Cue, ...]:
    found = []
    for each in value.items():
        cue = each.table("words", "done", "titles", required=("titles",))
        words, done = (cue[name].texts() if name in cue else () for name in ("words", "done"))
        found.append(Cue(words, done, cue["titles"].texts()))
    return tuple(found)
