"""What bytes are as text, or why they are none: with the messages for users."""

from __future__ import annotations

from typing import Final, NamedTuple

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
CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x08\x1a\x1b")) + b"\x7f"


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


def strictly(data: bytes, codec: str) -> Decoded:
    """``data`` as ``codec`` reads it. Raises ``UnreadableText`` at the first bytes it cannot."""
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError as error:
        raise broken(data, codec, error.start, error.end) from None


def broken(data: bytes, codec: str, start: int, end: int) -> UnreadableText:
    """The error that says which bytes of ``data`` keep it from being read as ``codec``."""
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
