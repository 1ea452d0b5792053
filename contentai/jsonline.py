"""One line of JSON Lines: an object, or what is wrong with it."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any

from contentai.language import Bilingual
from contentai.malformed import not_json


def read_object(line: str) -> dict[str, Any] | Bilingual:
    """The object on a line, or in words why there is none.

    Refused besides what is no JSON: another value than an object, a key given twice, and NaN
    and infinite numbers.
    """
    twice: list[str] = []

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        # The outermost object comes last; what others repeat is nothing to us.
        counts = Counter(key for key, _ in pairs) if len(found) < len(pairs) else {}
        twice[:] = [key for key, count in counts.items() if count > 1]
        return found

    try:
        row = json.loads(
            line, parse_constant=_no_number, parse_float=_finite, object_pairs_hook=table
        )
    except (ValueError, RecursionError) as error:
        return not_json(error)
    if not isinstance(row, dict):
        return Bilingual("一行要是一个 JSON 对象", "a line must be a JSON object")
    if twice:
        return Bilingual(f"“{twice[0]}”写了两次", f"{twice[0]!r} is given twice")
    return row


def no_string(name: str) -> Bilingual:
    """That what stands under ``name`` is no string."""
    return Bilingual(f"“{name}”要是字符串，加上引号", f"{name!r} must be a string")


def _no_number(name: str) -> float:
    raise ValueError(name)  # NaN and Infinity are no JSON, whatever Python thinks


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(digits)
    return number
