"""The one façade that every shell stands on: configuration, rules and models, lazily."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from contentai import resources
from contentai.classify import disguise
from contentai.classify.batch import score_all
from contentai.classify.explain import Explanation, explain
from contentai.classify.linear import ModelError, load_model
from contentai.classify.scores import Scores
from contentai.classify.sheet import Models
from contentai.config import Config, find_config, load_config
from contentai.config.packs import pack_folders
from contentai.diagnostics import Diagnostic, Severity
from contentai.language import Bilingual
from contentai.lint.engine import Setting, lint_subject, looking, subject_of
from contentai.lint.outcome import FileOutcome, FileScores, Suppressed, with_fixes_shown
from contentai.lint.parsing import parsed, parsed_row
from contentai.lint.reading import FileError, read_file, understand
from contentai.lint.seen import see
from contentai.lint.suppress import OWN, own_findings, suppress
from contentai.located import error_at
from contentai.rulebook.extras import how_to_install, installed
from contentai.rulebook.lexicon import Search
from contentai.rulebook.loader import Rulebook, load_rulebook
from contentai.text.decode import Decoded
from contentai.text.document import Document
from contentai.text.names import Format

if TYPE_CHECKING:
    from contentai.account.draw_up import Order
    from contentai.account.judged import JudgedPost
    from contentai.account.plan import Plan
    from contentai.embedding.encoder import Encoder
    from contentai.lint.row import Brief
    from contentai.text.word import Extracted
    from contentai.topics.landscape import Landscape
    from contentai.topics.posts import OwnPost
    from contentai.topics.segments import Segment
    from contentai.topics.suggestion import Suggestions


@dataclass(frozen=True)
class Workspace:
    """A folder of drafts with its configuration. Open it with ``Workspace.open``."""

    config: Config

    @classmethod
    def open(cls, folder: str | Path = ".", config: str | Path | None = None) -> Workspace:
        """The workspace of ``folder``: its nearest ``contentai.yaml``, or the one given.

        Raises ``DataError`` for a configuration that cannot be used.
        """
        file = Path(config) if config is not None else find_config(Path(folder))
        return cls(load_config(file))

    def with_options(
        self,
        *,
        channel: str | None = None,
        stage: str | None = None,
        segments: tuple[str, ...] = (),
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
    ) -> Forced:
        """This workspace with the options of a command line, which win over all else."""
        return Forced(self, channel, stage, segments, select, ignore)

    @cached_property
    def rulebook(self) -> Rulebook:
        """Built-in and configured rules. Raises ``DataError``."""
        return load_rulebook([resources.rules_dir(), *pack_folders(self.config.packs)])

    @cached_property
    def severities(self) -> Mapping[str, Severity]:
        """Configured severities by rule id, without overrides.

        Raises ``DataError`` for an unknown rule.
        """
        return _severities(self.rulebook, self.config)

    @cached_property
    def models(self) -> Models | ModelError:
        """The models that score drafts, or why there are none."""
        folder = self.config.models or resources.model_dir()
        engine = self.config.tokenizer
        try:
            return Models(
                load_model(folder, "posts", engine),
                load_model(folder, "titles", engine),
                load_model(folder, "disguise", "none", disguise.VERSION),
            )
        except ModelError as error:
            return error

    @property
    def model_problem(self) -> Bilingual | None:
        """Why nothing can be scored, or None when all is well."""
        return self.models.words if isinstance(self.models, ModelError) else None

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

    def parse(
        self,
        text: str,
        *,
        path: str | None = None,
        title: str | None = None,
        format: Format | None = None,
        encoding: str = "utf-8",
    ) -> Document:
        """Read a text as a draft, with this workspace's tokenizer. Never raises."""
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

        def rescore(text: str) -> Scores | None:
            title = given.given_title
            return self.score(self.parse(text, path=given.path, title=title, format=given.format))

        return explain(scores, score, rescore)

    def lint_text(
        self,
        text: str,
        *,
        channel: str | None = None,
        stage: str | None = None,
        segments: tuple[str, ...] = (),
        title: str | None = None,
        path: str | None = None,
        format: Format | None = None,
    ) -> list[Diagnostic]:
        """The findings on one text. Raises ``DataError`` for unusable rules or configuration."""
        document = self.parse(text, path=path, title=title, format=format)
        forced = self.with_options(channel=channel, stage=stage, segments=segments)
        return list(forced.lint(document).findings)

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
        from contentai.account.judged import JudgedPost

        documents = [self.parse(p.text, title=p.title or None, format="plain") for p in posts]
        return [
            JudgedPost(post, scores.label if scores else None)
            for post, scores in zip(posts, self.score_all(documents), strict=True)
        ]

    def plan(self, land: Landscape, segments: Sequence[Segment], order: Order) -> Plan:
        """A content plan for segments of ``land``. Raises ``DataError`` for unusable rules."""
        from contentai.advice import plan

        return plan(self, land, segments, order)


