"""``[tool.contentai]`` of a ``pyproject.toml``, as values that know their places.

``tomllib`` reads the file and says nothing of places. They are looked up afterwards: a table by
its heading, what stands in it by looking for it from there on.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import yaml

from contentai.config.place import SECTION, own_value
from contentai.located import DataError
from contentai.malformed import not_toml
from contentai.yamlvalue import Value

# Comments, and strings, in which a # starts none.
_WORDS = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|'
    r"'''.*?'''"
    r'|"(?:[^"\\\n]|\\.)*"|'
    r"'[^'\n]*'|(?P<comment>#[^\n]*)",
    re.DOTALL,
)
_HEADING = re.compile(r"^[ \t]*\[\[?[ \t]*([^\]\n]+?)[ \t]*\]", re.MULTILINE)
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_toml(text: str, file: str) -> Value | None:
    """The table ``[tool.contentai]``; None when there is none. Raises ``DataError``."""
    try:
        root = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _AT.search(str(error))
        end = (text.count("\n") + 1, len(text) - text.rfind("\n"))
        line, column = (int(at[1]), int(at[2])) if at else end
        problem = _AT.sub("", str(error)).strip()
        raise DataError(file, line, column, not_toml(problem)) from None
    value = own_value(root)
    if value is None:
        return None
    own = Value(file, _Places(text).own(value))
    if not isinstance(value, dict):
        raise own.error(
            "contentai 的设置要写成一张表：一行 [tool.contentai]，下面每行一项",
            "the settings of contentai are a table: [tool.contentai], then a setting a line",
        )
    return own


class _Places:
    """Nodes for values, with marks found in the text."""

    def __init__(self, text: str) -> None:
        def blank(match: re.Match[str]) -> str:
            return " " * len(match[0]) if match["comment"] else match[0]

        self.text = _WORDS.sub(blank, text)
        self.headings: dict[tuple[str, ...], list[int]] = {}
        for found in _HEADING.finditer(self.text):
            name = tuple(part.strip().strip("\"'") for part in found[1].split("."))
            self.headings.setdefault(name, []).append(found.end())

    def own(self, value: Any) -> yaml.Node:
        """The node of what is ours: under its own heading, or in the table above."""
        above = self.headings.get(SECTION[:1], [0])[0]
        start = (
            self.headings[SECTION][0]
            if SECTION in self.headings
            else self._find("contentai", above)
        )
        return self._node(value, SECTION, start)[0]

    def mapping(
        self, table: Mapping[str, Any], path: tuple[str, ...], start: int
    ) -> tuple[yaml.Node, int]:
        """The node of a table that stands at ``path``, and where it ends."""
        first = end = start
        pairs = []
        for name, value in table.items():
            inside = (*path, name)
            headings = self.headings.get(inside)
            place = headings[0] if headings else self._find(name, end)
            key = self._scalar(name, place)
            node, after = self._node(value, inside, place)
            pairs.append((key, node))
            if not headings:
                end = after
        mark = self._mark(first)
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, mark, mark), end

    def _node(self, value: Any, path: tuple[str, ...], start: int) -> tuple[yaml.Node, int]:
        if isinstance(value, dict):
            return self.mapping(value, path, start)
        if isinstance(value, list):
            items = []
            end = start
            headings = self.headings.get(path, [])
            for number, item in enumerate(value):
                place = headings[number] if number < len(headings) else end
                node, end = self._node(item, path, place)
                items.append(node)
            mark = self._mark(start)
            return yaml.SequenceNode("tag:yaml.org,2002:seq", items, mark, mark), end
        word = str(value).lower() if isinstance(value, bool) else str(value)
        place = self._find(word, start)
        return self._scalar(word, place), place + len(word)

    def _find(self, word: str, start: int) -> int:
        """Where a word stands from ``start`` on; ``start`` for one that is written otherwise."""
        pattern = rf"(?<![\w-]){re.escape(word)}(?![\w-])"
        found = re.compile(pattern).search(self.text, start)
        return found.start() if found else start

    def _scalar(self, text: str, place: int) -> yaml.ScalarNode:
        mark = self._mark(place)
        return yaml.ScalarNode("tag:yaml.org,2002:str", text, mark, mark)

    def _mark(self, place: int) -> yaml.Mark:
        line = self.text.count("\n", 0, place)
        column = place - (self.text.rfind("\n", 0, place) + 1)
        return yaml.Mark("", place, line, column, None, 0)
