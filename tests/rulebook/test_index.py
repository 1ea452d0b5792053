"""The index of the built-in patterns is a shortcut and never changes what is found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from contentai import resources
from contentai.rulebook.index import INDEX_FILE, Index, index_from, index_text, read_index
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.loader import load_rulebook
from contentai.rulebook.machine import digest


def test_the_shipped_index_knows_every_shipped_pattern_and_what_it_needs() -> None:
    folder = resources.rules_dir()
    book = load_rulebook([folder])
    known = read_index(folder)
    assert known is not None
    assert {digest(pattern) for pattern in book.lexicon.patterns} == known.numbers.keys()
    assert index_text(book.lexicon.index()) == (folder / INDEX_FILE).read_text("utf-8")


LOOSE = (
    '{"patterns":["a"],"kinds":[""],"runs":"","always":[],"strings":"b","sets":[[],[2]],"ways":[]}'
)


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"a": 3}', "\x00", LOOSE])
def test_without_a_sound_index_rules_are_read_all_the_same(
    content: str | None, tmp_path: Path
) -> None:
    shutil.copytree(resources.rules_dir() / "mobile", tmp_path / "mobile")
    shutil.copy(resources.rules_dir() / "channels.yaml", tmp_path)
    if content is not None:
        (tmp_path / INDEX_FILE).write_text(content, "utf-8")
    assert read_index(tmp_path) is None
    book = load_rulebook([tmp_path])
    assert not book.errors
    assert len(book.rules) == len([*tmp_path.rglob("*.yaml")]) - 1
    assert book.lexicon.patterns


def indexed(*patterns: str) -> Index:
    """An index of patterns that are scanned."""
    lexicon = Lexicon()
    for pattern in patterns:
        lexicon.add_pattern(pattern)
    return lexicon.index()


def test_a_vetted_pattern_is_tried_only_where_what_it_needs_is() -> None:
    lexicon = Lexicon(indexed("丙", "甲|乙丙"))
    number = lexicon.add_pattern("甲|乙丙")
    other = lexicon.add_pattern("丁")
    assert lexicon.search("乙丙").possible == {number, other}
    assert lexicon.search("乙").possible == {other}
    assert [span for span, _ in lexicon.search("甲乙丙").find(number)] == [(0, 1), (1, 3)]
    assert lexicon.occurs(number, "乙丙")


def test_a_pattern_that_is_not_vetted_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="missing"):
        Lexicon(indexed("甲")).add_pattern("(甲")


def test_an_index_is_read_as_it_was_written() -> None:
    lexicon = Lexicon()
    lexicon.add_pattern(r"[^甲]+")
    asked = lexicon.add_pattern("不找", scanned=False)
    lexicon.add_pattern(r"最(?:好|佳)\d+[^。]*第|头等")
    text = index_text(lexicon.index())
    again = index_from(json.loads(text))
    assert index_text(again) == text
    assert again.numbers.keys() == set(map(digest, lexicon.patterns))
    assert again.table.strings and not lexicon.is_scanned(asked)
    assert again.numbers[digest("不找")] not in {*again.table.always, *again.table.ways.pattern}


def test_a_pattern_that_the_built_in_rules_only_ask_about_is_found_all_the_same() -> None:
    lexicon = Lexicon()
    lexicon.add_pattern("甲", scanned=False)
    lexicon.add_pattern("乙")
    later = Lexicon(lexicon.index())
    number = later.add_pattern("甲")
    assert [span for span, _ in later.search("丙甲").find(number)] == [(1, 2)]


def test_terms_of_the_index_are_found_as_others_are() -> None:
    index = read_index(resources.rules_dir())
    assert index is not None
    assert index.terms
    for term in index.terms:
        text = f"前{term}后"
        hits = [Lexicon(known) for known in (index, None)]
        assert all(lexicon.add_terms([term]) == {0: term} for lexicon in hits)
        assert hits[0].scan_terms(text) == hits[1].scan_terms(text) != {}
