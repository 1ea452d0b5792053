"""The index of the built-in patterns: that they compile, and which strings each needs.

``contentai rules index`` works it out once and it ships beside the rules as ``needs.json``, so
that a single draft neither compiles a thousand patterns nor takes them apart. It is only a
shortcut: a pattern that is not in it is compiled and taken apart when it is met.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from contentai.rulebook.lexicon import Lexicon, digest, needed_by
from contentai.rulebook.literals import Literals

INDEX_FILE = "needs.json"


def read_index(folder: Path) -> Mapping[str, Literals | None]:
    """What each pattern needs, by its digest; nothing where there is no sound index."""
    try:
        table = json.loads((folder / INDEX_FILE).read_text("utf-8"))
        return {
            name: None if literals is None else frozenset(literals)
            for name, literals in table.items()
        }
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def index_of(lexicon: Lexicon) -> str:
    """The index of all patterns of a lexicon, as JSON with a line a pattern.

    Raises ``ValueError`` for a pattern that RE2 refuses.
    """
    lines = []
    for number, pattern in enumerate(lexicon.patterns):
        lexicon.occurs(number, "")
        needs = needed_by(pattern)
        words = None if needs is None else sorted(needs)
        lines.append(f'"{digest(pattern)}": {json.dumps(words, ensure_ascii=False)}')
    return "{\n" + ",\n".join(sorted(lines)) + "\n}\n"
