"""Own posts that say the same as others, in words or in meaning, gathered.

Posts that are alike to the letter are one text to begin with; of those texts the newest
``MOST`` are compared. In words only the pairs that ``text.alike`` proposes are looked at, so that
it takes about so many times longer as there are more posts; in meaning all of them are, a block
of a matrix at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contentai.account.repeats import IN_MEANING, IN_WORDS, post_vectors
from contentai.embedding.encoder import Encoder
from contentai.language import Bilingual
from contentai.text.alike import likeness, pieces, proposed, signature
from contentai.topics.posts import OwnPost

MOST: Final = 20_000
_AT_ONCE: Final = 512

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Family:
    """Two posts or more that say the same, the oldest first."""

    posts: tuple[OwnPost, ...]

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that it was posted on, as far as they are known."""
        return tuple(dict.fromkeys(p.channel for p in self.posts if p.channel))

    def on(self, channels: Sequence[str]) -> Family:
        """What of it was on some channels."""
        return replace(self, posts=tuple(p for p in self.posts if p.channel in channels))


@dataclass(frozen=True, slots=True)
class Families:
    """The families, the largest first; ``left_out`` texts were too many to be compared.

    ``problem`` says why nothing was compared by meaning, if nothing was.
    """

    families: tuple[Family, ...]
    left_out: int = 0
    problem: Bilingual | None = None


def families(posts: Sequence[OwnPost], encoder: Encoder | None = None) -> Families:
    """The families among ``posts``, the oldest of which stands first.

    Without an encoder posts are compared in words alone. Posts without a word are no family.
    """
    by_text: dict[tuple[str, str], list[OwnPost]] = {}
    for post in posts:
        by_text.setdefault((post.title, post.text), []).append(post)
    texts = list(by_text)
    texts, older = texts[-MOST:], texts[:-MOST]
    cut = [pieces(f"{title}\n{text}") for title, text in texts]
    labels = np.arange(len(texts), dtype=np.int64)
    for one, other in proposed(list(map(signature, cut))).tolist():
        if labels[one] != labels[other] and likeness(cut[one], cut[other]) >= IN_WORDS:
            labels[labels == labels[other]] = labels[one]
    if encoder is not None and len(texts) > 1:
        worded = np.array([bool(len(one)) for one in cut])
        _join_in_meaning(labels, np.flatnonzero(worded), texts, encoder)
    joined: dict[object, list[OwnPost]] = {}
    for text, words, label in zip(texts, cut, labels.tolist(), strict=True):
        if len(words):
            joined.setdefault(label, []).extend(by_text[text])
    for text in older:
        joined[text] = by_text[text]
    found = (Family(tuple(sorted(f, key=_age))) for f in joined.values() if len(f) > 1)
    return Families(tuple(sorted(found, key=lambda f: (-len(f.posts), f.posts[0].id))), len(older))


def _join_in_meaning(
    labels: Labels, rows: Labels, texts: Sequence[tuple[str, str]], encoder: Encoder
) -> None:
    """Give texts that mean the same one label."""
    vectors = post_vectors([texts[at] for at in rows.tolist()], encoder)
    for start in range(0, len(rows), _AT_ONCE):
        block = vectors[start : start + _AT_ONCE] @ vectors[: start + _AT_ONCE].T
        for at, meaning in enumerate(block, start):
            near = np.unique(labels[rows[:at][meaning[:at] >= IN_MEANING]])
            own = labels[rows[at]]
            if len(near) and not (len(near) == 1 and near[0] == own):
                whole = np.append(near, own)
                labels[np.isin(labels, whole)] = whole.min()


def _age(post: OwnPost) -> tuple[bool, str, str]:
    return (post.date is None, str(post.date), post.id)
