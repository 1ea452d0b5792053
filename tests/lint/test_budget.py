"""contentai.lint.budget: how often rules fire on innocent texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contentai.lint.budget import Tally, tally
from contentai.lint.innocent import Innocent
from contentai.rulebook.loader import Rulebook, load_rulebook
from contentai.text.document import Document

MakeBook = Callable[..., Rulebook]
TEA = {"kind": "terms", "terms": ["茶"], "boundary": "none"}
POST = Innocent("posts", "post-1", "茶一杯。\n\n再来一杯茶吧！", channel="weibo")
TITLE = Innocent("titles", "title-1", "", "喝茶去吗")


def run(book: Rulebook, *texts: Innocent) -> list[Tally]:
    def parse(text: Innocent) -> Document:
        return Document.parse(text.text, title=text.title)

    return tally(texts, book, parse, lambda document: None)


def test_hits_are_counted_by_source_with_their_sentence(make_book: MakeBook) -> None:
    (one,) = run(make_book(TEA), POST, TITLE)
    assert (one.count("posts"), one.count("titles"), one.count("posts", "titles")) == (2, 1, 3)
    assert one.characters == {"posts": 11, "titles": 4}
    assert one.rate("posts") == pytest.approx(20000 / 11)
    assert one.rate("reviews") is None
    assert [(hit.text.id, hit.found, hit.sentence) for hit in one.hits] == [
        ("post-1", "茶", "茶一杯。"),
        ("post-1", "茶", "再来一杯茶吧！"),
        ("title-1", "茶", "喝茶去吗"),
    ]


def test_only_texts_that_the_rule_looks_at_are_measured(make_book: MakeBook) -> None:
    (one,) = run(make_book(TEA, channels=["wechat"]), POST, TITLE)
    assert (one.hits, one.characters, one.rate("posts"), one.exceeded) == ([], {}, None, False)


@pytest.mark.parametrize(
    ("severity", "budget", "exceeded"),
    [
        ("error", None, True),
        ("warning", None, False),
        ("info", None, False),
        ("error", 3000, False),
        ("info", 3000, False),
        ("info", 1000, True),
        ("info", 0, True),
    ],
)
def test_errors_may_have_none_and_others_what_they_state(
    make_book: MakeBook, severity: str, budget: float | None, exceeded: bool
) -> None:
    stated = {} if budget is None else {"budget": budget}
    (one,) = run(make_book(TEA, severity=severity, **stated), POST)
    assert one.exceeded is exceeded


def test_outside_texts_exceed_no_budget(make_book: MakeBook) -> None:
    outside = Innocent("reviews", "1", "好茶")
    (one,) = run(make_book(TEA, severity="error"), outside)
    assert (one.count("reviews"), one.exceeded) == (1, False)


def test_that_a_bare_title_has_no_body_is_no_hit(make_book: MakeBook) -> None:
    empty = {"kind": "structure", "forbid": "empty"}
    (one,) = run(make_book(empty), TITLE)
    assert one.hits == []
    link = {"kind": "structure", "forbid": "link"}
    (one,) = run(make_book(link), Innocent("posts", "1", "看 https://own.example/"))
    assert [hit.found for hit in one.hits] == ["https://own.example/"]


@pytest.mark.parametrize("budget", [-1, "多"])
def test_a_budget_is_a_number_from_zero_on(
    tmp_path: Path,
    make_rule: Callable[..., Any],
    write_rules: Callable[..., Path],
    budget: Any,
) -> None:
    book = load_rulebook([write_rules(tmp_path, make_rule(TEA, budget=budget))])
    assert len(book.errors) == 1
