"""Regular expressions that are compiled when they are first used.

The tricks of evasion alone have three hundred of them; an ordinary draft calls for a few, and
compiling all takes as long as linting it.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile(source, flags)``, put off. A mistake in ``source`` shows on first use."""
    return cast("re.Pattern[str]", _Pattern(source, flags))


class _Pattern:
    def __init__(self, source: str, flags: int) -> None:
        self._written = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._written)
        # From now on the methods are found without coming here.
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)
