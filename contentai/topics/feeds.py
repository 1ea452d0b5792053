"""Feeds (RSS, Atom) and lists of feeds (OPML)."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from contentai.language import Bilingual
from contentai.text.document import Document
from contentai.text.markup import BlockKind
from contentai.topics.found import LibraryError, missing_package

_KIND: Final = Bilingual("订阅源的读取", "reading feeds")
_ROOT = re.compile(rb"<(?![?!])\s*(?:[\w.-]+:)?([\w.-]+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: its own text as far as the feed carries it, and its page."""

    name: str
    title: str
    text: str
    date: datetime.date | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. ``problem`` says how it is broken, where entries could still be read."""

    title: str
    entries: tuple[Entry, ...]
    problem: Bilingual | None = None


def root_name(data: bytes) -> str:
    """The name of the first element: ``rss``, ``feed``, ``rdf``, ``opml``, ``html`` …; or ""."""
    found = _ROOT.search(data[: 1 << 16])
    return found[1].decode("ascii", "replace").lower() if found else ""


def read_feed(data: bytes, url: str | None = None) -> Feed | Bilingual:
    """The feed in ``data``, or why there is none. Raises ``LibraryError`` without feedparser."""
    try:
        import feedparser
    except ImportError as error:
        raise LibraryError(missing_package(error, _KIND)) from None
    headers = {"content-location": url} if url else {}
    # A stream: what is not one, feedparser takes for an address or a file name.
    found = feedparser.parse(io.BytesIO(data), response_headers=headers)
    problem = None
    if found.get("bozo") and found.get("bozo_exception"):
        reason = " ".join(str(found.bozo_exception).split())[:160]
        problem = Bilingual(f"订阅源写坏了：{reason}", f"the feed is broken: {reason}")
    entries = tuple(_entries(found))
    if not entries:
        return problem or Bilingual("订阅源里没有文章", "the feed holds no entries")
    return Feed(_plain(found.feed.get("title") or ""), entries, problem)


def read_opml(data: bytes) -> list[str] | Bilingual:
    """Addresses of the feeds in a list, each once, or why there are none."""
    try:
        import listparser
    except ImportError as error:
        raise LibraryError(missing_package(error, _KIND)) from None
    found = listparser.parse(data)
    addresses = list(dict.fromkeys(str(feed["url"]) for feed in found["feeds"]))
    if addresses:
        return addresses
    if found["bozo"]:
        reason = " ".join(str(found["bozo_exception"]).split())[:160]
        return Bilingual(f"OPML 写坏了：{reason}", f"the OPML is broken: {reason}")
    return Bilingual("OPML 里没有订阅源", "the OPML names no feeds")


def _entries(found: Any) -> Iterator[Entry]:
    for entry in found.entries:
        url = entry.get("link") or None
        title = _plain(entry.get("title") or "")
        contents = [part.get("value") or "" for part in entry.get("content") or ()]
        text = max((_plain(html) for html in (*contents, entry.get("summary") or "")), key=len)
        if url or title or text:
            yield Entry(entry.get("id") or url or "", title, text, _date(entry), url)


def _plain(html: str) -> str:
    """What a reader sees of a piece of HTML."""
    if "<" not in html and "&" not in html:
        return html.strip()
    document = Document.parse(html, format="html")
    kept = (
        document.text[slice(*block.span)]
        for block in document.blocks
        if block.kind is not BlockKind.IMAGE_ALT
    )
    return "\n".join(kept).strip()


def _date(entry: Any) -> datetime.date | None:
    for key in ("published_parsed", "updated_parsed", "created_parsed"):
        moment = entry.get(key)
        if moment:
            try:
                return datetime.date(*moment[:3])
            except ValueError:
                continue
    return None
