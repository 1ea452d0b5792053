"""contentai.yamlread and contentai.yamlvalue: YAML whose mistakes have a place and a way out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.language import Bilingual
from contentai.located import DataError
from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value


def read(text: str) -> Value:
    value = read_yaml(text, "f.yaml")
    assert value is not None
    return value


def refusal(action: Callable[[], object]) -> DataError:
    with pytest.raises(DataError) as caught:
        action()
    return caught.value


def place(error: DataError) -> tuple[str, int, int]:
    return error.file, error.line, error.column


def test_an_unknown_key_is_refused_at_its_place_with_the_nearest_one() -> None:
    value = read("甲: 1\n\n  \nchanell: wechat\n")
    error = refusal(lambda: value.table("甲", "channel", "stage"))
    assert place(error) == ("f.yaml", 4, 1)
    assert str(error) == "f.yaml:4:1: 不认识的键“chanell”；最接近的是“channel”"
    assert error.words.en == "unknown key 'chanell'; the nearest is 'channel'"


def test_all_unknown_keys_are_told_of_at_once() -> None:
    root = read_yaml("chanel: a\nstage: b\nstagge: c\n甲: d\n", "f.yaml")
    assert root is not None
    with pytest.raises(DataError) as caught:
        root.table("channel", "stage")
    assert (caught.value.line, caught.value.column) == (1, 1)
    assert caught.value.words.zh.endswith(
        "最接近的是“channel”；也不认识第 3 行“stagge”、第 4 行“甲”"
    )
    assert caught.value.words.en.endswith("'channel'; nor 'stagge' in line 3, '甲' in line 4")


def test_columns_count_code_points_not_bytes() -> None:
    value = read("标题: 好\n表: {甲乙丙丁: 😀, 键: x}\n")
    error = refusal(value.table()["表"].table()["键"].number)
    assert place(error) == ("f.yaml", 2, 17)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file_whatever_ends_them(end: str) -> None:
    value = read(end.join(["a: 1", "b:", "  - x", "  - y", ""]))
    assert [item.line for item in value.table()["b"].items()] == [3, 4]
    assert {item.column for item in value.table()["b"].items()} == {5}


def test_a_repeated_key_is_refused_at_its_second_place() -> None:
    error = refusal(read("a: 1\nb: 2\na: 3\n").table)
    assert place(error) == ("f.yaml", 3, 1)
    assert "a" in error.words.en
    assert "twice" in error.words.en


def test_a_missing_key_is_named() -> None:
    error = refusal(lambda: read("a: 1\n").table("a", "b", required=("a", "b")))
    assert place(error) == ("f.yaml", 1, 1)
    assert error.words == Bilingual("缺少键“b”", "missing key 'b'")


@pytest.mark.parametrize("text", ["- a\n", "word\n", "[a, b]\n", "~\n"])
def test_another_shape_than_a_mapping_is_refused(text: str) -> None:
    assert place(refusal(read(text).table)) == ("f.yaml", 1, 1)


def test_a_key_that_is_no_text_is_refused() -> None:
    assert place(refusal(read("? [a, b]\n: 1\n").table)) == ("f.yaml", 1, 3)


@pytest.mark.parametrize("written", ["nan", ".nan", "-1", "11", "1e400", "三", "0x5", ""])
def test_numbers_outside_their_range_are_refused(written: str) -> None:
    value = read(f"n: '{written}'\n").table()["n"]
    assert place(refusal(lambda: value.number(0, 10))) == ("f.yaml", 1, 4)


@pytest.mark.parametrize(
    ("written", "told"), [("-1", "，至少是 0"), ("2000000000", "，最多是 1000000000")]
)
def test_a_limit_that_is_hardly_one_is_told_where_it_is_passed(written: str, told: str) -> None:
    assert str(refusal(read(written).whole)).endswith(told)


@pytest.mark.parametrize(("written", "number"), [("0", 0), ("10", 10), ("2.5", 2.5), ("1e1", 10)])
def test_numbers_inside_their_range_are_read(written: str, number: float) -> None:
    assert read(written).number(0, 10) == number


@pytest.mark.parametrize("written", ["1.5", "-1", "1e12", "inf", "nan", "x"])
def test_whole_numbers_are_whole_and_bounded(written: str) -> None:
    refusal(read(f"'{written}'").whole)


def test_flags_are_true_or_false_and_nothing_else() -> None:
    assert read("true").flag() is True
    assert read("FALSE").flag() is False
    for other in ("yes", "on", "1", "~"):
        assert place(refusal(read(other).flag)) == ("f.yaml", 1, 1)


def test_a_single_value_is_a_list_of_one_and_nothing_is_an_empty_list() -> None:
    value = read("one: a\nmany: [a, b]\nnone:\n").table()
    assert value["one"].texts() == ("a",)
    assert value["many"].texts() == ("a", "b")
    assert value["none"].texts() == ()
    assert refusal(read("[a, [b]]").texts).column == 5


def test_both_languages_must_be_filled() -> None:
    assert read("{zh: 好 , en: ' good '}").bilingual() == Bilingual("好", "good")
    for text in ("{zh: 好}", "{zh: 好, en: ' '}", "{zh: 好, en: a, fr: b}", "好"):
        assert place(refusal(read(text).bilingual))[1] == 1


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3, 2),
        ("a: 'x\n", 2, 1),
        ("a: b: c\n", 1, 5),
        ("a: 1\n--- \nb: 2\n", 2, 1),
        ("\ta: 1\n", 1, 1),
    ],
)
def test_malformed_yaml_is_refused_where_it_breaks(text: str, line: int, column: int) -> None:
    assert place(refusal(lambda: read(text))) == ("f.yaml", line, column)


@pytest.mark.parametrize(
    "text",
    [
        *("a: [1\nb: 2", "a: {b: 1\nc: 2", "a: 'x", "a: b: c", "a: 1\n b: 2", "a:\n\t- b"),
        *("a: @x", "a: `x", 'a: "\\q"', 'a: "\\u12"', "a: *", "a: - b", "a: |x", "a: 1\n- b"),
        *('a: "b" c', "- a\n b\nc: d", "a: b\n\tc: d", "a:\n  - b\n  c: d", "key\nb: 1"),
    ],
)
def test_what_is_wrong_with_yaml_is_told_in_the_language_asked_for(text: str) -> None:
    told = refusal(lambda: read(text)).words
    assert not re.search("[A-Za-z]{3}", told.zh.removeprefix("YAML")), told.zh
    assert told.en.isascii()


def test_an_alias_bomb_is_refused_at_its_first_alias() -> None:
    bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    bomb += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    error = refusal(lambda: read("\n".join(bomb)))
    assert place(error) == ("f.yaml", 2, 10)
    assert "别名" in error.words.zh


def test_an_alias_to_itself_is_refused() -> None:
    assert place(refusal(lambda: read("a: &a [*a]\n"))) == ("f.yaml", 1, 8)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "{? "])
def test_deep_nesting_is_refused_not_followed(opening: str) -> None:
    error = refusal(lambda: read(opening * 5000))
    assert error.line == 1


def test_sixty_levels_are_read() -> None:
    value = read("[" * 60 + "]" * 60)
    assert value.is_list
    assert "60" in refusal(lambda: read("[" * 61 + "]" * 61)).words.zh


@pytest.mark.parametrize("text", ["", "\n \n", "# only a comment\n", "---\n"])
def test_an_empty_document_is_no_value_or_an_empty_one(text: str) -> None:
    value = read_yaml(text, "f.yaml")
    assert value is None or value.is_empty


def test_a_control_character_is_told_at_its_place() -> None:
    with pytest.raises(DataError) as caught:
        read_yaml("渠道: 短信\n# 注\x01释\n", "x.yaml")
    assert (caught.value.line, caught.value.column) == (2, 4)
    assert caught.value.words.zh == "YAML 写错了：有看不见的控制字符 U+0001，删掉它"


def test_what_is_no_control_character_is_not_called_one() -> None:
    with pytest.raises(DataError) as caught:
        read_yaml("渠道: 短\ufffe信\n", "x.yaml")
    assert caught.value.words.zh == "YAML 写错了：有 YAML 不收的字符 U+FFFE，删掉它"


@pytest.mark.parametrize("text", ["a: \0", "a: \x07", "a: \ud800", "%YAML 9.9\n---\na"])
def test_text_that_yaml_cannot_hold_is_refused(text: str) -> None:
    assert refusal(lambda: read(text)).file == "f.yaml"


def test_tags_build_no_objects() -> None:
    value = read("!!python/object/apply:os.system ['exit 3']")
    assert value.texts() == ("exit 3",)


yaml_like = st.lists(
    st.sampled_from(
        [*"-:?[]{},&*!|>'\"%@` \n\t#~", ": ", "- ", "a", "键", "<<", "...", "---", "1", "\r\n"]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=150)
@given(yaml_like | st.text(max_size=60))
def test_no_text_raises_anything_but_a_data_error(text: str) -> None:
    try:
        value = read_yaml(text, "f.yaml")
    except DataError as error:
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        # YAML 1.1 ends lines at NEL, LS and PS too.
        for char in "\x85\u2028\u2029":
            lines = lines.replace(char, "\n")
        assert 0 <= error.line <= lines.count("\n") + 2
        assert error.words.zh
        assert error.words.en
        return
    if value is not None:
        assert value.line >= 1
        assert value.column >= 1
