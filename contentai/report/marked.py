"""A draft's text with what was found in it marked, for a page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from contentai.diagnostics import Diagnostic, Evidence, Span
from contentai.lint.seen import Seen
from contentai.report.overview import MOST_OF_ONE
from contentai.report.page import safe, safe_lines

# From this weight (log-odds) on, a piece of evidence has the darkest ground.
_HOTTEST = 2.0


class Shown(NamedTuple):
    """The text that a reader sees, as far as it is shown, and where the findings lie in it.

    ``places`` has one entry a finding: None for what does not lie in the shown text.
    """

    text: str
    places: Sequence[Span | None]
    evidence: Sequence[tuple[Span, Evidence]]
    left_out: int


def shown(document: Seen, findings: Sequence[Diagnostic]) -> Shown:
    """What is shown of a draft: its source, or where tags stand in that, the reading text."""
    if document.reading is None:
        text = document.source
        places: list[Span | None] = [finding.span for finding in findings]
        heat = [(item.span, item) for f in findings for item in f.evidence]
    else:
        # Places of evidence in the reading text are not kept.
        text, heat = document.reading, []
        places = [document.marks[finding.span].read for finding in findings]
    end = len(text)
    if end > MOST_OF_ONE:
        end = max(text.rfind("\n", 0, MOST_OF_ONE), MOST_OF_ONE // 2)
    return Shown(
        # One for one, so that nothing moves.
        text[:end].replace("\r\n", " \n"),
        [place if place and place.end <= end else None for place in places],
        [(span, item) for span, item in heat if span.end <= end],
        len(text) - end,
    )


def marked(view: Shown, findings: Sequence[Diagnostic], number: int) -> Iterator[str]:
    """The text of the draft ``number``, a piece for each stretch with the same marks.

    A marked piece is a link to the first of its findings in the list, ``#f<number>-<index>``;
    the first piece of a finding is ``#m<number>-<index>``.
    """
    points = {0, len(view.text)}
    for span in (*filter(None, view.places), *(span for span, _ in view.evidence)):
        points.update(span)
    starting: dict[int, list[int]] = {}
    for index, place in enumerate(view.places):
        if place:
            starting.setdefault(place.start, []).append(index)
    active: list[int] = []
    named: set[int] = set()
    ends = sorted(points)
    heat = _heat(view)
    for start, end in pairwise([*ends, ends[-1]]):
        empty = [i for i in starting.get(start, ()) if _is_empty(view.places[i])]
        if empty:
            yield _link("", empty, findings, number, named, "point")
        active += [i for i in starting.get(start, ()) if i not in empty]
        active = [i for i in active if (p := view.places[i]) and p.end > start]
        words = safe_lines(view.text[start:end])
        if not words:
            continue
        warm = heat.get(start, (0, ""))
        ground = f"h{warm[0]}" if warm[0] else ""
        if active:
            yield _link(words, active, findings, number, named, ground)
        elif ground:
            yield f'<span class="{ground}" title="{safe(warm[1])}">{words}</span>'
        else:
            yield words


def _is_empty(place: Span | None) -> bool:
    return place is not None and place.start == place.end


def _heat(view: Shown) -> dict[int, tuple[int, str]]:
    """By where a stretch begins: how much it pushes a score up, 1 to 4, and why."""
    points = sorted({p for span, _ in view.evidence for p in span} | _edges(view))
    found: dict[int, tuple[int, str]] = {}
    for span, item in sorted(view.evidence, key=lambda pair: pair[1].weight):
        if item.weight <= 0:
            continue
        level = min(4, 1 + int(4 * item.weight / _HOTTEST))
        words = f"{item.reason} {item.weight:+.1f}".strip()
        for point in _within(points, span):
            found[point] = (level, words)
    return found


def _edges(view: Shown) -> set[int]:
    return {p for place in view.places if place for p in place}


def _within(points: Sequence[int], span: Span) -> Sequence[int]:
    return points[bisect_left(points, span.start) : bisect_left(points, span.end)]


def _link(
    words: str,
    indexes: Sequence[int],
    findings: Sequence[Diagnostic],
    number: int,
    named: set[int],
    more: str,
) -> str:
    worst = max(indexes, key=lambda i: findings[i].severity.rank)
    told = "\n".join(f"{findings[i].rule} {findings[i].message}" for i in indexes)
    classes = " ".join(filter(None, ("m", findings[worst].severity.value, more)))
    new = [index for index in indexes if index not in named]
    named.update(new)
    id = f' id="m{number}-{new[0]}"' if new else ""
    # Several findings may begin here: each has a place to come back to.
    others = "".join(f'<i id="m{number}-{index}"></i>' for index in new[1:])
    which = " ".join(f"f{number}-{index}" for index in indexes)
    return (
        f'{others}<a class="{classes}"{id} href="#f{number}-{worst}" data-f="{which}" '
        f'data-m="{safe_lines(told)}">{words}</a>'
    )