@dataclass(frozen=True)
class Forced:
    """A workspace under the options of one command."""

    workspace: Workspace
    channel: str | None
    stage: str | None
    segments: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]

    @cached_property
    def rules(self) -> Collection[str] | None:
        """Ids of the rules that look at drafts without overrides; None for the usual ones.

        Raises ``DataError`` for an unknown rule.
        """
        return self._rules(self.workspace.config)

    def check(self) -> None:
        """Look up every rule that the options and the configuration name, overrides too.

        Raises ``DataError`` for an unknown one, or one that needs an extra which is not
        installed, before any draft is read.
        """
        config = self.workspace.config
        for position in range(-1, len(config.overrides)):
            self._setting((position,) if position >= 0 else ())

    def setting(self, path: str | None) -> Setting:
        """How the draft at ``path`` is judged: the options over the overrides that match it."""
        return self._setting(self.workspace.config.applied(path))

    def wanted(self, path: str | None) -> Collection[str]:
        """Ids of the rules in use for the draft at ``path``."""
        rules = self.setting(path).rules
        return self.workspace.rulebook.usual if rules is None else rules

    def lint(self, document: Document) -> FileOutcome:
        """Findings and scores of a draft."""
        return self._lint(document, self.workspace.score(document))

    def _lint(
        self, document: Document, scores: Scores | None, searched: Search | None = None
    ) -> FileOutcome:
        applied = self.workspace.config.applied(document.path)
        setting = self._setting(applied)
        config, book = self.workspace.config.under(applied), self.workspace.rulebook
        subject = subject_of(document, book, setting, scores, searched)
        findings = lint_subject(subject, book, setting)
        suppressed: list[Suppressed] = []
        if "contentai" in document.source.lower():
            wanted = book.usual if setting.rules is None else setting.rules
            # Without a model the rules about scores find nothing: that proves nothing.
            blind = self.workspace.model_problem is not None
            looked = frozenset[str]() if blind else looking(subject, book, setting)
            findings, suppressed = suppress(
                document,
                findings,
                book,
                config.suppressions,
                wanted,
                looked,
                self._silenced(config),
            )
            findings = [
                replace(f, severity=setting.severities.get(f.rule, f.severity))
                if f.rule in OWN
                else f
                for f in findings
            ]
        return FileOutcome(
            document.path or "",
            see(document, [*findings, *(item.finding for item in suppressed)]),
            _rounded(scores) if scores else None,
            tuple(findings),
            tuple(suppressed),
            fail_on=config.fail_on,
            channel=subject.channel.id if subject.channel else None,
        )

    def lint_file(self, path: Path) -> FileOutcome:
        """Findings and scores of a file; a file that cannot be read gives its error."""
        return self._lint_read(read_file(path), str(path))

    def lint_bytes(self, data: bytes, path: str) -> FileOutcome:
        """The same for bytes that came another way, under the name ``path``."""
        return self._lint_read(understand(data, path), path)

    def lint_all(self, drafts: Sequence[tuple[str, bytes, Brief | None]]) -> list[FileOutcome]:
        """The same for the bytes of many drafts under their names, in order and faster.

        Of a row of a table they are its text in UTF-8, and there is a brief.
        """
        read = [
            (name, *(self._row(data, brief) if brief else self._read(understand(data, name), name)))
            for name, data, brief in drafts
        ]
        documents = [found for _, found, _ in read if isinstance(found, Document)]
        scores = iter(self.workspace.score_all(documents))
        searched = iter(self.workspace.rulebook.lexicon.search_all([d.key for d in documents]))
        return [
            FileOutcome(name, error=found)
            if isinstance(found, FileError)
            else self._named(name, self._lint(found, next(scores), next(searched)), shown)
            for name, found, shown in read
        ]

    def lint_again(self, outcome: FileOutcome, text: str) -> FileOutcome:
        """Findings and scores of the draft of ``outcome`` as if it held ``text``."""
        encoding = outcome.document.encoding if outcome.document else "utf-8"
        return self._lint_read(Decoded(text, encoding), outcome.path)

    def _lint_read(self, what: Decoded | Extracted | FileError, path: str) -> FileOutcome:
        found, shown = self._read(what, path)
        if isinstance(found, FileError):
            return FileOutcome(path, error=found)
        return self._named(path, self.lint(found), shown)

    def _read(
        self, found: Decoded | Extracted | FileError, path: str
    ) -> tuple[Document | FileError, bool]:
        """The document, and whether its fixes are to be read only."""
        if isinstance(found, FileError):
            return found, False
        # Nothing is ever written into a Word document.
        return self.workspace.read(found, path), not isinstance(found, Decoded)

    def _row(self, data: bytes, brief: Brief) -> tuple[Document, bool]:
        return parsed_row(data.decode(), brief, self.workspace.config.tokenizer), True

    @staticmethod
    def _named(path: str, outcome: FileOutcome, shown: bool) -> FileOutcome:
        outcome = replace(outcome, path=path)
        return with_fixes_shown(outcome) if shown else outcome

    @cached_property
    def _settings(self) -> dict[tuple[int, ...], Setting]:
        return {}

    def _setting(self, applied: tuple[int, ...]) -> Setting:
        if applied not in self._settings:
            config = self.workspace.config.under(applied)
            self._settings[applied] = Setting(
                channel=self.channel,
                stage=self.stage,
                segments=self.segments,
                rules=self._rules(config) if applied else self.rules,
                severities=_severities(self.workspace.rulebook, config),
                default_channel=config.channel,
                default_stage=config.stage,
                default_segments=config.segments,
                account=config.account,
            )
        return self._settings[applied]

    def _rules(self, config: Config) -> Collection[str] | None:
        book = self.workspace.rulebook
        select = self.select or config.select
        ignore = (*self.ignore, *config.ignore)
        if not select and not ignore and not config.enable:
            return None
        named = frozenset[str]()
        for name in (*select, *config.enable):
            named |= _expand_runnable(book, name)
        if select and not named:
            raise error_at(select[0], _OWN_ALONE)
        chosen = named if select else named | book.usual
        return chosen - _expand(book, ignore)

    def _silenced(self, config: Config) -> frozenset[str]:
        """The findings about suppressions that the options or the configuration ignore."""
        names = (*self.ignore, *config.ignore)
        return frozenset[str]().union(*(own_findings(name) for name in names))


