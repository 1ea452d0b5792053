"""Puts topics on a plane: what is alike in meaning lies close together.

Exact t-SNE (van der Maaten and Hinton 2008) begun from the two principal components, so that
nothing is drawn by chance; for some hundred topics it takes well under a second. Then circles
are pushed apart until none covers another.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from contentai.topics.affinity import Floats

Doubles = NDArray[np.float64]

_ROUNDS: Final = 400
_EARLY: Final = 100  # rounds in which likenesses are exaggerated, so that groups form
_PUSHES: Final = 300


def on_plane(vectors: Floats) -> Doubles:
    """Places (n, 2), each coordinate 0 to 1, for vectors (n, dim) of length 1."""
    count = len(vectors)
    places = _principal(vectors.astype(np.float64))
    if count > 4:
        places = _neighbours(vectors.astype(np.float64), places)
    low, high = (places.min(axis=0), places.max(axis=0)) if count else (0.0, 1.0)
    spread = np.where(np.asarray(high) - low > 1e-9, np.asarray(high) - low, 1.0)
    found: Doubles = np.where(np.asarray(high) - low > 1e-9, (places - low) / spread, 0.5)
    return found


def apart(places: Doubles, radii: Doubles, width: float, height: float, gap: float) -> Doubles:
    """The places (n, 2) moved as little as need be so that circles keep a gap and stay inside."""
    least = radii[:, None] + radii[None, :] + gap
    low = radii + gap
    high = np.array([width, height])[None, :] - low[:, None]
    high = np.maximum(high, low[:, None])
    moved = np.clip(places, low[:, None], high)
    for _ in range(_PUSHES):
        away = moved[:, None, :] - moved[None, :, :]
        far = np.sqrt((away**2).sum(axis=2))
        short = np.triu(least - far, 1)
        if not (short > 1e-3).any():
            break
        push = np.where(short + short.T > 0, short + short.T, 0.0) / 2
        # Two on one spot part in a direction of their own.
        turn = np.arange(len(moved)) * 2.399963
        own = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        way = np.where(far[..., None] > 1e-9, away / np.maximum(far, 1e-9)[..., None], own[:, None])
        moved = moved + 0.7 * (push[..., None] * way).sum(axis=1)
        moved = np.clip(moved, low[:, None], high)
    return moved


def _principal(vectors: Doubles) -> Doubles:
    """The first two principal components (n, 2), the largest entry of each axis positive."""
    centred = vectors - vectors.mean(axis=0) if len(vectors) else vectors
    if len(centred) < 2:
        return np.zeros((len(centred), 2))
    _, sizes, axes = np.linalg.svd(centred, full_matrices=False)
    axes = (
        axes[:2]
        * np.sign(axes[:2][np.arange(len(axes[:2])), np.abs(axes[:2]).argmax(axis=1)])[:, None]
    )
    places: Doubles = centred @ axes.T
    if places.shape[1] < 2:
        places = np.pad(places, ((0, 0), (0, 1)))
    places[:, sizes[:2] < 1e-9] = 0.0
    return places


def _neighbours(vectors: Doubles, start: Doubles) -> Doubles:
    count = len(vectors)
    likely = _likelihoods(2 - 2 * vectors @ vectors.T, min(12.0, (count - 1) / 3))
    places = start / max(float(start.std()), 1e-9) * 1e-2
    speed, gains = np.zeros_like(places), np.ones_like(places)
    for turn in range(_ROUNDS):
        away = places[:, None, :] - places[None, :, :]
        near = 1 / (1 + (away**2).sum(axis=2))
        np.fill_diagonal(near, 0.0)
        told = likely * (4.0 if turn < _EARLY else 1.0)
        force = (told - near / near.sum()) * near
        slope = 4 * (force[..., None] * away).sum(axis=1)
        gains = np.maximum(np.where(slope * speed < 0, gains + 0.2, gains * 0.8), 0.01)
        speed = (0.5 if turn < _EARLY else 0.8) * speed - max(count / 12, 10.0) * gains * slope
        places = places + speed
    centred: Doubles = places - places.mean(axis=0)
    return centred


def _likelihoods(distances: Doubles, perplexity: float) -> Doubles:
    """Joint neighbour probabilities (n, n): each row has that perplexity before it is joined."""
    count = len(distances)
    rows = np.zeros_like(distances)
    for at in range(count):
        others = np.delete(distances[at], at)
        low, high = 1e-3, 1e6
        for _ in range(60):
            beta = np.sqrt(low * high)
            odds = np.exp(-beta * (others - others.min()))
            odds /= odds.sum()
            entropy = -(odds * np.log(np.maximum(odds, 1e-300))).sum()
            low, high = (beta, high) if entropy > np.log(perplexity) else (low, beta)
        rows[at, np.arange(count) != at] = odds
    joint: Doubles = np.maximum((rows + rows.T) / (2 * count), 1e-12)
    return joint
