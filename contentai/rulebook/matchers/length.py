"""``kind: length`` — how long something is.

    check:
      kind: length
      of: title            # title, digest, sentence, paragraph or post
      unit: characters     # code points; wide: two of ASCII are one; width: screen columns
      max: 40              # or `limit: title_max`, a limit of the draft's channel
      min: 4

White space does not count in a post. A ``limit`` the channel does not have is no limit.
Without ``unit``, a limit counts as its channel says (``wide`` in channels.yaml), else by
characters.
Message values: {length}, {max}, {min}.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.rulebook.channels import LIMITS
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.subject import Subject
from contentai.text.document import Document
from contentai.text.markup import BlockKind
from contentai.text.width import display_width, wide_length
from contentai.yamlvalue import Value

_MEASURES: dict[str, Callable[[str], int]] = {
    "characters": len,
    "wide": wide_length,
    "width": display_width,
}
UNITS = ("title", "digest", "sentence", "paragraph", "post")


def compile_check(check: Value, lexicon: Lexicon) -> Check:
    """Read a length check. Raises ``DataError``."""
    table = check.table("kind", "of", "unit", "max", "min", "limit", required=("of",))
    of = table["of"].one_of(UNITS, Bilingual("长度对象", "unit of length"))
    unit = table["unit"].one_of(_MEASURES, Bilingual("单位", "unit")) if "unit" in table else None
    limit = (
        table["limit"].one_of(LIMITS, Bilingual("渠道限制", "channel limit"))
        if "limit" in table
        else None
    )
    most = table["max"].whole(1) if "max" in table else None
    least = table["min"].whole(1) if "min" in table else None
    if most is not None and (limit is not None or (least is not None and least > most)):
        raise check.error(
            "max 不能和 limit 同写，也不能小于 min",
            "`max` goes without `limit` and not below `min`",
        )
    if most is None and least is None and limit is None:
        raise check.error("要写 max、min 或 limit", "one of max, min, limit is needed")

    def run(subject: Subject) -> Iterator[Match]:
        longest, measure = most, _MEASURES[unit or "characters"]
        if limit is not None:
            longest = subject.channel.limits.get(limit) if subject.channel else None
            if unit is None and subject.channel and limit in subject.channel.wide:
                measure = wide_length
        if longest is None and least is None:
            return
        document = subject.document
        in_source = of == "digest"
        for span, text in _digest(document) if in_source else _measured(document, of):
            # Most are so short that they need no measuring: no character counts as three.
            if least is None and longest is not None and 2 * len(text) <= longest:
                continue
            size = measure(text)
            if (longest is not None and size > longest) or (least is not None and size < least):
                values = {"length": str(size), "max": str(longest or ""), "min": str(least or "")}
                yield Match(span, values, in_source=in_source, is_whole=of == "post")

    return Check(run)


def _digest(document: Document) -> Iterator[tuple[Span, str]]:
    """The digest of the front matter, with its source span."""
    if document.front.digest and document.front.digest_span:
        yield document.front.digest_span, document.front.digest


def _measured(document: Document, of: str) -> Iterator[tuple[Span, str]]:
    """Reading spans of the things measured, with the text that counts."""
    text = document.text
    if of == "title":
        if document.title:
            span = document.title.span
            yield span, text[span.start : span.end].strip()
    elif of == "post":
        body = [block.span for block in document.body]
        if body:
            whole = Span(body[0].start, body[-1].end)
            yield whole, "".join("".join(text[s.start : s.end] for s in body).split())
    elif of == "paragraph":
        for block in document.blocks:
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE):
                yield block.span, text[block.span.start : block.span.end]
    else:
        for sentence in document.sentences:
            yield sentence, text[sentence.start : sentence.end]
