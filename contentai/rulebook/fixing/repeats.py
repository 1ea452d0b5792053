"""Of what is repeated, one: ！！！！ → ！, 冲冲冲 → 冲, 快来！快来！快来 → 快来."""

from __future__ import annotations

import unicodedata

from contentai.text import lazy

_MARKS = r"(?P<asks>[!?])[!?]+|(?P<mark>[^\w\s])(?P=mark)+"
# The same one to five characters again and again, with nothing but marks and blanks between.
_WORDS = r"(?P<word>[^\W\d_]{1,5}?)(?:[!,、~\s]*(?P=word))+"
_REPEATED = {False: lazy.pattern(_MARKS), True: lazy.pattern(f"{_WORDS}|{_MARKS}")}


def squeezed(text: str, words: bool) -> str:
    """``text`` with every run of a mark, or with ``words`` of anything, reduced to one.

    Of a run that both asks and shouts (？！？！) one mark of each is left, in that order.
    Full-width and half-width forms count as the same and are kept as they are written.
    """
    plain = "".join(_plain(character) for character in text)
    pieces: list[str] = []
    at = 0
    for match in _REPEATED[words].finditer(plain):
        start, run = match.span()[0], match.group()
        pieces.append(text[at:start])
        if match["asks"]:
            pieces += [text[start + mark] for mark in sorted(map(run.index, set(run)))]
        else:
            unit = match["mark"] or match["word"]
            pieces.append(text[start : start + len(unit)])
        at = match.end()
    return "".join([*pieces, text[at:]])


def _plain(character: str) -> str:
    """The half-width, lower-case form, where it is one character."""
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character
