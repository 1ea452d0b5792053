"""Lays jieba's dictionary out for ``cutter``: ``python -m contentai.text.cutting.layout``.

From ``dict.txt`` and the model of new words (``finalseg``) of the package jieba 0.42.1, which are
those that rjieba has built in; it has the model's numbers in millionths.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import numpy as np

from contentai.text.cutting.cutter import (
    FILE,
    FIRST_HAN,
    LAST_HAN,
    PARTS,
    STEM,
    Entries,
    digest,
    digest_file,
    hashed,
)


def entries(folder: Path) -> Entries:
    """The entries of the dictionary in ``folder`` (jieba's), with the model of new words.

    Raises ``ValueError`` where two words have one hash.
    """
    counts: dict[str, int] = {}
    for line in (folder / "dict.txt").read_text("utf-8").splitlines():
        word, count, *_ = line.split()
        counts[word] = int(count)
    hashes = hashed(list(counts))
    order = np.argsort(hashes)
    if (hashes[order][1:] == hashes[order][:-1]).any():
        raise ValueError("two words have one hash")
    distinct, ranks = np.unique(np.array(list(counts.values())), return_inverse=True)
    stems = {word[:STEM] for word in counts if len(word) > STEM}
    return Entries(
        hashes[order],
        ranks[order].astype(np.uint16),
        distinct.astype(np.int64),
        np.sort(hashed(sorted(stems))),
        _emissions(),
    )


def _emissions() -> np.typing.NDArray[np.int32]:
    model = import_module("jieba.finalseg.prob_emit").P
    table = np.zeros((4, LAST_HAN - FIRST_HAN + 1), dtype=np.int32)
    for row, state in enumerate("BEMS"):
        for character, value in model[state].items():
            if FIRST_HAN <= ord(character) <= LAST_HAN:
                table[row, ord(character) - FIRST_HAN] = round(value * PARTS)
    return table


def main() -> None:
    """Write the dictionary."""
    from safetensors.numpy import save

    found = entries(Path(str(import_module("jieba").__file__)).parent)
    data = save(found._asdict(), {"source": f"jieba {version('jieba')} (MIT)"})
    FILE.write_bytes(data)
    digest_file(FILE).write_text(f"{digest(data)}\n", "ascii")


if __name__ == "__main__":
    main()
