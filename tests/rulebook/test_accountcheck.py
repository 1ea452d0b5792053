"""Rules on accounts as their files say them, and that no draft is ever shown to one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from contentai import resources
from contentai.diagnostics import Severity
from contentai.located import DataError
from contentai.rulebook.accountcheck import Gap, Repeats, Share, Which, read_account_check
from contentai.rulebook.coverage import measure
from contentai.rulebook.explain import terminal_page
from contentai.rulebook.loader import Rulebook, load_rulebook
from contentai.rulebook.rule import Rule
from contentai.rulebook.selftest import test_rules as run_examples
from tests.conftest import Table

SHARE: Table = {"kind": "share", "of": {"kind": "promotion"}, "above": 0.5, "least": 4}
POSTS = {"times": 6, "kind": "promotion", "views": 90}
EXAMPLES: Table = {
    "bad": [{"posts": [POSTS], "push": "服务号", "segments": ["甲"], "mix": {"value": 40}}],
    "good": [{"posts": [{"kind": "value"}], "account": {"brand": "known"}, "why": "少"}],
}

Make = Callable[..., Table]
Write = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path, make_rule: Make, write_rules: Write) -> Callable[..., Rulebook]:
    def loaded(check: Table = SHARE, **more: Any) -> Rulebook:
        whole = {"scope": "account", "examples": EXAMPLES, **more}
        return load_rulebook([write_rules(tmp_path, make_rule(check, **whole))])

    return loaded


def only(book: Rulebook) -> Rule:
    assert book.errors == ()
    (rule,) = book.on_account
    return rule


def test_a_rule_on_accounts_is_read(book: Callable[..., Rulebook]) -> None:
    rule = only(book(channels=["公众号"], relax={"account": {"brand": "known"}, "to": "info"}))
    assert rule.audit == Share(Which(("promotion",)), Which(), "above", 0.5, 4)
    assert rule.channels == ("wechat",)
    assert rule.relax[0].to is Severity.INFO
    bad, good = rule.examples
    assert bad.case is not None and good.case is not None
    assert (bad.case.push, bad.case.segments, bad.case.mix) == ("服务号", ("甲",), {"value": 40})
    assert (bad.case.groups[0].times, bad.case.groups[0].counts) == (6, {"views": 90})
    assert good.case.account.brand == ("known",)
    assert "推广 6 篇，每 2 天一篇，阅读 90" in "\n".join(terminal_page(rule))


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ({"kind": "terms", "terms": ["最"]}, "terms"),
        ({"of": {"kind": "value"}}, "kind"),
        ({**SHARE, "below": 0.1}, "写一个"),
        ({"kind": "share", "of": {"kind": "value"}, "least": 3}, "写一个"),
        ({**SHARE, "of": {"kind": "valeu"}}, "value"),
        ({**SHARE, "of": {}}, "kind 或 stage"),
        ({**SHARE, "above": 2}, "0–1"),
        ({"kind": "share", "of": {"stage": "follow"}, "over_target": 0.1, "least": 3}, "目标"),
        ({"kind": "gap", "least": 3}, "every"),
        ({"kind": "gap", "every": ["channel"], "least": 3}, "segment"),
        ({"kind": "repeats"}, "times"),
        ({"kind": "repeats", "times": 1}, "至少是 2"),
        ({"kind": "reception", "by": "author", "measure": "unfollows", "least": 3}, "author"),
        ({"kind": "rhythm", "silence": 0, "spread": 1, "least": 8}, "silence"),
    ],
)
def test_a_mistake_in_a_check_is_told_at_its_place(
    book: Callable[..., Rulebook], check: Mapping[str, Any], said: str
) -> None:
    found = book(check)
    assert found.on_account == ()
    (error,) = found.errors
    assert error.line > 0
    if said != "silence":
        assert said in str(error)


@pytest.mark.parametrize(
    "more",
    [
        {"fix": {"applicability": "safe", "title": {"zh": "改", "en": "fix"}, "remove": True}},
        {"doubt": {"of": "unlawful", "below": 0.1, "to": "info"}},
        {"budget": 1},
        {"extra": "hygiene"},
        {"when": {"stage": ["follow"]}},
    ],
    ids=lambda more: next(iter(more)),
)
def test_what_is_for_drafts_alone_is_refused(
    book: Callable[..., Rulebook], more: Mapping[str, Any]
) -> None:
    assert len(book(**more).errors) == 1


@pytest.mark.parametrize(
    "posts", [[], [{"times": 1000}], [{"kind": "valeu"}], [{"views": -1}], [{"mood": "好"}]]
)
def test_a_mistake_in_an_example_is_told(
    book: Callable[..., Rulebook], posts: list[dict[str, Any]]
) -> None:
    examples = {"bad": [{"posts": posts}], "good": [{"posts": [{"kind": "value"}]}]}
    (error,) = book(examples=examples).errors
    assert error.line > 0


def test_no_draft_is_shown_to_it(book: Callable[..., Rulebook]) -> None:
    found = book()
    assert found.usual == frozenset()
    assert list(run_examples(found)) == []
    assert list(measure(found)) == []


def test_values_are_read_as_written(make_rule: Make) -> None:
    from contentai.yamlread import read_yaml

    def read(text: str) -> object:
        root = read_yaml(text, "c.yaml")
        assert root is not None
        return read_account_check(root)

    assert read("{kind: gap, every: [stage, segment], least: 9}") == Gap(
        Which(), ("stage", "segment"), 9
    )
    assert read("{kind: repeats, channels: 2}") == Repeats(0, 2)
    with pytest.raises(DataError, match=r"c\.yaml:1"):
        read("{kind: reception, by: kind, measure: unfollows, above: 1, below: 1, least: 5}")


def test_shipped_rules_on_accounts_are_few_and_say_where_they_come_from() -> None:
    book = load_rulebook([resources.rules_dir()])
    assert 10 <= len(book.on_account) <= 14
    for rule in book.on_account:
        assert rule.id.startswith("ACC-") and rule.pack == "account"
        assert all(source.kind == "article" for source in rule.sources)
        assert sum(e.bad for e in rule.examples) <= sum(not e.bad for e in rule.examples)
        words = f"{rule.advice.zh}{rule.why.zh if rule.why else ''}"
        assert "涨粉" not in words  # nobody is told to chase followers
        assert Path(rule.file).read_text("utf-8").startswith("#")  # what its thresholds rest on
