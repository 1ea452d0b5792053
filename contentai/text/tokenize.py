"""Words, with their place and part of speech, by jieba's dictionary.

``rjieba`` is the default engine and ``jieba`` the other; both cut by the same dictionary.
A model remembers the engine it was trained with, so engines are named values.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache, lru_cache
from importlib import import_module
from typing import Literal, NamedTuple

from contentai.diagnostics import Span

Engine = Literal["rjieba", "jieba"]
ENGINES: tuple[Engine, ...] = ("rjieba", "jieba")
_FETCHING = "contentai: dictionary"


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
    """Start to load the dictionary, beside what is done until words are first asked for.

    Reading it takes a fifth of a second, in which rjieba leaves Python to others.
    """
    if engine == "rjieba" and engine not in sys.modules:
        threading.Thread(target=_import, args=(engine,), name=_FETCHING).start()


def fetched(engine: Engine = "rjieba") -> None:
    """Load the dictionary, or wait until that is done: no thread is at it any more."""
    for thread in threading.enumerate():
        if thread.name == _FETCHING:
            thread.join()
    _engine(engine)


def _import(engine: Engine) -> None:
    with suppress(ImportError):  # who asks for words will be told
        import_module(engine)


class _Jieba(NamedTuple):
    """The three things contentai asks of an engine."""

    cut: Callable[[str], list[str]]
    tag: Callable[[str], list[tuple[str, str]]]
    has: Callable[[str], bool]


@cache
def _engine(engine: Engine) -> _Jieba:
    if engine == "rjieba":
        import rjieba

        # The module's own dictionary serves all three: `Jieba()`, which has `has_word`, would
        # load a second. Without the guessing model, only a known word stays in one piece.
        return _Jieba(
            lambda text: list(rjieba.cut(text)),
            lambda text: list(rjieba.tag(text)),
            lambda word: len(rjieba.cut(word, False)) == 1,
        )
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return _Jieba(
        lambda text: list(jieba.cut(text)),
        lambda text: [(pair.word, pair.flag) for pair in jieba.posseg.cut(text)],
        lambda word: bool(jieba.dt.FREQ.get(word)),
    )
