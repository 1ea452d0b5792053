"""Reads what ``contentai rules mine --format json`` wrote."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, get_args

from contentai.language import Bilingual, reading_reason
from contentai.located import DataError
from contentai.rulemining.checks import is_sound
from contentai.rulemining.lexicon import Polarity
from contentai.rulemining.scope import Scope

_TEXTS: Final = ("article", "sentence", "claim")
_LARGEST: Final = 64 << 20


def read_rows(file: Path) -> Sequence[Mapping[str, Any]]:
    """The rows of a file. Raises ``DataError`` that tells what is wrong with which row."""
    try:
        if file.stat().st_size > _LARGEST:
            raise DataError(str(file), 0, 0, Bilingual("文件太大", "the file is too large"))
        rows = json.loads(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        why = reading_reason(error)
        raise DataError(
            str(file), 0, 0, Bilingual(f"读不了：{why.zh}", f"cannot be read: {why.en}")
        ) from None
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        words = Bilingual(
            "不是 rules mine --format json 写的 JSON；重新跑一次，写到文件：--output",
            "is not the JSON of rules mine --format json; run it again with --output",
        )
        raise DataError(str(file), line, getattr(error, "colno", 0), words) from None
    if not isinstance(rows, list):
        raise DataError(
            str(file), 0, 0, Bilingual("应当是一个列表 [ … ]", "should be a list [ … ]")
        )
    for number, row in enumerate(rows, 1):
        if (wrong := _wrong_key(row)) is not None:
            words = Bilingual(
                f"第 {number} 条的 {wrong} 缺了或写得不对；重新跑一次 rules mine",
                f"{wrong} of row {number} is missing or wrong; run rules mine again",
            )
            raise DataError(str(file), 0, 0, words)
    return rows


def _wrong_key(row: Any) -> str | None:
    """The first key of a row that is not as ``Mined.row`` has it."""
    if not isinstance(row, dict):
        return "{…}"
    for name in _TEXTS:
        if not isinstance(row.get(name), str):
            return name
    if row.get("polarity") not in get_args(Polarity):
        return "polarity"
    if row.get("scope") not in get_args(Scope):
        return "scope"
    if type(row.get("cluster")) is not int:
        return "cluster"
    if type(row.get("line", 0)) is not int:
        return "line"
    sure = row.get("confidence")
    if isinstance(sure, bool) or not isinstance(sure, int | float):
        return "confidence"
    check = row.get("check", "")
    if check is not None and not (isinstance(check, dict) and is_sound(check)):
        return "check"
    return None
