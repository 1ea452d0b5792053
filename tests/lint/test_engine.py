"""contentai.lint.engine: matches become diagnostics that point into the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai import resources
from contentai.diagnostics import Diagnostic, Severity, Span
from contentai.lint.engine import Setting, lint_document, lint_subjects, subject_of
from contentai.rulebook.loader import Rulebook
from contentai.text.document import Document
from contentai.text.names import Format
from contentai.text.repair import repair
from contentai.workspace import Workspace

Lint = Callable[..., list[Diagnostic]]
MakeBook = Callable[..., Rulebook]


def terms(*words: str, **more: Any) -> dict[str, Any]:
    return {"kind": "terms", "terms": list(words), "boundary": "none", **more}


@pytest.fixture(scope="module")
def book(make_book: MakeBook) -> Rulebook:
    """One rule of nearly every kind, quick to fire."""
    elements = ("link", "image", "heading", "title", "question", "garbled", "front_matter_problem")
    return make_book(
        terms("营销", "全网最低价", "甲"),
        {"kind": "pattern", "patterns": [r"[^\s]{2,4}", "\\d+", "(?P<hit>一)二"]},
        {"kind": "words", "sequence": [{"pos": ["n", "v"]}, {"gap": 1}, {"pos": ["n"]}]},
        {"kind": "density", "of": {"characters": "。!"}, "max": 0, "per": "post"},
        *({"kind": "structure", "forbid": element} for element in elements),
        {"kind": "structure", "require": "source"},
        {"kind": "length", "of": "sentence", "max": 2},
        {"kind": "length", "of": "post", "max": 2},
        {"kind": "position", "of": terms("甲"), "min_share_before_first": 0},
        {"kind": "any", "of": [terms("一"), {"kind": "structure", "forbid": "link"}]},
    )


PIECES = (
    "---\ntitle: 春茶營(ying)(ying)銷(xiao)\nchanel: x\n---\n",
    '---\r\ntitle: "\\u7532\\u4e00二"\r\nsegment: 甲\r\n---\r\n',
    "營(ying)(ying)(ying)銷(xiao)",
    "设（shè）计（jì）甲",
    "# 一二\n\n",
    "- 全網\u200b最低價\r\n",
    "> 甲？\n",
    "**一**二",
    "![图](a.png)",
    "[看甲](https://a.example)",
    "https://b.example/甲 ",
    "<p>一<b>二</b>&amp;甲</p>",
    "<h1>甲</h1>",
    "<title>题甲</title>",
    "<img src=a alt=甲>",
    "<!-- 甲 -->",
    "|甲|一二|\n|-|-|\n|丙|丁|\n",
    "ä»Šå¤©æ•™å¤§å®¶æ³¡ä¸€å£¶å¥½èŒ¶",
    "①②😀𠮷",
    "。\r",
    "！\r\n",
    "\n\n",
    "甲",
    "\ud800\x00",
)
drafts = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=10).map("".join)
formats = st.sampled_from(["plain", "markdown", "html"])


def position(source: str, offset: int) -> tuple[int, int]:
    """Line and column of ``offset``, told another way than by the code under test."""
    lines = source[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if source[offset - 1 : offset + 1] == "\r\n":  # between CR and LF: still on the line
        return len(lines) - 1, len(lines[-2]) + 2
    return len(lines), len(lines[-1]) + 1


@settings(max_examples=150)
@given(drafts, formats)
def test_every_finding_cuts_its_excerpt_out_of_the_source(
    book: Rulebook, source: str, format: Format
) -> None:
    document = Document.parse(source, format=format)
    assert [len(document.source), document.source.count("\n")] == [len(source), source.count("\n")]
    source = document.source  # lone surrogates replaced, one for one
    annotations = [i for start, end in repair(source).removed for i in range(start, end)]
    removed = frozenset(annotations)
    findings = lint_document(document, book)
    for finding in findings:
        start, end = finding.span
        assert 0 <= start <= end <= len(source)
        assert finding.excerpt == "".join(source[i] for i in range(start, end) if i not in removed)
        if removed.isdisjoint(range(start, end)):
            assert finding.excerpt == source[start:end]
        place = finding.place
        assert (place.line, place.column) == position(source, start)
        assert (place.end_line, place.end_column) == position(source, end)
    order = [(f.span.start, -f.severity.rank, f.span.end, f.rule) for f in findings]
    assert order == sorted(order)
    assert lint_document(Document.parse(source, format=format), book) == findings


@settings(max_examples=60)
@given(st.text("茶水，。\n\r a", max_size=15), st.text("茶水，。\n\r a", max_size=15))
def test_an_annotated_word_is_marked_without_the_annotation_behind_it(
    book: Rulebook, before: str, after: str
) -> None:
    source = f"{before}內容營(ying)(ying)銷(xiao)課{after}"
    document = Document.parse(source)
    marked = [f for f in lint_document(document, book) if f.rule == "TST-001"]
    (finding,) = marked
    assert source[slice(*finding.span)] == "營(ying)(ying)銷"
    assert finding.excerpt == "營銷"
    assert finding.message == "这里有“營銷”"


def test_a_finding_says_all_its_rule_says(lint: Lint) -> None:
    sources = [{"law": "广告法", "clause": "第九条"}, {"article": "A0", "claim": "A0-01"}]
    (finding,) = lint(terms("甲"), "\n 甲", severity="error", sources=sources)
    assert finding == Diagnostic(
        rule="TST-001",
        severity=Severity.ERROR,
        message="这里有“甲”",
        advice="换个说法",
        span=Span(2, 3),
        place=finding.place,
        excerpt="甲",
        sources=tuple(sources),
    )
    assert finding.place == (2, 2, 2, 3)


def test_the_interface_language_picks_the_words(
    lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTENTAI_LANG", "en")
    (finding,) = lint(terms("甲"), "甲")
    assert (finding.message, finding.advice) == ('here is "甲"', "say it another way")


def test_a_long_excerpt_is_shortened_in_the_message_only(lint: Lint) -> None:
    text = "甲" + "茶" * 40 + "乙"
    (finding,) = lint({"kind": "pattern", "pattern": "甲.*乙"}, text)
    assert finding.excerpt == text
    assert finding.message == f"这里有“甲{'茶' * 27}…”"


def test_the_message_quotes_what_a_reader_reads(lint: Lint) -> None:
    source = "<p>茶<b>叶</b>\n好喝&amp;</p>"
    (finding,) = lint({"kind": "pattern", "pattern": "茶叶\\s好喝&"}, source, format="html")
    assert finding.message == "这里有“茶叶 好喝&”"
    assert finding.excerpt == source[slice(*finding.span)]
    assert finding.excerpt.startswith("茶<b>叶</b>\n好喝&amp;")


@pytest.mark.parametrize(("count", "listed", "cut"), [(500, 500, False), (501, 500, True)])
def test_five_hundred_findings_of_a_rule_are_enough_and_the_last_says_so(
    make_book: MakeBook, count: int, listed: int, cut: bool
) -> None:
    rules = make_book(terms("甲"), terms("乙"))
    document = Document.parse("甲乙，" * count)
    findings = lint_document(document, rules)
    for rule in ("TST-001", "TST-002"):
        own = [f for f in findings if f.rule == rule]
        assert len(own) == listed
        assert [f.span.start for f in own] == [f.span.start for f in own[:1]] + [
            own[0].span.start + 3 * n for n in range(1, listed)
        ]
        assert ["其余不再列出" in f.message for f in own] == [False] * (listed - 1) + [cut]


CHECK = terms("甲")


def test_rules_on_accounts_look_at_no_draft() -> None:
    book = Workspace.open("/").rulebook
    subject = subject_of(Document.parse("今天全场五折，赶紧下单！"), book, Setting(), None)
    assert book.on_account
    assert not any(rule.looks_at(subject) for rule in book.on_account)
    assert any(rule.looks_at(subject) for rule in book.rules.values())


@pytest.mark.parametrize(
    ("rule", "setting", "header", "fires"),
    [
        ({}, {}, "", True),
        ({"channels": ["wechat"]}, {}, "", False),
        ({"channels": ["wechat"]}, {}, "channel: wechat", True),
        ({"channels": ["wechat"]}, {}, "channel: weibo", False),
        ({"channels": ["wechat"]}, {"channel": "wechat"}, "channel: weibo", True),
        ({"channels": ["wechat"]}, {"channel": "weibo"}, "channel: wechat", False),
        ({"channels": ["wechat"]}, {"default_channel": "wechat"}, "", True),
        ({"channels": ["wechat"]}, {"default_channel": "wechat"}, "channel: weibo", False),
        ({"channels": ["wechat", "weibo"]}, {"channel": "weibo"}, "", True),
        ({"when": {"stage": ["engage"]}}, {}, "", False),
        ({"when": {"stage": ["engage"]}}, {}, "stage: engage", True),
        ({"when": {"stage": ["engage"]}}, {"stage": "follow"}, "stage: engage", False),
        ({"when": {"stage": ["engage"]}}, {"default_stage": "engage"}, "", True),
        ({"when": {"stage": ["engage"]}}, {"default_stage": "follow"}, "stage: engage", True),
        ({"when": {"longer_than": 10}}, {}, "", False),
        ({"when": {"longer_than": 9}}, {}, "", True),
        ({}, {"rules": {"TST-001"}}, "", True),
        ({}, {"rules": {"TST-002"}}, "", False),
        ({}, {"rules": set()}, "", False),
    ],
)
def test_which_drafts_a_rule_looks_at(
    make_book: MakeBook, rule: dict[str, Any], setting: dict[str, Any], header: str, fires: bool
) -> None:
    source = (f"---\n{header}\n---\n" if header else "") + "甲" + "茶" * 9
    findings = lint_document(Document.parse(source), make_book(CHECK, **rule), Setting(**setting))
    assert [finding.excerpt for finding in findings] == ["甲"] * fires


@pytest.mark.parametrize(
    ("setting", "header", "missed"),
    [
        ({}, "", True),
        ({}, "segment: 新手爸妈\n", False),
        ({"segments": ("新手爸妈",)}, "", False),
        ({"default_segments": ("新手爸妈",)}, "", False),
    ],
)
def test_for_whom_a_draft_is_may_be_said_by_it_by_an_option_or_by_the_configuration(
    make_book: MakeBook, setting: dict[str, Any], header: str, missed: bool
) -> None:
    rules = make_book({"kind": "structure", "require": "segment"})
    document = Document.parse(f"---\ntitle: 好\n{header}---\n甲")
    assert bool(lint_document(document, rules, Setting(**setting))) is missed


def test_severities_can_be_set_and_the_worst_of_one_place_comes_first(make_book: MakeBook) -> None:
    rules = make_book(terms("甲"), terms("甲乙"), terms("甲"))
    setting = Setting(severities={"TST-003": Severity.ERROR, "TST-001": Severity.INFO})
    findings = lint_document(Document.parse("丁甲乙"), rules, setting)
    assert [(f.rule, f.severity.value) for f in findings] == [
        ("TST-003", "error"),
        ("TST-002", "warning"),
        ("TST-001", "info"),
    ]


def test_drafts_are_linted_together_as_alone(book: Rulebook) -> None:
    drafts = ["全网最低价，甲乙丙营销。", "", "一二三。" * 9, "甲"]
    ids = sorted(book.rules)
    usual = [Setting(rules=rules) for rules in (None, ids[:1], ids[1:3], ids)]
    lowered = [replace(setting, severities={ids[0]: Severity.INFO}) for setting in usual]
    cases = [
        (subject_of(Document.parse(draft), book, setting, None), setting)
        for draft, setting in zip(2 * drafts, usual + lowered, strict=True)
    ]
    alone = [lint_document(subject.document, book, setting) for subject, setting in cases]
    assert lint_subjects(cases, book) == alone
    assert len({len(findings) for findings in alone}) > 2
    assert lint_subjects([], book) == []


def test_garbled_text_is_not_read_for_words(make_book: MakeBook) -> None:
    rules = make_book({"kind": "pattern", "pattern": r"\S"})
    good = "今天教大家泡一壶好茶。"
    bad = "先把水烧开，放凉一会儿再泡。".encode().decode("latin-1")
    document = Document.parse(f"{good}\n{bad}\n")
    assert document.garbled
    findings = lint_document(document, rules)
    assert [finding.span.start for finding in findings] == list(range(len(good)))


def test_a_check_tells_that_it_fires_exactly_where_it_finds_something() -> None:
    """What is told without finding it must be what is found, parts of checks included."""
    space = Workspace.open(resources.rules_dir())
    book, fired = space.rulebook, [0, 0]
    for rule in book.rules.values():
        for bad in (True, False):
            example = next((e for e in rule.examples if e.bad is bad), None)
            if example and rule.check.told:
                document = space.parse(example.text, title=example.title, format=example.format)
                channel = example.channel or next(iter(rule.channels), None)
                setting = Setting(channel=channel, stage=example.stage)
                subject = subject_of(document, book, setting, space.score(document))
                fires = rule.check.fires(subject)
                found = next(rule.check.sure(subject), None)
                assert fires == (found is not None), (rule.id, example)
                fired[fires] += 1
    assert min(fired) > 20
