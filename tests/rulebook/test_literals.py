"""What a pattern needs: never too much, or a rule would go silent."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.rulebook.literals import required_literals


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("全网最低价", {"全网最低价"}),
        ("全网最(?:低|高)价", {"全网最"}),
        ("(?:最低|最高)价", {"最"}),
        ("(?P<hit>保本|稳赚)不赔", {"不赔"}),
        ("保本|稳赚不赔", {"保本", "稳赚不赔"}),
        ("(?:保本)?稳赚", {"稳赚"}),
        ("(?:保本)+", {"保本"}),
        ("加V信", {"加v信"}),
        ("[甲乙]丙*", {"甲", "乙"}),
        ("[^甲]", None),
        (r"\d+元", {"元"}),
        (r"\d+", None),
        ("(?:保本)?", None),
        ("保本|", None),
        (r"\p{Han}乙", {"乙"}),
        (r"\\p{Han}乙", {"\\p{han}乙"}),
        (r"\x{4e59}丙", {"乙丙"}),
        (r"[\x{1F300}-\x{1FAFF}]", None),
    ],
)
def test_the_strings_that_every_match_holds(pattern: str, needed: set[str] | None) -> None:
    found = required_literals(pattern)
    assert found == (None if needed is None else frozenset(needed))


piece = st.sampled_from(
    ["甲", "乙丙", "a", "[甲b]", "(?:甲|乙a)", "甲?", "(?:乙丙)*", "b+", ".", r"\d"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(piece, min_size=1, max_size=4), st.lists(piece, max_size=3), st.text("甲乙丙abAB1"))
def test_a_match_always_holds_one_of_them(left: list[str], right: list[str], text: str) -> None:
    pattern = "".join(left) + ("|" + "".join(right) if right else "")
    options = re2.Options()
    options.case_sensitive = False
    match = re2.compile(pattern, options=options).search(text.lower())
    needed = required_literals(pattern)
    assert match is None or needed is None or any(n in match.group() for n in needed)
