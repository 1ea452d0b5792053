"""contentai.text.sentences: where sentences end in Chinese copy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.text.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n\t ", []),
        ("茶叶怎么存", ["茶叶怎么存"]),
        ("先看茶。再看水！最后呢？", ["先看茶。", "再看水！", "最后呢？"]),
        ("真的吗？！真的。", ["真的吗？！", "真的。"]),
        ("他说：“走吧。”我们就走了。", ["他说：“走吧。”", "我们就走了。"]),
        ("（见下图。）接着读", ["（见下图。）", "接着读"]),
        ("价格是3.14元，版本2.0.1已发布", ["价格是3.14元，版本2.0.1已发布"]),
        ("Stop here. Go on.", ["Stop here.", "Go on."]),
        ("等等……好了", ["等等……", "好了"]),
        ("一；二;三", ["一；", "二;", "三"]),
        ("第一行\r\n第二行\r第三行\n\n第四行", ["第一行", "第二行", "第三行", "第四行"]),
        ("  缩进了。 \n 也是 ", ["缩进了。", "也是"]),
    ],
)
def test_sentences_of_a_text(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@settings(max_examples=150)
@given(st.text(st.sampled_from("茶水。！？…；.”）a1 \n\r\u3000"), max_size=40))
def test_sentences_hold_all_but_white_space_once_and_in_order(text: str) -> None:
    spans = list(split_sentences(text))
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


def test_a_part_is_split_without_looking_outside() -> None:
    text = "一。二三。四"
    assert list(split_sentences(text, 3, 4)) == [(3, 4)]
    assert list(split_sentences(text, 2)) == [(2, 5), (5, 6)]
