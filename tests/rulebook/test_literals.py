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
