"""The one façade that every shell stands on: configuration, rules and models, lazily."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from contentai import resources
from contentai.classify.batch import score_all
from contentai.classify.explain import Explanation, explain
from contentai.classify.modelfile import ModelError
from contentai.classify.scores import Scores
from contentai.classify.sheet import Models
from contentai.config import Config, find_config, load_config
from contentai.config.models import open_models
from contentai.config.packs import Empty, empty_packs, pack_folders
from contentai.diagnostics import Diagnostic, Severity
from contentai.language import Bilingual
from contentai.lint.parsing import parsed
from contentai.linter import Linter
from contentai.located import DataError, one_of
from contentai.rulebook.loader import Rulebook, load_rulebook
from contentai.rulebook.wordlists import WORDS_FILE
from contentai.rulechoice import severities
from contentai.text.channel import channel_named
from contentai.text.decoded import Decoded
from contentai.text.document import Document, understand_together
from contentai.text.names import STAGES, Format

if TYPE_CHECKING:
    from contentai.account.audit import Audit
    from contentai.account.draw_up import Order
    from contentai.account.judged import JudgedPost
    from contentai.account.period import Terms
    from contentai.account.plan import Plan
    from contentai.embedding.encoder import Encoder
    from contentai.text.word import Extracted
    from contentai.topics.landscape import Landscape
    from contentai.topics.ownpost import OwnPost
    from contentai.topics.segments import Segment
    from contentai.topics.suggestion import Suggestions


@dataclass(frozen=True)
class Workspace:
    """A folder of drafts with its configuration. Open it with ``Workspace.open``.

    ``folder`` is where the names of drafts lead from; None for the folder that is current.
    """

    config: Config
    folder: Path | None = None

    @classmethod
    def open(cls, folder: str | Path = ".", config: str | Path | None = None) -> Workspace:
        """The workspace of ``folder``: its nearest ``contentai.yaml``, or the one given.

        Raises ``DataError`` for a missing folder and for a configuration that cannot be used.
        """
        if config is None and not Path(folder).exists():
            words = Bilingual("没有这个文件夹，请检查路径", "no such folder; check the path")
            raise DataError(str(folder), 0, 0, words)
        file = Path(config) if config is not None else find_config(Path(folder))
        return cls(load_config(file), Path(folder).absolute())

    def with_options(
        self,
        *,
        channel: str | None = None,
        stage: str | None = None,
        segments: str | Sequence[str] = (),
        select: str | Sequence[str] = (),
        ignore: str | Sequence[str] = (),
    ) -> Linter:
        """This workspace with the options of a command line, which win over all else.

        ``channel`` is an id or what people call it (公众号). Raises ``DataError`` for a channel
        or a stage that is none.
        """
        return Linter(
            self,
            None if channel is None else channel_named(channel),
            None if stage is None else one_of(stage, STAGES, Bilingual("阶段", "stage")),
            *map(_listed, (segments, select, ignore)),
        )

    @cached_property
    def rulebook(self) -> Rulebook:
        """Built-in and configured rules. Raises ``DataError``."""
        return load_rulebook([resources.rules_dir(), *pack_folders(self.config.packs)])

    @cached_property
    def severities(self) -> Mapping[str, Severity]:
        """Configured severities by rule id, without overrides.

        Raises ``DataError`` for an unknown rule.
        """
        return severities(self.rulebook, self.config)

    @cached_property
    def models(self) -> Models | ModelError:
        """The models that score drafts, or why there are none."""
        return open_models(self.config)

    @property
    def model_problem(self) -> Bilingual | None:
        """Why nothing can be scored, or None when all is well."""
        return self.models.words if isinstance(self.models, ModelError) else None

    @property
    def _empty(self) -> tuple[Empty, ...]:
        return tuple(empty_packs(self.config.packs))

    @property
    def left_out(self) -> tuple[Bilingual, ...]:
        """What should have judged drafts and could not: a run with any of it is no clean one.

        Rules that cannot be read, packs without any, and models that are missing, damaged or made
        for another tokenizer, those that ship among them. Raises ``DataError``.
        """
        rules = (
            Bilingual(f"这份词表没有用上：{error}", f"word list left out: {error}")
            if error.file.endswith(WORDS_FILE)
            else Bilingual(f"这条规则没有用上：{error}", f"rule left out: {error}")
            for error in self.rulebook.errors
        )
        empty = (Bilingual(str(e.told), str(e.told)) for e in self._empty if not e.begun)
        problem = self.model_problem
        if problem is None:
            return (*empty, *rules)
        words = Bilingual(
            f"没有打分，看分数的规则都没有查：{problem.zh}",
            f"no scores, and the rules about them did not run: {problem.en}",
        )
        return (*empty, *rules, words)

    @property
    def notes(self) -> tuple[Bilingual, ...]:
        """What a reader of findings should know besides. Raises as ``rulebook`` does."""
        begun = (Bilingual(str(e.told), str(e.told)) for e in self._empty if e.begun)
        return (*self.config.notes, *begun)

    @cached_property
    def encoder(self) -> Encoder:
        """The configured embedder. Raises ``EmbedderError``."""
        from contentai.embedding.encoder import open_encoder

        return open_encoder(self.config.embedding.model, self.config.embedding.base)

    @property
    def library_file(self) -> Path:
        """Where the library of articles is or would be."""
        home = self.config.file.parent if self.config.file else Path()
        return self.config.library or home / ".contentai" / "library.db"

    @property
    def segments_file(self) -> Path:
        """The file of segments: beside the configuration, else the one that ships."""
        beside = (self.config.file.parent if self.config.file else Path()) / "segments.yaml"
        return beside if beside.is_file() else resources.corpora_dir() / "segments.yaml"

    def applied(self, path: str | None) -> tuple[int, ...]:
        """Which overrides apply to the draft at ``path``, by their positions.

        A relative path leads from the workspace's folder, or else to a file from the current one.
        """
        if path in (None, "", "-") or self.folder is None:
            return self.config.applied(path)
        here, inside = Path(path).absolute(), self.folder / path
        is_here = here != inside and os.path.lexists(here) and not os.path.lexists(inside)
        return self.config.applied(here if is_here else inside)

    def parse(
        self,
        text: str,
        *,
        path: str | None = None,
        title: str | None = None,
        format: Format | None = None,
        encoding: str = "utf-8",
    ) -> Document:
        """Read a text as a draft, with this workspace's tokenizer.

        Raises ``TypeError`` for bytes and ``DataError`` for a format that is none, nothing else.
        """
        if not isinstance(text, str):
            words = Bilingual(
                "稿件要是 str；字节先解码，或者用 with_options().lint_bytes(data, 路径)",
                "a draft must be a str; decode bytes, or use with_options().lint_bytes(data, path)",
            )
            raise TypeError(f"{words}: {type(text).__name__}")
        if format is not None:
            one_of(format, get_args(Format), Bilingual("格式", "format"))
        return Document.parse(
            text,
            path=path,
            title=title,
            format=format,
            encoding=encoding,
            engine=self.config.tokenizer,
        )

    def read(self, found: Decoded | Extracted, path: str | None = None) -> Document:
        """Read what a file holds as a draft. Never raises."""
        return parsed(found, path, self.config.tokenizer)

    def score(self, document: Document) -> Scores | None:
        """The scores of a draft; None when it holds no text or there is no model."""
        if isinstance(self.models, ModelError) or not document.key.strip():
            return None
        return Scores(document, self.models)

    def score_all(self, documents: Sequence[Document]) -> list[Scores | None]:
        """``score`` of many drafts, in order and faster than one by one."""
        understand_together(documents)
        if isinstance(self.models, ModelError):
            return [None] * len(documents)
        judged = [document for document in documents if document.key.strip()]
        scores = iter(score_all(judged, self.models))
        return [next(scores) if document.key.strip() else None for document in documents]

    def explain(self, scores: Scores, score: str) -> Explanation:
        """Why a score is what it is, and what to cut to bring it under the threshold.

        ``score`` is one of ``classify.scores.SCORES``.
        """
        given = scores.document

        def rescore(text: str, title: str | None) -> Scores | None:
            return self.score(self.parse(text, path=given.path, title=title, format=given.format))

        return explain(scores, score, rescore)

    def lint_text(
        self,
        text: str,
        *,
        channel: str | None = None,
        stage: str | None = None,
        segments: str | Sequence[str] = (),
        title: str | None = None,
        path: str | None = None,
        format: Format | None = None,
    ) -> list[Diagnostic]:
        """The findings on one text, judged as with the options of a command line.

        ``path`` says which overrides apply (see ``applied``) and, without ``format``, the format.
        Raises ``DataError`` for unusable rules or configuration and for words that are no
        channel, stage or format, and ``TypeError`` for bytes.
        """
        document = self.parse(text, path=path, title=title, format=format)
        linter = self.with_options(channel=channel, stage=stage, segments=segments)
        return list(linter.lint(document).findings)

    def suggest(
        self, land: Landscape, segment: Segment, *, count: int = 10, channel: str | None = None
    ) -> Suggestions:
        """Up to ``count`` topics to write next for a segment, one of those of ``land``.

        Titles are those that this workspace's rules let pass on ``channel``. Raises
        ``DataError`` for unusable rules.
        """
        from contentai.advice import advise

        return advise(self, land, segment, count, channel)

    def judge(self, posts: Sequence[OwnPost]) -> list[JudgedPost]:
        """Own posts with their intents; None where there is no text or no model."""
        from contentai.advice import judged

        return judged(self, posts)

    def plan(self, land: Landscape, segments: Sequence[Segment], order: Order) -> Plan:
        """A content plan for segments of ``land``. Raises ``DataError`` for unusable rules."""
        from contentai.advice import plan

        return plan(self, land, segments, order)

    def audit(self, posts: Sequence[OwnPost], terms: Terms | None = None) -> Audit | None:
        """The account judged by its own posts over time; None when no post has a date.

        Without ``terms`` by the configured mix, for twelve weeks up to the last post. Raises
        ``DataError`` for unusable rules or configuration.
        """
        from contentai.account.mix import targets_of
        from contentai.account.period import Terms
        from contentai.advice import audit

        return audit(self, posts, terms or Terms(targets=targets_of(self.config.mix)))


def _listed(names: str | Sequence[str]) -> tuple[str, ...]:
    """One name counts as a list of one, as in a configuration."""
    return (names,) if isinstance(names, str) else tuple(names)
