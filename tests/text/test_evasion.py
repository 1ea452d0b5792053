"""contentai.text.evasion: what a reader understands, told from what only looks alike."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contentai.diagnostics import Span
from contentai.text.characters import fold_characters
from contentai.text.document import Document
from contentai.text.evasion import KINDS, Understood, understand, understand_all
from contentai.text.fold import fold

CASES = Path(__file__).parent / "evasion"
EVASIVE = [
    tuple(line.split("\t"))
    for line in (CASES / "evasive.tsv").read_text("utf-8").split("\n")
    if line
]
INNOCENT = [line for line in (CASES / "innocent.txt").read_text("utf-8").split("\n") if line]

# Characters the steps look for, so that random texts come near what they undo.
NEAR = (
    "薇威徽微信芯心❤vVxXwqQ扣企鹅号加➕+:：1３8②零O三З0点。.cnop/最低价*=_`"
    "亻言讠力口倒着念卫星\u200b\ufe0f\u20e3 面费掏宝贝代🐮股下划线丶🔴反过来douyinw.前位"
)
near = st.text(st.sampled_from(NEAR) | st.characters(), max_size=40)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**国家级**面料的衬衫。", "国家级面料的衬衫。"),
        ("国家**级**面料", "国家级面料"),
        ("*国家级*面料", "国家级面料"),
        ("`国家级`面料", "国家级面料"),
        ("__国家级__面料", "国家级面料"),
        ("==全网最低==价", "全网最低价"),
        ("**_国家级_**面料", "国家级面料"),
        ("**“全网最低价”**格", "“全网最低价”格"),
        ("138****1234和139****1234", "138****1234和139****1234"),
        ("^_^国家^_^", "^_^国家^_^"),
        ("2*3*4，a_b_c", "2*3*4,a_b_c"),
        ("==========", "=========="),
    ],
)
def test_marks_of_emphasis_part_no_word(written: str, read: str) -> None:
    assert understand(written).evasions == ()
    assert fold(written).text == read


def test_one_mark_on_each_side_of_a_character_may_hide_a_word() -> None:
    assert [found.kind for found in understand("加*微信*聊，最*低*价").evasions] == [
        "separators"
    ] * 2


# Hundreds of texts: what goes wrong is listed, a test for each would cost more than the reading.


def test_evasions_are_undone_and_reported() -> None:
    assert len(EVASIVE) > 400
    understood = [(written, read, understand(written)) for written, read in EVASIVE]
    assert [w for w, read, found in understood if read not in found.folded.text] == []
    assert [w for w, _, found in understood if not found.evasions] == []


def test_look_alikes_are_innocent() -> None:
    assert len(INNOCENT) > 400
    found = [(written, understand(written).evasions) for written in INNOCENT]
    assert [(written, evasions) for written, evasions in found if evasions] == []


@pytest.mark.parametrize("gap", ["\t", " | ", "   ", "\n"])
def test_cells_and_lines_part_a_word_for_good(gap: str) -> None:
    assert understand(f"全网{gap}最低，国家{gap}级").evasions == ()
    assert understand("全网 最低，国家 级").evasions != ()


def test_letters_within_a_link_are_nobodys_nickname() -> None:
    around = (
        "【急用钱】不看征信，黑户可下，凭身份证秒批20万，当天到账，点击 {} 领取，加薇心 dk66688"
    )
    assert "闲鱼" not in fold(around.format("t.cn/A6xYz9")).text
    assert "闲鱼" in fold(around.format("xy")).text


def test_look_alikes_keep_what_they_say() -> None:
    def unspaced(text: str) -> str:
        return text.replace(" ", "")

    kept = [(unspaced(fold(w).text), unspaced(fold_characters(w).text)) for w in INNOCENT]
    assert [(got, plain) for got, plain in kept if got != plain] == []


@pytest.mark.parametrize(
    ("written", "span", "kind", "reads"),
    [
        ("想要的加薇❤：kx8826", Span(4, 6), "contact_word", "微信"),
        ("➕v领资料", Span(1, 2), "contact_word", "微信"),
        ("来电 壹39 零零零零 柒柒二6", Span(3, 16), "number", "13900007726"),
        ("最*低*价", Span(0, 5), "separators", "最低价"),
        ("加微亻言", Span(2, 4), "split", "信"),
        ("加wеixin", Span(1, 7), "lookalike", "weixin"),
        ("各地发Piao", Span(2, 7), "pinyin", "发票"),
        ("倒着念：00083100831", Span(4, 15), "reversed", "13800138000"),
        ("登录 sb-yz。cc/a", Span(3, 13), "link", "sb-yz.cc/a"),
        ("无抵押贷\u200c款", Span(3, 6), "invisible", "贷款"),
        ("国\u200b家\u200b\u200c级品质", Span(0, 6), "invisible", "国家级"),
        ("面费试吃", Span(0, 2), "homophone", "免费"),
        ("想逛的来taobao，店名一样", Span(4, 10), "pinyin", "淘宝"),
        ("前三位138，中间2778，最后8990", Span(3, 20), "number", "13827788990"),
        ("信微反过来读", Span(0, 2), "reversed", "微信"),
    ],
)
def test_every_kind_says_where_and_what(written: str, span: Span, kind: str, reads: str) -> None:
    assert (span, kind, reads) in understand(written).evasions
    assert kind in KINDS


def test_invisible_characters_one_apart_are_one_evasion() -> None:
    written = "国\u200b家\u200b级品质，加\u200b微\u200b信，全网最低\u2060价"
    spans = [e.span for e in understand(written).evasions if e.kind == "invisible"]
    assert [written[slice(*s)].replace("\u200b", "·") for s in spans] == [
        "国·家·级",
        "加·微·信",
        "低\u2060价",
    ]


def test_a_disguised_verb_is_read_too() -> None:
    assert fold("➕v").text == "加微信"
    assert fold("➕我").text == "+我"


def test_an_abbreviation_is_read_but_is_no_evasion() -> None:
    understood = understand("加微备注领券")
    assert understood.folded.text == "加微信备注领券"
    assert understood.evasions == ()


def test_spaced_titles_are_joined_and_are_no_evasion() -> None:
    understood = understand("周 年 庆")
    assert understood.folded.text == "周年庆"
    assert understood.evasions == ()


def test_a_plain_number_is_left_alone() -> None:
    for written in ("400-820-8820", "门店电话 138 0013 8000", "021-5550-6677"):
        assert fold(written).text == written


def test_digits_lead_back_to_how_they_were_written() -> None:
    written = "电话 壹39 零零零零 柒柒二6"
    folded = fold(written)
    at = folded.text.index("13900007726")
    assert written[slice(*folded.span(at, at + 3))] == "壹39"
    assert written[slice(*folded.span(at, at + 11))] == "壹39 零零零零 柒柒二6"


def test_cases_fold_once_and_say_where() -> None:
    others = ("J职打字，多劳多得，押金可退", "电话反着写的：反 49157308251 二手琴")
    for written in (*(w for w, _ in EVASIVE), *others):
        understood = understand(written)
        assert fold(understood.folded.text).text == understood.folded.text, written
        for evasion in understood.evasions:
            assert 0 <= evasion.span.start < evasion.span.end <= len(written), written


def test_spans_lie_in_the_reading_text() -> None:
    document = Document.parse("# 上新\n\n要图的**加薇❤**：kx8826", format="markdown")
    (evasion,) = document.evasions
    assert document.text[slice(*evasion.span)] == "薇❤"
    assert "加微信:kx8826" in document.key
    assert document.source[slice(*document.source_span(evasion.span))] == "薇❤"


def test_emoji_and_marks_stay_whole() -> None:
    for written in ("👨\u200d👩\u200d👧 ❤️", "cafe\u0301 ❤\ufe0f\u200d🔥", "👍🏽加油"):
        assert understand(written).evasions == ()


@settings(max_examples=300)
@given(near)
@example("加薇 ❤信")
@example("倒着念 13800138000 倒着念 00083100831")
@example("1 3 8 0 0 1 3 8 0 0 0 1 3 8")
@example("加 加 加 微 信 v v x x")
@example("口口口力口力口微")
@example("加微信:1 3 8 薇 3 8 零")
def test_understanding_twice_is_understanding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


def test_texts_are_understood_together_as_alone() -> None:
    texts = ["", "abc", *INNOCENT[::40], *(written for written, _ in EVASIVE[::8])]

    def told(understood: Understood) -> tuple[str, list[int], list[int], object]:
        folded, evasions = understood
        return folded.text, folded.starts.tolist(), folded.ends.tolist(), evasions

    assert list(map(told, understand_all(texts))) == [told(understand(text)) for text in texts]
    assert understand_all([]) == []


@settings(max_examples=300)
@given(near)
def test_every_character_has_its_range_in_order(text: str) -> None:
    folded = fold(text)
    before = 0
    for start, end in zip(folded.starts.tolist(), folded.ends.tolist(), strict=True):
        assert before <= start < end <= len(text)
        before = start
    assert folded.ends.tolist() == sorted(folded.ends.tolist())


@settings(max_examples=300)
@given(near)
def test_evasions_lie_in_the_text_in_order(text: str) -> None:
    evasions = understand(text).evasions
    assert all(0 <= e.span.start < e.span.end <= len(text) and e.understood for e in evasions)
    starts = [e.span.start for e in evasions]
    assert starts == sorted(starts)


def _calls(run: Callable[[], object]) -> int:
    """How many functions a run calls: a count that no slow machine changes."""
    counted = 0

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize(
    "piece",
    [
        "加薇",
        "vx",
        "1 三",
        "加 ",
        "最*",
        "最 ",
        "扣",
        "亻",
        "а",
        "a。cc",
        "微\u200b信",
        "零",
        "倒着念0008310083",
        "k*8*",
        "微信:a一",
        "加+",
        "面费",
        "douyin",
        "138前2778后",
        "w w w . ",
        "信微反过来",
        "1a3b8c",
        "a下划线",
        "贝代款",
        "今天的牛肉丸Q弹，门店电话 138 0013 8000。",
    ],
)
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    small, large = piece * 200, piece * 800
    fold(small)
    few, many = _calls(lambda: fold(small)), _calls(lambda: fold(large))
    assert many < 6 * few + 2_000
