"""corpora/claims and the probes like them: what a writer said offends is in the text."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from contentai import resources
from contentai.classify.training.datasets import load_claims

_PROBES = ("adlaw", "claims", "selling")
FILES = [
    *sorted((resources.corpora_dir() / "claims").glob("*.jsonl")),
    *(resources.corpora_dir() / "probes" / f"{name}.jsonl" for name in _PROBES),
]


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_claim_is_labelled_and_what_offends_is_in_it(file: Path) -> None:
    for row in rows(file):
        assert row["violation"] in (0, 1), row
        assert isinstance(row["text"], str) and row["text"].strip(), row
        assert isinstance(row["kind"], str), row
        span = row.get("span", [])
        for part in [span] if isinstance(span, str) else span:
            assert row["violation"] == 1 and part in row["text"], row


def test_no_claim_is_there_twice_and_no_probe_is_learned_from() -> None:
    texts = Counter(row["text"] for file in FILES for row in rows(file))
    assert [text for text, times in texts.items() if times > 1] == []


def test_the_wordings_that_offend_are_read() -> None:
    claims = load_claims(resources.corpora_dir())
    assert all(span in claim.text for claim in claims for span in claim.spans)
    marked = sum(bool(claim.spans) for claim in claims if claim.unlawful)
    assert marked > 0.6 * sum(bool(claim.unlawful) for claim in claims)
    assert not any(claim.spans for claim in claims if not claim.unlawful)
