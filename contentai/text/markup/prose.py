"""Whether what is laid out like code is code, or words that were only indented or framed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from contentai.text import lazy
from contentai.text.mapped import MappedText
from contentai.text.script import scripts

# What programs and settings begin a line with that only speaks to the next programmer.
_REMARK = lazy.pattern(r"(?m)^[ \t]*(?://|/\*|\*/|#(?=[ \t!])|--|;|%|<!--|REM\b).*$")
# A name and a value of JSON, a branch in a tree of folders.
_DATA = lazy.pattern(r'"[ \t]*:[ \t]*["\[{\dtfn-]|[├└│]')
_LETTERS = 0.6
_SETTING = lazy.pattern(r"^[ \t]*([a-z][a-z_]+):(?:[ \t]|$)")
_COLUMN = lazy.pattern(r"(?:^|,)[ \t\"]*[a-z][a-z_]+[ \t\"]*(?:,|$)")
_RECORD = lazy.pattern(r"^( *)- ([^\s:：，。]{1,20}):(?: |$)")
_FIELD = lazy.pattern(r"^( *)[^\s:：，。-][^\s:：，。]{0,19}:(?: |$)")
_MARKS = "，。！？；"
_FEWEST_LINES, _FEWEST_COMMAS = 3, 2


def is_prose(text: str) -> bool:
    """True when ``text`` is words in Chinese: an indented paragraph, a framed message.

    Remarks in a program do not count for it, and its names and numbers count against it.
    """
    if _DATA.search(text) or _is_data(text):
        return False
    said = _REMARK.sub("", text)
    chinese = scripts(said).chinese
    written = sum(map(str.isalnum, said))
    marks = sum(c in "{}[]<>=;$\\|_" for c in said)
    return chinese > 0 and chinese >= _LETTERS * written and marks * 4 <= chinese


def _is_data(text: str) -> bool:
    """True for a table with commas, for settings, and for a list of records.

    Each is told by what nobody writes to readers: as many commas in every line, a column named
    in small Latin letters and no mark that ends a sentence; three such names or more, one before
    every line; entries of one name that go on with another. “Q: … A: …”, “时间: 周六”, a
    programme of days and a price list with commas are words.
    """
    lines = [line.rstrip() for line in text.split("\n") if line.strip() not in ("", "---")]
    if len(lines) < _FEWEST_LINES:
        return False
    commas = {line.count(",") for line in lines}
    is_table = len(commas) == 1 and min(commas) >= _FEWEST_COMMAS
    if is_table and _COLUMN.search(lines[0]) and not any(mark in text for mark in _MARKS):
        return True
    names = [found[1] for line in lines if (found := _SETTING.match(line))]
    if len(set(names)) >= _FEWEST_LINES and len(names) == len(lines):
        return True
    records = [
        first[2]
        for line, after in pairwise(lines)
        if (first := _RECORD.match(line))
        and (rest := _FIELD.match(after))
        and len(rest[1]) == len(first[1]) + 2
    ]
    return len(set(records)) < len(records)


def lines_of(text: MappedText) -> Iterator[MappedText]:
    """The lines of ``text``, each less the whitespace around it."""
    at = 0
    for line in text.text.split("\n"):
        start = at + len(line) - len(line.lstrip())
        yield text.cut(start, start + len(line.strip()))
        at += len(line) + 1
