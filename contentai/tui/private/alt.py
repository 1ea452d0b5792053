"""What a terminal sends for Alt and a figure."""

from __future__ import annotations

from typing import NamedTuple, cast

from textual import _ansi_sequences


class _Held(NamedTuple):
    """A key as Textual's table has keys: by its ``value``."""

    value: str


def hear_alt() -> None:
    """From now on Alt and a figure are keys.

    Textual takes them for the signs that a Mac's Option key makes of them (``¡`` for Alt+1),
    and they would be typed into the text.
    """
    known = cast("dict[str, object]", _ansi_sequences.ANSI_SEQUENCES_KEYS)
    for figure in "0123456789":
        known[f"\x1b{figure}"] = (_Held(f"alt+{figure}"),)
