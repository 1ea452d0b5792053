"""``words.yaml``: word lists that the rules of a pack, and of packs after it, share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contentai.rulebook.loader import Rulebook, load_rulebook
from contentai.rulebook.matchers import Match
from contentai.rulebook.subject import Subject
from contentai.text.document import Document

Rule = dict[str, Any]
MakeRule = Callable[..., Rule]
WriteRules = Callable[..., Path]

WORDS = """
disease: [鼻炎, 关节炎, 关节]
symptom: [失眠]
illness: ['{disease}', '{symptom}', 咳嗽]
price: ['￥9.9', '(甲)']
days: '\\d+(?:天|周)'
soon: '{days}内?|当天'
"""


@pytest.fixture
def book(tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules) -> Callable[..., Rulebook]:
    """``book(check, …)``: rules TST-001, … beside the lists above."""

    def make(*checks: dict[str, Any], words: str = WORDS) -> Rulebook:
        rules = [make_rule(check, f"TST-{n:03}") for n, check in enumerate(checks, 1)]
        write_rules(tmp_path, *rules)
        (tmp_path / "words.yaml").write_text(words, "utf-8")
        return load_rulebook([tmp_path])

    return make


def marked(book: Rulebook, text: str, id: str = "TST-001") -> list[str]:
    document = Document.parse(text)
    matches: list[Match] = list(book.rules[id].check(Subject(document, book.lexicon)))
    return [document.text[slice(*match.span)] for match in matches]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("治{disease}", "治鼻炎，治胃病", ["治鼻炎"]),
        ("治{disease}", "治关节炎", ["治关节炎"]),
        ("治{disease}+", "治鼻炎鼻炎", ["治鼻炎鼻炎"]),
        ("治{illness}{1,2}", "治失眠咳嗽，治鼻炎", ["治失眠咳嗽", "治鼻炎"]),
        ("{soon}见效", "7天内见效，当天见效，明天见效", ["7天内见效", "当天见效"]),
        ("只要{price}", "只要￥9.9，只要￥919，只要（甲）", ["只要￥9.9", "只要（甲）"]),
        (r"\p{Han}{2}\x{7532}", "你好甲", ["你好甲"]),
    ],
)
def test_a_pattern_takes_a_list_in_by_its_name(
    book: Callable[..., Rulebook], pattern: str, text: str, found: list[str]
) -> None:
    assert marked(book({"kind": "pattern", "pattern": pattern}), text) == found


def test_so_does_an_exception(book: Callable[..., Rulebook]) -> None:
    check = {"kind": "pattern", "pattern": "治好", "unless": {"after": ["不了{disease}"]}}
    assert marked(book(check), "治好不了鼻炎，治好胃病") == ["治好"]


def test_terms_and_steps_take_lists(book: Callable[..., Rulebook]) -> None:
    terms = {"kind": "terms", "list": ["disease", "symptom"], "terms": ["便秘"]}
    alone = {"kind": "terms", "list": "symptom"}
    words = {"kind": "words", "sequence": [{"word": "治"}, {"list": "symptom", "mark": True}]}
    made = book(terms, alone, words)
    text = "鼻炎，失眠，便秘，治失眠，咳嗽"
    assert marked(made, text, "TST-001") == ["鼻炎", "失眠", "便秘", "失眠"]
    assert marked(made, text, "TST-002") == ["失眠", "失眠"]
    assert marked(made, text, "TST-003") == ["失眠"]


@pytest.mark.parametrize(
    ("check", "near"),
    [
        ({"kind": "pattern", "pattern": "治{diseas}"}, "disease"),
        ({"kind": "pattern", "pattern": "治", "unless": {"sentence": "{ilness}"}}, "illness"),
        ({"kind": "terms", "list": ["symptoms"]}, "symptom"),
        ({"kind": "words", "sequence": [{"list": "diseases"}]}, "disease"),
    ],
)
def test_an_unknown_list_is_refused_with_the_nearest_name(
    book: Callable[..., Rulebook], check: dict[str, Any], near: str
) -> None:
    (error,) = book(check).errors
    assert near in error.words.zh and near in error.words.en
    assert error.file.endswith("tst-001.yaml") and error.line > 1


def test_a_piece_of_a_pattern_is_no_list_of_words(book: Callable[..., Rulebook]) -> None:
    (error,) = book({"kind": "terms", "list": "days"}).errors
    assert "days" in error.words.zh and "days" in error.words.en


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("a: [甲]\nb: []", 2),
        ("a: [甲]\nb: ['']", 2),
        ("a: [甲]\nB: [乙]", 2),
        ("a: [甲]\nb: ['{c}']\nc: [丙]", 2),
        ("a: [甲]\nb: '{c}'", 2),
        ("a: [甲]\na: [乙]", 2),
        ("- 甲", 1),
    ],
)
def test_a_broken_list_is_told_of_and_the_rules_stand(
    book: Callable[..., Rulebook], words: str, line: int
) -> None:
    made = book({"kind": "pattern", "pattern": "治好"}, words=words)
    assert [(error.file[-10:], error.line) for error in made.errors] == [("words.yaml", line)]
    assert list(made.rules) == ["TST-001"]


def test_a_pack_sees_the_lists_of_those_before_it_and_cannot_redefine_them(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules
) -> None:
    own, pack = tmp_path / "own", tmp_path / "pack"
    write_rules(own / "a", make_rule({"kind": "terms", "list": "disease"}, "TST-001"))
    write_rules(own, channels={})
    # The list stands in a folder that sorts after that of the rule.
    (own / "b").mkdir()
    (own / "b" / "words.yaml").write_text("disease: [鼻炎]", "utf-8")
    check = {"kind": "pattern", "pattern": "治{disease}{more}"}
    write_rules(pack, make_rule(check, "USR-001"), channels=None)
    (pack / "words.yaml").write_text("disease: [胃病]\nmore: [全好]", "utf-8")
    book = load_rulebook([own, pack])
    assert [error.file for error in book.errors] == [str(pack / "words.yaml")]
    assert str(own / "b" / "words.yaml") in book.errors[0].words.en
    assert marked(book, "治鼻炎全好，治胃病全好", "USR-001") == ["治鼻炎全好"]
