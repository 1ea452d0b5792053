"""contentai.diagnostics.Ranges: the same answers as trying every span."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contentai.diagnostics import Ranges, Span

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_those_touched_are_those_that_overlap(spans: list[Span], span: Span) -> None:
    ranges = Ranges(spans)
    overlapping = [number for number, one in enumerate(spans) if one.overlaps(span)]
    assert sorted(ranges.touched(span)) == overlapping
    assert ranges.touch(span) is bool(overlapping)
