"""How a fix is shown: the wording as it would stand, with a little of what is around it."""

from __future__ import annotations

import re

from contentai.diagnostics import Applicability, Edit, Fix, Span
from contentai.language import Bilingual
from contentai.lint.fixes import apply_fixes
from contentai.lint.seen import Seen

_AROUND = 10
# Context stops at the end of a line and at a tag.
_BORDER = re.compile(r"[\r\n<>]")
# What is left of a Latin word, and of a key of the front matter.
_CUT_WORD = re.compile(r"\A[A-Za-z0-9_]+:? ?")
_LEVELS = {
    Applicability.UNSAFE: Bilingual("（改前请看一遍）", " (read before applying)"),
    Applicability.DISPLAY: Bilingual("（仅供参考）", " (a suggestion only)"),
}


def offer(document: Seen, fix: Fix) -> str:
    """One line: the changed wording, what was done to it, and whether it needs a reader.

    The wording is the source's, not made safe to show.
    """
    changed = " ".join(_changed(document.source, fix).split())
    level = str(_LEVELS.get(fix.applicability, ""))
    return f"{changed}{Bilingual('——', ' — ')}{fix.title}{level}" if changed else fix.title + level


def _changed(source: str, fix: Fix) -> str:
    start = min(edit.span.start for edit in fix.edits)
    end = max(edit.span.end for edit in fix.edits)
    before = source[max(0, start - _AROUND) : start]
    after = source[end : end + _AROUND]
    borders = [border.end() for border in _BORDER.finditer(before)]
    cut = 0 if len(before) < _AROUND or borders else len(before) - len(_CUT_WORD.sub("", before))
    low = start - len(before) + (borders[-1] if borders else cut)
    border = _BORDER.search(after)
    high = end + (border.start() if border else len(after))
    edits = (Edit(Span(e.span.start - low, e.span.end - low), e.text) for e in fix.edits)
    fixed = apply_fixes(source[low:high], [fix._replace(edits=tuple(edits))])
    head = "…" if low and not _BORDER.match(source, low - 1) else ""
    tail = "…" if high < len(source) and not _BORDER.match(source, high) else ""
    return head + fixed + tail
