"""``contentai rules``: show, trace and test the rules."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from contentai import resources
from contentai.cli import budget, rules_docs, rules_list, rules_mine, rules_review
from contentai.cli.coverage import Demand, read_demands, report_coverage
from contentai.cli.failure import Failure
from contentai.cli.tested import tested
from contentai.cli.usual import format_option
from contentai.language import Bilingual
from contentai.lint.fixtest import test_fixes
from contentai.lint.suppress import OWN, Own, own_findings
from contentai.rulebook.explain import terminal_page
from contentai.rulebook.index import INDEX_FILE, index_text
from contentai.rulebook.loader import load_rulebook, shipped_files
from contentai.rulebook.parsed import PARSED_FILE, parsed_of
from contentai.rulebook.selftest import Outcome, test_messages, test_rules
from contentai.rulebook.trace import trace, unknown_claims
from contentai.rulenames import plain_name
from contentai.scorenames import SEVERITY_NAMES
from contentai.workspace import Workspace

_TRACED = Bilingual(
    "A0 至 A4 是规则所依据的五篇文章，A0-05 是第一篇的第 5 条；后面是看什么、由什么承担",
    "A0 to A4 are the five articles that the rules rest on, A0-05 is claim 5 of the first; "
    "then what it is about and what carries it",
)
_WHERE = {
    "P": Bilingual("稿件", "drafts"),
    "A": Bilingual("账号", "account"),
    "W": Bilingual("流程", "workflow"),
}
_STATUS = {
    "rule": Bilingual("规则", "rule"),
    "feature": Bilingual("功能", "feature"),
    "planned": Bilingual("还没做", "planned"),
    "missing": Bilingual("没有承担", "missing"),
}
# So many of the rules that a name may stand for are named.
_NAMED = 5


@click.group("rules", help=str(Bilingual("查看和测试规则。", "Look at rules and test them.")))
def command() -> None:
    """The group of rule commands."""


command.add_command(budget.command)
command.add_command(rules_docs.command)
command.add_command(rules_list.command)
command.add_command(rules_mine.command)
command.add_command(rules_review.command)


@command.command("show", help=str(Bilingual("显示一条规则的全部说明。", "Show one rule in full.")))
@click.argument("id")
def show_rule(id: str) -> None:
    """What the rule does, why, where it comes from, what to do, and its examples."""
    wanted = plain_name(id)
    own = own_findings(id)
    book = None if own else Workspace.open().rulebook
    chosen = book.expand([id]) if book else own
    if wanted not in chosen:
        names = sorted(chosen)
        more = len(names) - _NAMED
        some = Bilingual("、".join(names[:_NAMED]), ", ".join(names[:_NAMED]))
        if more > 0:
            some = Bilingual(f"{some.zh} 等 {len(names)} 条", f"{some.en} and {more} more")
        words = Bilingual(
            f"“{id}”不是一条规则；以它开头的有 {some.zh}，用 contentai rules list {id} 列出来",
            f"{id!r} is no rule; {some.en} begin so: see contentai rules list {id}",
        )
        raise Failure(str(words))
    for line in terminal_page(book.rules[wanted]) if book else _own_page(wanted, OWN[wanted]):
        click.echo(line)


def _own_page(id: str, own: Own) -> Iterator[str]:
    """The page of a finding that comes from no rule's file."""
    yield f"{id}  {own.name}  [{SEVERITY_NAMES[own.severity]}]"
    for heading, words in (
        (Bilingual("查什么", "What it does"), own.what),
        (Bilingual("怎么改", "What to do"), own.advice),
    ):
        yield from ("", str(heading), f"  {words}")


