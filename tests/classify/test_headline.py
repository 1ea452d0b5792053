from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contentai.classify.headline import headline, words_between
from contentai.text.document import Document
from contentai.text.tokenize import ENGINES, Engine, words
from contentai.workspace import Workspace

WORKSPACE = Workspace.open()

PIECES = [*"。！… ，”好\n", "限时", "买一送一", "\r\n", "AA制", "T恤", "3.5折"]


@pytest.mark.parametrize("engine", ENGINES)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.data())
@settings(max_examples=80, deadline=None)
@example("新款T恤到店，南京市长江大桥" + "很长的一句话" * 20, None)
def test_the_words_of_a_part_are_those_of_the_part_alone(
    engine: Engine, text: str, data: st.DataObject | None
) -> None:
    document = Document.parse(text, format="plain", engine=engine)
    size = len(document.key)
    places = [tuple(headline(document))]
    if data:
        start = data.draw(st.one_of(st.just(0), st.integers(0, size)))
        places.append((start, data.draw(st.integers(start, size))))
    for start, end in places:
        alone = words(document.key[start:end], engine)
        assert list(words_between(document, start, end)) == alone


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("看完惊呆了！没人知道的内幕\n正文从这里开始。", "看完惊呆了！没人知道的内幕"),
        ("好。滤网要洗！三步就好", "好。滤网要洗！三步就好"),
        ("你好呀！今天讲怎么\n洗滤网。", "你好呀！今天讲怎么"),
        ("第1段。\n\n第2段。\n\n第3段。\n\n正文。", "第1段。\n第2段。\n第3段。"),
        ("你好呀！", ""),
        ("滤网到底要不要洗！" + "这一行比标题长得多，" * 8, "滤网到底要不要洗！"),
        ("滤网要洗" * 40, ("滤网要洗" * 40)[:60]),
        ("滤网到底要不要洗？��乱码��惊呆了。", "滤网到底要不要洗？"),
        ("要洗吗？��乱码��惊呆了。滤网到底要不要洗？", "滤网到底要不要洗？"),
        ("\n\n", ""),
    ],
)
def test_the_opening_line_stands_for_a_draft_without_a_title(text: str, opening: str) -> None:
    document = Document.parse(text, format="plain")
    start, end = headline(document)
    assert document.folded.text[start:end] == opening.replace("！", "!").replace("？", "?")


@pytest.mark.parametrize("text", ["第1段。", "你好呀！", "你好呀！\n\n滤网。"])
def test_what_is_too_short_for_a_headline_is_not_judged_as_one(text: str) -> None:
    scores = WORKSPACE.score(WORKSPACE.parse(text, format="plain"))
    assert scores
    assert scores.clickbait < 0.1
