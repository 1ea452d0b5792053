"""Bytes to text: which encoding a draft is in, or why it cannot be read.

The order, each step only where the one before does not hold:

1. byte order marks (UTF-8, UTF-16, UTF-32);
2. magic numbers of files that are not text, and pointers of Git LFS;
3. strict UTF-8, unless it holds NULs;
4. UTF-16 and UTF-32 without a mark, when the characters are Chinese or printable ASCII;
5. NULs or many control characters: binary;
6. UTF-8 with broken bytes: an error that names the first, never GB18030 mojibake;
7. GB18030 against Big5, by how everyday the characters are (``plausible``);
8. charset-normalizer where neither is convincing, and its answer only for East Asian codecs
   whose text is plausible.

One broken byte never makes a file "some other encoding": what is nearly GB18030 or Big5 is an
error too. Line ends are left alone.
"""

from __future__ import annotations

import codecs
from typing import Final, NamedTuple

from contentai.text.signatures import POINTER, is_pointer, recognise


class Decoded(NamedTuple):
    """``text`` and the Python codec it was read with: ``data.decode(encoding) == text``."""

    text: str
    encoding: str


class UnreadableText(Exception):  # noqa: N818 - its name is part of the interface
    """Bytes that are no text we can read.

    ``kind`` is ``"binary"``, ``"encoding"`` or, for Git LFS, ``"pointer"``; the messages say
    what was seen and the way out, for users, in Chinese and in English.
    """

    def __init__(self, kind: str, message_zh: str, message_en: str) -> None:
        super().__init__(kind, message_zh, message_en)
        self.kind = kind
        self.message_zh = message_zh
        self.message_en = message_en

    def __str__(self) -> str:
        return self.message_zh


_MARKS: Final = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES: Final = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32": "UTF-32",
    "gb18030": "GB18030/GBK",
    "big5": "Big5",
}
# What no text file holds; tab, line ends, form feed, backspace, escape and Ctrl-Z may occur.
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x08\x1a\x1b")) + b"\x7f"
_SAMPLE: Final = 1 << 16
_CONVINCING: Final = 1.0  # mean weight (plausible.py); wrong readings of prose lie below 0
_ODD: Final = -1.0
# Han without a NUL among them can be UTF-16, but ASCII letters in a row are letters.
_ASCII: Final = bytes(range(32, 127))
_MOST_ASCII: Final = 0.75
_EVERYDAY: Final = 3.0
_NEVER: Final = -5  # the weight of private use, Hangul and other scripts
# The syllables that Korean sentences are full of, and how much of a text they and all others are.
_KOREAN: Final = frozenset("이다는을를에의고하은가로니지서도기사습세요")
_KOREAN_SHARE, _HANGUL_SHARE, _FEWEST_HANGUL = 0.15, 0.9, 8


