"""Title ideas for a planned post, by what the post is for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from contentai.account.candidates import Candidate
from contentai.located import read_yaml
from contentai.topics.landscape import Landscape
from contentai.topics.titles import plain_titles, title_ideas, title_terms

_FILE: Final = Path(__file__).with_name("openings.yaml")


class Openings(NamedTuple):
    """Ideas for a title, the fittest first, and ``plain`` ones should no idea pass the rules."""

    ideas: tuple[str, ...]
    plain: tuple[str, ...]


def openings(land: Landscape, candidate: Candidate, kind: str, turn: int) -> Openings:
    """Titles for a post of that kind; not yet checked against any rule.

    ``turn`` counts the posts of that kind, so that they do not all begin with one pattern.
    """
    topic = candidate.topic
    terms = title_terms(land, candidate.segment, topic, candidate.label)
    plain = plain_titles((*terms, *candidate.label.terms), candidate.suggestion.passages)
    if kind == "value" or not terms:
        return Openings(title_ideas(terms, land.told_by(topic), len(topic.sources)), plain)
    patterns = _patterns()[kind]
    first = turn % len(patterns)
    ideas = tuple(
        pattern.format(a=term)
        for term in terms[:2]
        for pattern in (*patterns[first:], *patterns[:first])
    )
    return Openings(ideas, plain)


@cache
def _patterns() -> Mapping[str, tuple[str, ...]]:
    root = read_yaml(_FILE.read_text("utf-8"), str(_FILE))
    assert root is not None
    kinds = ("service", "interaction", "promotion")
    return {kind: value.texts() for kind, value in root.table(*kinds, required=kinds).items()}
