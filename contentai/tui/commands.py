"""All commands in the palette, found by their Chinese and English names and by pinyin."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from contentai.language import Bilingual, current


@dataclass(frozen=True)
class Command:
    """Something that can be done: its name, its key (empty for none), and what does it."""

    name: Bilingual
    key: str
    act: Callable[[], Any]


class Commands(Provider):
    """Searches what ``app.commands()`` gives."""

    @property
    def _all(self) -> Iterable[Command]:
        found: Iterable[Command] = self.app.commands()  # type: ignore[attr-defined]
        return found

    async def startup(self) -> None:
        """Load what knows readings, before the first letter is typed."""
        await asyncio.to_thread(spellings, "一")

    async def discover(self) -> Hits:
        """All of them, in their order."""
        for command in self._all:
            yield DiscoveryHit(_shown(command), command.act, str(command.name))

    async def search(self, query: str) -> Hits:
        """Those whose name, in either language or in pinyin, fits."""
        for command in self._all:
            score = fit(query, command.name)
            if score > 0:
                yield Hit(score, _shown(command), command.act, str(command.name))


def _shown(command: Command) -> Content:
    other = command.name.en if current() == "zh" else command.name.zh
    return Content.assemble(
        str(command.name), (f"  {other}", "$text-muted"), (f"  {command.key}", "$text-accent")
    )


def fit(query: str, name: Bilingual) -> float:
    """How well a query fits a name, 0 (not at all) to 1: at its start, within, in pieces."""
    wanted = "".join(query.lower().split())
    if not wanted:
        return 0.0
    return max((_fit(wanted, text) for text in _texts(name)), default=0.0)


def _texts(name: Bilingual) -> Iterator[str]:
    yield from ("".join(name.zh.lower().split()), "".join(name.en.lower().split()))
    yield "".join(word[0] for word in name.en.lower().split())
    yield from spellings(name.zh)


@cache
def spellings(text: str) -> tuple[str, ...]:
    """The pinyin of a text, whole and by its initials."""
    from pypinyin import Style, lazy_pinyin

    whole = lazy_pinyin(text)
    return "".join(whole).lower(), "".join(lazy_pinyin(text, Style.FIRST_LETTER)).lower()


def _fit(wanted: str, text: str) -> float:
    at = text.find(wanted)
    if at == 0:
        return 1.0 if len(text) == len(wanted) else 0.9
    if at > 0:
        return 0.7
    letters = iter(text)
    inside = len(wanted) > 1 and all(letter in letters for letter in wanted)
    return 0.2 * len(wanted) / len(text) if inside else 0.0
