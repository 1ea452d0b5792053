"""The markup of a draft, by the parser of its format and by what is known of it besides."""

from __future__ import annotations

import numpy as np

from contentai.text.mapped import MappedText
from contentai.text.markup import Marked
from contentai.text.markup.given import as_repaired, below_headline
from contentai.text.names import Format


def parse_markup(
    format: Format, text: MappedText, header_end: int, headline: int, known: Marked | None
) -> Marked:
    """What ``text`` holds below its header, which ends at ``header_end`` (0 for none).

    ``headline`` is how long the title is that the parent of ``text`` begins with (0 for none).
    ``known`` is what is known of that parent already: then nothing is parsed.
    """
    if known:
        return as_repaired(known, text, header_end)
    if headline:
        end = int(np.searchsorted(text.starts, headline))
        return below_headline(_by_format(format, text.text, end), text.text, end)
    marks = len(text.text) - len(text.text.lstrip("\ufeff"))
    return _by_format(format, text.text, header_end or marks)


def _by_format(format: Format, text: str, start: int) -> Marked:
    """Parsers are imported when a draft of their format appears."""
    if format == "markdown":
        from contentai.text.markup import markdown

        return markdown.parse(text, start)
    if format == "html":
        from contentai.text.markup import html

        return html.parse(text, start)
    from contentai.text.markup import plain

    return plain.parse(text, start)