def decode(data: bytes) -> Decoded:
    """Read ``data`` as text.

    Returns ``Decoded`` with ``data.decode(encoding) == text`` exactly; empty input is ``''``
    in UTF-8, pure ASCII is called UTF-8. Raises ``UnreadableText`` for binary files and for
    text that is broken or in an encoding that cannot be told.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec)
    _refuse_known_formats(data)
    if b"\x00" not in data:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            utf8_error = error
        else:
            if not _mostly_controls(data):
                return Decoded(text, "utf-8")
        wide = _wide(data)
        if wide:
            return wide
        if _mostly_controls(data):
            raise _binary(
                f"{len(data)} 个字节里有 {_controls(data)} 个控制字符，不像文本",
                f"{_controls(data)} of its {len(data)} bytes are control characters",
            )
        if _mostly_utf8(data):
            raise _broken(data, "utf-8", utf8_error.start, utf8_error.end)
        return _chinese(data)
    wide = _wide(data)
    if wide:
        return wide
    cut = _wide(data[:-1]) if len(data) % 2 and len(data) > 8 else None
    if cut:
        raise _broken(data, cut.encoding, len(data) - 1, len(data))
    raise _binary(
        f"文件里有 {data.count(0)} 个空字节（NUL），不像文本",
        f"it holds {data.count(0)} NUL bytes and does not look like text",
    )


def _strictly(data: bytes, codec: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError as error:
        raise _broken(data, codec, error.start, error.end) from None


def _refuse_known_formats(data: bytes) -> None:
    if is_pointer(data):
        raise UnreadableText("pointer", *POINTER)
    guess = recognise(data)
    if guess:
        raise UnreadableText(
            "binary",
            f"这不是文本，看起来是{guess.after_zh}。{guess.way_zh}。",
            f"This is not text; it seems to be {guess.name_en}: {guess.way_en}.",
        )


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _mostly_controls(data: bytes) -> bool:
    count = _controls(data)
    return count >= 3 and count > 0.03 * len(data)


def _binary(zh: str, en: str) -> UnreadableText:
    return UnreadableText(
        "binary",
        f"看起来是二进制文件：{zh}。请确认给的是稿件，并另存为 UTF-8 纯文本。",
        f"This seems to be a binary file: {en}. Make sure that it is the draft, and save it as"
        " UTF-8 plain text.",
    )


def _broken(data: bytes, codec: str, start: int, end: int) -> UnreadableText:
    wide = codec.startswith(("utf-16", "utf-32"))
    before = data[:start]
    if wide:
        line = before.decode(codec, "ignore").count("\n") + 1
    else:
        line = before.count(b"\n" if b"\n" in data else b"\r") + 1
    name = _NAMES.get(codec, codec)
    shown = " ".join(f"{byte:02X}" for byte in data[start : max(end, start + 1)][:4])
    at_end = end >= len(data)
    where_zh = "文件末尾的字符不完整" if at_end else "可能混入了别的编码，或有字符被截断"
    where_en = "the last character is incomplete" if at_end else (
        "another encoding was pasted in, or a character was cut")  # fmt: skip
    return UnreadableText(
        "encoding",
        f"文件大体是 {name}，但第 {line} 行、偏移 {start} 字节（从 0 数）处的字节 {shown} "
        f"无法解码：{where_zh}。请改正或删去这几个字节，再另存为 UTF-8。",
        f"The file is mostly {name}, but the bytes {shown} on line {line}, at byte offset {start}"
        f" (from 0), cannot be decoded: {where_en}. Correct or delete these bytes and save the"
        " file again as UTF-8.",
    )


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark, where that reading is everyday text."""
    for width, names in ((4, ("utf-32-le", "utf-32-be")), (2, ("utf-16-le", "utf-16-be"))):
        if len(data) % width or not data:
            continue
        scored = []
        for codec in names:
            sample = data[:_SAMPLE]
            try:
                text = sample.decode(codec, "strict" if len(data) <= _SAMPLE else "ignore")
            except UnicodeDecodeError:
                continue
            share = _everyday_share(text) if b"\0" in data or _may_be_han(sample, text) else 0.0
            if share >= 0.6:
                scored.append((share, codec))
        for _, codec in sorted(scored, reverse=True):
            try:
                return Decoded(data.decode(codec), codec)
            except UnicodeDecodeError:
                continue
    return None


def _may_be_han(sample: bytes, text: str) -> bool:
    """False for a reading without NULs that another encoding explains better."""
    from contentai.text.plausible import weigh

    printable = len(sample) - len(sample.translate(None, _ASCII))
    if printable > _MOST_ASCII * len(sample) and _plausibility(text) < _EVERYDAY:
        return False
    return int(weigh(text).min(initial=0)) > _NEVER


def _everyday_share(text: str) -> float:
    """Share of characters that are common Chinese or printable ASCII; 0 with control characters."""
    if any(char in text for char in map(chr, _CONTROLS)):
        return 0.0
    from contentai.text.plausible import weigh

    common = weigh(text) > 0
    ascii_count = sum(text.count(chr(code)) for code in (9, 10, 13, *range(32, 127)))
    return (int(common.sum()) + ascii_count) / len(text) if text else 0.0


