"""contentai.lint.fixes: fixes applied together, and again until none is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.diagnostics import Applicability, Diagnostic, Edit, Fix, Place, Severity, Span
from contentai.lint.engine import Setting, lint_document
from contentai.lint.fixes import Converged, apply_fixes, compatible, converge
from contentai.rulebook.loader import Rulebook, load_rulebook
from contentai.text.document import Document
from contentai.text.names import Format

SAFE, UNSAFE, DISPLAY = Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY


def fix(*edits: tuple[int, int, str], level: Applicability = SAFE) -> Fix:
    return Fix("改", level, tuple(Edit(Span(start, end), text) for start, end, text in edits))


def finding(*fixes: Fix) -> Diagnostic:
    place = Place(1, 1, 1, 1)
    return Diagnostic("TST-001", Severity.INFO, "", "", Span(0, 0), place, "", fixes=fixes)


@pytest.mark.parametrize(
    ("fixes", "expected"),
    [
        ([], "一二三四五六"),
        ([fix((0, 1, "1"))], "1二三四五六"),
        ([fix((4, 5, "5")), fix((0, 1, "1"))], "1二三四5六"),
        ([fix((0, 2, "A")), fix((1, 3, "B"))], "A三四五六"),
        ([fix((1, 3, "B")), fix((0, 2, "A"))], "A三四五六"),
        ([fix((0, 2, "A")), fix((2, 3, "B"))], "A三四五六"),  # neighbours wait for another round
        ([fix((0, 1, "A")), fix((0, 1, "A"))], "A二三四五六"),
        ([fix((0, 0, "头")), fix((0, 0, "头"))], "头一二三四五六"),
        ([fix((0, 1, ""), (4, 5, "")), fix((2, 3, "丙"))], "二丙四六"),
        ([fix((0, 1, ""), (4, 5, "")), fix((4, 5, "5")), fix((5, 6, "6"))], "二三四六"),
        ([fix((0, 3, "A")), fix((2, 3, "B"), (5, 6, "C"))], "A四五六"),  # whole or not at all
        ([fix((0, 2, "A"), (1, 3, "B"))], "一二三四五六"),
        ([fix((5, 9, "A"))], "一二三四五六"),
        ([fix()], "一二三四五六"),
    ],
)
def test_fixes_are_applied_leftmost_first_and_whole(fixes: list[Fix], expected: str) -> None:
    assert apply_fixes("一二三四五六", fixes) == expected


TEXTS = st.text(st.sampled_from("甲乙丙😀\r\n a-"), max_size=30)
SPANS = st.tuples(st.integers(0, 32), st.integers(0, 4), st.text("新", max_size=2))
FIXES = st.lists(
    st.lists(SPANS, min_size=1, max_size=3).map(lambda es: fix(*((s, s + n, t) for s, n, t in es))),
    max_size=8,
)


@given(TEXTS, FIXES)
def test_edits_never_touch_text_outside_their_spans(source: str, fixes: list[Fix]) -> None:
    edits = sorted(
        (tuple(edit.span), edit.text) for one in compatible(source, fixes) for edit in one.edits
    )
    rest = apply_fixes(source, fixes)
    at = 0
    for (start, end), text in edits:
        assert at <= start <= end <= len(source)
        assert rest.startswith(source[at:start] + text)
        rest = rest[start - at + len(text) :]
        at = end
    assert rest == source[at:]


@given(TEXTS, FIXES, st.randoms())
def test_the_order_of_fixes_apart_does_not_matter(
    source: str, fixes: list[Fix], random: Any
) -> None:
    chosen = compatible(source, fixes)
    shuffled = list(chosen)
    random.shuffle(shuffled)
    assert apply_fixes(source, shuffled) == apply_fixes(source, chosen)
    assert len(compatible(source, chosen)) == len(chosen)


def test_lint_and_fix_until_none_is_left() -> None:
    def lint(text: str) -> list[Diagnostic]:
        return [finding(fix((0, 2, "甲")))] if text.startswith("甲甲") else []

    assert converge(lint, "甲甲甲甲乙") == Converged("甲乙", 3, True, 3)
    assert converge(lint, "甲甲甲甲乙", most=2) == Converged("甲甲乙", 2, False, 2)
    assert converge(lint, "甲甲甲甲乙", most=3) == Converged("甲乙", 3, True, 3)
    assert converge(lint, "乙") == Converged("乙", 0, True)


def test_fixes_that_undo_one_another_are_no_way_out() -> None:
    def lint(text: str) -> list[Diagnostic]:
        return [finding(fix((0, 1, {"甲": "乙", "乙": "甲"}[text])))]

    assert converge(lint, "甲") == Converged("甲", 2, False, 2)
    assert converge(lint, "乙") == Converged("乙", 2, False, 2)


def test_only_what_is_allowed_is_applied() -> None:
    def lint(text: str) -> list[Diagnostic]:
        shown, unsafe, safe = (
            fix((0, 1, c), level=x) for c, x in zip("示险安", levels, strict=True)
        )
        return [finding(shown, unsafe, safe)] if text == "甲" else []

    levels = (DISPLAY, UNSAFE, SAFE)
    assert converge(lint, "甲").text == "安"
    assert converge(lint, "甲", allowed=(SAFE, UNSAFE)).text == "险"
    assert converge(lint, "甲", allowed=()) == Converged("甲", 0, True)


# Rules and drafts of every sort, fixed to the end.
TITLE = {"zh": "改", "en": "mend"}
CHECKS: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    ({"kind": "terms", "terms": ["最新鲜", "最低", "甲甲"], "boundary": "none"},
     {"replace": {"最新鲜": "新鲜", "最低": "较低", "甲甲": "甲"}}),
    ({"kind": "terms", "terms": ["快来"], "boundary": "none"}, {"remove": "true"}),
    ({"kind": "pattern", "patterns": ["!{2,}", "冲{2,}", "(?:买它){2,}"]}, {"squeeze": "all"}),
    ({"kind": "pattern", "pattern": "加.{0,3}微信"}, {"characters": "zero_width"}),
    ({"kind": "structure", "forbid": "front_matter_problem"}, {"suggested": "true"}),
    ({"kind": "all", "of": [{"kind": "terms", "terms": ["茶"], "boundary": "none"}]},
     {"insert_front_matter": {"channel": "wechat"}}),
)  # fmt: skip
PIECES = (
    "---\ntitle: 最新鲜的茶!!\nchanel: x\n---\n",
    "---\r\ntitle: '最新鮮'\r\nstage: engag\r\n---\r\n",
    "最新鲜",
    "最新鮮，價錢最低。\r\n",
    "最(zuì)新(xīn)鲜(xiān)",
    "最**新鲜**",
    "**快来**",
    "快来",
    "快来- 甲\n",
    "# 快来\n\n",
    "- 快来，冲冲冲！！！\r\n",
    "> 甲甲甲甲甲\n\n",
    "加\u200b微\u200b信",
    "加👨\u200d👩微信",
    "<p>最新鲜<b>最低</b>&amp;!!</p>",
    "<img alt=最低 src=a>",
    "[最低](https://a.example/最低)",
    "https://b.example/最低 ",
    "![最低!!](a.png)",
    "茶😀𠮷",
    "買它買它",
    "```\n最低!!\n```\n",
    "|最低|!!|\n|-|-|\n|快来|冲冲|\n",
    "\n\n",
    "\r",
    "\ud800",
)
DRAFTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=8).map("".join)
FORMATS = st.sampled_from(["plain", "markdown", "html"])


@pytest.fixture(scope="module")
def mend(
    make_rule: Callable[..., Any],
    write_rules: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Rulebook:
    rules = [
        make_rule(check, f"TST-{n:03}", fix={"applicability": "safe", "title": TITLE, **how})
        for n, (check, how) in enumerate(CHECKS, 1)
    ]
    book: Rulebook = load_rulebook([write_rules(tmp_path_factory.mktemp("mend"), *rules)])
    assert book.errors == ()
    return book


def shape(source: str, format: Format) -> list[Any]:
    """What of a draft no fix of words may change: its blocks, links and images.

    Plain text has no markup; whether its first line reads as a title hangs on its words.
    """
    document = Document.parse(source, format=format)
    return [
        [(block.kind, block.level) for block in document.blocks if format != "plain"],
        [link.target for link in document.links],
        [image.target for image in document.images],
        document.pinyin,
    ]


@settings(max_examples=100)
@given(DRAFTS, FORMATS)
def test_every_draft_settles_with_its_markup_whole(
    mend: Rulebook, source: str, format: Format
) -> None:
    source = Document.parse(source).source  # lone surrogates replaced, as reading does

    def lint(text: str) -> list[Diagnostic]:
        return lint_document(Document.parse(text, format=format), mend, Setting())

    for one in lint(source):
        for offered in one.fixes:
            assert compatible(source, [offered]) == [offered]
            if one.rule != "TST-006":
                assert all(one.span.contains(edit.span) for edit in offered.edits)
            if one.rule in ("TST-001", "TST-002", "TST-003", "TST-004"):
                assert shape(apply_fixes(source, [offered]), format) == shape(source, format)
    done = converge(lint, source, most=30)
    assert done.settled
    assert converge(lint, done.text) == Converged(done.text, 0, True)
