"""contentai.config.contradictions: settings that cannot all be meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contentai.config import Config
from contentai.located import DataError

Configure = Callable[..., Config]
Refuse = Callable[..., DataError]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("select: [LAW, MOB-001]\nignore: [MOB-001]\n", 1, 15, "contentai.yaml:2"),
        ("select: [mob-001, LAW]\nignore: [MOB]\n", 1, 10, "既在 select 里"),
        ("select: LAW，ＭＯＢ－００１\nignore: [MOB]\n", 1, 9, "“ＭＯＢ－００１”既在 select 里"),
        ("ignore: [MOB-0*]\nrules: {select: [MOB-001]}\n", 2, 18, "contentai.yaml:1"),
        ("ignore: [MOB]\nseverity: {MOB-001: info}\n", 2, 12, "定了级别"),
        ("ignore: [MOB]\nseverity:\n  LAW: info\n  MOB: error\n", 4, 3, "定了级别"),
        ("overrides:\n- files: a\n  select: [LAW]\n  ignore: [LAW]\n", 3, 12, "既在 select 里"),
        ("ignore: [MOB]\noverrides:\n- {files: a, severity: {MOB: info}}\n", 3, 25, "定了级别"),
        ("select: [MOB]\noverrides:\n- {files: a, ignore: [MOB]}\n", 3, 23, "一条不剩"),
        ("select: [LAW]\nrules: {select: [MOB]}\n", 2, 17, "各写了一次"),
        ("overrides: [{files: a}]\n", 1, 13, "什么都没有改"),
        ("overrides: [{files: a, chanel: sms}]\n", 1, 24, "channel"),
        ("overrides: [{files: a, channel: smss}]\n", 1, 33, "sms"),
        ("overrides: [{files: a, stage: folow}]\n", 1, 31, "follow"),
        ("overrides: [{files: a, tokenizer: jieba}]\n", 1, 24, "不认识的键"),
        ("overrides: [{channel: sms}]\n", 1, 13, "files"),
        ("account: {category: [foods]}\n", 1, 22, "food"),
        ("account: {brand: [known, unknown]}\n", 1, 18, "文字"),
        ("account: {moments: allowed}\n", 1, 11, "moments_selling"),
        ("account: {product_needs: [instal]}\n", 1, 27, "install"),
    ],
)
def test_a_contradiction_is_shown_where_it_stands(
    refuse: Refuse, text: str, line: int, column: int, words: str
) -> None:
    error = refuse(text)
    assert (error.file, error.line, error.column) == ("contentai.yaml", line, column)
    assert words in error.words.zh
    assert error.words.en


def test_a_severity_for_what_another_file_ignores_names_that_file(refuse: Refuse) -> None:
    files = {"base.yaml": "channel: sms\nignore: [MOB]"}
    error = refuse("extends: base.yaml\nseverity: {MOB-001: info}\n", files)
    assert (error.file, error.line, error.column) == ("contentai.yaml", 2, 12)
    assert "base.yaml:2" in error.words.zh


@pytest.mark.parametrize(
    "text",
    [
        "select: [MOB]\nignore: [MOB-001]\n",
        "severity: {MOB: info}\nignore: [MOB-001]\n",
        "severity: {MOB: info}\noverrides: [{files: a, ignore: [MOB]}]\n",
        "ignore: [MOB]\noverrides: [{files: a, select: [MOB]}]\n",
        "ignore: [MOB]\noverrides: [{files: a, select: [MOB], severity: {MOB: info}}]\n",
        "select: [LAW]\nseverity: {MOB: info}\n",
        "fail_on: never\noverrides: [{files: a, fail_on: error}]\n",
    ],
)
def test_what_only_narrows_is_no_contradiction(configure: Configure, text: str) -> None:
    assert configure(text).file is not None


@pytest.mark.parametrize(
    ("mix", "words"),
    [
        ("{value: 60, promotion: 41}", "101"),
        ("{value: 50, service: 10, interaction: 20, promotion: 19}", "99"),
        ("{value: 50, service: 10, interaction: 20, promotion: 21}", "101"),
    ],
)
def test_shares_of_kinds_that_do_not_make_a_whole_are_refused(
    refuse: Refuse, mix: str, words: str
) -> None:
    assert f"加起来是 {words}，不是 100" in refuse(f"mix: {mix}\n").words.zh


def test_shares_of_some_kinds_leave_the_rest_to_the_others(configure: Configure) -> None:
    assert configure("mix: {value: 60, promotion: 40}\n").mix == {"value": 60, "promotion": 40}
