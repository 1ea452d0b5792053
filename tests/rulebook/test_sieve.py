"""Where patterns may match: nothing that matches is lost, and most of a text is passed over."""

from __future__ import annotations

import random
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai import resources
from contentai.lint.engine import Setting, lint_document
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.literals import MARKS, RUN, UNKNOWN, Need, Shape, Way, shape_of
from contentai.rulebook.loader import Rulebook, load_rulebook
from contentai.rulebook.sieve import Sieve
from contentai.rulebook.ways import tabled
from contentai.text.document import Document

DIGITS = frozenset("0123456789")

PIECES = (
    *("甲", "乙丙", "a", "[甲b]", "(?:甲乙|丙丁.a)", "甲?", "(?:乙丙)*", "b+", ".", "[^甲]{0,9}"),
    *(r"\d+", r"\s*", "^", "$", r"\b", "(?P<hit>乙)", "(?:甲|丁.{0,3}乙){1,2}"),
    *(
        "[^。!?;\n]{0,6}?",
        "[^。]*",
        "(?:乙|丙[,。])",
        r"\S{0,4}",
        "[甲乙]{2}",
        "(?:甲|)(?:丙|乙丁)",
    ),
)
piece = st.sampled_from(PIECES)
filler = st.integers(0, 300).map(lambda size: "戊\n己庚 "[: size % 5] + "辛" * size)
digits = st.integers(0, 60).map("1".__mul__)
grain = st.one_of(filler, st.text("甲乙丙丁ab1 \n。!?;,:", max_size=9), digits)


@settings(max_examples=150)
@given(
    st.lists(st.lists(piece, min_size=1, max_size=4), min_size=1, max_size=3),
    st.lists(grain, max_size=8),
    st.sampled_from([3, 50, 40_000]),
)
def test_the_matches_are_those_of_the_whole_text(
    branches: list[list[str]], grains: list[str], together: int
) -> None:
    pattern = "|".join(map("".join, branches))
    if pattern.count("(?P<hit>") > 1:
        pattern = pattern.replace("(?P<hit>", "(?:")
    key = "".join(grains)
    lexicon = Lexicon()
    lexicon._seen = 10**9  # the pattern is taken apart at once
    number = lexicon.add_pattern(pattern)
    with mock.patch("contentai.rulebook.sieve._TOGETHER", together):
        spans = [span for span, _ in lexicon.search(key).find(number)]
    compiled, _, hit, spaced = lexicon.machine(number)
    whole = [match.span(hit) for match in compiled.finditer(key)]
    if spaced:
        whole = [_without_blanks(key, *span) for span in whole]
    assert spans == [(start, end) for start, end in whole if end > start >= 0]


@settings(max_examples=40)
@given(
    st.lists(st.lists(piece, min_size=1, max_size=4), min_size=1, max_size=3),
    st.lists(st.lists(grain, max_size=5).map("".join), min_size=2, max_size=5),
    st.sampled_from([3, 50, 40_000]),
)
def test_texts_looked_at_together_have_the_matches_of_each_alone(
    branches: list[list[str]], keys: list[str], together: int
) -> None:
    lexicon = Lexicon()
    lexicon._seen = 10**9
    pattern = "|".join(map("".join, branches)).replace("(?P<hit>", "(?:")
    numbers = [lexicon.add_pattern(pattern), lexicon.add_pattern("乙丙.{0,4}甲")]
    with mock.patch("contentai.rulebook.sieve._TOGETHER", together):
        searches = lexicon.search_all(keys)
        for key, search in zip(keys, searches, strict=True):
            alone = lexicon.search(key)
            for number in numbers:
                assert list(search.find(number)) == list(alone.find(number))


def _without_blanks(key: str, start: int, end: int) -> tuple[int, int]:
    piece = key[start:end] if start >= 0 else ""
    left = len(piece) - len(piece.lstrip(" "))
    return start + left, start + max(len(piece.rstrip(" ")), left)


def need(characters: str, within: int | None) -> Need:
    return Need(frozenset(characters), within)


def way(string: str, within: int | None, tail: int | None) -> Way:
    return Way((Need(frozenset([string]), within),), tail)


@pytest.mark.parametrize(
    ("pattern", "shape"),
    [
        ("最低价", Shape((way("最低价", 0, 3),), MARKS)),
        (
            "买.{0,3}送|赠[一二]",
            Shape(
                (Way((need("买", 0), need("送", 4)), 1), Way((need("赠", 0), need("一二", 1)), 1))
            ),
        ),
        ("第(?:一|二名)?", Shape((way("第", 0, 3),), MARKS)),
        ("[0-9]+元", Shape((Way((Need(DIGITS, 0), need("元", RUN)), 1),), MARKS, "0123456789")),
        (r"\d,", Shape((Way((Need(DIGITS, 0), need(",", 1)), 1),), "\n。!?;:")),
        (".?[甲乙]{3}丙", Shape((Way((need("甲乙", 1), need("丙", 3)), 1),))),
        ("价[^。]*", Shape((way("价", 0, None),), "。")),
        ("价.{0,401}", Shape((way("价", 0, None),))),
        (r"价\p{Han}", Shape((way("价", 0, 2),), MARKS)),
        (r"价\pP", Shape((way("价", 0, 2),))),
        (
            "(?:买|抢购)和?(?:卖|送)",
            Shape((Way((Need(frozenset(["买", "抢购"]), 0), need("卖送", 3)), 1),), MARKS),
        ),
        ("(价", UNKNOWN),
    ],
)
def test_what_a_pattern_needs_and_how_far_it_reaches(pattern: str, shape: Shape) -> None:
    assert shape_of(pattern) == shape


