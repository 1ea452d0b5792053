"""Reads the file of a baseline, as a person may have merged it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from contentai.language import Bilingual, reading_reason
from contentai.lint.accepted import FORMER, Entries, Entry, Key
from contentai.lint.baseline import VERSION, Baseline
from contentai.located import DataError
from contentai.malformed import not_json

_ANEW = Bilingual(
    "从 git 取回一份完整的，再用 --write-baseline 补上现有的问题",
    "get a whole one back from git and have --write-baseline add what there is now",
)
_MERGED = Bilingual(
    "如果是合并的冲突，把两边的行都留下（冲突的记号也可以留着），别的改动去掉；不然，",
    "after a merge keep the lines of both sides (the conflict markers may stay) and nothing else; "
    "otherwise ",
)
_MOST_NAMED = 3
# What git puts between the sides of a conflict; with diff3 the second begins what both had.
_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?:\s.*)?")
_OPENING = re.compile(r'\{"version": *(?:1, *"files": *\{|2, *"accepted": *\[)')
# Of version 1: the path above its entries, and what is left of brackets and commas.
_PATH = re.compile(r'("(?:[^"\\]|\\.)*"): *\[')
_CLOSING = re.compile(r"(?:null)?[\s\]},]*")


class _Item(NamedTuple):
    """An entry as it stands in the file, and whether it comes from one of several lists."""

    path: str
    entry: Any
    is_joined: bool = False


def load_baseline(file: Path, missing_ok: bool = False) -> Baseline:
    """The baseline in ``file``; an empty one when it may be missing and is.

    Of a merge that left both sides, with its markers or without, both sides count. Raises
    ``DataError`` for a file that cannot be read or has another shape.
    """
    folder = Path(os.path.normpath(file.absolute())).parent
    if file.is_char_device() or file.is_block_device():  # /dev/full has no end
        words = Bilingual(
            "这是设备，不是基线文件；换一个文件名", "this is a device; name a file instead"
        )
        raise DataError(str(file), 0, 0, words)
    try:
        text = file.read_text("utf-8-sig")
    except FileNotFoundError:
        if missing_ok:
            return Baseline(folder)
        words = Bilingual(
            "没有这个基线文件；用 --write-baseline 写一个",
            "there is no such baseline; --write-baseline makes one",
        )
        raise DataError(str(file), 0, 0, words) from None
    except (OSError, UnicodeDecodeError) as error:
        why = reading_reason(error)
        words = Bilingual(f"读不了基线：{why.zh}", f"cannot read the baseline: {why.en}")
        raise DataError(str(file), 0, 0, words) from None
    notes: list[Bilingual] = []
    try:
        items = _items(json.loads(text, object_pairs_hook=_joined))
    except json.JSONDecodeError as error:
        left = _left_by_merge(text)
        if left is None:
            words = Bilingual(
                f"基线不是完整的 JSON；{_MERGED.zh}{_ANEW.zh}",
                f"the baseline is no JSON; {_MERGED.en}{_ANEW.en}",
            )
            raise DataError(str(file), error.lineno, error.colno, words) from None
        items = iter(left)
        notes.append(_told_merge(file))
    except (ValueError, RecursionError) as error:
        why = not_json(error)
        words = Bilingual(f"基线{why.zh}；{_ANEW.zh}", f"the baseline is {why.en}; {_ANEW.en}")
        raise DataError(str(file), 0, 0, words) from None
    try:
        files, twice = _read(items)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        words = Bilingual(
            f"不是版本 {VERSION} 的基线；{_ANEW.zh}",
            f"no baseline of version {VERSION}; {_ANEW.en}",
        )
        raise DataError(str(file), 0, 0, words) from None
    if twice and not notes:
        notes.append(_told_twice(file, twice))
    return Baseline(folder, files, tuple(notes))


def _joined(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which lists and objects under the same key, as merges leave them, are one."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        before = found.get(key)
        if isinstance(value, list) and isinstance(before, list):
            found[key] = _Joined([*before, *value])
        elif isinstance(value, dict) and isinstance(before, dict):
            found[key] = _joined([*before.items(), *value.items()])
        else:
            found[key] = value
    return found


class _Joined(list[Any]):
    """A list that was made of several."""


def _items(root: Any) -> Iterator[_Item]:
    """The entries. Raises ``ValueError`` and its like for another shape."""
    if root["version"] == VERSION:
        yield from (_Item(item["file"], item) for item in root["accepted"] if item is not None)
    elif root["version"] == 1:
        for path, items in root["files"].items():
            is_joined = isinstance(items, _Joined)
            yield from (_Item(path, item, is_joined) for item in items)
    else:
        raise ValueError


def _left_by_merge(text: str) -> list[_Item] | None:
    """The entries of both sides, read line by line; None for what no merge of baselines left.

    Each line may stand under a marker of git, and the brackets and commas at its end are no
    matter. What both sides had before is none of theirs.
    """
    found: list[_Item] = []
    path: str | None = None
    is_former = is_opened = False
    for whole in text.split("\n"):
        line = whole.strip()
        if marker := _MARKER.fullmatch(line):
            is_former = marker[1].startswith("|")
            continue
        if is_former:
            continue
        if opening := _OPENING.match(line):
            is_opened, line = True, line[opening.end() :]
        try:
            if named := _PATH.match(line):
                path, line = json.loads(named[1]), line[named.end() :].lstrip()
            if line.startswith("{"):
                entry, end = json.JSONDecoder().raw_decode(line)
                line, of = line[end:], entry.get("file", path)
                if of is None:
                    return None
                found.append(_Item(of, entry))
        except (ValueError, RecursionError):
            return None
        if not _CLOSING.fullmatch(line):
            return None
    return found if is_opened else None


def _read(items: Iterable[_Item]) -> tuple[dict[str, Entries], list[str]]:
    """The entries by path, and the paths of which something stands there twice.

    Of an entry that does the larger count holds: both sides of a merge had it.
    """
    files: dict[str, dict[Key, Entry]] = {}
    twice: dict[str, None] = {}
    for path, item, is_joined in items:
        if b"\0" in os.fsencode(path):  # which no file's name holds, nor half a character
            raise ValueError
        mark = "" if "file" in item else FORMER
        key = Key(str(item["rule"]), mark + str(item["fingerprint"]))
        entry = Entry(int(item["count"]), str(item["excerpt"]))
        entries = files.setdefault(path, {})
        if key in entries or is_joined:
            twice[path] = None
        entries[key] = max(entries.get(key, entry), entry, key=lambda one: one.count)
    return dict(files), list(twice)


def _told_merge(file: Path) -> Bilingual:
    return Bilingual(
        f"基线 {file} 里还有合并的冲突，两边记下的都算，同一条取数目大的。"
        "用 --shrink-baseline 重写一遍",
        f"the baseline {file} still has the conflict of a merge; what either side says counts, of "
        "the same entry the larger number. --shrink-baseline writes it anew",
    )


def _told_twice(file: Path, paths: list[str]) -> Bilingual:
    some, more = paths[:_MOST_NAMED], len(paths) > _MOST_NAMED
    zh = "、".join(some) + (f" 等 {len(paths)} 份稿件" if more else "")
    en = ", ".join(some) + (f" and {len(paths) - len(some)} more" if more else "")
    return Bilingual(
        f"基线 {file} 里有写了两遍的（合并留下的？）：{zh}；两边记下的都算，同一条取数目大的。"
        "用 --shrink-baseline 重写一遍",
        f"the baseline {file} has some things twice (left over from a merge?): {en}. What either "
        "says counts, of the same entry the larger number; --shrink-baseline writes it anew",
    )
