"""Ideas for a title, by patterns that the evidence calls for (``titles.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from contentai.topics.article import Article
from contentai.topics.labels import Label
from contentai.topics.landscape import Landscape
from contentai.topics.mine import Topic
from contentai.topics.passages import Passage
from contentai.topics.phrased import phrased
from contentai.topics.said import Said, is_done, is_named, naming, sources_in, together
from contentai.topics.segments import Segment
from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value

Fits = Callable[[Sequence[str]], Sequence[bool]]

_FILE: Final = Path(__file__).with_name("titles.yaml")
_NUMBERS: Final = "零一两三四五六七八九十"
_MOST: Final = 3
_SEVERAL: Final = 2
# So many terms are narrow enough to be asked about by themselves.
_NARROW: Final = 3
# A clause of the evidence that a title can hold, in characters.
_SHORTEST, _LONGEST = 6, 16
_POINTING: Final = re.compile(r"[我你他她它这那咱]|[上下前后]篇|^[也还却又但就才都而并其]")
# A clause that begins with one of these only leads to what is said.
_LEADS: Final = re.compile("为了?|在|对于?|把|当|如果|由于|随着|以|因为|虽然|除了|根据|按照")
# Not 、: one part of a list (膨润土、豆腐、混合三种对比) says little or something else.
_PAUSES: Final = re.compile(r"[，。；：！？,;:!?\s]")
_QUOTES: Final = re.compile(r"[“”‘’「」『』《》（）()\"]")


class Cue(NamedTuple):
    """Words that stand beside a term, or verbs that say what is done to it, and titles for that.

    With ``either`` the words may stand before the term too, with ``ends`` nothing may follow them
    that they could be said of. A cue with neither words nor verbs is for all terms.
    """

    words: tuple[str, ...]
    done: tuple[str, ...]
    titles: tuple[str, ...]
    either: bool = False
    ends: bool = False


class _Patterns(NamedTuple):
    """The patterns of ``titles.yaml``."""

    cues: tuple[Cue, ...]
    pairs: tuple[str, ...]
    bare: tuple[str, ...]
    plain: tuple[str, ...]
    vague: frozenset[str]


def topic_ideas(land: Landscape, topic: Topic, terms: Sequence[str]) -> tuple[str, ...]:
    """The ``title_ideas`` for a topic, which ``land`` remembers."""
    told = land.told_by(topic)
    about = ("titles", *terms, "", *(part for a in told for part in (a.source, a.title, a.text)))
    return tuple(land.memory.once(b"", about, lambda: title_ideas(terms, told)))


def title_ideas(terms: Sequence[str], evidence: Sequence[Article]) -> tuple[str, ...]:
    """Titles for a topic with these terms, the fittest first; they say what the evidence says.

    Which patterns are tried follows from what the ``evidence`` tells of the first term. None
    without a term.
    """
    if not terms:
        return ()
    term = terms[0]
    told = naming(term, evidence)
    titles = [*_called_for(term, terms[1:], evidence)]
    titles += [title for other in terms[1:] for title in _paired(term, other, told)][:1]
    titles = titles or list(bare_titles(term, evidence))
    # A question is the same with its mark and without.
    first: dict[str, str] = {}
    for title in titles:
        first.setdefault(title.rstrip("？"), title)
    return tuple(first.values())


def bare_titles(term: str, evidence: Sequence[Article]) -> tuple[str, ...]:
    """Titles that say no more than how many sources speak of a term; none for one source."""
    told = naming(term, evidence)
    said = Said("", sources_in(told), len(told))
    return tuple(said_titles(_patterns().bare, term, said))


def _paired(term: str, other: str, told: Sequence[Article]) -> list[str]:
    """Titles of two terms that several sources name together; one in no title is there in passing.

    What is said in one (跑步机噪音) is so in the title.
    """
    count = together(term, other, told)
    if count < _SEVERAL or not any(other in article.title for article in told):
        return []
    whole = next(
        (one for one in (term + other, f"{term}的{other}") if naming(one, told)), f"{term}和{other}"
    )
    return [pattern.format(ab=whole, n=_number(count)) for pattern in _patterns().pairs]


def said_titles(patterns: Sequence[str], term: str, said: Said) -> list[str]:
    """The patterns with what is said of a term; without those that tell of several sources
    where it is one, or that would say again what the term says (收费怎么收费).
    """
    slots = {"a": term, "n": _number(said.sources), "v": said.word, "w": said.word}
    titles = []
    for pattern in patterns:
        rest = pattern.format(**{**slots, "a": "", "n": ""})
        again = any(term[at : at + 2] in rest for at in range(len(term) - 1))
        if not again and (said.sources >= _SEVERAL or "{n}" not in pattern):
            titles.append(pattern.format(**slots))
    return titles


def _number(count: int) -> str:
    return _NUMBERS[count] if count <= 10 else str(count)


def plain_titles(terms: Sequence[str], passages: Sequence[Passage]) -> tuple[str, ...]:
    """Titles that promise nothing, for a topic none of whose better ones may be used.

    One term after the other, as it may be the term itself that a rule refuses.
    """
    found = []
    for term in dict.fromkeys(terms):
        told = [
            clause
            for passage in passages
            if term in passage.title or term in passage.excerpt
            for clause in _clauses(passage.excerpt)
        ]
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

    Vague ones stand in for none of the others; what two sources name comes first.
    """
    articles = [land.articles[at] for at in topic.members]
    several = {
        term
        for term in (*segment.interests, *label.terms)
        if sources_in(naming(term, articles)) >= _SEVERAL
    }
    named = [
        interest
        for interest in sorted(segment.interests, key=lambda i: -segment.interests[i])
        if interest in several and any(interest in article.title for article in articles)
    ][:1]
    others = [t for t in label.terms if not any(t in n or n in t for n in named)]
    telling = [term for term in others if term not in _patterns().vague]
    telling.sort(key=lambda term: term not in several)
    return (*named, *telling) or label.terms


