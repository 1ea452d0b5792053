"""contentai.text.lazy: patterns with cheap sets of Han characters mean what is written."""

from __future__ import annotations

import re

import pytest

from contentai.text import lazy

# Folded Chinese text: ASCII, marks, emoji, Han characters of the range.
CHARACTERS = [*map(chr, range(128)), *"，。！【】“”…·—🔥❤一丁不信薇龤龥"]
SOURCES = (
    "[一-龥]",
    "[^一-龥]",
    "[一-鿿]",
    "[一-龥A-Za-z0-9]",
    "[一-龥a-z]",
    "[一-龥0-9]",
    "[一-龥，🔥]",
    "[^一-龥，a-z]",
    "[，一-龥\\s\\]]",
    "[^\\]一-龥]",
    "(?<=[一-龥])[^一-龥]|(?<![^一-龥x]).",
    "\\[一-龥",
    "\\[[一-龥]|\\\\[一-龥]",
    "[\\[一-龥]",
)


@pytest.mark.parametrize("source", SOURCES)
def test_cheap_sets_match_what_is_written(source: str) -> None:
    plain, cheap = re.compile(source), lazy.compiled(source)
    texts = CHARACTERS + [f"{a}{b}" for a in CHARACTERS for b in "一x[，\\"]
    assert [t for t in texts if bool(plain.search(t)) != bool(cheap.search(t))] == []
    assert [plain.findall(t) for t in texts] == [cheap.findall(t) for t in texts]


def test_letters_of_other_scripts_count_as_han_and_latin_ones_do_not() -> None:
    found = lazy.compiled("[一-龥]+").findall("かな〇𠀀éabc１2_")
    assert found == ["かな〇𠀀é"]


def test_a_pattern_is_compiled_on_first_use_and_mistakes_show_then() -> None:
    wrong = lazy.pattern("(一")
    with pytest.raises(re.error):
        wrong.search("一")
    right = lazy.pattern("[a-z]一", re.IGNORECASE)
    assert right.fullmatch("X一") is not None
    assert right.flags & re.IGNORECASE
