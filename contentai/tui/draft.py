"""A draft as it lies on the disk: opened, looked at again, and saved whole or not at all.

The editor works on a text whose line ends are all LF. The file keeps its own: its encoding,
byte order mark, and the end of every line that was not edited. Nothing here knows Textual.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from contentai.language import Bilingual, system_reason
from contentai.lint.reading import FileError, read_data, understand
from contentai.lint.writing import Unwritable, encoded, replace_file
from contentai.text.decoded import Decoded
from contentai.text.names import WORD
from contentai.tui.lineends import with_ends_of, with_lf

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

DiskState = Literal["same", "changed", "deleted"]
# Why nothing was written: what is on the disk is not what was opened (changed, deleted,
# exists), the encoding has no such character, or the file, the folder or the disk refuses.
Reason = Literal["changed", "deleted", "exists", "encoding", "read_only", "full", "failed"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was last read from or written to ``path``.

    ``text`` has LF line ends, and ``encoding`` is the Python codec ``data`` was read with.
    ``data`` is None for a draft that has never been on the disk. ``extracted`` where the text
    was taken out of a Word document, into which nothing is ever written.
    """

    path: Path
    text: str = ""
    encoding: str = "utf-8"
    data: bytes | None = None
    extracted: bool = False

    @property
    def read_only(self) -> bool:
        """True when the file is there and may not be written by this user, or by nobody."""
        there = self.data is not None and self.path.exists()
        return self.extracted or (there and not os.access(self.path, os.W_OK))


@dataclass(frozen=True, slots=True)
class NotSaved:
    """Why the disk was left as it is, and the way out in words."""

    reason: Reason
    words: Bilingual


def open_draft(path: Path) -> Draft | FileError:
    """The draft in a file, a new one where there is none, or why the file cannot be read."""
    data = read_data(path)
    if isinstance(data, FileError):
        return Draft(path) if data.kind == "missing" and "\0" not in str(path) else data
    return read_draft(path, data)


def read_draft(path: Path, data: bytes) -> Draft | FileError:
    """The draft that ``data`` would be in the file ``path``."""
    decoded = understand(data, path.name)
    if isinstance(decoded, FileError):
        return decoded
    if not isinstance(decoded, Decoded):
        return Draft(path, decoded.text, data=data, extracted=True)
    return Draft(path, with_lf(decoded.text), decoded.encoding, data)


def disk_state(draft: Draft) -> DiskState:
    """What became of the file since it was opened or saved.

    A new draft is ``same`` until a file of its name appears. A file that can no longer be
    read is ``changed``: saving over it must be a choice.
    """
    data = read_data(draft.path)
    if isinstance(data, FileError):
        if data.kind != "missing":
            return "changed"
        return "same" if draft.data is None else "deleted"
    return "same" if data == draft.data else "changed"


def save(
    draft: Draft,
    text: str,
    *,
    to: Path | None = None,
    encoding: str | None = None,
    over: bool = False,
) -> Draft | NotSaved:
    """Put ``text`` (LF line ends) on the disk; the answer is the draft as it now lies there.

    ``to`` saves under another name, ``encoding`` in another encoding. What another program
    wrote or deleted meanwhile is only written over with ``over``.
    """
    path = to or draft.path
    if path.suffix.lower() == WORD:
        return NotSaved("read_only", _word(path))
    if not over:
        found = _in_the_way(draft, to)
        if found:
            return found
    data = _to_bytes(draft, text, encoding)
    if isinstance(data, NotSaved):
        return data
    if path.exists() and not os.access(path, os.W_OK):
        return NotSaved("read_only", _read_only(path))
    try:
        # Looked at once more at the last moment; `over` means whatever is there.
        replace_file(path, data, None if over or to else draft.data)
    except Unwritable:
        return NotSaved("changed", _changed(path))
    except OSError as error:
        return _refused(path, error)
    return Draft(path, text, encoding or draft.encoding, data)


def reopened(draft: Draft) -> Draft | FileError:
    """The draft as the disk has it now; a deleted one is new again."""
    return open_draft(draft.path)


