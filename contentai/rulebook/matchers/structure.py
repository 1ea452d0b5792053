"""``kind: structure`` — what a draft has, lacks, or has too much of.

    check:
      kind: structure
      forbid: outside_link        # every one of them is marked
    check:
      kind: structure
      require: image              # the title (else the first sentence) is marked
    check:
      kind: structure
      element: segment
      max: 3                      # one match when there are more

Elements: outside_link, link, image, image_without_alt, heading, title, question, segment,
stage, source, product_need, front_matter_problem, garbled, empty, foreign, code, unread,
conflict, menu_duplicate, menu_gap, menu_disorder. Message values: {count}, {max}, {problem},
{expected}, {after}, {share}, {what}.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.subject import Subject
from contentai.text.markup import BlockKind, UnreadKind
from contentai.text.script import scripts
from contentai.yamlvalue import Value

# Words and Chinese characters from which code that is not read is worth a word.
_LONG_CODE, _TOLD_HAN = 60, 30
# Fewer are page numbers, and what a button says.
_TOLD_UNREAD = 5
_UNREAD = {
    UnreadKind.HIDDEN: Bilingual("看不见的字", "hidden words"),
    UnreadKind.MARGIN: Bilingual("页眉页脚", "headers and footers"),
    UnreadKind.REMARK: Bilingual("批注", "comments"),
    UnreadKind.DELETED: Bilingual("修订里删掉的字", "tracked deletions"),
    UnreadKind.DRAWN: Bilingual("图形和图表里的字", "words in diagrams and charts"),
    UnreadKind.FORMULA: Bilingual("公式", "formulas"),
    UnreadKind.EMBEDDED: Bilingual("嵌入的文件", "embedded files"),
}
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


def compile_check(check: Value, lexicon: Lexicon) -> Check:
    """Read a structure check. Raises ``DataError``."""
    table = check.table("kind", "forbid", "require", "element", "max")
    what = Bilingual("结构元素", "element")
    if sum(name in table for name in ("forbid", "require", "element")) > 1:
        raise check.error(
            "forbid、require、element 只能写一个", "only one of forbid, require, element is allowed"
        )
    if "element" in table:
        if "max" not in table:
            raise check.error("element 要配 max", "`element` needs `max`")
        most = table["max"].whole(0)
        return _at_most(_ELEMENTS[table["element"].one_of(_ELEMENTS, what)], most)
    if "forbid" in table:
        return _forbidden(_ELEMENTS[table["forbid"].one_of(_ELEMENTS, what)])
    if "require" in table:
        return _required(_ELEMENTS[table["require"].one_of(_ELEMENTS, what)])
    raise check.error(
        "要写 forbid、require 或 element", "one of forbid, require, element is needed"
    )


def post_start(subject: Subject) -> Match:
    """Where a finding about the post as a whole is shown: its title, else its first sentence."""
    document = subject.document
    if document.title:
        return Match(document.title.span, is_whole=True)
    if sentences := document.body_sentences:
        return Match(sentences[0], is_whole=True)
    return Match(Span(0, 0), in_source=True, is_whole=True)


def _forbidden(find: Finder) -> Check:
    return Check(lambda subject: iter(find(subject)))


def _required(find: Finder) -> Check:
    def run(subject: Subject) -> Iterator[Match]:
        if next(iter(find(subject)), None) is None:
            yield post_start(subject)

    return Check(run)


def _at_most(find: Finder, most: int) -> Check:
    def run(subject: Subject) -> Iterator[Match]:
        found = list(find(subject))
        if len(found) > most:
            at = found[most]
            yield Match(
                at.span, {"count": str(len(found)), "max": str(most)}, in_source=at.in_source
            )

    return Check(run)


def _outside_links(subject: Subject) -> Iterator[Match]:
    if subject.channel:
        for link in subject.document.links:
            if subject.channel.refuses(link.target):
                yield Match(link.span, {"target": link.target}, in_source=True)


def _links(subject: Subject) -> Iterator[Match]:
    return (Match(link.span, in_source=True) for link in subject.document.links)


def _images(subject: Subject) -> Iterator[Match]:
    return (Match(image.span, in_source=True) for image in subject.document.images)


def _images_without_alt(subject: Subject) -> Iterator[Match]:
    for image in subject.document.images:
        if not image.alt.strip():
            yield Match(image.span, in_source=True)


def _blocks(kind: BlockKind) -> Finder:
    return lambda subject: (
        Match(block.span) for block in subject.document.blocks if block.kind is kind
    )


def _questions(subject: Subject) -> Iterator[Match]:
    text = subject.document.text
    for sentence in subject.document.sentences:
        if text[sentence.start : sentence.end].rstrip("”」』\"'）)~～").endswith(("？", "?")):
            yield Match(sentence)


def _from_header(count: Callable[[Subject], int]) -> Finder:
    return lambda subject: (Match(Span(0, 0), in_source=True) for _ in range(count(subject)))


def _problems(subject: Subject) -> Iterator[Match]:
    for problem in subject.document.front.problems:
        values = {"problem": str(problem.words), "suggestion": problem.suggestion}
        yield Match(problem.span, values, in_source=True)


def _garbled(subject: Subject) -> Iterator[Match]:
    return (Match(span, in_source=True) for span in subject.document.garbled)


def _empty(subject: Subject) -> Iterator[Match]:
    document = subject.document
    # Folding drops what nobody sees: a body of zero-width spaces is empty too.
    folded = (document.folded_span(block.span) for block in document.body)
    if not any(document.key[slice(*span)].strip() for span in folded):
        yield Match(Span(0, 0), in_source=True)


def _foreign(subject: Subject) -> Iterator[Match]:
    scripts = subject.document.scripts
    if scripts.foreign:
        yield replace(post_start(subject), values={"share": f"{scripts.share:.0%}"})


def _code(subject: Subject) -> Iterator[Match]:
    """The first line of code, where so much stands in code that its not being read matters.

    That is most of the body, or a good part of its Chinese; an article with a few lines of code
    is read as good as whole, and a comment in them is no claim.
    """
    document = subject.document
    blocks = [block for block in document.body if block.kind is BlockKind.CODE]
    if not blocks or document.scripts.foreign:  # of which no part is read
        return
    code = scripts("\n".join(document.text[slice(*block.span)] for block in blocks))
    whole = scripts("\n".join(document.text[slice(*block.span)] for block in document.body))
    mostly = 2 * sum(code) >= sum(whole) and sum(code) >= _LONG_CODE
    if mostly or (5 * code.chinese >= whole.chinese and code.chinese >= _TOLD_HAN):
        start, end = blocks[0].span
        line = document.text[start:end].split("\n", 1)[0]
        values = {"share": f"{100 * sum(code) // sum(whole)}%", "count": str(code.chinese)}
        yield Match(Span(start, start + len(line)), values)


def _unread(subject: Subject) -> Iterator[Match]:
    """Where the first of the words stand that are read by nobody, and so were not judged."""
    held = Counter[UnreadKind]()
    for words in subject.document.unread:
        # What is in a file that lies in the document is not opened, and so not counted.
        embedded = words.kind is UnreadKind.EMBEDDED
        held[words.kind] += _TOLD_UNREAD if embedded else scripts(words.text).chinese
    if sum(held.values()) < _TOLD_UNREAD:
        return
    kinds = [_UNREAD[kind] for kind in UnreadKind if held.pop(kind, 0)]
    what = Bilingual("、".join(kind.zh for kind in kinds), ", ".join(kind.en for kind in kinds))
    count = sum(scripts(words.text).chinese for words in subject.document.unread)
    values = {"count": str(count), "what": str(what)}
    placed = next((words.span for words in subject.document.unread if words.span.end), None)
    if placed is None:
        yield replace(post_start(subject), values=values)
    else:
        yield Match(_first_line(subject.document.source, placed), values, in_source=True)


def _first_line(source: str, span: Span) -> Span:
    """The first line with words in a range, without the blanks around them."""
    start = span.end - len(source[slice(*span)].lstrip())
    line = source[start : span.end].splitlines()[0].rstrip()
    return Span(start, start + len(line))


def _conflicts(subject: Subject) -> Iterator[Match]:
    """Three lines that git leaves where it could not merge; what is shown as code is meant so.

    Each by itself may be something else: ``=======`` underlines a heading.
    """
    document = subject.document
    if _CONFLICT[0] not in document.source:
        return
    code = [document.source_span(b.span) for b in document.blocks if b.kind is BlockKind.CODE]
    opened, due = Span(0, 0), 0
    for line in re.finditer(r"[^\r\n]+", document.source):
        mark, _, rest = line[0].partition(" ")
        if mark == _CONFLICT[0]:
            opened, due = Span(*line.span()), 1
        elif due == 1 and mark == _CONFLICT[1] and not rest:
            due = 2
        elif due == 2 and mark == _CONFLICT[2]:
            if not any(span.start <= opened.start < span.end for span in code):
                yield Match(opened, in_source=True)
            due = 0


def _menu_duplicates(subject: Subject) -> Iterator[Match]:
    seen: set[int] = set()
    for entry in subject.menu:
        if entry.number in seen:
            yield Match(entry.keyword, {"keyword": str(entry.number)}, in_source=True)
        seen.add(entry.number)


def _menu_gaps(subject: Subject) -> Iterator[Match]:
    """A keyword that skips numbers within its group (the same hundreds)."""
    for before, entry in pairwise(subject.menu):
        expected = before.number + 1
        if before.number // 100 == entry.number // 100 and entry.number > expected:
            values = {"keyword": str(entry.number), "expected": str(expected)}
            yield Match(entry.keyword, values, in_source=True)


def _menu_disorder(subject: Subject) -> Iterator[Match]:
    """A keyword that stands below a higher one: a group out of order, or taken up again."""
    highest = -1
    for entry in subject.menu:
        if entry.number < highest:
            yield Match(entry.keyword, {"after": str(highest)}, in_source=True)
        highest = max(highest, entry.number)


Finder = Callable[[Subject], Iterator[Match]]

_ELEMENTS: dict[str, Finder] = {
    "outside_link": _outside_links,
    "link": _links,
    "image": _images,
    "image_without_alt": _images_without_alt,
    "heading": _blocks(BlockKind.HEADING),
    "title": _blocks(BlockKind.TITLE),
    "question": _questions,
    "segment": _from_header(lambda subject: len(subject.segments)),
    "stage": _from_header(lambda subject: int(bool(subject.stage))),
    "source": _from_header(lambda subject: int(bool(subject.document.front.source))),
    "product_need": lambda subject: (post_start(subject) for _ in subject.document.front.needs),
    "front_matter_problem": _problems,
    "garbled": _garbled,
    "empty": _empty,
    "foreign": _foreign,
    "code": _code,
    "unread": _unread,
    "conflict": _conflicts,
    "menu_duplicate": _menu_duplicates,
    "menu_gap": _menu_gaps,
    "menu_disorder": _menu_disorder,
}
