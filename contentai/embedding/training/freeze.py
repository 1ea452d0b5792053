"""Writes a trained model as the folder that contentai, sentence-transformers and model2vec read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save
from tokenizers import Tokenizer

from contentai.embedding.static_model import FILES

_MODULES: Final = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "sentence_transformers.models.StaticEmbedding",
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.models.Normalize",
    },
]


def freeze(tokenizer: Tokenizer, rows: NDArray[np.float32], folder: Path) -> dict[str, Any]:
    """Write tokenizer and vectors (V, D) with 8 bits a number; returns sizes and checksums.

    Each row is divided by its largest number over 127, which ``weights`` keeps. Raises
    ``OSError``.
    """
    weights = np.abs(rows).max(axis=1) / 127.0
    weights = np.where(weights > 0, weights, 1.0).astype(np.float32)
    whole = np.round(rows / weights[:, None]).astype(np.int8)
    folder.mkdir(parents=True, exist_ok=True)
    data = {
        "tokenizer.json": json.dumps(
            json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":")
        ).encode(),
        "model.safetensors": save({"embeddings": whole, "weights": weights}),
        "modules.json": _json(_MODULES),
        "config_sentence_transformers.json": _json({"similarity_fn_name": "cosine"}),
        "config.json": _json(
            {
                "model_type": "model2vec",
                "architectures": ["StaticModel"],
                "hidden_dim": rows.shape[1],
                "normalize": True,
            }
        ),
    }
    for name, content in data.items():
        (folder / name).write_bytes(content)
    return {
        "bytes": sum(map(len, data.values())),
        "pieces": len(rows),
        "dim": rows.shape[1],
        "sha256": {name: hashlib.sha256(data[name]).hexdigest() for name in FILES},
    }


def write_card(card: Mapping[str, Any], markdown: str, folder: Path) -> None:
    """Write ``card.json``, which completes the model, and ``card.md``."""
    (folder / "card.json").write_bytes(_json(card))
    (folder / "card.md").write_text(markdown, "utf-8")


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
