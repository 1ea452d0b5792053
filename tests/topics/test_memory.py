"""What was worked out about a library's articles: kept, found again, never relied on."""

from __future__ import annotations

import datetime
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from contentai import resources
from contentai.dependencies import made_by
from contentai.embedding.encoder import Encoder, open_encoder
from contentai.embedding.static_model import Floats
from contentai.report.topics import as_json
from contentai.topics.found import Found
from contentai.topics.ground import ground
from contentai.topics.interests import needed
from contentai.topics.landscape import Landscape
from contentai.topics.library import Library
from contentai.topics.memory import Memory
from contentai.topics.places import load_places
from contentai.topics.rank import suits
from contentai.topics.segments import load_segments
from contentai.workspace import Workspace
from tests.topics.press import ARTICLES, TODAY, segment

OF = b"a collection"
SEGMENTS = (segment(), segment("parents", name="新手爸妈", interests={"安全座椅": 1.0}))


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A library of the press's articles."""
    file = tmp_path / "library.db"
    with Library.write(file) as library:
        assert list(library.add(Found(one, "press", one.id) for one in ARTICLES))
    return file


def kept(file: Path, made: str = "this") -> Memory:
    memory = Memory(file, made)
    memory.note(OF, ("label", b"\0\xff"), ["空调、滤网", ["空调", "滤网"]])
    memory.note(b"", ("value", "一句话\ud800"), 0.123456789012345678)
    memory.keep()
    return memory


def edit(file: Path, *statement: object) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(*statement)  # type: ignore[arg-type]


def test_an_answer_is_for_what_it_was_made_of(file: Path) -> None:
    kept(file)
    again = Memory(file, "this")
    assert again.recall(OF, ("label", b"\0\xff")) == ["空调、滤网", ["空调", "滤网"]]
    assert again.recall(b"", ("value", "一句话\ud800")) == 0.123456789012345678
    assert again.recall(b"another", ("label", b"\0\xff")) is None
    assert again.recall(OF, ("label", b"\0", b"\xff")) is None
    assert Memory(file, "another program").recall(OF, ("label", b"\0\xff")) is None
    assert Memory(file).recall(OF, ("label", b"\0\xff")) is None


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE worked_out SET value = substr(value, 1, length(value) - 1) || x'39'",
        "UPDATE worked_out SET value = x''",
        "UPDATE worked_out SET value = 7",
        "DELETE FROM worked_out",
        "DROP TABLE worked_out",
    ],
)
def test_a_damaged_answer_is_none_and_can_be_given_anew(file: Path, harm: str) -> None:
    kept(file)
    edit(file, harm)
    memory = Memory(file, "this")
    assert memory.recall(b"", ("value", "一句话\ud800")) is None
    memory.note(b"", ("value", "一句话\ud800"), 0.5)
    memory.keep()
    assert Memory(file, "this").recall(b"", ("value", "一句话\ud800")) == 0.5


def test_what_was_long_of_no_use_and_former_collections_go(file: Path) -> None:
    kept(file)
    old = (datetime.date.today() - datetime.timedelta(days=29)).isoformat()
    edit(file, "UPDATE worked_out SET used = ?", (old,))
    # Asked for, it counts as used today.
    memory = Memory(file, "this")
    assert memory.recall(b"", ("value", "一句话\ud800"))
    memory.keep()
    older = (datetime.date.today() - datetime.timedelta(days=31)).isoformat()
    edit(file, "UPDATE worked_out SET used = ? WHERE used = ?", (older, old))
    memory = Memory(file, "this")
    memory.note(b"", ("value", "别的"), 1.0)
    memory.keep()
    assert Memory(file, "this").recall(b"", ("value", "一句话\ud800"))
    assert Memory(file, "this").recall(OF, ("label", b"\0\xff")) is None
    kept(file)
    memory = Memory(file, "this")
    memory.note(b"grown", ("label", b"\0"), [])
    memory.keep()
    assert Memory(file, "this").recall(OF, ("label", b"\0\xff")) is None
    assert Memory(file, "this").recall(b"grown", ("label", b"\0")) == []
    assert Memory(file, "this").recall(b"", ("value", "一句话\ud800"))


