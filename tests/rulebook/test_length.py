"""``kind: length``: how long something is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contentai.diagnostics import Diagnostic
from contentai.lint.engine import lint_document
from contentai.rulebook.loader import load_rulebook
from contentai.text.document import Document

Found = Callable[..., list[str]]
Lint = Callable[..., list[Diagnostic]]


def length(of: str, **more: Any) -> dict[str, Any]:
    return {"kind": "length", "of": of, **more}


TITLED = "---\ntitle: {}\n---\n正文。"


@pytest.mark.parametrize(
    ("check", "title", "fires"),
    [
        ({"max": 4}, "一二三四", False),
        ({"max": 4}, "一二三四五", True),
        ({"max": 4, "unit": "width"}, "一二", False),
        ({"max": 4, "unit": "width"}, "一二a", True),
        ({"max": 2}, "😀😀", False),
        ({"min": 4}, "一二三", True),
        ({"min": 4}, "一二三四", False),
        ({"min": 2, "max": 3}, "一", True),
        ({"min": 2, "max": 3}, "一二三四", True),
        ({"min": 2, "max": 3}, "一二三", False),
    ],
)
def test_a_title_too_long_or_too_short(
    found: Found, check: dict[str, Any], title: str, fires: bool
) -> None:
    assert found(length("title", **check), TITLED.format(title)) == [title] * fires


def test_without_a_title_no_title_is_too_short(found: Found) -> None:
    assert found(length("title", min=4), "只有正文，没有题目。") == []


@pytest.mark.parametrize(
    ("channel", "marked"),
    [("wechat", ["一二三四五六七八九十又"]), ("weitao", []), ("weibo", []), (None, [])],
)
def test_a_limit_is_that_of_the_channel(
    found: Found, channel: str | None, marked: list[str]
) -> None:
    text = TITLED.format("一二三四五六七八九十又")
    assert found(length("title", limit="title_max"), text, channel=channel) == marked
    short = TITLED.format("一二三四五六七八九十")
    assert found(length("title", limit="title_max"), short, channel=channel) == []


def test_a_digest_is_marked_in_the_header(lint: Lint) -> None:
    source = "---\ntitle: 甲\ndigest: 一二三四五六七\n---\n正文。"
    message = {"zh": "{length}/{max}“{found}”", "en": "x"}
    check = length("digest", limit="digest_max")
    (finding,) = lint(check, source, channel="wechat", message=message)
    assert source[slice(*finding.span)] == finding.excerpt == "一二三四五六七"
    assert finding.place.line == 3
    assert finding.message == "7/6“一二三四五六七”"


def test_a_digest_counts_for_no_post(lint: Lint) -> None:
    source = "---\ntitle: 甲\ndigest: 一二三四五六七\n---\n正文。"
    (finding,) = lint(length("post", max=2), source)
    assert finding.excerpt == "正文。"
    assert not lint(length("post", max=3), source)


@pytest.mark.parametrize(
    ("of", "marked"),
    [
        ("paragraph", ["一二三四五六。七"]),
        ("sentence", ["一二三四五六。"]),
        ("post", ["一二三四五六。七\n\n- 八\n- 九十"]),
    ],
)
def test_what_can_be_measured(found: Found, of: str, marked: list[str]) -> None:
    text = "# 标题\n\n一二三四五六。七\n\n- 八\n- 九十\n"
    assert found(length(of, max=6), text, format="markdown") == marked


def test_white_space_does_not_count_in_a_post(found: Found) -> None:
    assert found(length("post", max=4), "一 二。\n\n三\u3000\n") == []
    assert found(length("post", max=4), "一 二。\n\n三\u3000四\n") == ["一 二。\n\n三\u3000四"]


def test_a_channel_may_count_two_of_ascii_as_one(
    tmp_path: Path, make_rule: Any, write_rules: Any
) -> None:
    channels = {
        "xiaohongshu": {
            "name": {"zh": "小红书", "en": "Xiaohongshu"},
            "limits": {"title_max": 4, "text_max": 4},
            "wide": ["title_max"],
        }
    }
    checks = [
        length("title", limit="title_max"),
        length("title", limit="title_max", unit="characters"),
        length("post", limit="text_max"),
        length("title", max=4, unit="wide"),
    ]
    rules = [make_rule(check, f"TST-00{n}") for n, check in enumerate(checks)]
    book = load_rulebook([write_rules(tmp_path, *rules, channels=channels)])
    source = "---\ntitle: iPhone壳\nchannel: xiaohongshu\n---\niPhone"

    def fired(source: str) -> list[str]:
        document = Document.parse(source)
        return sorted(found.rule for found in lint_document(document, book))

    assert fired(source) == ["TST-001", "TST-002"]
    assert fired(source.replace("壳", "a壳")) == ["TST-000", "TST-001", "TST-002", "TST-003"]