def renamed(draft: Draft, to: Path) -> Draft | NotSaved:
    """The draft under another name in a folder that is there. Nothing is written over."""
    if os.path.lexists(to) and not _same_file(draft.path, to):
        return NotSaved("exists", _exists(to))
    if draft.data is not None:
        try:
            draft.path.rename(to)
        except FileNotFoundError:
            if not to.parent.is_dir():
                return NotSaved("failed", _no_folder(to))
            return NotSaved("deleted", _deleted(draft.path))
        except OSError as error:
            return _refused(to, error)
    return replace(draft, path=to)


def _same_file(path: Path, other: Path) -> bool:
    """True for two names of one file, as where case does not count."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def _in_the_way(draft: Draft, to: Path | None) -> NotSaved | None:
    if to is not None and to != draft.path:
        return NotSaved("exists", _exists(to)) if os.path.lexists(to) else None
    state = disk_state(draft)
    if state == "same":
        return None
    if state == "deleted":
        return NotSaved("deleted", _deleted(draft.path))
    if draft.data is None:
        return NotSaved("exists", _exists(draft.path))
    return NotSaved("changed", _changed(draft.path))


def _to_bytes(draft: Draft, text: str, encoding: str | None) -> bytes | NotSaved:
    data = b"" if draft.data is None or draft.extracted else draft.data
    before = data.decode(draft.encoding)
    source = with_ends_of(before, text)
    try:
        if encoding is not None and encoding != draft.encoding:
            return source.encode(encoding)
        return encoded(source, draft.encoding, before, data)
    except Unwritable as error:
        return NotSaved("encoding", _named(draft.path, error.words))
    except UnicodeEncodeError as error:
        bad = source[error.start]
        words = Bilingual(f"{encoding} 里没有 {bad!r}", f"{encoding} has no {bad!r}")
        return NotSaved("encoding", _named(draft.path, words))


def _refused(path: Path, error: OSError) -> NotSaved:
    if error.errno in _FULL:
        return NotSaved(
            "full",
            _named(
                path,
                Bilingual(
                    "磁盘满了，没有写；文字还在编辑器里，腾出地方再保存",
                    "the disk is full, not saved; the text is still here, make room and try again",
                ),
            ),
        )
    if error.errno in _FORBIDDEN:
        return NotSaved("read_only", _read_only(path))
    if error.errno == errno.ENOENT:
        return NotSaved("failed", _no_folder(path))
    why = system_reason(error)
    words = Bilingual(
        f"没有写成：{why.zh}；可以另存到别处", f"not saved: {why.en}; save it elsewhere"
    )
    return NotSaved("failed", _named(path, words))


def _named(path: Path, words: Bilingual) -> Bilingual:
    return Bilingual(f"{path.name}：{words.zh}", f"{path.name}: {words.en}")


def _changed(path: Path) -> Bilingual:
    return Bilingual(
        f"{path.name} 被别的程序改过，没有写；请选保留哪一份",
        f"{path.name} was changed by another program and not saved; choose which to keep",
    )


def _deleted(path: Path) -> Bilingual:
    return Bilingual(
        f"{path.name} 已经不在磁盘上，没有写；再保存一次就重新写一份",
        f"{path.name} is no longer on the disk and was not saved; save it again to write it anew",
    )


def _exists(path: Path) -> Bilingual:
    return Bilingual(
        f"已经有 {path.name} 了，没有写；请换个名字",
        f"there is a {path.name} already; nothing was written, choose another name",
    )


def _word(path: Path) -> Bilingual:
    return Bilingual(
        f"{path.name} 是 Word 文档的名字，编辑器不写 Word 文档；请另存为 .md 或 .txt",
        f"{path.name} names a Word document, which the editor does not write; save as .md or .txt",
    )


def _read_only(path: Path) -> Bilingual:
    return Bilingual(
        f"{path.name} 或它的文件夹不许写，没有写；请另存到别处，或者改权限",
        f"{path.name} or its folder may not be written to; save it elsewhere or change that",
    )


def _no_folder(path: Path) -> Bilingual:
    return Bilingual(
        f"没有文件夹 {path.parent}，没有写；请先建好，或者另存到别处",
        f"there is no folder {path.parent}; nothing was written, make it or save elsewhere",
    )
