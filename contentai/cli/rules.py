"""``contentai rules``: list, show and test the rules."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from contentai import resources
from contentai.cli.failure import Failure
from contentai.language import Bilingual
from contentai.rulebook.loader import load_rulebook
from contentai.rulebook.rule import Example, Rule
from contentai.rulebook.selftest import Outcome, test_rules
from contentai.workspace import Workspace


@click.group("rules", help=str(Bilingual("查看和测试规则。", "Look at rules and test them.")))
def command() -> None:
    """The group of rule commands."""


@command.command("list", help=str(Bilingual("列出规则。", "List the rules.")))
@click.argument("names", nargs=-1)
def list_rules(names: tuple[str, ...]) -> None:
    """One line a rule: id, severity, channels, name."""
    book = Workspace.open().rulebook
    chosen = book.expand(names) if names else frozenset(book.rules)
    for rule in book.rules.values():
        if rule.id in chosen:
            channels = ",".join(rule.channels) or str(Bilingual("全部", "all"))
            click.echo(f"{rule.id}  {rule.severity.value:<7}  {rule.name}  [{channels}]")
    for error in book.errors:
        click.echo(f"contentai: {error}", err=True)
    click.echo(str(Bilingual(f"共 {len(chosen)} 条规则", f"{len(chosen)} rules")), err=True)
    sys.exit(2 if book.errors else 0)


@command.command("show", help=str(Bilingual("显示一条规则的全部说明。", "Show one rule in full.")))
@click.argument("id")
def show_rule(id: str) -> None:
    """What the rule does, why, where it comes from, what to do, and its examples."""
    book = Workspace.open().rulebook
    for name in sorted(book.expand([id])):
        for line in page(book.rules[name]):
            click.echo(line)


def page(rule: Rule) -> Iterator[str]:
    """The page of a rule as plain lines, in the interface's language."""
    channels = ", ".join(rule.channels) or str(Bilingual("全部渠道", "all channels"))
    yield f"{rule.id}  {rule.name}  [{rule.severity.value}]  {channels}"
    if rule.when.stages:
        yield f"  {Bilingual('阶段', 'stages')}: {', '.join(rule.when.stages)}"
    yield from _part(Bilingual("查什么", "What it does"), str(rule.message))
    if rule.why:
        yield from _part(Bilingual("为什么", "Why is this bad"), str(rule.why))
    yield from _part(Bilingual("怎么改", "What to do"), str(rule.advice))
    yield from _part(Bilingual("出处", "Source"), "；".join(map(str, rule.sources)))
    for bad in (True, False):
        heading = Bilingual("反例", "Bad") if bad else Bilingual("不算的", "Fine")
        yield f"\n{heading}"
        for example in rule.examples:
            if example.bad == bad:
                yield from _example(example)


def _part(heading: Bilingual, text: str) -> Iterator[str]:
    yield f"\n{heading}"
    yield f"  {text}"


def _example(example: Example) -> Iterator[str]:
    mark = "✗" if example.bad else "✓"
    head = f"《{example.title}》 " if example.title else ""
    for number, line in enumerate(f"{head}{example.text}".strip().splitlines()):
        yield f"  {mark if number == 0 else ' '} {line}"
    if example.find:
        yield f"      → {example.find}"
    if example.why:
        yield f"      {example.why}"


@command.command(
    "test",
    help=str(
        Bilingual("跑规则自带的例子；PATH 是规则目录。", "Run the examples inside the rules.")
    ),
)
@click.argument("path", required=False, type=click.Path(path_type=Path))
def test_command(path: Path | None) -> None:
    """Run every example; exit 1 when one fails, 2 when a rule cannot be read."""
    workspace = Workspace.open()
    own = resources.rules_dir()
    book = load_rulebook([own] if path is None or path.resolve() == own else [own, path])
    if workspace.model_problem:
        raise Failure(str(workspace.model_problem))
    outcomes = list(test_rules(book, workspace.score, workspace.config.tokenizer))
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        click.echo(_failure(outcome))
    for error in book.errors:
        click.echo(f"contentai: {error}", err=True)
    packs = Counter(rule.pack for rule in book.rules.values())
    click.echo(
        str(
            Bilingual(
                f"{len(book.rules)} 条规则，{len(outcomes)} 个例子，{len(failed)} 个不对"
                f"（{'、'.join(f'{pack} {count}' for pack, count in sorted(packs.items()))}）",
                f"{len(book.rules)} rules, {len(outcomes)} examples, {len(failed)} failed",
            )
        )
    )
    sys.exit(2 if book.errors else 1 if failed else 0)


def _failure(outcome: Outcome) -> str:
    rule, example = outcome.rule, outcome.example
    expected = Bilingual(
        f"应当找到“{example.find or '…'}”" if example.bad else "不应当报",
        f"should find {example.find or '…'!r}" if example.bad else "should be left alone",
    )
    found = "、".join(outcome.found) or str(Bilingual("什么也没找到", "nothing found"))
    return f"{rule.file}:{example.line}: {rule.id} {expected}: {example.text[:60]!r} → {found}"
