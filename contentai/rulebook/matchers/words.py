"""``kind: words`` — a sequence over words and parts of speech.

    check:
      kind: words
      sequence:
        - {word: [最, 最为], mark: true}
        - {pos: [a], not: [近, 新], mark: true}   # jieba tags; a prefix is enough: a = a, ad, an
        - {gap: 2}                                # up to two words of any sort
        - {word: [品牌, 产品], optional: true}
        - {list: product}                         # the words of a named list (words.yaml)
      unless: {...}
      in: [...]

What is marked is the whole sequence, or from the first to the last step with ``mark``.
Words are those of the tokenizer on folded text; punctuation is a word with the tag x.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from contentai.diagnostics import Span
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.matchers.guard import read_guard
from contentai.rulebook.subject import Subject
from contentai.text.fold import fold
from contentai.text.tokenize import Token
from contentai.yamlvalue import Value


class Step(NamedTuple):
    """One step: which words and tags it takes, or how many of any (``gap``)."""

    words: frozenset[str]
    tags: tuple[str, ...]
    excluded: frozenset[str]
    gap: int
    optional: bool
    mark: bool

    def takes(self, token: Token) -> bool:
        """True when ``token`` fits this step."""
        word = token.text.lower()
        return (
            (not self.words or word in self.words)
            and (not self.tags or token.pos.startswith(self.tags))
            and word not in self.excluded
        )


def compile_check(check: Value, lexicon: Lexicon) -> Check:
    """Read a words check. Raises ``DataError``."""
    table = check.table("kind", "sequence", "unless", "in", required=("sequence",))
    steps = tuple(_step(item, lexicon) for item in table["sequence"].items())
    if not any(step.words or step.tags for step in steps):
        raise table["sequence"].error("至少一步要写 word 或 pos", "some step needs word or pos")
    guard = read_guard(table.get("unless"), table.get("in"), lexicon)
    marks = any(step.mark for step in steps)
    # Any match holds one word of each obligatory word list, so drafts without one are
    # passed over before their parts of speech are worked out.
    anchors = [
        frozenset(lexicon.add_terms(step.words))
        for step in steps
        if step.words and not step.optional
    ]

    def run(subject: Subject) -> Iterator[Match]:
        tokens = subject.document.tokens
        at = 0
        while at < len(tokens):
            taken = _walk(steps, tokens, 0, at)
            marked = [i for i, step in taken or () if step.mark or not marks]
            if taken and marked:
                span = Span(tokens[marked[0]].span.start, tokens[marked[-1]].span.end)
                if guard.admits(subject, span):
                    yield Match(subject.document.unfold(*span))
                    at = taken[-1][0]
            at += 1

    return Check(
        run,
        likely=lambda subject: not any(subject.term_hits.keys().isdisjoint(ids) for ids in anchors),
    )


def _walk(
    steps: tuple[Step, ...], tokens: tuple[Token, ...], step: int, at: int
) -> list[tuple[int, Step]] | None:
    """Token indices taken from ``at`` on, or None; sequences never cross a line break."""
    if step == len(steps):
        return []
    now = steps[step]
    if now.gap:
        for skipped in range(now.gap + 1):
            if any("\n" in token.text for token in tokens[at : at + skipped]):
                return None
            if (rest := _walk(steps, tokens, step + 1, at + skipped)) is not None:
                return rest
        return None
    if at < len(tokens) and now.takes(tokens[at]) and "\n" not in tokens[at].text:
        rest = _walk(steps, tokens, step + 1, at + 1)
        if rest is not None:
            return [(at, now), *rest]
    return _walk(steps, tokens, step + 1, at) if now.optional else None


def _step(value: Value, lexicon: Lexicon) -> Step:
    table = value.table("word", "list", "pos", "not", "gap", "optional", "mark")
    listed = lexicon.lists.words(table["list"]) if "list" in table else ()

    def folded(name: str) -> frozenset[str]:
        return frozenset(map(_word, table[name].items())) if name in table else frozenset()

    return Step(
        words=folded("word") | {fold(word).text.lower() for word in listed},
        tags=table["pos"].texts() if "pos" in table else (),
        excluded=folded("not"),
        gap=table["gap"].whole(1, 8) if "gap" in table else 0,
        optional="optional" in table and table["optional"].flag(),
        mark="mark" in table and table["mark"].flag(),
    )


def _word(value: Value) -> str:
    word = fold(value.text()).text.lower()
    if not word.strip():
        raise value.error("词不能为空", "a word may not be blank")
    return word
