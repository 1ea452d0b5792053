"""Reading the files of drafts without surprises."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from contentai.language import Bilingual, system_reason
from contentai.text.names import (
    DRAFTS,
    JSON,
    TABLES,
    WEB_ARCHIVES,
    WORD,
    WORKBOOKS,
)
from contentai.text.signatures import TO_CSV, is_pointer

if TYPE_CHECKING:
    from contentai.lint.row import Row
    from contentai.text.decoded import Decoded
    from contentai.text.word import Extracted

LARGEST = 64 << 20
_NO_FILE = Bilingual("文件不存在，请检查路径", "no such file; check the path")
_GLOB = re.compile(r"[*?[]")
_BY_SHELL = Bilingual(
    "文件不存在；这里不展开 * 和 ?：直接给目录，在终端里也可以去掉引号由 shell 展开",
    "no such file; * and ? are not expanded here: name the folder, or in a terminal leave out the "
    "quotes for the shell to do it",
)
_TO_LINES = Bilingual(
    "JSON 文件不直接读；一条一行存成 .jsonl 再检查，如 jq -c '.[]' 稿件.json > 稿件.jsonl",
    "JSON is not read; write one object a line as .jsonl: jq -c '.[]' posts.json > posts.jsonl",
)
_TO_HTML = Bilingual(
    "这是单个文件的网页存档；请在浏览器里另存为“网页，仅 HTML”（.html）再检查",
    "this is a web archive; save the page as HTML only (.html) in a browser",
)
_TO_DOCX = Bilingual(
    "这是带宏的 Word 文档或模板；请在 Word 或 WPS 里另存为 .docx 再检查",
    "this is a Word document with macros, or a template; save it as .docx",
)
_UNREAD = {
    **dict.fromkeys((".docm", ".dotx", ".dotm"), _TO_DOCX),
    **dict.fromkeys(WORKBOOKS, Bilingual(f"表格{TO_CSV[0]}", TO_CSV[1])),
    **dict.fromkeys(JSON, _TO_LINES),
    **dict.fromkeys(WEB_ARCHIVES, _TO_HTML),
}
_SKIPPED = frozenset({"node_modules", "__pycache__"})


class FileError(NamedTuple):
    """Why a draft could not be read. ``kind`` is one word for programs.

    Kinds: missing, unreadable, special, too_large, binary, encoding, encrypted, broken,
    format, pointer; of rows of tables also columns, row; of what is staged also unmerged.
    """

    kind: str
    words: Bilingual


class Draft(NamedTuple):
    """A draft by the name that reports use. ``file`` is None for standard input.

    Of a ``row`` of a table, ``data`` is its text in UTF-8, ``file`` is None, and ``table`` is
    what the whole file holds.
    """

    name: str
    data: bytes | FileError
    file: Path | None = None
    row: Row | None = None
    table: Draft | None = None


def is_folder(path: Path) -> bool:
    """True for a folder; a path that cannot even be asked about is left to ``read_data``."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_table(name: str) -> bool:
    """True for the name of a file whose rows are drafts."""
    return PurePath(name).suffix.lower() in TABLES


def is_draft(path: Path, tables: Callable[[Path], bool] | None) -> bool:
    """True for a file in a folder that is taken for a draft by its name."""
    if is_table(path.name):
        return tables is not None and tables(path)
    return path.suffix.lower() in DRAFTS


def is_hidden(name: str) -> bool:
    """True for a name that is passed over in a folder.

    That is hidden, a folder of packages, or the mark of a document that Word has open.
    """
    return name.startswith((".", "~$")) or name in _SKIPPED


def read_file(path: Path) -> Decoded | Extracted | FileError:
    """What a file says, or why nothing can be read in it. Never raises for a bad file."""
    data = read_data(path)
    return data if isinstance(data, FileError) else understand(data, path.name)


def read_data(path: Path) -> bytes | FileError:
    """The bytes of a file, or why they cannot be had. Never raises for a bad file."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return FileError(
                "special",
                Bilingual("不是普通文件（是目录、管道或设备）", "not a regular file"),
            )
        if status.st_size > LARGEST:
            return _too_large(status.st_size)
        return path.read_bytes()
    except (FileNotFoundError, ValueError):  # ValueError: a NUL in the name
        return FileError("missing", _BY_SHELL if _is_pattern(path) else _NO_FILE)
    except OSError as error:
        reason = system_reason(error)
        return FileError(
            "unreadable",
            Bilingual(
                f"打不开：{reason.zh}；请检查权限", f"cannot be opened: {reason.en}; check it"
            ),
        )


def _is_pattern(missing: Path) -> bool:
    """True where the part of a path that is not there looks like a pattern of the shell."""
    named, above = _GLOB.search(missing.name), missing.parent
    return bool(named or (_GLOB.search(str(above)) and not is_folder(above)))


def understand(data: bytes, name: str) -> Decoded | Extracted | FileError:
    """What a file of this name says, or why nothing can be read in it."""
    words = _UNREAD.get(PurePath(name).suffix.lower())
    if is_pointer(data) or not (words or name.lower().endswith(WORD)):
        return decode_text(data)
    if words:
        return FileError("format", words)
    from contentai.text.decoded import UnreadableText
    from contentai.text.word import read_word

    try:
        return read_word(data)
    except UnreadableText as error:
        return FileError(error.kind, Bilingual(error.message_zh, error.message_en))


def decode_text(data: bytes) -> Decoded | FileError:
    """The decoded text of some bytes, or why they have none."""
    from contentai.text.decode import decode
    from contentai.text.decoded import UnreadableText  # what is cached needs no decoding

    try:
        return decode(data)
    except UnreadableText as error:
        return FileError(error.kind, Bilingual(error.message_zh, error.message_en))


def _too_large(size: int) -> FileError:
    return FileError(
        "too_large",
        Bilingual(
            f"文件有 {size >> 20} MB，超过 {LARGEST >> 20} MB 的上限；请拆开再检查",
            f"{size >> 20} MB is over the limit of {LARGEST >> 20} MB; split the file",
        ),
    )
