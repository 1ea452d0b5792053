"""Runs the examples that rules on accounts carry: posts made from groups, judged as they say."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from contentai.account.checks import Found
from contentai.account.families import families
from contentai.account.finding import matches
from contentai.account.judged import JudgedPost
from contentai.account.mix import targets_of
from contentai.account.period import Period, Terms
from contentai.located import DataError
from contentai.rulebook.accountcase import Case, Group
from contentai.rulebook.channels import Channel
from contentai.rulebook.facts import USUAL
from contentai.rulebook.loader import Rulebook
from contentai.rulebook.rule import Rule
from contentai.rulebook.selftest import Outcome, unfilled
from contentai.topics.ownpost import OwnPost

_FIRST: Final = datetime.date(2026, 1, 1)
# A kind by an intent that stands for it, see ``account.mix.KIND_OF``.
_INTENTS: Final = {"promotion": "soft_promo"}


def test_accounts(book: Rulebook) -> Iterator[Outcome]:
    """One outcome an example, rule by rule; what was found is told in Chinese."""
    for rule in book.on_account:
        for example in rule.examples:
            found = _found(rule, example.case, book) if example.case else []
            yield Outcome(rule, example, tuple(one.found.zh for one in found))


def test_account_messages(book: Rulebook) -> Iterator[DataError]:
    """The places in messages of rules on accounts that nothing fills."""
    for rule in book.on_account:
        cases = [example.case for example in rule.examples if example.bad and example.case]
        found = [one for case in cases for one in _found(rule, case, book)]
        if found:
            yield from unfilled(rule, [one.values for one in found])


def _found(rule: Rule, case: Case, book: Rulebook) -> list[Found]:
    period = _period(case, rule, book.channels)
    return list(matches(rule, period)) if rule.when.account.met(period.account) else []


def _period(case: Case, rule: Rule, channels: Mapping[str, Channel]) -> Period:
    posts = _posts(case.groups)
    last = _FIRST + datetime.timedelta(days=case.days - 1)
    dates = [p.post.date for p in posts if p.post.date]
    terms = Terms(
        days=case.days,
        targets=targets_of(case.mix),
        push=case.push,
        segments={id: id for id in case.segments},
    )
    return Period(
        first=_FIRST,
        last=min(last, max(dates)),
        posts=[p for p in posts if p.post.date and p.post.date <= last],
        terms=terms,
        channels=channels,
        account=case.account.over(rule.when.account).over(USUAL),
        families=families([p.post for p in posts]).families,
    )


def _posts(groups: Sequence[Group]) -> list[JudgedPost]:
    found: list[JudgedPost] = []
    for group in groups:
        told: dict[str, Any] = {**group.words, **group.counts}
        blank = OwnPost("", None, None, group.channel, "", "", None, None, None, None, group.stage)
        for turn in range(group.times):
            day = _FIRST + datetime.timedelta(days=group.day - 1 + turn * group.every)
            post = replace(blank, id=f"{len(found) + 1}", date=day, **told)
            intent = _INTENTS.get(group.kind, group.kind) if group.kind else None
            found.append(JudgedPost(post, intent))
    return sorted(found, key=lambda p: (p.post.date or _FIRST, int(p.post.id)))
