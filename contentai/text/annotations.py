"""Pinyin annotations: the reading of a character, in parentheses behind it.

Scraped articles carry them as a leftover of machine conversion — ``營(ying)(ying)(ying)銷(xiao)``,
``設(shè)計(jì)``, ``營銷（yíng xiāo）``. What goes and what stays:

* The Latin must be a reading of the character before it: of the character itself, of its
  Simplified or of its Traditional forms (pypinyin's dictionary, every heteronym). The tone may
  differ from the dictionary's (不 is ``bú`` before a fourth tone), the syllable may not. So
  ``选项甲(A)``, ``他(he)``, ``你(you)``, ``女(she)``, ``我(me)``, ``买(buy)`` stay.
* Repeats of an annotation that goes, ``(ying)(ying)``, go with it.
* With tone marks it goes wherever it stands: nobody writes a brand or an English word so. A
  capital letter makes no difference to one character, ``(Shè)``. Tone digits, ``(yi1)``, count as
  marks if tone and syllable are both in the dictionary.
* Without tone marks it goes only from an *annotated document*. Alone, ``啊(a)``, ``爱(ai)``,
  ``他(ta)们`` may be the author's own. The document is annotated when it says so often enough
  (``_ENOUGH`` points): two points for a syllable of four letters or more, one for three, a half
  for less, each character once; two for two annotated characters side by side (one where both
  syllables are short); three for a repeat; two for a character with tone marks.
  ``營(ying)銷(xiao)`` is enough; five lone glosses such as ``可(ke)乐`` are not.
* Small letters and CAPITALS gather these points apart. Title case without tone marks,
  ``王(Wang)先生``, always stays.
* A whole word in one pair, ``營銷(yíng xiāo)``: with tone marks it goes; without, only from an
  annotated document, so ``重庆(chongqing)`` alone stays and words give no points. With a capital
  it stays (``小米(Xiaomi)``), unless it has tone marks and the document is annotated.
* Four characters in a row are no name: ``营(Ying)销(Xiao)关(Guan)注(Zhu)`` goes.
* In other brackets, ``全[quán]``, it goes with tone marks only. Zhuyin goes: ``營(ㄧㄥˊ)``.
* A line may end before or in the parentheses, and marks of emphasis or tags (``**營**(ying)``)
  may stand between; marks around them, ``營*(ying)*``, go with them.
* Of several readings, ``最(zuì/cuì)``, the first counts; ``(读gān gà)`` is one, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from contentai.diagnostics import Span
from contentai.text import lazy
from contentai.text.pinyin import (
    LONGEST_WORD,
    Case,
    Latin,
    is_han,
    match_characters,
    read_latin,
    syllables,
    tones_agree,
)

_LETTERS: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01ff\u0251\u0261\u0300-\u036f\u1e00-\u1eff"
    "\uff21-\uff3a\uff41-\uff5a"
)
#: One syllable or word in Latin letters, tone digits and separators included.
_CANDIDATE: Final = lazy.pattern(
    rf"[(（\[【〔{{](?=[ \u3000\r\n读讀音念作：:]{{0,4}}[{_LETTERS}ㄅ-ㄯ˙])"
    r"(?:[读讀念](?:音|作)?[：:]?)?"
    rf"([{_LETTERS} \u3000\r\n'’:·\-0-5,，、/]{{1,48}}|[ㄅ-ㄯˊˇˋ˙ˉ \u3000]{{1,48}})"
    r"(?:[)）】〕}]|\](?!\())"  # not the words of a Markdown link
)
_ROUND: Final = "(（"
_TONED: Final = lazy.pattern(
    "[㐀-鿿][(（][a-z]{0,4}[\u0101\u0113\u012b\u014d\u016b\u01ce\u011b"
    "\u01d0\u01d2\u01d4\u01d6\u01d8\u01da\u01dcàáèéìíòóùú][a-z]{0,3}[)）]"
)
_LONGEST_SYLLABLE: Final = 6
# What may stand between a character and its reading: the end of its line, and of its emphasis.
_LINE_END: Final = lazy.pattern(r"[ \t]{0,4}(?:\r\n|\n|\r)[ \t>]{0,8}\Z")
_MARK: Final = r"[*_~`]{1,3}|</?[A-Za-z][^<>]{0,60}>"
_MARKS: Final = lazy.pattern(_MARK)
_MARKS_BEFORE: Final = lazy.pattern(rf"(?:{_MARK}){{1,4}}\Z")
_ENCLOSING: Final = lazy.pattern(r"[*_~]{1,3}")
_WINDOW: Final = 80
_ENOUGH: Final = 6.0
# So many characters in a row, each with its reading, are no names.
_ROW: Final = 4
_ZHUYIN: Final = lazy.pattern("[ㄅ-ㄯ]")


class _Annotation(NamedTuple):
    """A verified annotation of ``characters``; ``beside`` the annotation before it."""

    span: Span
    characters: str
    latin: Latin
    repeat: bool
    beside: bool
    toned: bool


def annotation_spans(text: str, recovered: Mapping[int, str]) -> tuple[Span, ...]:
    """The spans of the annotations to remove from ``text``, sorted, one each.

    ``recovered`` gives, for the end of a damaged run, the characters that may have been lost
    there, so that their annotation is known too.
    """
    found = list(_verified(text, recovered))
    if not found:
        return ()
    points = {case: _points(found, case) for case in (Case.SMALL, Case.CAPITALS)}
    removed: list[Span] = []
    rows = _in_rows(found)
    for note in found:
        last = removed[-1].end if removed else -1
        again = note.repeat and last == note.span.start
        if again or note.span in rows or _goes(note, points):
            removed.append(note.span)
    return tuple(removed)


def _in_rows(found: list[_Annotation]) -> frozenset[Span]:
    """The annotations in Title Case of characters side by side, where there are many of them."""
    rows: set[Span] = set()
    row: list[Span] = []
    for note in found:
        titled = note.latin.case is Case.TITLE and len(note.characters) == 1
        if not titled or not note.beside:
            row = []
        if titled:
            row.append(note.span)
        if len(row) == _ROW:
            rows.update(row)
        elif len(row) > _ROW:
            rows.add(note.span)
    return frozenset(rows)


def has_annotation(text: str) -> bool:
    """Whether ``text`` has a Han with toned Latin in parentheses behind it (not verified)."""
    return _TONED.search(text) is not None


def strip_before(text: str, end: int) -> int:
    """Where the text before ``end`` ends if candidate annotations there are passed over."""
    while end and text[end - 1] in ")）":
        start = max(text.rfind("(", max(0, end - 50), end), text.rfind("（", max(0, end - 50), end))
        if start < 0 or not _CANDIDATE.fullmatch(text, start, end):
            break
        end = start
    return end


def _verified(text: str, recovered: Mapping[int, str]) -> Iterator[_Annotation]:
    """Annotations that are readings of what stands before them, left to right."""
    context = ""  # the characters before a candidate, verified annotations left out
    last_end = -1  # where the annotation before this one ends, if verified
    last_letters = ""
    for match in _CANDIDATE.finditer(text):
        latin = _read(match[1])
        # Other brackets hold variables and options: only marks of tones tell.
        if latin is None or not (latin.marked or match[0][0] in _ROUND):
            continue
        start, end = match.span()
        line_end = _LINE_END.search(text, max(0, start - _WINDOW), start)
        if line_end:
            start = line_end.start()
        elif start and text[start - 1] == " ":
            start -= 1
        head = max(_marks_before(text, start), min(last_end, start))
        if head < start and not line_end:
            start, end = _with_marks(text, start, end)
        between = _MARKS.sub("", text[last_end:head]) if 0 <= last_end <= head else ""
        if last_end >= 0 and len(between) < LONGEST_WORD:
            context = (context + between)[-LONGEST_WORD:]
        else:
            near = _MARKS.sub("", text[max(0, head - _WINDOW) : head])
            context = near[-LONGEST_WORD:]
        for char in recovered.get(head, ""):
            if latin.letters in syllables(char):
                context = context[:-1] + char
                break
        count = _matches(context, latin, match[1])
        if not count:
            last_end = -1
            continue
        characters = context[-count:]
        yield _Annotation(
            Span(start, end),
            characters,
            latin,
            repeat=last_end == start and last_letters == latin.letters,
            beside=last_end >= 0 and len(between) in (1, 2) and between[:-1] in ("", " "),
            toned=latin.marked or (latin.digits and tones_agree(characters, latin)),
        )
        last_end, last_letters = end, latin.letters


def _marks_before(text: str, start: int) -> int:
    """Where the word ends that marks of emphasis, or tags, before ``start`` close."""
    if text[start - 1 : start] not in ("*", "_", "~", "`", ">"):
        return start
    marks = _MARKS_BEFORE.search(text, max(0, start - _WINDOW), start)
    return marks.start() if marks else start


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """An annotation with the marks of emphasis that enclose it: left alone they would show."""
    found = _ENCLOSING.match(text, end)
    if found and text.endswith(found.group(), 0, start):
        size = len(found.group())
        return start - size, end + size
    return start, end


def _read(inside: str) -> Latin | None:
    """As ``read_latin``; of zhuyin without letters, of readings to choose from the first."""
    if _ZHUYIN.search(inside):
        return Latin("", (), marked=True, digits=False, case=Case.SMALL)
    return read_latin(inside.split("/", 1)[0])


def _matches(context: str, latin: Latin, inside: str) -> int:
    if not latin.letters:
        return int(bool(context) and is_han(context[-1]))
    others = inside.split("/")[1:]
    count = match_characters(context, latin.letters)
    if others and count:
        read = [read_latin(other) for other in others]
        if not all(other and len(other.letters) <= _LONGEST_SYLLABLE for other in read):
            return 0
    return count


def _goes(note: _Annotation, points: Mapping[Case, float]) -> bool:
    annotated = points.get(note.latin.case, 0.0) >= _ENOUGH
    if note.toned:
        lower_or_single = note.latin.case is Case.SMALL or len(note.characters) == 1
        return lower_or_single or max(points.values()) >= _ENOUGH
    if len(note.characters) > 1 and note.latin.case is not Case.SMALL:
        return False
    return annotated


def _points(found: list[_Annotation], case: Case) -> float:
    """How clearly the document is annotated, as far as toneless Latin of ``case`` goes."""
    total = 0.0
    seen: set[str] = set()
    shorter = 9  # letters of the annotation before
    for note in found:
        size = len(note.latin.letters)
        if len(note.characters) > 1:
            continue
        if note.toned or note.latin.case is case:
            if note.repeat and not note.toned:
                total += 3
            elif note.beside and not note.toned:
                total += 2 if max(size, shorter) >= 3 else 1
            if note.characters not in seen:
                seen.add(note.characters)
                total += 2 if size >= 4 or note.toned else 1 if size == 3 else 0.5
        shorter = size
        if total >= _ENOUGH:
            break
    return total
