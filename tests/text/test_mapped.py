"""contentai.text.mapped: text that remembers where it came from."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.diagnostics import Span
from contentai.text.mapped import MappedText, identity, joined, opaque, without


def ranges(text: MappedText) -> list[tuple[int, int]]:
    return list(zip(text.starts.tolist(), text.ends.tolist(), strict=True))


@st.composite
def cut_twice(draw: st.DrawFn) -> tuple[str, list[Span], list[Span]]:
    """A text, ranges to take out of it, and ranges to take out of what is left."""
    source = draw(st.text(min_size=1, max_size=30))
    first = draw(_holes(len(source)))
    left = len(source) - sum(span.end - span.start for span in first)
    return source, first, draw(_holes(left))


@st.composite
def _holes(draw: st.DrawFn, size: int) -> list[Span]:
    flags = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    return [Span(i, i + 1) for i, gone in enumerate(flags) if gone]


def test_identity_stands_at_its_offset() -> None:
    text = identity("甲乙", 5)
    assert ranges(text) == [(5, 6), (6, 7)]
    assert text.span(0, 2) == (5, 7)
    assert text.span(1, 1) == (6, 6)
    assert text.span(2, 2) == (7, 7)


def test_opaque_text_stands_for_its_span_as_a_whole() -> None:
    text = opaque("甲乙丙", Span(3, 9))
    assert text.span(0, 1) == text.span(2, 3) == text.span(0, 3) == (3, 9)


def test_an_empty_text_maps_to_the_start() -> None:
    assert identity("").span(0, 0) == (0, 0)
    assert len(joined([])) == 0


@settings(max_examples=100)
@given(cut_twice())
def test_text_without_ranges_is_the_rest_in_order(case: tuple[str, list[Span], list[Span]]) -> None:
    source, removed, _ = case
    gone = {span.start for span in removed}
    kept = [i for i in range(len(source)) if i not in gone]
    text = without(source, removed)
    assert text.text == "".join(source[i] for i in kept)
    assert ranges(text) == [(i, i + 1) for i in kept]


@settings(max_examples=100)
@given(cut_twice(), st.data())
def test_two_steps_lead_straight_to_the_source(
    case: tuple[str, list[Span], list[Span]], data: st.DataObject
) -> None:
    source, first, second = case
    once = without(source, first)
    twice = without(once.text, second)
    chained = twice.onto(once)
    assert chained.text == twice.text
    start = data.draw(st.integers(0, len(twice)))
    end = data.draw(st.integers(start, len(twice)))
    if end > start:
        assert chained.span(start, end) == once.span(*twice.span(start, end))
        assert source[chained.starts[start]] == twice.text[start]
        assert source[chained.ends[end - 1] - 1] == twice.text[end - 1]
    else:
        place = chained.span(start, start)
        assert place.start == place.end
        assert 0 <= place.start <= len(source)


def test_a_range_over_a_gap_covers_the_gap_and_one_beside_it_does_not() -> None:
    text = without("甲xx乙", [Span(1, 3)])
    assert text.span(0, 2) == (0, 4)
    assert text.span(0, 1) == (0, 1)
    assert text.span(1, 2) == (3, 4)


def test_one_character_may_stand_for_several_and_several_for_one() -> None:
    parent = joined([opaque("AB", Span(0, 1)), identity("c", 1), opaque("d", Span(2, 5))])
    child = joined([identity("A"), identity("c", 2), identity("d", 3)]).onto(parent)
    assert ranges(child) == [(0, 1), (1, 2), (2, 5)]


def test_a_text_over_an_empty_parent_lies_at_its_start() -> None:
    assert ranges(opaque("甲", Span(0, 0)).onto(identity(""))) == [(0, 0)]


def test_a_part_keeps_its_place() -> None:
    part = without("一二三四五", [Span(1, 2)]).cut(1, 3)
    assert part.text == "三四"
    assert ranges(part) == [(2, 3), (3, 4)]
