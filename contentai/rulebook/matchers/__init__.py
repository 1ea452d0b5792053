"""Matchers: the few, general ways in which a rule can look at a draft.

A matcher kind is a function that reads the ``check`` mapping of a rule and gives a
``Check``: a value that, shown a ``Subject``, yields ``Match``es. Kinds register in
``registry``; rule packs of third parties use the same kinds as the built-in ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from contentai.diagnostics import Evidence, Span

if TYPE_CHECKING:
    from contentai.rulebook.subject import Subject


@dataclass(frozen=True, slots=True)
class Match:
    """Where a check fires: a span, and values for the rule's message.

    ``span`` is a reading span, or with ``in_source`` a source span (links, images, front
    matter). ``values`` fill ``{name}`` places of the message (``{found}``, the excerpt, is
    always there). A score and its evidence (reading spans) go into the diagnostic. ``aside`` are
    words of another clause of the sentence that may excuse what was found (see ``aside``).
    ``is_whole``: it is about the draft as a whole, and the span is where it is shown.
    """

    span: Span
    values: Mapping[str, str] = field(default_factory=dict)
    score: float | None = None
    evidence: tuple[Evidence, ...] = ()
    in_source: bool = False
    aside: str = ""
    is_whole: bool = False


class Check(NamedTuple):
    """A compiled check. Pure: the same subject gives the same matches.

    ``needs`` are patterns of the lexicon of which one must match, None where it goes by something
    else; ``likely`` tells quickly that there will be no match, from what was found in the whole
    draft; ``told`` whether there is one, where that takes less than finding it.
    """

    run: Callable[[Subject], Iterator[Match]]
    needs: frozenset[int] | None = None
    likely: Callable[[Subject], bool] | None = None
    told: Callable[[Subject], bool] | None = None

    def may_fire(self, subject: Subject) -> bool:
        """False when it is plain that there will be no match; this takes little time."""
        if self.needs is not None and self.needs.isdisjoint(subject.search.possible):
            return False
        return self.likely is None or self.likely(subject)

    def __call__(self, subject: Subject) -> Iterator[Match]:
        """The matches, in no special order, those that something aside may excuse as well."""
        return self.run(subject) if self.may_fire(subject) else iter(())

    def sure(self, subject: Subject) -> Iterator[Match]:
        """The matches that nothing excuses."""
        return (match for match in self(subject) if not match.aside)

    def fires(self, subject: Subject) -> bool:
        """True when there is a match that nothing excuses."""
        if not self.may_fire(subject):
            return False
        return self.told(subject) if self.told else next(self.sure(subject), None) is not None


# Of a rule that looks at no draft.
NOTHING = Check(lambda _: iter(()), likely=lambda _: False)
