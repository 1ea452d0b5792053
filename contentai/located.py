"""YAML whose every value knows its file, line and column.

Rules, configuration and segment files are read through here, so that a mistake in any of
them is reported the same way: the file, the place, what was expected, the nearest valid
word. Aliases are refused: data files need none, and they can blow up exponentially.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from contentai.language import Bilingual, reading_reason
from contentai.malformed import malformed

if TYPE_CHECKING:
    import yaml

_DEEPEST = 60
# A key whose colon YAML does not see as one: full-width, or with nothing after it.
_COLON = re.compile(r"^[ \t]*([\w-]{1,40})[ \t]*(?:(：)|:(?=[^\s/]))", re.MULTILINE)
# A limit that is none.
_ENDLESS = 10**9
# PyYAML's own word for what a node is; the classes would have to be imported to be asked for.
_kind = attrgetter("id")


class DataError(Exception):
    """A mistake in a data file: what is wrong, where, and the way out.

    ``line`` and ``column`` are 1-based; 0 when the mistake has no single place.
    """

    def __init__(self, file: str, line: int, column: int, words: Bilingual) -> None:
        super().__init__(file, line, column, words)
        self.file, self.line, self.column, self.words = file, line, column, words

    def __str__(self) -> str:
        if not self.file:
            return str(self.words)
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.words}"


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word most like ``word``, or None when none is as like as ``likeness`` (0 to 1)."""
    import difflib  # only a mistake has a use for it

    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=likeness)
    return close[0] if close else None


def unknown_word(word: str, known: Iterable[str], what: Bilingual) -> Bilingual:
    """The sentence that refuses ``word`` and offers the nearest known one, or all of them."""
    names = sorted(known)
    near = nearest(word, names)
    if near:
        return Bilingual(
            f"不认识的{what.zh}“{word}”；最接近的是“{near}”",
            f"unknown {what.en} {word!r}; the nearest is {near!r}",
        )
    return Bilingual(
        f"不认识的{what.zh}“{word}”；可以用：{'、'.join(names)}",
        f"unknown {what.en} {word!r}; valid: {', '.join(names)}",
    )


def one_of(word: str, known: Iterable[str], what: Bilingual) -> str:
    """``word``, if it is one of the ``known``. Raises ``DataError`` at its place (``Word``)."""
    names = list(known)
    if word not in names:
        raise error_at(word, unknown_word(word, names, what))
    return word


def colon_hint(text: str) -> Bilingual:
    """What to say after a refusal of ``text`` where its colons are the trouble; else nothing."""
    found = _COLON.search(text)
    if not found:
        return Bilingual("", "")
    key = found[1]
    if found[2]:
        return Bilingual(
            f"；“{key}”后面的冒号是全角的，要写成半角的冒号加空格：{key}: …",
            f"; the colon after {key!r} is full-width: write {key}: …",
        )
    return Bilingual(
        f"；“{key}”的冒号后面要空一格：{key}: …",
        f"; a space is missing after the colon: write {key}: …",
    )


class Word(str):
    """A string of a data file that remembers its place; else like any other string."""

    __slots__ = ("column", "file", "line")
    file: str
    line: int
    column: int

    def __new__(cls, text: str, file: str, line: int, column: int) -> Word:
        """``text`` as written at a 1-based line and column of ``file``."""
        word = super().__new__(cls, text)
        word.file, word.line, word.column = file, line, column
        return word

    def __getnewargs__(self) -> tuple[str, str, int, int]:  # type: ignore[override]
        return str(self), self.file, self.line, self.column


def error_at(word: str, words: Bilingual) -> DataError:
    """An error that points at ``word`` where it has a place (see ``Word``), else at no file."""
    if isinstance(word, Word):
        return DataError(word.file, word.line, word.column, words)
    return DataError("", 0, 0, words)


