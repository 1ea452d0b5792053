from __future__ import annotations

from contentai.classify.disguise import Written


def test_a_text_is_looked_at_in_small_letters_and_in_its_shape() -> None:
    text = "加V信Ab12٣①🍵\u0301\0，\ud800"
    written = Written.of(text)
    assert "".join(map(chr, written.raw)) == text.lower()
    assert "".join(map(chr, written.shape)) == "加A信Aa0000EE\0，\ud800"


def test_a_letter_with_a_longer_small_form_leaves_the_letters_as_they_are() -> None:
    assert "".join(map(chr, Written.of("İA").raw)) == "İA"
