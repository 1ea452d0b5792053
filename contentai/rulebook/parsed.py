"""The built-in rule files as they were parsed: reading them again takes longer than a lint.

``contentai rules index`` writes ``parsed.json`` beside the rules: the YAML of each file with
its places, and the digest of the file it was read from. A file that is no longer the same is
parsed anew. The examples, most of what the files hold, are left in them until they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from contentai.located import Value, read_yaml_file

PARSED_FILE = "parsed.json"
EXAMPLES = "examples"

_EMPTY, _TEXT, _LIST, _TABLE = range(4)
_STRING, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"

# By file, below the folder: its digest and its root.
Parsed = Mapping[str, tuple[str, Any]]


class Read(NamedTuple):
    """A rule file's root; ``whole`` is false when its examples are still in the file."""

    root: Value | None
    whole: bool


class _Mark(NamedTuple):
    """Where a node starts, 0-based; that is all of a mark that is ever asked."""

    line: int
    column: int


def read_parsed(folder: Path) -> Parsed:
    """What ``parsed.json`` of a folder holds; nothing where there is no sound one."""
    try:
        table = json.loads((folder / PARSED_FILE).read_text("utf-8"))
        return {name: (digest, node) for name, (digest, node) in table.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def read_file(file: Path, name: str, parsed: Parsed) -> Read:
    """A rule file; from ``parsed`` where it is the same. Raises as ``read_yaml_file`` does."""
    if name in parsed:
        digest, node = parsed[name]
        try:
            data = file.read_bytes()
        except OSError:
            return Read(read_yaml_file(file), True)
        if digest == _digest(data):
            try:
                return Read(Value(str(file), _node(*node)), False)
            except (TypeError, ValueError, LookupError):
                pass
    return Read(read_yaml_file(file), True)


def parsed_of(folder: Path, files: Iterable[Path]) -> str:
    """The content of ``parsed.json`` for some files below a folder, a line a file.

    Raises ``DataError`` for a file that is no YAML.
    """
    lines = []
    for file in sorted(files):
        root = read_yaml_file(file)
        if root is not None:
            name = file.relative_to(folder).as_posix()
            entry = [_digest(file.read_bytes()), _written(root.node)]
            line = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
            lines.append(f"{json.dumps(name)}: {line}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _written(node: yaml.Node, top: bool = True) -> list[Any]:
    line, column = node.start_mark.line, node.start_mark.column
    if isinstance(node, yaml.MappingNode):
        pairs = [
            [_written(key, False), [_EMPTY, line, column, ""]]
            if top and key.value == EXAMPLES
            else [_written(key, False), _written(value, False)]
            for key, value in node.value
        ]
        return [_TABLE, line, column, pairs]
    if isinstance(node, yaml.SequenceNode):
        return [_LIST, line, column, [_written(item, False) for item in node.value]]
    return [_EMPTY if node.tag == _NULL else _TEXT, line, column, node.value]


def _node(kind: int, line: int, column: int, content: Any) -> yaml.Node:
    mark: Any = _Mark(line, column)
    if kind == _TABLE:
        pairs = [(_node(*key), _node(*value)) for key, value in content]
        return yaml.MappingNode("", pairs, mark, None)
    if kind == _LIST:
        return yaml.SequenceNode("", [_node(*item) for item in content], mark, None)
    return yaml.ScalarNode(_NULL if kind == _EMPTY else _STRING, content, mark, None)
