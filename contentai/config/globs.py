"""The patterns of an override: gitignore's, relative to the file that holds them.

``drafts/sms/**`` is everything below that folder, ``*.sms.md`` such files in any folder,
``!drafts/sms/old.md`` takes one out again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contentai.located import Word
from contentai.yamlvalue import Value

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_ABSOLUTE = re.compile(r"!?(?:/|~|[A-Za-z]:[\\/]|\\\\)")
# A backslash before what needs none: a path as Windows writes it, not a pattern's escape.
_BACKSLASH = re.compile(r"\\[^\W_]")
_OUTSIDE = re.compile(r"(?:^!?|/)\.\.(?:/|$)")


def read_globs(value: Value) -> tuple[tuple[str, ...], GitIgnoreSpec]:
    """The patterns as written, and compiled. Raises ``DataError`` for what can never match."""
    from pathspec import GitIgnoreSpec  # only those who write overrides pay for it

    names = value.words()
    for name, item in zip(names, value.items(), strict=True):
        _check(name, item)
    if all(name.startswith("!") for name in names):
        raise value.error(
            "这里没有一个要匹配的文件（! 只用来排除）",
            "no file can match here (a ! only takes files out)",
        )
    return names, GitIgnoreSpec.from_lines(_plain(name) for name in names)


def _check(name: Word, item: Value) -> None:
    from pathspec import GitIgnoreSpec

    if _ABSOLUTE.match(name):
        raise item.error(
            f"“{name}”是绝对路径，永远匹配不上；请写成相对本文件的路径，如 drafts/sms/**",
            f"{str(name)!r} is an absolute path and can never match; write it relative to this "
            "file, like drafts/sms/**",
        )
    if _OUTSIDE.search(name):
        raise item.error(
            f"“{name}”指到了本文件所在目录的外面，永远匹配不上",
            f"{str(name)!r} leads out of this file's folder and can never match",
        )
    try:
        usable = any(
            p.include is not None for p in GitIgnoreSpec.from_lines([_plain(name)]).patterns
        )
    except (ValueError, re.error):  # the latter for "[z-a]"
        usable = False
    if not usable:
        raise item.error(
            f"“{name}”不是能用的文件通配", f"{str(name)!r} is no pattern that can match a file"
        )
    if windows_path(name):
        raise item.error(
            f"“{name}”里的“\\”不隔开目录，永远匹配不上；目录之间写 /",
            f"a backslash in {str(name)!r} parts no folders, so it can never match; write /",
        )


def windows_path(pattern: str) -> bool:
    """True when ``pattern`` parts its folders with backslashes, which escape in gitignore's way."""
    return _BACKSLASH.search(pattern) is not None


def _plain(name: str) -> str:
    """Without a leading ``./``, which gitignore takes for a folder of that name."""
    return re.sub(r"^(!?)(?:\./)+", r"\1", name)
