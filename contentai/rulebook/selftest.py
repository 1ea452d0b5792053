"""Runs the examples that every rule carries: a rule is tested by its own file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from string import Formatter
from typing import Final

from contentai.language import Bilingual
from contentai.located import DataError
from contentai.rulebook.facts import USUAL
from contentai.rulebook.loader import Rulebook
from contentai.rulebook.rule import Rule
from contentai.rulebook.subject import Judge, Subject
from contentai.rulebook.told import Example
from contentai.text.document import Document
from contentai.text.tokenize import Engine

# What every message may hold: the words that were found, and the channel.
_ALWAYS: Final = frozenset({"found", "channel"})

Judges = Callable[[Document], Judge | None]


def no_judge(document: Document) -> Judge | None:
    """Examples judged without classifiers: rules on scores then never fire."""
    return None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule did with one of its examples; ``found`` are the excerpts it marked.

    ``unmet`` is the key of the rule's file for which the rule did not look at it, or empty.
    """

    rule: Rule
    example: Example
    found: tuple[str, ...]
    unmet: str = ""

    @property
    def passed(self) -> bool:
        """A bad example is found (where it says, if it says); a good one is left alone."""
        if not self.example.bad:
            return not self.found
        if self.example.find is None:
            return bool(self.found)
        return self.example.find in self.found


def test_rules(
    rulebook: Rulebook, judges: Judges = no_judge, engine: Engine = "rjieba"
) -> Iterator[Outcome]:
    """One outcome an example, rule by rule on drafts; rules whose extra is missing have none."""
    for rule in rulebook.testable:
        for example in rule.examples:
            subject = placed(rule, example, rulebook, judges, engine)
            unmet = rule.unmet(subject)
            found = () if unmet else tuple(_excerpts(rule, subject))
            yield Outcome(rule, example, found, unmet)


def test_messages(
    rulebook: Rulebook, judges: Judges = no_judge, engine: Engine = "rjieba"
) -> Iterator[DataError]:
    """The places in rules' messages that no match of their bad examples fills."""
    for rule in rulebook.testable:
        if _asked(rule) <= _ALWAYS:
            continue
        bad = (example for example in rule.examples if example.bad)
        subjects = (placed(rule, example, rulebook, judges, engine) for example in bad)
        found = [m for one in subjects if rule.looks_at(one) for m in rule.found(one)]
        if found:
            yield from unfilled(rule, [match.values for match in found])


def unfilled(rule: Rule, given: Iterable[Mapping[str, object]]) -> Iterator[DataError]:
    """What is wrong with a message whose places none of the values ``given`` fills."""
    known, places = _ALWAYS.union(*given), _asked(rule)
    if places <= known:
        return
    names = "、".join(f"{{{name}}}" for name in sorted(places - known))
    there = "、".join(f"{{{name}}}" for name in sorted(known))
    words = Bilingual(
        f"{rule.id} 的消息里没有东西能填 {names}；有的是 {there}",
        f"nothing fills {names} in the message of {rule.id}; there are {there}",
    )
    yield DataError(rule.file, rule.line, 1, words)


def _asked(rule: Rule) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(_places, rule.message)))


def _places(message: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(message) if name)


def placed(
    rule: Rule, example: Example, rulebook: Rulebook, judges: Judges, engine: Engine
) -> Subject:
    """An example as a draft; where it does not say where it stands, the rule looks at it."""
    document = Document.parse(
        example.text, format=example.format, title=example.title, engine=engine
    )
    channel = example.channel or document.channel or next(iter(rule.channels), None)
    return Subject(
        document=document,
        lexicon=rulebook.lexicon,
        channel=rulebook.channels.get(channel) if channel else None,
        stage=example.stage or document.front.stage or next(iter(rule.when.stages), None),
        segments=example.segments or document.front.segments,
        judge=judges(document),
        account=rule.when.account.over(USUAL),
    )


def _excerpts(rule: Rule, subject: Subject) -> Iterator[str]:
    document = subject.document
    for match in rule.found(subject):
        if match.in_source:
            yield document.excerpt(match.span)
        else:
            yield document.text[match.span.start : match.span.end]
