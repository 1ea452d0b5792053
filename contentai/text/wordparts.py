"""The parts of a Word document, changed where mammoth would leave out words, or stumble.

mammoth passes over elements that it does not know, with all that is in them, and gives up at a
reference to nothing. Both happen in documents that Word opens without a word.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from contentai.text.markup import Unread, UnreadKind
from contentai.text.wordboxes import unboxed
from contentai.text.wordnames import FRAMES, WORD, names
from contentai.text.wordunread import hidden_words, unread_in

_LINKS: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)


# Simple fields, and words with a direction of their own.
_WRAPPERS: Final = names("fldSimple", "bdo", "dir")
# What ends a line as a break does, and is passed over by mammoth.
_RETURN: Final = names("cr")
_RUBY, _BASE = names("ruby"), names("rubyBase")
_RUN, _PROPERTIES, _VANISH = names("r"), names("rPr"), names("vanish")
_STYLE, _BASED, _STYLED = names("style"), names("basedOn"), names("rStyle")
_PARAGRAPH, _LAYOUT, _SHAPED = names("p"), names("pPr"), names("pStyle")
# Word itself takes no more styles one upon the other.
_MOST_STYLES: Final = 11
_REFERENCE, _NOTE = "{}Reference", ("footnote", "endnote")
_ASKED: Final = frozenset(space + name for space in _LINKS for name in ("embed", "link", "id"))


def archive_of(parts: Mapping[str, bytes]) -> tuple[io.BytesIO, tuple[Unread, ...]]:
    """A Word document of these text parts, for mammoth, and the words that are left out of it.

    No part may declare a document type. Words in fields, in text boxes, with a direction, and
    with a reading above them (拼音指南) are read as words; hidden ones are not, nor are the
    readings. References to what is not there are left out. A part that is no XML stays as it is.
    """
    trees = dict(_trees(parts))
    unread = list(unread_in(trees))
    shown = _Shown(trees)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts.items():
            changed = name in trees and shown.change(trees[name], _targets(parts, name))
            archive.writestr(name, ElementTree.tostring(trees[name]) if changed else data)
    made.seek(0)
    unread += (Unread(UnreadKind.HIDDEN, words) for words in shown.hidden)
    return made, tuple(unread)


def _trees(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Element]]:
    for name, data in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            tree = _parsed(data)
            if tree is not None:
                yield name, tree


def _parsed(data: bytes) -> Element | None:
    try:
        return ElementTree.fromstring(data)  # noqa: S314 # no document type: nothing grows in it
    except ElementTree.ParseError:
        return None


def _targets(parts: Mapping[str, bytes], name: str) -> frozenset[str]:
    """The ids that a part may refer to."""
    folder, base = posixpath.split(name)
    relations = _parsed(parts.get(f"{folder}/_rels/{base}.rels", b""))
    return frozenset() if relations is None else frozenset(one.get("Id", "") for one in relations)


class _Shown:
    """What Word shows of the parts of one document; ``hidden`` are words that it does not."""

    def __init__(self, trees: Mapping[str, Element]) -> None:
        tops = [child for tree in trees.values() for child in tree]
        styles = {_attribute(style, "styleId"): style for style in tops if style.tag in _STYLE}
        self.hidden: list[str] = []
        self._hiding = frozenset(id for id in styles if _hides(styles, id))
        self._notes = {
            reference: frozenset(_attribute(n, "id") for n in tops if n.tag in names(kind))
            for kind in _NOTE
            for reference in names(_REFERENCE.format(kind))
        }

    def change(self, tree: Element, targets: frozenset[str]) -> bool:
        """Change a part where it has to be; whether it had to."""
        changed = False
        open_ = [(tree, False)]
        while open_:
            parent, hidden = open_.pop()
            if parent.tag in _PARAGRAPH:
                hidden = self._is_styled(parent, _LAYOUT, _SHAPED)
            for key in _ASKED.intersection(parent.keys()):
                if parent.attrib[key] not in targets:
                    del parent.attrib[key]
                    changed = True
            if parent.tag in _RETURN:
                parent.tag = parent.tag.removesuffix("cr") + "br"
                changed = True
            before = list(parent)
            children = list(self._children(parent, hidden))
            if children != before:
                parent[:] = children
                changed = True
            open_.extend((child, hidden) for child in children)
        return changed

    def _children(self, parent: Element, hidden: bool) -> Iterator[Element]:
        """The children that are shown; in place of a wrapper those that it holds.

        ``hidden`` where the style of the paragraph hides what does not say otherwise.
        """
        rest = list(reversed(parent))
        while rest:
            child = rest.pop()
            if child.tag in _WRAPPERS:
                rest.extend(reversed(child))
            elif child.tag in _RUBY:
                rest.extend(piece for b in child if b.tag in _BASE for piece in reversed(b))
            elif child.tag in FRAMES:
                yield from unboxed(child)
            elif self._is_hidden(child, hidden):
                self.hidden.append(hidden_words(child))
            elif not self._is_lost(child):
                yield child

    def _is_hidden(self, run: Element, hidden: bool) -> bool:
        if run.tag not in _RUN:
            return False
        said = _said(run)
        # As Word has it, a style that hides within one that hides shows.
        return said if said is not None else hidden != self._is_styled(run, _PROPERTIES, _STYLED)

    def _is_styled(
        self, element: Element, properties: frozenset[str], style: frozenset[str]
    ) -> bool:
        """Whether the style that an element's properties name is one that hides."""
        return any(
            child.tag in style and _attribute(child, "val") in self._hiding
            for held in element
            if held.tag in properties
            for child in held
        )

    def _is_lost(self, child: Element) -> bool:
        notes = self._notes.get(child.tag)
        return notes is not None and _attribute(child, "id") not in notes


def _hides(styles: Mapping[str, Element], id: str) -> bool:
    """Whether a style hides, or the one that it is based on."""
    for _ in range(_MOST_STYLES):
        if id not in styles:
            break
        said = _said(styles[id])
        if said is not None:
            return said
        id = next((_attribute(one, "val") for one in styles[id] if one.tag in _BASED), "")
    return False


def _said(element: Element) -> bool | None:
    """Whether the properties of a run or a style hide it; None where they do not say."""
    for properties in element:
        if properties.tag in _PROPERTIES:
            for child in properties:
                if child.tag in _VANISH:
                    return _attribute(child, "val") not in ("0", "false", "off")
    return None


def _attribute(element: Element, name: str) -> str:
    return next(filter(None, (element.get(space + name) for space in WORD)), "")
