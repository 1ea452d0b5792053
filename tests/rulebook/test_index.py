"""The index of the built-in patterns is a shortcut and never changes what is found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from contentai import resources
from contentai.rulebook.index import INDEX_FILE, index_of, read_index
from contentai.rulebook.lexicon import Lexicon, digest
from contentai.rulebook.loader import load_rulebook


def test_the_shipped_index_knows_every_shipped_pattern_and_what_it_needs() -> None:
    folder = resources.rules_dir()
    book = load_rulebook([folder])
    known = read_index(folder)
    assert {digest(pattern) for pattern in book.lexicon.patterns} == known.keys()
    assert index_of(book.lexicon) == (folder / INDEX_FILE).read_text("utf-8")


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"a": 3}', "\x00"])
def test_without_a_sound_index_rules_are_read_all_the_same(
    content: str | None, tmp_path: Path
) -> None:
    shutil.copytree(resources.rules_dir(), tmp_path / "rules")
    file = tmp_path / "rules" / INDEX_FILE
    file.unlink()
    if content is not None:
        file.write_text(content, "utf-8")
    assert read_index(tmp_path / "rules") == {}
    book = load_rulebook([tmp_path / "rules"])
    assert not book.errors
    assert len(book.rules) > 100


def test_a_vetted_pattern_is_tried_only_where_what_it_needs_is() -> None:
    lexicon = Lexicon({digest("甲|乙丙"): frozenset(["甲", "乙丙"])})
    number = lexicon.add_pattern("甲|乙丙")
    other = lexicon.add_pattern("丁")
    assert lexicon.possible_patterns("乙丙") == {number, other}
    assert lexicon.possible_patterns("乙") == {other}
    assert lexicon.occurs(number, "乙丙")


def test_a_pattern_that_is_not_vetted_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="missing"):
        Lexicon({digest("甲"): None}).add_pattern("(甲")


def test_the_index_says_none_of_what_always_must_be_tried() -> None:
    lexicon = Lexicon()
    lexicon.add_pattern(r"\d+")
    lexicon.add_pattern("最(?:好|佳)")
    table = json.loads(index_of(lexicon))
    assert table == {digest(r"\d+"): None, digest("最(?:好|佳)"): ["最"]}
