"""What suggestions stand on: a library's articles and own posts, or the articles that ship."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from contentai import resources
from contentai.embedding.encoder import Encoder
from contentai.language import Bilingual
from contentai.topics.article import Article
from contentai.topics.found import Found
from contentai.topics.landscape import Landscape
from contentai.topics.library import Library
from contentai.topics.memory import Memory
from contentai.topics.mine import embed
from contentai.topics.ownpost import OwnPost
from contentai.topics.posts import load_posts
from contentai.topics.segments import Segment
from contentai.topics.store import is_there
from contentai.topics.table import Notice


@dataclass(frozen=True)
class Ground:
    """``posts`` are the account's own; ``examples`` is True where the articles ship."""

    land: Landscape
    posts: Sequence[OwnPost]
    examples: bool


def ground(
    encoder: Encoder,
    on: datetime.date,
    *,
    library: Path,
    segments: Sequence[Segment],
    posts: Sequence[OwnPost] | None = None,
    must_exist: bool = False,
    made_by: str = "",
) -> Ground:
    """What is known on a day from ``library``, or from the articles that ship when it is empty.

    ``must_exist`` takes the library as it is, empty too. ``posts`` stand in for its own posts.
    Topics keep the ids that the library knows them under. What was worked out before by what
    ``made_by`` stands for (see ``Memory``) is not worked out again. Raises ``LibraryError``.
    """
    memory = Memory(library, made_by)
    articles: list[Article] = []
    if must_exist or is_there(library):
        with Library.read(library) as opened, opened.as_it_stands():
            posts = opened.posts() if posts is None else posts
            articles = opened.articles()
            if articles or must_exist:
                land = _landscape(opened, articles, posts, segments, encoder, on, memory)
                return Ground(land, posts, examples=False)
    posts = posts or ()
    from contentai.topics.intake import Intake  # brings what fetches pages

    read = Intake(pages=False).read([str(resources.corpora_dir() / "articles")])
    articles = [attributed(found) for found in read if isinstance(found, Found)]
    land = Landscape(articles, embed(articles, encoder), posts, segments, encoder, on)
    return Ground(land, posts, examples=True)


def _landscape(
    library: Library,
    articles: Sequence[Article],
    posts: Sequence[OwnPost],
    segments: Sequence[Segment],
    encoder: Encoder,
    on: datetime.date,
    memory: Memory,
) -> Landscape:
    """The library as it is on a day; it learns the ids of topics that are new."""
    vectors = embed(articles, encoder, library.vectors(articles, encoder))
    known = library.signatures(), library.topics()
    land = Landscape(articles, vectors, posts, segments, encoder, on, *known, memory)
    # An earlier day has fewer topics, which ends none of the others. An article dated ahead of
    # the calendar is not there on any day that is asked for meanwhile.
    missing = any(a.date and on < a.date <= datetime.date.today() for a in articles)
    if not land.only_titles and not missing:
        library.keep_topics({topic.id: topic.core for topic in land.topics})
        memory.keep()
    return land


def shipped_posts() -> Sequence[OwnPost]:
    """A year of the posts of a made-up account."""
    return load_posts(resources.corpora_dir() / "posts.csv").posts


def own_posts(library: Path) -> list[OwnPost]:
    """The posts in a library; none without one. Raises ``LibraryError``."""
    if not is_there(library):
        return []
    with Library.read(library) as opened:
        return opened.posts()


@dataclass(frozen=True)
class OwnPosts:
    """Own posts and what was wrong where they come from.

    ``examples`` is True where they are those of the made-up account that ships.
    """

    posts: Sequence[OwnPost]
    notices: Sequence[Notice] = ()
    examples: bool = False


def posts_of(files: Sequence[Path], library: Path, *, must_exist: bool = False) -> OwnPosts:
    """The posts in some files, or without any those of a library, or those that ship.

    ``must_exist`` takes the library as it is, empty too. Of posts with one id the last one
    counts. Raises ``DataError`` and ``LibraryError``.
    """
    if not files and must_exist:
        with Library.read(library) as opened:
            return OwnPosts(opened.posts())
    if not files:
        kept = own_posts(library)
        return OwnPosts(kept or shipped_posts(), examples=not kept)
    found: dict[str, OwnPost] = {}
    notices: list[Notice] = []
    for file in files:
        read = load_posts(file.expanduser())
        notices += read.notices
        again = sum(post.id in found for post in read.posts)
        if again:
            words = Bilingual(
                f"{again} 条的编号前面的文件里也有，用这个文件里的；"
                "不是同一篇的话，先改一个文件的编号",
                f"{again} ids stand in a file before it as well; those of this one count (if they "
                "are other posts, change the ids in one of the files)",
            )
            notices.append(Notice(str(file), 0, words))
        found |= {post.id: post for post in read.posts}
    return OwnPosts(tuple(found.values()), notices)


def attributed(found: Found) -> Article:
    """The article; the name of a file or folder is no source that others could confirm."""
    origin = PurePath(found.origin)
    unnamed = found.article.source in (origin.stem, origin.parent.name)
    return replace(found.article, source="") if unnamed else found.article


def segment_meant(name: str | None, segments: Sequence[Segment]) -> Segment:
    """The segment of that id or name; the first one where a draft names none that is known."""
    return next((s for s in segments if name in (s.id, s.name)), segments[0])
