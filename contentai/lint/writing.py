"""Writing drafts and other files back: whole or not at all, in the encoding they came in."""

from __future__ import annotations

import codecs
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from contentai.language import Bilingual


class Unwritable(Exception):  # noqa: N818 - it says what the file is
    """Why a file was left as it is."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return str(self.words)


class Altered(Unwritable):
    """The file does not hold any more what it was read as."""


# Python writes these with the machine's byte order; a file keeps its own.
_ORDERED = (
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)


def encoded(text: str, encoding: str, before: str, data: bytes) -> bytes:
    """``text`` as the bytes of a file that held ``data``, which read as ``before``.

    Raises ``Unwritable`` when the encoding has no such character, or when writing even
    ``before`` would not give ``data`` back: the rest of the file must stay as it is.
    """
    mark, codec = b"", encoding
    for bom, name, ordered in _ORDERED:
        if encoding == name and data.startswith(bom):
            mark, codec = bom, ordered
            break
    if mark + in_bytes(before, codec) != data:
        raise Unwritable(
            Bilingual(
                f"照 {encoding} 写回去会改动别的字节，没有写；请先另存为 UTF-8",
                f"writing it as {encoding} would change other bytes; save it as UTF-8 first",
            )
        )
    return mark + in_bytes(text, codec)


def in_bytes(text: str, encoding: str) -> bytes:
    """``text`` in the encoding. Raises ``Unwritable`` when that lacks one of its characters."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        bad = text[error.start : error.start + 1] or "?"
        raise Unwritable(
            Bilingual(
                f"文件的编码 {encoding} 里没有“{bad}”，没有写；请先另存为 UTF-8",
                f"{encoding}, the file's encoding, has no {bad!r}; save it as UTF-8 first",
            )
        ) from None


def replace_file(path: Path, data: bytes | Iterable[bytes], expected: bytes | None = None) -> None:
    """Put ``data`` where ``path`` leads: a new file beside it takes its place in one step.

    A link stays a link, permissions stay. With ``expected`` the file must still hold that.
    Raises ``Altered`` when it does not, ``Unwritable`` when it may not be written to, and
    ``OSError``.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not os.access(target, os.W_OK):
        raise Unwritable(Bilingual("文件不许写", "the file may not be written to"))
    temporary = target.with_name(f".contentai-{os.getpid()}-{os.urandom(4).hex()}.new")
    try:
        with temporary.open("xb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(target, temporary)
        if expected is not None:
            _check(target, expected)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _check(file: Path, expected: bytes) -> None:
    if file.read_bytes() != expected:
        raise Altered(
            Bilingual(
                "检查的时候文件被别的程序改过，没有写；请再来一次",
                "another program changed it meanwhile; not written, try again",
            )
        )
