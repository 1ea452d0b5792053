"""contentai.workspace: overrides and account facts, as the findings show them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from contentai import Diagnostic, Workspace, resources
from contentai.lint.outcome import summarise
from contentai.located import DataError

MakeRule = Callable[..., dict[str, Any]]
WriteRules = Callable[..., Path]
Furnish = Callable[[str], Workspace]

DRAFT = "桌上有绿苹果和红苹果。"


def terms(word: str) -> dict[str, Any]:
    return {"kind": "terms", "terms": [word], "boundary": "none"}


@pytest.fixture
def furnish(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules, monkeypatch: pytest.MonkeyPatch
) -> Furnish:
    """A workspace whose built-in rules are three of fruit."""
    relax = {"account": {"brand": "known"}, "to": "info"}
    rules = [
        make_rule(terms("绿苹果"), "GREEN-001", severity="error", relax=relax),
        make_rule(terms("红苹果"), "RED-001", channels=["weibo"]),
        make_rule(terms("红苹果"), "FOOD-001", when={"account": {"category": ["food"]}}),
    ]
    built_in = write_rules(tmp_path / "built-in", *rules)
    monkeypatch.setattr(resources, "rules_dir", lambda: built_in)

    def open_with(text: str) -> Workspace:
        (tmp_path / "contentai.yaml").write_text(text, "utf-8")
        return Workspace.open(tmp_path)

    return open_with


def seen(findings: list[Diagnostic] | tuple[Diagnostic, ...]) -> dict[str, str]:
    return {finding.rule: finding.severity.value for finding in findings}


def write(folder: Path, name: str, text: str = DRAFT) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


OVERRIDES = """\
ignore: [FOOD]
overrides:
- {files: "weibo/**", channel: weibo}
- {files: "weibo/quiet/**", ignore: [GREEN], severity: {RED-001: info}}
- {files: "*.loud.md", severity: {RED: error}}
- {files: "food/**", select: [FOOD], account: {category: food}}
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.md", {"GREEN-001": "error"}),
        ("weibo/a.md", {"GREEN-001": "error", "RED-001": "warning"}),
        ("weibo/quiet/a.md", {"RED-001": "info"}),
        ("weibo/quiet/a.loud.md", {"RED-001": "error"}),
        ("food/a.md", {"FOOD-001": "warning"}),
    ],
)
def test_each_draft_is_judged_under_the_overrides_that_match_it(
    furnish: Furnish, tmp_path: Path, name: str, expected: dict[str, str]
) -> None:
    workspace = furnish(OVERRIDES)
    path = write(tmp_path, name)
    linter = workspace.with_options()
    assert seen(linter.lint_file(path).findings) == expected
    assert seen(linter.lint_bytes(path.read_bytes(), str(path)).findings) == expected
    assert seen(workspace.lint_text(DRAFT, path=str(path))) == expected


def test_a_relative_path_leads_from_the_workspace_wherever_the_program_runs(
    furnish: Furnish, tmp_path: Path
) -> None:
    linter = furnish(OVERRIDES).with_options()
    write(tmp_path, "weibo/a.md")
    quiet = write(tmp_path, "weibo/quiet/a.md").parent
    elsewhere = tmp_path / "else" / "where"
    elsewhere.mkdir(parents=True)
    for folder in (tmp_path, elsewhere, quiet):
        with chdir(folder):
            for name in ("weibo/a.md", "weibo/new.md"):
                expected = {"GREEN-001": "error", "RED-001": "warning"}
                assert seen(linter.lint_bytes(DRAFT.encode(), name).findings) == expected
                assert seen(linter.workspace.lint_text(DRAFT, path=name)) == expected
    with chdir(quiet):  # a file that lies here is meant, where none of the name lies there
        assert seen(linter.lint_file(Path("a.md")).findings) == {"RED-001": "info"}
    long = "字" * 200 + ".md"
    assert seen(linter.workspace.lint_text(DRAFT, path=long)) == {"GREEN-001": "error"}


def test_the_header_and_the_options_win_over_an_override(furnish: Furnish, tmp_path: Path) -> None:
    workspace = furnish(OVERRIDES)
    path = write(tmp_path, "weibo/b.md", f"---\nchannel: wechat\n---\n{DRAFT}")
    assert seen(workspace.with_options().lint_file(path).findings) == {"GREEN-001": "error"}
    linter = workspace.with_options(channel="weibo", select=("RED",))
    assert seen(linter.lint_file(path).findings) == {"RED-001": "warning"}
    plain = write(tmp_path, "weibo/quiet/c.md")
    linter = workspace.with_options(ignore=("RED",))
    assert seen(linter.lint_file(plain).findings) == {}


