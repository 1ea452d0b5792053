"""contentai.rulebook.lexicon: one search for all terms and patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai import resources
from contentai.diagnostics import Span
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.machine import fold_pattern
from contentai.text.characters import fold_characters
from contentai.text.document import Document
from contentai.text.fold import fold
from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value


@pytest.fixture(autouse=True)
def sorting_from_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the patterns need is worked out at once, not after the first drafts."""
    monkeypatch.setattr("contentai.rulebook.lexicon._WORTH_SORTING", 0)


small = st.text("甲乙a1", min_size=1, max_size=3)


def marks(pattern: str, text: str) -> list[str]:
    """What a pattern finds in the folded ``text``."""
    lexicon = Lexicon()
    key = fold(text).text.lower()
    number = lexicon.add_pattern(pattern)
    hits = [key[slice(*span)] for span, _ in lexicon.search(key).find(number)]
    assert bool(hits) == lexicon.occurs(number, key)
    assert not hits or number in lexicon.search(key).possible
    return hits


@settings(max_examples=120)
@given(st.lists(small, min_size=1, max_size=5), st.text("甲乙a1 ", max_size=30))
def test_all_occurrences_of_all_terms_are_found_overlapping_too(
    terms: list[str], text: str
) -> None:
    lexicon = Lexicon()
    ids = lexicon.add_terms(terms)
    found = lexicon.scan_terms(text)
    for number, term in ids.items():
        expected = [
            Span(at, at + len(term)) for at in range(len(text)) if text.startswith(term, at)
        ]
        assert sorted(found.get(number, [])) == expected


def test_terms_are_looked_for_folded_and_ids_stay() -> None:
    lexicon = Lexicon()
    first = lexicon.add_terms(["加Ｖ信", "營銷"])
    assert lexicon.scan_terms("加微信") == {0: [Span(0, 3)]}
    later = lexicon.add_terms(["营销", "新词"])
    assert first == {0: "加Ｖ信", 1: "營銷"}
    assert later == {1: "营销", 2: "新词"}
    assert lexicon.scan_terms("营销新词") == {1: [Span(0, 2)], 2: [Span(2, 4)]}


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u200b", "\n"])
def test_a_blank_term_is_refused(blank: str) -> None:
    with pytest.raises(ValueError, match="blank"):
        Lexicon().add_terms([blank])


@pytest.mark.parametrize(
    "refused", ["(?=甲)", "(?<!甲)乙", r"(甲)\1", "(", "[", "*甲", "(?P<a", "甲{2000}", "(?>甲)"]
)
def test_what_re2_cannot_do_in_linear_time_is_refused(refused: str) -> None:
    lexicon = Lexicon()
    with pytest.raises(ValueError, match=r"\w"):
        lexicon.add_pattern(refused)
    number = lexicon.add_pattern("乙")
    assert lexicon.search("甲乙").possible == {number}
    assert lexicon.search("甲丙").possible == frozenset()
    assert [span for span, _ in lexicon.search("甲乙").find(number)] == [(1, 2)]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("第[一1]名", "第①名和第一名", ["第1名", "第一名"]),
        ("營銷", "营销", ["营销"]),
        ("VR", "戴ｖr", ["vr"]),
        ("（限时）", "（限时）(限时)限时", ["(限时)", "(限时)"]),
        ("什么？", "什么?什", ["什么?"]),
        ("等…", "等...等abc", ["等..."]),
        ("１．５折", "1.5折135折", ["1.5折"]),
        ("步骤⑴", "步骤⑴步骤1", ["步骤(1)"]),
        ("真的﹖", "真的﹖真", ["真的?"]),
        ("见‥", "见‥见ab", ["见.."]),
        ("[（）]", "(a)", ["(", ")"]),
        ("甲(?P<hit>乙+)丙", "甲乙乙丙", ["乙乙"]),
        ("x*", "axb", ["x"]),
        ("😀+", "a😀😀b", ["😀😀"]),
    ],
)
def test_patterns_match_what_a_reader_understands(
    pattern: str, text: str, found: list[str]
) -> None:
    assert marks(pattern, text) == found


@settings(max_examples=100)
@given(st.text(st.characters(min_codepoint=0x80, exclude_categories=["Cs"]), min_size=1))
def test_a_pattern_of_plain_characters_finds_them_as_written(text: str) -> None:
    key = fold_characters(text).text.lower()
    if not key.isascii():
        key = "".join(c.lower() if len(c.lower()) == 1 else c for c in fold_characters(text).text)
    lexicon = Lexicon()
    number = lexicon.add_pattern(fold_pattern(text))
    assert not key or [span for span, _ in lexicon.search(key).find(number)][:1] == [
        Span(0, len(key))
    ]


