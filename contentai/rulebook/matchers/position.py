"""``kind: position`` — how early or late something comes.

    check:
      kind: position
      of: selling_sentence          # or a check: {kind: terms, ...}
      max_share_before_first: 0.3   # fires when at most this share of the body precedes it
      min_share_before_first: 0.7   # or: fires when at least this share precedes it
      min_length: 120               # shorter bodies are not judged

A selling sentence is one whose hard-sell score reaches 0.5. Message value: {share}.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.subject import Subject
from contentai.yamlvalue import Value

Compile = Callable[[Value, Lexicon], Check]


def compile_check(check: Value, lexicon: Lexicon, compile_inner: Compile) -> Check:
    """Read a position check. Raises ``DataError``."""
    table = check.table(
        "kind",
        "of",
        "max_share_before_first",
        "min_share_before_first",
        "min_length",
        required=("of",),
    )
    of = table["of"]
    find = compile_inner(of, lexicon) if of.is_mapping else _named(of)
    early = table.get("max_share_before_first")
    late = table.get("min_share_before_first")
    if (early is None) == (late is None):
        raise check.error(
            "max_share_before_first 和 min_share_before_first 要写且只写一个",
            "exactly one of max_share_before_first, min_share_before_first is needed",
        )
    bound = (early or check if late is None else late).number(0, 1)
    least = table["min_length"].whole(0) if "min_length" in table else 0

    def run(subject: Subject) -> Iterator[Match]:
        body = subject.document.body
        if not body or subject.document.body_length < least:
            return
        start, end = body[0].span.start, body[-1].span.end
        first = min(
            (m for m in find.sure(subject) if not m.in_source and m.span.start >= start),
            key=lambda match: match.span.start,
            default=None,
        )
        if first is None:
            return
        share = (first.span.start - start) / max(end - start, 1)
        if share <= bound if late is None else share >= bound:
            yield Match(first.span, {**first.values, "share": f"{share:.0%}"}, first.score)

    return Check(run, find.needs, find.likely)


def _named(value: Value) -> Check:
    if value.text() != "selling_sentence":
        raise value.error(
            "of 要写 selling_sentence 或一个检查", "`of` takes selling_sentence or a check"
        )

    def run(subject: Subject) -> Iterator[Match]:
        if subject.judge is not None:
            for span, score in subject.judge.sentences("hard_sell"):
                if score >= 0.5:
                    yield Match(span, score=score)

    return Check(run)
