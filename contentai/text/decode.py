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
from typing import Final

from contentai.text.decoded import CONTROLS, Decoded, UnreadableText, broken, strictly
from contentai.text.signatures import POINTER, is_pointer, recognise

_MARKS: Final = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> Decoded:
    """Read ``data`` as text.

    Returns ``Decoded`` with ``data.decode(encoding) == text`` exactly; empty input is ``''``
    in UTF-8, pure ASCII is called UTF-8. Raises ``UnreadableText`` for binary files and for
    text that is broken or in an encoding that cannot be told.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return strictly(data, codec)
    _refuse_known_formats(data)
    if b"\x00" not in data:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            utf8_error = error
        else:
            if not _mostly_controls(data):
                return Decoded(text, "utf-8")
        from contentai.text.unmarked import chinese, mostly_utf8, wide

        found = wide(data)
        if found:
            return found
        if _mostly_controls(data):
            raise _binary(
                f"{len(data)} 个字节里有 {_controls(data)} 个控制字符，不像文本",
                f"{_controls(data)} of its {len(data)} bytes are control characters",
            )
        if mostly_utf8(data):
            raise broken(data, "utf-8", utf8_error.start, utf8_error.end)
        return chinese(data)
    from contentai.text.unmarked import wide

    found = wide(data)
    if found:
        return found
    cut = wide(data[:-1]) if len(data) % 2 and len(data) > 8 else None
    if cut:
        raise broken(data, cut.encoding, len(data) - 1, len(data))
    raise _binary(
        f"文件里有 {data.count(0)} 个空字节（NUL），不像文本",
        f"it holds {data.count(0)} NUL bytes and does not look like text",
    )


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


def _binary(zh: str, en: str) -> UnreadableText:
    return UnreadableText(
        "binary",
        f"看起来是二进制文件：{zh}。请确认给的是稿件，并另存为 UTF-8 纯文本。",
        f"This seems to be a binary file: {en}. Make sure that it is the draft, and save it as"
        " UTF-8 plain text.",
    )


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, CONTROLS))


def _mostly_controls(data: bytes) -> bool:
    count = _controls(data)
    return count >= 3 and count > 0.03 * len(data)
