"""Pieces of text to put into a draft: those that ship, and those of ``contentai.yaml``.

    snippets:
      店铺地址: 本店在老城厢文庙路，周一休息。
      福利预告: |
        下周三上新，{cursor}

``{date}`` becomes today's date and ``{cursor}`` says where the cursor goes on; other braces
stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from contentai.language import Bilingual
from contentai.yamlread import read_yaml_file

_CURSOR = "{cursor}"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A named piece of text. ``own`` ones come from the configuration."""

    name: Bilingual
    text: str
    own: bool = False


def snippets(own: Mapping[str, str]) -> tuple[Snippet, ...]:
    """The configured snippets, then those that ship and whose name is not taken."""
    mine = tuple(Snippet(Bilingual(name, name), text, own=True) for name, text in own.items())
    return (*mine, *(snippet for snippet in _shipped() if not {*snippet.name} & own.keys()))


def filled(snippet: Snippet, today: date) -> tuple[str, int]:
    """The text to put in, and how many code points into it the cursor goes."""
    text = snippet.text.replace("{date}", f"{today.year}年{today.month}月{today.day}日")
    before, found, after = text.partition(_CURSOR)
    return before + after, len(before) if found else len(before + after)


def preview(snippet: Snippet, today: date) -> str:
    """What would be put in, with a bar where the cursor goes on if not at the end."""
    text, at = filled(snippet, today)
    return text if at == len(text) else f"{text[:at]}▏{text[at:]}"


@cache
def _shipped() -> tuple[Snippet, ...]:
    root = read_yaml_file(Path(__file__).with_name("snippets.yaml"))
    assert root is not None
    tables = (item.table("name", "text", required=("name", "text")) for item in root.items())
    return tuple(Snippet(t["name"].bilingual(), t["text"].text()) for t in tables)
