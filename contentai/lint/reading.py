"""From paths to drafts: which files are meant, and reading them without surprises."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from contentai.language import Bilingual, system_reason
from contentai.lint.ignoring import GIT_FILE, OWN_FILE, Ignoring, ignoring_at
from contentai.text.names import (
    DRAFTS,
    JSON,
    OTHER_TEXTS,
    TABLES,
    WEB_ARCHIVES,
    WORD,
    WORKBOOKS,
)
from contentai.text.signatures import TO_CSV, is_pointer

if TYPE_CHECKING:
    from contentai.lint.row import Row
    from contentai.text.decode import Decoded
    from contentai.text.word import Extracted

LARGEST = 64 << 20
_NO_FILE = Bilingual("文件不存在，请检查路径", "no such file; check the path")
_GLOB = re.compile(r"[*?[]")
_BY_SHELL = Bilingual(
    "文件不存在；* 和 ? 由 shell 展开，去掉引号再试，或者直接给目录",
    "no such file; * and ? are the shell's: leave out the quotes, or name the folder",
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
# What in a folder may be meant for a draft and is not read.
_PASSED = frozenset({*TABLES, *WORKBOOKS, *WEB_ARCHIVES, *OTHER_TEXTS})
_MOST_NAMED = 4
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


class Found(NamedTuple):
    """A path to lint, a note about one that was not followed, or why a folder has no drafts."""

    path: Path
    note: Bilingual | None = None
    error: FileError | None = None


def discover(
    paths: Iterable[Path],
    tables: Callable[[Path], bool] | None = None,
    *,
    tell_passed: bool = False,
) -> Iterator[Found]:
    """Files to lint, in the order given; folders are walked in name order.

    In a folder, files whose suffix is a draft's (.md, .markdown, .txt, .html, .htm, .docx) are
    taken; hidden ones, package folders and what ``.gitignore`` or ``.contentaiignore`` names
    (see ``ignoring``) are not. A file named directly is always taken. Tables (.csv, .tsv,
    .jsonl) in a folder are rarely drafts: those are taken that ``tables`` says are.
    No file is given twice. A folder that leads back to itself by a link is noted, not
    followed; a folder without drafts is noted; one that cannot be opened is an error.
    ``tell_passed``: also noted is how many files beside the drafts are texts of other forms.
    """
    seen: set[str] = set()
    for path in paths:
        if not _is_folder(path):
            yield from _once(path, seen)
            continue
        count = 0
        ignored: list[Path] = []
        passed: list[str] = []
        for found in _walk(path, ignored, passed, tables):
            if found.note:
                yield found
            else:
                count += 1
                yield from [found] if found.error else _once(found.path, seen)
        if not count:
            yield Found(path, note=_none_in(path, len(ignored)))
        elif passed and tell_passed:
            yield Found(path, note=_others_in(path, passed))


def _once(path: Path, seen: set[str]) -> Iterator[Found]:
    real = os.path.realpath(path)
    if real not in seen:
        seen.add(real)
        yield Found(path)


def _is_folder(path: Path) -> bool:
    """True for a folder; a path that cannot even be asked about is left to ``read_text``."""
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


def _none_in(folder: Path, ignored: int) -> Bilingual:
    suffixes = " ".join(DRAFTS)
    left_out = Bilingual(
        f"；{GIT_FILE} 或 {OWN_FILE} 排除了 {ignored} 项" if ignored else "",
        f"; {ignored} left out by {GIT_FILE} or {OWN_FILE}" if ignored else "",
    )
    return Bilingual(
        f"{folder} 里没有稿件（认得的后缀：{suffixes}；表格要直接写出文件名，或给 --text-column"
        f"{left_out.zh}）",
        f"no drafts in {folder} (suffixes looked for: {suffixes}; tables are named themselves, or "
        f"with --text-column{left_out.en})",
    )


def _others_in(folder: Path, passed: list[str]) -> Bilingual:
    kinds = sorted(set(passed))
    more = "…" if len(kinds) > _MOST_NAMED else ""
    named = "、".join(kinds[:_MOST_NAMED]) + more, ", ".join(kinds[:_MOST_NAMED]) + more
    return Bilingual(
        f"{folder} 里另有 {len(passed)} 个文件没有查（{named[0]}）：表格要直接写出文件名，或给 "
        "--text-column；别的另存为 .docx、.md 或 .txt",
        f"{folder}: {len(passed)} other files were not checked ({named[1]}): name tables "
        "themselves or give --text-column; save others as .docx, .md or .txt",
    )


def _walk(
    root: Path,
    ignored: list[Path],
    passed: list[str],
    tables: Callable[[Path], bool] | None,
) -> Iterator[Found]:
    """Drafts below a folder in name order, each folder once however many links lead to it.

    Drafts and folders that are left out go to ``ignored``, the suffixes of what may hold
    drafts in another form to ``passed``.
    """
    walked: set[str] = set()
    problems: list[Bilingual] = []
    waiting: list[tuple[Path, frozenset[str], Ignoring | None]] = [(root, frozenset(), None)]
    while waiting:
        path, above, around = waiting.pop()
        is_folder = _is_folder(path)
        suffix = path.suffix.lower()
        taken = is_folder or is_draft(path, tables)
        if not taken and suffix not in _PASSED:
            continue
        if around and around.ignores(path.name, is_folder):
            if taken:
                ignored.append(path)
            continue
        if not taken:
            passed.append(suffix)
            continue
        if not is_folder:
            yield Found(path)
            continue
        real = os.path.realpath(path)
        if real in above:
            yield Found(path, note=_loop(path))
        if real in walked:
            continue
        walked.add(real)
        try:
            names = sorted((p.name for p in path.iterdir()), reverse=True)
        except OSError as error:
            yield Found(path, error=_unopened(error))
            continue
        kept = (name for name in names if not is_hidden(name))
        here = around.inside(path, path.name, problems) if around else ignoring_at(path, problems)
        yield from (Found(path, note=problem) for problem in problems)
        problems.clear()
        waiting.extend((path / name, above | {real}, here) for name in kept)


def _loop(folder: Path) -> Bilingual:
    return Bilingual(
        f"{folder} 是绕回上级目录的链接，没有进去",
        f"{folder} is a link back to a folder above it; not followed",
    )


def _unopened(error: OSError) -> FileError:
    reason = system_reason(error)
    return FileError(
        "unreadable",
        Bilingual(
            f"打不开目录：{reason.zh}；请检查权限", f"cannot open the folder: {reason.en}; check it"
        ),
    )


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
    return bool(named or (_GLOB.search(str(above)) and not _is_folder(above)))


def understand(data: bytes, name: str) -> Decoded | Extracted | FileError:
    """What a file of this name says, or why nothing can be read in it."""
    words = _UNREAD.get(PurePath(name).suffix.lower())
    if is_pointer(data) or not (words or name.lower().endswith(WORD)):
        return decode_text(data)
    if words:
        return FileError("format", words)
    from contentai.text.decode import UnreadableText
    from contentai.text.word import read_word

    try:
        return read_word(data)
    except UnreadableText as error:
        return FileError(error.kind, Bilingual(error.message_zh, error.message_en))


def decode_text(data: bytes) -> Decoded | FileError:
    """The decoded text of some bytes, or why they have none."""
    from contentai.text.decode import UnreadableText, decode  # what is cached needs no decoding

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
