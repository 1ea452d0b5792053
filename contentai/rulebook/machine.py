"""A pattern as it is searched for: folded like the texts, compiled by RE2, which cannot hang."""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple

import re2

from contentai.rulebook.literals import Shape, shape_of
from contentai.text.characters import fold_character, fold_characters

_MEANINGFUL = frozenset("()[]{}*+?.^$|\\-")
_BLANKS = "(?: ?"
# A digit (\d or a class that holds it) with its quantifier; what else a pattern is made of
# goes by piece by piece, so that no escape and no class is taken apart.
_PIECE = re.compile(
    r"(?P<digit>\\d|\[(?!\^)(?:\\.|[^\]\\])*\\d(?:\\.|[^\]\\])*\])"
    r"(?:(?:\{\d+(?:,\d*)?\}|[+*?])\??)?"
    r"|[^\\\[]+|\\[\s\S]|\[(?:\\.|[^\]\\])*\]|[\s\S]"
)


class Machine(NamedTuple):
    """A compiled pattern with the numbers of its groups; ``hit`` is the one that is marked."""

    compiled: Any
    groups: tuple[tuple[str, int], ...]
    hit: int
    spaced: bool

    @classmethod
    def of(cls, compiled: Any) -> Machine:
        """The machine of an RE2 pattern."""
        names = compiled.groupindex
        return cls(compiled, tuple(names.items()), names.get("hit", 0), _BLANKS in compiled.pattern)


def digest(pattern: str) -> str:
    """A short name for a pattern: 12 hexadecimal digits of its BLAKE2b."""
    return blake2b(pattern.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def folded_shape(pattern: str) -> Shape:
    """The shape of the pattern as it is searched for: folded."""
    return shape_of(fold_pattern(pattern))


def fold_pattern(pattern: str) -> str:
    """A pattern that matches folded text: literals folded, full-width marks kept literal.

    Numbers may have a blank on either side, as careful typists set them.
    """
    escaped = {ord(c): literal for c in set(pattern) if (literal := _literal(c)) != c}
    return _spaced(fold_characters(pattern.translate(escaped)).text)


def _spaced(pattern: str) -> str:
    """A pattern that also matches where its numbers are set apart: 满 300 减 50."""
    return _PIECE.sub(
        lambda piece: f"{_BLANKS}{piece[0]} ?)" if piece["digit"] else piece[0], pattern
    )


@cache
def _literal(character: str) -> str:
    """A character, escaped where folding would give it a meaning: （ … ⑴."""
    # Nothing that script folding changes becomes ASCII: only compatibility forms do.
    if character.isascii() or fold_character(character) == character:
        return character
    folded = fold_characters(character).text
    return character if _MEANINGFUL.isdisjoint(folded) else re.escape(folded)


def compile_pattern(pattern: str) -> Any:
    """A pattern folded and compiled with RE2, ignoring case.

    Raises ``ValueError`` with RE2's reason.
    """
    try:
        return re2.compile(fold_pattern(pattern), options=_options())
    except re2.error as error:
        reason = error.args[0]
        words = reason.decode() if isinstance(reason, bytes) else str(reason)
        raise ValueError(words) from None


def _options() -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = 64 << 20
    return options
