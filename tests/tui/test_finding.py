"""contentai.tui.finding: what a search finds, and what replacing makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.language import Bilingual
from contentai.tui.finding import Finder, Query, changed, compile_query, next_hit


def finder(wanted: str, **options: object) -> Finder:
    compiled = compile_query(Query(wanted, **options))  # type: ignore[arg-type]
    assert isinstance(compiled, Finder), compiled
    return compiled


def found(text: str, wanted: str, **options: object) -> list[str]:
    return [text[slice(*hit.span)] for hit in finder(wanted, **options).find(text)]


def replaced(text: str, wanted: str, by: str, **options: object) -> str:
    ready = finder(wanted, **options)
    edits = ready.edits(text, ready.find(text), by)
    assert isinstance(edits, tuple), edits
    return changed(text, edits)


def test_plain_finds_every_place_once() -> None:
    assert found("哈哈哈，哈", "哈哈") == ["哈哈"]
    assert found("a.b axb", "a.b") == ["a.b"]
    assert found("任何文字", "") == []


def test_case_counts_only_when_asked() -> None:
    assert found("App app ＡＰＰ", "app") == ["App", "app"]
    assert found("App app", "app", any_case=False) == ["app"]
    assert found("İstanbul i̇x", "x") == ["x"], "lower case is longer than what is written"


def test_width_is_forgiven_only_when_asked() -> None:
    assert found("好，好,好", ",") == [","]
    assert found("好，好,好", ",", any_width=True) == ["，", ","]
    assert found("（甲）(乙)", "（.）", kind="regex", any_width=True) == ["（甲）", "(乙)"]


def test_words_are_those_of_the_tokenizer() -> None:
    text = "最近最好的价格，最近没有\n最"
    assert [hit.span.start for hit in finder("最近", kind="word").find(text)] == [0, 8]
    assert [hit.span.start for hit in finder("最", kind="word").find(text)] == [13]
    assert found("cat concatenate cat", "cat", kind="word") == ["cat", "cat"]
    assert found("全国最低价", "最低价", kind="word") == ["最低价"]


def test_folded_finds_what_the_reader_reads() -> None:
    text = "加我薇信，或者加V信；微\u200b信也行，WeChat 不算"
    assert found(text, "微信") == []
    assert found(text, "微信", folded=True) == ["薇信", "V信", "微\u200b信"]
    assert found("全 网 最 低 价！", "最低价", folded=True) == ["最 低 价"]
    assert found("買一送一，满３００", "买", folded=True) == ["買"]
    assert found("买", "買", folded=True) == ["买"]
    assert found("薇信", "薇信", folded=True) == ["薇信"], "what is written is found too"
    assert found("满３００减５０", r"满(\d+)", kind="regex", folded=True) == ["满３００"]


def test_regular_expressions_know_lines_and_are_told_wrong() -> None:
    assert found("一\n二\n三", "^.$", kind="regex") == ["一", "二", "三"]
    assert found("aaa", "b*", kind="regex") == [], "what is empty is no place"
    for wrong in ("(", "[a", "(?<=a)b", "a\ud800"):
        answer = compile_query(Query(wrong, kind="regex"))
        assert isinstance(answer, Bilingual)
        assert answer.zh.startswith("正则写错了") and answer.en


@pytest.mark.parametrize(
    ("wrong", "folded", "told"),
    [
        ("(红", False, "正则写错了：少了右括号 )"),
        ("红{5000}", False, "正则写错了：重复的次数不对，最多 1000（{5000}）"),
        ("红(?=花)", False, "正则写错了：不支持往前往后看（(?=）"),
        ("(红", True, "正则写错了：少了右括号 )"),
    ],
)
def test_what_is_wrong_is_told_in_words_and_nothing_that_was_not_typed(
    wrong: str, folded: bool, told: str
) -> None:
    answer = compile_query(Query(wrong, kind="regex", folded=folded))
    assert isinstance(answer, Bilingual)
    assert answer.zh == told
    assert "(?m)" not in answer.en


def test_no_regular_expression_hangs() -> None:
    assert found("a" * 5000 + "!", "(a+)+$", kind="regex") == []


def test_replacing_takes_groups_from_what_is_written() -> None:
    assert replaced("满300减50", r"满(\d+)减(?P<off>\d+)", r"减\g<off>（满\1）", kind="regex") == (
        "减50（满300）"
    )
    assert replaced("满３００", r"满(\d+)", r"<\1>", kind="regex", folded=True) == "<３００>"
    assert replaced("a-b", "-", r"\n\t\\", kind="regex") == "a\n\t\\b"
    assert replaced("ab", "(a)|(c)", r"[\1\2]", kind="regex") == "[a]b"
    assert replaced("a-b", "-", r"\1") == r"a\1b", "plain is taken as it is"


@pytest.mark.parametrize("by", [r"\2", r"\g<x>", r"\q", "\\"])
def test_a_replacement_that_means_nothing_is_told(by: str) -> None:
    ready = finder("(a)", kind="regex")
    answer = ready.edits("a", ready.find("a"), by)
    assert isinstance(answer, Bilingual)
    assert by in answer.zh


@settings(max_examples=40)
@given(
    st.text(alphabet="最低价aA，, \n\u200b薇微信V(", max_size=20),
    st.text(alphabet="最低价aA，微信", min_size=1, max_size=3),
    st.sampled_from(["plain", "word", "regex"]),
    st.booleans(),
)
def test_places_are_in_order_and_inside(text: str, wanted: str, kind: str, folded: bool) -> None:
    end = 0
    for hit in finder(wanted, kind=kind, folded=folded).find(text):
        assert end <= hit.span.start < hit.span.end <= len(text)
        end = hit.span.end


def test_the_next_place_goes_round() -> None:
    hits = finder("a").find("a b a b")
    assert [next_hit(hits, at) for at in (0, 1, 4, 5)] == [0, 1, 1, 0]
    assert [next_hit(hits, at, back=True) for at in (0, 1, 4, 5)] == [1, 0, 0, 1]
    assert next_hit([], 0) is None
