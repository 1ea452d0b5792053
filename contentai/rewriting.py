"""Changes to YAML that leave every other character as it is: comments, order, unknown keys.

A change is made in the text, at the places that the reader of the YAML gives, and then read
back. What would not come back as it was meant, with all else unchanged, is refused: a person
can always write it by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from contentai.language import Bilingual
from contentai.located import DataError
from contentai.yamlread import read_yaml

Plain = str | Sequence[str]

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LINE_END = re.compile(r"\r\n|\n|\r")
_BREAKS = re.compile(r"[\n\r\x85\u2028\u2029]")
_BLANK_TO_END = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
_COLON = re.compile(r"[ \t]*:")
# An escape between double quotes, whichever it is: none is read from its middle.
_ESCAPE = re.compile(r"\\(?:U[0-9A-F]{8}|.)", re.DOTALL)
_EMPTY = "tag:yaml.org,2002:null"


def put(text: str, keys: Sequence[str], value: Plain | None, file: str = "") -> str:
    """``text`` with ``value`` (a word or a list of words) at the path ``keys``; None takes it out.

    Mappings on the way are made where there are none. A key that goes leaves its line behind
    when a comment stands there. Raises ``DataError`` for YAML that cannot be read (named
    ``file``), or that this change cannot be made in.
    """
    root = _mapping(text, file)
    wanted = _changed(_plain(root), tuple(keys), value)
    return _checked(_put(text, root, tuple(keys), value), wanted, file)


def add(text: str, keys: Sequence[str], word: str, file: str = "") -> str:
    """``text`` with ``word`` at the end of the list at ``keys``; as it is where it stands there.

    One word counts as a list of one. Raises as ``put`` does.
    """
    root = _mapping(text, file)
    node = _at(root, keys)
    if node is None or _is_empty(node):
        return put(text, keys, [word], file)
    if isinstance(node, yaml.MappingNode):
        raise _refused(file)
    present = _plain(node)
    listed = [present] if isinstance(present, str) else list(present)
    if not all(isinstance(item, str) for item in listed):
        raise _refused(file)
    return text if word in listed else put(text, keys, [*listed, word], file)


def scalar(word: str) -> str:
    """``word`` as it is written in YAML, in a list of words too: quoted where it must be."""
    if _DATE.fullmatch(word):
        return word
    style = '"' if _BREAKS.search(word) else None
    listed = yaml.safe_dump(
        [str(word)], allow_unicode=True, width=10**9, default_flow_style=True, default_style=style
    )
    written = str(listed).strip()[1:-1]
    # Between double quotes PyYAML escapes every emoji, too, which YAML does not ask for.
    return _ESCAPE.sub(_unescaped, written) if written.startswith('"') else written


def _unescaped(escape: re.Match[str]) -> str:
    """An emoji or a rare Chinese character in place of its escape, any other escape as it is."""
    code = escape.group()
    return chr(int(code[2:], 16)) if code.startswith("\\U") else code


def _mapping(text: str, file: str) -> yaml.MappingNode | None:
    value = read_yaml(text, file)
    if value is None or value.is_empty:
        return None
    if not isinstance(value.node, yaml.MappingNode):
        raise value.error("这里应当是“键: 值”的映射", "expected a mapping of keys to values here")
    return value.node


def _refused(file: str) -> DataError:
    words = Bilingual(
        "这里的写法没有把握改对，没有动；请手工改",
        "this cannot be changed for certain and was left alone; please change it by hand",
    )
    return DataError(file, 0, 0, words)


def _checked(text: str, wanted: Any, file: str) -> str:
    try:
        found = _plain(_mapping(text, file))
    except DataError:
        raise _refused(file) from None
    if (found or {}) != wanted:
        raise _refused(file)
    return text


def _plain(node: yaml.Node | None) -> Any:
    """What a node says: dicts, lists and strings. Keys that hold nothing are not there."""
    if isinstance(node, yaml.MappingNode):
        keys = [_plain(key) for key, _ in node.value]
        if not all(isinstance(key, str) for key in keys) or len(set(keys)) != len(keys):
            raise _refused("")
        pairs = ((key, _plain(item)) for key, (_, item) in zip(keys, node.value, strict=True))
        return {key: item for key, item in pairs if item not in (None, {})}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return None if node is None or _is_empty(node) else str(node.value)


def _changed(plain: Any, keys: tuple[str, ...], value: Plain | None) -> dict[str, Any]:
    """The mapping as it should read afterwards."""
    table = dict(plain) if isinstance(plain, dict) else {}
    first, *rest = keys
    below = (
        _changed(table.get(first), tuple(rest), value)
        if rest
        else value
        if value is None or isinstance(value, str)
        else list(value)
    )
    table.pop(first, None)
    return table if below in (None, {}) else {**table, first: below}


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == _EMPTY


def _at(node: yaml.Node | None, keys: Sequence[str]) -> yaml.Node | None:
    for key in keys:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for name, value in node.value if name.value == key), None)
    return node


def _put(
    text: str, node: yaml.MappingNode | None, keys: tuple[str, ...], value: Plain | None
) -> str:
    if node is None:
        return text if value is None else _line_after(text, len(text), _pair(keys, value), "")
    key, item = next(((k, v) for k, v in node.value if k.value == keys[0]), (None, None))
    if key is None or item is None:
        return text if value is None else _inserted(text, node, _pair(keys, value))
    if len(keys) > 1 and isinstance(item, yaml.MappingNode):
        below = _changed(_plain(item), keys[1:], value)
        if below:
            return _put(text, item, keys[1:], value)
        value = None
    if value is None:
        return _removed(text, node, key, item)
    if isinstance(item, yaml.SequenceNode) and not item.flow_style and not isinstance(value, str):
        return _relisted(text, key, item, value)
    written = _nested(keys[1:], value)
    start, end = _value_range(text, key, item)
    return f"{text[:start]} {written}{text[end:]}"


def _pair(keys: Sequence[str], value: Plain) -> str:
    return f"{scalar(keys[0])}: {_nested(keys[1:], value)}"


def _nested(keys: Sequence[str], value: Plain) -> str:
    if keys:
        return f"{{{_pair(keys, value)}}}"
    if isinstance(value, str):
        return scalar(value)
    return f"[{', '.join(map(scalar, value))}]"


def _value_range(text: str, key: yaml.Node, item: yaml.Node) -> tuple[int, int]:
    """From behind the colon to where the value ends, its line's comment and end outside."""
    colon = _COLON.match(text, key.end_mark.index)
    if not colon:
        raise _refused("")
    start, end = colon.end(), max(_end(item), colon.end())
    while end > start and text[end - 1] in " \t\r\n":  # a block of text takes its line end too
        end -= 1
    return start, end


