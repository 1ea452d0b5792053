from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker

from contentai.diagnostics import Applicability, Edit, Fix, Span
from contentai.lint.outcome import Suppressed
from contentai.report import Report
from contentai.report.sarif import render
from contentai.workspace import Workspace
from tests.cli.process import Call, perform
from tests.lint.house import furnish
from tests.report.hostile import NAME, WORDS, hostile, rich
from tests.report.house import outcome, report, rows

SCHEMA = Path(__file__).parent / "data" / "sarif-schema-2.1.0.json"


@pytest.fixture(scope="module")
def validator() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text("utf-8")), format_checker=FormatChecker())


def run_of(given: Report, validator: Draft4Validator) -> dict[str, Any]:
    """The one run of a valid log."""
    log = json.loads("".join(render(given)))
    assert [error.message for error in validator.iter_errors(log)] == []
    (run,) = log["runs"]
    return dict(run)


def test_columns_are_code_points_and_regions_hold_the_excerpt(
    house: Workspace, validator: Draft4Validator
) -> None:
    run = run_of(rich(house), validator)
    assert run["columnKind"] == "unicodeCodePoints"
    assert [(r["ruleId"], r["level"]) for r in run["results"]] == [
        ("TRY-001", "error"),
        ("TRY-002", "warning"),
        ("TRY-001", "error"),
    ]
    (place,) = run["results"][0]["locations"]
    assert place["physicalLocation"]["region"] == {
        **{"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 6},
        **{"charOffset": 2, "charLength": 3, "snippet": {"text": "绿苹果"}},
    }


def test_rules_are_described_once_and_referred_to(
    house: Workspace, validator: Draft4Validator
) -> None:
    run = run_of(replace(rich(house), rules=house.rulebook.rules), validator)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["TRY-001", "TRY-002"]
    assert rules[0]["shortDescription"]["text"] == "试用"
    assert "第一条" in rules[0]["help"]["text"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (place,) = result["locations"]
        index = place["physicalLocation"]["artifactLocation"]["index"]
        assert run["artifacts"][index]["location"]["uri"] == "%E7%A8%BF/a.md"


def test_what_is_suppressed_stays_in_and_says_so(
    house: Workspace, validator: Draft4Validator
) -> None:
    whole = rich(house)
    first = whole.outcomes[0]
    accepted = Suppressed(first.findings[0], "baseline", "")
    changed = first._replace(findings=first.findings[1:], suppressed=(*first.suppressed, accepted))
    run = run_of(replace(whole, outcomes=[changed]), validator)
    assert [(r["ruleId"], r["suppressions"]) for r in run["results"]] == [
        ("TRY-001", [{"kind": "external", "status": "accepted"}]),
        ("TRY-002", []),
        ("TRY-001", [{"kind": "inSource", "status": "accepted", "justification": "引用"}]),
    ]


def test_fingerprints_differ_within_a_draft_and_outlive_new_lines(
    house: Workspace, validator: Draft4Validator
) -> None:
    def prints(text: str) -> list[str]:
        results = run_of(report(outcome(house, text)), validator)["results"]
        return [result["partialFingerprints"]["contentai/v2"] for result in results]

    text = "绿苹果。\n\n绿苹果。"
    assert len(set(prints(text))) == 2
    assert prints("新的。\n\n" + text) == prints(text)


def test_fixes_name_what_they_delete_and_insert(
    house: Workspace, validator: Draft4Validator
) -> None:
    read = outcome(house, "绿苹果")
    fixes = tuple(
        Fix("换", level, (Edit(Span(0, 1), "红"), Edit(Span(3, 3), "！")))
        for level in (Applicability.UNSAFE, Applicability.DISPLAY)
    )
    changed = read._replace(findings=(read.findings[0]._replace(fixes=fixes),))
    (result,) = run_of(report(changed), validator)["results"]
    (fix,) = result["fixes"]  # what is only to be shown is none
    (change,) = fix["artifactChanges"]
    assert [
        (r["deletedRegion"]["charOffset"], r["deletedRegion"]["charLength"])
        for r in change["replacements"]
    ] == [(0, 1), (3, 0)]
    assert [r["insertedContent"]["text"] for r in change["replacements"]] == ["红", "！"]


def test_hostile_words_and_unread_files(house: Workspace, validator: Draft4Validator) -> None:
    run = run_of(hostile(house), validator)
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [item["message"]["text"] for item in invocation["toolExecutionNotifications"]]
    assert told == ["<不是>\n文本", "<注>"]
    assert unquote(run["artifacts"][0]["location"]["uri"]) == NAME
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        start = region["charOffset"]
        assert region["snippet"]["text"] == WORDS[start : start + region["charLength"]]


def test_a_snippet_is_the_text_of_the_file(tmp_path: Path, validator: Draft4Validator) -> None:
    folder = furnish(tmp_path)
    (folder / "a.html").write_text("<p>绿<b>苹</b>果</p>\n", "utf-8")
    rows = ['{"text": "绿苹果"}', r'{"text": "绿\u82f9果"}']
    (folder / "t.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / "t.csv").write_text('text\n"绿苹果，""甜"""\n', "utf-8")
    names = ("a.html", "t.jsonl", "t.csv")
    answer = perform(Call(("lint", *names, "--format", "sarif", "--select", "TRY-001"), folder))
    whole = json.loads(answer.out)
    validator.validate(whole)
    found = []
    for result in whole["runs"][0]["results"]:
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        name = place["physicalLocation"]["artifactLocation"]["uri"]
        start, end = region["charOffset"], region["charOffset"] + region["charLength"]
        held = (folder / name).read_text("utf-8")[start:end]
        snippet = region.get("snippet", {}).get("text")
        assert snippet in (held, None)
        found.append((name, held, snippet))
    assert found == [
        ("a.html", "苹</b>果", "苹</b>果"),
        ("t.jsonl", "苹果", "苹果"),
        ("t.jsonl", r"\u82f9果", None),
        ("t.csv", "苹果", "苹果"),
    ]


def test_links_and_placeholders_of_a_draft_are_only_text(
    house: Workspace, validator: Draft4Validator
) -> None:
    read = outcome(house, "绿苹果")
    finding = read.findings[0]._replace(message="找到“[点我](http://x.example) {0} {名} [注]”")
    (result,) = run_of(report(read._replace(findings=(finding,))), validator)["results"]
    assert result["message"]["text"].startswith(
        "找到“\\[点我](http://x.example) {{0}} {名} [注]”\n建议："
    )


def test_absolute_paths_are_file_uris_unless_they_lie_here(
    house: Workspace, validator: Draft4Validator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = (str(tmp_path / "a b.md"), "/elsewhere/%.md", "./c.md")
    run = run_of(report(*(outcome(house, "梨", path) for path in paths)), validator)
    assert [artifact["location"] for artifact in run["artifacts"]] == [
        {"uri": "a%20b.md", "uriBaseId": "%SRCROOT%"},
        {"uri": "file:///elsewhere/%25.md"},
        {"uri": "c.md", "uriBaseId": "%SRCROOT%"},
    ]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["绿苹果", "红", "\r", "\n", "\0", "𠮷", "{1}", "[", "](", "<p>"])))
def test_every_draft_gives_a_valid_log(
    house: Workspace, validator: Draft4Validator, pieces: list[str]
) -> None:
    run_of(report(outcome(house, "".join(pieces))), validator)


def test_nothing_checked_is_a_valid_log_too(validator: Draft4Validator) -> None:
    assert run_of(Report([], report().summary), validator)["results"] == []


def test_what_mends_a_row_is_no_fix_of_the_file(
    house: Workspace, validator: Draft4Validator
) -> None:
    fix = Fix("换", Applicability.SAFE, (Edit(Span(1, 2), "红"),))
    for read, fixed in (
        (rows(house, "编号,正文\n1,好绿苹果\n2,又一个绿苹果\n3,梨\n")[0], False),
        (outcome(house, "好绿苹果"), True),
    ):
        changed = read._replace(findings=(read.findings[0]._replace(fixes=(fix,)),))
        (result,) = run_of(report(changed), validator)["results"]
        assert ("fixes" in result) is fixed
