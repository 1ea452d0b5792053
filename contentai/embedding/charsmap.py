"""SentencePiece's ``precompiled_charsmap``, for one character read as another.

The form in which ``tokenizer.json`` holds replacements: the length of a trie in bytes (uint32,
little-endian), the trie over UTF-8 as a double array in the layout of darts-clone (see its
``dawg.h`` and the ``spm_precompiled`` crate), then the new characters, each ended by a zero.
Of a unit of the trie, bits 0–7 are the label, bit 8 says that a key ends here, bits 10 and up
are the offset to the children; a unit that holds a value holds it in bits 0–30.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

import numpy as np

_LEAF = 1 << 31
_ENDS = 1 << 8


def pack(replaced: Mapping[str, str]) -> bytes:
    """The map of old character → new character. Raises ``ValueError`` for other than those."""
    tree: dict[int, dict[int, dict[int, int]]] = {}
    news = bytearray()
    for old, new in sorted(replaced.items()):
        key = old.encode()
        if len(old) != 1 or len(new) != 1 or len(key) != 3:
            raise ValueError("only one character of three bytes for another")
        tree.setdefault(key[0], {}).setdefault(key[1], {})[key[2]] = len(news)
        news += new.encode() + b"\0"
    units: dict[int, int] = {0: 0}
    taken: set[int] = set()  # two parents whose children begin at one place would share them

    def place(parent: int, labels: list[int], ends: int = 0, least: int = 1) -> int:
        """Put children where all their places are free; the parent's unit says where."""
        begin = next(
            at
            for at in count(least)
            if at not in taken and not any(at ^ label in units for label in labels)
        )
        taken.add(begin)
        units[parent] |= (begin ^ parent) << 10 | ends
        units.update({begin ^ label: label for label in labels})
        return begin

    value_at = 1
    first = place(0, list(tree))
    for one, seconds in tree.items():
        second = place(first ^ one, list(seconds))
        for two, thirds in seconds.items():
            third = place(second ^ two, list(thirds))
            for three, value in thirds.items():
                value_at = place(third ^ three, [0], _ENDS, value_at)
                units[value_at] = _LEAF | value
    size = max(units) // 256 * 256 + 256
    # A free place has a label that its number cannot be reached with.
    trie = np.full(size, _LEAF, dtype="<u4")
    trie[list(units)] = list(units.values())
    return trie.nbytes.to_bytes(4, "little") + trie.tobytes() + bytes(news)


def unpack(data: bytes) -> dict[str, str]:
    """Old character → new character. Raises ``ValueError`` for a map of anything else."""
    try:
        size = int.from_bytes(data[:4], "little")
        trie = np.frombuffer(data[4 : 4 + size], dtype="<u4").astype(np.int64)
        news = data[4 + size :]
        found: dict[str, str] = {}
        for one, first in _children(trie, _offset(trie, 0)):
            for two, second in _children(trie, first):
                for three, third in _children(trie, second):
                    at = int(trie[third]) & (_LEAF - 1)
                    new = news[at : news.index(b"\0", at)].decode()
                    old = bytes((one, two, three)).decode()
                    if len(old) != 1 or len(new) != 1:
                        raise ValueError(f"{old!r} for {new!r}")
                    found[old] = new
    except (IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"a damaged character map: {error}") from None
    return found


def _offset(trie: np.ndarray, place: int) -> int:
    unit = int(trie[place])
    return place ^ ((unit >> 10) << ((unit & (1 << 9)) >> 6))


def _children(trie: np.ndarray, base: int) -> list[tuple[int, int]]:
    """Labels above 0 of the units that follow, each with the place of its own children."""
    labels = np.arange(1, 256)
    places = base ^ labels
    inside = places < len(trie)
    labels, places = labels[inside], places[inside]
    units = trie[places]
    own = (units & (_LEAF | 0xFF)) == labels
    return [
        (int(label), _offset(trie, int(place)))
        for label, place in zip(labels[own], places[own], strict=True)
    ]
