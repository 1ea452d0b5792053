from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from contentai.classify.parts import PART, closing, parts, runs
from contentai.diagnostics import Span


def row(*sizes: int) -> list[Span]:
    """Sentences of these sizes, one after another."""
    ends = [sum(sizes[: i + 1]) for i in range(len(sizes))]
    return [Span(end - size, end) for size, end in zip(sizes, ends, strict=True)]


def test_sentences_are_joined_until_a_part_is_full() -> None:
    assert parts(row(60, 50, 120, 30, 80)) == [Span(0, 110), Span(110, 230), Span(230, 340)]


def test_a_short_rest_goes_with_the_part_before_it_and_a_longer_one_stands_alone() -> None:
    assert parts(row(110, 29)) == [Span(0, 139)]
    assert parts(row(110, 30)) == [Span(0, 110), Span(110, 140)]
    assert parts(row(20)) == [Span(0, 20)]
    assert parts([]) == []


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(0, 5)), max_size=30))
def test_the_parts_hold_every_sentence_once_and_in_order(sizes: list[tuple[int, int]]) -> None:
    at, sentences = 0, []
    for size, gap in sizes:
        sentences.append(Span(at, at + size))
        at += size + gap
    found = parts(sentences)
    for sentence in sentences:
        assert sum(p.start <= sentence.start and sentence.end <= p.end for p in found) == 1
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(part.end - part.start >= PART for part in found[:-1])


def test_the_closing_is_as_many_last_sentences_as_it_takes() -> None:
    assert closing(row(110, 40)) == Span(110, 150)
    assert closing(row(110, 20, 9, 2)) == Span(110, 141)
    assert closing(row(7, 8)) == Span(0, 15)


def test_chosen_neighbours_are_joined_and_none_reaches_across_an_edge() -> None:
    one, two, three, four = row(10, 10, 10, 10)
    assert runs([one, two, three, four], [True, True, False, True], 0) == [Span(0, 20), four]
    assert runs([one, two, three], [True, True, True], 10) == [one, Span(10, 30)]
    assert runs([], [], 0) == []
