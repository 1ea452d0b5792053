"""Judging drafts in a workspace, under the options of one command."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from contentai.classify.scores import Scores
from contentai.config import Config
from contentai.diagnostics import Diagnostic
from contentai.language import Bilingual
from contentai.lint.engine import Setting, lint_subjects, looking, subject_of
from contentai.lint.outcome import FileOutcome, FileScores, Suppressed, in_row, with_fixes_shown
from contentai.lint.parsing import parsed_row
from contentai.lint.reading import FileError, read_file, understand
from contentai.lint.seen import see
from contentai.lint.suppress import OWN, suppress
from contentai.located import DataError
from contentai.rulebook.rule import Rule, Scope
from contentai.rulebook.subject import Subject
from contentai.rulechoice import in_use, on_account, severities, unheard
from contentai.text.decoded import Decoded
from contentai.text.document import Document
from contentai.text.tokenize import expect

if TYPE_CHECKING:
    from contentai.lint.row import Brief
    from contentai.text.word import Extracted
    from contentai.workspace import Workspace

# What no comment that is meant for us lacks.
_OUR_NAMES = ("contentai", "ｃｏｎｔｅｎｔａｉ")  # as an input method may write it


@dataclass(frozen=True)
class Linter:
    """Judges drafts as a workspace and the options of one command say."""

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
        return in_use(self.workspace.rulebook, self._under(()))

    def check(self) -> None:
        """Look up every rule that the options and the configuration name, overrides too.

        Raises ``DataError`` for an unknown one, for one that needs an extra which is not
        installed, and for options that leave none, before any draft is read.
        """
        config = self.workspace.config
        for position in range(-1, len(config.overrides)):
            self._setting((position,) if position >= 0 else ())
        if not self.select and not self.ignore:
            return
        rules, left = self.workspace.rulebook.rules, self.wanted(None)
        if not any(rules[id].scope is Scope.POST for id in left):
            raise DataError("", 0, 0, _ACCOUNT_ALONE if left else _NONE_LEFT)

    def setting(self, path: str | None) -> Setting:
        """How the draft at ``path`` is judged: the options over the overrides that match it."""
        return self._setting(self.workspace.applied(path))

    def wanted(self, path: str | None) -> Collection[str]:
        """Ids of the rules in use for the draft at ``path``."""
        rules = self.setting(path).rules
        return self.workspace.rulebook.usual if rules is None else rules

    def lint(self, document: Document) -> FileOutcome:
        """Findings and scores of a draft."""
        return self._lint([document], [self.workspace.score(document)])[0]

    def _lint(
        self, documents: Sequence[Document], scores: Sequence[Scores | None]
    ) -> list[FileOutcome]:
        """The same for some drafts with their scores."""
        book = self.workspace.rulebook
        applied = [self.workspace.applied(document.path) for document in documents]
        settings = list(map(self._setting, applied))
        searches = book.lexicon.search_all([document.key for document in documents])
        cases = [
            (subject_of(document, book, setting, its, searched), setting)
            for document, setting, its, searched in zip(
                documents, settings, scores, searches, strict=True
            )
        ]
        found = lint_subjects(cases, book)
        return [
            self._outcome(*case, self._under(overrides), its, findings)
            for case, overrides, its, findings in zip(cases, applied, scores, found, strict=True)
        ]

    def _outcome(
        self,
        subject: Subject,
        setting: Setting,
        config: Config,
        scores: Scores | None,
        findings: list[Diagnostic],
    ) -> FileOutcome:
        document, book = subject.document, self.workspace.rulebook
        suppressed: list[Suppressed] = []
        small = document.source.lower()
        if any(name in small for name in _OUR_NAMES):
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
                unheard(config),
            )
            findings = [
                f._replace(severity=setting.severities.get(f.rule, f.severity))
                if f.rule in OWN
                else f
                for f in findings
            ]
        told = _rounded(scores) if scores else None
        found = [*findings, *(item.finding for item in suppressed)]
        quoted = [pitch.span for pitch in told.pitches if not pitch.in_title] if told else []
        return FileOutcome(
            document.path or "",
            see(document, found, quoted),
            told,
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
        # Chinese takes three bytes a character.
        expect(sum(len(data) for _, data, _ in drafts) // 3, self.workspace.config.tokenizer)
        read = [
            (name, *(self._row(data, brief) if brief else self._read(understand(data, name), name)))
            for name, data, brief in drafts
        ]
        documents = [found for _, found, _ in read if isinstance(found, Document)]
        outcomes = iter(self._lint(documents, self.workspace.score_all(documents)))
        return [
            FileOutcome(name, error=found)
            if isinstance(found, FileError)
            else self._named(name, next(outcomes), shown)
            for name, found, shown in read
        ]

    def lint_again(self, outcome: FileOutcome, text: str) -> FileOutcome:
        """Findings and scores of the draft of ``outcome`` as if it held ``text``.

        Of a row of a table the places are still those of the text that it holds.
        """
        if outcome.row:
            row = outcome.row.holding(text)
            again = self.lint(parsed_row(text, row.brief, self.workspace.config.tokenizer))
            return in_row(again._replace(path=outcome.path), row)
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
        return parsed_row(data.decode(), brief, self.workspace.config.tokenizer), False

    @staticmethod
    def _named(path: str, outcome: FileOutcome, shown: bool) -> FileOutcome:
        outcome = outcome._replace(path=path)
        return with_fixes_shown(outcome) if shown else outcome

    @cached_property
    def _settings(self) -> dict[tuple[int, ...], Setting]:
        return {}

    def _setting(self, applied: tuple[int, ...]) -> Setting:
        if applied not in self._settings:
            config, book = self._under(applied), self.workspace.rulebook
            self._settings[applied] = Setting(
                channel=self.channel,
                stage=self.stage,
                segments=self.segments,
                rules=in_use(book, config) if applied else self.rules,
                severities=severities(book, config),
                default_channel=config.channel,
                default_stage=config.stage,
                default_segments=config.segments,
                account=config.account,
            )
        return self._settings[applied]

    @property
    def on_account(self) -> list[Rule]:
        """The rules on accounts in use, in id order. Raises ``DataError`` for an unknown one.

        Overrides play no part: they are for files of drafts.
        """
        return on_account(self.workspace.rulebook, self._under(()))

    def _under(self, applied: tuple[int, ...]) -> Config:
        """The configuration with those overrides, and which rules the options want over it."""
        config = self.workspace.config.under(applied)
        select, ignore = self.select or config.select, (*self.ignore, *config.ignore)
        return replace(config, select=select, ignore=ignore)


_NONE_LEFT = Bilingual(
    "--select、--ignore 之后一条规则也不剩，等于没有检查",
    "--select and --ignore leave no rule at all: nothing would be checked",
)
_ACCOUNT_ALONE = Bilingual(
    "--select、--ignore 之后只剩看账号的规则，稿件等于没有检查；看账号用 contentai audit",
    "--select and --ignore leave rules on the account alone; run contentai audit for those",
)


def _rounded(scores: Scores) -> FileScores:
    document = scores.document
    return FileScores(
        round(scores.hard_sell, 4),
        round(scores.spam, 4),
        round(scores.clickbait, 4),
        {name: round(value, 4) for name, value in scores.intent.items()},
        scores.label,
        document.title is not None,
        tuple(p._replace(score=round(p.score, 4)) for p in scores.source_pitches),
        scores.reliable,
    )
