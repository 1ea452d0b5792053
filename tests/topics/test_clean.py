from __future__ import annotations

import pytest

from contentai.language import Bilingual
from contentai.topics.clean import MOST_CHARACTERS, Cleaned, clean, one_line

SENTENCE = "热水器的镁棒两年一换，水质硬的地方一年一换。"


def cleaned(text: str) -> Cleaned:
    found = clean(text)
    assert isinstance(found, Cleaned), found
    return found


def test_a_sound_text_stays_as_it_is() -> None:
    assert cleaned(SENTENCE) == Cleaned(SENTENCE)


def test_lines_are_trimmed_and_blank_ones_go() -> None:
    assert cleaned("\r\n一\u3000\r\n\r\n \t二\r三\u2028四\x0c").text == "一\n二\n三\n四"


def test_annotations_are_removed_and_told() -> None:
    found = cleaned("設(shè)計(jì)圖，" + SENTENCE)
    assert found.text == "設計圖，" + SENTENCE
    assert "2" in found.notes[0].zh


def test_garbled_sentences_go_the_others_stay() -> None:
    garbled = "娴嬭瘯鏂囨湰鏄\ufffd杩欐牱鐨勶紝鐪嬩笉鎳傘€俢"
    found = cleaned(SENTENCE * 6 + garbled + "。" + SENTENCE)
    assert "鏂囨" not in found.text
    assert found.text.count(SENTENCE) >= 6
    assert "乱码" in found.notes[0].zh


def test_a_garbled_text_is_refused() -> None:
    found = clean("娴嬭瘯鏂囨湰鏄杩欐牱鐨勶紝鐪嬩笉鎳傘€俢" * 5)
    assert isinstance(found, Bilingual)
    assert "乱码" in found.zh


def test_a_book_is_no_article() -> None:
    assert isinstance(clean("字" * MOST_CHARACTERS), Cleaned)
    assert isinstance(clean("字" * (MOST_CHARACTERS + 1)), Bilingual)


@pytest.mark.parametrize("text", ["", " \n\n", "\x00\x01\x02"])
def test_nothing_is_left_of_nothing(text: str) -> None:
    assert cleaned(text).text == ""


def test_escape_codes_do_not_survive_and_emoji_do() -> None:
    assert cleaned("\x1b[31m红\x07👨‍👩‍👧").text == "[31m红👨‍👩‍👧"
    assert one_line(" 一\n二\t\x1b三 ") == "一 二 三"
