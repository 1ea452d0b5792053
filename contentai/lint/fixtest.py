"""Tests the fixes of rules by what comes of them: every one is applied and linted again.

A fix passes when its finding is gone, nothing of error severity has come in, and no word
stands doubled. It is tried on the bad examples of its rule, titles included, and each
replacement that no example holds is tried on the bare word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contentai.diagnostics import Diagnostic, Fix, Severity, Span
from contentai.language import Bilingual
from contentai.lint.engine import Setting, lint_subject
from contentai.lint.fixes import apply_fixes, compatible
from contentai.rulebook.fixing import Remedy
from contentai.rulebook.fixing.doubled import doubles
from contentai.rulebook.loader import Rulebook
from contentai.rulebook.rule import Rule
from contentai.rulebook.selftest import Judges, no_judge, placed
from contentai.rulebook.subject import Subject
from contentai.rulebook.told import Example
from contentai.text.fold import fold
from contentai.text.tokenize import Engine


@dataclass(frozen=True, slots=True)
class FixFailure:
    """What is wrong with a fix, at which line of its rule's file."""

    rule: Rule
    line: int
    words: Bilingual

    def __str__(self) -> str:
        return f"{self.rule.file}:{self.line}: {self.rule.id} fix: {self.words}"


def test_fixes(
    rulebook: Rulebook, judges: Judges = no_judge, engine: Engine = "rjieba"
) -> Iterator[FixFailure]:
    """What fails, rule by rule; nothing when all fixes are sound."""
    for rule in rulebook.testable:
        if rule.fix:
            yield from _Bench(rulebook, rule, rule.fix, judges, engine).failures()


@dataclass(frozen=True)
class _Bench:
    """One rule with its fix, under the whole rulebook."""

    rulebook: Rulebook
    rule: Rule
    remedy: Remedy
    judges: Judges
    engine: Engine

    def failures(self) -> Iterator[FixFailure]:
        bad = [_as_written(example) for example in self.rule.examples if example.bad]
        fixed = {words for example in bad for words in self._fixed(example)}
        for example in bad:
            yield from self._judged(example)
        for wording in self.remedy.wordings:
            if fold(wording.old).text.lower() not in fixed:
                yield from self._judged_bare(wording.old, wording.line)
        if not fixed and not self.remedy.wordings:
            words = Bilingual("没有一个 bad 例子用得上它", "no bad example has any use for it")
            yield FixFailure(self.rule, self.remedy.line, words)

    def _judged_bare(self, word: str, line: int) -> Iterator[FixFailure]:
        """What fails when a replacement is tried on nothing but its word, as text or title."""
        text = Example(bad=True, text=word, line=line)
        for example in (text, _as_written(text._replace(text="", title=word))):
            if any(self._fixed(example)):
                yield from self._judged(example)
                return
        words = Bilingual(
            f"“{word}”单独写不会被查到，请加一个含它的 bad 例子",
            f"{word!r} alone is not found; add a bad example that holds it",
        )
        yield FixFailure(self.rule, line, words)

    def _judged(self, example: Example) -> Iterator[FixFailure]:
        """What fails when the fixes of an example are applied, one by one and together."""
        before = self._lint(example)
        fixes = [f.fixes[0] for f in before if f.rule == self.rule.id and f.fixes]
        for applied in ([fix] for fix in fixes):
            yield from self._compared(example, before, applied)
        if len(fixes) > 1:
            yield from self._compared(example, before, compatible(example.text, fixes))
        subject = self._subject(example)
        for match in self.rule.found(subject):
            edits = self.remedy.propose(subject.document, match)
            if edits and doubles(subject.document, match, edits):
                old, new = subject.document.text[slice(*match.span)], edits[0].text
                words = Bilingual(
                    f"“{old}”改成“{new}”，会和旁边的字重复",
                    f"{new!r} for {old!r} would double a word beside it",
                )
                yield FixFailure(self.rule, example.line, words)

    def _compared(
        self, example: Example, before: Sequence[Diagnostic], fixes: Sequence[Fix]
    ) -> Iterator[FixFailure]:
        fixed = apply_fixes(example.text, fixes)
        after = self._lint(example._replace(text=fixed))
        shown = " ".join(fixed.split())[:60]
        had, left = (sum(f.rule == self.rule.id for f in found) for found in (before, after))
        if left > had - len(fixes):
            words = Bilingual(f"改了还是查得到：{shown}", f"still found after the fix: {shown}")
            yield FixFailure(self.rule, example.line, words)
        worse = ", ".join(sorted(_errors(after) - _errors(before)))
        if worse:
            words = Bilingual(f"改出了新的错误 {worse}：{shown}", f"new errors {worse}: {shown}")
            yield FixFailure(self.rule, example.line, words)

    def _fixed(self, example: Example) -> Iterator[str]:
        """The folded words of what the fix has an edit for."""
        subject = self._subject(example)
        document = subject.document
        for match in self.rule.found(subject):
            if self.remedy.propose(document, match):
                place = Span(0, 0) if match.in_source else document.folded_span(match.span)
                yield document.key[slice(*place)]

    def _subject(self, example: Example) -> Subject:
        return placed(self.rule, example, self.rulebook, self.judges, self.engine)

    def _lint(self, example: Example) -> list[Diagnostic]:
        rules = self.rulebook.usual | {self.rule.id}
        return lint_subject(self._subject(example), self.rulebook, Setting(rules=rules))


def _as_written(example: Example) -> Example:
    """The example with its title in the text, where a fix can reach it."""
    headed = example.text.startswith("---")
    if not example.title or "'" in example.title or headed or example.format == "html":
        return example
    return example._replace(title=None, text=f"---\ntitle: '{example.title}'\n---\n{example.text}")


def _errors(findings: Sequence[Diagnostic]) -> Counter[str]:
    return Counter(f.rule for f in findings if f.severity is Severity.ERROR)
