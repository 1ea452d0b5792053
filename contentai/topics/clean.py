"""Text of articles made fit to be mined: annotations out, garbled sentences out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from contentai.language import Bilingual
from contentai.text.repair import repair
from contentai.text.sentences import split_sentences

# Longer than any article; a book would drown the passages of all the others.
MOST_CHARACTERS: Final = 100_000
# A text that has lost more than this is not what its author wrote.
_MOST_GARBLED: Final = 0.3

_LINE_END = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text that is kept, and what was done to it."""

    text: str
    notes: tuple[Bilingual, ...] = ()


def clean(text: str) -> Cleaned | Bilingual:
    """``text`` less pinyin annotations, garbled sentences, control characters and blank lines.

    Or why nothing of it can be used: too long, or garbled.
    """
    if len(text) > MOST_CHARACTERS:
        return Bilingual(
            f"一篇有 {len(text):,} 个字，超过 {MOST_CHARACTERS:,} 字的上限；请拆成单篇",
            f"{len(text):,} characters in one article, over the limit of {MOST_CHARACTERS:,}; "
            "split it",
        )
    notes: list[Bilingual] = []
    repaired = repair(text)
    if repaired.garbled:
        kept = _sound_sentences(text, repaired.garbled)
        if len(kept) < (1 - _MOST_GARBLED) * len(text):
            return Bilingual(
                f"大半是乱码（{repaired.mojibake} 处）；请用正确的编码重新导出",
                f"mostly garbled ({repaired.mojibake} places); export it in the right encoding",
            )
        notes.append(
            Bilingual(
                f"有 {repaired.mojibake} 处乱码，去掉了所在的句子",
                f"{repaired.mojibake} garbled places; their sentences were left out",
            )
        )
        repaired = repair(kept)
    if repaired.pinyin:
        notes.append(
            Bilingual(
                f"去掉了 {repaired.pinyin} 处注音", f"{repaired.pinyin} annotations were removed"
            )
        )
    lines = (
        _printable(line).strip() for line in _LINE_END.sub("\n", repaired.text.text).split("\n")
    )
    return Cleaned("\n".join(line for line in lines if line), tuple(notes))


def one_line(text: str) -> str:
    """A title or a name without line ends and control characters."""
    return " ".join(_printable(text.replace("\n", " ")).split())


def _printable(line: str) -> str:
    if line.isprintable():
        return line
    # Format characters join emoji and mean nothing elsewhere; a tab is a space.
    return "".join(
        " " if c.isspace() else c
        for c in line
        if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs")
    )


def _sound_sentences(text: str, garbled: tuple[tuple[int, int], ...]) -> str:
    kept: list[str] = []
    at = 0
    for start, end in split_sentences(text):
        if not any(g_start < end and start < g_end for g_start, g_end in garbled):
            kept.append(text[at:end])
        at = end
    return "".join(kept)
