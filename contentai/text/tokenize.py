"""Words, with their place and part of speech, by jieba's dictionary.

``rjieba`` is the default engine and ``jieba`` the other; both cut by the same dictionary.
A model remembers the engine it was trained with, so engines are named values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from contentai.diagnostics import Span

if TYPE_CHECKING:
    from contentai.text.cutting.cutter import Cutter

Engine = Literal["rjieba", "jieba"]
ENGINES: tuple[Engine, ...] = ("rjieba", "jieba")
# rjieba takes as long to load as cutting so many code points without it, a call being like so many.
_ENOUGH, _CALL = 14_000, 10


class Token(NamedTuple):
    """A word of the folded text; ``pos`` is jieba's part-of-speech tag ("x" when unknown)."""

    text: str
    span: Span
    pos: str


def words(text: str, engine: Engine = "rjieba") -> list[str]:
    """The words of ``text`` in order; joined, they give ``text`` again."""
    cut = _engine(engine).cut(text)
    return cut if sum(map(len, cut)) == len(text) else _realigned(text, cut)


def tag(text: str, engine: Engine = "rjieba") -> list[Token]:
    """The words of ``text`` with spans and parts of speech."""
    pairs = _engine(engine).tag(text)
    tokens: list[Token] = []
    at = 0
    for word, pos in pairs:
        found = text.find(word, at)
        if found < 0:
            continue
        tokens.append(Token(word, Span(found, found + len(word)), pos))
        at = found + len(word)
    return tokens


@lru_cache(maxsize=50_000)
def is_word(word: str, engine: Engine = "rjieba") -> bool:
    """True when ``word`` stands in the engine's dictionary (it is not a guess)."""
    return _engine(engine).has(word)


def _realigned(text: str, cut: Iterable[str]) -> list[str]:
    """The cut with the characters an engine left out put back as words of their own."""
    whole: list[str] = []
    at = 0
    for word in cut:
        found = text.find(word, at)
        if found < 0:
            continue
        whole.extend(text[at:found])
        whole.append(word)
        at = found + len(word)
    whole.extend(text[at:])
    return whole


def fetch(engine: Engine = "rjieba") -> None:
    """Load all of the engine now: what is copied of this process then has it."""
    found = _engine(engine)
    if isinstance(found, _Rjieba):
        _ = found.whole


def expect(size: int, engine: Engine = "rjieba") -> None:
    """Load all of the engine if it pays for texts of so many code points together."""
    if size > _ENOUGH:
        fetch(engine)


class _Jieba(NamedTuple):
    """The three things contentai asks of an engine."""

    cut: Callable[[str], list[str]]
    tag: Callable[[str], list[tuple[str, str]]]
    has: Callable[[str], bool]


class _Rjieba:
    """rjieba, which is loaded when it pays: before, its words come from ``Cutter``."""

    def __init__(self) -> None:
        self._asked = 0

    def cut(self, text: str) -> list[str]:
        return self._for(text).cut(text)

    def tag(self, text: str) -> list[tuple[str, str]]:
        return self.whole.tag(text)

    def has(self, word: str) -> bool:
        return self._for(word).has(word)

    def _for(self, text: str) -> _Jieba | Cutter:
        self._asked += len(text) + _CALL
        whole = self._asked > _ENOUGH or "whole" in vars(self)
        return self.whole if whole or self._small is None else self._small

    @cached_property
    def _small(self) -> Cutter | None:
        from contentai.text.cutting.cutter import FILE, Cutter  # brings numpy

        try:
            return Cutter.open(FILE)
        except (OSError, ValueError):  # not there or damaged: rjieba has a dictionary of its own
            return None

    @cached_property
    def whole(self) -> _Jieba:
        """The library itself."""
        import rjieba

        # The module's own dictionary serves all three: `Jieba()`, which has `has_word`, would
        # load a second. Without the guessing model, only a known word stays in one piece.
        return _Jieba(
            lambda text: list(rjieba.cut(text)),
            lambda text: list(rjieba.tag(text)),
            lambda word: len(rjieba.cut(word, False)) == 1,
        )


@cache
def _engine(engine: Engine) -> _Jieba | _Rjieba:
    if engine == "rjieba":
        return _Rjieba()
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return _Jieba(
        lambda text: list(jieba.cut(text)),
        lambda text: [(pair.word, pair.flag) for pair in jieba.posseg.cut(text)],
        lambda word: bool(jieba.dt.FREQ.get(word)),
    )