_OWN_ALONE = Bilingual(
    "SUP 说的是对别的规则的忽略，要和那些规则一起选",
    "SUP tells of suppressions of other rules; select those as well",
)


def _expand(book: Rulebook, names: Iterable[str]) -> frozenset[str]:
    """``book.expand`` of names some of which stand for findings about suppressions."""
    return book.expand(name for name in names if not own_findings(name))


def _expand_runnable(book: Rulebook, name: str) -> frozenset[str]:
    """The rules that ``name`` stands for. Raises ``DataError`` when one cannot run here."""
    found = _expand(book, (name,))
    for id in sorted(found):
        extra = book.rules[id].extra
        if extra and not installed(extra):
            raise error_at(name, how_to_install(id, extra))
    return found


def _rounded(scores: Scores) -> FileScores:
    return FileScores(
        round(scores.hard_sell, 4),
        round(scores.spam, 4),
        round(scores.clickbait, 4),
        {name: round(value, 4) for name, value in scores.intent.items()},
        scores.label,
    )


def _severities(book: Rulebook, config: Config) -> Mapping[str, Severity]:
    """Severities by rule id; a longer, more exact name wins over a shorter."""
    return {
        rule: severity
        for name, severity in sorted(config.severities.items(), key=lambda s: len(s[0]))
        for rule in own_findings(name) or book.expand((name,))
    }
