"""How well an embedder tells alike from unlike, on pairs that nothing was learned from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from contentai.embedding.training.texts import Pair, PairSet

Encode = Callable[[Sequence[str]], NDArray[Any]]
_WORST: Final = 8


def cosines(encode: Encode, pairs: Sequence[Pair]) -> NDArray[Any]:
    """The cosine of each pair (P,)."""
    a, b = (_unit(encode([getattr(pair, side) for pair in pairs])) for side in ("a", "b"))
    found: NDArray[Any] = np.einsum("pd,pd->p", a, b)
    return found


def correlations(encode: Encode, sets: Mapping[str, PairSet]) -> dict[str, float]:
    """Spearman's rank correlation of cosine and label over the held-out pairs of each set."""
    return {
        name: round(
            float(spearmanr(cosines(encode, pairs.held), [p.label for p in pairs.held])[0]), 4
        )
        for name, pairs in sets.items()
    }


def failures(encode: Encode, sets: Mapping[str, PairSet]) -> dict[str, list[dict[str, Any]]]:
    """The held-out pairs whose rank by cosine is farthest from their rank by label.

    The texts are not the project's: a pair is named by its number and what can be said of it.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for name, pairs in sets.items():
        cosine = cosines(encode, pairs.held)
        labels = np.array([pair.label for pair in pairs.held])
        gap = _rank(cosine) - _rank(labels)
        found[name] = [
            {
                "pair": int(i),
                "label": float(labels[i]),
                "cosine": round(float(cosine[i]), 3),
                "characters": [len(pairs.held[i].a), len(pairs.held[i].b)],
                "shared": round(_shared(pairs.held[i]), 2),
            }
            for i in np.argsort(-np.abs(gap), kind="stable")[:_WORST]
        ]
    return found


def by_overlap(encode: Encode, pairs: Sequence[Pair]) -> dict[str, float]:
    """Mean cosine of equal and of unequal pairs that share most of, or few, characters."""
    cosine = cosines(encode, pairs)
    shared = np.array([_shared(pair) for pair in pairs])
    equal = np.array([pair.label >= 1 for pair in pairs])
    return {
        f"{kind}_{words}": round(float(cosine[mask & side].mean()), 3)
        for kind, side in (("equal", equal), ("unequal", ~equal))
        for words, mask in (("few_shared", shared < 0.4), ("most_shared", shared >= 0.7))
        if (mask & side).any()
    }


def _shared(pair: Pair) -> float:
    a, b = set(pair.a), set(pair.b)
    return len(a & b) / max(len(a | b), 1)


def _rank(values: NDArray[Any]) -> NDArray[Any]:
    order = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    return order / max(len(values) - 1, 1)


def _unit(vectors: NDArray[Any]) -> NDArray[Any]:
    found = np.asarray(vectors, dtype=np.float32)
    unit: NDArray[Any] = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    return unit