def test_named_groups_are_given_when_they_hold_something() -> None:
    lexicon = Lexicon()
    number = lexicon.add_pattern("(?P<amount>[0-9]+)元(?P<more>起)?")
    assert [groups for _, groups in lexicon.search("5元，6元起").find(number)] == [
        {"amount": "5"},
        {"amount": "6", "more": "起"},
    ]


def test_a_bomb_of_a_pattern_takes_linear_time() -> None:
    lexicon = Lexicon()
    number = lexicon.add_pattern("(a*)*(a|aa)+b")
    key = "a" * 20_000
    assert not lexicon.occurs(number, key)


def test_offsets_are_code_points_behind_characters_of_any_width() -> None:
    lexicon = Lexicon()
    lexicon.add_terms(["丁"])
    number = lexicon.add_pattern("丁")
    key = "a·甲😀𠮷丁"
    assert lexicon.scan_terms(key) == {0: [Span(5, 6)]}
    assert [span for span, _ in lexicon.search(key).find(number)] == [Span(5, 6)]


def test_nothing_to_look_for_finds_nothing() -> None:
    assert Lexicon().scan_terms("甲") == {}
    assert Lexicon().search("甲").possible == frozenset()


def patterns_of(value: Value) -> Iterator[str]:
    """Every pattern that the ``pattern`` checks below ``value`` look for."""
    if value.is_mapping:
        for key, inner in value.table().items():
            yield from inner.texts() if key in ("pattern", "patterns") else patterns_of(inner)
    elif value.is_list:
        for item in value.items():
            yield from patterns_of(item)


def test_no_match_of_a_shipped_pattern_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon, numbers, texts = Lexicon(), set[int](), []
    for file in sorted(resources.rules_dir().rglob("*.yaml")):
        rule = read_yaml(file.read_text("utf-8"), file.name)
        table = rule.table() if rule else {}
        if "check" in table and "scope" not in table:
            numbers |= {lexicon.add_pattern(p) for p in patterns_of(table["check"])}
            bad = table["examples"].table()["bad"].items()
            texts += [example.table()["text"].text() for example in bad]
    lexicon.search("")
    unknown = Lexicon()  # knows nothing of its patterns, so it tries each of them everywhere
    monkeypatch.setattr("contentai.rulebook.lexicon._WORTH_SORTING", 10**9)
    everywhere = {number: unknown.add_pattern(lexicon.patterns[number]) for number in numbers}
    found = 0
    for text in (*texts[::60], "\n".join(texts), ("1" * 40).join(texts), "今天天气不错。" * 40):
        key = Document.parse(text).key
        search, whole = lexicon.search(key), unknown.search(key)
        alone = {number for number in numbers if [*whole.find(everywhere[number])]}
        assert alone <= set(search.possible)
        for number in alone:
            assert [*search.find(number)] == [*whole.find(everywhere[number])]
        found = max(found, len(alone))
    assert found > len(numbers) / 2
    assert len(search.possible) < len(numbers) / 10


def test_folding_leaves_a_pattern_of_ascii_alone() -> None:
    pattern = r"^(?:a|b)[^,.]{0,3}\w+$"
    assert fold_pattern(pattern) == pattern
    assert re.fullmatch(fold_pattern("（甲）"), "(甲)")


def test_until_enough_text_is_seen_every_pattern_may_match(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contentai.rulebook.lexicon._WORTH_SORTING", 10)
    lexicon = Lexicon()
    numbers = {lexicon.add_pattern("乙"), lexicon.add_pattern("丙")}
    assert lexicon.search("乙").possible == numbers
    assert lexicon.search("甲甲甲甲甲甲甲甲甲乙").possible == {lexicon.add_pattern("乙")}


@pytest.mark.parametrize(
    ("pattern", "text", "hits"),
    [
        (r"满\d+减\d+", "满300减50，满 300 减 50 元", ["满300减50", "满 300 减 50"]),
        (r"(?P<hit>\d{1,2})折", "全场 7 折", ["7"]),
        (r"[\d.]+元", "只要 9.9 元", ["9.9 元"]),
        (r"[^\d]折", "打 折 7 折", [" 折", " 折"]),
        (r"a\\d", r"a\d a 1", [r"a\d"]),
        (r"\d{3}", "1 2 3", []),
    ],
)
def test_numbers_may_be_set_apart(pattern: str, text: str, hits: list[str]) -> None:
    lexicon = Lexicon()
    key = fold(text).text.lower()
    number = lexicon.add_pattern(pattern)
    found = lexicon.search(key).find(number)
    assert [key[slice(*span)] for span, _ in found] == hits


def test_groups_come_without_the_blanks_around_numbers() -> None:
    lexicon = Lexicon()
    number = lexicon.add_pattern(r"满(?P<amount>\d+)元")
    assert list(lexicon.search("满 300 元").find(number)) == [(Span(0, 7), {"amount": "300"})]
