"""What a spam score comes to: one finding on the whole draft, a warning before it is an error."""

from __future__ import annotations

import json

from contentai import resources
from contentai.workspace import Workspace

WORKSPACE = Workspace.open("/")


def test_spam_is_told_from_its_threshold_on_and_nothing_else_on_the_whole() -> None:
    folder = resources.corpora_dir() / "probes"
    lines = [
        line
        for name in ("everyday", "chat", "lists", "short")
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    texts = [
        row["text"] for row in map(json.loads, lines) if row["intent"] in ("spam", "hard_sell")
    ]
    linter = WORKSPACE.with_options(select=("ART-090", "ART-091", "ART-093", "ART-094"))
    seen = set()
    for text in texts:
        outcome = linter.lint(WORKSPACE.parse(text, format="plain"))
        assert outcome.scores
        spam = outcome.scores.spam
        expected = "error" if spam >= 0.9 else "warning" if spam >= 0.5 else ""
        if abs(spam - 0.9) < 1e-3 or abs(spam - 0.5) < 1e-3 or len(text) <= 12:
            continue  # rounded
        found = {finding.rule: str(finding.severity) for finding in outcome.findings}
        assert found.get("ART-091", "") == expected
        assert not expected or set(found) == {"ART-091"}
        seen.add(expected)
    assert seen == {"error", "warning", ""}
