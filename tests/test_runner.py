"""contentai.runner: what was judged is known again, and only while it is the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from contentai import linter, resources
from contentai.diagnostics import Diagnostic
from contentai.lint.cache import Cache
from contentai.lint.engine import Setting
from contentai.lint.outcome import FileOutcome
from contentai.lint.reading import Draft
from contentai.located import DataError
from contentai.request import LintRequest, cache_folder
from contentai.rulebook.loader import Rulebook
from contentai.rulebook.subject import Subject
from contentai.runner import Runner
from tests.cli.house import furnish

TEXT = "筐里有绿苹果和黄香蕉。\n".encode()


@pytest.fixture
def house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_rules: Callable[..., Path]
) -> Path:
    # In place of the shipped rules, which take longer to open than all else here.
    few = write_rules(tmp_path / "rules")
    monkeypatch.setattr(resources, "rules_dir", lambda: few)
    monkeypatch.chdir(furnish(tmp_path / "house", "select: [TRY]"))
    return tmp_path / "house"


def runner(**options: object) -> Runner:
    request = LintRequest(**options)  # type: ignore[arg-type]
    return Runner(request, Cache(cache_folder(request)))


def judge(runner: Runner, data: bytes = TEXT, name: str = "a.md") -> FileOutcome:
    ((_, outcome),) = runner.judged([Draft(name, data)])
    return outcome


def knows(runner: Runner, data: bytes = TEXT, name: str = "a.md") -> bool:
    """True when a draft is judged without the rules being opened."""
    judge(runner, data, name)
    return "linter" not in vars(runner)


def seen(outcome: FileOutcome) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity.value) for finding in outcome.findings]


def test_the_second_time_it_is_known_and_the_same(house: Path) -> None:
    first, second = runner(), runner()
    before = judge(first)
    assert seen(before) == [("TRY-001", "error"), ("TRY-002", "warning")]
    assert judge(second) == before
    assert "linter" not in vars(second)
    assert first.conditions == second.conditions
    assert judge(Runner(LintRequest())) == before
    assert (house / ".contentai" / "cache" / ".gitignore").is_file()


def test_another_name_of_the_same_format_is_the_same_draft(house: Path) -> None:
    judge(runner())
    assert knows(runner(), TEXT, "b/c.markdown")
    assert judge(runner(), TEXT, "b/c.markdown").path == "b/c.markdown"
    assert not knows(runner(), TEXT, "a.txt")


CHANGES: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "a rule's words": (
        lambda house: rewrite(house / "house" / "TRY-002.yaml", "黄香蕉", "筐"),
        ["TRY-002", "TRY-001"],
    ),
    "a rule gone": (lambda house: (house / "house" / "TRY-001.yaml").unlink(), ["TRY-002"]),
    "the settings": (
        lambda house: rewrite(house / "contentai.yaml", "select: [TRY]", "select: [TRY-001]"),
        ["TRY-001"],
    ),
}


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_it_is_judged_anew(house: Path, change: str) -> None:
    judge(runner())
    watched = runner()
    judge(watched)
    assert not watched.has_changed()
    make, rules = CHANGES[change]
    make(house)
    assert watched.has_changed()
    after = runner()
    assert [rule for rule, _ in seen(judge(after))] == rules
    assert knows(runner())


def test_what_was_before_a_change_is_known_again_after_taking_it_back(house: Path) -> None:
    file = house / "contentai.yaml"
    before = file.read_text("utf-8")
    judge(runner())
    file.write_text(before + "fail_on: never\n", "utf-8")
    assert judge(runner()).fail_on == "never"
    file.write_text(before, "utf-8")
    again = runner()
    assert judge(again).fail_on == "error"
    assert "linter" not in vars(again)


def test_a_file_that_is_extended_counts(house: Path) -> None:
    (house / "team.yaml").write_text("severity: {TRY-001: info}\n", "utf-8")
    (house / "contentai.yaml").write_text("extends: team.yaml\nrules: [house]\nselect: [TRY]\n")
    assert seen(judge(runner()))[0] == ("TRY-001", "info")
    (house / "team.yaml").write_text("", "utf-8")
    assert seen(judge(runner()))[0] == ("TRY-001", "error")
    (house / "team.yaml").write_text("severity: {TRY-001: warning}\n", "utf-8")
    assert seen(judge(runner()))[0] == ("TRY-001", "warning")


def test_options_and_language_count(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judge(runner())
    assert seen(judge(runner(ignore=("TRY-001",)))) == [("TRY-002", "warning")]
    assert not knows(runner(channel="wechat"))
    monkeypatch.setenv("CONTENTAI_LANG", "en")
    assert judge(runner()).findings[0].message == "found 绿苹果"
    monkeypatch.setenv("CONTENTAI_LANG", "zh")
    assert knows(runner())


def test_another_installation_of_the_same_version_does_not_answer_for_this_one(
    house: Path, monkeypatch: pytest.MonkeyPatch, write_rules: Callable[..., Path]
) -> None:
    # As if all files had been left alone for long: only then is their state enough.
    monkeypatch.setattr("contentai.lint.stamps._SETTLED", -60.0)
    few = {"weibo": {"name": {"zh": "微博", "en": "Weibo"}}}
    here, other = resources.rules_dir(), write_rules(house.parent / "other", channels=few)
    draft = ("---\nchannel: wechat\n---\n" + TEXT.decode()).encode()
    channel = judge(runner(), draft).channel
    assert channel == "wechat"
    monkeypatch.setattr(resources, "rules_dir", lambda: other)
    assert judge(runner(), draft).channel is None
    monkeypatch.setattr(resources, "rules_dir", lambda: here)
    assert knows(runner(), draft)


def test_where_overrides_look_at_paths_so_does_the_cache(house: Path) -> None:
    with (house / "contentai.yaml").open("a", encoding="utf-8") as file:
        file.write("overrides: [{files: sms/**, ignore: [TRY-001]}]\n")
    assert len(seen(judge(runner(), TEXT, "a.md"))) == 2
    assert len(seen(judge(runner(), TEXT, "sms/a.md"))) == 1
    assert knows(runner(), TEXT, "sms/../a.md") is False
    assert knows(runner(), TEXT, "a.md")
    assert knows(runner(), TEXT, str(house / "sms" / "a.md"))


def test_a_configuration_that_cannot_be_used_is_told_every_time(house: Path) -> None:
    judge(runner())
    for _ in range(2):
        with pytest.raises(DataError, match="NOPE"):
            runner(ignore=("NOPE",)).look()
    rewrite(house / "contentai.yaml", "select: [TRY]", "select: [TRX]")
    for _ in range(2):
        with pytest.raises(DataError, match="TRX"):
            runner().look()


def test_rules_that_are_left_out_are_told_every_time(house: Path) -> None:
    (house / "house" / "TRY-009.yaml").write_text("id: TRY-009\nname: {zh: 甲\n", "utf-8")
    for _ in range(2):
        one = runner()
        judge(one)
        assert ["TRY-009.yaml" in str(words) for words in one.conditions.left_out] == [True]
    assert "linter" not in vars(one)


def test_every_damaged_entry_heals(house: Path) -> None:
    before = judge(runner())
    entries = [p for p in (house / ".contentai" / "cache" / "v1").rglob("*") if p.is_file()]
    assert len(entries) >= 2
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-4])
    assert judge(runner()) == before
    assert knows(runner())


def test_a_rule_changed_under_way_does_not_stay_in_the_cache(house: Path) -> None:
    judge(runner())
    slow = runner()
    slow.look()
    rule = house / "house" / "TRY-001.yaml"
    text = rule.read_text("utf-8")
    rewrite(rule, "绿苹果", "苹果")
    assert not knows(slow, "苹果。".encode())
    rule.write_text(text, "utf-8")
    assert seen(judge(runner(), "苹果。".encode())) == []


def test_the_cache_lies_where_it_is_told_to(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cache_folder(LintRequest()) == house / ".contentai" / "cache"
    monkeypatch.chdir(tmp_path)
    assert house not in cache_folder(LintRequest()).parents
    monkeypatch.setenv("CONTENTAI_CACHE_DIR", str(tmp_path / "ci"))
    assert cache_folder(LintRequest()) == tmp_path / "ci" / "contentai"  # others may use it too


def test_what_the_program_fails_on_takes_no_other_draft_with_it(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = linter.lint_subjects

    def failing(cases: Sequence[tuple[Subject, Setting]], book: Rulebook) -> list[list[Diagnostic]]:
        if any("炸" in subject.document.text for subject, _ in cases):
            raise RuntimeError("boom")
        return usual(cases, book)

    monkeypatch.setattr(linter, "lint_subjects", failing)
    drafts = [Draft("a.md", TEXT), Draft("b.md", "油炸绿苹果。".encode()), Draft("c.md", TEXT)]
    outcomes = [outcome for _, outcome in runner().judged(drafts)]
    assert [outcome.error and outcome.error.kind for outcome in outcomes] == [
        None,
        "internal",
        None,
    ]
    assert seen(outcomes[0]) == seen(outcomes[2]) == [("TRY-001", "error"), ("TRY-002", "warning")]
