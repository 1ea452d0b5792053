"""What a batch comes to as a whole: which drafts are worst, and how often each thing was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from contentai.diagnostics import Severity
from contentai.lint.outcome import FileOutcome

SCORES = ("hard_sell", "spam", "clickbait")
BINS = 10
# What of a draft is shown at most, and of all of them together; more makes a page that nobody
# can open. The worst come first.
MOST_DRAFTS, MOST_CHARACTERS, MOST_OF_ONE = 500, 2_000_000, 40_000


@dataclass
class Overview:
    """Counts over all drafts. ``bins`` are ten classes of each score, ``intents`` by label.

    A draft without a title is in none of those of clickbait.

    ``files`` has the file that each draft stands in.
    """

    rules: Counter[str] = field(default_factory=Counter)
    severities: dict[str, Counter[Severity]] = field(default_factory=dict)
    channels: Counter[str] = field(default_factory=Counter)
    by_channel: dict[str, Counter[Severity]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    bins: dict[str, list[int]] = field(default_factory=lambda: {s: [0] * BINS for s in SCORES})
    intents: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    _drafts: list[tuple[tuple[float, ...], int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, outcomes: Iterable[FileOutcome]) -> Overview:
        """The counts of some outcomes."""
        whole = cls()
        for outcome in outcomes:
            whole._add(outcome)
        return whole

    def shown(self) -> Sequence[int]:
        """Positions of the drafts that are shown, the worst first."""
        room = MOST_CHARACTERS
        chosen: list[int] = []
        for _, position, size in sorted(self._drafts):
            room -= min(size, MOST_OF_ONE) + 200
            if len(chosen) == MOST_DRAFTS or (room < 0 and chosen):
                break
            chosen.append(position)
        return chosen

    @property
    def drafts(self) -> int:
        """How many there are."""
        return len(self._drafts)

    def _add(self, outcome: FileOutcome) -> None:
        counts: Counter[Severity] = Counter()
        for finding in outcome.findings:
            counts[finding.severity] += 1
            self.rules[finding.rule] += 1
            self.severities.setdefault(finding.rule, Counter())[finding.severity] += 1
        self.clean += not outcome.findings and outcome.error is None
        self.channels[outcome.channel or ""] += 1
        self.by_channel.setdefault(outcome.channel or "", Counter()).update(counts)
        self.files.append(outcome.file)
        sell = 0.0
        if outcome.scores:
            sell = outcome.scores.hard_sell
            self.intents[outcome.scores.label] += 1
            for name in SCORES:
                if name == "clickbait" and not outcome.scores.titled:
                    continue  # no rule looks at that of an opening line
                value = getattr(outcome.scores, name)
                self.bins[name][min(int(value * BINS), BINS - 1)] += 1
        worst = (
            -float(outcome.error is not None),
            *(-float(counts[s]) for s in (Severity.ERROR, Severity.WARNING, Severity.INFO)),
            -sell,
        )
        size = len(outcome.document.source) if outcome.document else 0
        self._drafts.append((worst, len(self._drafts), size))


def in_order(outcomes: Iterable[FileOutcome], positions: Sequence[int]) -> Iterator[FileOutcome]:
    """The outcomes at these positions, in their order. Those alone are in memory."""
    wanted = set(positions)
    held = {at: outcome for at, outcome in enumerate(outcomes) if at in wanted}
    return (held.pop(at) for at in positions)
