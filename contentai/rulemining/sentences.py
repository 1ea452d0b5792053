"""The sentences of an article that can be mined, as clauses of tokens.

Questions, quoted sentences, code and what is garbled are left out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from contentai.diagnostics import Ranges, Span
from contentai.rulemining.lexicon import lexicon
from contentai.text.document import Document
from contentai.text.markup import BlockKind
from contentai.text.tokenize import Engine, Token, is_word

_UNREAD: Final = frozenset({BlockKind.CODE, BlockKind.QUOTE, BlockKind.IMAGE_ALT})
_PAUSES: Final = frozenset(",;:。!?.~")
_FUSED: Final = frozenset(
    f"{head}{verb}"
    for head in ("别", "不要", "不得", "少", "多")
    for verb in "用写发放让把做拿搞给带加推配"
)
# The tagger makes up words of these and what follows: 要短, 将拉入.
_PROUD: Final = frozenset("要将应须需会勿")
# A label before what is asked for: 标题规范：简洁明了。
_LABEL: Final = 8
# 二、发布要求 stands above a part.
_PART: Final = re.compile(r"\s*[一二三四五六七八九十]{1,3}、[^，。；,.;!！?？]{1,14}:?\s*")
_QUESTION: Final = re.compile(r"(?:[?？]|[吗呢么][。.!…]?)[\"”’」』）)】\s]*$")
_MARKER: Final = re.compile(
    r"\s*(?:[(\[【]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z])[)\]】.、:](?!\d)"
    r"|第[一二三四五六七八九十\d]{1,3}[条点步招个]?\s?[、:：,，]|[①-⑳]|[•·●○◆■▪*-])\s*"
)
# An article of a law stands for itself, it is no item of what the one before announces.
_ARTICLE: Final = re.compile(
    r"\s*第[一二三四五六七八九十百零〇\d]{1,6}条(?:之[一二三四五六七八九十])?\s"
)
# A box to be ticked, as Markdown and Word have it.
_BOX: Final = re.compile(r"\s*(?:\[[ xX✓√]?\]|[□☐☑☒✅❌])\s*")
# 3.1 numbers a heading, 105. an entry of a menu.
_NO_ITEM: Final = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){1,3}|\d{3,})")
_PAIRS: Final = {"“": "”", "「": "」", "『": "』", "‘": "’"}
_CLOSERS: Final = frozenset(_PAIRS.values())
_HAN: Final = re.compile(r"[一-鿿]")
# What is longer is no clause: a table, a list of names, a page without a stop.
_LONGEST: Final = 150
# A sentence of which so much stands in quotation marks is somebody's words.
_MOSTLY: Final = 0.7


class Word(NamedTuple):
    """A token (see ``text.tokenize``), and whether it stands in quotation marks."""

    text: str
    pos: str
    quoted: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """The words between two pauses, and the pause that ends it ("" at the end)."""

    words: tuple[Word, ...]
    pause: str

    @property
    def text(self) -> str:
        """The words as they stand in the folded text, without white space."""
        return "".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its reading range, its block, its clauses less the marker of an item.

    ``listed`` tells of an item of a list or a numbered line, ``heading`` of a heading or a title.
    ``opens`` tells that it is the first of its block, ``boxed`` that it is to be ticked off.
    """

    span: Span
    block: int
    clauses: tuple[Clause, ...]
    listed: bool
    heading: bool
    opens: bool
    boxed: bool

    @property
    def text(self) -> str:
        """All that it says, folded, with its pauses."""
        return "".join(clause.text + clause.pause for clause in self.clauses)


