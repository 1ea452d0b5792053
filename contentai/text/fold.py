"""Folding: the text as a reader understands it, each character mapped to what is written.

Two steps. ``characters`` undoes what Unicode and script allow (full-width and circled forms,
Traditional characters, what nobody sees); ``evasion`` undoes what a writer did to words and
numbers so that a filter would not see them. Folding is for matching; what is shown is always
the source.
"""

from __future__ import annotations

from contentai.text.evasion import understand
from contentai.text.mapped import MappedText


def fold(text: str) -> MappedText:
    """The folded text, mapped onto ``text``.

    Idempotent: ``fold(fold(t).text).text == fold(t).text``. Linear in the length of
    ``text``; lone surrogates are kept as they are.
    """
    return understand(text).folded
