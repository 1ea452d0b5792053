"""contentai.rulebook.fixing: the ``fix`` of a rule file, read; every mistake at its place."""

from __future__ import annotations

from typing import Any

import pytest

from contentai.diagnostics import Applicability
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.rulebook.fixing import Remedy, Wording
from contentai.rulebook.fixing.kinds import read_remedy
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.schema import read_rule
from contentai.yamlread import read_yaml

TEXT = """\
applicability: safe
title: {zh: 换词, en: another word}
replace:
  最新鲜: 新鲜
  最低: 较低
"""
HEAD = "applicability: safe\ntitle: {zh: 改, en: mend}\n"


def read(text: str) -> Remedy:
    value = read_yaml(text, "rule.yaml")
    assert value is not None
    return read_remedy(value)


def refusal(text: str) -> DataError:
    with pytest.raises(DataError) as caught:
        read(text)
    assert caught.value.file == "rule.yaml"
    return caught.value


def test_every_key_is_read() -> None:
    remedy = read(TEXT)
    assert (remedy.applicability, remedy.line) == (Applicability.SAFE, 1)
    assert remedy.title == Bilingual("换词", "another word")
    assert remedy.wordings == (Wording("最新鲜", "新鲜", 4), Wording("最低", "较低", 5))


@pytest.mark.parametrize("level", ["safe", "unsafe", "display-only"])
def test_the_three_applicabilities(level: str) -> None:
    assert read(TEXT.replace("safe", level)).applicability == level


@pytest.mark.parametrize(
    "how",
    [
        "remove: true",
        "squeeze: marks",
        "squeeze: all",
        "characters: zero_width",
        "suggested: true",
        "insert_front_matter: {channel: wechat, source: 中国气象报}",
        "replace: {甲: 乙丙%}",
        "replace: {甲: “乙” 丙}",
    ],
)
def test_every_kind_is_read(how: str) -> None:
    assert read(HEAD + how).applicability is Applicability.SAFE


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "words"),
    [
        ("applicability: safe", "applicability: save", 1, 16, "最接近的是“safe”"),
        ("applicability: safe", "aplicability: safe", 1, 1, "最接近的是“applicability”"),
        ("title: {zh: 换词, en: another word}\n", "", 1, 1, "缺少键“title”"),
        ("en: another word", "en: ''", 2, 8, "都要写"),
        ("replace:", "replaces:", 3, 1, "最接近的是“replace”"),
        ("replace:", "remove: true\nreplace:", 1, 1, "只写一个"),
        ("replace:\n  最新鲜: 新鲜\n  最低: 较低\n", "", 1, 1, "只写一个"),
        ("新鲜\n", "新<b>鲜\n", 4, 8, "记号“<”"),
        ("新鲜\n", "'新鲜*'\n", 4, 8, "记号“*”"),
        ("新鲜\n", "'-新鲜'\n", 4, 8, "记号“-”"),
        ("新鲜\n", '"新\\u200b鲜"\n', 4, 8, "记号"),
        ("新鲜\n", '"新\\n鲜"\n', 4, 8, "记号"),
        ("新鲜\n", "''\n", 4, 8, "不能为空"),
        ("新鲜\n", "' 新鲜'\n", 4, 8, "前后不能有空格"),
        (": 新鲜\n", ": [新鲜]\n", 4, 8, "一段文字"),
        ("最低: 较低", "最新鮮: 较新", 5, 8, "写了两次"),
        ("最低: 较低", "最新鲜: 较新", 5, 3, "写了两次"),
        ("最低: 较低", "最低: 最低", 5, 7, "换成了自己"),
        ("最低: 较低", '"\\u200b": 较低', 5, 13, "不能为空"),
    ],
)
def test_a_mistake_is_shown_at_its_place(
    old: str, new: str, line: int, column: int, words: str
) -> None:
    assert TEXT.count(old) == 1
    error = refusal(TEXT.replace(old, new))
    assert words in error.words.zh
    assert (error.line, error.column) == (line, column)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("remove: false", "只能写 true"),
        ("remove: yes", "true 或 false"),
        ("squeeze: mark", "最接近的是“marks”"),
        ("characters: zero-width", "最接近的是“zero_width”"),
        ("suggested: false", "只能写 true"),
        ("insert_front_matter: {chanel: wechat}", "最接近的是“channel”"),
        ("insert_front_matter: {channel: wechatt}", "最接近的是“wechat”"),
        ("insert_front_matter: {stage: 转化}", "不认识的值"),
        ("insert_front_matter: {publish_on: 明年}", "读不回来"),
        ("insert_front_matter: {source: 'a: b'}", "读不回来"),
        ('insert_front_matter: {source: "a\\nb"}', "读不回来"),
        ("insert_front_matter: {}", "至少要有一个键"),
        ("replace: {}", "至少要有一个替换"),
        ("replace: 甲", "映射"),
    ],
)
def test_a_mistake_in_a_kind_is_shown_on_its_line(how: str, words: str) -> None:
    error = refusal(HEAD + how)
    assert words in error.words.zh
    assert error.line == 3


def rule(make_rule: Any, **more: Any) -> Any:
    value = read_yaml(str(make_rule({"kind": "terms", "terms": ["甲"]}, **more)), "rule.yaml")
    assert value is not None
    return read_rule(value, "pack", Lexicon())


FIX = {"applicability": "safe", "title": {"zh": "改", "en": "mend"}, "remove": "true"}


def test_a_rule_may_carry_a_fix(make_rule: Any) -> None:
    assert rule(make_rule, fix=FIX).fix.applicability is Applicability.SAFE
    assert rule(make_rule).fix is None


def test_only_rules_on_one_post_can_mend_a_draft(make_rule: Any) -> None:
    with pytest.raises(DataError, match="不能写 fix"):
        rule(make_rule, fix=FIX, scope="account")
