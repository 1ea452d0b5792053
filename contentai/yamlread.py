"""YAML whose every value knows its file, line and column.

Rules, configuration and segment files are read through here. Aliases are refused: data files
need none, and they can blow up exponentially.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from contentai.language import Bilingual, reading_reason
from contentai.located import DataError
from contentai.malformed import malformed
from contentai.yamlvalue import Value, colon_hint

if TYPE_CHECKING:
    import yaml

_DEEPEST = 60


def read_yaml_file(file: Path) -> Value | None:
    """The document in a UTF-8 file; None when it is empty.

    Raises ``DataError`` when the file cannot be read, and as ``read_yaml`` does.
    """
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = reading_reason(error)
        words = Bilingual(f"读不了：{why.zh}", f"cannot be read: {why.en}")
        raise DataError(str(file), 0, 0, words) from None
    return read_yaml(text, str(file))


def read_yaml(text: str, file: str) -> Value | None:
    """The document in ``text`` (named ``file`` in errors); None when it is empty.

    Raises ``DataError`` on anything that is not one well-formed YAML document.
    """
    import yaml  # most drafts and the built-in rules are read without it

    known: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_aliases(text, file, known)
        loader = known(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        words = malformed((error.problem or str(error)).strip())
        hint = _hint_near(text, line, error.context_mark)
        raise DataError(
            file, line, column, Bilingual(words.zh + hint.zh, words.en + hint.en)
        ) from None
    except yaml.reader.ReaderError as error:
        raise _unprintable(text, file, error.character) from None
    except yaml.YAMLError as error:
        raise DataError(file, 0, 0, malformed(" ".join(str(error).split()))) from None
    except (RecursionError, UnicodeError, ValueError) as error:
        raise DataError(
            file, 0, 0, Bilingual(f"YAML 读不了：{error}", f"unreadable YAML: {error}")
        ) from None
    return None if node is None else Value(file, node)


def _unprintable(text: str, file: str, code: int) -> DataError:
    # PyYAML tells of the place too: in bytes or in characters, by how it was built.
    place = max(text.find(chr(code)), 0)
    is_control = unicodedata.category(chr(code)) == "Cc"
    what = Bilingual(
        "看不见的控制字符" if is_control else " YAML 不收的字符",
        "control character" if is_control else "character",
    )
    words = Bilingual(
        f"YAML 写错了：有{what.zh} U+{code:04X}，删掉它",
        f"malformed YAML: the {what.en} U+{code:04X} is not allowed; delete it",
    )
    line = text.count("\n", 0, place) + 1
    return DataError(file, line, place - text.rfind("\n", 0, place), words)


def _hint_near(text: str, line: int, context: yaml.Mark | None) -> Bilingual:
    """A hint for colons on the lines that YAML stumbled over, or on the one before."""
    lines = text.splitlines()
    first = min(line, context.line + 1 if context else line) - 2
    hints = map(colon_hint, reversed(lines[max(first, 0) : line]))
    return next((hint for hint in hints if hint.zh), Bilingual("", ""))


def _refuse_aliases(text: str, file: str, known: type) -> None:
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=known):
        if isinstance(event, yaml.AliasEvent):
            raise _refused(
                file,
                event,
                Bilingual(
                    "不支持 YAML 别名（*名字），请把内容写全", "YAML aliases are not supported"
                ),
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            words = Bilingual(f"嵌套超过 {_DEEPEST} 层", f"nested over {_DEEPEST} levels deep")
            raise _refused(file, event, words)


def _refused(file: str, event: yaml.Event, words: Bilingual) -> DataError:
    mark = event.start_mark
    return DataError(file, mark.line + 1 if mark else 0, mark.column + 1 if mark else 0, words)
