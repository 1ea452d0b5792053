"""What is wrong with JSON, TOML and patterns is told in the language asked for."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from contentai.malformed import not_json, not_toml, refused_pattern
from contentai.rulebook.machine import compile_pattern

_ENGLISH = re.compile("[A-Za-z]{2,}")


@pytest.mark.parametrize(
    "line",
    [
        *("", "{坏", '{"a" 1}', '{"a": }', '{"a": 1,}', '{"a": "x', '{"a": "\t"}', '{"a": "\\q"}'),
        *('{"a": 1} {', '{"a": "\\u12"}', '{"a": 1 "b": 2}', "[" * 100_000, "9" * 5000),
        "\ufeff{}",
    ],
)
def test_json(line: str) -> None:
    with pytest.raises((ValueError, RecursionError)) as caught:
        json.loads(line)
    words = not_json(caught.value)
    assert not _ENGLISH.search(words.zh.replace("JSON", "")), words.zh
    assert words.en.isascii()
    assert "line 1" not in words.en  # the line of the file is another


@pytest.mark.parametrize(
    "text",
    [
        *("a = x", "a", "a = 'x", 'a = "x', "a = [1", "a = {b = 1", "a = 1 b = 2", "a = 1\na = 2"),
        *("[a]\n[a]", "[a", "= 1", 'a = "\\q"', "a = \x01", "a = '''x", "a = {b=1,b=2}"),
    ],
)
def test_toml(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    words = not_toml(str(caught.value))
    assert not _ENGLISH.search(words.zh.replace("TOML", "")), words.zh
    assert not words.zh.endswith("：写法不对")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = 'x\nb = 'y'", "引号没有关上"),
        ('a = "x\nb = 1', "引号没有关上"),
        ("a = '\x01'", "控制字符"),
        ("a = 2020-13-01", "日期和数字要写对"),
        ("a = 0x", "日期和数字要写对"),
        ("a = 1 b = 2", "一行只写一个键"),
        ("a..b=1", "键写得不对"),
        ("[a..b]", "键写得不对"),
    ],
)
def test_toml_is_told_what_it_is(text: str, told: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    assert told in not_toml(str(caught.value)).zh


def test_what_nobody_knows_keeps_the_librarys_words() -> None:
    assert "写法不对（Something new）" in not_toml("Something new").zh
    assert "写法不对（Something new）" in not_json(json.JSONDecodeError("Something new", "", 0)).zh


@pytest.mark.parametrize(
    ("typed", "piece"),
    [
        *(("(红", ""), ("红)", ""), ("[红", ""), ("红**花", "**"), ("*红", "*"), ("红\\", "")),
        *(("红{2000}", "{2000}"), ("[花-a]", "花-a"), (r"(红)\1", r"\1"), ("(?=红)花", "(?=")),
        *(("红(?P<a", ""), ("(?>红)", "(?>"), ("((红{1000}){1000}){1000}", "")),
        *(("[[:红:]]", "[:红:]"), ("*", "")),
    ],
)
def test_a_pattern(typed: str, piece: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as caught:
        compile_pattern(f"^(?:{typed})")
    for unless in (False, True):
        words = refused_pattern(str(caught.value), typed, unless=unless)
        assert not words.zh.endswith("：写法不对")
        assert words.zh.endswith("within") is (unless and piece == "(?=")
        assert (f"（{piece}）" in words.zh) is (f"({piece})" in words.en) is bool(piece)
        assert "(?:" not in words.zh + words.en
