"""contentai.text.decode: encodings, and files that are none."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.text.decode import decode
from contentai.text.decoded import Decoded, UnreadableText

SIMPLIFIED = "春天到了，我们把新茶的做法写成一篇文章，欢迎大家来看看。"
TRADITIONAL = "春天到了，我們把新茶的做法寫成一篇文章，歡迎大家來看看。"
SENTENCES = (
    "这家店的老板每天早上五点起来和面",
    "今天想跟你说说怎么挑一双合脚的鞋",
    "用户问得最多的问题，我们放在这里",
    "买回去以后不会用，就来找我们的客服",
)
SHORT = ("这家店的老板人很好", "我们今天下午开会吗？", "价格不高，质量可以", "怎么做才能不失眠呢")
SHORT_TRADITIONAL = ("這家店的老闆人很好", "我們今天下午開會嗎？", "價格不高，質量可以")


def attempt(data: bytes) -> Decoded | UnreadableText:
    try:
        return decode(data)
    except UnreadableText as error:
        return error


chinese = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=6).map("，".join)
legacy = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030")


@pytest.mark.parametrize("codec", legacy)
@given(text=chinese)
def test_simplified_text_comes_back_from_every_codec(codec: str, text: str) -> None:
    assert decode(text.encode(codec)) == Decoded(text, codec)


@pytest.mark.parametrize("codec", [*legacy, "big5", "cp950", "big5hkscs"])
def test_traditional_text_comes_back_from_every_codec(codec: str) -> None:
    decoded = decode(TRADITIONAL.encode(codec))
    assert decoded.text == TRADITIONAL
    assert decoded.encoding == ("big5" if codec in ("cp950", "big5hkscs") else codec)


@given(
    st.binary(max_size=200) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_read_exactly_or_refused(data: bytes) -> None:
    decoded = attempt(data)
    if isinstance(decoded, UnreadableText):
        assert decoded.kind in ("binary", "encoding")
        assert decoded.message_zh
        assert decoded.message_en
    else:
        assert data.decode(decoded.encoding) == decoded.text


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("codec", ["gb18030", "utf-16-le", "utf-16-be"])
def test_ten_characters_suffice(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == Decoded(text, codec)


@pytest.mark.parametrize("text", SHORT_TRADITIONAL)
@pytest.mark.parametrize("codec", ["gb18030", "big5"])
def test_ten_traditional_characters_suffice(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == Decoded(text, codec)


def test_wave_dash_of_windows_is_cp950() -> None:
    text = TRADITIONAL + "～週末見～"
    assert decode(text.encode("cp950")) == Decoded(text, "cp950")


def test_hong_kong_characters_are_big5hkscs() -> None:
    text = "我哋嘅茶真係好飲，聽日再嚟啦，多謝大家支持。咗啲喺"
    assert decode(text.encode("big5hkscs")) == Decoded(text, "big5hkscs")


def test_empty_and_ascii_are_utf8() -> None:
    assert decode(b"") == Decoded("", "utf-8")
    assert decode(b"title: x\r\n\rbody\n") == Decoded("title: x\r\n\rbody\n", "utf-8")


def test_ascii_in_utf16_is_not_binary() -> None:
    assert decode("hello, world\r\n".encode("utf-16-le")).encoding == "utf-16-le"


def refused(data: bytes) -> UnreadableText:
    with pytest.raises(UnreadableText) as caught:
        decode(data)
    return caught.value


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04\x14\x00[Content_Types].xml\x00word/document.xml", "Word"),
        (b"PK\x03\x04\x14\x00\x00\x00a.txt", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a\x01\x00", "GIF"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"MZ\x90\x00\x03", ".exe"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
    ],
)
def test_known_formats_are_named_with_a_way_out(data: bytes, name: str) -> None:
    error = refused(data)
    assert error.kind == "binary"
    assert name in error.message_zh
    assert name in error.message_en
    assert "请" in error.message_zh


def test_a_latin_name_keeps_its_space() -> None:
    assert "看起来是 PNG 图片" in refused(b"\x89PNG\r\n\x1a\n\x00\x00").message_zh
    assert "看起来是旧版 Office 文档" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").message_zh


def test_nuls_and_control_characters_are_binary() -> None:
    assert refused(bytes(range(256)) * 4).kind == "binary"
    assert refused("文字".encode() * 9 + b"\x00").kind == "binary"
    assert refused(b"\x01\x02\x03\x04abc").kind == "binary"
    assert decode(b"\x1b[31mred\x1b[0m ten letters and more").encoding == "utf-8"


def test_mz_may_open_a_sentence() -> None:
    assert decode("MZ 世代爱喝什么".encode()).text == "MZ 世代爱喝什么"


BROKEN = "第一行\n" + SIMPLIFIED + "\n第三行"
SECOND = len("第一行\n".encode())


@pytest.mark.parametrize(
    ("data", "line", "offset"),
    [
        (BROKEN.encode()[:-1], 3, len(BROKEN.encode()) - 3),
        (BROKEN.encode()[:SECOND] + b"\xff" + BROKEN.encode()[SECOND:], 2, SECOND),
        (BROKEN.encode() + SIMPLIFIED.encode("gb18030"), 3, len(BROKEN.encode())),
        (BROKEN.encode()[: SECOND + 1] + BROKEN.encode()[SECOND + 2 :], 2, SECOND),
    ],
    ids=["truncated", "stray byte", "GBK pasted in", "byte lost"],
)
def test_broken_utf8_is_an_error_that_says_where(data: bytes, line: int, offset: int) -> None:
    error = refused(data)
    assert error.kind == "encoding"
    assert "UTF-8" in error.message_zh
    assert f"第 {line} 行" in error.message_zh
    assert f"line {line}," in error.message_en
    assert f"偏移 {offset} 字节" in error.message_zh
    assert f"offset {offset} " in error.message_en


def test_a_little_utf8_in_much_gb18030_is_an_error_too() -> None:
    assert refused((SIMPLIFIED * 4).encode("gb18030") + SIMPLIFIED.encode()).kind == "encoding"


@given(st.integers(0, 80), st.sampled_from([b"\xff", b"\x80", b"\xc4\xe3"]))
def test_utf8_with_a_wound_is_never_read_as_something_else(at: int, wound: bytes) -> None:
    data = (SIMPLIFIED * 3).encode()
    outcome = attempt(data[:at] + wound + data[at:])
    assert isinstance(outcome, UnreadableText), outcome
    assert outcome.kind == "encoding"


@pytest.mark.parametrize(("codec", "name", "text"), [
    ("gb18030", "GB18030", SIMPLIFIED), ("big5", "Big5", TRADITIONAL),
])  # fmt: skip
def test_truncated_legacy_text_names_its_encoding(codec: str, name: str, text: str) -> None:
    data = text.encode(codec) + text.encode(codec)[:1]
    error = refused(data)
    assert error.kind == "encoding"
    assert name in error.message_zh
    assert f"offset {len(data) - 1} " in error.message_en


def test_broken_utf16_is_an_error() -> None:
    assert refused(SIMPLIFIED.encode("utf-16")[:-1]).kind == "encoding"
    assert refused((SIMPLIFIED + "abc\n").encode("utf-16-le")[:-1]).kind == "encoding"


def test_western_text_is_not_turned_into_han() -> None:
    assert refused("Crème brûlée à la façon du café".encode("latin-1")).kind == "encoding"


def test_western_quotes_are_no_han_in_utf16() -> None:
    assert refused(b"abc \x93hello\x94 caf\xe9").kind == "encoding"


@pytest.mark.parametrize("text", ["满199减100", "满减", "秋刀鱼", "立减50", "龙湖璟宸府"])
def test_a_few_characters_are_rather_gbk(text: str) -> None:
    assert decode(text.encode("gbk")) == Decoded(text, "gb18030")


@pytest.mark.parametrize("text", ["龍湖璟宸府", "包郵", "防曬霜", "滿千送百"])
def test_a_few_characters_that_only_big5_makes_sense_of(text: str) -> None:
    assert decode(text.encode("big5")) == Decoded(text, "big5")


def test_korean_is_not_turned_into_han() -> None:
    error = refused("안녕하세요 오늘은 날씨가 좋습니다".encode("euc_kr"))
    assert error.kind == "encoding" and "韩文" in error.message_zh


def test_error_is_its_message() -> None:
    error = refused(b"\x00\x01")
    assert str(error) == error.message_zh


def test_large_files_are_decoded_whole() -> None:
    text = (SIMPLIFIED + "\n") * 80_000
    for codec in ("utf-8", "gb18030"):
        decoded = decode(text.encode(codec))
        assert (decoded.encoding, len(decoded.text)) == (codec, len(text))


def test_plain_text_imports_neither_normalizer_nor_dictionaries() -> None:
    code = (
        "import sys; from contentai.text.decode import decode;"
        f"decode({SIMPLIFIED!r}.encode()); decode({SIMPLIFIED!r}.encode('gbk'));"
        "assert not {'charset_normalizer', 'ftfy', 'pypinyin', 'opencc'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
