"""The index of the built-in patterns: that they compile, and what each needs.

``contentai rules index`` works it out once and it ships beside the rules as ``needs.json``, so
that a single draft neither compiles a thousand patterns nor takes them apart. It is only a
shortcut: a pattern that is not in it is compiled and taken apart when it is met.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from contentai.rulebook.ways import Lists, Numbers, Table, Ways

INDEX_FILE = "needs.json"
# Between strings: no pattern needs a line break.
_BETWEEN = "\n"


class Index(NamedTuple):
    """Patterns that compile, by their digests: a number of the table each; terms as folded.

    The numbers of patterns that are only ever asked about by themselves are not in it.
    """

    numbers: Mapping[str, int]
    table: Table
    terms: Mapping[str, str] = MappingProxyType({})


def read_index(folder: Path) -> Index | None:
    """The index of a folder; None where there is no sound one."""
    try:
        return index_from(json.loads((folder / INDEX_FILE).read_text("utf-8")))
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        return None


def index_from(whole: Mapping[str, Any]) -> Index:
    """The index that ``index_text`` wrote."""
    sets = whole["sets"]
    table = Table(
        Ways.of(whole["ways"]),
        tuple(whole["strings"].split(_BETWEEN)) if whole["strings"] else (),
        Lists.of(sets),
        tuple(whole["kinds"]),
        tuple(whole["always"]),
        whole["runs"],
    )
    # What does not hang together would be found out in the middle of a draft.
    _check([table.ways.first, table.ways.set], len(sets))
    _check([table.sets.items], len(table.strings) + 1)
    _check([table.ways.kind], len(table.kinds))
    terms = {str(term): str(key) for term, key in whole["terms"].items()}
    return Index({name: number for number, name in enumerate(whole["patterns"])}, table, terms)


def _check(numbers: list[Numbers], below: int) -> None:
    if any(len(some) and not 0 <= some.min() <= some.max() < below for some in numbers):
        raise ValueError("a number of nothing")


def index_text(index: Index) -> str:
    """The index as JSON, with a line a way and a set."""
    table = index.table
    lines = {
        "patterns": _json(sorted(index.numbers, key=index.numbers.__getitem__)),
        "terms": _json(dict(sorted(index.terms.items()))),
        "kinds": _json(table.kinds),
        "runs": _json(table.runs),
        "always": _json(table.always),
        "strings": _json(_BETWEEN.join(table.strings)),
        "sets": _rows([table.sets.list(i) for i in range(len(table.sets.sizes))]),
        "ways": _rows(table.ways.rows()),
    }
    return "{" + ",\n".join(f'"{name}": {line}' for name, line in lines.items()) + "}\n"


def _rows(rows: list[list[int]]) -> str:
    return "[\n" + ",\n".join(map(_json, rows)) + "\n]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
