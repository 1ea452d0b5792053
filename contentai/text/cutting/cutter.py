"""jieba's algorithm over a dictionary in sorted arrays.

Of all ways to cut a run of Han characters and ASCII letters into words of the dictionary, the
most probable one counts; single characters left over side by side go through a hidden Markov
model that guesses new words. After jieba (Sun Junyi, MIT) as jieba-rs has it (messense, MIT):
equal scores are settled the way it settles them, so that the words are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.text import lazy

FILE = Path(__file__).with_name("dictionary.safetensors")
LONGEST = 16  # characters in a word of the dictionary
STEM = 4  # longer words are looked for only where so many characters begin one
FIRST_HAN, LAST_HAN = 0x4E00, 0x9FD5  # what the model of new words knows
PARTS = 1_000_000  # the model's log-probabilities are whole millionths

Hashes = NDArray[np.uint64]
# Words that begin at a place, in order: where they end, and their log-probabilities.
Ways = dict[int, list[tuple[int, float]]]
# Ranges of a text, one after the other.
Pieces = list[tuple[int, int]]

# An odd number with no pattern (2**64 divided by the golden ratio).
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
# Words are looked for in runs of these; all else stands alone.
_RANGES = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2EBEF),
    (0x2F800, 0x2FA1F),
)
_ASCII = np.array([chr(code).isalnum() or chr(code) in "+#&._%-" for code in range(128)])
_LATIN = lazy.pattern("([a-zA-Z0-9]+(?:[._\\-][a-zA-Z0-9]+)*%?)")

_BEGIN, _END, _MIDDLE, _SINGLE = range(4)
_IMPOSSIBLE = -3.14e100
_STARTS = (-0.26268660809250016, _IMPOSSIBLE, _IMPOSSIBLE, -1.4652633398537678)
# For each state the two that may stand before it, with the log-probability of the step.
_STEPS = (
    ((_END, -0.5897149736854513), (_SINGLE, -0.7211965654669841)),
    ((_BEGIN, -0.51082562376599), (_MIDDLE, -0.33344856811948514)),
    ((_BEGIN, -0.916290731874155), (_MIDDLE, -1.2603623820268226)),
    ((_END, -0.8085250474669937), (_SINGLE, -0.6658631448798212)),
)


class Entries(NamedTuple):
    """The dictionary, and the model of new words.

    The hashes of its words in order (V,), which of the counts (C,) is how often each occurs
    (V,), the hashes of what longer words begin with, in order, and the model's emissions: a row
    a state and a column a character from U+4E00 on, in millionths; 0 is none.
    """

    hashes: Hashes
    ranks: NDArray[np.uint16]
    counts: NDArray[np.int64]
    stems: Hashes
    emissions: NDArray[np.int32]


class Cutter:
    """Cuts texts as rjieba does."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self._total = log(int(np.bincount(entries.ranks) @ entries.counts))
        # Log-probabilities of words, by rank.
        self._likely = [log(count) - self._total for count in entries.counts.tolist()]
        self._emitted = lru_cache(maxsize=None)(self._emissions_of)  # at most a line a character

    @classmethod
    def open(cls, file: Path) -> Cutter:
        """The cutter of the dictionary in ``file``, whose digest stands beside it.

        Raises ``OSError``, and ``ValueError`` where it is not as it was written.
        """
        from safetensors.numpy import load

        data = file.read_bytes()
        if digest(data) != digest_file(file).read_text("ascii").strip():
            raise ValueError(f"{file}: damaged")
        return cls(Entries(**load(data)))

    def cut(self, text: str) -> list[str]:
        """``rjieba.cut(text)``: joined, the words are the text."""
        codes = _codes(text)
        ways = self._ways(codes)
        words: list[str] = []
        at = 0
        for start, end in _runs(codes):
            words += _apart(text[at:start])
            words += self._guessed(text, self._route(start, end, ways), ways)
            at = end
        return words + _apart(text[at:])

    def has(self, word: str) -> bool:
        """``len(rjieba.cut(word, False)) == 1``: the dictionary leaves it in one piece."""
        codes = _codes(word)
        runs = _runs(codes)
        if runs != [[0, len(word)]]:
            return len(_apart(word)) == 1 if not runs else False
        pieces = self._route(0, len(word), self._ways(codes))
        return len(pieces) == 1 or (word.isascii() and word.isalnum() and len(pieces) == len(word))

    def _ways(self, codes: Hashes) -> Ways:
        """The words of the dictionary that a text holds."""
        at = np.arange(len(codes))
        values = np.zeros(len(codes), dtype=np.uint64)
        ways: Ways = {}
        for size in range(1, LONGEST + 1):
            at = at[: np.searchsorted(at, len(codes) - size, side="right")]
            if not len(at):
                break
            values = _extended(values[: len(at)], codes[at + size - 1])
            place = _placed(self._entries.hashes, values)
            known = place >= 0
            ranks = self._entries.ranks[place[known]]
            for start, rank in zip(at[known].tolist(), ranks.tolist(), strict=True):
                ways.setdefault(start, []).append((start + size, self._likely[rank]))
            if size == STEM:
                stems = _placed(self._entries.stems, values) >= 0
                at, values = at[stems], values[stems]
        return ways

    def _route(self, start: int, end: int, ways: Ways) -> Pieces:
        """The most probable cut of a run; a character that begins no word is one, seen once.

        Of cuts that are as probable, the one with the longer word.
        """
        scores = [0.0] * (end - start + 1)
        ends = list(range(start + 1, end + 1))
        for at in range(end - 1, start - 1, -1):
            best = None
            for to, probability in ways.get(at, ()):
                if to <= end:
                    score = probability + scores[to - start]
                    if best is None or score >= best:
                        best, ends[at - start] = score, to
            scores[at - start] = scores[at + 1 - start] - self._total if best is None else best
        pieces = []
        at = start
        while at < end:
            pieces.append((at, ends[at - start]))
            at = ends[at - start]
        return pieces

    def _guessed(self, text: str, pieces: Pieces, ways: Ways) -> Iterator[str]:
        """The words of the pieces, where those of one character may go together to new ones."""
        for single, group in groupby(pieces, lambda piece: piece[1] == piece[0] + 1):
            some = list(group)
            start, end = some[0][0], some[-1][1]
            listed = any(to == end for to, _ in ways.get(start, ()))
            if single and len(some) > 1 and not listed:
                yield from self._new_words(text[start:end])
            else:
                yield from (text[low:high] for low, high in some)

    def _new_words(self, text: str) -> Iterator[str]:
        for known, run in groupby(text, lambda c: FIRST_HAN <= ord(c) <= LAST_HAN):
            part = "".join(run)
            if not known:
                yield from filter(None, _LATIN.split(part))
            elif len(part) == 1:
                yield part
            else:
                yield from self._modelled(part)

    def _modelled(self, text: str) -> Iterator[str]:
        """Han characters cut where the hidden Markov model likes it best (Viterbi).

        Of ways that are as likely, the one through the state of the higher number.
        """
        scores = [a + b for a, b in zip(_STARTS, self._emitted(text[0]), strict=True)]
        before: list[list[int]] = []
        for character in text[1:]:
            emitted = self._emitted(character)
            best = [
                max((scores[state] + step + emitted[to], state) for state, step in _STEPS[to])
                for to in range(4)
            ]
            scores = [score for score, _ in best]
            before.append([state for _, state in best])
        state = _SINGLE if scores[_SINGLE] >= scores[_END] else _END
        states = [state]
        for row in reversed(before):
            state = row[state]
            states.append(state)
        begin = 0
        for at, state in enumerate(reversed(states), 1):
            if state in (_END, _SINGLE):
                yield text[begin:at]
                begin = at

    def _emissions_of(self, character: str) -> list[float]:
        """The log-probabilities of a Han character, a state each."""
        found = self._entries.emissions[:, ord(character) - FIRST_HAN].tolist()
        return [value / PARTS if value else _IMPOSSIBLE for value in found]


