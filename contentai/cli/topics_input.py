"""What the topic commands read: segments, articles, own posts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from contentai.cli.failure import Failure
from contentai.cli.library import failing, say
from contentai.cli.output import check_spares
from contentai.language import Bilingual

if TYPE_CHECKING:
    from contentai.topics.article import Article
    from contentai.topics.landscape import Landscape
    from contentai.topics.ownpost import OwnPost
    from contentai.workspace import Workspace


def check_output(
    workspace: Workspace,
    output: Path | None,
    segments_file: Path | None,
    places: Sequence[str],
    posts_file: Path | None,
    library_file: Path | None,
) -> None:
    """Refuse to write over what ``load_landscape`` reads for these. Raises ``Failure``."""
    from contentai.dependencies import trees_of
    from contentai.lint.ownreports import is_report
    from contentai.lint.reading import read_data
    from contentai.topics.fetch import is_address
    from contentai.topics.intake import is_article

    inputs = (
        segments_file or workspace.segments_file,
        library_file or workspace.library_file,
        posts_file,
        *(place for place in places if not is_address(place)),
    )
    # Former reports may be written over.
    check_spares(
        output,
        inputs,
        lambda at: is_article(at) and not is_report(read_data(at)),
        trees_of(workspace),
    )


def _say_later(land: Landscape) -> Landscape:
    """Tell when most articles are of a later day, which is as if they were not there."""
    later = sum(a.date is not None and a.date > land.on for a in land.articles)
    if later * 2 > len(land.articles) > later:
        words = Bilingual(
            f"{len(land.articles)} 篇文章里有 {later} 篇的日期在 {land.on} 之后，当作还不知道",
            f"{later} of {len(land.articles)} articles are later than {land.on}: not yet known",
        )
        say(str(words))
    return land


class Loaded(NamedTuple):
    """A landscape, and whether something that was named could not be read, which was told."""

    land: Landscape
    is_partial: bool = False

    @property
    def status(self) -> int:
        """The exit status of a command that has done its work with it."""
        return 2 if self.is_partial else 0


def load_landscape(
    workspace: Workspace,
    segments_file: Path | None,
    places: Sequence[str],
    posts_file: Path | None,
    library_file: Path | None,
    on: datetime.date,
) -> Loaded:
    """The articles in ``places``, else in the library, else those that ship.

    Raises ``Failure``, ``DataError`` or ``EmbedderError``.
    """
    from contentai.dependencies import made_by
    from contentai.topics.ground import ground, shipped_posts
    from contentai.topics.landscape import Landscape
    from contentai.topics.mine import embed
    from contentai.topics.segments import load_segments
    from contentai.topics.store import is_there

    segments = tuple(load_segments(segments_file or workspace.segments_file).values())
    posts = _posts(posts_file) if posts_file else None
    encoder = workspace.encoder
    if places:
        articles, is_partial = _articles(places)
        vectors = embed(articles, encoder)
        land = Landscape(articles, vectors, posts or (), segments, encoder, on)
        return Loaded(_say_later(land), is_partial)
    library = library_file or workspace.library_file
    must_exist = library_file is not None
    with failing():
        found = ground(
            *(encoder, on),
            library=library,
            segments=segments,
            posts=posts,
            must_exist=must_exist,
            made_by=made_by(workspace) if is_there(library) else "",
        )
    # A library may hold own posts alone; they count, not those of the made-up account.
    made_up = found.examples and posts is None and not found.posts
    if found.examples:
        say(str(_examples(library, made_up)))
    if made_up:
        return Loaded(replace(found.land, posts=shipped_posts()))
    return Loaded(_say_later(found.land))


def _examples(library: Path, made_up: bool) -> Bilingual:
    """What is not the user's own: the articles, and where ``made_up`` the posts."""
    zh, en = "还没有资料库", "there is no library yet"
    if library.exists():
        zh, en = f"资料库 {library} 里没有文章", f"the library {library} holds no articles"
    what, these = ("文章和帖子", "articles and posts") if made_up else ("文章", "articles")
    return Bilingual(
        f"{zh}，用自带的示例{what}（编的）；看你们的，先用 contentai corpus add 收文章，"
        "corpus add --posts 收自家帖子",
        f"{en}; using the example {these} that ship, which are made up; for yours, "
        "contentai corpus add brings articles in and corpus add --posts your posts",
    )


def _posts(file: Path) -> Sequence[OwnPost]:
    from contentai.topics.posts import load_posts

    found = load_posts(file)
    for notice in found.notices:
        say(str(notice))
    return found.posts


def _articles(places: Sequence[str]) -> tuple[list[Article], bool]:
    """The articles, and whether something could not be read; a failure when nothing could be."""
    from contentai.topics.found import Found
    from contentai.topics.ground import attributed
    from contentai.topics.intake import Intake

    articles: dict[tuple[str, str], Article] = {}  # by place and id: the later one counts
    failed = False
    with failing():
        for found in Intake(pages=False).read(places):
            if isinstance(found, Found):
                articles[found.origin, found.article.id] = attributed(found)
                for note in found.notes:
                    say(f"{found.where}: {note}")
            else:
                failed = failed or found.is_error
                say(str(found))
    if failed and not articles:
        raise Failure(str(Bilingual("一篇文章也没有读到", "not one article could be read")))
    return [*articles.values()], failed
