"""An audit of the account for programs: a public shape, version 1 (see docs/audit.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from contentai.account.audit import GROUPS, Audit
from contentai.account.cadence import Cadence
from contentai.account.campaigns import Campaign
from contentai.account.checks import channel_name
from contentai.account.families import Family
from contentai.account.finding import Finding
from contentai.account.mix import KINDS, Mix
from contentai.account.period import Period
from contentai.account.reception import Reception
from contentai.diagnostics import Severity

_PLACES = 6


def as_json(audit: Audit, *, examples: bool = False) -> str:
    """The audit as JSON with a final newline; dates are ISO, shares and rates 0 to 1.

    ``examples``: the posts are those of the made-up account that ships.
    """
    period, outside = audit.period, audit.outside
    whole = {
        "version": 1,
        "summary": {
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "days": (period.last - period.first).days + 1,
            "posts": len(period.posts),
            "before": outside.before,
            "after": outside.after,
            "undated": outside.undated,
            "unknown_kind": audit.mix.unknown,
            "unmeasured": audit.unmeasured,
            "engagement": _rounded(audit.rate),
            "reply_minutes": audit.reply_minutes,
            "examples": examples,
            "errors": audit.count(Severity.ERROR),
            "warnings": audit.count(Severity.WARNING),
            "infos": audit.count(Severity.INFO),
        },
        "mix": {
            "target": {kind: _rounded(period.terms.targets[kind]) for kind in KINDS},
            **_mix(audit.mix),
        },
        "channels": [_channel(rhythm, mix, period) for rhythm, mix in audit.channels],
        "reception": {by: [_reception(one) for one in audit.reception[by]] for by in GROUPS},
        "campaigns": [_campaign(one) for one in audit.campaigns],
        "repeats": [_repeat(family) for family in period.families],
        "findings": [_finding(finding) for finding in audit.findings],
        "notes": [str(note) for note in audit.notes],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _mix(mix: Mix) -> Mapping[str, Any]:
    shares = {kind: _rounded(mix.share(kind)) for kind in KINDS}
    return {"posts": mix.total, "unknown": mix.unknown, "shares": shares}


def _channel(rhythm: Cadence, mix: Mix, period: Period) -> Mapping[str, Any]:
    return {
        "channel": rhythm.channel,
        "name": str(channel_name(rhythm.channel, period)),
        "posts": rhythm.posts,
        "per_week": round(rhythm.per_week, 2),
        "in_day": rhythm.in_day,
        "in_week": rhythm.in_week,
        "in_month": rhythm.in_month,
        "silence": rhythm.silence,
        "mix": _mix(mix),
    }


def _reception(found: Reception) -> Mapping[str, Any]:
    return {
        "group": found.group,
        "posts": found.posts,
        "measured": found.measured,
        "rate": _rounded(found.rate),
        "against": _rounded(found.against),
    }


def _campaign(found: Campaign) -> Mapping[str, Any]:
    return {
        "campaign": found.name,
        "posts": list(found.posts),
        "first": found.first.isoformat() if found.first else None,
        "last": found.last.isoformat() if found.last else None,
        "views": found.views,
        "engaged": found.engaged,
        "orders": found.orders,
        "engagement": _rounded(found.rate),
        "orders_per_view": _rounded(found.orders_per_view),
    }


def _repeat(family: Family) -> Mapping[str, Any]:
    first = family.posts[0]
    return {
        "title": first.title or first.text[:30],
        "posts": [post.id for post in family.posts],
        "channels": list(family.channels),
    }


def _finding(finding: Finding) -> Mapping[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": str(finding.message),
        "advice": str(finding.advice),
        "value": finding.value,
        "limit": finding.limit,
        "posts": list(finding.posts),
        "channel": finding.channel,
        "sources": [dict(source) for source in finding.sources],
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, _PLACES)
