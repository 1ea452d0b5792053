"""The articles, own posts and segments that a workspace has, or those that ship."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from contentai import resources
from contentai.topics.article import Article
from contentai.topics.found import Found
from contentai.topics.intake import Intake
from contentai.topics.landscape import Landscape
from contentai.topics.library import Library
from contentai.topics.mine import embed
from contentai.topics.posts import OwnPost
from contentai.topics.segments import Segment, load_segments
from contentai.workspace import Workspace


@dataclass(frozen=True)
class Ground:
    """``posts`` are the account's own; ``examples`` is True where the articles ship."""

    land: Landscape
    posts: Sequence[OwnPost]
    examples: bool


def own_posts(workspace: Workspace) -> list[OwnPost]:
    """The posts in the library; none without one. Raises ``LibraryError``."""
    file = workspace.library_file
    if not file.exists():
        return []
    with Library.read(file) as library:
        return library.posts()


def ground(workspace: Workspace, on: datetime.date) -> Ground:
    """What is known on a day. Raises ``DataError``, ``LibraryError``, ``EmbedderError``."""
    segments = tuple(load_segments(segments_file(workspace)).values())
    posts = own_posts(workspace)
    articles, vectors = [], None
    if workspace.library_file.exists():
        with Library.read(workspace.library_file) as library:
            articles = library.articles()
            vectors = library.vectors(articles, workspace.encoder) if articles else None
    examples = not articles
    if examples:
        articles = list(_shipped())
    vectors = embed(articles, workspace.encoder, vectors)
    land = Landscape(articles, vectors, posts, segments, workspace.encoder, on)
    return Ground(land, posts, examples)


def segments_file(workspace: Workspace) -> Path:
    """``segments.yaml`` beside the configuration, else the one that ships."""
    home = workspace.config.file.parent if workspace.config.file else Path()
    beside = home / "segments.yaml"
    return beside if beside.is_file() else resources.corpora_dir() / "segments.yaml"


def segment_meant(name: str | None, segments: Sequence[Segment]) -> Segment:
    """The segment of that id or name; the first one where a draft names none that is known."""
    return next((s for s in segments if name in (s.id, s.name)), segments[0])


def _shipped() -> Iterator[Article]:
    for found in Intake(pages=False).read([str(resources.corpora_dir() / "articles")]):
        if isinstance(found, Found):
            origin = PurePath(found.origin)
            unnamed = found.article.source in (origin.stem, origin.parent.name)
            yield replace(found.article, source="") if unnamed else found.article
