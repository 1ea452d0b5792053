"""``kind: evasion``: a word written so that a filter would not see it, told once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contentai.diagnostics import Diagnostic

Lint = Callable[..., list[Diagnostic]]


@pytest.fixture
def told(lint: Lint) -> Callable[..., list[tuple[str, str]]]:
    """What is marked, and what it is read as."""

    def run(text: str, **check: Any) -> list[tuple[str, str]]:
        findings = lint(
            {"kind": "evasion", **check},
            text,
            message={"zh": "“{found}”读作“{understood}”", "en": '"{found}": "{understood}"'},
        )
        return [(finding.excerpt, finding.message) for finding in findings]

    return run


@pytest.mark.parametrize(
    ("text", "marked", "read"),
    [
        ("全 网 蕞 低 价，今晚八点。", "全 网 蕞 低", "全网最低"),
        ("国 家 级 面料，两色可选。", "国 家 级", "国家级"),
        ("全 网 最 低 价，老客专享", "全 网 最 低 价", "全网最低价"),
    ],
)
def test_a_word_in_disguise_is_told_once_and_whole(
    told: Callable[..., list[tuple[str, str]]], text: str, marked: str, read: str
) -> None:
    found = told(text)
    assert found == [(marked, f"“{marked}”读作“{read}”")]


def test_two_words_in_disguise_are_two(told: Callable[..., list[tuple[str, str]]]) -> None:
    found = told("加薇❤领，无抵押贷.款，当天放")
    assert [marked for marked, _ in found] == ["薇❤", "贷.款"]
