"""contentai.lint.suppress and directives: what a draft may say about its own findings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.diagnostics import Severity
from contentai.lint.directives import directives, read_names
from contentai.lint.fixes import apply_fixes
from contentai.lint.outcome import FileOutcome
from contentai.lint.suppress import UNUSABLE, UNUSED, WITHOUT_REASON, Policy
from contentai.text.document import Document
from contentai.workspace import Workspace
from tests.lint.house import open_house
from tests.work import calls

OWN = (UNUSED, WITHOUT_REASON, UNUSABLE)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_house(tmp_path_factory.mktemp("house"))


def lint(
    house: Workspace, text: str, path: str = "a.md", **options: tuple[str, ...]
) -> FileOutcome:
    return house.with_options(**options).lint_bytes(text.encode(), path)


def left(house: Workspace, text: str, path: str = "a.md") -> list[tuple[int, str]]:
    """Lines and rules of what still counts."""
    return [(f.place.line, f.rule) for f in lint(house, text, path).findings]


# 苹果 is TRY-001, an error; 香蕉 TRY-002, a warning; 蓝莓 OTH-001, an info.
A, B, C = "这筐苹果不错。", "那筐香蕉不错。", "一盒蓝莓不错。"
NEXT = "<!-- contentai: ignore-next-line TRY-001 引文 -->"
BLOCK = "<!-- contentai: ignore-block TRY-001 引文 -->"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The line it stands on.
        (f"{A}<!-- contentai: ignore TRY-001 引文 -->\n\n{A}", [(3, "TRY-001")]),
        (f"<!-- contentai: ignore TRY-001 引文 -->{A}\n{A}", [(2, "TRY-001")]),
        (f"{A}{B}<!--contentai:ignore TRY-001 引文-->", [(1, "TRY-002")]),
        (f"{A}{B}<!-- CONTENTAI： Ignore try-001，TRY-002 引文 -->", []),
        (f"{A}{B}{C}<!-- contentai: ignore TRY 引文 -->", [(1, "OTH-001")]),
        (f"{A}{B}<!-- ＣｏｎｔｅｎｔＡＩ：ｉｇｎｏｒｅ ＴＲＹ－００１、try-002 引文 -->", []),
        (f"{A}{B}<!-- contentai: ignore: TRY—001 引文 -->", [(1, "TRY-002")]),
        (f"{A}<!-- contentai: ignore try 001 引文 -->", [(1, "TRY-001"), (1, "SUP-003")]),
        (f"{A}{B}{C}<!-- contentai: ignore TRY-001 TRY-002 OTH 三样 -->", []),
        (f"{A}<!-- contentai: ignore TRY-001\n换行写的原因 -->{A}\n{A}", [(3, "TRY-001")]),
        # The next line begins where it ends.
        (
            f"{C}<!-- contentai: ignore TRY 引文 -->\n苹果。",
            [(1, "OTH-001"), (1, "SUP-001"), (2, "TRY-001")],
        ),
        # Alone on a line it is the next line with text; blank lines and directives between.
        (f"<!-- contentai: ignore TRY-001 引文 -->\n\n \n{A}\n{A}", [(5, "TRY-001")]),
        (f"> <!-- contentai: ignore TRY-001 引文 -->\n> {A}\n> {A}", [(3, "TRY-001")]),
        (
            "<!-- contentai: ignore TRY-001 一 -->\n"
            f"<!-- contentai: ignore TRY-002 二 -->\n\n{A}{B}\n",
            [],
        ),
        # The next line, whatever blank lines stand between.
        (f"{A}{NEXT}\n\n\n{A}\n{A}", [(1, "TRY-001"), (5, "TRY-001")]),
        (f"{NEXT}\r\n\r\n{A}\r\n", []),
        (f"{NEXT}\r\r{A}\r{A}", [(4, "TRY-001")]),
        # A rule, a fence and a comment of another are no text; a picture is something to see.
        (f"{NEXT}\n\n***\n\n<!-- 别的 -->\n\n{A}\n{A}", [(8, "TRY-001")]),
        (f"<!-- contentai: ignore TRY-001 引 -->\n\n---\n\n{A}", []),
        (f"{NEXT}\n![](a.png)\n{A}", [(1, "SUP-001"), (3, "TRY-001")]),
        # A block.
        (f"{A}\n\n{BLOCK}\n\n好。\n{A}\n{A}\n\n{A}", [(1, "TRY-001"), (9, "TRY-001")]),
        (f"{A}\n\n好。\n{A}{BLOCK}\n\n{A}", [(1, "TRY-001"), (6, "TRY-001")]),
        (f"{A}\n\n好。\n{A}{BLOCK}好。\n{A}\n\n{A}", [(1, "TRY-001"), (7, "TRY-001")]),
        (f"- {A}\n- {A} {BLOCK}\n- {A}", [(1, "TRY-001"), (3, "TRY-001")]),
        # A region.
        (
            f"{A}\n\n<!-- contentai: ignore-start TRY-001 引文 -->\n\n{A}\n\n{A}{B}\n\n"
            f"<!-- contentai: ignore-end -->\n\n{A}",
            [(1, "TRY-001"), (7, "TRY-002"), (11, "TRY-001")],
        ),
        (
            "<!-- contentai: ignore-start TRY-001 一 -->\n"
            "<!-- contentai: ignore-start TRY-002 二 -->\n"
            f"{A}{B}\n<!-- contentai: ignore-end TRY-001 -->\n{A}{B}\n"
            f"<!-- contentai: ignore-end TRY-002 -->\n\n{A}{B}",
            [(5, "TRY-001"), (8, "TRY-001"), (8, "TRY-002")],
        ),
        (f"{A}\n\n<!-- contentai: ignore-start TRY-001 引文 -->\n\n{A}", [(1, "TRY-001")]),
        # The file, wherever it stands.
        (f"{A}\n\n{B}\n\n<!-- contentai: ignore-file TRY-001 引文 -->", [(3, "TRY-002")]),
        # The header.
        (f"---\ntitle: 卖苹果\ncontentai: {{ignore: [TRY-001]}}\n---\n{A}{B}", [(5, "TRY-002")]),
        (f"---\ncontentai:\n  ignore:\n  - TRY-001 引\n  - OTH\n---\n{A}{B}{C}", [(7, "TRY-002")]),
        (f"---\ncontentai: {{ignore: {{TRY-001: 引文, OTH: }}}}\n---\n{A}{B}{C}", [(4, "TRY-002")]),
        (f"---\ncontentai:\n  ignore:\n  - TRY-001: 引\n  - OTH\n---\n{A}{B}{C}", [(7, "TRY-002")]),
        (f"---\ncontentai: {{ignore: TRY-001}}\n---\n{A}", []),
        # What a reader sees is no comment.
        (f"`<!-- contentai: ignore TRY-001 引文 -->`{A}", [(1, "TRY-001")]),
        (f"```\n<!-- contentai: ignore-file TRY-001 引文 -->\n```\n\n{A}", [(5, "TRY-001")]),
        (f"\\<!-- contentai: ignore TRY-001 引文 -->{A}", [(1, "TRY-001")]),
        (f"<!-- 说明 <!-- contentai: ignore TRY-001 引文 -->{A}", [(1, "TRY-001")]),
        (f"<!-- contentai 是个工具 -->{A}", [(1, "TRY-001")]),
    ],
)  # fmt: skip
def test_what_a_directive_covers(
    house: Workspace, text: str, expected: list[tuple[int, str]]
) -> None:
    assert left(house, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<p>{A}</p><!-- contentai: ignore-block TRY-001 引 --><p>{A}</p><p>{A}</p>", [8, 75]),
        (f"<p>{A}<!-- contentai: ignore-block TRY-001 引 --></p><p>{A}</p>", [61]),
        (f"<!-- contentai: ignore TRY-001 引 --><p>{A}</p><p>{A}</p>", []),
    ],
)
def test_blocks_of_html_need_no_lines_of_their_own(
    house: Workspace, text: str, expected: list[int]
) -> None:
    starts = [finding.place.column for finding in lint(house, text, "a.html").findings]
    assert [text[start - 1 : start + 1] for start in starts] == ["苹果"] * len(expected)
    assert len(starts) == len(expected)


@pytest.mark.parametrize("word", ["ignore", "ignore-next-line"])
@pytest.mark.parametrize("between", ["<section>\n", "<section>\n\n<div class='a'>\n"])
def test_a_line_of_tags_has_no_text(house: Workspace, word: str, between: str) -> None:
    text = f"<!-- contentai: {word} TRY-001 引 -->\n{between}<p>{A}</p>\n<p>{A}</p>\n</section>\n"
    last = 3 + between.count("\n")
    assert left(house, text, "a.html") == [(last, "TRY-001")]
    inside = f"<p><!-- contentai: ignore TRY-001 引 -->\n{A}</p>\n<p>{A}</p>\n"
    assert left(house, inside, "a.html") == [(3, "TRY-001")]


def test_a_title_that_was_given_is_no_text_of_a_line(house: Workspace) -> None:
    text = f"<!-- contentai: ignore TRY-001 引 -->\n\n{A}\n{A}"
    done = house.with_options().lint(house.parse(text, format="markdown", title="甲"))
    assert [(f.place.line, f.rule) for f in done.findings] == [(4, "TRY-001")]


def test_in_plain_text_directives_count_and_are_not_linted(house: Workspace) -> None:
    text = f"<!-- contentai: ignore TRY-001 苹果和香蕉是引文 -->\n\n{A}\n\n{B}\n"
    assert left(house, text, "a.txt") == [(5, "TRY-002")]


def test_suppressed_findings_are_kept_with_their_reason(house: Workspace) -> None:
    comment = "<!-- contentai: ignore TRY-001：引用 法条 -->"
    text = f"---\ncontentai: {{ignore: [OTH 头部的原因]}}\n---\n{A}{B}{C}{comment}"
    done = lint(house, text)
    assert [f.rule for f in done.findings] == ["TRY-002"]
    assert [(s.finding.rule, s.by, s.reason) for s in done.suppressed] == [
        ("TRY-001", "comment", "引用 法条"),
        ("OTH-001", "front_matter", "头部的原因"),
    ]


# Suppressions that are findings themselves.


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        (f"{B}<!-- contentai: ignore TRY-001 引文 -->", UNUSED, "TRY-001"),
        (f"{A}<!-- contentai: ignore TRY-001 OTH-001 引文 -->", UNUSED, "OTH-001"),
        (f"{B}<!-- contentai: ignore OTH 引文 -->", UNUSED, "OTH"),
        (f"{NEXT}\n\n{B}", UNUSED, "TRY-001"),
        (NEXT, UNUSED, "TRY-001"),
        (f"---\ncontentai: {{ignore: [TRY-001]}}\n---\n{B}", UNUSED, "TRY-001"),
        (f"{A}<!-- contentai: ignore 引文 -->", UNUSABLE, "规则号"),
        (f"{A}<!-- contentai: ignore -->", UNUSABLE, "规则号"),
        (f"{A}<!-- contentai: ignore TRY-0O1 引文 -->", UNUSABLE, "TRY-0O1"),
        (f"{A}<!-- contentai: ignore TRY-991 引文 -->", UNUSABLE, "TRY-991"),
        (f"{A}<!-- contentai: ingore TRY-001 引文 -->", UNUSABLE, "ignore"),
        (f"{A}<!-- contentai: disable TRY-001 -->", UNUSABLE, "disable"),
        (f"{A}<!-- contentai: ignor，TRY-001 -->", UNUSABLE, "“ignor”，最接近的是“ignore”"),
        (f"{A}<!-- contentai: 再写 ignore TRY-001 -->", UNUSABLE, "“再写”，最接近的是“ignore”"),
        (f"{A}<!-- contentai: 忽略，TRY-001 -->", UNUSABLE, "“忽略”，最接近的是“ignore”"),
        (f"{A}<!-- contentai: TRY-001 -->", UNUSABLE, "“TRY-001”，最接近的是“ignore”"),
        (f"{A}<!-- contentai: -->", UNUSABLE, "后面要写 ignore 和规则"),
        (f"{A}<!-- contentai: ，TRY-001 -->", UNUSABLE, "后面要写 ignore 和规则"),
        (f"{A}<!-- contentai ignore TRY-001 引文 -->", UNUSABLE, "冒号"),
        (f"{A}<!-- contentai: ignore SUP-001 引文 -->", UNUSABLE, "ignore: [SUP-001]"),
        (f"{A}<!-- contentai: ignore TRY-001 引文", UNUSABLE, "-->"),
        (f"{A}<!-- contentai: ignore-end TRY-001 -->", UNUSABLE, "ignore-start"),
        (f"---\ncontentai: {{ignore: [原因]}}\n---\n{A}", UNUSABLE, "规则号"),
    ],
)
def test_a_suppression_that_does_nothing_is_told(
    house: Workspace, text: str, rule: str, words: str
) -> None:
    (told,) = [f for f in lint(house, text).findings if f.rule in OWN]
    assert told.rule == rule
    assert words in told.message
    assert told.advice
    assert told.severity is Severity.WARNING
    assert told.excerpt == text[told.span.start : told.span.end]


def test_a_header_that_cannot_be_read_is_a_problem_of_the_header() -> None:
    for inside in ("[TRY-001]", "TRY-001", "{ignored: [TRY-001]}", "{ignore: [[TRY-001]]}"):
        front = Document.parse(f"---\ncontentai: {inside}\n---\n好。", format="markdown").front
        assert front.problems
        assert front.ignored == ()


def test_rules_that_did_not_look_are_not_called_unused(house: Workspace) -> None:
    text = f"{B}<!-- contentai: ignore TRY-001 TRY 引文 -->"
    assert [f.rule for f in lint(house, text, select=("OTH",)).findings] == []
    assert [f.rule for f in lint(house, text, ignore=("TRY-001",)).findings] == []
    channel = f"{B}<!-- contentai: ignore WEB-001 引文 -->"
    assert [f.rule for f in lint(house, channel).findings] == ["TRY-002"]
    weibo = house.with_options(channel="weibo").lint_bytes(channel.encode(), "a.md")
    assert sorted(f.rule for f in weibo.findings) == [UNUSED, "TRY-002"]


def test_unused_names_are_taken_out_however_they_are_written(house: Workspace) -> None:
    text = f"{A}<!-- contentai：ignore ＯＴＨ－００１、ＴＲＹ－００１ 引文 -->"
    (told,) = [f for f in lint(house, text).findings if f.rule == UNUSED]
    assert apply_fixes(text, told.fixes) == f"{A}<!-- contentai：ignore TRY-001 引文 -->"


def test_a_name_that_stands_for_rules_not_in_use_too_is_not_called_unused(
    house: Workspace,
) -> None:
    text = "好。<!-- contentai: ignore TRY 引文 -->"
    assert lint(house, text, select=("TRY-001",)).findings == ()
    assert [f.rule for f in lint(house, text, select=("TRY",)).findings] == ["SUP-001"]


def test_an_unused_comment_can_be_deleted_with_its_line(house: Workspace) -> None:
    comment = "<!-- contentai: ignore TRY-001 引文 -->"
    for text, expected in (
        (f"甲。\r\n\r\n  {comment}  \r\n\r\n{B}", f"甲。\r\n\r\n{B}"),
        (f"甲。\n{comment}\n\n{B}", f"甲。\n\n{B}"),
        (f"{comment}\n\n{B}", B),
        (f"{B}{comment}\n好。\n", f"{B}\n好。\n"),
        (comment, ""),
    ):
        (told,) = [f for f in lint(house, text).findings if f.rule == UNUSED]
        assert apply_fixes(text, told.fixes) == expected
    for text in (
        f"<!-- contentai: ignore-start TRY-001 OTH 引文 -->\n{A}\n<!-- contentai: ignore-end -->",
        f"<!-- contentai: ignore-start OTH 引文 -->\n{B}\n<!-- contentai: ignore-end -->",
    ):
        (told,) = [f for f in lint(house, text).findings if f.rule == UNUSED]
        assert told.fixes == ()


def test_names_that_find_nothing_are_taken_out_of_a_comment(house: Workspace) -> None:
    for names, left_over in (
        ("TRY-001 OTH-001", "TRY-001"),
        ("OTH-001，try-001", "try-001"),
        ("OTH, TRY-001、TRY-002 FIX", "TRY-001"),
    ):
        text = f"{A}<!-- contentai: ignore {names} 引文 OTH-001 -->"
        (told,) = [f for f in lint(house, text).findings if f.rule == UNUSED]
        mended = apply_fixes(text, told.fixes)
        assert mended == f"{A}<!-- contentai: ignore {left_over} 引文 OTH-001 -->"
        assert lint(house, mended).findings == ()


def test_a_team_may_require_reasons_and_choose_the_severity(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    house = open_house(
        tmp_path_factory.mktemp("strict"), "suppressions: {reason: required, unused: error}"
    )
    assert house.config.suppressions == Policy(True, Severity.ERROR)
    bare = lint(house, f"{A}<!-- contentai: ignore TRY-001 -->")
    assert [(f.rule, f.severity) for f in bare.findings] == [
        ("TRY-001", "error"),
        (WITHOUT_REASON, "error"),
    ]
    assert bare.suppressed == ()
    given = lint(house, f"{A}<!-- contentai: ignore TRY-001 引文 -->")
    assert given.findings == ()
    unused = lint(house, f"{B}<!-- contentai: ignore TRY-001 引文 -->")
    assert [(f.rule, f.severity) for f in unused.findings if f.rule in OWN] == [(UNUSED, "error")]
    silent = open_house(tmp_path_factory.mktemp("mild"), "suppressions: {unused: never}")
    assert [f.rule for f in lint(silent, f"{B}<!-- contentai: ignore OTH 引 -->").findings] == [
        "TRY-002"
    ]


@pytest.mark.parametrize(
    ("text", "names", "reason"),
    [
        ("LAW-001 原因", ("LAW-001",), "原因"),
        ("LAW-001", ("LAW-001",), ""),
        ("LAW-001原因", ("LAW-001",), "原因"),
        (" law-001, plat-002 — 引用\n原文", ("law-001", "plat-002"), "引用 原文"),
        ("LAW，PLAT、ART-0* 三包", ("LAW", "PLAT", "ART-0*"), "三包"),
        ("ART-0*，LAW 两包", ("ART-0*", "LAW"), "两包"),
        ("LAW-001 because it is quoted", ("LAW-001",), "because it is quoted"),
        ("LAW-001, because it is quoted", ("LAW-001",), "because it is quoted"),
        ("ＬＡＷ－００１、ｌａｗ－００２：引用ＡＢＣ", ("LAW-001", "law-002"), "引用ＡＢＣ"),
        (
            "：LAW—001；LAW–002／LAW-003和LAW-004 和法务说过",
            ("LAW-001", "LAW-002", "LAW-003", "LAW-004"),
            "和法务说过",
        ),
        ("LAW-001和法务确认过", ("LAW-001",), "和法务确认过"),
        ("LAW－０＊ 一批", ("LAW-0*",), "一批"),
        ("law 005 原因", ("law 005",), "原因"),
        ("LAW 2024 年改过", ("LAW",), "2024 年改过"),
        ("原因", (), "原因"),
        ("", (), ""),
    ],
)
def test_names_and_reasons(text: str, names: tuple[str, ...], reason: str) -> None:
    assert read_names(text) == (names, reason)


PIECES = st.sampled_from(
    [
        *("<!--", "-->", " contentai: ", "contentai:", "ignore", "-start", "-end", "-block"),
        *("-next-line", "-file", " TRY-001", " OTH", "，", "\n", "\r\n", " ", "```\n", "`", "> "),
        *("- ", "# ", "<p>", "</p>", "苹果", "---\n", "---\ncontentai: {ignore: [TRY", "]}\n---\n"),
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=14).map("".join), st.sampled_from(["a.md", "a.html", "a.txt"]))
def test_no_finding_is_lost_whatever_is_written(house: Workspace, text: str, path: str) -> None:
    done = lint(house, text, path)
    assert done.document
    for one in directives(house.parse(text, path=path)):
        assert 0 <= one.span.start < one.span.end <= len(text)
    fruit = [s.finding for s in done.suppressed] + [f for f in done.findings if f.rule not in OWN]
    plain = lint(house, text.replace("contentai:", "contentai;"), path)
    if path != "a.txt" and "contentai: {" not in text:
        assert sorted(f.span for f in fruit) == sorted(f.span for f in plain.findings)


@pytest.mark.parametrize(
    "line",
    [
        "<!-- contentai: ignore-block TRY-001 引 -->\n\n苹果。\n\n",
        "<!-- contentai: ignore-next-line TRY-001 引 -->\n",
        "<!-- contentai: ignore-start TRY-001 引 -->\n",
        "<!-- contentai: <!-- ",
    ],
)
def test_the_work_grows_with_the_draft_and_no_faster(line: str) -> None:
    def work(times: int) -> int:
        document = Document.parse(line * times, format="markdown")
        return calls(lambda: directives(document))

    assert work(400) < 3 * work(200) + 1000
