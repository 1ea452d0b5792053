"""contentai.located: words that keep their place, and what is told of unknown ones."""

from __future__ import annotations

import copy
import pickle

from contentai.language import Bilingual
from contentai.located import error_at, nearest, unknown_word
from contentai.yamlread import read_yaml


def test_a_word_far_from_all_others_gets_the_whole_list() -> None:
    words = unknown_word("qqqq", {"weibo", "sms"}, Bilingual("词", "word"))
    assert words == Bilingual(
        "不认识的词“qqqq”；可以用：sms、weibo", "unknown word 'qqqq'; valid: sms, weibo"
    )
    assert nearest("qqqq", ["weibo", "sms"]) is None
    assert nearest("wiebo", ["weibo", "sms"]) == "weibo"


def test_a_word_is_a_string_that_keeps_its_place_through_copies_and_processes() -> None:
    root = read_yaml("a: [x, MOB]\n", "f.yaml")
    assert root is not None
    word = root.table()["a"].words()[1]
    assert word == "MOB"
    assert {word: 1}["MOB"] == 1
    for same in (word, copy.deepcopy(word), pickle.loads(pickle.dumps(word))):
        error = error_at(same, Bilingual("不对", "wrong"))
        assert (error.file, error.line, error.column) == ("f.yaml", 1, 8)
    assert (error_at("MOB", Bilingual("", "")).file, type(str(word))) == ("", str)


def test_an_error_without_a_file_is_its_words_alone() -> None:
    error = error_at("chanell", Bilingual("不认识", "unknown"))
    assert str(error) in ("不认识", "unknown")
