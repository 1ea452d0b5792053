"""Text boxes of Word documents, put where mammoth reads them.

mammoth reads those in the older kinds of frames, and not all of them: a box without an older
copy of itself, one in an oval or in a canvas would be left out without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from contentai.text.wordnames import ALTERNATIVES, BOX, CHOICE


def unboxed(frame: Element) -> Iterator[Element]:
    """A frame without its text boxes, and a picture of the older kind that holds them all.

    Of what is written twice the newer copy counts.
    """
    boxes = list(_boxes(frame))
    if boxes:
        _empty(frame)
        held = Element(boxes[0].tag.replace("txbxContent", "pict"))
        held.extend(boxes)
        yield from _read(frame)
        yield held
    else:
        yield from _read(frame)


def _read(frame: Element) -> Iterator[Element]:
    """What stands for a frame: the newer copy where there is no older one, which mammoth takes."""
    if frame.tag == ALTERNATIVES and len(frame) and all(copy.tag == CHOICE for copy in frame):
        yield from frame[0]
    else:
        yield frame


def _boxes(element: Element) -> Iterator[Element]:
    if element.tag in BOX:
        yield element
    elif element.tag == ALTERNATIVES:
        copies = (list(_boxes(copy)) for copy in element)
        yield from next(filter(None, copies), [])
    else:
        for child in element:
            yield from _boxes(child)


def _empty(element: Element) -> None:
    for child in list(element):
        if child.tag in BOX:
            element.remove(child)
        else:
            _empty(child)
