"""Reading the YAML header of a draft: what it is for, where it goes, whom it addresses.

Nothing in it can stop a draft from being read: what cannot be understood becomes a
``Problem`` with its place, and the rest of the header counts.
"""

from __future__ import annotations

from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.text.header import FrontMatter
from contentai.text.headerplace import NoHeader, find_header
from contentai.text.headerslips import PHRASES, Problem, cut_off, entries, without_quotes
from contentai.text.headervalues import HeaderReader, span_of
from contentai.yamlread import read_yaml
from contentai.yamlvalue import colon_hint


def read_front_matter(text: str) -> FrontMatter:
    """The header at the start of ``text``; an empty one when there is none.

    A header opens with a first line ``---`` and closes with a line ``---`` or ``...``. What
    stands there below a blank line, with none of our keys, is the body's where it is no mapping.
    So is what is unclosed or has blank lines above it, which is a problem where it begins with
    one of our keys. Never raises.
    """
    place = find_header(text)
    if place is None:
        return FrontMatter()
    if isinstance(place, NoHeader):
        return FrontMatter(problems=(Problem(place.span, place.words),))
    start, stop, end, doubtful = place
    whole = Span(start, max(start, stop))
    if text.startswith("\ufeff", start):
        start += 1  # YAML readers pass over a byte order mark without counting it
    inside = text[start:stop]
    try:
        value = read_yaml(inside, "")
    except DataError as error:
        if doubtful:
            return FrontMatter()
        span = _line_span(text, start, stop, error.line) if error.line else whole
        if span.start == span.end:  # past the last line: what is open there began further up
            span = Span(start, start + len(inside.rstrip()))
        problem = Problem(
            span,
            Bilingual(f"草稿头部读不懂：{error.words.zh}", f"front matter: {error.words.en}"),
        )
        return _by_key(text, start, stop, problem)._replace(end=end)
    if value is None:
        return FrontMatter(end=end)
    if not value.is_mapping:
        if doubtful:
            return FrontMatter()
        hint = colon_hint(inside)
        words = Bilingual(
            f"草稿头部应当是“键: 值”{hint.zh}；现在当正文读了",
            f"front matter should be keys and values{hint.en}; it was read as text",
        )
        return FrontMatter(problems=(Problem(span_of(value, start), words),))
    front = HeaderReader(text, start).read(value, end)
    cut = tuple(cut_off(text, start, stop))
    return front._replace(problems=(*front.problems, *cut)) if cut else front


def _by_key(text: str, start: int, stop: int, problem: Problem) -> FrontMatter:
    """What each key alone says of a header that is unreadable as a whole, with its ``problem``.

    A title or digest that only lacks its quotes is read as it is written, and is the problem.
    """
    kept = FrontMatter()
    problems: list[Problem] = []
    unquoted = False
    for entry in entries(text, start, stop):
        if entry.value:
            read = HeaderReader(text, entry.start).read(entry.value, 0)._asdict()
            problems += read.pop("problems")
        elif entry.key in PHRASES and (slip := without_quotes(text, entry.written, entry.error)):
            read = {entry.key: text[slice(*slip.read)], f"{entry.key}_span": slip.read}
            problems.append(slip.problem)
            unquoted = True
        else:
            continue
        kept = kept._replace(**{n: v for n, v in read.items() if v and not getattr(kept, n)})
    told = problems if unquoted else [problem, *problems]
    return kept._replace(problems=tuple(told), whole=False)


def _line_span(text: str, start: int, stop: int, line: int) -> Span:
    at = start
    for piece in text[start:stop].splitlines(keepends=True)[: line - 1]:
        at += len(piece)
    end = at + len((text[at:stop].splitlines() or [""])[0])
    return Span(at, max(at, end))
