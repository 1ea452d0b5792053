"""Named lists of words that rules share: ``words.yaml`` beside the rules of a pack.

disease: [高血压, 糖尿病, 鼻炎]       # words, as they are
symptom: [失眠, 便秘]
illness: ['{disease}', '{symptom}']  # a list may take in those above it
days: '\\d+(?:天|日|周)'              # one text is not a word but a piece of a pattern

A pattern (``unless`` too) takes a list or a piece in by ``{disease}``; ``kind: terms`` and the
steps of ``kind: words`` take lists by ``list: disease``. A pack sees the lists of the packs
loaded before it, the built-in ones among them, and may add to the names but not redefine one.
"""

from __future__ import annotations

import re

from contentai.language import Bilingual
from contentai.located import DataError
from contentai.yamlvalue import Value

WORDS_FILE = "words.yaml"

_NAME = re.compile(r"[a-z][a-z0-9_]*")
# Not the classes \p{…} and the characters \x{…} of RE2; its counts {2,6} are no names.
_USE = re.compile(r"(?<!\\[pPx])\{([a-z][a-z0-9_]*)\}")
_META = re.compile(r"[\\.+*?()|\[\]{}^$]")
_WHAT = Bilingual("词表", "word list")


class WordLists:
    """Word lists and pieces of patterns by name. Names are never taken back."""

    def __init__(self) -> None:
        self._words: dict[str, tuple[str, ...]] = {}
        self._pieces: dict[str, str] = {}
        self._places: dict[str, str] = {}

    def read(self, root: Value) -> list[DataError]:
        """Add the lists of a ``words.yaml``; a broken one is left out and told of."""
        errors: list[DataError] = []
        try:
            table = root.table()
        except DataError as error:
            return [error]
        for name, value in table.items():
            try:
                self._add(name, value)
            except DataError as error:
                errors.append(error)
        return errors

    def _add(self, name: str, value: Value) -> None:
        if not _NAME.fullmatch(name):
            raise value.error(
                f"词表名“{name}”只能用小写字母、数字和下划线",
                f"the list name {name!r} may hold small letters, digits and underscores only",
            )
        if name in self._places:
            raise value.error(
                f"词表“{name}”已写在 {self._places[name]}",
                f"the list {name!r} is already in {self._places[name]}",
            )
        if value.is_list:
            words = dict.fromkeys(word for item in value.items() for word in self._of_item(item))
            if not words:
                raise value.error("词表不能为空", "a list may not be empty")
            self._words[name] = tuple(words)
            # The longest first, or a shorter word at its front would hide it.
            by_length = sorted(words, key=len, reverse=True)
            self._pieces[name] = f"(?:{'|'.join(map(_escape, by_length))})"
        else:
            self._pieces[name] = f"(?:{self.expand(value)})"
        self._places[name] = value.file

    def _of_item(self, item: Value) -> tuple[str, ...]:
        text = item.text()
        use = _USE.fullmatch(text)
        if use:
            return self._named(item, use[1])
        if not text.strip():
            raise item.error("词不能为空", "a word may not be blank")
        return (text,)

    def words(self, names: Value) -> tuple[str, ...]:
        """The words of one list or several. Raises ``DataError`` naming the nearest list."""
        return tuple(
            dict.fromkeys(word for item in names.items() for word in self._named(item, item.text()))
        )

    def _named(self, item: Value, name: str) -> tuple[str, ...]:
        if name in self._words:
            return self._words[name]
        if name in self._pieces:
            raise item.error(
                f"“{name}”是正则片段，不是词表，只能写进正则",
                f"{name!r} is a piece of a pattern, not a list; only patterns take it",
            )
        raise item.refuse(name, self._words, _WHAT)

    def expand(self, pattern: Value) -> str:
        """A pattern with every ``{name}`` in it written out. Raises ``DataError``."""

        def piece(use: re.Match[str]) -> str:
            if use[1] not in self._pieces:
                raise pattern.refuse(use[1], self._pieces, _WHAT)
            return self._pieces[use[1]]

        return _USE.sub(piece, pattern.text())


def _escape(word: str) -> str:
    """A word as a pattern. Marks that folding changes are left to the lexicon."""
    return _META.sub(r"\\\g<0>", word)
