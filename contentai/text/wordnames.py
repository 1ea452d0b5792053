"""Names of elements in Word documents, in the older form of the format and in the strict one."""

from __future__ import annotations

from typing import Final

WORD: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_MATH: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_DRAWING: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}",
    "{http://purl.oclc.org/ooxml/drawingml/main}",
)
_CHART: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}",
    "{http://purl.oclc.org/ooxml/drawingml/chart}",
)
_COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def names(*local: str) -> frozenset[str]:
    """The names of elements of text."""
    return frozenset(space + name for space in WORD for name in local)


#: What is written twice: for newer programs, and for those that know nothing of it.
ALTERNATIVES: Final = f"{_COMPATIBLE}AlternateContent"
CHOICE: Final = f"{_COMPATIBLE}Choice"
#: What a text box holds, and what may hold a text box.
BOX: Final = names("txbxContent")
FRAMES: Final = names("drawing", "pict", "object") | {ALTERNATIVES}
#: Words of formulas, and of diagrams and charts.
FORMULA: Final = frozenset(space + "t" for space in _MATH)
DRAWN: Final = frozenset({space + "t" for space in _DRAWING} | {space + "v" for space in _CHART})
