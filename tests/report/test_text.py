from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from contentai.diagnostics import Applicability, Edit, Fix, Pitch, Span
from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome
from contentai.lint.reading import FileError
from contentai.report import Report
from contentai.report.text import render, underlined
from contentai.text.lines import index_lines
from contentai.text.width import display_width
from contentai.workspace import Workspace
from tests.report.house import outcome, report, rows

MARGIN = re.compile(r"^ +(?:\d+)? │ ")


def marked(rendered: str) -> list[str]:
    """What stands right above each row of carets, by the columns of a terminal."""
    rows = rendered.split("\n")
    found = []
    for line, carets in pairwise(rows):
        if re.fullmatch(r" +│ *\^+", carets):
            assert wcswidth(line.partition("│")[0]) == wcswidth(carets.partition("│")[0])
            found.append(above(line.partition("│")[2], carets.partition("│")[2]))
    return found


def above(line: str, carets: str) -> str:
    """The part of ``line`` in the columns of the carets; cut characters show as ``?``."""
    low, high = len(carets) - len(carets.lstrip(" ")), len(carets)
    kept, column = "", 0
    for cluster in _clusters(line):
        width = wcswidth(cluster)
        if low <= column and column + width <= high and (width or kept):
            kept += cluster
        elif column < high and column + width > low:
            kept += "?"
        column += width
    return kept


def _clusters(line: str) -> list[str]:
    """Characters with what joins them: marks, joiners, and what a joiner pulls in."""
    found: list[str] = []
    for character in line:
        joins = found and (wcwidth(character) == 0 or found[-1].endswith("\u200d"))
        if joins:
            found[-1] += character
        else:
            found.append(character)
    return found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("after Chinese", "筐里放着绿苹果，很甜。"),
        ("at the start", "绿苹果很甜。"),
        ("after ASCII", "iPhone 16 和绿苹果。"),
        ("after full width", "ＡＢ（全角）　绿苹果"),
        ("after tabs", "\t甲\t\t乙\t绿苹果"),
        ("after an emoji", "🍎🍏 绿苹果"),
        ("after a family", "👨\u200d👩\u200d👧绿苹果"),
        ("after a heart", "❤\ufe0f绿苹果"),
        ("after combining marks", "cafe\u0301 e\u0301\u0323 绿苹果"),
        ("after half-width katakana", "ｶﾞｶﾞ绿苹果"),
        ("after controls", "a\x1b[31m\u202eb绿苹果"),
        ("after a rare character", "𠮷野家绿苹果"),
        ("after Korean", "한국 각 绿苹果"),
        ("in Traditional", "籃子裡有綠蘋果。"),
        ("in a long line", "风吹过河边的柳树" * 60 + "绿苹果" + "，孩子们都在笑" * 60),
        ("in a long ASCII line", "lorem ipsum " * 60 + "绿苹果" + " dolor sit amet" * 60),
        ("at the end of a long line", "风吹过河边的柳树" * 60 + "绿苹果"),
        ("on a later line", "一\n二\r\n三\r四\n\t五绿苹果"),
        ("in Markdown", "- **一**、`二`、[三](http://a.cn/x) 绿苹果"),
    ],
)
def test_carets_stand_right_below_what_was_found(house: Workspace, name: str, text: str) -> None:
    path = "a.md" if name == "in Markdown" else "a.txt"
    assert marked("".join(render(report(outcome(house, text, path))))) == [
        "綠蘋果" if name == "in Traditional" else "绿苹果"
    ]


def test_carets_below_annotated_traditional_text(house: Workspace) -> None:
    text = "網(wǎng)站設(shè)計(jì)的人愛(ài)吃綠(lǜ)蘋(píng)果(guǒ)。"
    rendered = "".join(render(report(outcome(house, text, "注音.txt"))))
    assert marked(rendered) == ["綠蘋果"]
    assert "網站設計的人愛吃綠蘋果。" in rendered


def test_carets_below_html(house: Workspace) -> None:
    text = "<table><tr><td>甲</td></tr></table><p class='x'>筐里有绿<b>苹</b>果&amp;梨</p>"
    assert marked("".join(render(report(outcome(house, text, "a.html"))))) == ["绿苹果"]