@command.command(
    "trace",
    help=str(
        Bilingual(
            "文章的每一条由自带的什么规则承担；不看自己的规则包。",
            "Which built-in rules carry each claim of the articles; own packs play no part.",
        )
    ),
)
@format_option()
def trace_command(format_: str) -> None:
    """Claim by claim; exit 1 when one is carried by nothing."""
    folder = resources.rules_dir()
    claims = trace(folder, load_rulebook([folder]))
    if format_ == "json":
        rows = [
            {
                "claim": claim.claim,
                "where": claim.where,
                "carried_by": list(claim.carried_by),
                "status": claim.status,
                "says": str(claim.says),
            }
            for claim in claims
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo(str(_TRACED))
        for claim in claims:
            where = "/".join(str(_WHERE[one]) for one in claim.where.split("/"))
            click.echo(f"{claim.claim}  {where}  {_STATUS[claim.status]}  {claim.says}")
            there = ", ".join((*claim.rules, *map(str, filter(None, [claim.feature]))))
            yet = Bilingual("；还没有：", "; planned: ") if claim.planned else ""
            click.echo(f"        {there or '—'}{yet}{claim.planned or ''}")
        counts = Counter(claim.status for claim in claims)
        told = (f"{_STATUS[name]} {count}" for name, count in sorted(counts.items()))
        click.echo(str(Bilingual("，", ", ")).join(told))
    sys.exit(1 if any(claim.status == "missing" for claim in claims) else 0)


@command.command(
    "index",
    help=str(
        Bilingual(
            f"重算自带规则的索引 {INDEX_FILE} 和 {PARSED_FILE}。",
            f"Write the built-in rules' indexes {INDEX_FILE} and {PARSED_FILE} anew. They spare "
            "a lint most of the work of reading the rules.",
        )
    ),
)
@click.option(
    "--check",
    is_flag=True,
    help=str(Bilingual("什么也不写，有过时的就以 1 结束", "write nothing; exit 1 if one is stale")),
)
def index(check: bool) -> None:
    """Write the indexes beside the built-in rules; with --check, exit 1 when one is stale."""
    folder = resources.rules_dir()
    fresh = {
        folder / INDEX_FILE: index_text(load_rulebook([folder]).lexicon.index()),
        folder / PARSED_FILE: parsed_of(folder, shipped_files(folder)),
    }
    if not check:
        for file, text in fresh.items():
            file.write_text(text, "utf-8")
        return
    stale = [f for f, text in fresh.items() if not f.exists() or f.read_text("utf-8") != text]
    for file in stale:
        click.echo(str(Bilingual(f"过时：{file}", f"out of date: {file}")))
    sys.exit(1 if stale else 0)


@command.command(
    "test",
    help=str(
        Bilingual(
            "跑规则自带的例子。写了自己的规则目录，就和自带的一起跑；写规则号或规则包的名字，"
            "只跑它们；不写就加上配置里的规则包。",
            "Run the examples inside the rules. The built-in ones, and those in the folder of your "
            "own, or of the rule or pack that is named alone; without either those of the "
            "configuration, too.",
        )
    ),
)
@click.argument(
    "path",
    metavar=str(Bilingual("[目录|规则]", "[FOLDER|RULE]")),
    required=False,
    type=click.Path(path_type=Path),
)
@click.option(
    "--coverage",
    is_flag=True,
    help=str(
        Bilingual(
            "改为报告哪些分支和例外去掉了也没有例子会变；有缺口以 1 结束",
            "report instead which branches and exceptions no example needs; exit 1 for any",
        )
    ),
)
@click.option(
    "--min",
    "least",
    multiple=True,
    metavar="[PACK=]PERCENT",
    callback=read_demands,
    help=str(
        Bilingual(
            "覆盖率（%）不低于它就算过（默认 100），配合 --coverage；"
            "platform=95 只量、只管那个规则包，可以写几次",
            "with --coverage: the percentage that is enough (default 100); platform=95 measures "
            "and judges that pack alone, and can be given several times",
        )
    ),
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    help=str(Bilingual("报告格式，配合 --coverage", "with --coverage: format of the report")),
)
def test_command(
    path: Path | None, coverage: bool, least: Sequence[Demand], format_: str | None
) -> None:
    """Run every example; exit 1 when one fails, 2 when a rule cannot be read."""
    if not coverage and (least or format_ is not None):
        words = Bilingual("--min 和 --format 要配 --coverage", "--min, --format need --coverage")
        raise click.UsageError(str(words))
    workspace = Workspace.open()
    book = tested(workspace, path)
    if workspace.model_problem:
        raise Failure(str(workspace.model_problem))
    if coverage:
        demands = least or [Demand(100.0)]
        sys.exit(report_coverage(book, workspace, path, format_ or "text", demands))
    from contentai.account.casetest import test_account_messages, test_accounts

    on_drafts = test_rules(book, workspace.score, workspace.config.tokenizer)
    outcomes = [*on_drafts, *test_accounts(book)]
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        click.echo(_failure(outcome))
    wrong_fixes = list(test_fixes(book, workspace.score, workspace.config.tokenizer))
    for failure in wrong_fixes:
        click.echo(str(failure))
    slips = [
        *test_messages(book, workspace.score, workspace.config.tokenizer),
        *test_account_messages(book),
        *unknown_claims(resources.rules_dir(), book),
    ]
    for slip in slips:
        click.echo(str(slip))
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
    sys.exit(2 if book.errors else 1 if failed or wrong_fixes or slips else 0)


def _failure(outcome: Outcome) -> str:
    rule, example = outcome.rule, outcome.example
    expected = Bilingual(
        f"应当找到“{example.find or '…'}”" if example.bad else "不应当报",
        f"should find {example.find or '…'!r}" if example.bad else "should be left alone",
    )
    found = "、".join(outcome.found) or str(Bilingual("什么也没找到", "nothing found"))
    if outcome.unmet:
        over = f": {rule.when.longer_than}" if outcome.unmet == "when.longer_than" else ""
        key = f"{outcome.unmet}{over}"
        words = Bilingual(f"`{key}` 不满足，没有看", f"not looked at: `{key}` is not met")
        found = str(words)
    return f"{rule.file}:{example.line}: {rule.id} {expected}: {example.text[:60]!r} → {found}"
