"""contentai.rulebook.matchers.autocorrect: slips of spacing and width, and what is left alone."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.diagnostics import Diagnostic
from contentai.lint.fixes import apply_fixes, converge
from contentai.located import DataError
from contentai.rulebook import extras
from contentai.workspace import Workspace

Lint = Callable[..., list[Diagnostic]]
FIX = {"applicability": "safe", "title": {"zh": "改", "en": "mend"}, "suggested": True}
ALL = {"kind": "autocorrect"}


def slips(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(one.excerpt, one.fixes[0].edits[0].text) for one in found]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("letters", "用Excel记账", [("用E", "用 E"), ("l记", "l 记")]),
        (
            "digits",
            "共5天，涨3%吧",
            [("共5", "共 5"), ("5天", "5 天"), ("涨3", "涨 3"), ("%吧", "% 吧")],
        ),
        ("marks", "好,吗?", [(",", "，"), ("?", "？")]),
        ("forms", "型号ＡＢ１", [("Ａ", "A"), ("Ｂ", "B"), ("１", "1")]),
        ("blanks", "好 ，吗", [(" ，", "，")]),
        ("blanks", "好，  吗", [("，  ", "，")]),
    ],
)
def test_each_kind_of_slip_is_told_apart(
    lint: Lint, kind: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert slips(lint({**ALL, "of": [kind]}, text, fix=FIX)) == expected
    others = [k for k in ("letters", "digits", "marks", "forms", "blanks") if k != kind]
    found = slips(lint({**ALL, "of": others}, text, fix=FIX))
    assert not set(found) & set(expected)


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("```\n代码abc,代码\n```\n", "markdown"),
        ("看`代码abc,码`吧。", "markdown"),
        ("看<code>代码abc,码</code>吧。", "html"),
        ("[表格v2,新](https://example.com/中文abc)", "markdown"),
        ("见 https://example.com/中文abc,码", "plain"),
        ("---\ncampaign: 年终abc,回访\n---\n正文。", "plain"),
        ("中文**abc**中文", "markdown"),
        ("设(shè)计(jì)ab", "plain"),
        ("#徒步abc路线# 与 #爬山abc", "plain"),
        ("@小王abc 来", "plain"),
        ("这件T恤、那件T恤", "plain"),
        ("加V信abc1234,立减", "plain"),
        ("全 网 最 低 价 ,来", "plain"),
        ("国家级品质", "plain"),
    ],
)
def test_what_is_no_prose_or_hides_something_is_left_alone(
    lint: Lint, text: str, format: str
) -> None:
    assert slips(lint(ALL, text, format=format, fix=FIX)) == []


def test_an_edit_stands_at_its_place_in_the_source(lint: Lint) -> None:
    text = "---\ntitle: 用Word记\n---\n\n> **老板**说Excel好\n"
    found = lint(ALL, text, format="markdown", fix=FIX)
    assert [(one.place.line, one.excerpt) for one in found] == [
        (2, "用W"),
        (2, "d记"),
        (5, "说E"),
        (5, "l好"),
    ]
    assert apply_fixes(text, [found[2].fixes[0]]) == text.replace("说E", "说 E")


@given(
    st.text('中文好 ,，.。!Ab1%（）(“"Ａ５ \n#*`', max_size=40),
    st.sampled_from(["plain", "markdown"]),
)
def test_fixes_change_blanks_and_widths_and_nothing_else(
    lint: Lint, text: str, format: Any
) -> None:
    def plain(text: str) -> str:
        # 。 is a full stop of its own, not a wide dot.
        return "".join(unicodedata.normalize("NFKC", text).replace("。", ".").split())

    fixed = converge(lambda t: lint(ALL, t, format=format, fix=FIX), text)
    assert plain(fixed.text) == plain(text)
    assert fixed.settled


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "autocorrect_py", None)
    extras.installed.cache_clear()
    yield
    extras.installed.cache_clear()


@pytest.fixture
def workspace(tmp_path: Path) -> Callable[[str], Workspace]:
    def make(config: str) -> Workspace:
        (tmp_path / "contentai.yaml").write_text(config, "utf-8")
        return Workspace.open(tmp_path)

    return make


def rules(found: list[Diagnostic]) -> set[str]:
    return {one.rule for one in found}


def test_the_pack_is_off_until_it_is_asked_for(workspace: Callable[[str], Workspace]) -> None:
    text = "先泡米,全网最低价。"
    usual = rules(workspace("{}").lint_text(text))
    assert usual and "COPY-003" not in usual
    assert rules(workspace("enable: [COPY]").lint_text(text)) == usual | {"COPY-003"}
    assert rules(workspace("select: [COPY]").lint_text(text)) == {"COPY-003"}
    both = "enable: [COPY]\nignore: [COPY-003]"
    assert rules(workspace(both).lint_text(text)) == usual


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_only_asking_for_it_is_an_error(
    workspace: Callable[[str], Workspace],
) -> None:
    assert "COPY-003" not in rules(workspace("{}").lint_text("先泡米,再下锅。"))
    for config in (
        "enable: [COPY-003]",
        "select: [LAW, COPY]",
        "overrides: {files: a, enable: COPY}",
    ):
        with pytest.raises(DataError, match=r"contentai\[hygiene\]") as error:
            workspace(config).with_options().check()
        assert error.value.line == 1


def test_an_enabled_rule_may_not_be_ignored_in_one_file(
    workspace: Callable[[str], Workspace],
) -> None:
    with pytest.raises(DataError, match="enable"):
        workspace("enable: [COPY-001]\nignore: [COPY]")
