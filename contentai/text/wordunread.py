"""The words of a Word document that are no part of its text: margins, remarks, deletions …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from contentai.text.markup import Unread, UnreadKind
from contentai.text.wordnames import DRAWN, FORMULA, names

_TEXT, _DELETED, _CHUNKS = names("t"), names("delText"), names("altChunk", "subDoc")
_BODY: Final = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")
# Of a diagram the second part, with its drawing, says the same again.
_ELSEWHERE: Final = (
    (re.compile(r"word/(?:header|footer)\d*\.xml"), _TEXT, UnreadKind.MARGIN),
    (re.compile(r"word/comments\.xml"), _TEXT, UnreadKind.REMARK),
    (re.compile(r"word/(?:diagrams/data|charts/chart)\d*\.xml"), DRAWN, UnreadKind.DRAWN),
)
_WITHIN: Final = ((_DELETED, UnreadKind.DELETED), (FORMULA, UnreadKind.FORMULA))


def unread_in(parts: Mapping[str, Element]) -> Iterator[Unread]:
    """What the parts of a document, by name, hold besides its text; hidden words are not told."""
    for name, tree in parts.items():
        if _BODY.fullmatch(name):
            for tags, kind in _WITHIN:
                yield from _told(kind, tree, tags)
            if any(element.tag in _CHUNKS for element in tree.iter()):
                yield Unread(UnreadKind.EMBEDDED, "")
        for pattern, tags, kind in _ELSEWHERE:
            if pattern.fullmatch(name):
                yield from _told(kind, tree, tags)


def hidden_words(element: Element) -> str:
    """The words of an element that is not shown."""
    return "".join(part.text or "" for part in element.iter() if part.tag in _TEXT)


def _told(kind: UnreadKind, tree: Element, tags: frozenset[str]) -> Iterator[Unread]:
    words = "".join(part.text or "" for part in tree.iter() if part.tag in tags)
    if words.strip():
        yield Unread(kind, words)
