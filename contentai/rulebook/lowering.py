"""What makes findings of a rule milder: facts of the account, or a score that doubts them."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

from contentai.diagnostics import Severity, Span
from contentai.language import Bilingual
from contentai.rulebook.facts import Facts
from contentai.rulebook.subject import Subject
from contentai.scorenames import shown_score

WITH_ARTICLE = {
    Severity.ERROR: Bilingual("错误", "an error"),
    Severity.WARNING: Bilingual("警告", "a warning"),
    Severity.INFO: Bilingual("提示", "a hint"),
}
# Half of where rules begin to doubt: claims that an advisory clause follows score above it.
_EXCUSED = 0.05


class Relax(NamedTuple):
    """For accounts of which ``account`` holds, findings have the lower severity ``to``."""

    account: Facts
    to: Severity

    def words(self, account: Facts) -> Bilingual:
        """The end of a message: that the severity was lowered, and by which facts."""
        zh, en = zip(*self.account.clauses(account), strict=True)
        level = WITH_ARTICLE[self.to]
        return Bilingual(
            f"（{'，'.join(zh)}，所以只算{level.zh}）",
            f" (only {level.en} here: {', '.join(en)})",
        )


class Doubt(NamedTuple):
    """Lowers the severity to ``to`` where the sentence's score ``of`` is under ``below``.

    A finding that is a score itself is judged by that score. Words alone cannot tell a
    headline from an advertisement; where the classifier is sure that nothing of the sort is
    claimed, a rule need not block a push, and under ``drop`` it is left out.
    """

    of: str
    below: float
    to: Severity
    drop: float = 0.0

    def holds(self, subject: Subject, span: Span, score: float | None = None) -> bool:
        """True when every judged sentence that the reading ``span`` touches scores below.

        With a ``score`` of the finding's own, when that is below.
        """
        found = self._score(subject, span, score)
        return found is not None and found < self.below

    def drops(self, subject: Subject, span: Span, score: float | None = None) -> bool:
        """True when the same scores are so low that the finding is left out."""
        if not self.drop:
            return False
        found = self._score(subject, span, score)
        return found is not None and found < self.drop

    def hides(self, subject: Subject, span: Span) -> bool:
        """True when they are low enough to believe words of another clause that excuse it."""
        return self._replace(below=_EXCUSED).holds(subject, span)

    def _score(self, subject: Subject, span: Span, score: float | None) -> float | None:
        if score is not None or subject.judge is None:
            return score
        return max(subject.judged(self.of, span), default=None)

    def words(self, score: float | None = None, aside: str = "") -> Bilingual:
        """The end of a message: that the severity was lowered, and why.

        ``aside`` are the words of another clause that may excuse what was found.
        """
        level = WITH_ARTICLE[self.to]
        if aside:
            return Bilingual(
                f"（同一句里有“{aside}”，但说的不像是它，所以只算{level.zh}）",
                f" (only {level.en} here: {aside!r} in the same sentence may excuse it)",
            )
        if score is not None:
            # 0.897 is told as 0.90, which would contradict this: here it has its third digit.
            close = float(shown_score(score)) >= self.below
            exact = f" {floor(score * 1000) / 1000:.3f} " if close else ""
            return Bilingual(
                f"（分数{exact}没到 {self.below:g}，所以只算{level.zh}）",
                f" (only {level.en} here: the score{exact.rstrip()} is under {self.below:g})",
            )
        return Bilingual(
            f"（整句读来不像广告宣称，所以只算{level.zh}）",
            f" (only {level.en} here: the sentence does not read like an advertising claim)",
        )
