"""Title ideas for a planned post, by what the post is for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from contentai.account.candidates import Candidate
from contentai.located import read_yaml
from contentai.topics.landscape import Landscape
from contentai.topics.titles import title_ideas, title_terms

_FILE: Final = Path(__file__).with_name("openings.yaml")


def openings(land: Landscape, candidate: Candidate, kind: str, turn: int) -> tuple[str, ...]:
    """Ideas for a post of that kind, the fittest first; not yet checked against any rule.

    ``turn`` counts the posts of that kind, so that they do not all begin with one pattern.
    """
    segment, topic = candidate.segment, candidate.topic
    terms = title_terms(land, segment, topic, candidate.label)
    if kind == "value" or not terms:
        return title_ideas(terms, land.told_by(topic), len(topic.sources), segment.name)
    patterns = _patterns()[kind]
    first = turn % len(patterns)
    return tuple(
        pattern.format(a=term)
        for term in terms[:2]
        for pattern in (*patterns[first:], *patterns[:first])
    )


@cache
def _patterns() -> Mapping[str, tuple[str, ...]]:
    root = read_yaml(_FILE.read_text("utf-8"), str(_FILE))
    assert root is not None
    kinds = ("service", "interaction", "promotion")
    return {kind: value.texts() for kind, value in root.table(*kinds, required=kinds).items()}
