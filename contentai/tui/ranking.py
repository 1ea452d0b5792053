"""The drafts of a folder as a board lists them: what was found in each, the worst first.

Nothing here knows Textual.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.tui.judging.judged import Answer, Surveyed
from contentai.tui.natural import natural

Order = Literal["worst", "name", "hard_sell", "spam", "clickbait"]
Only = Literal["all", "errors", "warnings", "unsaved"]

ORDERS: Final[dict[Order, Bilingual]] = {
    "worst": Bilingual("最差的在前", "worst first"),
    "name": Bilingual("按名字", "by name"),
    "hard_sell": Bilingual("硬推分高的在前", "by hard sell"),
    "spam": Bilingual("垃圾分高的在前", "by spam"),
    "clickbait": Bilingual("标题党分高的在前", "by clickbait"),
}
ONLY: Final[dict[Only, Bilingual]] = {
    "all": Bilingual("全部", "all"),
    "errors": Bilingual("有错误的", "with errors"),
    "warnings": Bilingual("有错误或警告的", "with errors or warnings"),
    "unsaved": Bilingual("没保存的", "not saved"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A draft by its name, and what was found in it; None while it waits for its turn."""

    name: str
    found: Surveyed | None
    unsaved: bool = False

    def score(self, name: str) -> float:
        """A score, 0 to 1; -1 where there is none."""
        scores = self.found.scores if self.found else None
        return float(getattr(scores, name)) if scores else -1.0


def surveyed(answer: Answer) -> Surveyed:
    """What judging an open draft came to, in the shape of a file's."""
    judged = answer.judged
    counts = Counter(finding.severity for finding in judged.findings)
    errors, warnings, infos = (counts[severity] for severity in reversed(Severity))
    return Surveyed(answer.path, errors, warnings, infos, judged.scores)


def ranked(drafts: Iterable[Standing], words: str, only: Only, order: Order) -> list[Standing]:
    """The drafts whose names hold every one of the ``words``, in ``order``.

    Case does not matter. Those that could not be read stand before all others when the worst
    come first; those that were not judged yet behind all others.
    """
    wanted = words.lower().split()
    listed = [
        draft
        for draft in drafts
        if all(word in draft.name.lower() for word in wanted) and _is(draft, only)
    ]
    if order == "name":
        return sorted(listed, key=_name)
    if order == "worst":
        return sorted(listed, key=_badness)
    return sorted(listed, key=lambda draft: (-draft.score(order), _name(draft)))


def _is(draft: Standing, only: Only) -> bool:
    if only == "unsaved":
        return draft.unsaved
    found = draft.found
    if only == "all":
        return True
    if found is None:
        return False
    errors = found.errors > 0 or found.problem is not None
    return errors or (only == "warnings" and found.warnings > 0)


def _name(draft: Standing) -> list[list[tuple[int, int]]]:
    """Numbers in names count by their size, as in the list of drafts."""
    return natural(draft.name)


def _badness(draft: Standing) -> tuple[object, ...]:
    found = draft.found
    if found is None:
        return (1, 0, 0, 0, 0, _name(draft))
    unread = found.problem is not None
    score = max(draft.score("hard_sell"), draft.score("spam"))
    return (0, -unread, -found.errors, -found.warnings, -score, _name(draft))


def totals(drafts: Sequence[Standing]) -> Bilingual:
    """How many drafts there are and how they stand, in a line."""
    found = [draft.found for draft in drafts if draft.found]
    waiting = len(drafts) - len(found)
    errors = sum(one.errors > 0 for one in found)
    hard = sum(draft.score("hard_sell") >= 0.5 for draft in drafts)
    unread = sum(one.problem is not None for one in found)
    zh = [f"{len(drafts)} 篇", f"{errors} 篇有错误", f"{hard} 篇硬推过线"]
    en = [f"{len(drafts)} drafts", f"{errors} with errors", f"{hard} over the hard-sell line"]
    if unread:
        zh.append(f"{unread} 篇读不了")
        en.append(f"{unread} unread")
    if waiting:
        zh.append(f"{waiting} 篇还在检查")
        en.append(f"{waiting} being judged")
    return Bilingual("，".join(zh), ", ".join(en))
