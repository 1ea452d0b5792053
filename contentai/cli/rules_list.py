"""``contentai rules list``: which rules there are, for people or as JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from contentai.cli.usual import ChannelName, format_option
from contentai.language import Bilingual, several
from contentai.rulebook.rule import Rule
from contentai.scorenames import SEVERITY_NAMES
from contentai.workspace import Workspace


@click.command(
    "list",
    help=str(
        Bilingual(
            "列出规则。可以写规则号（LAW-001）、前缀（LAW）或一段编号（LAW-0*），不写是全部；"
            "--channel、--severity 再从里面挑。",
            "List the rules. Ids (LAW-001), prefixes (LAW) and ranges (LAW-0*) choose, without "
            "any it is all; --channel and --severity choose among those.",
        )
    ),
)
@click.argument("names", nargs=-1, metavar="[RULES…]")
@click.option(
    "--channel",
    "channels",
    type=ChannelName(),
    multiple=True,
    help=str(
        Bilingual(
            "只要看这个渠道的稿件的，不分渠道的也算；可以写几次",
            "rules that look at drafts of this channel, or of any; repeatable",
        )
    ),
)
@click.option(
    "--severity",
    "severities",
    type=click.Choice([severity.value for severity in SEVERITY_NAMES]),
    multiple=True,
    help=str(Bilingual("只要这个级别的，可以写几次", "rules of this severity; repeatable")),
)
@format_option()
def command(
    names: tuple[str, ...], channels: tuple[str, ...], severities: tuple[str, ...], format_: str
) -> None:
    """One line a rule (id, severity, channels, name), or one JSON object for all."""
    book = Workspace.open().rulebook
    named = book.expand(names) if names else frozenset(book.rules)
    chosen = [
        rule
        for rule in book.rules.values()
        if rule.id in named
        and (not channels or not rule.channels or set(channels) & set(rule.channels))
        and (not severities or rule.severity in severities)
    ]
    if format_ == "json":
        whole = {"version": 1, "rules": [_as_object(rule) for rule in chosen]}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        width = max(len(str(name)) for name in SEVERITY_NAMES.values())
        for rule in chosen:
            severity = f"{SEVERITY_NAMES[rule.severity]!s:<{width}}"
            places = ",".join(rule.channels) or str(Bilingual("全部", "all"))
            click.echo(f"{rule.id}  {severity}  {rule.name}  [{places}]")
    for error in book.errors:
        click.echo(f"contentai: {error}", err=True)
    told = Bilingual(f"共 {len(chosen)} 条规则", several(len(chosen), "rule"))
    click.echo(str(told), err=True)
    sys.exit(2 if book.errors else 0)


def _as_object(rule: Rule) -> dict[str, Any]:
    """What a program may want to know of a rule; no ``channels`` or ``stages`` means all."""
    return {
        "id": rule.id,
        "name": str(rule.name),
        "severity": rule.severity,
        "pack": rule.pack,
        "scope": rule.scope,
        "channels": list(rule.channels),
        "stages": list(rule.when.stages),
        "sources": [source.as_dict() for source in rule.sources],
        "advice": str(rule.advice),
        "why": str(rule.why) if rule.why else None,
        "fix": rule.fix.applicability if rule.fix else None,
        "extra": rule.extra,
        "file": rule.file,
        "line": rule.line,
    }
