"""Undoing evasion: contact words, numbers and offers written so that a filter misses them.

``understand`` is the second step of folding, after ``characters``. Every trick has a module
of its own that looks for candidates by constant patterns and yields edits; a trick may hide
in another (a split character in a disguised word), so the round is made until nothing
changes. What is undone is reported with its place in the text as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from contentai.text.characters import fold_characters, is_folded
from contentai.text.evasion import (
    accounts,
    addresses,
    contacts,
    dropped,
    emphasis,
    judged,
    letters,
    links,
    numbers,
    numerals,
    separated,
    shaped,
    sounds,
    spelled,
    split,
    told,
    unseen,
)
from contentai.text.evasion.edits import KINDS, Edit, Evasion, Kind, apply, in_order
from contentai.text.mapped import MappedText, joined

__all__ = ["KINDS", "Evasion", "Kind", "Masked", "Understood", "understand", "understand_all"]

_ROUNDS = 6
_ALIKE = "徵徴"
_KEYCAPS = ("\u20e3", "\ufe0f\u20e3")


class Understood(NamedTuple):
    """What a reader understands of a text.

    ``folded`` is mapped onto the text; ``evasions`` lie in it, in text order, none inside
    another of its kind.
    """

    folded: MappedText
    evasions: tuple[Evasion, ...]


def understand(text: str) -> Understood:
    """``text`` with evasions undone, and the list of them.

    Linear in the length of ``text``. Undoing is idempotent: where a round after the last
    still finds something, which only a text made for it brings about, nothing but the
    characters is folded, so that folding twice comes to the same.
    """
    return understand_all([text])[0]


def understand_all(texts: Sequence[str]) -> list[Understood]:
    """The same for each of some texts.

    Every step is made with all of them before the next, which takes a sixth less time than
    text by text: its patterns and tables are then close to the processor.
    """
    folded = list(map(fold_characters, texts))
    notes = [_Notes(Masked(text), list(unseen.find(text))) for text in texts]
    whole = [
        _without_romans(text, characters, its.found)
        for text, characters, its in zip(texts, folded, notes, strict=True)
    ]
    rounds = zip(folded, whole, _round(whole, notes), notes, strict=True)
    return [
        Understood(
            before if after is before else _finished(characters, before, after, its), its.evasions
        )
        for characters, before, after, its in rounds
    ]


class _Notes(NamedTuple):
    """Of one text how it is written, and what was found in it so far."""

    masked: Masked
    found: list[Evasion]

    @property
    def evasions(self) -> tuple[Evasion, ...]:
        return _merged(self.found)


def _finished(
    characters: MappedText, before: MappedText, after: MappedText, notes: _Notes
) -> MappedText:
    """A text after all further rounds; with its characters folded alone where they have no end."""
    pieces = []
    for piece, new in _parts(_characters_again(after, before), before):
        done = _settled(piece, notes) if new else piece
        if done is None:
            return characters
        pieces.append(done)
    return joined(pieces)


def _settled(part: MappedText, notes: _Notes) -> MappedText | None:
    """``part`` after as many rounds as change it; nothing where there is no end to them."""
    for _ in range(_ROUNDS):
        (step,) = _round([part], [notes])
        if step is part:
            return part
        part = _characters_again(step, part)
    return None


def _parts(text: MappedText, before: MappedText) -> Iterator[tuple[MappedText, bool]]:
    """``text`` in parts of lines, and which of them hold or touch a line that ``before`` lacks.

    What a round undoes can only lead to more within two lines of it; the rest is done.
    """
    known = set(before.text.split("\n"))
    lines = text.text.split("\n")
    near = {j for i, line in enumerate(lines) if line not in known for j in range(i - 2, i + 3)}
    start = at = 0
    for i, line in enumerate(lines):
        if i and (i in near) != (i - 1 in near):
            yield text.cut(start, at), i - 1 in near
            start = at
        at += len(line) + (i < len(lines) - 1)
    yield text.cut(start, at), len(lines) - 1 in near


def _without_romans(text: str, folded: MappedText, found: list[Evasion]) -> MappedText:
    """``folded`` with numbers in Roman numerals undone, which folding the characters breaks up."""
    edits = []
    for start, end, value in numerals.romans(text):
        low, high = np.searchsorted(folded.starts, (start, end))
        edits.append(Edit(int(low), int(high), value, "number", None, value))
    return _applied(folded, edits, found)


def _round(parents: Sequence[MappedText], notes: Sequence[_Notes]) -> list[MappedText]:
    """Each of the parents after one round of all steps; itself when none changes it."""
    results = list(parents)
    for find in _STEPS:
        results = [
            _applied(result, find(result, its.masked), its.found)
            for result, its in zip(results, notes, strict=True)
        ]
    return results


def _characters_again(step: MappedText, before: MappedText) -> MappedText:
    """``step`` with its characters folded, where a join has made a new phrase of them.

    No phrase crosses a line, so only lines that are new are looked at.
    """
    known = set(before.text.split("\n"))
    new = [line for line in step.text.split("\n") if line not in known]
    if all(map(is_folded, new)):
        return step
    return fold_characters(step.text).onto(step)


def _applied(parent: MappedText, edits: Iterable[Edit], found: list[Evasion]) -> MappedText:
    chosen = [edit for edit in in_order(edits) if not accounts.begins(parent.text, edit)]
    if not chosen:
        return parent
    for edit in chosen:
        if edit.kind:
            found.append(
                Evasion(parent.span(edit.start, edit.end), edit.kind, edit.understood or edit.text)
            )
    if all(edit.text == parent.text[edit.start : edit.end] for edit in chosen):
        return parent
    return apply(parent.text, chosen).onto(parent)


class Masked(NamedTuple):
    """Tells which characters were written in another form: circled, keycap, full-width."""

    text: str

    def at(self, folded: MappedText, index: int) -> bool:
        """True when digit ``index`` of ``folded`` (mapped onto the text) was written so."""
        start, end = int(folded.starts[index]), int(folded.ends[index])
        written = self.text[start:end]
        return not written.isascii() or self.text.startswith(_KEYCAPS, end)

    def shown(self, folded: MappedText) -> str:
        """The text of ``folded`` with the 徵 that was written: it looks like 微, 征 does not."""
        if not any(c in self.text for c in _ALIKE):
            return folded.text
        pieces, at = [], 0
        while (place := folded.text.find("征", at)) >= 0:
            written = self.text[int(folded.starts[place])]
            pieces += [folded.text[at:place], written if written in _ALIKE else "征"]
            at = place + 1
        return "".join([*pieces, folded.text[at:]])


def _merged(found: list[Evasion]) -> tuple[Evasion, ...]:
    """In text order; of several of one kind that overlap, the first and longest."""
    kept: list[Evasion] = []
    ends: dict[str, int] = {}
    for evasion in sorted(found, key=lambda e: (e.span.start, -e.span.end)):
        if evasion.span.start >= ends.get(evasion.kind, 0):
            kept.append(evasion)
            ends[evasion.kind] = evasion.span.end
    return tuple(kept)


_Find = Callable[[str], Iterable[Edit]]
_FindMasked = Callable[[str, Callable[[int], bool]], Iterable[Edit]]
_Step = Callable[[MappedText, Masked], Iterable[Edit]]


def _plainly(find: _Find) -> _Step:
    return lambda text, masked: find(text.text)


def _as_written(find: _FindMasked) -> _Step:
    return lambda text, masked: find(text.text, partial(masked.at, text))


def _as_shown(find: _FindMasked) -> _Step:
    return lambda text, masked: find(masked.shown(text), partial(masked.at, text))


_STEPS: tuple[_Step, ...] = (
    *map(
        _plainly,
        (
            emphasis.find,
            split.find,
            letters.find,
            shaped.find,
            links.find,
            links.find_spaced,
            addresses.find,
            separated.find,
            sounds.find,
            spelled.find,
            dropped.find,
            told.find,
            contacts.find,
            accounts.find,
            accounts.find_starred,
            numerals.find,
        ),
    ),
    *map(_as_written, (links.find_masked, contacts.find_masked)),
    _as_shown(judged.find),
    _as_written(numbers.find),
)
