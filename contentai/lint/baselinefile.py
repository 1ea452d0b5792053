"""Reads the file of a baseline, as a person may have merged it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from contentai.language import Bilingual, reading_reason
from contentai.lint.baseline import VERSION, Baseline, Entries, Entry, Key
from contentai.malformed import not_json

_ANEW = Bilingual(
    "从 git 取回，或删掉它再用 --write-baseline 写一个",
    "get it back from git, or delete it and write one with --write-baseline",
)
_MOST_NAMED = 3


def load_baseline(file: Path, missing_ok: bool = False) -> Baseline:
    """The baseline in ``file``; an empty one when it may be missing and is.

    Raises ``DataError`` for a file that cannot be read or has another shape.
    """
    from contentai.located import DataError  # it brings the YAML parser

    folder = Path(os.path.normpath(file.absolute())).parent
    if file.is_char_device() or file.is_block_device():  # /dev/full has no end
        words = Bilingual(
            "这是设备，不是基线文件；换一个文件名", "this is a device; name a file instead"
        )
        raise DataError(str(file), 0, 0, words)
    try:
        root = json.loads(file.read_text("utf-8-sig"), object_pairs_hook=_joined)
    except FileNotFoundError:
        if missing_ok:
            return Baseline(folder)
        words = Bilingual(
            "没有这个基线文件；用 --write-baseline 写一个",
            "there is no such baseline; --write-baseline makes one",
        )
        raise DataError(str(file), 0, 0, words) from None
    except json.JSONDecodeError as error:
        words = Bilingual(
            f"基线不是完整的 JSON（是不是合并时留下了冲突？）；{_ANEW.zh}",
            f"the baseline is no JSON (left over from a merge?); {_ANEW.en}",
        )
        raise DataError(str(file), error.lineno, error.colno, words) from None
    except (OSError, UnicodeDecodeError) as error:
        why = reading_reason(error)
        words = Bilingual(f"读不了基线：{why.zh}", f"cannot read the baseline: {why.en}")
        raise DataError(str(file), 0, 0, words) from None
    except (ValueError, RecursionError) as error:
        why = not_json(error)
        words = Bilingual(f"基线{why.zh}；{_ANEW.zh}", f"the baseline is {why.en}; {_ANEW.en}")
        raise DataError(str(file), 0, 0, words) from None
    try:
        files, twice = _read(root)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        words = Bilingual(
            f"不是版本 {VERSION} 的基线；{_ANEW.zh}",
            f"no baseline of version {VERSION}; {_ANEW.en}",
        )
        raise DataError(str(file), 0, 0, words) from None
    return Baseline(folder, files, (_told_twice(file, twice),) if twice else ())


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


def _read(root: Any) -> tuple[dict[str, Entries], list[str]]:
    """The entries by path, and the paths of which something stands there twice.

    Of an entry that does the larger count holds: both sides of a merge had it.
    """
    if root["version"] != VERSION:
        raise ValueError
    files: dict[str, Entries] = {}
    twice: list[str] = []
    for path, items in root["files"].items():
        if b"\0" in os.fsencode(path):  # which no file's name holds, nor half a character
            raise ValueError
        entries: dict[Key, Entry] = {}
        for item in items:
            key = Key(str(item["rule"]), str(item["fingerprint"]))
            entry = Entry(int(item["count"]), str(item["excerpt"]))
            before = entries.get(key, entry)
            entries[key] = max(before, entry, key=lambda one: one.count)
        files[path] = entries
        if isinstance(items, _Joined) or len(entries) < len(items):
            twice.append(path)
    return files, twice


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
