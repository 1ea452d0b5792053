"""Files as bytes and as text, or why they have none: bad files are told of, never raised."""

from __future__ import annotations

import stat
from pathlib import Path

from contentai.language import Bilingual, system_reason
from contentai.text.decode import decode
from contentai.text.decoded import UnreadableText


def storable(name: str) -> str:
    """A name as SQLite can hold it: of a file's the bytes that are no UTF-8 come out escaped."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def size_of(file: Path) -> int | Bilingual:
    """The size of a regular file in bytes, or why it cannot be read."""
    try:
        status = file.stat()
    except (FileNotFoundError, ValueError):  # ValueError: a NUL in the name
        return Bilingual("文件不存在，请检查路径", "no such file; check the path")
    except OSError as error:
        return unreadable(error)
    if not stat.S_ISREG(status.st_mode):
        return Bilingual("不是普通文件（是目录、管道或设备）", "not a regular file")
    return status.st_size


def read_data(file: Path, most: int) -> bytes | Bilingual:
    """All bytes of a file of at most ``most`` bytes, or why they cannot be had."""
    size = size_of(file)
    if isinstance(size, Bilingual):
        return size
    if size > most:
        return Bilingual(
            f"文件有 {size >> 20} MB，超过 {most >> 20} MB 的上限；请拆开",
            f"{size >> 20} MB is over the limit of {most >> 20} MB for one file; split it",
        )
    try:
        return file.read_bytes()
    except OSError as error:
        return unreadable(error)


def text_of(data: bytes) -> str | Bilingual:
    """The text of some bytes without a byte order mark, or why they have none.

    Kinds of files that are no text (pictures, archives, Word) are named.
    """
    try:
        return decode(data).text.removeprefix("\ufeff")
    except UnreadableText as error:
        return Bilingual(error.message_zh, error.message_en)


def text_of_word(data: bytes) -> str | Bilingual:
    """What a Word document (.docx) says, or why nothing can be had of it."""
    from contentai.text.word import read_word

    try:
        return read_word(data).text
    except UnreadableText as error:
        return Bilingual(error.message_zh, error.message_en)


def unreadable(error: OSError) -> Bilingual:
    """The words for a file that the system does not let us read."""
    reason = system_reason(error)
    return Bilingual(f"打不开：{reason.zh}", f"cannot be opened: {reason.en}")
