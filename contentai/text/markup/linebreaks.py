"""Which line breaks inside a Markdown paragraph its writer means.

CommonMark shows a single line break as a space, for text that was wrapped at a margin. Posts
are written line by line: addresses, lists of ■ or ✅, one short shout under the other. Joined,
they would be one sentence of five lines, and a rule would read over the break.
"""

from __future__ import annotations

import unicodedata

from contentai.text import lazy
from contentai.text.width import display_width

# Columns: a shorter line did not come up to a margin.
_MARGIN = 60
_MARKS = "*_~`\\"  # what styles words is no sign of a list
_LISTED = lazy.pattern(
    r"\d{1,2}(?:[、.．)）:：]|\ufe0f?\u20e3)|[一二三四五六七八九十]{1,3}[、.．]|[-—•·→>#@【]"
)


def is_meant(text: str, at: int) -> bool:
    """True when the line break at ``text[at]`` ends a line that could have gone on.

    That is a short line, one that ends with an emoji or a wave, or one before a line that
    begins with a number, a symbol or a label in brackets. ``text`` has LF for line ends.
    """
    before = text[text.rfind("\n", 0, at) + 1 : at].strip()
    end = text.find("\n", at + 1)
    after = text[at + 1 : end if end >= 0 else len(text)].lstrip().lstrip(_MARKS)
    if not before or not after:
        return False
    return (
        _is_symbol(before.rstrip(_MARKS)[-1:])
        or _is_symbol(after[0])
        or _LISTED.match(after) is not None
        or display_width(before) < _MARGIN
    )


def _is_symbol(character: str) -> bool:
    return character in ("~", "～", "\ufe0f") or unicodedata.category(character or " ") == "So"
