"""contentai.rulebook.loader: packs from folders, and rule files that are broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contentai import resources
from contentai.located import DataError
from contentai.rulebook.loader import load_rulebook

Rule = dict[str, Any]
MakeRule = Callable[..., Rule]
WriteRules = Callable[..., Path]
TERMS = {"kind": "terms", "terms": ["全网最低价"]}


def test_rules_come_in_the_order_of_their_ids_whatever_their_files(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules
) -> None:
    write_rules(tmp_path, make_rule(TERMS, "TST-003"))
    write_rules(tmp_path / "z" / "deep", make_rule(TERMS, "TST-001"), channels=None)
    write_rules(tmp_path / "a", make_rule(TERMS, "ABC-002"), channels=None)
    book = load_rulebook([tmp_path])
    assert list(book.rules) == ["ABC-002", "TST-001", "TST-003"]
    assert [rule.pack for rule in book.rules.values()] == ["a", "deep", tmp_path.name]
    assert book.errors == ()


@pytest.mark.parametrize(
    "broken",
    [
        b"id: [",
        b"",
        b"\xff\xfe\xfa",
        b"a: &a [*a]",
        b"[" * 5000,
        b"- 1",
        b"id: TST-009\n",
        b"id: \x00",
    ],
)
def test_a_broken_file_does_not_stop_the_others(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules, broken: bytes
) -> None:
    write_rules(tmp_path, make_rule(TERMS, "TST-001"), make_rule(TERMS, "TST-003"))
    (tmp_path / "tst-002.yaml").write_bytes(broken)
    book = load_rulebook([tmp_path])
    assert list(book.rules) == ["TST-001", "TST-003"]
    assert [error.file for error in book.errors] == [str(tmp_path / "tst-002.yaml")]


@pytest.mark.parametrize(
    "check",
    [
        {"kind": "all", "of": []},
        {"kind": "any", "of": []},
        {"kind": "missing", "when": TERMS, "needs": []},
        {"kind": "density", "of": {"characters": ""}, "max": 1},
        {"kind": "density", "of": {"characters": "\u200b"}, "max": 1},
        {"kind": "words", "sequence": [{"word": [""]}]},
        {"kind": "words", "sequence": []},
        {"kind": "words", "sequence": [{"gap": 1}]},
        {"kind": "terms", "terms": ["甲", " "]},
        {"kind": "terms", "terms": ["\u200b"]},
        {"kind": "terms", "terms": ["甲"], "unless": {"within": [""]}},
        {"kind": "terms", "terms": ["甲"], "unless": {"before": ["("]}},
        {"kind": "terms", "terms": ["甲"], "in": ["sidebar"]},
        {"kind": "terms", "terms": ["甲"], "min_count": 0},
        {"kind": "pattern", "pattern": "(?=甲)"},
        {"kind": "pattern"},
        {"kind": "length", "of": "title"},
        {"kind": "length", "of": "title", "limit": "title_most"},
        {"kind": "position", "of": "selling_sentence"},
        {"kind": "position", "of": "selling", "max_share_before_first": 0.5},
        {"kind": "position", "of": TERMS, "max_share_before_first": 1.5},
        {"kind": "score", "of": "clickbait", "unit": "sentence", "at_least": 0.5},
        {"kind": "score", "of": "spam", "unit": "title", "at_least": 0.5},
        {"kind": "score", "of": "spam", "at_least": 2},
        {"kind": "structure"},
        {"kind": "structure", "element": "image"},
        {"kind": "structure", "forbid": "imgae"},
        {"kind": "any", "of": [TERMS, {"kind": "terms"}]},
        {},
        [],
    ],
)
def test_an_impossible_check_is_an_error_with_a_place_and_stops_nobody(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules, check: Any
) -> None:
    write_rules(tmp_path, make_rule(TERMS, "TST-001"), make_rule(check, "TST-002"))
    book = load_rulebook([tmp_path])
    assert list(book.rules) == ["TST-001"]
    (error,) = book.errors
    assert error.file == str(tmp_path / "tst-002.yaml")
    assert error.line > 1
    assert error.column > 1


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ({"kind": "pattern", "pattern": ""}, "正则不能为空"),
        ({"kind": "pattern", "patterns": []}, "正则不能为空"),
        ({"kind": "pattern", "patterns": ["茶", ""]}, "正则不能为空"),
        ({"kind": "any", "of": [TERMS], "at_least": 3}, "of 里只有 1 个"),
    ],
)
def test_a_check_that_asks_for_nothing_is_refused_in_words(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules, check: Any, words: str
) -> None:
    write_rules(tmp_path, make_rule(TERMS, "TST-001"), make_rule(check, "TST-002"))
    (error,) = load_rulebook([tmp_path]).errors
    assert words in error.words.zh
    assert error.line > 1


@pytest.mark.parametrize("key", ["yields_to", "beyond"])
@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("TST-002", "让给自己"),
        ("TST-00", ""),
        ("TST-002x", "不认识的规则"),
        ("TST-009", "不认识的规则“TST-009”"),
        ("tst-001", "不认识的规则“tst-001”"),
        ("", "不认识的规则"),
        ("TST-001", ""),
        ("TST-0", ""),
        ("ABC", ""),
    ],
)
def test_a_rule_yields_to_others_that_there_are(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules, named: str, words: str, key: str
) -> None:
    yielding = make_rule(TERMS, "TST-002", **{key: [named]})
    write_rules(tmp_path, make_rule(TERMS, "ABC-001"), make_rule(TERMS, "TST-001"), yielding)
    book = load_rulebook([tmp_path])
    assert ("TST-002" in book.rules) is (not words)
    told = [(error.file, words in error.words.zh, error.line > 1) for error in book.errors]
    assert told == ([(str(tmp_path / "tst-002.yaml"), True, True)] if words else [])


def test_the_only_rule_of_a_pack_cannot_yield_to_the_pack(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules
) -> None:
    alone = make_rule(TERMS, "TST-001", yields_to=["TST"])
    write_rules(tmp_path, make_rule(TERMS, "ABC-001"), alone)
    book = load_rulebook([tmp_path])
    assert list(book.rules) == ["ABC-001"]
    assert ["让给自己" in error.words.zh for error in book.errors] == [True]


def test_lists_under_a_name_that_is_nearly_right_are_told(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules
) -> None:
    write_rules(tmp_path, make_rule(TERMS, "TST-001"))
    (tmp_path / "words.yml").write_text("tea: [茶]\n", "utf-8")
    (error,) = load_rulebook([tmp_path]).errors
    assert error.words.zh == "没有用：要叫 words.yaml，请改名"


def test_an_id_used_twice_is_an_error_that_names_both_files(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules
) -> None:
    write_rules(tmp_path / "a", make_rule(TERMS, name={"zh": "先", "en": "first"}), channels=None)
    write_rules(tmp_path, make_rule(TERMS, name={"zh": "后", "en": "second"}))
    book = load_rulebook([tmp_path])
    first, second = tmp_path / "a" / "tst-001.yaml", tmp_path / "tst-001.yaml"
    assert book.rules["TST-001"].name.en == "first"
    assert [error.file for error in book.errors] == [str(second)]
    assert str(first) in book.errors[0].words.zh
    assert str(first) in book.errors[0].words.en


def test_a_later_folder_adds_rules_and_replaces_channels(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules
) -> None:
    write_rules(tmp_path / "one", make_rule(TERMS, "TST-001"))
    channels = {"wechat": {"name": {"zh": "自家的", "en": "our own"}}}
    write_rules(tmp_path / "two", make_rule(TERMS, "TST-002"), channels=channels)
    write_rules(tmp_path / "three", make_rule(TERMS, "TST-003"), channels=None)
    book = load_rulebook([tmp_path / "one", tmp_path / "two", tmp_path / "three"])
    assert list(book.rules) == ["TST-001", "TST-002", "TST-003"]
    assert book.channels["wechat"].name.en == "our own"
    assert book.channels["weitao"].outside_links is False


def test_a_missing_folder_or_missing_channels_stop_at_once(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules
) -> None:
    with pytest.raises(DataError) as caught:
        load_rulebook([tmp_path / "none"])
    assert caught.value.file == str(tmp_path / "none")
    write_rules(tmp_path / "bare", make_rule(TERMS), channels=None)
    with pytest.raises(DataError) as caught:
        load_rulebook([tmp_path / "bare"])
    assert caught.value.file == str(tmp_path / "bare" / "channels.yaml")


def test_a_folder_named_like_a_rule_is_an_error_of_its_own(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules
) -> None:
    write_rules(tmp_path, make_rule(TERMS))
    (tmp_path / "folder.yaml").mkdir()
    book = load_rulebook([tmp_path])
    assert list(book.rules) == ["TST-001"]
    assert [error.file for error in book.errors] == [str(tmp_path / "folder.yaml")]


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["LAW"], {"LAW-001", "LAW-012"}),
        (["law-001"], {"LAW-001"}),
        ([" LAW-0＊ "], {"LAW-001", "LAW-012"}),
        (["law-01*"], {"LAW-012"}),
        (["LAWN"], {"LAWN-001"}),
        (["LAW-012", "LAWN-001", "LAW-012"], {"LAW-012", "LAWN-001"}),
        ([], set()),
    ],
)
def test_names_stand_for_a_rule_a_pack_or_a_range(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules, names: list[str], ids: set[str]
) -> None:
    all_ids = ("LAW-001", "LAW-012", "LAWN-001")
    write_rules(tmp_path, *(make_rule(TERMS, id) for id in all_ids))
    assert load_rulebook([tmp_path]).expand(names) == ids


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("LAW-1", "；是 LAW-001 吗？要指以它开头的全部规则，写 LAW-1*"),
        ("law-01", "“LAW-01”不是完整的规则号；是 LAW-001 吗？"),
        ("LAW-10", "写 LAW-10*"),
        ("LAW-", "写 LAW-*"),
    ],
)
def test_a_number_that_is_cut_is_no_range(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules, name: str, says: str
) -> None:
    write_rules(tmp_path, *(make_rule(TERMS, id) for id in ("LAW-001", "LAW-012", "LAW-100")))
    book = load_rulebook([tmp_path])
    with pytest.raises(DataError) as caught:
        book.expand([name])
    assert says in caught.value.words.zh
    assert book.expand([f"{name}*"])


@pytest.mark.parametrize(
    "name", ["LAWW", "LAW-9", "LAW-9*", "LA*", "*", "", "LA", "001", "LAW-001-x", "L"]
)
def test_a_name_that_no_rule_answers_to_is_refused_even_among_good_ones(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules, name: str
) -> None:
    write_rules(tmp_path, make_rule(TERMS, "LAW-001"))
    with pytest.raises(DataError) as caught:
        load_rulebook([tmp_path]).expand(["LAW-001", name])
    assert "LAW" in caught.value.words.zh


def test_the_shipped_packs_load_without_a_mistake() -> None:
    book = load_rulebook([resources.rules_dir()])
    assert [str(error) for error in book.errors] == []
    assert {"LAW", "PLAT"} <= {id.split("-")[0] for id in book.rules}
    assert set(book.channels) == {
        "wechat", "moments", "group", "weibo", "weitao", "xiaohongshu", "sms"
    }  # fmt: skip
