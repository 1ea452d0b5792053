"""Whether what is laid out like code is code, or words that were only indented or framed."""

from __future__ import annotations

from collections.abc import Iterator

from contentai.text import lazy
from contentai.text.mapped import MappedText
from contentai.text.script import scripts

# What programs and settings begin a line with that only speaks to the next programmer.
_REMARK = lazy.pattern(r"(?m)^[ \t]*(?://|/\*|\*/|#(?=[ \t!])|--|;|%|<!--|REM\b).*$")
# A name and a value of JSON, a branch in a tree of folders.
_DATA = lazy.pattern(r'"[ \t]*:[ \t]*["\[{\dtfn-]|[├└│]')
_LETTERS = 0.6


def is_prose(text: str) -> bool:
    """True when ``text`` is words in Chinese: an indented paragraph, a framed message.

    Remarks in a program do not count for it, and its names and numbers count against it.
    """
    if _DATA.search(text):
        return False
    said = _REMARK.sub("", text)
    chinese = scripts(said).chinese
    written = sum(map(str.isalnum, said))
    marks = sum(c in "{}[]<>=;$\\|_" for c in said)
    return chinese > 0 and chinese >= _LETTERS * written and marks * 4 <= chinese


def lines_of(text: MappedText) -> Iterator[MappedText]:
    """The lines of ``text``, each less the whitespace around it."""
    at = 0
    for line in text.text.split("\n"):
        start = at + len(line) - len(line.lstrip())
        yield text.cut(start, start + len(line.strip()))
        at += len(line) + 1
