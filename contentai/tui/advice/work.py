"""What the advice process does with a request, as plain functions over one workspace."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contentai.account.judged import JudgedPost, published
from contentai.account.mix import KIND_NAMES, KIND_OF, KINDS, mix_of, targets_of
from contentai.account.repeats import Repeat, Shelf
from contentai.config import find_config, load_config
from contentai.config.changing import ignore_rule
from contentai.dependencies import made_by
from contentai.embedding.static_model import EmbedderError
from contentai.language import Bilingual
from contentai.lint.silencing import silence
from contentai.lint.writing import Unwritable
from contentai.located import DataError
from contentai.rulebook.explain import terminal_page
from contentai.topics.found import LibraryError
from contentai.topics.ground import Ground, ground, own_posts, segment_meant
from contentai.topics.ownpost import OwnPost
from contentai.topics.segments import load_segments
from contentai.topics.store import is_there
from contentai.topics.suggestion import Suggestion
from contentai.tui.advice.asked import (
    Compare,
    Disable,
    Done,
    Edits,
    Idea,
    Kind,
    Lines,
    Near,
    Page,
    Progress,
    Quote,
    Reply,
    Request,
    Silence,
    Standing,
    Suggest,
    Topics,
    trouble,
)
from contentai.tui.advice.wider import Ahead, Browse, Examples, Overview, Try
from contentai.workspace import Workspace

Tell = Callable[[Progress], None]

# The mix is that of the posts of four weeks.
_WINDOW = 28
_READING = Progress(Bilingual("正在读文章…", "Reading the articles…"))
_FINDING = Progress(Bilingual("正在找选题…", "Finding topics…"))
_COMPARING = Progress(Bilingual("正在和发过的帖子比…", "Comparing with own posts…"))
_COUNTING = Progress(Bilingual("正在看发过的帖子…", "Reading own posts…"))
_PLANNING = Progress(Bilingual("正在排四周的计划…", "Planning four weeks…"))
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
    _opened: tuple[object, Workspace] | None = None

    @property
    def workspace(self) -> Workspace:
        """The workspace, opened anew when its configuration changed. Raises ``DataError``."""
        file = self.config or find_config(self.folder)
        stamp = (file, file.stat().st_mtime_ns if file and file.exists() else None)
        if self._opened is None or self._opened[0] != stamp:
            self._opened = stamp, Workspace(load_config(file))
            self._grounds, self._own = {}, None
        return self._opened[1]

    def answer(self, request: Request, tell: Tell) -> Reply:
        """The answer, with the words for what kept it from being given."""
        try:
            if isinstance(request, Suggest):
                return self._suggest(request, tell)
            if isinstance(request, Compare):
                return self._compare(request, tell)
            if isinstance(request, Page):
                return self._page(request)
            if isinstance(request, Silence):
                return self._silence(request)
            if isinstance(request, Disable):
                ignore_rule(request.file, request.rule)
                return Done()
            return self._wider(request, tell)
        except (DataError, EmbedderError, LibraryError, Unwritable, OSError) as error:
            return trouble(request, _told(error))

    def _wider(self, request: Browse | Try | Examples | Overview | Ahead, tell: Tell) -> Reply:
        """The answer to a screen beside the edit screen."""
        from contentai.tui.advice import overview, ruling

        if isinstance(request, Browse):
            return ruling.browse(self.workspace)
        if isinstance(request, Try):
            return ruling.tried(self.workspace, request)
        if isinstance(request, Examples):
            return ruling.samples(self.workspace, request.rule)
        if isinstance(request, Overview):
            tell(_COUNTING)
            return overview.overview(self.workspace, request)
        from contentai.tui.advice.ahead import planned

        tell(_READING)
        land = self._ground(request.on).land
        tell(_PLANNING)
        return planned(self.workspace, land, request.segment)

    def _page(self, request: Page) -> Lines:
        rule = self.workspace.rulebook.rules.get(request.rule)
        return Lines(tuple(terminal_page(rule)) if rule else None)

    def _silence(self, request: Silence) -> Edits:
        document = self.workspace.parse(request.text, path=request.path)
        return Edits(silence(document, request.finding, request.reason))

    def _ground(self, on: datetime.date) -> Ground:
        """The ground of a day, anew where the library was written to since."""
        file = self.workspace.library_file
        stamp = file.stat().st_mtime_ns if is_there(file) else None
        key = (on, stamp)
        if key not in self._grounds:
            segments = tuple(load_segments(self.workspace.segments_file).values())
            made = made_by(self.workspace) if is_there(file) else ""
            found = ground(
                self.workspace.encoder, on, library=file, segments=segments, made_by=made
            )
            # Topics are kept in the library: it may have been written to just now.
            stamp = file.stat().st_mtime_ns if is_there(file) else None
            key = (on, stamp)
            self._grounds = {key: found}
        return self._grounds[key]

    def _suggest(self, request: Suggest, tell: Tell) -> Topics:
        tell(_READING)
        known = self._ground(request.on)
        if not known.land.segments:
            return Topics(problem=_NO_SEGMENTS)
        named = request.segment
        segment = segment_meant(named, known.land.segments)
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
            unknown="" if named in (None, segment.id, segment.name) else str(named),
            problem=found.note,
        )

    def _compare(self, request: Compare, tell: Tell) -> Standing:
        tell(_COMPARING)
        posts = own_posts(self.workspace.library_file)
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
        targets = targets_of(self.workspace.config.mix)
        return Standing(
            posts=len(posts),
            repeats=tuple(map(_near, own.shelf.near(title, body))),
            kinds=tuple(
                Kind(KIND_NAMES[name], mix.share(name), after.share(name), targets[name])
                for name in KINDS
            ),
            own=KIND_NAMES[kind] if kind else None,
            due=KIND_NAMES[mix.due(targets)[0]],
            recent=mix.total,
            days=_WINDOW,
        )

    def _own_shelf(self, posts: Sequence[OwnPost]) -> _Own:
        if self._own is None or self._own.posts != posts:
            shelf = Shelf.of(posts, self.workspace.encoder)
            self._own = _Own(posts, shelf, self.workspace.judge(posts))
        return self._own


def _told(error: Exception) -> Bilingual:
    words = getattr(error, "words", None)
    told = words if isinstance(words, Bilingual) else Bilingual(str(error), str(error))
    if isinstance(error, DataError) and error.file:
        place = Path(error.file).name + (f":{error.line}" if error.line else "")
        return Bilingual(f"{place}：{told.zh}", f"{place}: {told.en}")
    return told


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
        nearest=post.told if post else "",
    )


def _near(repeat: Repeat) -> Near:
    post = repeat.post
    date = post.date.isoformat() if post.date else ""
    return Near(post.title or post.text[:30], date, repeat.by == "words", repeat.likeness)
