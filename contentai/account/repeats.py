"""Own posts that a draft, or another post, repeats: in words or in meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np

from contentai.embedding.encoder import Encoder
from contentai.text.alike import Hashes, likeness, pieces
from contentai.topics.affinity import Floats
from contentai.topics.article import Article
from contentai.topics.mine import embed
from contentai.topics.ownpost import OwnPost

By = Literal["words", "meaning"]

# Jaccard index of five-character pieces. Posts are short: a notice with another date has .6.
IN_WORDS: Final = 0.4
# Cosine. Six posts of ``corpora/posts.csv`` told anew had .68 to .80 with the first telling;
# other posts on the same thing had at most .59, and no two posts of the file more than .54.
IN_MEANING: Final = 0.65
_AT_ONCE: Final = 1024


class Repeat(NamedTuple):
    """A post that says the same. ``likeness`` is what ``by`` measures, 0 to 1."""

    post: OwnPost
    by: By
    likeness: float


@dataclass(frozen=True)
class Shelf:
    """Own posts, made ready to be compared with drafts; ``vectors`` are (posts, dim)."""

    posts: Sequence[OwnPost]
    pieces: Sequence[Hashes]
    vectors: Floats
    encoder: Encoder

    @classmethod
    def of(cls, posts: Sequence[OwnPost], encoder: Encoder) -> Shelf:
        """Encode the posts; some 20,000 short posts a second."""
        return cls(
            posts,
            [pieces(f"{post.title}\n{post.text}") for post in posts],
            post_vectors([(post.title, post.text) for post in posts], encoder),
            encoder,
        )

    def near(self, title: str, text: str, count: int = 3) -> list[Repeat]:
        """Up to ``count`` posts that the draft repeats, the likest first; none for no words."""
        own = pieces(f"{title}\n{text}")
        if not len(own) or not self.posts:
            return []
        meaning = self.vectors @ post_vectors([(title, text)], self.encoder)[0]
        found = []
        for at, post in enumerate(self.posts):
            if repeat := _repeat(post, likeness(own, self.pieces[at]), float(meaning[at])):
                found.append(repeat)
        return sorted(found, key=lambda r: (-r.likeness, r.post.id))[:count]

    def pairs(self) -> Iterator[tuple[OwnPost, Repeat]]:
        """Posts that repeat one that stands before them in ``posts``, each with the likest one."""
        for start in range(0, len(self.posts), _AT_ONCE):
            block = self.vectors[start : start + _AT_ONCE]
            meaning = block @ self.vectors.T
            for row, at in enumerate(range(start, start + len(block))):
                best = max(self._before(at, meaning[row]), key=lambda r: r.likeness, default=None)
                if best is not None:
                    yield self.posts[at], best

    def _before(self, at: int, meaning: Floats) -> Iterator[Repeat]:
        # Copies in words are near in meaning too: only posts that are, are compared piece by piece.
        for other in np.flatnonzero(meaning[:at] >= IN_WORDS).tolist():
            words = likeness(self.pieces[at], self.pieces[other])
            if repeat := _repeat(self.posts[other], words, float(meaning[other])):
                yield repeat


def _repeat(post: OwnPost, words: float, meaning: float) -> Repeat | None:
    if words >= IN_WORDS:
        return Repeat(post, "words", round(words, 4))
    if meaning >= IN_MEANING:
        return Repeat(post, "meaning", round(min(meaning, 1.0), 4))
    return None


def post_vectors(texts: Sequence[tuple[str, str]], encoder: Encoder) -> Floats:
    """Vectors (texts, dim) of titles with their texts, as posts are compared by meaning."""
    return embed([Article("", title, text, "", None) for title, text in texts], encoder)