def _end(node: yaml.Node) -> int:
    """Where the last word of a node ends: a block's own mark lies behind what follows it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1]) if isinstance(last, tuple) else _end(last)
    return int(node.end_mark.index)


def _inserted(text: str, node: yaml.MappingNode, pair: str) -> str:
    if node.flow_style:
        return _reflowed(text, node, [*_slices(text, node), pair])
    return _line_after(text, _end(node), pair, " " * node.start_mark.column)


def _line_after(text: str, at: int, line: str, indent: str) -> str:
    """``text`` with a line more behind the one that ``at`` is on, or at it where a line begins."""
    found = _LINE_END.search(text)
    end = found.group() if found else "\n"
    if at and text[at - 1] not in "\r\n":
        following = _LINE_END.search(text, at)
        if following is None:
            return f"{text}{end}{indent}{line}{end}"
        at = following.end()
    return f"{text[:at]}{indent}{line}{end}{text[at:]}"


def _removed(text: str, node: yaml.MappingNode, key: yaml.Node, item: yaml.Node) -> str:
    if node.flow_style:
        kept = [
            s for s, (k, _) in zip(_slices(text, node), node.value, strict=True) if k is not key
        ]
        return _reflowed(text, node, kept)
    start, end = _value_range(text, key, item)
    line = _line_start(text, key.start_mark.index)
    blank = _BLANK_TO_END.match(text, end)
    if blank and not text[line : key.start_mark.index].strip(" "):
        return text[:line] + text[blank.end() :]
    return text[:start] + text[end:]


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _slices(text: str, node: yaml.MappingNode) -> list[str]:
    """The pairs of a mapping in braces, as they are written."""
    return [text[k.start_mark.index : max(_end(v), k.end_mark.index)] for k, v in node.value]


def _reflowed(text: str, node: yaml.MappingNode, pairs: Iterable[str]) -> str:
    start, end = node.start_mark.index, node.end_mark.index
    return f"{text[:start]}{{{', '.join(pairs)}}}{text[end:]}"


def _relisted(text: str, key: yaml.Node, node: yaml.SequenceNode, words: Sequence[str]) -> str:
    """A list of lines: what is no longer in it goes, what is new comes behind the rest."""
    left = list(words)
    gone: list[yaml.Node] = []
    for item in node.value:
        if left and _plain(item) == left[0]:
            left.pop(0)
        else:
            gone.append(item)
    if len(gone) == len(node.value):
        start, end = _value_range(text, key, node)
        return f"{text[:start]} {_nested((), words)}{text[end:]}"
    last = node.value[-1]
    dash = text[_line_start(text, last.start_mark.index) : last.start_mark.index]
    for word in reversed(left):
        text = _line_after(text, _end(last), f"{dash}{scalar(word)}", "")
    # From the end, so that the places before stay where they are.
    for item in reversed(gone):
        start = _line_start(text, item.start_mark.index)
        following = _LINE_END.search(text, _end(item))
        text = text[:start] + (text[following.end() :] if following else "")
    return text
