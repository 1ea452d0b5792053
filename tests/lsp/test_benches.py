"""What the workspaces behind open drafts tell besides faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from contentai.lsp.benches import Benches, Options
from contentai.lsp.places import Place
from tests.cli.house import furnish


@pytest.mark.parametrize("models", ["", "models: missing"])
def test_packs_without_rules_and_missing_models_are_told_until_mended(
    tmp_path: Path, models: str
) -> None:
    (furnish(tmp_path) / "none").mkdir()
    (tmp_path / "contentai.yaml").write_text(f"rules: [house, none]\n{models}\n", "utf-8")
    place = Place(tmp_path / "a.md", tmp_path, "markdown")
    benches = Benches()
    told = [note.zh for note in benches.at(place, Options()).notes]
    assert ["没有规则文件" in words for words in told] == [True, *([False] if models else [])]
    assert not models or "missing" in told[1]
    rule = (tmp_path / "house" / "TRY-001.yaml").read_text("utf-8")
    (tmp_path / "none" / "NEW-001.yaml").write_text(rule.replace("TRY-001", "NEW-001"), "utf-8")
    assert [note.zh for note in benches.at(place, Options()).notes] == told[1:]