def test_an_unknown_rule_in_an_override_is_found_before_any_draft(
    furnish: Furnish, tmp_path: Path
) -> None:
    workspace = furnish("overrides:\n- files: a/**\n  ignore: [RED, GREN-001]\n")
    with pytest.raises(DataError) as caught:
        workspace.with_options().check()
    error = caught.value
    assert (error.file, error.line, error.column) == (str(tmp_path / "contentai.yaml"), 3, 17)
    assert "GREEN-001" in error.words.zh


def test_each_draft_fails_at_its_own_severity(furnish: Furnish, tmp_path: Path) -> None:
    text = "fail_on: error\noverrides:\n- {files: old/**, fail_on: never}\n"
    text += "- {files: weibo/**, channel: weibo, ignore: [GREEN], fail_on: warning}\n"
    linter = furnish(text).with_options()
    new, old = linter.lint_file(write(tmp_path, "a.md")), linter.lint_file(write(tmp_path, "old/a"))
    weibo = linter.lint_file(write(tmp_path, "weibo/a.md"))
    missing = linter.lint_file(tmp_path / "old" / "none.md")
    assert [summarise([o], 0).status for o in (new, old, weibo, missing)] == [1, 0, 1, 2]
    assert summarise([old, weibo], 0).status == 1
    assert summarise([old, missing, new], 0).status == 2
    assert summarise([], 0).status == 0


def test_a_fact_lowers_the_severity_and_the_message_says_so(
    furnish: Furnish, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "account: {brand: known}\n"
    (finding,) = furnish(text).lint_text(DRAFT)
    assert (finding.rule, finding.severity) == ("GREEN-001", "info")
    assert finding.message == "这里有“绿苹果”（账号是知名品牌，所以只算提示）"
    monkeypatch.setenv("CONTENTAI_LANG", "en")
    (finding,) = furnish(text).lint_text(DRAFT)
    assert finding.message == 'here is "绿苹果" (only a hint here: the account is a known brand)'


def test_without_the_fact_or_with_a_configured_severity_nothing_is_lowered(
    furnish: Furnish,
) -> None:
    for text in ("", "account: {brand: unknown}\n", "account: {category: pets}\n"):
        (finding,) = furnish(text).lint_text(DRAFT)
        assert (finding.severity, finding.message) == ("error", "这里有“绿苹果”")
    text = "account: {brand: known}\nseverity: {GREEN: warning}\n"
    (finding,) = furnish(text).lint_text(DRAFT)
    assert (finding.severity, finding.message) == ("warning", "这里有“绿苹果”")


def test_a_rule_for_certain_accounts_looks_at_no_other(furnish: Furnish) -> None:
    assert "FOOD-001" not in seen(furnish("").lint_text(DRAFT))
    assert "FOOD-001" not in seen(furnish("account: {category: pets}\n").lint_text(DRAFT))
    assert "FOOD-001" in seen(furnish("account: {category: [pets, food]}\n").lint_text(DRAFT))


@pytest.mark.parametrize(
    ("account", "severities"),
    [
        ("{}", {"weibo": {"ART-090": "warning"}, "moments": {"ART-093": "error"}}),
        ("{brand: known}", {"weibo": {"ART-090": "info"}, "moments": {"ART-093": "error"}}),
        (
            "{moments_selling: allowed}",
            {"weibo": {"ART-090": "warning"}, "moments": {"ART-093": "warning"}},
        ),
    ],
)
def test_the_shipped_rules_let_the_account_choose_its_side(
    tmp_path: Path, account: str, severities: dict[str, dict[str, str]]
) -> None:
    text = f"account: {account}\nselect: [ART-090, ART-093]\n"
    (tmp_path / "contentai.yaml").write_text(text, "utf-8")
    draft = "爆款面膜买二送一，全场五折，仅限今天，想要的宝宝马上扫码下单，错过等一年！"
    workspace = Workspace.open(tmp_path)
    found = {channel: seen(workspace.lint_text(draft, channel=channel)) for channel in severities}
    assert found == severities
