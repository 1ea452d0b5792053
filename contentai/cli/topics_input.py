"""What the topic commands read: segments, articles, own posts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from contentai import resources
from contentai.cli.failure import Failure
from contentai.cli.library import failing, say
from contentai.language import Bilingual

if TYPE_CHECKING:
    from contentai.topics.article import Article
    from contentai.topics.found import Found
    from contentai.topics.landscape import Landscape
    from contentai.topics.posts import OwnPost
    from contentai.workspace import Workspace


def load_landscape(
    workspace: Workspace,
    segments_file: Path | None,
    places: Sequence[str],
    posts_file: Path | None,
    library_file: Path | None,
    on: datetime.date,
) -> Landscape:
    """The articles in ``places``, else in the library, else those that ship.

    Raises ``Failure``, ``DataError`` or ``EmbedderError``.
    """
    from contentai.topics.landscape import Landscape
    from contentai.topics.library import Library
    from contentai.topics.mine import embed
    from contentai.topics.segments import load_segments

    segments = tuple(load_segments(segments_file or _segments_file(workspace)).values())
    posts: Sequence[OwnPost] = _posts(posts_file) if posts_file else ()
    whole = None
    articles: list[Article] = []
    library = library_file or workspace.library_file
    if places:
        articles = _articles(places)
    elif library_file or library.exists():
        with failing(), Library.read(library) as opened:
            articles = opened.articles()
            whole = opened.vectors(articles, workspace.encoder)
            posts = posts if posts_file else opened.posts()
    if not articles and not places and not library_file:
        if library.exists():
            words = Bilingual(
                f"资料库 {library} 里没有文章，用自带的示例文章",
                f"the library {library} holds no articles; using those that ship",
            )
            say(str(words))
        corpora = resources.corpora_dir()
        articles, whole = _articles([str(corpora / "articles")]), None
        # A library may hold own posts alone; they count, not those of the made-up account.
        if not posts and not posts_file:
            posts = _posts(corpora / "posts.csv", tell=False)
    vectors = embed(articles, workspace.encoder, whole)
    return Landscape(articles, vectors, posts, segments, workspace.encoder, on)


def _segments_file(workspace: Workspace) -> Path:
    home = workspace.config.file.parent if workspace.config.file else Path()
    beside = home / "segments.yaml"
    return beside if beside.is_file() else resources.corpora_dir() / "segments.yaml"


def _posts(file: Path, tell: bool = True) -> Sequence[OwnPost]:
    from contentai.topics.posts import load_posts

    found = load_posts(file)
    for notice in found.notices if tell else ():
        say(str(notice))
    return found.posts


def _articles(places: Sequence[str]) -> list[Article]:
    """The articles; what could not be read is told, and is a failure when nothing could be."""
    from contentai.topics.found import Found
    from contentai.topics.intake import Intake

    articles: list[Article] = []
    failed = False
    with failing():
        for found in Intake(pages=False).read(places):
            if isinstance(found, Found):
                articles.append(_attributed(found))
            else:
                failed = failed or found.is_error
                say(str(found))
    if failed and not articles:
        raise Failure(str(Bilingual("一篇文章也没有读到", "not one article could be read")))
    return articles


def _attributed(found: Found) -> Article:
    """The article; the name of its file or folder is no source that others could confirm."""
    origin = PurePath(found.origin)
    if found.article.source in (origin.stem, origin.parent.name):
        return replace(found.article, source="")
    return found.article
