"""Mistakes that know their place: what is wrong in which file, where, and the way out.

A mistake in rules, configuration, tables or the words of a command is told the same way: the
file, the place, what was expected, the nearest valid word.
"""

from __future__ import annotations

from collections.abc import Iterable

from contentai.language import Bilingual


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


def one_of(word: str, known: Iterable[str], what: Bilingual) -> str:
    """``word``, if it is one of the ``known``. Raises ``DataError`` at its place (``Word``)."""
    names = list(known)
    if word not in names:
        raise error_at(word, unknown_word(word, names, what))
    return word
