"""From what a file says to a document: text, what a Word document held, a row of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contentai.text.decoded import Decoded
from contentai.text.document import Document
from contentai.text.tokenize import Engine

if TYPE_CHECKING:
    from contentai.lint.row import Brief
    from contentai.text.word import Extracted


def parsed(found: Decoded | Extracted, path: str | None, engine: Engine) -> Document:
    """The document of a file. One that was taken out of a Word document has no encoding."""
    if isinstance(found, Decoded):
        return Document.parse(found.text, path=path, encoding=found.encoding, engine=engine)
    return Document.parse(
        found.text, path=path, format="plain", encoding="", marked=found.marked, engine=engine
    )


def parsed_row(text: str, brief: Brief, engine: Engine) -> Document:
    """The document of a row of a table."""
    return Document.parse(
        text,
        path=brief.file,
        format=brief.format,
        headline=brief.headline,
        channel=brief.channel,
        takes_header=False,
        engine=engine,
    )
