"""``any``, ``all`` and ``missing``: checks made of checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contentai.diagnostics import Diagnostic
from contentai.rulebook.loader import load_rulebook

Found = Callable[..., list[str]]
Lint = Callable[..., list[Diagnostic]]


def terms(*words: str) -> dict[str, Any]:
    return {"kind": "terms", "terms": list(words), "boundary": "none"}


def either(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "any", "of": list(parts)}


def every(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "all", "of": list(parts)}


LINK = {"kind": "structure", "forbid": "link"}


def test_any_marks_what_each_part_marks_in_text_order_overlaps_once(found: Found) -> None:
    check = either(terms("乙丙"), terms("甲乙丙丁", "戊"), {"kind": "pattern", "pattern": "丁戊"})
    assert found(check, "甲乙丙丁戊，乙丙") == ["甲乙丙丁", "戊", "乙丙"]


def test_any_tells_reading_places_from_source_places(found: Found) -> None:
    """A word must not vanish because a link has the same offset in another count."""
    header = "---\ncampaign: 春\n---\n"
    text = header + "先看[这里](https://a.example)，然后马上下单，别错过这一壶茶。"
    check = either(LINK, terms("下单"), terms("茶"))
    assert found(check, text, format="markdown") == ["这里", "下单", "茶"]


def test_any_marks_the_same_place_once_whoever_finds_it(found: Found) -> None:
    text = "---\ncampaign: 春\n---\n先看[这里](https://a.example)再说。"
    assert found(either(LINK, terms("这里")), text, format="markdown") == ["这里"]


def test_any_marks_words_of_a_title_written_with_escapes_one_by_one(lint: Lint) -> None:
    source = '---\ntitle: "\\u7532茶乙"\n---\n正文'
    findings = lint(either(terms("甲"), terms("乙")), source, message={"zh": "{found}", "en": "x"})
    assert [finding.message for finding in findings] == ["甲", "乙"]


def test_all_marks_the_first_part_when_all_others_fire(found: Found) -> None:
    check = every(terms("下单"), terms("今天"), terms("马上"))
    assert found(check, "今天下单，马上下单") == ["下单", "下单"]
    assert found(check, "今天下单") == []
    assert found(check, "今天马上") == []


def test_checks_nest(found: Found) -> None:
    check = every(either(terms("甲"), terms("乙")), either(terms("丙"), every(terms("丁"))))
    assert found(check, "甲乙丁") == ["甲", "乙"]
    assert found(check, "甲乙") == []


@pytest.mark.parametrize("other", [terms("甲"), LINK, {"kind": "missing", "when": terms("甲")}])
def test_a_part_that_is_no_pattern_fires_where_no_pattern_is(
    found: Found, other: dict[str, Any]
) -> None:
    pattern = {"kind": "pattern", "pattern": "[乙丙]丁"}
    if other["kind"] == "missing":
        other = {**other, "needs": [{"name": {"zh": "丁", "en": "x"}, "check": pattern}]}
    text = "甲在[这里](https://a.example)"
    assert found(either(pattern, other), text, format="markdown")
    assert found(every(other, terms("在")), text, format="markdown")
    assert not found(every(other, pattern), text, format="markdown")


def coupon(**more: Any) -> dict[str, Any]:
    def need(zh: str, pattern: str) -> dict[str, Any]:
        return {
            "name": {"zh": zh, "en": zh.encode().hex()},
            "check": {"kind": "pattern", "pattern": pattern},
        }

    return {
        "kind": "missing",
        "when": terms("优惠券"),
        "needs": [need("面值", "[0-9]+元"), need("期限", "[0-9]+日"), need("门槛", "满")],
        **more,
    }


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("领优惠券", "面值、期限、门槛"),
        ("领5元优惠券", "期限、门槛"),
        ("领5元优惠券，满9可用，3日止", None),
        ("满9可用。3日止。\n\n5元优惠券", None),
        ("满9减5元，3日止", None),
    ],
)
def test_missing_names_what_is_lacking(lint: Lint, text: str, missing: str | None) -> None:
    message = {"zh": "{found}缺{missing}", "en": "x"}
    messages = [finding.message for finding in lint(coupon(), text, message=message)]
    assert messages == ([f"优惠券缺{missing}"] if missing else [])


def test_missing_fires_once_at_the_first_that_lacks_something(lint: Lint) -> None:
    text = "优惠券5元，满9，3日。优惠券6元，满9。优惠券。"
    (finding,) = lint(coupon(within="sentence"), text)
    assert finding.span.start == text.index("优惠券6")
    assert lint(coupon(), text) == []


def test_missing_may_be_content_with_some(found: Found) -> None:
    assert found(coupon(at_least=2), "优惠券5元，满9") == []
    assert found(coupon(at_least=2), "优惠券5元") == ["优惠券"]
    with pytest.raises(AssertionError, match="4"):
        found(coupon(at_least=4), "优惠券")


def test_several_different_parts_are_needed(lint: Lint) -> None:
    check = {**either(*map(terms, "茶杯壶")), "at_least": 2}
    message = {"zh": "{count}{found}", "en": "x"}

    def told(text: str) -> list[tuple[str, int]]:
        return [(f.message, f.span.start) for f in lint(check, text, message=message)]

    assert told("茶茶茶") == []
    assert told("杯，茶，茶") == [("2茶", 2)]
    assert told("壶茶杯") == [("3茶", 1)]


@pytest.mark.parametrize("least", [0, 1, 3])
def test_no_more_parts_can_be_needed_than_there_are(lint: Lint, least: int) -> None:
    with pytest.raises(AssertionError, match="超出范围"):
        lint({**either(terms("茶"), terms("杯")), "at_least": least}, "茶")


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_links_and_images_stand_in_the_sentence_around_them(found: Found, format: str) -> None:
    """What lies before them in the source (a header, tags) moves no link to another sentence."""
    texts = {
        "markdown": "---\ntitle: 很长很长很长的题目\n---\n{}先泡茶。{}再洗杯。",
        "html": "<html><body><p class='x'>{}先泡茶。{}再洗杯。</p></body></html>",
    }
    link = {"markdown": "[图](b)", "html": "<a href='b'>图</a>"}[format]
    check = {
        "kind": "missing",
        "when": terms("茶"),
        "needs": [{"name": {"zh": "链接", "en": "link"}, "check": LINK}],
        "within": "sentence",
    }
    assert found(check, texts[format].format(link, ""), format=format) == []
    assert found(check, texts[format].format("", link), format=format) == ["茶"]


def test_all_within_a_sentence_wants_the_others_in_the_sentence_of_the_match(found: Found) -> None:
    parts = (terms("下单"), terms("今天"), terms("马上"))
    check = {**every(*parts), "within": "sentence"}
    assert found(check, "马上下单，就今天。下单要今天。下单") == ["下单"]
    assert found(check, "今天。马上。下单") == []
    assert found({**check, "within": "post"}, "今天。马上。下单") == ["下单"]


@pytest.mark.parametrize("kind", ["all", "any"])
def test_only_all_has_a_unit_and_it_is_a_known_one(
    make_rule: Callable[..., Any], write_rules: Callable[..., Path], tmp_path: Path, kind: str
) -> None:
    check = {"kind": kind, "of": [terms("下单")], "within": "page"}
    (error,) = load_rulebook([write_rules(tmp_path, make_rule(check))]).errors
    assert ("sentence" if kind == "all" else "within") in error.words.en
