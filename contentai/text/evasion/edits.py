"""What undoing one evasion is: a range, what it reads as, and how the two lie to each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from contentai.diagnostics import Span
from contentai.text.mapped import MappedText, identity, joined, opaque

Kind = Literal[
    "contact_word",  # 薇信, V❤, 扣扣
    "number",  # 壹3⑧零, a phone or account number in mixed numerals
    "separators",  # 最*低*价
    "homophone",  # 面费, 掏宝, 🐮股
    "split",  # 亻言
    "lookalike",  # wеi with a Cyrillic е
    "pinyin",  # weixin, 发piao
    "reversed",  # 倒着念：00083100831
    "link",  # t.kx9。cc
    "invisible",  # a zero-width character inside a word
    "redirect",  # 号在头像上; an account told in words instead of written
]
KINDS: tuple[Kind, ...] = (
    "contact_word",
    "number",
    "separators",
    "homophone",
    "split",
    "lookalike",
    "pinyin",
    "reversed",
    "link",
    "invisible",
    "redirect",
)


class Evasion(NamedTuple):
    """Something written so that a filter would not see it; ``span`` lies in the parent text."""

    span: Span
    kind: Kind
    understood: str


class Edit(NamedTuple):
    """``text`` for ``[start, end)``, and the evasion this undoes (None: only a reading aid).

    ``at`` gives each character of ``text`` the one character it was read from; without it
    every character of ``text`` stands for the whole range. An edit whose ``text`` is what is
    there already only reports.
    """

    start: int
    end: int
    text: str
    kind: Kind | None
    at: Sequence[int] | None = None
    understood: str = ""


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in text order; of two that overlap, the one that starts first and is longer."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def apply(text: str, edits: Sequence[Edit]) -> MappedText:
    """``text`` after ``edits`` (in order, apart), mapped onto ``text``."""
    pieces: list[MappedText] = []
    at = 0
    for edit in edits:
        if edit.text == text[edit.start : edit.end]:
            continue
        pieces.append(identity(text[at : edit.start], at))
        pieces.append(_piece(edit))
        at = edit.end
    pieces.append(identity(text[at:], at))
    return joined(pieces)


def _piece(edit: Edit) -> MappedText:
    if edit.at is None:
        return opaque(edit.text, Span(edit.start, edit.end))
    return joined(opaque(c, Span(i, i + 1)) for c, i in zip(edit.text, edit.at, strict=True))
