"""The static model: a text's vector is the mean of its pieces' vectors, of length 1.

A model is a folder that sentence-transformers reads too (``StaticEmbedding`` and
``Normalize``): ``tokenizer.json``, a Unigram tokenizer; ``model.safetensors`` with
``embeddings`` (V, D) int8 and ``weights`` (V,) float32, whose product is the vectors;
``card.json`` with the SHA-256 of both.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contentai.embedding.charsmap import unpack
from contentai.embedding.pieces import Ints, Pieces, grow
from contentai.language import Bilingual

Floats = NDArray[np.float32]

FILES = ("tokenizer.json", "model.safetensors")
# Cutting likes many texts at once; the vectors of one sum should stay in the processor's cache.
_MOST_TEXTS, _MOST_CHARACTERS, _SUMMED = 2048, 50_000, 64


class EmbedderError(Exception):
    """An embedder that is missing, damaged or needs a package; the words say which."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(str(words))
        self.words = words


@dataclass(frozen=True)
class StaticEncoder:
    """The vector of a piece is its row of ``whole`` (V, D) times its one of ``weights`` (V,).

    ``name`` stays the same while the vectors do.
    """

    name: str
    pieces: Pieces
    whole: NDArray[np.int8]
    weights: Floats

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return int(self.whole.shape[1])

    def vectors(self, ids: Ints) -> Floats:
        """The vectors (P, D) of pieces; those of all would take four times the model's room."""
        rows = self.whole[ids].astype(np.float32)
        rows *= self.weights[ids, None]
        return rows

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors (texts, D), each of length 1, or all zeros for a text without known words."""
        out = np.zeros((len(texts), self.dim), dtype=np.float32)
        done = 0
        for batch in _batches(texts):
            cut = self.pieces.cut(batch)
            full = np.flatnonzero(cut.counts)
            ends = np.cumsum(cut.counts)[full]
            starts = ends - cut.counts[full]
            for at in range(0, len(full), _SUMMED):
                some = slice(at, at + _SUMMED)
                ids = cut.ids[starts[at] : ends[some][-1]]
                sums = np.add.reduceat(self.vectors(ids), starts[some] - starts[at], axis=0)
                sizes = np.sqrt(np.einsum("td,td->t", sums, sums))[:, None]
                np.divide(sums, sizes, out=sums, where=sizes > 0)
                out[done + full[some]] = sums
            done += len(batch)
        return out


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    begin = size = 0
    for at, text in enumerate(texts):
        if at > begin and (at - begin == _MOST_TEXTS or size + len(text) > _MOST_CHARACTERS):
            yield texts[begin:at]
            begin, size = at, 0
        size += len(text)
    if begin < len(texts):
        yield texts[begin:]


def load_static(folder: Path) -> StaticEncoder:
    """The static model in ``folder``, checked against its card. Raises ``EmbedderError``."""
    try:
        files = {name: (folder / name).read_bytes() for name in FILES}
        card = json.loads((folder / "card.json").read_bytes())
        tokenizer = json.loads(files["tokenizer.json"])
    except FileNotFoundError as error:
        raise EmbedderError(
            Bilingual(
                f"没有向量模型文件 {error.filename}；请重装 contentai，"
                "或用 contentai embed-train 训练",
                f"no embedding model file {error.filename}; reinstall contentai, "
                "or run contentai embed-train",
            )
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(folder, str(error)) from None
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    wanted = card.get("sha256") if isinstance(card, dict) else None
    for name in FILES:
        if not isinstance(wanted, dict) or wanted.get(name) != sums[name]:
            raise _damaged(folder / name, "sha256")
    try:
        pieces = read_pieces(tokenizer)
        whole, weights = _parts(files["model.safetensors"], len(pieces.scores))
        unknown = tokenizer["model"]["unk_id"]
        _require_silence(whole[unknown] * weights[unknown])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise _damaged(folder, str(error)) from None
    return StaticEncoder(f"static:{sums['model.safetensors'][:12]}", pieces, whole, weights)


def read_pieces(tokenizer: dict[str, Any]) -> Pieces:
    """The pieces of a ``tokenizer.json``.

    Raises ``ValueError``, ``KeyError`` or ``TypeError`` for one that ``Pieces`` would not cut
    as the tokenizers library does.
    """
    model, steps = tokenizer["model"], tokenizer["normalizer"]["normalizers"]
    kinds = [step["type"] for step in steps]
    if model["type"] != "Unigram" or kinds != ["NFKC", "Lowercase", "Precompiled"]:
        raise ValueError(f"a {model['type']} tokenizer with {kinds}")
    if tokenizer["pre_tokenizer"] is not None or tokenizer["added_tokens"]:
        raise ValueError("a tokenizer with more parts")
    try:
        charsmap = base64.b64decode(steps[2]["precompiled_charsmap"], validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None
    return grow(model["vocab"], model["unk_id"], unpack(charsmap))


def _parts(data: bytes, rows: int) -> tuple[NDArray[np.int8], Floats]:
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        arrays = load(data)
    except SafetensorError as error:
        raise ValueError(str(error)) from None
    whole, weights = arrays["embeddings"], arrays["weights"]
    if whole.dtype != np.int8 or whole.ndim != 2 or {rows} != {len(whole), *weights.shape}:
        raise ValueError(f"embeddings {whole.dtype} {whole.shape}, weights {weights.shape}")
    return whole, weights.astype(np.float32)


def _require_silence(unknown: Floats) -> None:
    """Other programs add this vector for unknown text, which ``Pieces`` leaves out."""
    if unknown.any():
        raise ValueError("the unknown piece has a vector")


def _damaged(place: Path, why: str) -> EmbedderError:
    return EmbedderError(
        Bilingual(
            f"向量模型坏了：{place}（{why}）；请重装 contentai，或重新训练",
            f"the embedding model is damaged: {place} ({why}); reinstall or retrain it",
        )
    )
