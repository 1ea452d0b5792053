"""Standard input, which a caller may have closed, and the lines of it or of a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path
from typing import TextIO, cast

from contentai.cli.failure import Failure
from contentai.language import Bilingual, system_reason
from contentai.text.decode import decode
from contentai.text.decoded import UnreadableText

# What is taken of standard input at a time; no pipe holds more.
_ROOM = 1 << 16
_CLOSED = Bilingual("标准输入是关着的，没有东西可读", "standard input is closed")


def open_standard_input() -> TextIO:
    """Standard input. Raises ``Failure`` when it is closed."""
    if sys.stdin is None:
        raise Failure(str(_CLOSED))
    return sys.stdin


def read_standard_input() -> bytes:
    """All bytes of standard input. Raises ``Failure`` when there is none to read."""
    try:
        return open_standard_input().buffer.read()
    except OSError as error:
        raise Failure(f"{_CLOSED} ({system_reason(error)})") from None


def read_lines(name: str) -> Iterator[str]:
    """Lines of a file (``-`` = standard input), split at LF only.

    U+2028 and its kin may stand inside of what is written on one line. Raises ``Failure``.
    """
    data = _data(name)
    try:
        text = decode(data).text
    except UnreadableText as error:
        raise _unreadable(name, error) from None
    yield from text.split("\n")


def read_records(name: str) -> Iterator[list[str | None]]:
    """The same in lists, with None for each line that is no UTF-8 in a file that else is.

    A file is one list. Of standard input each list holds what has arrived, and nothing is
    waited for but the end of a line: a program may keep its end open and read the answers. Only
    where what arrives is no UTF-8 the end is waited for, which tells the encoding. Raises
    ``Failure``.
    """
    if name != "-":
        yield _records(name, _data(name))
        return
    stream = cast(BufferedIOBase, open_standard_input().buffer)
    pieces: list[bytes] = []
    known = False
    while data := _arrived(stream):
        head, ends, tail = data.rpartition(b"\n")
        if not ends:
            pieces.append(data)
            continue
        lines, pieces = b"".join([*pieces, head]), [tail]
        text = _certain(lines)
        if text is None and not known:
            yield _records(name, b"".join([lines, ends, tail, read_standard_input()]))
            return
        # ASCII may still turn out to be the beginning of anything.
        known |= not lines.isascii()
        yield [*text.split("\n")] if text is not None else _by_line(lines)
    last = b"".join(pieces)
    yield _by_line(last) if known else _records(name, last)


def _arrived(stream: BufferedIOBase) -> bytes:
    try:
        return stream.read1(_ROOM)
    except OSError as error:
        raise Failure(f"{_CLOSED} ({system_reason(error)})") from None


def _certain(data: bytes) -> str | None:
    """The text of what is UTF-8 beyond doubt."""
    try:
        text, encoding = decode(data)
    except UnreadableText:
        return None
    return text if encoding.startswith("utf-8") else None


def _records(name: str, data: bytes) -> list[str | None]:
    try:
        return [*decode(data).text.split("\n")]
    except UnreadableText as error:
        lines = _by_line(data)
        if error.kind != "encoding" or not any(line and line.strip() for line in lines):
            raise _unreadable(name, error) from None
        return lines


def _by_line(data: bytes) -> list[str | None]:
    return [_utf8(line) for line in data.split(b"\n")]


def _data(name: str) -> bytes:
    try:
        return read_standard_input() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        words = Bilingual(
            f"读不了 {name}：{system_reason(error)}", f"cannot read {name}: {system_reason(error)}"
        )
        raise Failure(str(words)) from None


def _utf8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _unreadable(name: str, error: UnreadableText) -> Failure:
    return Failure(str(Bilingual(f"{name}：{error.message_zh}", f"{name}: {error.message_en}")))
