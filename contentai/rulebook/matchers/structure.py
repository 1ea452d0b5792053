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
stage, source, product_need, front_matter_problem, garbled, empty, menu_duplicate, menu_gap.
Message values: {count}, {max}, {problem}.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise

from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.located import Value
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.subject import Subject
from contentai.text.markup import BlockKind

_MENU_ENTRY = re.compile(r"^\s*[【\[(（]?(\d{1,4})[】\])）]?\s*[.、．:：\s]\s*(\S.*)$")
_REPLY = re.compile("回[复覆復]|輸入|输入|发送|發送")


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
        return Match(document.title.span)
    if document.sentences:
        return Match(document.sentences[0])
    return Match(Span(0, 0), in_source=True)


def _forbidden(find: Finder) -> Check:
    return lambda subject: iter(find(subject))


def _required(find: Finder) -> Check:
    def run(subject: Subject) -> Iterator[Match]:
        if next(iter(find(subject)), None) is None:
            yield post_start(subject)

    return run


def _at_most(find: Finder, most: int) -> Check:
    def run(subject: Subject) -> Iterator[Match]:
        found = list(find(subject))
        if len(found) > most:
            at = found[most]
            yield Match(
                at.span, {"count": str(len(found)), "max": str(most)}, in_source=at.in_source
            )

    return run


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
    body = [block.span for block in document.blocks if block.kind is not BlockKind.TITLE]
    # Folding drops what nobody sees: a body of zero-width spaces is empty too.
    if not any(document.key[slice(*document.folded_span(span))].strip() for span in body):
        yield Match(Span(0, 0), in_source=True)


def _menu(subject: Subject) -> list[tuple[int, Span]]:
    """Entries of the reply-keyword menus of a post.

    A menu is a run of at least three numbered lines, one right after the other, with a line
    that asks to reply within two lines before or after it. Numbered headings with text
    between them, and lists that nobody is asked to answer, are none.
    """
    text = subject.document.text
    lines = [text[block.span.start : block.span.end] for block in subject.document.blocks]
    numbered = [_MENU_ENTRY.match(line) for line in lines]
    found: list[tuple[int, Span]] = []
    for start, end in _runs([match is not None for match in numbered]):
        around = lines[max(0, start - 2) : start] + lines[end : end + 2]
        if end - start < 3 or not any(_REPLY.search(line) for line in around):
            continue
        for index in range(start, end):
            match, at = numbered[index], subject.document.blocks[index].span.start
            if match:
                keyword = Span(at + match.start(1), at + match.end(1))
                found.append((int(match.group(1)), keyword))
    return found


def _runs(flags: list[bool]) -> Iterator[tuple[int, int]]:
    """Half-open index ranges of neighbouring true values."""
    start = 0
    for value, group in groupby(flags):
        end = start + len(list(group))
        if value:
            yield start, end
        start = end


def _menu_duplicates(subject: Subject) -> Iterator[Match]:
    seen: set[int] = set()
    for number, span in _menu(subject):
        if number in seen:
            yield Match(span, {"keyword": str(number)})
        seen.add(number)


def _menu_gaps(subject: Subject) -> Iterator[Match]:
    """A keyword that skips numbers within its group (the same hundreds)."""
    for (before, _), (number, span) in pairwise(_menu(subject)):
        if before // 100 == number // 100 and number > before + 1:
            yield Match(span, {"keyword": str(number), "expected": str(before + 1)})


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
    "product_need": _from_header(lambda subject: len(subject.document.front.needs)),
    "front_matter_problem": _problems,
    "garbled": _garbled,
    "empty": _empty,
    "menu_duplicate": _menu_duplicates,
    "menu_gap": _menu_gaps,
}
