"""Standard input, which a caller may have closed, and the lines of it or of a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from contentai.cli.failure import Failure
from contentai.language import Bilingual, system_reason
from contentai.text.decode import UnreadableText, decode

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


def read_records(name: str) -> Iterator[str | None]:
    """The same, with None for each line that is no UTF-8 in a file that else is."""
    data = _data(name)
    lines: list[str | None]
    try:
        lines = [*decode(data).text.split("\n")]
    except UnreadableText as error:
        lines = [_utf8(line) for line in data.split(b"\n")]
        if error.kind != "encoding" or not any(line and line.strip() for line in lines):
            raise _unreadable(name, error) from None
    yield from lines


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
