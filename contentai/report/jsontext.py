"""JSON written as it comes, so that a report of many drafts is never in memory as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def pieces(value: Any, indent: int, margin: str = "\n") -> Iterator[str]:
    """``json.dumps(value, indent=indent)``, in pieces.

    An iterator, as a value of (nested) dicts or in another iterator, is a list of what it gives.
    """
    inner = margin + " " * indent
    if isinstance(value, dict) and _holds_iterator(value):
        for position, (key, item) in enumerate(value.items()):
            yield f"{',' if position else '{'}{inner}{json.dumps(key, ensure_ascii=False)}: "
            yield from pieces(item, indent, inner)
        yield margin + "}"
    elif isinstance(value, Iterator):
        empty = True
        for item in value:
            yield f"{'[' if empty else ','}{inner}"
            yield from pieces(item, indent, inner)
            empty = False
        yield "[]" if empty else margin + "]"
    else:
        # No string of JSON holds a line break, so every one is between its parts.
        yield json.dumps(value, ensure_ascii=False, indent=indent).replace("\n", margin)


def _holds_iterator(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_iterator, value.values()))
    return isinstance(value, Iterator)
