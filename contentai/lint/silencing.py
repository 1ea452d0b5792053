"""Writes the suppression of one finding into a draft, as ``directives`` reads it back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from contentai.diagnostics import Applicability, Diagnostic, Edit, Fix, Span
from contentai.lint.directives import Directive, directives
from contentai.lint.fixes import apply_fixes
from contentai.located import DataError
from contentai.rewriting import add, put
from contentai.text.document import Document
from contentai.text.headerplace import KEYS, HeaderPlace, find_header

_LINE_END = re.compile(r"\r\n|\n|\r")
# What would end a comment, or begin another one.
_NO_COMMENT = re.compile(r"--+>?|<!--")


def silence(document: Document, finding: Diagnostic, reason: str = "") -> tuple[Edit, ...]:
    """The edits that make the draft say it knows of ``finding``; none where nothing would do.

    In turn are tried: a comment at the end of the line, one on a line of its own before the
    paragraph, the header, a comment for the whole file. What is written counts when it covers
    the finding and a reader reads what was there before. In plain text a comment would be sent
    to the readers: there it is the header, which holds for the whole draft and is made where
    there is none. A finding about a suppression (``SUP-…``) cannot be suppressed.
    """
    if finding.rule.startswith("SUP-"):
        return ()
    words = " ".join([finding.rule, *_NO_COMMENT.sub(" ", reason).split()])
    for edit in _ways(document, finding.span, words):
        after = Document.parse(
            apply_fixes(document.source, [Fix("", Applicability.SAFE, (edit,))]),
            path=document.path,
            format=document.format,
            title=document.given_title,
            engine=document.engine,
        )
        if _does(document, after, edit, finding):
            return (edit,)
    return ()


def _ways(document: Document, span: Span, words: str) -> Iterator[Edit]:
    source, lines = document.source, document.lines
    found = _LINE_END.search(source)
    end = found.group() if found else "\n"
    if document.format == "plain":
        known = _in_header(source[: document.front.end], *words.partition(" ")[::2])
        if document.front.end:
            yield from known
        else:
            listed = _LINE_END.sub(end, next(known).text)
            yield Edit(Span(0, 0), f"---{end}{listed}---{end}")
        return
    number = lines.position(span.start)[0]
    if span.start >= document.front.end:
        line_end = _LINE_END.search(source, span.start)
        whole = source[: line_end.start() if line_end else len(source)]
        at = max(len(whole.rstrip(" \t")), span.start)  # blanks at the end break a line
        yield Edit(Span(at, at), f" <!-- contentai: ignore {words} -->")
        # Before the paragraph, or before the fence of a block of code.
        block = document.source_span(_block(document, span))
        first = lines.position(block.start)[0]
        for number in range(first, max(first - 2, 0), -1):
            at = lines.starts[number - 1]
            if at >= document.front.end:
                yield Edit(Span(at, at), f"<!-- contentai: ignore-block {words} -->{end}{end}")
    if document.front.end:
        yield from _in_header(source[: document.front.end], *words.partition(" ")[::2])
    at = document.front.end
    yield Edit(Span(at, at), f"<!-- contentai: ignore-file {words} -->{end}{end}")


def _block(document: Document, span: Span) -> Span:
    block = document.block_at(document.reading_offset(span.start))
    return block.span if block else Span(0, 0)


def _in_header(header: str, rule: str, reason: str) -> Iterator[Edit]:
    """The header with the rule in its list of those that are known."""
    opening = _LINE_END.search(header)
    start = opening.end() if opening else 0
    closing = re.search(r"[^\r\n]+(?:\r\n|\n|\r)?\Z", header)
    stop = closing.start() if closing else start
    keys, text = ("contentai", "ignore"), header[start:stop]
    with suppress(DataError):
        yield Edit(Span(start, stop), add(text, keys, f"{rule} {reason}".strip()))
    with suppress(DataError):  # rules and reasons may stand there as keys and values
        yield Edit(Span(start, stop), put(text, (*keys, rule), reason))


def _does(before: Document, after: Document, edit: Edit, finding: Diagnostic) -> bool:
    """True when ``after`` says that it knows of the finding, and reads as ``before`` did.

    What is put before text that stands where a header would takes that problem away. A finding
    about it would be gone, and nothing left to be known.
    """
    problems, left = ([p.words for p in d.front.problems] for d in (before, after))
    gone = [words for words in problems if words not in left]
    if gone and not _begins_with_text(before.source):
        return False
    moved = finding.span.start
    if edit.span.end <= moved:
        moved += len(edit.text) - (edit.span.end - edit.span.start)
    return (
        _read(before) == _read(after)
        and all(words in problems for words in left)
        and not any(str(words) in str(finding.message) for words in gone)
        and any(_covers(d, finding.rule, moved) for d in directives(after))
    )


def _begins_with_text(source: str) -> bool:
    """True where a text stands between the first rules: nobody meant it for a header."""
    place = find_header(source)
    if not isinstance(place, HeaderPlace):
        return False
    return not any(key in source[place.start : place.stop] for key in KEYS)


def _read(document: Document) -> list[str]:
    """What a reader reads; the blank before a comment is one of several in a row."""
    return document.text.split()


def _covers(directive: Directive, rule: str, at: int) -> bool:
    """Exactly this rule, so that a pack that was ignored before does not count."""
    return (
        directive.problem is None
        and rule in directive.names
        and directive.covers.start <= at < directive.covers.end
    )
