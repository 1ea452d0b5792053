"""What rules on accounts find in a period of posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from contentai.account.checks import Found, channel_name
from contentai.account.checks.copies import find_repeats
from contentai.account.checks.results import find_campaigns, find_reception
from contentai.account.checks.shares import find_concentration, find_gap, find_share
from contentai.account.checks.times import find_crowds, find_rhythm
from contentai.account.period import Period
from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.rulebook import accountcheck
from contentai.rulebook.accountcheck import AccountCheck
from contentai.rulebook.rule import Rule
from contentai.rulebook.told import Blank


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found of an account: the ids of ``posts``, a ``value`` and its ``limit``."""

    rule: str
    severity: Severity
    message: Bilingual
    advice: Bilingual
    value: float | None
    limit: float | None
    posts: tuple[str, ...]
    channel: str | None
    sources: tuple[Mapping[str, str], ...]


def findings(
    rules: Iterable[Rule], period: Period, severities: Mapping[str, Severity]
) -> list[Finding]:
    """What rules on accounts find in a period, the worst first.

    A finding all of whose posts another one has, of a rule that its own yields to and no milder,
    says nothing new and is left out.
    """
    found = [(rule, one) for rule in rules for one in _found(rule, period, severities)]
    kept = [
        one
        for rule, one in found
        if not any(
            other.rule != one.rule
            and other.rule.startswith(rule.yields_to)
            and other.severity.rank >= one.severity.rank
            and set(one.posts) <= set(other.posts)
            for _, other in (found if rule.yields_to else ())
        )
    ]
    return sorted(kept, key=lambda one: (-one.severity.rank, one.rule))


def _found(rule: Rule, period: Period, severities: Mapping[str, Severity]) -> Iterator[Finding]:
    if rule.audit is None or not rule.when.account.met(period.account):
        return
    for one in matches(rule, period):
        severity, why = severities.get(rule.id), Bilingual("", "")
        if severity is None:
            relax = rule.relaxed(period.account)
            severity = relax.to if relax else rule.severity
            why = relax.words(period.account) if relax else why
        alone = rule.channels[0] if len(rule.channels) == 1 else None
        channel = one.channel or alone
        values = {"found": one.found, **one.values}
        if channel:
            values["channel"] = channel_name(channel, period)
        zh = rule.message.zh.format_map(Blank({k: v.zh for k, v in values.items()}))
        en = rule.message.en.format_map(Blank({k: v.en for k, v in values.items()}))
        yield Finding(
            rule=rule.id,
            severity=severity,
            message=Bilingual(zh + why.zh, en + why.en),
            advice=rule.advice,
            value=None if one.value is None else round(one.value, 4),
            limit=None if one.limit is None else round(one.limit, 4),
            posts=tuple(post.id for post in one.posts),
            channel=channel,
            sources=tuple(source.as_dict() for source in rule.sources),
        )


def matches(rule: Rule, period: Period) -> Iterator[Found]:
    """What the check of a rule on accounts finds on its channels."""
    there = period.on(rule.channels)
    return _run(rule.audit, there) if rule.audit else iter(())


def _run(check: AccountCheck, period: Period) -> Iterator[Found]:
    match check:
        case accountcheck.Share():
            return find_share(check, period)
        case accountcheck.Gap():
            return find_gap(check, period)
        case accountcheck.Concentration():
            return find_concentration(check, period)
        case accountcheck.Frequency():
            return find_crowds(check, period)
        case accountcheck.Rhythm():
            return find_rhythm(check, period)
        case accountcheck.Repeats():
            return find_repeats(check, period)
        case accountcheck.Reception():
            return find_reception(check, period)
        case accountcheck.Campaigns():
            return find_campaigns(check, period)
