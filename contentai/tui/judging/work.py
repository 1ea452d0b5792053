"""Judging one text: what the process beside the editor does, as plain functions.

The rules, models and dictionaries are loaded here and nowhere else in the editor.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from contentai.classify.scores import SCORES
from contentai.config import find_config, load_config
from contentai.diagnostics import INTENTS, Evidence, Span
from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome, summarise, with_fixes_shown
from contentai.lint.reading import is_table, read_file
from contentai.linter import Linter
from contentai.located import DataError
from contentai.text.document import Document
from contentai.text.markup import BlockKind
from contentai.text.names import WORD
from contentai.text.tokenize import words
from contentai.text.word import Extracted
from contentai.tui.judging.judged import Answer, Judged, Surveyed
from contentai.tui.judging.process import Ask, Look
from contentai.workspace import Workspace

# A paragraph of fewer characters has no intent of its own.
_SHORTEST = 8
# Intent mixes that are kept: those of some hundred long drafts.
_MOST_KEPT = 5000
_TABLE = Bilingual(
    "表格在这里不检查：它的每一行是一篇，请用 contentai lint 查这个文件",
    "a table is not judged here: each row is a draft, contentai lint checks them",
)
_SILENT = (BlockKind.CODE, BlockKind.IMAGE_ALT)

Mix = Mapping[str, float]
Stamp = tuple[str, int, int] | None


@dataclass(frozen=True)
class Bench:
    """A workspace ready to judge, and the paragraphs it has judged already."""

    linter: Linter
    mixes: dict[str, Mix] = field(default_factory=dict)

    @property
    def workspace(self) -> Workspace:
        """The workspace without options."""
        return self.linter.workspace

    @property
    def problem(self) -> Bilingual | None:
        """What is off: the scores without a model, rules that could not be read."""
        if missing := self.workspace.model_problem:
            return Bilingual(
                f"只按规则查，没有打分：{missing.zh}", f"rules only, no scores: {missing.en}"
            )
        return next(iter(self.workspace.left_out), None)


def open_bench(folder: Path, config: Path | None) -> Bench:
    """The bench of a folder. Raises ``DataError`` for rules or settings that cannot be used."""
    # The folder may have been removed meanwhile: what it was under still counts.
    linter = Workspace(load_config(config or find_config(folder))).with_options()
    linter.check()
    return Bench(linter)


class Desk:
    """Answers requests by a bench, which is set up anew when the configuration changed."""

    def __init__(self, folder: Path, config: Path | None) -> None:
        self._folder, self._config = folder, config
        self._bench: Bench | Bilingual | None = None
        self._stamp: Stamp = None

    def answer(self, request: Ask | Look) -> Answer | Surveyed:
        """The answer to a request. Never raises: what went wrong is part of the answer."""
        try:
            bench = self._ready()
            if isinstance(bench, Bilingual):
                return _refused(request, bench)
            if isinstance(request, Look):
                return survey(bench, request.path)
            return judge(bench, request.path, request.text, request.version)
        except DataError as error:
            return _refused(request, _unusable(error))
        except Exception as error:  # the next text may be judged again
            return _refused(request, _failed(error))

    def _ready(self) -> Bench | Bilingual:
        stamp = _stamp(self._config or find_config(self._folder))
        if self._bench is None or stamp != self._stamp:
            self._stamp = stamp
            try:
                self._bench = open_bench(self._folder, self._config)
            except DataError as error:
                self._bench = _unusable(error)
        return self._bench


def _stamp(config: Path | None) -> Stamp:
    """What tells one state of the configuration from another."""
    if config is None:
        return None
    try:
        status = config.stat()
    except OSError:
        return None
    return str(config), status.st_mtime_ns, status.st_size


def _refused(request: Ask | Look, words: Bilingual) -> Answer | Surveyed:
    if isinstance(request, Look):
        return Surveyed(request.path, problem=words)
    return unjudged(request.path, request.version, words)


def _unusable(error: DataError) -> Bilingual:
    name = Path(error.file).name
    place = f"{name}:{error.line}" if error.line else name
    return Bilingual(
        f"检查停了，配置或规则用不了（{place}）：{error.words.zh}",
        f"nothing is judged: configuration or rules are unusable ({place}): {error.words.en}",
    )


def _failed(error: Exception) -> Bilingual:
    kind = type(error).__name__
    return Bilingual(
        f"这一版没有检查成（{kind}），改动后会再试",
        f"this version could not be judged ({kind}); the next change tries again",
    )


def judge(bench: Bench, path: Path, text: str, version: int) -> Answer:
    """Findings, scores, evidence and the intent of each paragraph of a draft."""
    started = time.perf_counter()
    if is_table(path.name):
        return unjudged(path, version, _TABLE)
    workspace = bench.workspace
    found = read_file(path) if path.suffix.lower() == WORD else None
    if isinstance(found, Extracted) and found.text == text:
        document = workspace.read(found, str(path))
        outcome = with_fixes_shown(bench.linter.lint(document))
    else:
        document = workspace.parse(text, path=str(path))
        outcome = bench.linter.lint(document)
    judged = Judged(
        version=version,
        # Whoever has just begun needs no telling that there is nothing yet.
        findings=outcome.findings if text.strip() or path.exists() else (),
        scores=outcome.scores,
        evidence=_evidence(workspace, document),
        paragraphs=tuple(_paragraphs(bench, document)),
        problem=bench.problem,
        seconds=time.perf_counter() - started,
        characters=document.length,
    )
    channel = _channel(workspace, document)
    return Answer(path, judged, tuple(_word_starts(text, workspace)), channel)


def unjudged(path: Path, version: int, words: Bilingual) -> Answer:
    """The answer where nothing could be judged, and why."""
    return Answer(path, Judged(version, (), None, {}, (), words, 0.0, checked=False))


def survey(bench: Bench, path: Path) -> Surveyed:
    """What a file on the disk comes to."""
    return _surveyed(path, bench.linter.lint_file(path))


def _surveyed(path: Path, outcome: FileOutcome) -> Surveyed:
    if outcome.error:
        return Surveyed(path, problem=outcome.error.words)
    counts = summarise([outcome], 0)
    return Surveyed(path, counts.errors, counts.warnings, counts.infos, outcome.scores)


def _channel(workspace: Workspace, document: Document) -> str:
    config = workspace.config.under(workspace.config.applied(document.path))
    channel = workspace.rulebook.channels.get(document.channel or config.channel or "")
    return str(channel.name) if channel else ""


def _evidence(workspace: Workspace, document: Document) -> dict[str, tuple[Evidence, ...]]:
    scores = workspace.score(document)
    if scores is None:
        return {}
    return {
        name: tuple(document.in_source(item) for item in scores.post(name).evidence)
        for name in SCORES
    }


def _paragraphs(bench: Bench, document: Document) -> Iterator[tuple[Span, Mix]]:
    """The intents of each paragraph that is long enough; only new ones are judged."""
    blocks = [
        (block.span, document.text[slice(*block.span)].strip())
        for block in document.blocks
        if block.kind not in _SILENT
    ]
    new = list({t: None for _, t in blocks if len(t) >= _SHORTEST and t not in bench.mixes})
    if len(bench.mixes) > _MOST_KEPT:
        bench.mixes.clear()
        new = list({t: None for _, t in blocks if len(t) >= _SHORTEST})
    workspace = bench.workspace
    parsed = [workspace.parse(text, format="plain") for text in new]
    for text, scores in zip(new, workspace.score_all(parsed), strict=True):
        if scores is not None:
            bench.mixes[text] = {name: round(scores.intent[name], 4) for name in INTENTS}
    for span, text in blocks:
        if text in bench.mixes:
            yield document.source_span(span), bench.mixes[text]


def _word_starts(text: str, workspace: Workspace) -> Iterator[int]:
    at = 0
    for word in words(text, workspace.config.tokenizer):
        if not word.isspace():
            yield at
        at += len(word)