def test_a_text_of_many_parts_is_searched_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contentai.rulebook.sieve._TOGETHER", 3)
    lexicon = Lexicon()
    lexicon._seen = 10**9
    near, far = lexicon.add_pattern("买.{0,70}送"), lexicon.add_pattern("买[^。]*完")
    for before in range(0, 400, 37):
        key = "辛" * before + "买" + "辛" * 70 + "送" + "辛" * 300 + "完"
        search = lexicon.search(key)
        assert [span for span, _ in search.find(near)] == [(before, before + 72)]
        assert [span for span, _ in search.find(far)] == [(before, len(key))]


def test_only_the_neighbourhood_of_what_is_needed_is_searched() -> None:
    lexicon = Lexicon()
    lexicon._seen = 10**9
    near = lexicon.add_pattern("买.{0,3}送")
    far = lexicon.add_pattern("买[^。]*送")
    apart = "买" + "辛" * 500 + "送"
    assert set(lexicon.search(apart).possible) == {far}
    assert set(lexicon.search("辛" * 500 + "买一送一" + "辛" * 500).possible) == {near, far}
    assert not set(lexicon.search("买" + "辛" * 500).possible)


def test_what_is_needed_must_be_in_order_and_no_mark_between() -> None:
    lexicon = Lexicon()
    lexicon._seen = 10**9
    close = lexicon.add_pattern("买[^。!?;\\n]{0,9}送")
    long = lexicon.add_pattern("买[^。]*送")
    assert set(lexicon.search("送完了,买").possible) == set()
    assert set(lexicon.search("买。送").possible) == set()
    assert set(lexicon.search("买\n送").possible) == {long}
    assert set(lexicon.search("买完,送").possible) == {close, long}
    sieve = Sieve(tabled({close: shape_of("买[^。!?;\\n]{0,9}送")}))
    assert list(sieve.sift("先。买完,送!后").parts(close)) == [(2, 6, 6, 16)]


def test_a_common_pattern_that_no_rule_looks_for_first_is_not_sifted_for() -> None:
    lexicon = Lexicon()
    lexicon._seen = 10**9
    lead, common, rare = map(lexicon.add_pattern, ("买[水油]", "[水油]|酒店", "饭馆|酒店"))
    key = "辛" * 500 + "水"
    assert set(lexicon.search(key).possible) == {common}
    lexicon.lead([lead])
    search = lexicon.search(key)
    assert [tuple(part) for part in search._sifted.parts(common)] == [(0, 501, 0, 1503)]
    assert [span for span, _ in search.find(common)] == [(500, 501)]
    assert set(lexicon.search("辛").possible) == {common}
    assert set(lexicon.search("酒店").possible) == {common, rare}
    lexicon.lead([common])
    assert set(lexicon.search("辛").possible) == set()


@pytest.mark.parametrize("between", [0, 1, 30, 31, 32, 33, 62, 63, 64, 65, 96, 97])
@pytest.mark.parametrize("before", [0, 1, 15, 31, 32])
def test_what_is_needed_may_stand_in_another_block(before: int, between: int) -> None:
    lexicon = Lexicon()
    lexicon._seen = 10**9
    ahead = lexicon.add_pattern(f"买家说.{{{between}}}送")
    behind = lexicon.add_pattern(f"送.{{{between}}}买家说")
    key = "辛" * before + "{}" + "辛" * between + "{}" + "辛" * 40
    end = before + between + 4
    for number, words in ((ahead, ("买家说", "送")), (behind, ("送", "买家说"))):
        hits = lexicon.search(key.format(*words)).find(number)
        assert [span for span, _ in hits] == [(before, end)]


@pytest.fixture(scope="module")
def books() -> tuple[Rulebook, Rulebook]:
    """The built-in rules, and again with every pattern tried on the whole text."""
    book, plain = (load_rulebook([resources.rules_dir()]) for _ in range(2))
    scanned = filter(plain.lexicon.is_scanned, range(len(plain.lexicon.patterns)))
    plain.lexicon._sieves = (Sieve(tabled(dict.fromkeys(scanned, UNKNOWN))),)
    return book, plain


@pytest.mark.parametrize("seed", range(10))
def test_rules_find_the_same_where_every_pattern_is_tried_everywhere(
    books: tuple[Rulebook, Rulebook], seed: int
) -> None:
    book, plain = books
    chance = random.Random(seed)
    rules = chance.sample(sorted(book.rules), 24)
    texts = [chance.choice(examples).text for r in rules if (examples := book.rules[r].examples)]
    text = chance.choice(["\n\n", "\n", "", ","]).join(texts)
    document = Document.parse(text, format="plain")
    channel = chance.choice([None, *book.channels])
    setting = Setting(channel=channel, stage=chance.choice([None, "follow", "convert"]))
    found = lint_document(document, book, setting)
    assert found == lint_document(document, plain, setting)
    assert found
