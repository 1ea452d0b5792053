"""The built-in files of rules as they were parsed: reading them again takes longer than a lint.

``contentai rules index`` writes ``parsed.json`` beside the rules: the YAML of each file with
its places, and the digest of the file it was read from. A file that is no longer the same is
parsed anew. The examples, most of what the files hold, are left in them until they are asked for.
The first line is the digest of all others: what was damaged is not used.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from contentai.yamlread import read_yaml_file
from contentai.yamlvalue import Value

if TYPE_CHECKING:
    import yaml

PARSED_FILE = "parsed.json"
EXAMPLES = "examples"

_EMPTY, _TEXT, _LIST, _TABLE = range(4)
_KINDS = ("scalar", "scalar", "sequence", "mapping")
_STRING, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"

# By file, below the folder: its digest and its root.
Parsed = Mapping[str, tuple[str, Any]]


class Read(NamedTuple):
    """A file's root; ``whole`` is false when its examples are still in the file."""

    root: Value | None
    whole: bool


class _Node:
    """A node as ``Value`` asks for it: like PyYAML's, which take longer to make and to import.

    It is its own mark: line and column are 0-based.
    """

    __slots__ = ("_content", "_kind", "column", "line")

    def __init__(self, kind: int, line: int, column: int, content: Any) -> None:
        self._kind, self.line, self.column, self._content = kind, line, column, content

    @property
    def id(self) -> str:
        return _KINDS[self._kind]

    @property
    def tag(self) -> str:
        return _NULL if self._kind == _EMPTY else _STRING

    @property
    def start_mark(self) -> _Node:
        return self

    @property
    def value(self) -> Any:
        if self._kind == _TABLE:
            return [(_Node(*key), _Node(*value)) for key, value in self._content]
        return [_Node(*item) for item in self._content] if self._kind == _LIST else self._content


def read_parsed(folder: Path) -> Parsed:
    """What ``parsed.json`` of a folder holds; nothing where there is no sound one."""
    try:
        data = (folder / PARSED_FILE).read_bytes()
    except OSError:
        return {}
    head, _, rest = data.partition(b"\n")
    if head != _head(rest):
        return {}
    table = json.loads(data)
    del table[""]
    return {name: (digest, node) for name, (digest, node) in table.items()}


def read_file(file: Path, name: str, parsed: Parsed) -> Read:
    """A file; from ``parsed`` where it is the same. Raises as ``read_yaml_file`` does."""
    if name in parsed:
        digest, node = parsed[name]
        try:
            data = file.read_bytes()
        except OSError:
            return Read(read_yaml_file(file), True)
        if digest == _digest(data):
            return Read(Value(str(file), cast("yaml.Node", _Node(*node))), False)
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
            entry = [_digest(file.read_bytes()), _written(root)]
            line = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
            lines.append(f"{json.dumps(name)}: {line}")
    rest = ",\n".join(lines) + "\n}\n"
    return f"{_head(rest.encode()).decode()}\n{rest}"


def _head(rest: bytes) -> bytes:
    return b'{"": "%s",' % _digest(rest).encode()


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _written(value: Value, top: bool = True) -> list[Any]:
    node = value.node
    line, column = node.start_mark.line, node.start_mark.column
    if value.is_mapping:
        pairs = [
            [
                _written(Value(value.file, key), False),
                [_EMPTY, line, column, ""]
                if top and key.value == EXAMPLES
                else _written(Value(value.file, inside), False),
            ]
            for key, inside in node.value
        ]
        return [_TABLE, line, column, pairs]
    if value.is_list:
        items = [_written(Value(value.file, item), False) for item in node.value]
        return [_LIST, line, column, items]
    return [_EMPTY if value.is_empty else _TEXT, line, column, node.value]
