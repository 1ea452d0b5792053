"""Numbers of a model file in few bytes, so that a model may have many features.

- *Small numbers*, most of them far below the largest (the gaps between sorted keys): every one
  in the same few bytes, and the few that do not fit in a list beside them. Nothing is lost.
- *Values of which many are equal* (inverse document frequencies): numbers into a list of the
  different ones, the commonest first. Nothing is lost.
- *Weights*: eight bits each, and one power of two that all weights of a feature share (block
  floating point). This rounds: ``rounded`` is what a model must have before it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LARGEST = 127
# Half a step more than the largest is still rounded to it.
_ROOM = np.float64(_LARGEST + 0.5)

Tensors = Mapping[str, NDArray[Any]]
Numbers = NDArray[np.int64]
Floats = NDArray[np.float32]


def pack_numbers(numbers: Numbers, name: str) -> dict[str, NDArray[Any]]:
    """Numbers (N,), none below 0, as ``name``, ``name.where`` and ``name.large``."""
    sizes = (np.frexp(numbers.astype(np.float64))[1] + 7) // 8
    widths = range(1, max(int(sizes.max(initial=1)), 1) + 1)
    # A number that does not fit takes twelve bytes more.
    width = min(widths, key=lambda wide: wide * len(numbers) + 12 * int((sizes > wide).sum()))
    where = np.flatnonzero(numbers >> (8 * width))
    small = numbers.copy()
    small[where] = 0
    octets = small.astype("<i8").view(np.uint8).reshape(len(numbers), 8)[:, :width]
    return {
        name: np.ascontiguousarray(octets),
        f"{name}.where": where.astype(np.int32),
        f"{name}.large": numbers[where],
    }


def unpack_numbers(tensors: Tensors, name: str) -> Numbers:
    """The numbers (N,) again. Raises ``LookupError`` and ``ValueError`` for what is none."""
    octets = tensors[name]
    padded = np.zeros((len(octets), 8), dtype=np.uint8)
    padded[:, : octets.shape[1]] = octets
    numbers: Numbers = padded.view("<i8").reshape(-1).astype(np.int64, copy=False)
    where = tensors[f"{name}.where"]
    if len(where) and not 0 <= where.min() <= where.max() < len(numbers):
        raise ValueError(f"{name}.where")
    numbers[where] = tensors[f"{name}.large"]
    return numbers


def pack_values(values: Floats, name: str) -> dict[str, NDArray[Any]]:
    """Values (N,) as their numbers in ``name.list``, the different ones."""
    different, which, times = np.unique(values, return_inverse=True, return_counts=True)
    commonest = np.argsort(-times, kind="stable")
    place = np.empty(len(commonest), dtype=np.int64)
    place[commonest] = np.arange(len(commonest))
    return {**pack_numbers(place[which], name), f"{name}.list": different[commonest]}


def unpack_values(tensors: Tensors, name: str) -> Floats:
    """The values (N,) again. Raises ``LookupError`` and ``ValueError`` for what is none."""
    places = unpack_numbers(tensors, name)
    values: Floats = tensors[f"{name}.list"]
    if len(places) and not 0 <= places.min() <= places.max() < len(values):
        raise ValueError(f"{name}.list")
    return values[places]


def pack_weights(weights: Floats, name: str) -> dict[str, NDArray[Any]]:
    """Rounded weights (F, K) as ``name``, int8 (F, K), and ``name.power``, int8 (F,)."""
    power = _powers(weights)
    small = np.rint(np.ldexp(weights.astype(np.float64), -power[:, None]))
    # Chosen columns stand in memory one after another; a file takes memory as it is.
    return {
        name: np.ascontiguousarray(small, dtype=np.int8),
        f"{name}.power": power.astype(np.int8),
    }


def unpack_weights(tensors: Tensors, name: str) -> Floats:
    """The weights (F, K) again. Raises ``LookupError`` and ``ValueError`` for what is none."""
    small, power = tensors[name], tensors[f"{name}.power"]
    steps: Floats = np.ldexp(np.float32(1), power.astype(np.int32))
    weights: Floats = small.astype(np.float32) * steps[:, None]
    return weights


def rounded(weights: NDArray[np.floating[Any]]) -> Floats:
    """The nearest weights (F, K) that can be stored, at most half a step away.

    The step of a feature is a power of two, at most 1/63.75 of the largest of its weights.
    Rounding again changes nothing.
    """
    return unpack_weights(pack_weights(weights.astype(np.float32), "w"), "w")


def _powers(weights: Floats) -> NDArray[np.int32]:
    """The smallest power of two of each feature (F,) with which its weights fit."""
    most = np.abs(weights.astype(np.float64)).max(axis=1, initial=0.0)
    part, power = np.frexp(most / _ROOM)
    # ``frexp`` gives ½ ≤ part < 1: a largest weight of exactly a power of two fits one below.
    powers: NDArray[np.int32] = np.where(part == 0.5, power - 1, power)
    # Nothing is smaller than the smallest float; a feature without weights takes that, too.
    return np.maximum(np.where(most > 0, powers, -126), -126).astype(np.int32)
