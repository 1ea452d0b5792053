"""The rule files as they were parsed are a shortcut: rules read by it are the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from contentai import resources
from contentai.located import DataError
from contentai.rulebook.loader import load_rulebook, rule_files, shipped_files
from contentai.rulebook.parsed import PARSED_FILE, parsed_of, read_parsed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "rules"
    shutil.copytree(resources.rules_dir(), copied)
    return copied


def test_what_ships_is_what_the_files_say() -> None:
    folder = resources.rules_dir()
    assert parsed_of(folder, shipped_files(folder)) == (folder / PARSED_FILE).read_text("utf-8")


def test_rules_are_the_same_with_it_and_without(folder: Path) -> None:
    quick = load_rulebook([folder])
    (folder / PARSED_FILE).unlink()
    slow = load_rulebook([folder])
    assert len(quick.rules) > 100
    assert quick.lexicon.patterns == slow.lexicon.patterns
    for id, rule in slow.rules.items():
        same = quick.rules[id]
        for name in ("message", "advice", "why", "sources", "when", "relax", "doubt"):
            assert getattr(same, name) == getattr(rule, name), (id, name)
        assert (same.file, same.line, same.severity) == (rule.file, rule.line, rule.severity)
        assert same.examples == rule.examples
        assert (same.fix is None) == (rule.fix is None)


def test_a_rule_file_that_was_edited_is_read_anew(folder: Path) -> None:
    file = next(file for file in rule_files(folder) if file.name.startswith("law-001"))
    text = file.read_text("utf-8")
    file.write_text(text.replace("superlatives with 最", "edited"), "utf-8")
    assert load_rulebook([folder]).rules["LAW-001"].name.en == "edited"
    file.write_text("id: [", "utf-8")
    book = load_rulebook([folder])
    assert "LAW-001" not in book.rules
    assert [error.file for error in book.errors] == [str(file)]


def test_examples_that_are_gone_when_they_are_asked_for_are_told_of(folder: Path) -> None:
    rule = load_rulebook([folder]).rules["LAW-001"]
    Path(rule.file).unlink()
    with pytest.raises(DataError, match="law-001"):
        _ = rule.examples


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 3}', "\x00", "null"])
def test_without_a_sound_file_rules_are_read_all_the_same(content: str, tmp_path: Path) -> None:
    shutil.copytree(resources.rules_dir() / "mobile", tmp_path / "mobile")
    shutil.copy(resources.rules_dir() / "channels.yaml", tmp_path)
    (tmp_path / PARSED_FILE).write_text(content, "utf-8")
    assert read_parsed(tmp_path) == {}
    book = load_rulebook([tmp_path])
    assert not book.errors
    assert len(book.rules) == len([*tmp_path.rglob("*.yaml")]) - 1


def test_a_damaged_file_is_not_used(folder: Path) -> None:
    file = folder / PARSED_FILE
    sound = file.read_bytes()
    assert "adlaw/law-001-superlatives.yaml" in read_parsed(folder)
    for at in (5, len(sound) // 2, len(sound) - 9):
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        assert read_parsed(folder) == {}
    assert load_rulebook([folder]).rules["LAW-001"].name.zh


def test_a_mistake_in_a_rule_of_ones_own_shows_when_it_is_loaded(tmp_path: Path) -> None:
    rule = next(resources.rules_dir().glob("adlaw/law-001*")).read_text("utf-8")
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "own.yaml").write_text(rule.replace("{found}”", "{found”"), "utf-8")
    book = load_rulebook([resources.rules_dir(), pack])
    assert [Path(error.file).name for error in book.errors] == ["own.yaml"]
