"""Every claim of the articles is carried by something, and the trace says by what."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from contentai import resources
from contentai.located import DataError
from contentai.rulebook.explain import markdown_page, terminal_page
from contentai.rulebook.loader import load_rulebook
from contentai.rulebook.trace import Traced, claims_said, trace
from contentai.yamlread import read_yaml_file
from contentai.yamlvalue import Value


@pytest.fixture(scope="module")
def claims() -> dict[str, Traced]:
    folder = resources.rules_dir()
    return {claim.claim: claim for claim in trace(folder, load_rulebook([folder]))}


def test_all_sixty_claims_are_there_and_none_is_missing(claims: dict[str, Traced]) -> None:
    assert len(claims) == 60
    assert [c.claim for c in claims.values() if c.status == "missing"] == []


def test_a_claim_about_posts_is_carried_by_a_rule(claims: dict[str, Traced]) -> None:
    assert all(c.status == "rule" for c in claims.values() if "P" in c.where)


def test_a_rule_stands_under_the_claim_it_names(claims: dict[str, Traced]) -> None:
    book = load_rulebook([resources.rules_dir()])
    for rule in book.rules.values():
        for source in rule.sources:
            if source.kind == "article":
                assert rule.id in claims[source.part].carried_by


def traced(folder: Path, claims: str) -> Sequence[Traced]:
    """A folder of these claims and no rule."""
    (folder / "claims.yaml").write_text(claims, "utf-8")
    (folder / "channels.yaml").write_text("wechat: {name: {zh: 公众号, en: w}}\n", "utf-8")
    return trace(folder, load_rulebook([folder]))


def test_what_is_not_built_yet_is_called_planned(tmp_path: Path) -> None:
    found = traced(
        tmp_path,
        "A0-01: {where: A, says: {zh: 甲, en: a}, planned: {zh: 以后, en: later}}\n"
        "A0-02: {where: A, says: {zh: 乙, en: b}, feature: {zh: 有了, en: here}, "
        "planned: {zh: 以后, en: later}}\n",
    )
    assert [claim.status for claim in found] == ["planned", "feature"]
    assert [claim.carried_by for claim in found] == [("以后",), ("有了", "以后")]


def test_what_is_built_is_no_longer_called_planned(claims: dict[str, Traced]) -> None:
    planned = [claim.planned for claim in claims.values() if claim.planned]
    assert not any("contentai audit" in words.zh or "topics" in words.zh for words in planned)
    assert all(c.status in ("rule", "feature") for c in claims.values())


def test_a_claim_about_the_account_is_carried_by_a_rule_on_it(claims: dict[str, Traced]) -> None:
    rules = {id for claim in claims.values() for id in claim.rules if id.startswith("ACC-")}
    assert rules == {rule.id for rule in load_rulebook([resources.rules_dir()]).on_account}
    by_relax_or_for_workflows = {"A0-08", "A1-09", "A2-02"}
    for claim in claims.values():
        if claim.where == "A" and claim.claim not in by_relax_or_for_workflows:
            assert any(id.startswith("ACC-") for id in claim.rules), claim


def test_a_claim_nobody_carries_is_missing(tmp_path: Path) -> None:
    found = traced(
        tmp_path,
        "A0-01: {where: P, says: {zh: 甲, en: a}, planned: {zh: 以后, en: later}}\n"
        "A0-02: {where: A, says: {zh: 乙, en: b}}\n",
    )
    assert [claim.status for claim in found] == ["missing", "missing"]


def test_a_rule_that_names_no_known_claim_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "claims.yaml").write_text("{}\n", "utf-8")
    with pytest.raises(DataError, match=r"claims\.yaml"):
        trace(tmp_path, load_rulebook([resources.rules_dir()]))


def test_the_claims_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    folder, read = resources.rules_dir(), []
    book = load_rulebook([folder])

    def counted(file: Path) -> Value | None:
        read.append(file)
        return read_yaml_file(file)

    monkeypatch.setattr("contentai.rulebook.trace.read_yaml_file", counted)
    trace(folder, book)
    assert len(read) == 1


def test_the_command_prints_the_public_shape() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "contentai", "rules", "trace", "--format", "json"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "CONTENTAI_LANG": "zh"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert {"claim", "where", "carried_by", "status"} <= rows[0].keys()
    assert {row["status"] for row in rows} <= {"rule", "feature", "planned"}


def test_the_pages_of_a_rule_say_what_the_claims_say(claims: dict[str, Traced]) -> None:
    book = load_rulebook([resources.rules_dir()])
    for rule in book.rules.values():
        cited = [source for source in rule.sources if source.kind == "article"]
        shown, written = "\n".join(terminal_page(rule)), markdown_page(rule)
        for source in cited:
            says = claims[source.part].says
            assert f"文章 {source.part}：{says.zh}" in shown
            assert f"- 文章 {source.part}：{says.zh} ({says.en})" in written
            assert not source.note or source.note.zh.partition("[")[0] in written


def test_a_folder_without_claims_has_no_words_for_them(tmp_path: Path) -> None:
    assert claims_said(tmp_path) == {}
