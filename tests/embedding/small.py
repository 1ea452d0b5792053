"""A small static model, written the way training writes one."""

from __future__ import annotations

import base64
import hashlib
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save

from contentai.embedding.charsmap import pack

WORDS = [
    *("今天", "天气", "今天天气", "不错", "热水器", "热水", "水器", "镁棒", "维修", "上门", "费用"),
    *("app", "ap", "pp"),
    *"今天气不错热水器镁棒维修上门费用的了app维12",
]
REPLACED = {"氣": "气", "熱": "热", "維": "维", "門": "门", "費": "费", "錯": "错", "鎂": "镁"}


def tokenizer(words: list[str] | None = None) -> dict[str, Any]:
    """The content of a ``tokenizer.json``; longer words are likelier than their parts."""
    pieces = list(dict.fromkeys(words or WORDS))
    scores = [
        round(-(8 + 1 / len(w)) * 1024 + math.sin(i) * 40) / 1024 for i, w in enumerate(pieces)
    ]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "NFKC"},
                {"type": "Lowercase"},
                {
                    "type": "Precompiled",
                    "precompiled_charsmap": base64.b64encode(pack(REPLACED)).decode(),
                },
            ],
        },
        "pre_tokenizer": None,
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "Unigram",
            "unk_id": 0,
            "vocab": [["[UNK]", -32.0], *map(list, zip(pieces, scores, strict=True))],
            "byte_fallback": False,
        },
    }


def write_model(folder: Path, content: dict[str, Any] | None = None, dim: int = 8) -> Path:
    """Write a model with random vectors; the unknown piece's is zero."""
    content = content or tokenizer()
    rows = len(content["model"]["vocab"])
    random = np.random.default_rng(1)
    whole = random.integers(-127, 128, (rows, dim)).astype(np.int8)
    whole[0] = 0
    weights = random.uniform(0.01, 0.1, rows).astype(np.float32)
    files = {
        "tokenizer.json": json.dumps(content, ensure_ascii=False).encode(),
        "model.safetensors": save({"embeddings": whole, "weights": weights}),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    (folder / "card.json").write_text(json.dumps({"sha256": sums}), "utf-8")
    return folder
