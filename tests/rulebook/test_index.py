"""The index of the built-in patterns is a shortcut and never changes what is found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from contentai import resources
from contentai.rulebook.index import INDEX_FILE, index_from, index_of, read_index
from contentai.rulebook.lexicon import Lexicon, digest
from contentai.rulebook.literals import MARKS, UNKNOWN, Need, Shape, Way
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
    lexicon = Lexicon({digest("甲|乙丙"): Shape((Way((Need(frozenset(["甲", "乙丙"]), 0),), 2),))})
    number = lexicon.add_pattern("甲|乙丙")
    other = lexicon.add_pattern("丁")
    assert lexicon.search("乙丙").possible == {number, other}
    assert lexicon.search("乙").possible == {other}
    assert lexicon.occurs(number, "乙丙")


def test_a_pattern_that_is_not_vetted_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="missing"):
        Lexicon({digest("甲"): UNKNOWN}).add_pattern("(甲")


def test_the_index_says_nothing_of_what_always_must_be_tried() -> None:
    lexicon = Lexicon()
    lexicon.add_pattern(r"[^甲]+")
    lexicon.add_pattern("最(?:好|佳)")
    lexicon.add_pattern("不找", scanned=False)
    assert index_of(lexicon) != index_of(Lexicon())
    known = index_from(json.loads(index_of(lexicon)))
    assert known == {
        digest(r"[^甲]+"): UNKNOWN,
        digest("最(?:好|佳)"): Shape(
            (Way((Need(frozenset("最"), 0), Need(frozenset("好佳"), 1)), 1),), MARKS
        ),
        digest("不找"): UNKNOWN,
    }
