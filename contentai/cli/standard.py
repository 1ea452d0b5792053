"""Standard input, which a caller may have closed."""

from __future__ import annotations

import sys

from contentai.cli.failure import Failure
from contentai.language import Bilingual


def read_standard_input() -> bytes:
    """All bytes of standard input. Raises ``Failure`` when there is none to read."""
    words = Bilingual("标准输入是关着的，没有东西可读", "standard input is closed")
    if sys.stdin is None:
        raise Failure(str(words))
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise Failure(f"{words} ({error.strerror})") from None
