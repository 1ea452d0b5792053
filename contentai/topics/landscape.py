"""What is known on a day, worked out once for all segments: topics, own posts, seasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from contentai.topics.affinity import Floats
from contentai.topics.interests import (
    NEED_WORDS,
    Flags,
    Forms,
    Mentions,
    kind_of,
    need_words,
    parts_of,
)
from contentai.topics.known import Known, as_bytes
from contentai.topics.labels import Label, Phrasebook
from contentai.topics.memory import About
from contentai.topics.mine import Topic
from contentai.topics.passages import Passage, Sentences, passage, read_sentences
from contentai.topics.places import load_places
from contentai.topics.rank import entitled, suited
from contentai.topics.season import Event, Seasons, load_seasons
from contentai.topics.segments import Segment
from contentai.topics.standing import Stands, place_stands_at, stands_at
from contentai.topics.whereabouts import Whereabouts

# A topic whose articles share no word is named by the first clause of a title.
_LONGEST = 20
_PAUSE = re.compile(r"[，。；：！？,;:!?\s]")


@dataclass(frozen=True)
class Landscape(Known):
    """What is known on a day, with the words that articles hold, topics' names and quotations."""

    @cached_property
    def seasons(self) -> Seasons:
        """The calendar of events."""
        return load_seasons()

    def met(self, segment: Segment) -> Floats:
        """How plainly the articles name the segment's interests (articles, interests), 0 to 1."""
        if segment.id not in self._met:
            self._met[segment.id] = self._mentions.met(segment, self._parts)
        return self._met[segment.id]

    def titled(self, interests: Sequence[str]) -> Flags:
        """Which articles have which ``interests`` in their titles (articles, interests)."""
        found = [self._mentions.in_titles((interest,)) for interest in interests]
        return np.stack(found, axis=1)

    def suits(self, members: Sequence[int], event: Event) -> float:
        """How much these articles are about an event, 0 to 1."""
        rows, mentions = list(members), self._occasions
        held = mentions.in_titles((*event.words, *event.hints))
        articles = [self.articles[at] for at in rows if held[at]]
        titled = sum(entitled(event, article.title, article.text) for article in articles)
        named = mentions.in_texts(event.words)[rows]
        return suited(titled, named, mentions.kinds(event.hints, rows))

    def serving(self, segment: Segment) -> Flags:
        """Which articles tell about a service that the segment's products need (see ``needed``)."""
        wanted = need_words(segment)
        return self._mentions.in_titles(wanted) | self._mentions.in_texts(wanted, times=2)

    def avoided(self, segment: Segment) -> tuple[Flags, Flags]:
        """Which articles hold a word that the segment avoids: in the title, in the text."""
        return self._mentions.in_titles(segment.avoid), self._mentions.in_texts(segment.avoid)

    def elsewhere(self, region: str) -> Flags:
        """Which articles name places, and not one in the region."""
        return self._places.elsewhere(region)

    def places_named(self, members: Sequence[int]) -> frozenset[str]:
        """The provinces and cities that some articles name."""
        return self._places.named(members)

    def label(self, topic: Topic) -> Label:
        """The topic's name and terms; a lone title is its own name."""
        return self.labels([topic])[0]

    def labels(self, topics: Sequence[Topic]) -> list[Label]:
        """The same of several topics, sooner than one by one."""
        keys = [(topic.id, topic.members) for topic in topics]
        new = {k: t for k, t in zip(keys, topics, strict=True) if k not in self._labels}
        cared_for = sorted(self.interests)
        abouts: list[About] = [
            ("label", as_bytes(t.members), t.centre.tobytes(), *cared_for) for t in new.values()
        ]
        known = [self.memory.recall(self._collection, about) for about in abouts]
        unnamed = [n for n, told in enumerate(known) if told is None]
        unread = [list(new.values())[n] for n in unnamed]
        for n, told in zip(unnamed, self._named(unread), strict=True):
            known[n] = told
            self.memory.note(self._collection, abouts[n], told)
        for key, (name, terms) in zip(new, known, strict=True):
            self._labels[key] = Label(name, tuple(terms))
        return [self._labels[key] for key in keys]

    def _named(self, topics: Sequence[Topic]) -> Iterator[tuple[str, Sequence[str]]]:
        if not topics:
            return
        told = [(topic.members, topic.centre) for topic in topics]
        for topic, label in zip(topics, self._phrases.labels(told, self.encoder), strict=True):
            if label.name:
                yield label.name, label.terms
                continue
            title = self.articles[topic.members[0]].title
            name = _PAUSE.split(title, maxsplit=1)[0][:_LONGEST] or title[:_LONGEST]
            yield name, (name,) if name else ()

    def quotes(self, topics: Sequence[Topic], segment: Segment) -> list[tuple[Passage, ...]]:
        """What to quote of each topic for one of the segments (see ``Sentences.best``)."""
        profile = self.own[self.column(segment)]
        same = (profile.tobytes(), *segment.avoid)
        abouts = [("quotes", as_bytes(t.members), t.centre.tobytes(), *same) for t in topics]
        known = [self.memory.recall(self._collection, about) for about in abouts]
        unread = [n for n, places in enumerate(known) if places is None]
        for n, sentences in zip(unread, self.read([topics[n] for n in unread]), strict=True):
            best = sentences.best(profile, segment.avoid)
            of = {article.id: at for at, article in enumerate(self.told_by(topics[n]))}
            known[n] = [(of[p.article], p.start, p.end) for p in best]
            self.memory.note(self._collection, abouts[n], known[n])
        return [
            tuple(passage(self.told_by(topic)[at], start, end) for at, start, end in places)
            for topic, places in zip(topics, known, strict=True)
        ]

    def read(self, topics: Sequence[Topic]) -> list[Sentences]:
        """The sentences of the articles that tell each topic, all encoded together."""
        keys = [(topic.id, topic.members) for topic in topics]
        new = {
            key: topic
            for key, topic in zip(keys, topics, strict=True)
            if key not in self._sentences
        }
        told = [(self.told_by(topic), topic.centre) for topic in new.values()]
        self._sentences.update(zip(new, read_sentences(told, self.encoder), strict=True))
        return [self._sentences[key] for key in keys]

    @cached_property
    def _mentions(self) -> Mentions:
        every = [
            *(word for interest, parts in self._parts.items() for word in (interest, *parts)),
            *(word for segment in self.segments for word in segment.avoid),
            *(word for words in NEED_WORDS.values() for word in words),
        ]
        return self._noted("mentions", every)

    @cached_property
    def _occasions(self) -> Mentions:
        events = self.seasons.events
        words = [word for event in events for word in (*event.words, *event.hints)]
        return self._noted("occasions", words, stands_at)

    @cached_property
    def _places(self) -> Whereabouts:
        return Whereabouts(self._noted("places", load_places().spoken, place_stands_at))

    def _noted(self, name: str, words: Forms, stands: Stands | None = None) -> Mentions:
        about = (name, *words)
        if (packed := self.memory.recall(self._collection, about)) is not None:
            return Mentions.unpacked(packed, len(self.articles))
        found = Mentions.of(self.articles, words, stands)
        self.memory.note(self._collection, about, found.packed())
        return found

    @cached_property
    def _parts(self) -> Mapping[str, Sequence[str]]:
        """The words that the segments' interests consist of: to cut them takes the dictionary."""
        every = list(self._interests)
        parts = self.memory.once(
            b"", ("parts", *every), lambda: {interest: parts_of(interest) for interest in every}
        )
        return dict(parts)

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """What kind of thing each interest is (see ``kind_of``), told once, too."""
        every = list(self._interests)
        kinds = self.memory.once(
            b"", ("kinds", *every), lambda: {interest: kind_of(interest) for interest in every}
        )
        return dict(kinds)

    @cached_property
    def _met(self) -> dict[str, Floats]:
        return {}

    @cached_property
    def _phrases(self) -> Phrasebook:
        return Phrasebook(self.articles, list(self.interests))

    @cached_property
    def _labels(self) -> dict[tuple[str, tuple[int, ...]], Label]:
        return {}

    @cached_property
    def _sentences(self) -> dict[tuple[str, tuple[int, ...]], Sentences]:
        return {}
