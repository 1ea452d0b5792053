from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.embedding.charsmap import pack, unpack

HAN = st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)


@given(st.dictionaries(HAN, HAN, max_size=60))
def test_what_is_packed_is_unpacked(replaced: dict[str, str]) -> None:
    assert unpack(pack(replaced)) == replaced


@pytest.mark.parametrize("replaced", [{"ab": "c"}, {"氣": "空气"}, {"a": "b"}, {"é": "e"}])
def test_only_one_han_character_for_another(replaced: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="one character"):
        pack(replaced)


def test_the_library_reads_it_the_same() -> None:
    tokenizers = pytest.importorskip("tokenizers")
    replaced = {"氣": "气", "氤": "氲", "體": "体", "\u3400": "丘", "龥": "籲"}
    step = tokenizers.normalizers.Precompiled(pack(replaced))
    text = "天氣a氤體\u3400龥气氧體檢"
    assert step.normalize_str(text) == "".join(replaced.get(c, c) for c in text)


@pytest.mark.parametrize("damage", [slice(0, 3), slice(0, 200), slice(0, -30)])
def test_a_cut_map_is_refused_or_gives_less(damage: slice) -> None:
    replaced = {"氣": "气", "體": "体", "齊": "齐"}
    try:
        found = unpack(pack(replaced)[damage])
    except ValueError:
        return
    assert found.items() < replaced.items()