def test_a_library_that_cannot_be_written_to_or_read_is_no_matter(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        memory = kept(file)
        assert memory.recall(b"", ("value", "一句话\ud800")), "this run knows it all the same"
        memory.note(b"", ("value", "别的"), 1.0)
        memory.keep()
    assert Memory(file, "this").recall(b"", ("value", "一句话\ud800")) is None
    file.write_bytes(b"no database" * 1000)
    kept(file)
    assert file.read_bytes() == b"no database" * 1000
    kept(file.parent)
    gone = file.with_name("gone.db")
    kept(gone)
    assert not gone.exists(), "remembering makes no library"
    assert Memory(gone, "this").recall(OF, ("label", b"\0\xff")) is None


def test_several_that_write_at_once_keep_all(file: Path) -> None:
    def write(number: int) -> None:
        for turn in range(5):
            memory = Memory(file, "this")
            memory.note(b"", ("value", f"{number} {turn}"), number)
            memory.recall(b"", ("value", "0 0"))
            memory.keep()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    memory = Memory(file, "this")
    found = [memory.recall(b"", ("value", f"{n} {turn}")) for n in range(3) for turn in range(5)]
    assert found == [n for n in range(3) for _ in range(5)]


class Counting:
    """Counts the texts that are encoded."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.count = encoder, 0
        self.name, self.dim = encoder.name, encoder.dim

    def encode(self, texts: list[str]) -> Floats:
        self.count += len(texts)
        return self._encoder.encode(texts)


def standing(encoder: Encoder, file: Path, made: str = "this") -> Landscape:
    found = ground(encoder, TODAY, library=file, segments=SEGMENTS, must_exist=True, made_by=made)
    return found.land


def answers(workspace: Workspace, land: Landscape) -> list[object]:
    return [as_json(workspace.suggest(land, one)) for one in SEGMENTS]


def test_suggestions_are_the_same_from_memory_and_nothing_is_judged_again(
    encoder: Encoder, file: Path, tmp_path: Path
) -> None:
    workspace = Workspace.open(resources.corpora_dir())
    first = answers(workspace, standing(encoder, file, ""))
    assert any(one["suggestions"] for one in first)  # type: ignore[index]
    assert answers(workspace, standing(encoder, file)) == first
    # Without models every value would be 0.5.
    without = Workspace(replace(workspace.config, models=tmp_path))
    assert without.model_problem
    counting = Counting(encoder)
    land = standing(counting, file)
    assert answers(without, land) == first
    words = sum(len(one.interests) for one in SEGMENTS)
    # The interests once for all they mean together and once each.
    assert counting.count == len(land.articles) + 2 * words, (
        "titles and interests alone are encoded"
    )
    assert answers(without, standing(encoder, file, "another program")) != first
    assert answers(workspace, standing(encoder, file)) == first


def test_an_article_more_makes_other_topics(encoder: Encoder, file: Path) -> None:
    before = standing(encoder, file)
    assert before.labels(before.topics)
    before.memory.keep()
    with Library.write(file) as library:
        extra = replace(ARTICLES[0], id="more", title="早教班跑路", text="早教机构关了门。" * 9)
        assert list(library.add([Found(extra, "press", "more")]))
    after = standing(encoder, file)
    members = sorted(at for topic in after.topics for at in (*topic.members, *topic.reprints))
    assert members == list(range(len(before.articles) + 1))
    fresh = standing(encoder, file, "")
    assert [t.members for t in after.topics] == [t.members for t in fresh.topics]
    assert after.labels(after.topics) == fresh.labels(fresh.topics)


def test_words_found_at_once_are_those_found_one_by_one(encoder: Encoder) -> None:
    segments = tuple(load_segments(resources.corpora_dir() / "segments.yaml").values())
    found = ground(encoder, TODAY, library=Path("none.db"), segments=segments)
    land = found.land
    articles = land.articles
    seasons = land.seasons
    for one in segments:
        assert land.serving(one).tolist() == [needed([a], one) > 0 for a in articles]
        titles, texts = land.avoided(one)
        assert titles.tolist() == [any(w in a.title for w in one.avoid) for a in articles]
        assert texts.tolist() == [any(w in a.text for w in one.avoid) for a in articles]
    for region in sorted({one.region for one in segments if one.region}):
        named = [land.places_named([at]) for at in range(len(articles))]
        within = load_places().within
        away = [bool(p) and not any(within(region, one) for one in p) for p in named]
        assert any(away) and land.elsewhere(region).tolist() == away
    some = list(range(0, len(articles), 7))
    given = [articles[at].title for at in some], [articles[at].text for at in some]
    fits = [suits(*given, event) for event in seasons.events]
    assert any(fits) and [land.suits(some, event) for event in seasons.events] == fits


def test_what_made_an_answer_changes_with_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = tmp_path / "packs" / "own"
    pack.mkdir(parents=True)
    (pack / "a.yaml").write_text("id: OWN-001\n", "utf-8")
    config = tmp_path / "contentai.yaml"
    config.write_text("rules: [packs]\n", "utf-8")
    assert made_by(Workspace.open(tmp_path)) == "", "it was written to just now"

    def settle() -> str:
        monkeypatch.setattr("contentai.lint.stamps._SETTLED", -60.0)
        return made_by(Workspace.open(tmp_path))

    first = settle()
    assert first and settle() == first
    (pack / "a.yaml").write_text("id: OWN-002\n", "utf-8")
    second = settle()
    config.write_text("rules: [packs]\nchannel: wechat\n", "utf-8")
    assert len({first, second, settle()}) == 3