def digest(data: bytes) -> str:
    """What tells that a dictionary is whole: its SHA-256 in hexadecimal."""
    return sha256(data).hexdigest()


def digest_file(file: Path) -> Path:
    """Where the digest of a dictionary stands."""
    return file.with_suffix(".sha256")


def hashed(words: Sequence[str]) -> Hashes:
    """The hashes of words (W,), of which none is empty."""
    sizes = np.array([len(word) for word in words])
    codes = _codes("".join(words))
    first = np.cumsum(sizes) - sizes
    values = np.zeros(len(words), dtype=np.uint64)
    for at in range(int(sizes.max(initial=0))):
        some = sizes > at
        values[some] = _extended(values[some], codes[first[some] + at])
    return values


def _extended(values: Hashes, codes: Hashes) -> Hashes:
    """The hashes of texts that are one code point longer each."""
    return (values + codes + np.uint64(1)) * _FACTOR


def _codes(text: str) -> Hashes:
    data = text.encode("utf-32-le", "surrogatepass")
    return np.frombuffer(data, dtype=np.uint32).astype(np.uint64)


def _runs(codes: Hashes) -> list[list[int]]:
    """Where the runs start and end."""
    inside = np.zeros(len(codes) + 2, dtype=bool)
    known = inside[1:-1]
    for low, high in _RANGES:
        known |= (codes >= low) & (codes <= high)
    ascii = codes < len(_ASCII)
    known[ascii] = _ASCII[codes[ascii].astype(np.intp)]
    return (inside[1:] != inside[:-1]).nonzero()[0].reshape(-1, 2).tolist()  # type: ignore[no-any-return]


def _placed(hashes: Hashes, values: Hashes) -> NDArray[np.int64]:
    """Where each value stands among the hashes; -1 where it does not."""
    place = np.minimum(np.searchsorted(hashes, values), len(hashes) - 1)
    return np.where(hashes[place] == values, place, -1)


def _apart(text: str) -> list[str]:
    """One character a piece; a line end of two is one."""
    pieces = list(text)
    if "\r\n" not in text:
        return pieces
    return [
        "\r\n" if one == "\r" and after == "\n" else one
        for before, one, after in zip(["", *pieces], pieces, [*pieces[1:], ""], strict=False)
        if not (before == "\r" and one == "\n")
    ]