class Value(NamedTuple):
    """One YAML value with its place. Readers below raise ``DataError`` on the wrong shape."""

    file: str
    node: yaml.Node

    @property
    def line(self) -> int:
        """1-based line of the value."""
        return int(self.node.start_mark.line) + 1

    @property
    def column(self) -> int:
        """1-based column of the value, in code points."""
        return int(self.node.start_mark.column) + 1

    def error(self, zh: str, en: str) -> DataError:
        """An error that points at this value."""
        return DataError(self.file, self.line, self.column, Bilingual(zh, en))

    def refuse(self, word: str, known: Iterable[str], what: Bilingual) -> DataError:
        """An error that says ``word`` is unknown here and names the nearest known one."""
        return DataError(self.file, self.line, self.column, unknown_word(word, known, what))

    @property
    def is_mapping(self) -> bool:
        """True for a YAML mapping."""
        return bool(_kind(self.node) == "mapping")

    @property
    def is_list(self) -> bool:
        """True for a YAML sequence."""
        return bool(_kind(self.node) == "sequence")

    @property
    def is_scalar(self) -> bool:
        """True for text, a number and so on."""
        return bool(_kind(self.node) == "scalar")

    @property
    def is_empty(self) -> bool:
        """True for YAML's null."""
        return self.is_scalar and self.node.tag == "tag:yaml.org,2002:null"

    def table(self, *allowed: str, required: Iterable[str] = ()) -> dict[str, Value]:
        """The mapping's values by key; no ``allowed`` means any key is.

        Raises ``DataError`` for another shape, an unknown or repeated key, or a missing
        required one.
        """
        if not self.is_mapping:
            hint = colon_hint(self.text()) if self.is_scalar else Bilingual("", "")
            raise self.error(
                f"这里应当是“键: 值”的映射{hint.zh}",
                f"expected a mapping of keys to values here{hint.en}",
            )
        found: dict[str, Value] = {}
        unknown: list[Value] = []
        for key_node, value_node in self.node.value:
            key = Value(self.file, key_node)
            # A name that only later turns out to be unknown keeps its place.
            name = key.text() if allowed else key.word()
            if allowed and name not in allowed:
                unknown.append(key)
                continue
            if name in found:
                raise key.error(f"键“{name}”写了两次", f"key {name!r} is given twice")
            found[name] = Value(self.file, value_node)
        if unknown:
            raise _all_refused(unknown, allowed)
        for needed in required:
            if needed not in found:
                raise self.error(f"缺少键“{needed}”", f"missing key {needed!r}")
        return found

    def items(self) -> list[Value]:
        """The values of a list; a single scalar or mapping counts as a list of one."""
        if self.is_list:
            return [Value(self.file, node) for node in self.node.value]
        if self.is_empty:
            return []
        return [self]

    def text(self) -> str:
        """A string (or any scalar as it is written)."""
        if not self.is_scalar:
            raise self.error("这里应当是一段文字", "expected text here")
        return str(self.node.value)

    def word(self) -> Word:
        """The same, with its place kept: for a name that only later turns out to be unknown."""
        return Word(self.text(), self.file, self.line, self.column)

    def texts(self) -> tuple[str, ...]:
        """A list of strings; one string counts as a list of one."""
        return tuple(item.text() for item in self.items())

    def words(self) -> tuple[Word, ...]:
        """A list of strings with their places."""
        return tuple(item.word() for item in self.items())

    def number(self, low: float = float("-inf"), high: float = float("inf")) -> float:
        """A number in ``[low, high]``."""
        try:
            number = float(self.text())
        except ValueError:
            raise self.error(
                f"这里应当是数字，不是“{self.text()}”", f"expected a number, not {self.text()!r}"
            ) from None
        if not low <= number <= high:
            limits = Bilingual(f" {low:g}–{high:g}", f"outside {low:g} to {high:g}")
            if high >= _ENDLESS and number > high:
                limits = Bilingual(f"，最多是 {high:.0f}", f"above {high:.0f}")
            elif high >= _ENDLESS:
                limits = Bilingual(f"，至少是 {low:g}", f"below {low:g}")
            raise self.error(
                f"数字 {number:g} 超出范围{limits.zh}", f"number {number:g} is {limits.en}"
            )
        return number

    def whole(self, low: int = 0, high: int = _ENDLESS) -> int:
        """A whole number in ``[low, high]``."""
        number = self.number(low, high)
        if number != int(number):
            raise self.error("这里应当是整数", "expected a whole number")
        return int(number)

    def flag(self) -> bool:
        """``true`` or ``false``."""
        word = self.text().lower()
        if word not in ("true", "false"):
            raise self.error("这里应当是 true 或 false", "expected true or false")
        return word == "true"

    def one_of(self, known: Iterable[str], what: Bilingual) -> str:
        """One of the ``known`` words."""
        return str(one_of(self.word(), known, what))

    def bilingual(self) -> Bilingual:
        """``{zh: …, en: …}``, both filled."""
        table = self.table("zh", "en", required=("zh", "en"))
        words = Bilingual(table["zh"].text().strip(), table["en"].text().strip())
        if not words.zh or not words.en:
            raise self.error("中英文都要写", "both zh and en must be filled")
        return words


def _all_refused(keys: list[Value], allowed: Iterable[str]) -> DataError:
    """The error at the first of some unknown keys, which names the others too."""
    first, *others = keys
    error = first.refuse(first.text(), allowed, Bilingual("键", "key"))
    if not others:
        return error
    zh = "、".join(f"第 {key.line} 行“{key.text()}”" for key in others)
    en = ", ".join(f"{key.text()!r} in line {key.line}" for key in others)
    return first.error(f"{error.words.zh}；也不认识{zh}", f"{error.words.en}; nor {en}")


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
    near = [piece for piece in lines[max(first, 0) : line] if _COLON.match(piece)]
    return colon_hint("\n".join(near[-1:]))


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
