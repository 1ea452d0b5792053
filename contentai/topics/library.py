"""The library: articles and own posts that were read once, with their vectors."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import numpy as np

from contentai.text.alike import Signature
from contentai.topics.admit import Added, admit, content_hash, forget, iso, read_signature
from contentai.topics.article import Article
from contentai.topics.found import Found, LibraryError
from contentai.topics.ownpost import OwnPost
from contentai.topics.store import open_to_read, open_to_write, unusable, writing

if TYPE_CHECKING:
    from contentai.embedding.encoder import Encoder
    from contentai.embedding.static_model import Floats

# What an interruption can cost at most, and what another process waits for.
_BATCH: Final = 64
# Columns of posts that no platform exports.
_BY_HAND: Final = ("stage", "campaign", "unfollows", "orders", "reply_minutes")
# Vectors asked for at a time.
_ASKED: Final = 500
_ARTICLE: Final = "id, title, text, source, date, url, industry"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A near-duplicate that was left out, and the article that stands for it."""

    of: str
    likeness: float
    title: str
    source: str
    date: datetime.date | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts; ``first`` and ``last`` are dates of articles, ``bytes`` the size of the file."""

    articles: int
    sources: int
    industries: int
    undated: int
    first: datetime.date | None
    last: datetime.date | None
    characters: int
    duplicates: int
    posts: int
    vectors: dict[str, int]
    bytes: int


class Library:
    """A file of articles, open for reading or for writing; use it with ``with``."""

    def __init__(self, file: Path, connection: sqlite3.Connection, writable: bool) -> None:
        self.file = file
        self._db = connection
        self._writable = writable

    @classmethod
    def write(cls, file: Path) -> Self:
        """Open or make the library in ``file``. Raises ``LibraryError``."""
        return cls(file, open_to_write(file), writable=True)

    @classmethod
    def read(cls, file: Path) -> Self:
        """Open the library in ``file``, changing nothing. Raises ``LibraryError``."""
        return cls(file, open_to_read(file), writable=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Close the file; a damaged one that gave way inside is a ``LibraryError``."""
        self.close()
        if isinstance(error, sqlite3.Error):
            raise unusable(self.file, error) from None

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def as_it_stands(self) -> Iterator[None]:
        """Several things are read of one state, whatever other processes add meanwhile."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            with suppress(sqlite3.Error):  # a damaged file has been told of
                self._db.execute("ROLLBACK")

    def add(self, found: Iterable[Found], keep_duplicates: bool = False) -> Iterator[Added]:
        """Store articles, a few at a time, and tell of each what became of it.

        What was told of is stored: an interruption loses nothing of it. Raises
        ``LibraryError``.
        """
        incoming = iter(found)
        ended = False
        while not ended:
            batch: list[Found] = []
            try:
                batch.extend(islice(incoming, _BATCH))
            finally:
                # After an interruption too: what was read is stored before it goes on up.
                ended = len(batch) < _BATCH
                told = self._store(batch, keep_duplicates)
            yield from told

    def _store(self, batch: Sequence[Found], keep_duplicates: bool) -> list[Added]:
        if not batch:
            return []
        with writing(self._db, self.file):
            return [admit(self._db, found, keep_duplicates) for found in batch]

    def remove(self, ids: Iterable[str]) -> int:
        """Take articles and posts out by id; how many there were. Raises ``LibraryError``."""
        count = 0
        with writing(self._db, self.file):
            for id in ids:
                row = self._db.execute("SELECT number FROM articles WHERE id = ?", (id,)).fetchone()
                if row:
                    forget(self._db, row[0])
                posts = self._db.execute("DELETE FROM posts WHERE id = ?", (id,)).rowcount
                count += bool(row) + posts
            self._db.execute("DELETE FROM vectors WHERE hash NOT IN (SELECT hash FROM articles)")
        return count

    def knows(self, url: str) -> bool:
        """True for the address of an article that was read, kept or dropped."""
        row = self._db.execute(
            "SELECT 1 FROM articles WHERE url = ?1"
            " UNION ALL SELECT 1 FROM duplicates WHERE url = ?1",
            (url,),
        ).fetchone()
        return row is not None

    def articles(self) -> list[Article]:
        """All articles, ordered by id."""
        rows = self._db.execute(f"SELECT {_ARTICLE} FROM articles ORDER BY id")  # noqa: S608
        return [
            Article(id, title, text, source, _date(date), url, industry)
            for id, title, text, source, date, url, industry in rows
        ]

    def signatures(self) -> list[Signature]:
        """What stands for the text of each article (see ``text.alike``), ordered by id."""
        rows = self._db.execute("SELECT signature FROM articles ORDER BY id")
        return [read_signature(stored) for (stored,) in rows]

    def duplicates(self) -> list[Dropped]:
        """The near-duplicates that were left out."""
        rows = self._db.execute(
            "SELECT articles.id, likeness, duplicates.title, duplicates.source,"
            " duplicates.date, duplicates.url FROM duplicates"
            " JOIN articles ON number = article ORDER BY articles.id, duplicates.title"
        )
        return [
            Dropped(of, like, title, source, _date(date), url)
            for of, like, title, source, date, url in rows
        ]

    def add_posts(self, posts: Iterable[OwnPost]) -> int:
        """Store own posts; one with a known id replaces it. How many; raises ``LibraryError``.

        What people fill in by hand stays where the same post comes without it: back ends export
        no stage and no campaign.
        """
        rows = [(post.id, iso(post.date), *astuple(post)[2:]) for post in posts]
        names = [field.name for field in fields(OwnPost)]
        same = "posts.title = excluded.title AND posts.text = excluded.text"
        now = {name: f"excluded.{name}" for name in names}
        now |= {
            name: f"coalesce(excluded.{name}, CASE WHEN {same} THEN posts.{name} END)"
            for name in _BY_HAND
        }
        sets = ", ".join(f"{name} = {value}" for name, value in now.items())
        places = ", ".join("?" * len(names))
        command = f"INSERT INTO posts VALUES ({places}) ON CONFLICT (id) DO UPDATE SET {sets}"  # noqa: S608
        with writing(self._db, self.file):
            self._db.executemany(command, rows)
        return len(rows)

    def posts(self) -> list[OwnPost]:
        """All own posts, the oldest first, undated ones before them."""
        names = ", ".join(field.name for field in fields(OwnPost))
        rows = self._db.execute(f"SELECT {names} FROM posts ORDER BY date, id")  # noqa: S608
        return [OwnPost(id, _date(date), *rest) for id, date, *rest in rows]

    def topics(self) -> dict[str, frozenset[str]]:
        """The ``core`` of the topics that were kept, by id (see ``mine.Topic``)."""
        cores: dict[str, set[str]] = {}
        for id, digest in self._db.execute("SELECT id, hash FROM topics"):
            cores.setdefault(id, set()).add(digest.hex())
        return {id: frozenset(core) for id, core in cores.items()}

    def keep_topics(self, topics: Mapping[str, frozenset[str]]) -> None:
        """Keep these and no other topics, where something changed and that can be done."""
        if topics == self.topics():
            return
        rows = [(id, bytes.fromhex(digest)) for id, core in topics.items() for digest in core]
        with suppress(LibraryError), self._to_write() as db, writing(db, self.file):
            db.execute("DELETE FROM topics")
            db.executemany("INSERT INTO topics VALUES (?, ?)", rows)

    def vectors(self, articles: Sequence[Article], encoder: Encoder) -> Floats:
        """Vectors (articles, dim) of titles and texts; only the unknown ones are encoded.

        What had to be encoded is stored, where that can be done.
        """
        hashes = [content_hash(article.title, article.text) for article in articles]
        out = np.zeros((len(hashes), encoder.dim), dtype=np.float32)
        known = np.zeros(len(hashes), dtype=bool)
        for begin in range(0, len(hashes), _ASKED):
            asked = hashes[begin : begin + _ASKED]
            found = dict(
                self._db.execute(
                    "SELECT hash, vector FROM vectors WHERE model = ? AND length(vector) = ?"  # noqa: S608
                    f" AND hash IN ({','.join('?' * len(asked))})",
                    (encoder.name, 4 * encoder.dim, *asked),
                )
            )
            for at, digest in enumerate(asked, begin):
                if digest in found:
                    out[at] = np.frombuffer(found[digest], dtype="<f4")
                    known[at] = True
        missing = np.flatnonzero(~known).tolist()
        if missing:
            out[missing] = encoder.encode(
                [f"{articles[at].title}\n{articles[at].text}" for at in missing]
            )
            with suppress(LibraryError):
                self._keep_vectors(encoder.name, [(hashes[at], out[at]) for at in missing])
        return out

    def _keep_vectors(self, model: str, vectors: Sequence[tuple[bytes, Floats]]) -> None:
        rows = [(model, digest, row.astype("<f4").tobytes()) for digest, row in vectors]
        with self._to_write() as db, writing(db, self.file):
            db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    @contextmanager
    def _to_write(self) -> Iterator[sqlite3.Connection]:
        """A connection to write with, though the library was opened to be read."""
        if self._writable:
            yield self._db
            return
        with closing(open_to_write(self.file)) as db:
            yield db

    def stats(self) -> Stats:
        """What the library holds."""
        one = self._db.execute(
            "SELECT count(*), count(DISTINCT source), count(DISTINCT industry),"
            " count(*) - count(date), min(date), max(date), coalesce(sum(length(text)), 0)"
            " FROM articles"
        ).fetchone()
        articles, sources, industries, undated, first, last, characters = one
        models = self._db.execute("SELECT model, count(*) FROM vectors GROUP BY model ORDER BY 1")
        return Stats(
            *(articles, sources, industries, undated, _date(first), _date(last), characters),
            duplicates=self._count("duplicates"),
            posts=self._count("posts"),
            vectors=dict(models.fetchall()),
            bytes=self.file.stat().st_size,
        )

    def _count(self, table: str) -> int:
        count: int = self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        return count


def _date(written: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written) if written else None
    except (ValueError, TypeError):
        raise sqlite3.DatabaseError(f"malformed date {written!r}") from None
