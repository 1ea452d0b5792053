"""Regular expressions that are compiled when they are first used, and quickly.

The tricks of evasion alone have three hundred of them; an ordinary draft calls for a few, and
compiling all takes as long as linting it.

``re`` walks the range of the Han characters, one by one, for every set that holds it: 2 ms
each time. So in these patterns ``[一-龥]`` is compiled as what comes to the same in Chinese
text and costs nothing: a letter that is not Latin (kana, 〇 and the rarer Han characters are
such letters too).
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")
_HAN, _NO_HAN = r"[^\W\d_A-Za-z]", r"[\W\d_A-Za-z]"
# An escaped character outside the sets begins none.
_SET = re.compile(r"\\.|\[(\^?)((?:\\.|[^\]\\])+)\]")
_RANGE = re.compile("一-(?:龥|鿿)|㐀-鿿")
# What stands beside the Han characters in a set, and the set that holds both.
_BESIDE = {"": _HAN, "A-Za-z0-9": r"[^\W_]", "a-z": r"[^\W\d_A-Z]", "0-9": r"[^\W_A-Za-z]"}


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """``compiled(source, flags)``, put off. A mistake in ``source`` shows on first use."""
    return cast("re.Pattern[str]", _Pattern(source, flags))


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile(source, flags)``, with the sets that hold the Han characters made cheap."""
    return re.compile(_SET.sub(_cheap, source) if _RANGE.search(source) else source, flags)


def _cheap(found: re.Match[str]) -> str:
    negated, inside = found.groups()
    rest, holds = _RANGE.subn("", inside or "")
    if not holds:
        return found.group()
    if negated:
        return f"(?:(?![{rest}]){_NO_HAN})" if rest else _NO_HAN
    return _BESIDE.get(rest) or f"(?:{_HAN}|[{rest}])"


class _Pattern:
    def __init__(self, source: str, flags: int) -> None:
        self._written = source, flags

    def __getattr__(self, name: str) -> Any:
        found = compiled(*self._written)
        # From now on the methods are found without coming here.
        self.__dict__.update({method: getattr(found, method) for method in _METHODS})
        return getattr(found, name)
