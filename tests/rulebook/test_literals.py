"""What a pattern needs: never too much, or a rule would go silent."""

from __future__ import annotations

import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.rulebook.literals import Shape, Way, shape_of

piece = st.sampled_from(
    [
        *(
            "甲",
            "乙丙",
            "a",
            "[甲b]",
            "(?:甲|乙a)",
            "甲?",
            "(?:乙丙)*",
            "b+",
            ".",
            r"\d",
            r"\p{Han}",
        ),
        *("(?:甲.{0,3}丙|乙){1,2}", "[^,。]{0,2}", r"\s?", r"\D", "(?:乙|)(?:丙|甲b)"),
        *("甲{2,}", "(?:乙丙){2,3}", "(?:ab?){2}"),
    ]
)
TEXT = st.text("甲乙丙abAB1。,\n", max_size=24)


@settings(max_examples=400)
@given(st.lists(piece, min_size=1, max_size=4), st.lists(piece, max_size=3), TEXT)
def test_a_match_always_fulfils_what_is_said_of_it(
    left: list[str], right: list[str], text: str
) -> None:
    pattern = "".join(left) + ("|" + "".join(right) if right else "")
    options = re2.Options()
    options.case_sensitive = False
    shape = shape_of(pattern)
    for match in re2.compile(pattern, options=options).finditer(text.lower()):
        assert _tells_of(shape, match.group()), (pattern, match.group(), shape)


def _tells_of(shape: Shape, match: str) -> bool:
    return not any(mark in match for mark in shape.apart) and any(
        _fulfils(match, 0, way) for way in shape.ways
    )


def _fulfils(match: str, at: int, way: Way) -> bool:
    """Whether the needs stand in the match from ``at`` on; no run in these texts is long."""
    if not way.needs:
        return way.tail is None or len(match) - at <= way.tail
    need, *rest = way.needs
    last = len(match) if need.within is None else at + need.within
    return any(
        match.startswith(string, place) and _fulfils(match, place, Way(tuple(rest), way.tail))
        for string in need.strings
        for place in range(at, last + 1)
    )


def test_a_repeated_string_is_needed_as_often() -> None:
    (way,) = shape_of("(?:甲乙){3,}丙").ways
    assert [need.strings for need in way.needs] == [{"甲乙" * 3}, {"丙"}]
    # A class is not written out: which of its characters comes next is not known.
    (way,) = shape_of("[甲乙]{2,}").ways
    assert [need.strings for need in way.needs] == [{"甲", "乙"}]


def test_of_too_many_ways_every_branch_keeps_what_it_needs() -> None:
    """What all branches have in common tells nothing; each of them tells a lot."""
    names = "|".join(f"{chr(at)}的?{chr(at + 100)}" for at in range(ord("一"), ord("一") + 30))
    ways = shape_of(f"(?:{names})坏|(?:{names})烂|了不起的").ways
    assert sorted(len(way.needs) for way in ways) == [1, 2, 2]
    assert {way.needs[-1].strings for way in ways} == {
        frozenset("坏"),
        frozenset("烂"),
        frozenset(["了不起的"]),
    }
