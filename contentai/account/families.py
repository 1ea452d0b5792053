"""Own posts that say the same as others, in words or in meaning, gathered.

Posts that are alike to the letter are one text to begin with; of those texts the newest
``MOST`` are compared. In words only the pairs that ``text.alike`` proposes are looked at, so that
it takes about so many times longer as there are more posts; in meaning all of them are, a block
of a matrix at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import numpy as np

from contentai.account.repeats import IN_MEANING, IN_WORDS, post_vectors
from contentai.embedding.encoder import Encoder
from contentai.language import Bilingual
from contentai.text.alike import Hashes, likeness, pieces, proposed, signature
from contentai.topics.affinity import Floats
from contentai.topics.ownpost import OwnPost

MOST: Final = 20_000
_AT_ONCE: Final = 512


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

    A post belongs to the first one that it repeats and that repeats none itself: where each is
    a little like the next, the last need not be like the first. Without an encoder posts are
    compared in words alone, and so are titles without a text: 玄关灯怎么选 and 灯带颜色怎么选 are
    as near in meaning as one thing told anew. Posts without a word are no family.
    """
    by_text: dict[tuple[str, str], list[OwnPost]] = {}
    for post in posts:
        by_text.setdefault((post.title, post.text), []).append(post)
    worded = [text for text in by_text if any(map(str.isalnum, "".join(text)))]
    older, texts = worded[:-MOST], worded[-MOST:]
    vectors = _vectors(texts, encoder) if encoder is not None and texts else None
    firsts = _firsts([pieces("\n".join(text)) for text in texts], vectors)
    joined: dict[object, list[OwnPost]] = {text: by_text[text] for text in older}
    for text, first in zip(texts, firsts, strict=True):
        joined.setdefault(first, []).extend(by_text[text])
    found = (Family(tuple(sorted(f, key=_age))) for f in joined.values() if len(f) > 1)
    return Families(tuple(sorted(found, key=lambda f: (-len(f.posts), f.posts[0].id))), len(older))


def _vectors(texts: Sequence[tuple[str, str]], encoder: Encoder) -> Floats:
    """Vectors (texts, dim); those of bare titles are 0, which is like nothing."""
    told = np.array([bool(text.strip()) for _, text in texts])
    return np.where(told[:, None], post_vectors(texts, encoder), np.float32(0))


def _firsts(cut: Sequence[Hashes], vectors: Floats | None) -> list[int]:
    """For each text the index of the first one that it repeats; its own for a first one."""
    in_words: dict[int, list[int]] = {}
    for one, other in proposed(list(map(signature, cut))).tolist():
        in_words.setdefault(other, []).append(one)
    found = list(range(len(cut)))
    is_first = np.ones(len(cut), dtype=bool)
    for start in range(0, len(cut), _AT_ONCE):
        end = start + _AT_ONCE
        block = vectors[start:end] @ vectors[:end].T if vectors is not None else None
        for at in range(start, min(end, len(cut))):
            meant = (
                np.flatnonzero((block[at - start, :at] >= IN_MEANING) & is_first[:at]).tolist()
                if block is not None
                else []
            )
            said = (
                one
                for one in sorted(in_words.get(at, ()))
                if is_first[one] and likeness(cut[one], cut[at]) >= IN_WORDS
            )
            found[at] = min([*meant[:1], *islice(said, 1)], default=at)
            is_first[at] = found[at] == at
    return found


def _age(post: OwnPost) -> tuple[bool, str, str]:
    return (post.date is None, str(post.date), post.id)