def _mostly_utf8(data: bytes) -> bool:
    """Whether enough of ``data`` is Han in valid UTF-8 that it must have been UTF-8.

    In GB18030 or Big5 prose some 2 % of the bytes happen to be such a sequence. In a short
    text that may be a third of it, but then the Han it spells are rare ones.
    """
    foreign = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    valid = data.decode("utf-8", "ignore")
    # Han by the high byte of its UTF-16 unit: counting bytes is faster than a regex.
    highs = valid.encode("utf-16-le")[1::2]
    whole = sum(highs.count(high) for high in range(0x4E, 0xA0))
    if 3 * whole < 0.1 * foreign or (whole == 1 and foreign > 8):
        return False
    return whole >= 10 or _plausibility(valid) > max(_readings(data).values())


def _plausibility(text: str) -> float:
    """``plausible.plausibility``, whose tables no draft in UTF-8 needs."""
    from contentai.text.plausible import plausibility

    return plausibility(text)


def _readings(data: bytes) -> dict[str, float]:
    """How plausible the beginning of ``data`` is in either legacy encoding."""
    sample = data[:_SAMPLE]
    return {
        "gb18030": _plausibility(sample.decode("gb18030", "replace")),
        "big5": _plausibility(sample.decode("cp950", "replace")),
    }


def _chinese(data: bytes) -> Decoded:
    readings = _readings(data)
    best = max(readings, key=lambda codec: readings[codec])
    if best == "gb18030" and _is_korean(data[:_SAMPLE]):
        raise UnreadableText(
            "encoding",
            "看起来是韩文（EUC-KR），不是中文。确实是中文的话，请用编辑器打开，另存为 UTF-8。",
            "This seems to be Korean in EUC-KR. If it is Chinese, open it in an editor and save it"
            " as UTF-8.",
        )
    near = abs(readings["gb18030"] - readings["big5"]) < 1.0
    # A few characters may be as common in both: drafts are far more often in GBK.
    if readings[best] < _CONVINCING or (near and best != "gb18030"):
        second_opinion = _normalizer(data)
        if second_opinion:
            return second_opinion
        if readings[best] < _ODD:
            raise UnreadableText(
                "encoding",
                "看不出文件的编码：按 UTF-8、GB18030、Big5 都读不出通顺的中文。"
                "请用编辑器打开，另存为 UTF-8。",
                "The encoding cannot be told: neither UTF-8 nor GB18030 nor Big5 gives readable"
                " Chinese. Open the file in an editor and save it as UTF-8.",
            )
    return _as_big5(data) if best == "big5" else _strictly(data, "gb18030")


def _is_korean(sample: bytes) -> bool:
    """Korean sentences, whose bytes are common characters in GBK too."""
    text = sample.decode("euc_kr", "replace")
    foreign = [c for c in text if c.isalpha() and not c.isascii()]
    hangul = sum("가" <= c <= "힣" for c in foreign)
    common = sum(c in _KOREAN for c in foreign)
    size = max(len(foreign), _FEWEST_HANGUL)
    shares = hangul >= _HANGUL_SHARE * size and common >= _KOREAN_SHARE * size
    return shares and text.count(" ") >= hangul // 8 >= 1  # words stand apart


def _as_big5(data: bytes) -> Decoded:
    """``data`` in the plainest of the Big5 family that reads all of it.

    ``big5`` is only named where it agrees with Windows' cp950: the two read a few signs, such
    as the wave dash, differently, and files come from Windows.
    """
    texts: dict[str, str] = {}
    reached = (-1, 0)
    for codec in ("big5", "cp950", "big5hkscs"):
        try:
            texts[codec] = data.decode(codec)
        except UnicodeDecodeError as error:
            reached = max(reached, (error.start, error.end))
    if "cp950" in texts:
        codec = "big5" if texts.get("big5") == texts["cp950"] else "cp950"
    elif texts:
        codec = next(iter(texts))
    else:
        raise _broken(data, "big5", *reached)
    return Decoded(texts[codec], codec)


def _normalizer(data: bytes) -> Decoded | None:
    """charset-normalizer's opinion, if its text is plausible Chinese."""
    from charset_normalizer import from_bytes

    codecs_tried = ["gb18030", "big5", "cp950", "big5hkscs"]
    match = from_bytes(data[:_SAMPLE], cp_isolation=codecs_tried).best()
    if match is None:
        return None
    try:
        text = data.decode(match.encoding)
    except UnicodeDecodeError:
        return None
    return Decoded(text, match.encoding) if _plausibility(text[:_SAMPLE]) > 0 else None
