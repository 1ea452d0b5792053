"""What a finding is known by when the draft around it moves: its rule and words, not its line."""

from __future__ import annotations

import hashlib

from contentai.diagnostics import Diagnostic, Span
from contentai.text.document import Document

_AROUND = 8
_MOST = 40


def fingerprint(finding: Diagnostic, document: Document) -> str:
    """16 hexadecimal digits of the rule, the folded excerpt and the words on either side.

    Lines that come or go elsewhere, spaces, punctuation, the script and the width of
    characters do not change it. What stands around counts within the same block only, up to 8
    letters each way; of a long excerpt the first 40 count. The same words twice in alike
    surroundings have one fingerprint.
    """
    parts = (finding.rule, *_words(finding, document))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def essence(finding: Diagnostic, document: Document) -> tuple[str, str]:
    """The rule and the folded excerpt alone."""
    return finding.rule, _words(finding, document)[1]


def _words(finding: Diagnostic, document: Document) -> tuple[str, str, str]:
    reading = document.reading_span(finding.span) if finding.excerpt else None
    if reading is None:
        return "", _letters(finding.excerpt.lower())[:_MOST], ""
    inside = document.folded_span(reading)
    block = document.block_at(reading.start)
    limits = document.folded_span(block.span) if block else Span(0, len(document.key))
    before = document.key[max(limits.start, inside.start - 4 * _AROUND) : inside.start]
    after = document.key[inside.end : max(min(limits.end, inside.end + 4 * _AROUND), inside.end)]
    return (
        _letters(before)[-_AROUND:],
        _letters(document.key[inside.start : inside.end])[:_MOST],
        _letters(after)[:_AROUND],
    )


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
