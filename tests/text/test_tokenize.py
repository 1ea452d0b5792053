"""contentai.text.tokenize: words with their places, by either engine."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.text.tokenize import ENGINES, Engine, is_word, tag, words

# jieba is a declared dependency; a checkout may still run without it.
absent = pytest.mark.skipif(find_spec("jieba") is None, reason="jieba is not installed")
both = pytest.mark.parametrize(
    "engine", [pytest.param(name, marks=absent if name == "jieba" else ()) for name in ENGINES]
)
texts = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("茶叶营销文章最佳 \n\r。a1-."),
    max_size=40,
)


@both
@settings(max_examples=60)
@given(text=texts)
def test_words_joined_are_the_text(engine: Engine, text: str) -> None:
    cut = words(text, engine)
    assert "".join(cut) == text
    assert all(cut)


@both
@settings(max_examples=60)
@given(text=texts)
def test_tokens_lie_where_they_say_one_after_the_other(engine: Engine, text: str) -> None:
    at = 0
    for token in tag(text, engine):
        assert at <= token.span.start < token.span.end
        assert text[token.span.start : token.span.end] == token.text
        assert token.pos
        at = token.span.end


@both
def test_tokens_carry_parts_of_speech_and_leave_no_word_out(engine: Engine) -> None:
    text = "我们今天喝茶。"
    tokens = tag(text, engine)
    assert "".join(token.text for token in tokens) == text
    by_word = {token.text: token.pos for token in tokens}
    assert by_word["我们"] == "r"
    assert by_word["今天"] == "t"
    assert by_word["。"] == "x"


@both
def test_dictionary_words_are_known_and_others_are_not(engine: Engine) -> None:
    assert is_word("最佳人选", engine)
    assert is_word("文章", engine)
    assert not is_word("鲮鳢鳣", engine)
    assert not is_word("", engine)


@both
def test_an_empty_text_has_no_words(engine: Engine) -> None:
    assert words("", engine) == []
    assert tag("", engine) == []


def test_words_are_the_same_before_and_after_rjieba_is_loaded() -> None:
    code = """
import sys
from contentai.text import tokenize
text = "我们今天喝茶，电话010-6666-8888，张小芳同学。"
early = tokenize.words(text), tokenize.is_word("今天"), tokenize.is_word("天喝")
assert "rjieba" not in sys.modules
assert early[1:] == (True, False)
while "rjieba" not in sys.modules:
    assert tokenize.words(text) == early[0]
assert tokenize.words(text) == early[0]
tokenize.is_word.cache_clear()
assert (tokenize.is_word("今天"), tokenize.is_word("天喝")) == (True, False)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_rjieba_is_loaded_at_once_for_much_text() -> None:
    code = """
import sys
from contentai.text import tokenize
tokenize.expect(1000)
assert "rjieba" not in sys.modules
tokenize.expect(1_000_000)
assert "rjieba" in sys.modules
print("|".join(tokenize.words("我们今天喝茶")))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert run.stdout.decode().split() == ["我们|今天|喝茶"]
