"""``kind: autocorrect`` — spacing and punctuation, as the library autocorrect judges them.

    check:
      kind: autocorrect
      of: [letters]      # none = all

What is looked for: letters (no space between Han and letters: 你好world), digits (the same
with numbers), marks (half-width punctuation in Chinese), forms (full-width letters and
digits), blanks (blanks beside full-width punctuation). One match a slip, on the source; the
fix is ``suggested: true``. Message values: {suggestion}.

Left alone: code, links, addresses, tags (#…#), names (@…), words that the dictionary knows
(T恤), sentences that hold an evasion, and places where markup comes between. autocorrect's
word list, which replaces words, is off. Without the extra ``hygiene`` nothing is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from contentai.diagnostics import Ranges, Span
from contentai.language import Bilingual
from contentai.rulebook.extras import EXTRAS, installed
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.text import lazy
from contentai.text.markup import BlockKind
from contentai.yamlvalue import Value

if TYPE_CHECKING:
    from types import ModuleType

    from contentai.rulebook.subject import Subject

SLIPS = ("letters", "digits", "marks", "forms", "blanks")

# Its other rules are matters of taste (spaces around brackets and dashes) or change words.
_SETTINGS = """{"rules": {
  "space-word": 1, "fullwidth": 1, "halfwidth-word": 1, "halfwidth-punctuation": 1,
  "no-space-fullwidth": 1, "no-space-fullwidth-quote": 1,
  "space-punctuation": 0, "space-bracket": 0, "space-dash": 0, "space-backticks": 0,
  "space-dollar": 0, "spellcheck": 0}, "spellcheck": {"words": []}}"""
_KEPT = lazy.pattern(r"[#＃][^#＃\n]{1,40}[#＃]|[#＃][^#＃\s]+|[@＠][^\s@＠,，。:：]+")
_HAN = lazy.pattern(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


class _Slip(NamedTuple):
    """What to put in place of a range of a block's text, and what is wrong there."""

    kind: str
    span: Span
    new: str


def compile_check(check: Value, lexicon: Lexicon) -> Check:
    """Read an autocorrect check. Raises ``DataError``."""
    table = check.table("kind", "of")
    what = Bilingual("毛病", "slip")
    wanted = frozenset(
        i.one_of(SLIPS, what) for i in (table["of"].items() if "of" in table else ())
    )

    def run(subject: Subject) -> Iterator[Match]:
        if not installed("hygiene"):
            return
        document = subject.document
        # A sentence that hides something is not one to polish.
        hiding = (document.sentence_at(evasion.span.start) for evasion in document.evasions)
        kept = [document.source_span(sentence) for sentence in hiding]
        kept += [*document.code, *(link.span for link in document.links), *document.garbled]
        spared = Ranges(kept)
        for block in document.blocks:
            if block.kind is BlockKind.CODE:
                continue
            text = document.text[slice(*block.span)]
            tags = Ranges(Span(*match.span()) for match in _KEPT.finditer(text))
            for slip in _slips(text, _corrected(text)):
                if (wanted and slip.kind not in wanted) or tags.touch(slip.span):
                    continue
                start = block.span.start + slip.span.start
                reading = Span(start, block.span.start + slip.span.end)
                source = document.source_span(reading)
                if document.source[slice(*source)] != text[slice(*slip.span)]:
                    continue  # markup, an annotation or an escape comes between
                if spared.touch(source) or _parts_word(subject, slip, block.span.start):
                    continue
                yield Match(source, {"suggestion": slip.new}, in_source=True)

    return Check(run)


def _parts_word(subject: Subject, slip: _Slip, offset: int) -> bool:
    """True where a space would stand in or before half a word of the dictionary: 件 T|恤."""
    if slip.kind not in ("letters", "digits"):
        return False
    text, at = subject.document.text, offset + slip.span.start + 1
    first = last = at
    while first > offset and text[first - 1].isascii() and text[first - 1].isalnum():
        first -= 1
    while last < len(text) and text[last].isascii() and text[last].isalnum():
        last += 1
    return not subject.on_word_edges(subject.document.folded_span(Span(first, last)))


@cache
def _library() -> ModuleType:
    library = import_module(EXTRAS["hygiene"])
    library.load_config(_SETTINGS)
    return library


def _corrected(text: str) -> str:
    return str(_library().format(text))


def _slips(old: str, new: str) -> Iterator[_Slip]:
    """The edits that lead from ``old`` to ``new``, in order; a space put in marks both sides.

    autocorrect puts spaces in, takes them out, and changes a character's width. Should a
    text ever differ otherwise, what follows is left alone.
    """
    at = to = 0
    while at < len(old) and to < len(new):
        here, there = old[at], new[to]
        if here == there:
            at, to = at + 1, to + 1
        elif there == " " and at and new[to + 1 : to + 2] == old[at]:
            kind = "digits" if _is_number(old[at - 1], here) else "letters"
            yield _Slip(kind, Span(at - 1, at + 1), f"{old[at - 1]} {here}")
            to += 1
        elif here.isspace():
            end = at + 1
            while end < len(old) and old[end].isspace() and old[end] != there:
                end += 1
            # With the mark that it stands beside, so that there is something to show.
            if not there.isalnum():
                yield _Slip("blanks", Span(at, end + 1), there)
            elif at:
                yield _Slip("blanks", Span(at - 1, end), old[at - 1])
            at = end
        elif ord(here) < 128 <= ord(there):
            yield _Slip("marks", Span(at, at + 1), there)
            at, to = at + 1, to + 1
        elif ord(there) < 128 <= ord(here) and not there.isspace():
            yield _Slip("forms", Span(at, at + 1), there)
            at, to = at + 1, to + 1
        else:
            return


def _is_number(before: str, after: str) -> bool:
    """True when what stands beside the Han character is no letter."""
    return not (after if _HAN.match(before) else before).isalpha()
