"""Judging the draft that an editor has open: plain values in, plain values out.

All of it runs in one thread, beside the one that speaks to the editor.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from contentai.config import Config
from contentai.diagnostics import Applicability, Diagnostic, Edit, Span
from contentai.language import Bilingual
from contentai.lint.matching import Pair, alike, gaps, matched
from contentai.lint.mend import mend
from contentai.lint.outcome import FileOutcome, FileScores
from contentai.lint.silencing import silence
from contentai.lint.suppress import OWN
from contentai.located import DataError
from contentai.lsp.benches import Bench, Benches, Options
from contentai.lsp.places import Place, is_left_out
from contentai.rulebook.explain import markdown_page
from contentai.text.document import Document
from contentai.text.frontmatter import read_front_matter
from contentai.text.markup import BlockKind
from contentai.text.signatures import LARGEST_POINTER, POINTER, is_pointer
from contentai.workspace import Workspace

# Characters; beyond so many every key would cost minutes, and nothing an editor shows helps.
LARGEST = 2_000_000
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Asked:
    """A draft to judge: where it lies, what it holds, what the editor's settings say."""

    place: Place
    text: str
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class Heading:
    """A title or heading: its words, its depth (0 for the title), its source span."""

    words: str
    level: int
    span: Span


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a draft was not judged."""

    kind: Literal["left_out", "too_large", "pointer", "unusable", "failed"]
    words: Bilingual


@dataclass(frozen=True)
class Judged:
    """What a draft came to. Spans are code points of ``asked.text``.

    ``bench`` is None where none was needed. ``seconds`` is how long it took.
    """

    asked: Asked
    bench: Bench | None = None
    findings: tuple[Diagnostic, ...] = ()
    scores: FileScores | None = None
    headings: tuple[Heading, ...] = ()
    trouble: Trouble | None = None
    seconds: float = 0.0


def judge(benches: Benches, asked: Asked) -> Judged:
    """Findings, scores and headings of a draft. Never raises."""
    if len(asked.text) > LARGEST:
        return Judged(asked, trouble=_too_large(asked))
    if is_pointer(asked.text[: LARGEST_POINTER + 1].encode("utf-8", "replace")):
        return Judged(asked, trouble=Trouble("pointer", Bilingual(*POINTER)))
    try:
        bench = benches.at(asked.place, asked.options)
        if is_left_out(asked.place, bench.config.parent if bench.config else None):
            return Judged(asked, bench, trouble=_LEFT_OUT)
        started = time.perf_counter()  # with the bench set up: that takes its time once
        document = _parsed(bench, asked)
        headings = tuple(_headings(document))
        if isinstance(bench.linter, DataError):
            return Judged(asked, bench, headings=headings, trouble=_unusable(bench))
        outcome = bench.linter.lint(document)
        seconds = time.perf_counter() - started
        return Judged(asked, bench, outcome.findings, outcome.scores, headings, None, seconds)
    except Exception as error:  # the next text may be judged again
        return Judged(asked, trouble=_failed(error))


def _parsed(bench: Bench, asked: Asked) -> Document:
    path = str(asked.place.path) if asked.place.path else None
    if isinstance(bench.linter, DataError):
        return Document.parse(asked.text, path=path, format=asked.place.format)
    return bench.linter.workspace.parse(asked.text, path=path, format=asked.place.format)


def _headings(document: Document) -> Iterator[Heading]:
    for block in document.blocks:
        words = " ".join(document.text[block.span.start : block.span.end].split())
        if words and block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            yield Heading(words, block.level, document.source_span(block.span))


def ignoring(benches: Benches, asked: Asked, finding: Diagnostic) -> tuple[Edit, ...]:
    """The edits that make the draft say it knows of ``finding``; none where nothing would do."""
    return silence(_parsed(benches.at(asked.place, asked.options), asked), finding)


def is_for_all(asked: Asked, finding: Diagnostic) -> bool:
    """True where ignoring ``finding`` is written into the header, which holds for all the draft."""
    return asked.place.format == "plain" or finding.span.start < read_front_matter(asked.text).end


def mended(benches: Benches, asked: Asked) -> tuple[Edit, ...]:
    """The edits that make of the draft what ``contentai lint --fix`` would."""
    bench = benches.at(asked.place, asked.options)
    linter = bench.linter
    if isinstance(linter, DataError):
        return ()

    def lint(text: str) -> FileOutcome:
        return linter.lint(_parsed(bench, replace(asked, text=text)))

    done = mend(lint(asked.text), lint, (Applicability.SAFE,))
    return tuple(edits_between(asked.text, done.text))


def edits_between(before: str, after: str) -> Iterator[Edit]:
    """Edits that make ``after`` of ``before``; lines that are the same in both stay untouched."""
    old, new = before.splitlines(True), after.splitlines(True)
    at = [0]
    for line in old:
        at.append(at[-1] + len(line))
    for first, last, start, stop in gaps(matched(old, new), Pair(len(old), len(new))):
        was, now = "".join(old[first:last]), "".join(new[start:stop])
        lead = alike(was, now)
        tail = alike(was[lead:][::-1], now[lead:][::-1])
        span = Span(at[first] + lead, at[last] - tail)
        yield Edit(span, now[lead : len(now) - tail])


def page(benches: Benches, asked: Asked, rule: str) -> str | None:
    """The page of a rule as Markdown; None where the rulebook has no such rule."""
    if rule in OWN:
        own = OWN[rule]
        return "\n\n".join(
            [f"# {rule} {own.name.zh}", own.name.en]
            + [f"{words.zh}\n\n{words.en}" for words in (own.what, own.advice)]
        )
    linter = benches.at(asked.place, asked.options).linter
    # A configuration that cannot be used takes no rule away that ships.
    workspace = Workspace(Config()) if isinstance(linter, DataError) else linter.workspace
    found = workspace.rulebook.rules.get(rule)
    return markdown_page(found) if found else None


_LEFT_OUT = Trouble(
    "left_out",
    Bilingual(
        "没有检查：.gitignore 或 .contentaiignore 排除了它，或者它在隐藏目录里",
        "not judged: .gitignore or .contentaiignore leaves it out, or it lies in a hidden folder",
    ),
)


def _too_large(asked: Asked) -> Trouble:
    words = Bilingual(
        f"有 {len(asked.text)} 字，超过 {LARGEST} 字，编辑器里不检查；请用 contentai lint",
        f"{len(asked.text)} characters are over the limit of {LARGEST} in an editor; "
        "use contentai lint",
    )
    return Trouble("too_large", words)


def _unusable(bench: Bench) -> Trouble:
    words = Bilingual(
        f"没有检查，配置或规则用不了：{bench.linter}",
        f"not judged, configuration or rules cannot be used: {bench.linter}",
    )
    return Trouble("unusable", words)


def _failed(error: Exception) -> Trouble:
    told = f"{type(error).__name__}: {error}"
    words = Bilingual(
        f"检查它时程序出错（{told}）；改动后会再试，请报告给 contentai",
        f"contentai failed on it ({told}); the next change tries again. Please report this",
    )
    return Trouble("failed", words)
