"""contentai.tui.heading and advice.starting: front matter as a form, and new drafts."""

from __future__ import annotations

import pytest

from contentai.located import DataError
from contentai.text.document import Document
from contentai.text.frontmatter import read_front_matter
from contentai.tui.advice.asked import Idea, Quote
from contentai.tui.advice.starting import new_draft, quotation
from contentai.tui.heading import FIELDS, Field, read_heading, split_words, write_heading

HEADER = "---\n# 说明\ntitle: 旧题 # 暂定\nmood: 好\nproduct: 净水器\n---\n"


@pytest.mark.parametrize(
    ("field", "value", "after"),
    [
        ("title", "新题：一", HEADER.replace("旧题", "新题：一")),
        ("title", "", HEADER.replace("title: 旧题 # 暂定", "title: # 暂定")),
        ("channel", "weibo", HEADER.replace("净水器\n", "净水器\nchannel: weibo\n")),
        ("segment", ("a",), HEADER.replace("净水器\n", "净水器\nsegment: a\n")),
        ("segment", ("a", "b"), HEADER.replace("净水器\n", "净水器\nsegment: [a, b]\n")),
        ("product", "", HEADER.replace("product: 净水器\n", "")),
        (
            "needs",
            ("install",),
            HEADER.replace("product: 净水器", "product: {name: 净水器, needs: [install]}"),
        ),
        ("publish_on", "2026-12-01", HEADER.replace("器\n", "器\npublish_on: 2026-12-01\n")),
    ],
)
def test_one_field_changes_and_all_else_stays(
    field: Field, value: str | tuple[str, ...], after: str
) -> None:
    assert write_heading(HEADER, field, value) == after
    assert read_heading(after).fields[field] == value
    others = [f for f in FIELDS if f != field]
    before = read_heading(HEADER).fields
    assert [read_heading(after).fields[f] for f in others] == [before[f] for f in others]


def test_a_product_in_lines_keeps_them() -> None:
    header = "---\nproduct:\n  name: 甲 # 名\n  needs: [install]\n  price: 3\n---\n"
    after = write_heading(header, "product", "乙")
    assert after == header.replace("甲", "乙")
    assert write_heading(header, "needs", ()) == header.replace("  needs: [install]\n", "")


def test_a_header_is_made_where_there_is_none() -> None:
    assert write_heading("", "title", "好") == "---\ntitle: 好\n---\n"
    assert write_heading("", "title", "") == ""
    assert write_heading("---\n---\n", "stage", "engage") == "---\nstage: engage\n---\n"


@pytest.mark.parametrize("words", ["- a\n", "just words\n"])
def test_words_between_two_rules_are_no_header(words: str) -> None:
    heading = read_heading(f"---\n{words}---\n正文")
    assert (heading.text, heading.off, len(heading.notes)) == ("", None, 1)


@pytest.mark.parametrize("broken", ["a: [\n", "a: &x 1\nb: *x\n"])
def test_a_broken_header_is_off_and_left_alone(broken: str) -> None:
    text = f"---\n{broken}---\n正文"
    heading = read_heading(text)
    assert heading.off is not None
    with pytest.raises(DataError):
        write_heading(heading.text, "title", "好")


def test_a_key_given_twice_is_told_and_nothing_is_written() -> None:
    heading = read_heading("---\ntitle: 一\ntitle: 二\n---\n")
    assert heading.off is None
    assert len(heading.notes) == 1
    with pytest.raises(DataError):
        write_heading(heading.text, "stage", "engage")


def test_html_without_a_header_gets_none_and_problems_are_told() -> None:
    assert read_heading("<p>好</p>", html=True).off is not None
    assert read_heading("---\ntitle: 好\n---\n<p>好</p>", html=True).off is None
    (note,) = read_heading("---\nchannel: wechta\n---\n").notes
    assert "wechat" in note.zh


def test_words_between_commas() -> None:
    assert split_words(" a，b, a、c；") == ("a", "b", "c")


QUOTE = Quote("原话*一*，<b>\n二。", "题", "某刊", "2026-01-02")
IDEA = Idea("t-1", "选题", ("题: 一/二?",), 0.5, (), "因为--> 好", "", (QUOTE,), "")


def test_a_quotation_names_its_source_and_is_read_as_it_was_written() -> None:
    markdown = quotation(QUOTE, markdown=True)
    assert Document.parse(markdown, format="markdown").text.startswith("原话*一*，<b> 二。")
    assert quotation(QUOTE, markdown=False) == "“原话*一*，<b> 二。”（某刊《题》，2026-01-02）"
    assert quotation(Quote("", "只有题目", "", ""), markdown=False) == "“只有题目”"


def test_a_new_draft_reads_back_and_its_name_is_one() -> None:
    draft = new_draft(IDEA, IDEA.titles[0], "new-parents", "wechat")
    assert draft.name == "题 一 二.md"
    front = read_front_matter(draft.text)
    assert (front.title, front.channel) == ("题: 一/二?", "wechat")
    assert front.segments == ("new-parents",)
    document = Document.parse(draft.text, format="markdown")
    assert "因为" not in document.text, "the reason stands in a comment"
    assert "原话*一*" in document.text
    assert new_draft(IDEA, "///", "", None).name == "draft.md"
