"""Title ideas for a planned post, by what the post is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from contentai.account.candidates import Candidate
from contentai.topics.article import Article
from contentai.topics.landscape import Landscape
from contentai.topics.said import Said, is_done, is_named
from contentai.topics.titles import plain_titles, said_titles, topic_ideas
from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value

_FILE: Final = Path(__file__).with_name("openings.yaml")
# So many terms of a topic are tried for what is served or bought.
_TRIED: Final = 3


class _Kind(NamedTuple):
    """Titles for a term beside one of these verbs or words, and those for any term."""

    done: tuple[str, ...]
    words: tuple[str, ...]
    titles: tuple[str, ...]
    any: tuple[str, ...]


class Openings(NamedTuple):
    """Ideas for a title, the fittest first, and ``plain`` ones should no idea pass the rules."""

    ideas: tuple[str, ...]
    plain: tuple[str, ...]


def openings(land: Landscape, candidate: Candidate, kind: str, turn: int) -> Openings:
    """Titles for a post of that kind; not yet checked against any rule.

    ``turn`` counts the posts of that kind, so that they do not all begin with one pattern.
    """
    terms = candidate.terms
    plain = plain_titles((*terms, *candidate.label.terms), candidate.suggestion.passages)
    told = land.told_by(candidate.topic)
    if kind == "value" or not terms:
        return Openings(topic_ideas(land, candidate.topic, terms), plain)
    patterns = _patterns()[kind]
    ideas: list[str] = []
    for term in terms[:_TRIED]:
        if said := _said(patterns, term, told):
            ideas += said_titles(_turned(patterns.titles, turn), term, said)
    everyone = _turned(patterns.any, turn)
    ideas += [pattern.format(a=term) for term in terms[:2] for pattern in everyone]
    return Openings(tuple(ideas), plain)


def is_sold(candidate: Candidate) -> bool:
    """True when the sources speak of someone who buys or chooses what a term of it names."""
    told = candidate.land.told_by(candidate.topic)
    patterns = _patterns()["promotion"]
    return any(_said(patterns, term, told) for term in candidate.terms[:_TRIED])


def _said(patterns: _Kind, term: str, told: Sequence[Article]) -> Said | None:
    named = is_named(patterns.words, term, told) if patterns.words else None
    return is_done(patterns.done, term, told) or named


def _turned(patterns: Sequence[str], turn: int) -> Sequence[str]:
    first = turn % len(patterns) if patterns else 0
    return (*patterns[first:], *patterns[:first])


@cache
def _patterns() -> Mapping[str, _Kind]:
    root = read_yaml(_FILE.read_text("utf-8"), str(_FILE))
    assert root is not None
    kinds = ("service", "interaction", "promotion")
    return {kind: _kind(value) for kind, value in root.table(*kinds, required=kinds).items()}


def _kind(value: Value) -> _Kind:
    table = value.table(*_Kind._fields)
    return _Kind(*(table[name].texts() if name in table else () for name in _Kind._fields))