def _called_for(term: str, others: Sequence[str], evidence: Sequence[Article]) -> Iterator[str]:
    """What sources say in so many words and what cues call for, in turns."""
    patterns = _patterns()
    told = naming(term, evidence)
    said = [(cue, _said(cue, term, told)) for cue in patterns.cues]
    strong = [(cue, s) for cue, s in said if s and s.articles * 2 >= len(told)]
    strong.sort(key=lambda one: -one[1].articles)
    rows = [said_titles(cue.titles, term, s) for cue, s in strong]
    words = [one.title for one in phrased((term, *others)[:_NARROW], evidence)]
    yield from words[:1]
    yield from rows[0][:1] if rows else ()
    yield from words[1:]
    yield from (title for row in rows[1:] for title in row[:1])
    for row in rows:
        yield from row[1:]


def _said(cue: Cue, term: str, told: Sequence[Article]) -> Said | None:
    if cue.done:
        return is_done(cue.done, term, told)
    if cue.words:
        return is_named(cue.words, term, told, either=cue.either, ends=cue.ends)
    return Said("", sources_in(told), len(told)) if told else None


def _clauses(excerpt: str) -> list[str]:
    """The clauses of a passage that are short enough for a title and quote nothing."""
    return [
        clause
        for clause in map(str.strip, _PAUSES.split(excerpt))
        if _SHORTEST <= len(clause) <= _LONGEST
        and not _QUOTES.search(clause)
        and not _LEADS.match(clause)
    ]


@cache
def _patterns() -> _Patterns:
    root = read_yaml(_FILE.read_text("utf-8"), str(_FILE))
    assert root is not None
    names = ("cues", "pairs", "bare", "plain", "vague")
    table = root.table(*names, required=names)
    return _Patterns(
        _cues(table["cues"]),
        table["pairs"].texts(),
        table["bare"].texts(),
        table["plain"].texts(),
        frozenset(table["vague"].text().split()),
    )


def _cues(value: Value) -> tuple[Cue, ...]:
    found = []
    for each in value.items():
        cue = each.table("words", "done", "titles", "either", "ends", required=("titles",))
        words, done = (cue[name].texts() if name in cue else () for name in ("words", "done"))
        found.append(Cue(words, done, cue["titles"].texts(), "either" in cue, "ends" in cue))
    return tuple(found)