def readable(document: Document) -> Iterator[Sentence]:
    """The sentences of ``document`` that can ask for something, in reading order."""
    garbled = Ranges(document.garbled)
    quoted = _quoted(document)
    tokens, blocks = document.tokens, document.blocks
    at, number, before, numbered_at = 0, 0, -1, -1
    for span in document.sentences:
        while number + 1 < len(blocks) and blocks[number].span.end < span.end:
            number += 1
        block = blocks[number]
        opens, before = number != before, number
        folded = document.folded_span(span)
        while at < len(tokens) and tokens[at].span.end <= folded.start:
            at += 1
        end = at
        while end < len(tokens) and tokens[end].span.start < folded.end:
            end += 1
        if block.kind in _UNREAD or garbled.touch(document.source_span(span)):
            continue
        text = document.folded.text[folded.start : folded.end]
        if opens and _MARKER.fullmatch(text):  # “1.” before a space ends like a sentence
            numbered_at, before = number, -1
            continue
        if _QUESTION.search(text) or not _HAN.search(text):
            continue
        marker = _MARKER.match(text) if opens else None
        numbered = opens and bool(_NO_ITEM.match(text) or _PART.fullmatch(text))
        article = _ARTICLE.match(text) if opens else None
        marked = next((found.end() for found in (marker, article) if found), 0)
        box = _BOX.match(text, marked) if opens else None
        start = folded.start + (box.end() if box else marked)
        words = [
            Word(text, pos, quoted.touch(place), *place)
            for token in tokens[at:end]
            for text, place, pos in _parted(token, document.engine)
            if place.start >= start and text.strip()
        ]
        if words and sum(word.quoted for word in words) <= _MOSTLY * len(words):
            item = block.kind is BlockKind.LIST_ITEM and opens
            is_item = marker or box or item or (opens and numbered_at == number)
            heading = numbered or block.kind in (BlockKind.HEADING, BlockKind.TITLE)
            clauses = tuple(c for c in _clauses(words) if len(c.words) <= _LONGEST)
            if not clauses:
                continue
            labelled = opens and _is_label(clauses)
            clauses = clauses[labelled:]
            listed = bool(is_item or labelled) and not numbered
            yield Sentence(span, number, clauses, listed, heading, opens, box is not None)


def _is_label(clauses: Sequence[Clause]) -> bool:
    """Whether the first of several clauses only names what the others are about."""
    first = clauses[0]
    cues = lexicon()
    if len(clauses) < 2 or first.pause != ":" or len(first.text) > _LABEL:
        return False
    if first.text.endswith(tuple(cues["banned_words"])):
        return False
    says = cues.cues.keys() | cues["pitfalls"] | cues["otherwise"] | cues["beware"] | cues["tell"]
    return not any(word.text in says or word.quoted for word in first.words)


def _parted(token: Token, engine: Engine) -> Iterable[Token]:
    """A cue and what the tagger took together with it (别用, 要短) as two words."""
    start, end = token.span
    at = 0
    if token.text in _FUSED:
        at = len(token.text) - 1
    elif token.text[0] in _PROUD and len(token.text) > 1 and not is_word(token.text, engine):
        at = 1
    if not at:
        return (token,)
    head = Token(token.text[:at], Span(start, start + at), "d")
    return (head, Token(token.text[at:], Span(start + at, end), "v"))


def _clauses(words: Sequence[Word]) -> Iterator[Clause]:
    inside: list[Word] = []
    for word, following in pairwise((*words, None)):
        assert word is not None
        if word.text in _PAUSES and not word.quoted and not _in_number(inside, word, following):
            if inside:
                yield Clause(tuple(inside), word.text)
            inside = []
        else:
            inside.append(word)
    if inside:
        yield Clause(tuple(inside), "")


def _in_number(inside: Sequence[Word], word: Word, following: Word | None) -> bool:
    """Whether a pause stands between digits: 4.5, 1,000, 8:30."""
    return bool(
        inside
        and following
        and inside[-1].text[-1:].isdigit()
        and following.text[:1].isdigit()
        and word.end == following.start
    )


def _quoted(document: Document) -> Ranges:
    """The folded ranges inside quotation marks; none goes beyond its block."""
    text = document.folded.text
    found: list[Span] = []
    for block in document.blocks:
        span = document.folded_span(block.span)
        opened: list[tuple[str, int]] = []
        for at in range(span.start, span.end):
            sign = text[at]
            if opened and sign == opened[-1][0]:
                found.append(Span(opened.pop()[1], at + 1))
            elif sign in _PAIRS:
                opened.append((_PAIRS[sign], at))
            elif sign == '"':
                opened.append(('"', at))
            elif sign in _CLOSERS:
                opened = [pair for pair in opened if pair[0] != sign]
    return Ranges(found)
