"""``kind: terms``: words found on folded text, never inside another dictionary word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.diagnostics import Diagnostic, Span

Found = Callable[..., list[str]]
Lint = Callable[..., list[Diagnostic]]


def terms(*words: str, **more: Any) -> dict[str, Any]:
    return {"kind": "terms", "terms": list(words), **more}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("这是最佳的茶。", ["最佳"]),
        ("最佳！", ["最佳"]),
        ("这是最佳选择。", ["最佳"]),
        ("他是最佳人选。", []),
        ("春天最佳，秋天也最佳。", ["最佳", "最佳"]),
        ("最隹的茶", []),
    ],
)
def test_a_term_counts_as_a_word_and_not_inside_a_longer_one(
    found: Found, text: str, marked: list[str]
) -> None:
    assert found(terms("最佳"), text) == marked


@pytest.mark.parametrize(
    ("term", "text", "word", "anywhere"),
    [
        ("第一", "站在第一线的人", 0, 1),
        ("第一", "销量第一的茶", 1, 1),
        ("一流", "统一流程", 0, 1),
        ("一流", "一流的茶", 1, 1),
        ("最", "最近下雨", 0, 1),
        ("最", "最划算", 1, 1),
    ],
)
def test_the_boundary_can_be_lifted(
    found: Found, term: str, text: str, word: int, anywhere: int
) -> None:
    assert len(found(terms(term), text)) == word
    assert len(found(terms(term, boundary="word"), text)) == word
    assert len(found(terms(term, boundary="none"), text)) == anywhere


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("全網最低價", "全網最低價"),
        ("全网最\u200b低价", "全网最\u200b低价"),
        ("加Ｖ\u200b信", "Ｖ\u200b信"),
        ("加v信", "v信"),
        ("营(yíng)销(xiāo)全网最低(dī)价(jià)", "全网最低价"),
    ],
)
def test_terms_are_found_however_they_are_written(found: Found, text: str, marked: str) -> None:
    assert found(terms("全网最低价", "V信", boundary="none"), text) == [marked]


def test_the_longest_of_overlapping_terms_stands(found: Found) -> None:
    check = terms("最低", "全网最低", "低价", "最低价格", boundary="none")
    assert found(check, "全网最低价，最低价格") == ["全网最低", "最低价格"]


def test_a_refused_longer_term_leaves_the_shorter_one_standing(found: Found) -> None:
    assert found(terms("最佳", "最佳人"), "他是最佳人选，也是最佳的人。") == ["最佳"]


def test_the_message_names_the_term_as_the_rule_writes_it(lint: Lint) -> None:
    message = {"zh": "{term}|{found}|{nothing}", "en": "x"}
    (finding,) = lint(terms("營銷", boundary="none"), "讲营\u200b销", message=message)
    assert finding.message == "營銷|营\u200b销|…"


def test_few_hits_are_none_when_a_number_is_asked_for(found: Found, lint: Lint) -> None:
    check = terms("抢", boundary="none", min_count=3)
    assert found(check, "抢一个抢一个") == []
    message = {"zh": "{count}", "en": "{count}"}
    findings = lint(check, "抢、抢、抢、抢", message=message)
    assert [f.message for f in findings] == ["4"] * 4
    guarded = terms("抢", boundary="none", min_count=3, unless={"within": ["抢修"]})
    assert found(guarded, "抢、抢、抢修") == []
    assert found(guarded, "抢、抢、抢") == ["抢"] * 3


noise = st.text("茶叶水杯 ，。\n\r😀\u200b（）1a", max_size=20)


@settings(max_examples=120)
@given(noise, noise, st.sampled_from(["plain", "markdown"]))
def test_a_planted_term_is_marked_exactly_where_it_is(
    lint: Lint, before: str, after: str, format: str
) -> None:
    source = f"{before}·独门绝技·{after}"
    (finding,) = lint(terms("独门绝技", boundary="none"), source, format=format)
    at = source.index("独门绝技")
    assert finding.span == Span(at, at + 4)
    assert finding.excerpt == "独门绝技"
    lines = source[:at].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert finding.place == (len(lines), len(lines[-1]) + 1, len(lines), len(lines[-1]) + 5)


def test_the_same_term_twice_without_a_gap_is_two_findings(found: Found) -> None:
    assert found(terms("包治", boundary="none"), "包治包治") == ["包治", "包治"]
