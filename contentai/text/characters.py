"""The first step of folding: one form for each character, mapped to what is written.

The text of this step has Unicode's compatibility forms undone (NFKC: full-width letters,
circled and superscript digits, ligatures), Traditional characters simplified (OpenCC ``t2s``),
and the characters nobody sees (zero-width, bidirectional controls, variation selectors, the
enclosing keycap) dropped. It knows nothing of words: those are ``evasion``'s.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from contentai.text.mapped import MappedText, identity

# Not covered by NFKC: negative circled and dingbat digits and letters.
_LOOKS = {
    **{chr(0x2776 + i): str(i + 1) for i in range(10)},
    **{chr(0x2780 + i): str(i + 1) for i in range(10)},
    **{chr(0x278A + i): str(i + 1) for i in range(10)},
    **{chr(0x24F5 + i): str(i + 1) for i in range(10)},
    "\u24ff": "0",
    "➕": "+",
    "➖": "-",
    # Pictures today: between two characters they are noise, and no word.
    "🉐": "🉐",
    "🉑": "🉑",
    **{chr(0x24EB + i): str(i + 11) for i in range(10)},
    **{chr(0x1F150 + i): chr(0x41 + i) for i in range(26)},
    **{chr(0x1F170 + i): chr(0x41 + i) for i in range(26)},
}
_UNSEEN = frozenset("\u00ad\u034f\u061c\u115f\u1160\u180e\u20e3\u3164\ufeff\uffa0") | frozenset(
    chr(code)
    for low, high in (
        (0x180B, 0x180D),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFE00, 0xFE0F),
        (0xE0000, 0xE0FFF),
    )
    for code in range(low, high + 1)
)
_PASSES = 4


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def fold_characters(text: str) -> MappedText:
    """``text`` with every character in its plainest form, mapped onto ``text``.

    Idempotent: folding the result again changes nothing. Linear in the length of
    ``text``; lone surrogates are kept as they are.
    """
    if text.isascii():
        return identity(text)
    result, done = _once(text)
    for _ in range(_PASSES - 1):
        if done or is_folded(result.text):
            break
        again, done = _once(result.text)
        result = again.onto(result)
    return result


def is_folded(text: str) -> bool:
    """True when folding changes nothing, told without making any map."""
    return text.isascii() or not (_odd(text) or simplify(text) != text)


# What is known of a character: 0 nothing yet, 1 that folding leaves it alone and that it
# combines with none, 2 otherwise; and the one character it folds to, itself where there is no
# such. Each is looked up once a run and not once a text.
_PLAIN, _ODD = 1, 2
_known = np.zeros(0x110000, dtype=np.uint8)
_single = np.arange(0x110000, dtype=np.uint32)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _odd(text: str) -> list[str]:
    """The distinct characters of ``text`` that folding changes or that combine with others."""
    codes = _codes(text)
    known = _known[codes]
    if not known.all():
        for code in set(codes[known == 0].tolist()):
            folded = fold_character(chr(code))
            odd = folded != chr(code) or unicodedata.combining(chr(code)) > 0
            _known[code] = _ODD if odd else _PLAIN
            if len(folded) == 1:
                _single[code] = ord(folded)
        known = _known[codes]
    return [chr(code) for code in sorted(set(codes[known == _ODD].tolist()))]


def _once(text: str) -> tuple[MappedText, bool]:
    """``text`` folded once, and whether it is known that no more is to be done."""
    odd = _odd(text)
    if any(map(unicodedata.combining, odd)):
        clustered = _compose(text, odd)
        folded = _by_character(clustered.text, _odd(clustered.text)).onto(clustered)
        done = False
    else:
        folded = _by_character(text, odd)
        done = not _odd("".join(map(fold_character, odd)))
    simplified = simplify(folded.text)
    done = done and simplified == folded.text
    return MappedText(simplified, folded.starts, folded.ends), done


@lru_cache(maxsize=20_000)
def fold_character(character: str) -> str:
    """One character's compatibility form: "" for one that nobody sees; script is left alone."""
    if character in _UNSEEN:
        return ""
    return _LOOKS.get(character) or unicodedata.normalize("NFKC", character)


def _by_character(text: str, odd: list[str]) -> MappedText:
    """Each character on its own; the cost is one C pass plus the distinct characters."""
    resized = {c: f for c in odd if len(f := fold_character(c)) != 1}
    codes = _codes(text)
    changed = _single[codes].tobytes().decode("utf-32-le", "surrogatepass")
    if not resized:
        return identity(changed)
    sizes = np.ones(len(text), dtype=np.int64)
    for c, f in resized.items():
        changed = changed.replace(c, f)
        sizes[codes == ord(c)] = len(f)
    starts = np.repeat(np.arange(len(text), dtype=np.int32), sizes)
    return MappedText(changed, starts, starts + 1)


def _compose(text: str, odd: list[str]) -> MappedText:
    """A base character and its combining marks become one character where Unicode has it."""
    marks = [c for c in odd if unicodedata.combining(c)]
    cluster = re.compile("[^{0}][{0}]+".format("".join(re.escape(c) for c in sorted(marks))))
    pieces: list[str] = []
    starts: list[np.ndarray[tuple[int], np.dtype[np.int32]]] = []
    ends: list[np.ndarray[tuple[int], np.dtype[np.int32]]] = []
    at = 0
    for match in cluster.finditer(text):
        new = unicodedata.normalize("NFKC", match.group())
        plain = np.arange(at, match.start(), dtype=np.int32)
        pieces += [text[at : match.start()], new]
        starts += [plain, np.full(len(new), match.start(), dtype=np.int32)]
        ends += [plain + 1, np.full(len(new), match.end(), dtype=np.int32)]
        at = match.end()
    rest = np.arange(at, len(text), dtype=np.int32)
    return MappedText(
        "".join([*pieces, text[at:]]),
        np.concatenate([*starts, rest]),
        np.concatenate([*ends, rest + 1]),
    )


@cache
def _converter() -> _Converter:
    from opencc import OpenCC

    converter: _Converter = OpenCC("t2s")
    return converter


def simplify(text: str) -> str:
    """Simplified characters, one for one.

    OpenCC's phrases keep their length; where a run would not (or holds a lone surrogate,
    which it cannot take), its characters are converted one by one.
    """
    try:
        converted = _converter().convert(text)
    except (UnicodeError, ValueError):
        converted = ""
    if len(converted) == len(text):
        return converted
    return text.translate({ord(c): _simplify_character(c) for c in set(text)})


@lru_cache(maxsize=20_000)
def _simplify_character(character: str) -> str:
    try:
        converted = _converter().convert(character)
    except (UnicodeError, ValueError):
        return character
    return converted if len(converted) == 1 else character
