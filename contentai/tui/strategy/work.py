"""What the strategy process does with a request, as plain functions over one workspace."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from contentai.account.judged import JudgedPost, published
from contentai.account.mix import KIND_NAMES, KIND_OF, KINDS, USUAL, mix_of
from contentai.account.repeats import Repeat, Shelf
from contentai.embedding.static_model import EmbedderError
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.topics.found import LibraryError
from contentai.topics.posts import OwnPost
from contentai.topics.suggestion import Suggestion
from contentai.tui.strategy.asked import (
    Compare,
    Idea,
    Kind,
    Near,
    Progress,
    Quote,
    Reply,
    Request,
    Standing,
    Suggest,
    Topics,
)
from contentai.tui.strategy.ground import Ground, ground, own_posts, segment_meant
from contentai.workspace import Workspace

Tell = Callable[[Progress], None]

# The mix is that of the posts of four weeks.
_WINDOW = 28
_READING = Progress(Bilingual("正在读文章…", "Reading the articles…"))
_FINDING = Progress(Bilingual("正在找选题…", "Finding topics…"))
_COMPARING = Progress(Bilingual("正在和发过的帖子比…", "Comparing with own posts…"))
_NO_SEGMENTS = Bilingual("分群文件里没有分群", "The segments file holds no segments")


@dataclass(frozen=True)
class _Own:
    """The own posts, ready to be compared and counted."""

    posts: Sequence[OwnPost]
    shelf: Shelf
    judged: Sequence[JudgedPost]


@dataclass
class Adviser:
    """Answers for the drafts of one folder; what was read is kept for the next request."""

    folder: Path
    config: Path | None = None
    _grounds: dict[tuple[object, ...], Ground] = field(default_factory=dict)
    _own: _Own | None = None

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace. Raises ``DataError``."""
        return Workspace.open(self.folder, self.config)

    def answer(self, request: Request, tell: Tell) -> Reply:
        """The answer, with the words for what kept it from being given."""
        try:
            if isinstance(request, Suggest):
                return self._suggest(request, tell)
            return self._compare(request, tell)
        except (DataError, EmbedderError, LibraryError, OSError) as error:
            words = getattr(error, "words", None)
            told = words if isinstance(words, Bilingual) else Bilingual(str(error), str(error))
            file = Path(error.file).name if isinstance(error, DataError) and error.file else ""
            if file:
                told = Bilingual(f"{file}：{told.zh}", f"{file}: {told.en}")
            return Topics(problem=told) if isinstance(request, Suggest) else Standing(problem=told)

    def _ground(self, on: datetime.date) -> Ground:
        """The ground of a day, anew where the library was written to since."""
        file = self.workspace.library_file
        stamp = file.stat().st_mtime_ns if file.exists() else None
        key = (on, stamp)
        if key not in self._grounds:
            self._grounds = {key: ground(self.workspace, on)}
        return self._grounds[key]

    def _suggest(self, request: Suggest, tell: Tell) -> Topics:
        tell(_READING)
        known = self._ground(request.on)
        if not known.land.segments:
            return Topics(problem=_NO_SEGMENTS)
        segment = segment_meant(request.segment, known.land.segments)
        tell(_FINDING)
        found = self.workspace.suggest(
            known.land, segment, count=request.count, channel=request.channel
        )
        return Topics(
            segments=tuple((str(s.id), str(s.name)) for s in known.land.segments),
            segment=str(segment.id),
            ideas=tuple(map(_idea, found.suggestions)),
            thin=tuple((topic.topic, topic.reason) for topic in found.insufficient),
            examples=known.examples,
            problem=found.note,
        )

    def _compare(self, request: Compare, tell: Tell) -> Standing:
        tell(_COMPARING)
        posts = own_posts(self.workspace)
        if not posts:
            return Standing()
        document = self.workspace.parse(request.text, path=request.path)
        title = document.text[slice(*document.title.span)] if document.title else ""
        body = document.text[document.title.span.end :] if document.title else document.text
        own = self._own_shelf(posts)
        last = request.planned or request.on
        first = last - datetime.timedelta(days=_WINDOW - 1)
        mix = mix_of(published(own.judged, first, last))
        scores = self.workspace.score(document)
        kind = KIND_OF[scores.label] if scores else None
        after = mix.after(kind) if kind else mix
        return Standing(
            posts=len(posts),
            repeats=tuple(map(_near, own.shelf.near(title, body))),
            kinds=tuple(
                Kind(KIND_NAMES[name], mix.share(name), after.share(name), USUAL[name])
                for name in KINDS
            ),
            own=KIND_NAMES[kind] if kind else None,
            due=KIND_NAMES[mix.due(USUAL)[0]],
            recent=mix.total,
            days=_WINDOW,
        )

    def _own_shelf(self, posts: Sequence[OwnPost]) -> _Own:
        if self._own is None or self._own.posts != posts:
            shelf = Shelf.of(posts, self.workspace.encoder)
            self._own = _Own(posts, shelf, self.workspace.judge(posts))
        return self._own


def _idea(found: Suggestion) -> Idea:
    post = found.nearest_post
    return Idea(
        id=found.id,
        topic=found.topic,
        titles=found.titles,
        score=found.score,
        parts=tuple(found.parts.items()),
        why=found.why,
        why_not_higher=found.why_not_higher,
        quotes=tuple(
            Quote(p.excerpt, p.title, p.source, p.date.isoformat() if p.date else "")
            for p in found.passages
        ),
        nearest=f"{post.title}（{post.date or '?'}，{post.likeness:.2f}）" if post else "",
    )


def _near(repeat: Repeat) -> Near:
    post = repeat.post
    date = post.date.isoformat() if post.date else ""
    return Near(post.title or post.text[:30], date, repeat.by == "words", repeat.likeness)
