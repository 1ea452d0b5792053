"""Whether an article that was found is new to the library, and what is stored of it."""

from __future__ import annotations

import datetime
import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from contentai.text.alike import (
    Hashes,
    Signature,
    bands,
    is_near,
    likeness,
    may_be_near,
    pieces,
    signature,
)
from contentai.topics.found import Found

# More proposals than this come of boilerplate; the likeliest are first.
_MOST_COMPARED: Final = 40

Status = Literal["added", "updated", "unchanged", "duplicate"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article. ``of`` is the kept one that a duplicate repeats.

    ``is_known``: it was left out before, and told of.
    """

    found: Found
    status: Status
    id: str
    likeness: float = 1.0
    of: str | None = None
    is_known: bool = False


def content_hash(title: str, text: str) -> bytes:
    """What stands for an article's content: 32 bytes, the same on every machine."""
    return hashlib.sha256(f"{title}\n{text}".encode("utf-8", "replace")).digest()


def iso(date: datetime.date | None) -> str | None:
    """A date as the library stores it."""
    return date.isoformat() if date else None


def admit(db: sqlite3.Connection, found: Found, keep_duplicates: bool) -> Added:
    """Store ``found``, or leave it out as already there or as a near-duplicate."""
    article = found.article
    digest = content_hash(article.title, article.text)
    same = db.execute(
        "SELECT id, source, origin = ? AND name = ? FROM articles WHERE hash = ?",
        (found.origin, article.id, digest),
    ).fetchone()
    if same:
        id, source, is_itself = same
        if is_itself:
            return Added(found, "updated" if _describe(db, found, id) else "unchanged", id)
        if source == article.source:
            return Added(found, "unchanged", id)
        return Added(found, "duplicate", id, of=id)
    old = db.execute(
        "SELECT number, id FROM articles WHERE origin = ? AND name = ?",
        (found.origin, article.id),
    ).fetchone()
    if old:
        forget(db, old[0])
    hashes = _pieces(article.title, article.text)
    signed = signature(hashes)
    if not keep_duplicates:
        repeated = _dropped(db, found, digest) or _near(db, found, digest, hashes, signed)
        if repeated:
            return repeated
    id = old[1] if old else _free_id(db, article.id, digest)
    _insert(db, found, id, digest, signed)
    return Added(found, "updated" if old else "added", id)


def _describe(db: sqlite3.Connection, found: Found, id: str) -> bool:
    """Correct what is known about an article whose content is the same; True for a change."""
    article = found.article
    now = (article.source, iso(article.date), article.url, article.industry)
    known = "SELECT source, date, url, industry FROM articles WHERE id = ?"
    if db.execute(known, (id,)).fetchone() == now:
        return False
    db.execute(
        "UPDATE articles SET source = ?, date = ?, url = ?, industry = ? WHERE id = ?", (*now, id)
    )
    return True


def _dropped(db: sqlite3.Connection, found: Found, digest: bytes) -> Added | None:
    """The article as it was dropped before."""
    row = db.execute(
        "SELECT articles.id, likeness FROM duplicates"
        " JOIN articles ON number = article WHERE duplicates.hash = ?",
        (digest,),
    ).fetchone()
    return Added(found, "duplicate", row[0], row[1], row[0], is_known=True) if row else None


def _near(
    db: sqlite3.Connection, found: Found, digest: bytes, hashes: Hashes, signed: Signature
) -> Added | None:
    """The kept article that ``found`` repeats, if any; it is noted as a duplicate."""
    proposed = db.execute(
        "SELECT number, id, title, text, signature FROM articles JOIN ("
        "  SELECT article, count(*) AS shared FROM bands"
        "  WHERE key IN (SELECT value FROM json_each(?))"
        "  GROUP BY article ORDER BY shared DESC, article LIMIT ?)"
        " ON number = article",
        (json.dumps(bands(signed)), _MOST_COMPARED),
    ).fetchall()
    near: list[tuple[float, int, str]] = []
    for number, id, title, text, other_signed in proposed:
        if not may_be_near(signed, read_signature(other_signed)):
            continue
        other = _pieces(title, text)
        like = likeness(hashes, other)
        if is_near(hashes, other, like):
            near.append((like, -number, id))
    if not near:
        return None
    like, number, id = max(near)
    article = found.article
    db.execute(
        "INSERT INTO duplicates VALUES (?, ?, ?, ?, ?, ?, ?)",
        (digest, -number, like, article.title, article.source, iso(article.date), article.url),
    )
    return Added(found, "duplicate", id, like, id)


def _insert(
    db: sqlite3.Connection, found: Found, id: str, digest: bytes, signed: Signature
) -> None:
    article = found.article
    db.execute("DELETE FROM duplicates WHERE hash = ?", (digest,))
    number = db.execute(
        "INSERT INTO articles"
        " (hash, signature, origin, name, id, title, text, source, date, url, industry)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(digest, signed.astype("<u4").tobytes(), found.origin, article.id),
            *(id, article.title, article.text),
            *(article.source, iso(article.date), article.url, article.industry),
        ),
    ).lastrowid
    keys = [(key, number) for key in bands(signed)]
    db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", keys)


def _free_id(db: sqlite3.Connection, name: str, digest: bytes) -> str:
    """``name``, with some of the content's hash when another article has that name."""
    taken = db.execute("SELECT 1 FROM articles WHERE id = ?", (name,)).fetchone()
    return f"{name}~{digest.hex()[:8]}" if taken else name


def forget(db: sqlite3.Connection, number: int) -> None:
    """Take the article with that number out."""
    (stored,) = db.execute("SELECT signature FROM articles WHERE number = ?", (number,)).fetchone()
    keys = [(key, number) for key in bands(read_signature(stored))]
    db.executemany("DELETE FROM bands WHERE key = ? AND article = ?", keys)
    db.execute("DELETE FROM articles WHERE number = ?", (number,))


def read_signature(stored: bytes) -> Signature:
    """A signature as the library stores it."""
    return np.frombuffer(stored, dtype="<u4").astype(np.uint32)


def _pieces(title: str, text: str) -> Hashes:
    """Of the text; a headline without a text stands for itself."""
    return pieces(text or title)