def test_a_finding_over_several_lines_shows_its_first(house: Workspace) -> None:
    lines = index_lines("一二三\n四五六")
    assert underlined(lines, Span(1, 6)) == ("一二三", "  ^^^^")


def test_an_empty_span_gets_one_caret() -> None:
    assert underlined(index_lines("一二三"), Span(2, 2)) == ("一二三", "    ^")
    assert underlined(index_lines(""), Span(0, 0)) == ("", "^")
    assert underlined(index_lines("一\n"), Span(2, 2)) == ("", "^")


PIECES = st.sampled_from(
    [
        "汉",
        "字",
        "a",
        " ",
        "\t",
        "\u3000",
        "ｶ",
        "é",
        "e\u0301",
        "🍎",
        "👩\u200d💻",
        "\x1b",
        "，",
        "1",
    ]
)


@given(
    st.lists(PIECES, max_size=150),
    st.lists(PIECES, max_size=150),
    st.sampled_from([27, 33, 96, 150]),
)
@settings(max_examples=150)
@example(["汉"] * 150, [], 96)
@example(["e\u0301"] * 100, ["👩\u200d💻"] * 90, 96)
@example(["👩\u200d💻"] * 24, ["汉"] * 90, 96)
@example(["\x1b"] * 200, [], 96)
def test_the_marked_word_is_always_shown_whole_with_carets_below(
    before: list[str], after: list[str], width: int
) -> None:
    # A joiner at the seam would make one picture of word and neighbour.
    head, tail = "".join(before), "".join(after)
    lines, span = index_lines(f"{head}绿苹果{tail}"), Span(len(head), len(head) + 3)
    line, carets = underlined(lines, span, width)
    assert above(line, carets) == "绿苹果"
    assert carets.strip() == "^^^^^^"
    assert wcswidth(line) <= width + 1
    assert not re.search("[\x00-\x1f]", line)


def test_unread_files_and_notes_are_told(house: Workspace) -> None:
    bad = FileOutcome("坏\x1b[0m.md", error=FileError("binary", Bilingual("不是\x1b文本", "no")))
    whole = Report([bad], report(bad).summary, [Bilingual("留意\x1b[7m这里", "note")])
    assert "".join(render(whole)) == (
        "坏·[0m.md\n  错误 不是·文本\n\n"
        "注意：留意·[7m这里\n"
        "检查了 0 份稿件、0 个字：0 个错误、0 个警告、0 个提示，用时 0.25 秒\n"
        "1 份没有读成\n"
    )


def test_nothing_found_is_said(house: Workspace) -> None:
    assert "  读了 7 字，没有发现问题\n" in "".join(
        render(report(outcome(house, "今天天气很好。")))
    )


def test_counts_and_the_most_frequent_rule(house: Workspace) -> None:
    rendered = "".join(render(report(outcome(house, "红，红，绿苹果。"))))
    assert "检查了 1 份稿件、8 个字：1 个错误、2 个警告、0 个提示，用时 0.25 秒" in rendered
    assert "最多的规则：TRY-002 × 2、TRY-001 × 1；看说明：contentai rules show TRY-002" in rendered


def test_paint_is_given_every_style_and_plain_text_is_the_same_without_it(
    house: Workspace,
) -> None:
    styles = set()

    def paint(text: str, style: str) -> str:
        styles.add(style)
        return f"\x1b[1m{text}\x1b[0m"

    whole = report(outcome(house, "红，绿苹果。"), outcome(house, "无事"))
    painted = "".join(render(whole, paint))
    assert styles == {"path", "error", "warning", "quiet", "mark", "good"}
    assert re.sub("\x1b\\[.m", "", painted) == "".join(render(whole))


def test_of_a_long_line_only_what_a_screen_holds_is_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measured: list[int] = []

    def counting(text: str) -> int:
        measured.append(len(text))
        return display_width(text)

    monkeypatch.setattr("contentai.report.text.display_width", counting)
    lines = index_lines("甲乙" * 100_000)
    line, carets = underlined(lines, Span(100_000, 100_003))
    assert line.startswith("…") and line.endswith("…")
    assert wcswidth(line) <= 100
    assert carets.endswith("^" * 6)
    assert max(measured) < 1000


