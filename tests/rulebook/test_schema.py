"""contentai.rulebook.schema: a rule file, every key known and every value of the right shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.rule import Rule, Scope, When
from contentai.rulebook.schema import read_rule
from contentai.rulebook.told import Example, Source
from contentai.yamlread import read_yaml

TEXT = """\
id: TST-012
name: {zh: 先给价值, en: value first}
severity: error
scope: post
channels: [wechat, weitao]
when: {stage: [follow, engage], longer_than: 200}
check:
  kind: terms
  terms: [全网最低价]
message: {zh: '写着“{found}”', en: 'says {found}'}
advice: {zh: 写数字, en: give a figure}
why: {zh: 无从核实, en: nobody can check it}
sources:
  - {article: A0, claim: A0-09, note: {zh: 第三段, en: third paragraph}}
  - {law: 广告法, clause: 第九条}
  - {platform: 微信, section: 运营规范}
examples:
  bad:
    - {text: 全网最低价, find: 全网最低价, title: 题, channel: wechat, stage: follow, segment: 新手}
  good:
    - {text: 价格实在, why: 没有比较, format: markdown}
"""


def read(text: str) -> Rule:
    root = read_yaml(text, "rule.yaml")
    assert root is not None
    return read_rule(root, "pack", Lexicon())


def refusal(text: str) -> DataError:
    with pytest.raises(DataError) as caught:
        read(text)
    return caught.value


def test_channels_are_called_as_people_call_them() -> None:
    text = TEXT.replace("[wechat, weitao]", "[公众号, 微信, 逛逛]")
    rule = read(text.replace("channel: wechat", "channel: 公众号"))
    assert rule.channels == ("wechat", "weitao")
    assert rule.examples[0].channel == "wechat"


def test_every_key_is_read() -> None:
    rule = read(TEXT)
    assert (rule.id, rule.pack, rule.file, rule.line) == ("TST-012", "pack", "rule.yaml", 1)
    assert rule.name == Bilingual("先给价值", "value first")
    assert (rule.severity, rule.scope) == (Severity.ERROR, Scope.POST)
    assert rule.channels == ("wechat", "weitao")
    assert rule.when == When(("follow", "engage"), 200)
    assert rule.message == Bilingual("写着“{found}”", "says {found}")
    assert rule.advice == Bilingual("写数字", "give a figure")
    assert rule.why == Bilingual("无从核实", "nobody can check it")
    assert rule.sources == (
        Source("article", "A0", "A0-09", Bilingual("第三段", "third paragraph")),
        Source("law", "广告法", "第九条"),
        Source("platform", "微信", "运营规范"),
    )
    assert [source.as_dict() for source in rule.sources] == [
        {"article": "A0", "claim": "A0-09"},
        {"law": "广告法", "clause": "第九条"},
        {"platform": "微信", "section": "运营规范"},
    ]
    assert rule.examples == (
        Example(
            True, "全网最低价", 19, find="全网最低价", title="题", channel="wechat",
            stage="follow", segments=("新手",),
        ),
        Example(False, "价格实在", 21, why="没有比较", format="markdown"),
    )  # fmt: skip


REQUIRED = ("id", "name", "severity", "check", "message", "advice", "sources", "examples")


@pytest.mark.parametrize("key", REQUIRED)
def test_a_missing_key_is_named(key: str, make_rule: Callable[..., dict[str, Any]]) -> None:
    rule = {**make_rule({"kind": "terms", "terms": ["甲"]})}
    del rule[key]
    assert refusal(str(rule)).words.en == f"missing key {key!r}"


def test_optional_keys_have_defaults(make_rule: Callable[..., dict[str, Any]]) -> None:
    rule = read(str(make_rule({"kind": "terms", "terms": ["甲"]})))
    assert (rule.scope, rule.channels, rule.when, rule.why) == (Scope.POST, (), When(), None)
    assert rule.examples[0].format == "plain"


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "words"),
    [
        ("severity: error", "severty: error", 3, 1, "最接近的是“severity”"),
        ("severity: error", "severity: eror", 3, 11, "最接近的是“error”"),
        ("scope: post", "scope: posts", 4, 8, "最接近的是“post”"),
        ("[wechat, weitao]", "[wechat, weitau]", 5, 20, "最接近的是“weitao”"),
        ("stage: [follow", "stage: [folow", 6, 16, "最接近的是“follow”"),
        ("longer_than: 200", "longer: 200", 6, 33, "最接近的是“longer_than”"),
        ("longer_than: 200", "longer_than: -1", 6, 46, "超出范围，至少是 0"),
        ("kind: terms", "kind: term", 8, 9, "最接近的是“terms”"),
        ("  terms: [全网", "  trems: [全网", 9, 3, "最接近的是“terms”"),
        ("  kind: terms\n", "", 8, 3, "缺少键“kind”"),
        ("id: TST-012", "id: tst-012", 1, 5, "ART-012"),
        ("id: TST-012", "id: TST-12", 1, 5, "ART-012"),
        ("写着“{found}”", "写着“{found”", 10, 10, "花括号不成对；要花括号本身就写两个"),
        ("写着“{found}”", "写着{}", 10, 10, "不是一个名字"),
        ("写着“{found}”", "写着{0}", 10, 10, "不是一个名字"),
        ("写着“{found}”", "写着{found.real}", 10, 10, "不是一个名字"),
        ("写着“{found}”", "写着{count:d}", 10, 10, "名字"),
        ("写着“{found}”", "写着{found!x}", 10, 10, "名字"),
        ("advice: {zh: 写数字, en", "advice: {zh: '', en", 11, 9, "都要写"),
        ("claim: A0-09", "clause: A0-09", 14, 5, "claim"),
        ("law: 广告法, ", "", 15, 5, "出处要写"),
        ("law: 广告法, clause: ", "law: ", 15, 5, "clause"),
        ("find: 全网最低价", "why: 全网最低价", 19, 21, "可以用：channel、find"),
        ("format: markdown", "format: word", 21, 39, "plain"),
        ("channel: wechat, stage", "channel: qq, stage", 19, 53, "wechat"),
    ],
)
def test_a_mistake_is_shown_at_its_place(
    old: str, new: str, line: int, column: int, words: str
) -> None:
    assert TEXT.count(old) == 1
    error = refusal(TEXT.replace(old, new))
    assert (error.file, error.line, error.column) == ("rule.yaml", line, column)
    assert words in error.words.zh


def test_a_message_may_hold_braces_as_such(make_rule: Callable[..., dict[str, Any]]) -> None:
    message = {"zh": "{{甲}}{found}", "en": "{{a}}{found}"}
    rule = read(str(make_rule({"kind": "terms", "terms": ["甲"]}, message=message)))
    assert rule.message.zh.format(found="乙") == "{甲}乙"


@pytest.mark.parametrize(
    "examples",
    [
        {"bad": [], "good": [{"text": "好"}]},
        {"bad": [{"text": "坏"}], "good": []},
        {"bad": [{"text": "坏"}, {"text": "糟"}], "good": [{"text": "好"}]},
        {"bad": [{"text": "坏"}]},
        {"bad": [{"find": "坏"}], "good": [{"text": "好"}]},
    ],
)
def test_a_rule_carries_its_tests_good_ones_no_fewer_than_bad(
    examples: dict[str, Any], make_rule: Callable[..., dict[str, Any]]
) -> None:
    refusal(str(make_rule({"kind": "terms", "terms": ["甲"]}, examples=examples)))


def test_a_rule_has_a_source(make_rule: Callable[..., dict[str, Any]]) -> None:
    refusal(str(make_rule({"kind": "terms", "terms": ["甲"]}, sources=[])))
    refusal(str(make_rule({"kind": "terms", "terms": ["甲"]}, sources=[{"article": "A0"}])))
