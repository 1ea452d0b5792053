"""Words that excuse a hit, and words that only stand in its sentence."""

from __future__ import annotations

from typing import Any

import pytest

from contentai.diagnostics import Diagnostic, Severity, Span
from contentai.lint.engine import lint_document
from contentai.rulebook.matchers.aside import aside, governs
from contentai.text.document import Document

DOUBT = {"of": "unlawful", "below": 0.1, "to": "warning"}
WORDS = "建议|比赛|谨防|听说|骗|来源|套路"


@pytest.mark.parametrize(
    ("sentence", "word", "speaks"),
    [
        ("比赛用的最佳球鞋,一双三百", "比赛", True),
        ("最佳球鞋,比赛级鞋底,一双三百", "比赛", False),
        ("最佳球鞋,建议您早点来", "建议", False),
        ("建议:不要写最佳", "建议", True),
        ("听说那条街上有家店,招牌写着最佳", "听说", True),
        ("比赛那天,场上的最佳是他", "比赛", True),
        ("比赛那天来我们店,最佳的茶半价", "比赛", False),
        ("别家套路深,我们最佳", "套路", False),
        ("最佳球鞋,都是骗人的", "骗", True),
        ("最佳球鞋,家长别被骗", "骗", False),
        ("最佳球鞋,谨防山寨,认准本店", "谨防", False),
        ("最佳球鞋,一双三百,数据来源见附录", "来源", True),
        ("最佳球鞋,监管部门抽检合格,一双三百", "监管", False),
        ("最佳球鞋,被监管部门点了名", "监管", True),
        ("最佳球鞋,喜讯通报全家,欢迎下单", "通报", False),
        ("最佳球鞋,被通报了", "通报", True),
        ("最佳球鞋,记者也在穿,下单立减", "记者", False),
        ("最佳球鞋,记者查到是翻新的", "记者", True),
        ("最佳球鞋,不是骗你的,来的私信", "骗", False),
        ("最佳球鞋,不得不说,今天报名立减", "不得", False),
    ],
)
def test_a_word_speaks_of_its_clause_or_judges_or_says_what_it_is_about(
    sentence: str, word: str, speaks: bool
) -> None:
    hit, excuse = (Span(at, at + 2) for at in (sentence.index("最佳"), sentence.index(word)))
    assert governs(sentence, hit, excuse) is speaks
    assert aside(sentence, hit, [excuse]) == (None if speaks else sentence[slice(*excuse)])


@pytest.mark.parametrize(
    ("sentence", "excused"),
    [
        ("听说那双最佳球鞋卖断货了", True),
        ("听说我们的最佳球鞋卖断货了,今天下单立减", False),
        ("号称最佳的球鞋,今晚直播间开抢", False),
        ("号称最佳的球鞋,被罚了五万,欢迎来听普法课", True),
    ],
)
def test_hearsay_excuses_nobody_who_sells(sentence: str, excused: bool) -> None:
    at = sentence.index("最佳")
    assert (aside(sentence, Span(at, at + 2), [Span(0, 2)]) is None) is excused


def findings(make_book: Any, check: dict[str, Any], text: str, **more: Any) -> list[Diagnostic]:
    return lint_document(Document.parse(text), make_book(check, severity="error", **more))


PATTERN = {"kind": "pattern", "pattern": "最佳"}
TERMS = {"kind": "terms", "terms": ["最佳"], "boundary": "none"}


@pytest.mark.parametrize("kind", [PATTERN, TERMS])
def test_a_word_aside_lowers_the_finding_and_is_named(make_book: Any, kind: dict[str, Any]) -> None:
    check = {**kind, "unless": {"sentence": [WORDS]}}
    (found,) = findings(make_book, check, "最佳球鞋，建议您早点来。", doubt=DOUBT)
    assert found.severity is Severity.WARNING
    assert "“建议”" in found.message
    (found,) = findings(make_book, check, "最佳球鞋，一双三百。", doubt=DOUBT)
    assert found.severity is Severity.ERROR
    assert findings(make_book, check, "比赛最佳球鞋，一双三百。", doubt=DOUBT) == []


def test_a_report_aside_lowers_the_finding(make_book: Any) -> None:
    check = {**TERMS, "unless": {"reported": True}}
    (found,) = findings(make_book, check, "最佳球鞋，小心您会爱上它。", doubt=DOUBT)
    assert (found.severity, "“小心”" in found.message) == (Severity.WARNING, True)
    assert findings(make_book, check, "最佳球鞋，被罚五万。", doubt=DOUBT) == []


def test_a_rule_that_is_never_in_doubt_leaves_it_out(make_book: Any) -> None:
    check = {**TERMS, "unless": {"sentence": [WORDS]}}
    assert findings(make_book, check, "最佳球鞋，建议您早点来。") == []


@pytest.mark.parametrize(
    ("check", "marked"),
    [
        ({"kind": "any", "of": [{**TERMS, "unless": {"sentence": ["建议"]}}, TERMS]}, ["error"]),
        (
            {"kind": "all", "of": [{**TERMS, "unless": {"sentence": ["建议"]}}, PATTERN]},
            ["warning"],
        ),
        ({"kind": "all", "of": [PATTERN, {**TERMS, "unless": {"sentence": ["建议"]}}]}, []),
        ({**TERMS, "unless": {"sentence": ["建议"]}, "min_count": 2}, []),
        (
            {
                "kind": "missing",
                "when": {**TERMS, "unless": {"sentence": ["建议"]}},
                "needs": [
                    {"name": {"zh": "价", "en": "price"}, "check": {**TERMS, "terms": ["元"]}}
                ],
            },
            [],
        ),
    ],
)
def test_checks_made_of_checks_count_what_nothing_excuses(
    make_book: Any, check: dict[str, Any], marked: list[str]
) -> None:
    found = findings(make_book, check, "最佳球鞋最佳，建议您早点来。", doubt=DOUBT)
    assert sorted({str(f.severity) for f in found}) == marked