@pytest.mark.parametrize(
    ("text", "named"), [("# 滤网\n\n滤网半年换一次。", False), ("滤网半年换一次。", True)]
)
def test_clickbait_of_a_draft_without_a_title_is_said_to_be_of_its_opening(
    text: str, named: bool
) -> None:
    draft = Workspace.open().with_options().lint_bytes(text.encode(), "a.md")
    assert ("标题党（没有标题，看开头）" in "".join(render(report(draft)))) == named


def test_clickbait_of_an_opening_line_is_no_alarm(house: Workspace) -> None:
    for titled, style in ((True, "error"), (False, "quiet")):
        read = outcome(house, "滤网半年换一次。")
        assert read.scores
        scores = read.scores._replace(clickbait=0.97, titled=titled)
        shown = "".join(
            render(report(read._replace(scores=scores)), lambda words, style: f"<{style}>{words}")
        )
        assert f"<{style}>0.97" in shown


def test_a_score_is_an_alarm_from_its_threshold_on(house: Workspace) -> None:
    read = outcome(house, "滤网半年换一次。")
    assert read.scores
    for spam, style in ((0.5, "error"), (0.49, "quiet")):
        changed = read._replace(scores=read.scores._replace(hard_sell=spam, spam=0.01))
        shown = "".join(render(report(changed), lambda words, style: f"<{style}>{words}"))
        assert f"<{style}>{spam:.2f}" in shown


def test_only_what_is_safe_is_offered_to_be_mended(house: Workspace) -> None:
    read = outcome(house, "绿苹果，绿苹果，绿苹果。")
    levels = (Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY)
    findings = tuple(
        finding._replace(fixes=(Fix("换", level, (Edit(finding.span, "梨"),)),))
        for finding, level in zip(read.findings, levels, strict=True)
    )
    assert "其中 1 处可以自动改" in "".join(render(report(read._replace(findings=findings))))


def test_a_line_that_just_fills_the_screen_is_not_cut(house: Workspace) -> None:
    line = "甲绿苹果" + "乙" * 8
    assert underlined(index_lines(line), Span(1, 4), 24)[0] == line
    assert underlined(index_lines(line), Span(1, 4), 23)[0] == line[:11] + "…"


def test_a_draft_that_could_not_be_written_was_checked(house: Workspace) -> None:
    error = FileError("unwritable", Bilingual("写不进去", "not written"))
    text = "".join(render(report(outcome(house, "绿苹果")._replace(error=error))))
    assert "检查了 1 份稿件、3 个字：1 个错误" in text
    assert "写不进去" in text
    assert "没有读成" not in text


def test_of_a_table_rows_that_say_nothing_are_counted_and_one_that_failed_is_told(
    house: Workspace,
) -> None:
    first, second, third = rows(house, "正文\n绿苹果\n梨\n桃\n")
    error = FileError("unwritable", Bilingual("写不进去", "not written"))
    text = "".join(render(report(first, second, third._replace(error=error))))
    assert text.count("t.csv#row=") == 2
    assert "写不进去" in text
    assert "t.csv\n  1 行没有发现问题\n" in text
    assert "t.csv:2:1 错误 TRY-001" in text


def test_pitches_are_quoted_with_their_places_and_the_rest_is_counted(house: Workspace) -> None:
    text = "\n".join(f"第{n}处，今晚开抢。" for n in range(5))
    read = outcome(house, text)
    assert read.scores
    spans = [Span(at, at + 9) for at in range(0, len(text), 10)]
    scores = read.scores._replace(pitches=tuple(Pitch(span, 0.95) for span in spans))
    lines = "".join(render(report(read._replace(scores=scores)))).splitlines()[1:5]
    assert lines == [
        "  整篇不像硬推，1:1 这里像（0.95）：“第0处，今晚开抢。”",
        "  整篇不像硬推，2:1 这里像（0.95）：“第1处，今晚开抢。”",
        "  整篇不像硬推，3:1 这里像（0.95）：“第2处，今晚开抢。”",
        "  这样的还有 2 处",
    ]


def test_a_label_that_is_not_the_likeliest_intent_says_why(house: Workspace) -> None:
    read = outcome(house, "滤网半年换一次。")
    assert read.scores
    scores = read.scores._replace(hard_sell=0.32, label="value", intent={"hard_sell": 0.96})
    assert "→ 干货（最像硬推，但硬推分没到 0.5，不算硬推）" in "".join(
        render(report(read._replace(scores=scores)))
    )
