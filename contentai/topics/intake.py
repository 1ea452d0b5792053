"""From what the user names — files, folders, addresses — to articles, one at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from contentai.language import Bilingual
from contentai.text.names import WORD
from contentai.topics.extract import article, content_name, from_draft, from_object, from_page
from contentai.topics.feeds import Entry, Feed, read_feed, read_opml, root_name
from contentai.topics.fetch import Fetcher, FetchError, is_address
from contentai.topics.files import (
    read_data,
    size_of,
    storable,
    text_of,
    text_of_word,
    unreadable,
)
from contentai.topics.found import Found, Refused
from contentai.topics.table import JSON_LINES, read_object

Reading = Iterator[Found | Refused]

_DRAFTS: Final = (".md", ".markdown", ".txt")
_PAGES: Final = (".html", ".htm")
_FEEDS: Final = (".xml", ".rss", ".atom", ".rdf", ".opml")
_SUFFIXES: Final = (*JSON_LINES, *_DRAFTS, WORD, *_PAGES, *_FEEDS)
_PARTS_OF_PAGES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".css", ".js")
# So many suffixes are named that were passed over.
_MOST_NAMED: Final = 8
_SKIPPED: Final = frozenset({"node_modules", "__pycache__"})
# One file is one article, but for JSON Lines, which are read line by line.
_MOST_BYTES: Final = 20 << 20
_MOST_LINE: Final = 4 << 20
# A feed whose entries say less than this carries only the beginnings of its articles.
_WHOLE_ENTRY: Final = 300
_MOST_PAGES: Final = 50
_FEED_ROOTS: Final = ("rss", "feed", "rdf")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass
class Intake:
    """Reads articles. ``knows`` tells of an address that it was read; its page is not fetched.

    With ``pages`` the page of a feed's entry is fetched where the feed has only a summary.
    """

    fetcher: Fetcher = field(default_factory=Fetcher)
    knows: Callable[[str], bool] = lambda _: False
    pages: bool = True

    def read(self, places: Iterable[str]) -> Reading:
        """The articles of all ``places``, in order; folders are walked in name order.

        Raises ``LibraryError`` when an address or a feed needs a package that is missing.
        """
        for place in places:
            if not place.strip():  # of a variable that is not set; as a path it is this folder
                words = Bilingual("没有写是哪个文件或目录", "no file or folder is named")
                yield Refused('""', words)
            elif is_address(place):
                yield from self._address(place)
            else:
                yield from self._path(Path(place))

    def _path(self, path: Path) -> Reading:
        try:
            is_folder = path.is_dir()
        except (OSError, ValueError):
            is_folder = False
        if not is_folder:
            yield from self._file(path)
            return
        count = 0
        for file in _walk(path):
            count += 1
            yield from self._file(file)
        if not count:
            names = " ".join(_SUFFIXES)
            yield Refused(
                str(path),
                Bilingual(
                    f"里面没有文章（认得的后缀：{names}）",
                    f"holds no articles (suffixes looked for: {names})",
                ),
                is_error=False,
            )
        elif passed := sorted(_passed(path)):
            names = " ".join(passed[:_MOST_NAMED]) + " …" * (len(passed) > _MOST_NAMED)
            yield Refused(
                str(path),
                Bilingual(
                    f"里面这些后缀的文件没有读：{names}；认得的是 {' '.join(_SUFFIXES)}",
                    f"files with these suffixes were not read: {names}; known are "
                    f"{' '.join(_SUFFIXES)}",
                ),
                is_error=False,
            )

    def _file(self, file: Path) -> Reading:
        suffix, origin = file.suffix.lower(), storable(str(file.absolute()))
        if suffix in JSON_LINES:
            yield from _json_lines(file, origin)
            return
        data = read_data(file, _MOST_BYTES)
        if isinstance(data, Bilingual):
            yield Refused(str(file), data)
        else:
            yield from self._data(data, origin, str(file), suffix)

    def _address(self, url: str, linked_from: str | None = None) -> Reading:
        try:
            fetched = self.fetcher.get(url, linked_from)
        except FetchError as error:
            yield Refused(url, error.words)
            return
        yield from self._data(fetched.body, url, url, "", fetched.url)

    def _data(
        self, data: bytes, origin: str, where: str, suffix: str, url: str | None = None
    ) -> Reading:
        """Bytes of a file or of an address, by suffix, else by what they look like."""
        root = root_name(data) if suffix not in (*_DRAFTS, *_PAGES, WORD) else ""
        if suffix == ".opml" or root == "opml":
            yield from self._opml(data, where)
            return
        if suffix in _FEEDS or root in _FEED_ROOTS:
            yield from self._feed(data, origin, where, url)
            return
        text = text_of_word(data) if suffix == WORD else text_of(data)
        if isinstance(text, Bilingual):
            yield Refused(where, text)
            return
        if suffix not in (*_DRAFTS, WORD) and text.lstrip()[:1] == "{":
            lines: dict[str, int] = {}
            for number, line in enumerate(text.split("\n"), 1):
                yield from _json_line(line, number, origin, where, lines)
        elif suffix in _PAGES or root == "html" or url:
            yield from_page(text, origin, where, url=url)
        else:
            yield from_draft(text, origin, where)

    def _opml(self, data: bytes, where: str) -> Reading:
        addresses = read_opml(data)
        if isinstance(addresses, Bilingual):
            yield Refused(where, addresses)
            return
        for url in addresses:
            yield from self._address(url, where if is_address(where) else None)

    def _feed(self, data: bytes, origin: str, where: str, url: str | None) -> Reading:
        feed = read_feed(data, url)
        if isinstance(feed, Bilingual):
            yield Refused(where, feed)
            return
        if feed.problem:
            yield Refused(where, feed.problem, is_error=False)
        fetched = 0
        for entry in feed.entries:
            wants_page = self.pages and entry.url and len(entry.text) < _WHOLE_ENTRY
            if wants_page and entry.url and self.knows(entry.url):
                continue
            if wants_page and fetched < _MOST_PAGES:
                fetched += 1
                yield self._entry_page(entry, feed, origin, url)
            else:
                yield _entry(entry, feed, origin)

    def _entry_page(
        self, entry: Entry, feed: Feed, origin: str, url: str | None
    ) -> Found | Refused:
        """The page of an entry; the entry itself where the page cannot be had."""
        assert entry.url
        found: Found | Refused
        try:
            page = text_of(self.fetcher.get(entry.url, url or entry.url).body)
        except FetchError as error:
            found = Refused(entry.url, error.words)
        else:
            found = (
                Refused(entry.url, page)
                if isinstance(page, Bilingual)
                else from_page(
                    page,
                    origin,
                    entry.url,
                    url=entry.url,
                    name=_entry_name(entry),
                    source=feed.title,
                    date=entry.date,
                    title=entry.title,
                )
            )
        return _entry(entry, feed, origin) if isinstance(found, Refused) and entry.text else found


def _entry(entry: Entry, feed: Feed, origin: str) -> Found | Refused:
    return article(
        name=_entry_name(entry),
        title=entry.title,
        text=entry.text,
        source=feed.title,
        date=entry.date,
        url=entry.url,
        origin=origin,
        where=entry.url or origin,
    )


def _entry_name(entry: Entry) -> str:
    """Short and the same on every day: what feeds use as ids are whole addresses."""
    return content_name(entry.name, "") if entry.name else ""


def _json_lines(file: Path, origin: str) -> Reading:
    """Line by line, so that a large file costs no more memory than a small one."""
    size = size_of(file)
    if isinstance(size, Bilingual):
        yield Refused(str(file), size)
        return
    try:
        with file.open("rb") as lines:
            if lines.read(2) in _WIDE:
                words = Bilingual("JSONL 请存成 UTF-8", "save JSON Lines as UTF-8")
                yield Refused(str(file), words)
                return
            lines.seek(0)
            number = 0
            seen: dict[str, int] = {}
            while line := lines.readline(_MOST_LINE):
                number += 1
                where = f"{file}:{number}"
                if len(line) == _MOST_LINE and not line.endswith(b"\n"):
                    words = Bilingual(
                        f"一行超过 {_MOST_LINE >> 20} MB，不像一篇文章",
                        f"a line of more than {_MOST_LINE >> 20} MB is no article",
                    )
                    yield Refused(where, words)
                    while rest := lines.readline(_MOST_LINE):
                        if rest.endswith(b"\n"):
                            break
                    continue
                text = text_of(line)
                if isinstance(text, Bilingual):
                    yield Refused(where, text)
                    if b"\0" in line:  # no text at all: one complaint is enough
                        return
                    continue
                yield from _json_line(text, number, origin, str(file), seen)
            if not number:
                yield Refused(str(file), Bilingual("是空的", "is empty"))
    except OSError as error:
        yield Refused(str(file), unreadable(error))


def _json_line(line: str, number: int, origin: str, file: str, seen: dict[str, int]) -> Reading:
    """``seen`` are the lines of the ids so far: of two articles with one id the later counts."""
    if not line.strip():
        return
    where = f"{file}:{number}"
    row = read_object(line)
    if isinstance(row, Bilingual):
        yield Refused(where, row)
        return
    found = from_object(row, origin, where)
    if isinstance(found, Found) and row.get("id") is not None:
        id = found.article.id
        if id in seen:
            words = Bilingual(
                f"编号 {id} 重复（第 {seen[id]} 行也是），用后面这一行",
                f"id {id} again (line {seen[id]} has it, too); this line counts",
            )
            found = replace(found, notes=(*found.notes, words))
        seen[id] = number
    yield found


def is_article(file: Path) -> bool:
    """True for a file in a folder that is taken for articles by its name."""
    return file.name.lower().endswith(_SUFFIXES)


def _walk(root: Path) -> Iterator[Path]:
    """Files with a known suffix below ``root``, in name order; hidden ones are left out."""
    return (file for file in _files(root) if is_article(file))


def _passed(root: Path) -> set[str]:
    """The suffixes of the other files below ``root``, pictures and the like of pages aside."""
    suffixes = {file.suffix.lower() for file in _files(root) if not is_article(file)}
    return suffixes - {"", *_PARTS_OF_PAGES}


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _SKIPPED)
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(folder, name)
