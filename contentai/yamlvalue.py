"""One value of a YAML file: it knows its place, and gives what it holds in the shape asked for.

Where it holds something else, that is a mistake at its place (``located``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from contentai.language import Bilingual
from contentai.located import DataError, Word, one_of, unknown_word

if TYPE_CHECKING:
    import yaml

# A key whose colon YAML does not see as one: full-width, or with nothing after it.
_COLON = re.compile(r"^[ \t]*([\w-]{1,40})[ \t]*(?:(：)|:(?=[^\s/]))", re.MULTILINE)
# A limit that is none.
_ENDLESS = 10**9
# PyYAML's own word for what a node is; the classes would have to be imported to be asked for.
_kind = attrgetter("id")


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
