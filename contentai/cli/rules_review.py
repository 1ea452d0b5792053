"""``contentai rules review``: mined proposals become rules, one by one, by a person's decision."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentai.cli.decisions import Decisions, read_decisions
from contentai.cli.failure import Failure
from contentai.cli.output import write_output
from contentai.language import Bilingual
from contentai.report.visible import visible

if TYPE_CHECKING:
    from contentai.rulemining.proposal import Proposal

# Beside rule files, and no name that is loaded as one.
_DRAFT = ".yaml.draft"
_NAMED = re.compile(r"^id: {0,4}[\"']?([A-Z][A-Z0-9]{0,20}-\d{3})[\"']? {0,4}$", re.MULTILINE)
_PREFIX = re.compile(r"[A-Z][A-Z0-9]*")


def _numbers(_: object, __: object, values: Sequence[str]) -> tuple[int, ...]:
    """Numbers of clusters, one at a time or with commas: 3 or 3,5."""
    pieces = [piece.strip() for value in values for piece in value.split(",")]
    wrong = [piece for piece in pieces if not (piece.isascii() and piece.isdigit())]
    if wrong:
        words = Bilingual(
            f"“{wrong[0]}”不是类的编号；用 --list 看有哪些",
            f"{wrong[0]!r} is no number of a cluster; --list shows them",
        )
        raise click.BadParameter(str(words))
    return tuple(dict.fromkeys(int(piece[:9]) for piece in pieces))


def _prefix(_: object, __: object, value: str) -> str:
    if not _PREFIX.fullmatch(value):
        words = Bilingual("前缀用大写字母开头，如 HOUSE", "a prefix is in capitals, such as HOUSE")
        raise click.BadParameter(str(words))
    return value


@click.command(
    "review",
    help=str(
        Bilingual(
            "看 rules mine --format json 的结果，采纳的写成规则文件。"
            "检查和例子都定得下来的写成 .yaml，要人补的写成 .yaml.draft（不会被读成规则）。"
            "看到哪里记在旁边的 .decisions.json 里，可以分几次看。",
            "Go through the result of rules mine --format json and write rules of it. What is "
            "accepted becomes .yaml where check and examples are certain, .yaml.draft (which is "
            "not loaded) where a person has to fill them in. Decisions are kept in "
            ".decisions.json beside it.",
        )
    ),
)
@click.argument("mined", type=click.Path(path_type=Path), metavar="MINED.json")
@click.option(
    "--output",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help=str(Bilingual("规则写到哪个目录", "the folder for the rules")),
)
@click.option(
    "--accept",
    multiple=True,
    metavar="CLUSTER",
    callback=_numbers,
    help=str(
        Bilingual("不问，直接采纳这几类，如 3,5；可以写几次", "accept these without asking: 3,5")
    ),
)
@click.option(
    "--list", "only_list", is_flag=True, help=str(Bilingual("只列出来", "only list them"))
)
@click.option(
    "--prefix",
    metavar="PREFIX",
    default="MINED",
    show_default=True,
    callback=_prefix,
    help=str(Bilingual("规则编号的前缀", "the prefix of the rules' ids")),
)
@click.option(
    "--severity",
    type=click.Choice(("error", "warning", "info")),
    default="warning",
    show_default=True,
    help=str(Bilingual("写成什么级别", "the severity of the rules")),
)
def command(
    mined: Path,
    output: Path | None,
    accept: tuple[int, ...],
    only_list: bool,
    prefix: str,
    severity: str,
) -> None:
    """List, accept the clusters that are named, or ask about each one in the terminal."""
    from contentai.rulemining.proposal import proposals
    from contentai.rulemining.rows import read_rows

    found = proposals(read_rows(mined))
    decisions = read_decisions(mined)
    if only_list:
        for one in found:
            click.echo(_line(one, decisions))
        return
    if output is None:
        words = Bilingual("写上 --output 目录，或者用 --list 只看", "give --output, or --list")
        raise click.UsageError(str(words))
    writer = _Writer(output, prefix, severity, decisions)
    if accept:
        by_number = {one.cluster: one for one in found}
        unknown = [number for number in accept if number not in by_number]
        if unknown:
            words = Bilingual(
                f"没有编号 {unknown[0]} 的类；用 --list 看有哪些",
                f"there is no cluster {unknown[0]}; --list shows them",
            )
            raise Failure(str(words))
        for number in accept:
            writer.accept(by_number[number])
        return
    if not (sys.stdin is not None and sys.stdin.isatty()):
        words = Bilingual(
            "这里不是终端，没法一条条问：用 --list 看，用 --accept 编号 采纳",
            "this is no terminal to ask in: use --list, then --accept CLUSTER",
        )
        raise Failure(str(words))
    _ask_all([one for one in found if one.key not in decisions.made], writer)


class _Writer:
    """Writes accepted proposals into a folder, each under an id of its own."""

    def __init__(self, folder: Path, prefix: str, severity: str, decisions: Decisions) -> None:
        self._folder, self._prefix, self._severity = folder, prefix, severity
        self.decisions = decisions

    def draft(self, one: Proposal) -> tuple[str, str]:
        """The id and the text of the rule; one that was accepted before keeps its id."""
        from contentai.rulemining.proposal import rule_text

        id = self.decisions.made.get(one.key, {}).get("rule") or self._free()
        return id, rule_text(one, id, self._severity)

    def accept(self, one: Proposal) -> None:
        """Write the rule, unless it was written before: then it may have been edited since."""
        before = self.decisions.made.get(one.key, {}).get("rule")
        if before and any((self._folder / f"{before}{end}").exists() for end in (".yaml", _DRAFT)):
            words = Bilingual(f"已经采纳过：{before}", f"already accepted: {before}")
            click.echo(f"{one.cluster}  {words}")
            return
        self.write(one, *self.draft(one))

    def write(self, one: Proposal, id: str, text: str) -> None:
        """Write a rule as far as it is one; what is still to do is told."""
        from contentai.rulemining.proposal import problem

        wrong = problem(text, id)
        ours = self.decisions.made.get(one.key, {}).get("rule") == id
        if not ours and any(entry.name.split(".")[0] == id for entry in _entries(self._folder)):
            words = Bilingual(
                f"{self._folder} 里已经有 {id}，换一个编号",
                f"{id} is in {self._folder} already; choose another id",
            )
            raise Failure(str(words))
        file = self._folder / f"{id}{_DRAFT if wrong else '.yaml'}"
        if wrong:
            text = f"# {wrong}\n# {_HOW}\n{text}"
        data = text.encode("utf-8", "backslashreplace")
        write_output(file, data, Bilingual("写不了规则", "cannot write the rule"))
        self.decisions.accept(one.key, id)
        done = Bilingual(f"写好了 {file}", f"wrote {file}")
        if wrong:
            done = Bilingual(
                f"写成草稿 {file}：{wrong.zh}；{_HOW.zh}", f"draft {file}: {wrong.en}; {_HOW.en}"
            )
        click.echo(visible(f"{one.cluster}  {done}"))

    def _free(self) -> str:
        taken = {entry.name.split(".")[0] for entry in _entries(self._folder)}
        taken |= {made["rule"] for made in self.decisions.made.values() if "rule" in made}
        for number in range(1, 1000):
            if (id := f"{self._prefix}-{number:03d}") not in taken:
                return id
        words = Bilingual(
            f"{self._prefix}-001 到 999 都用了，换一个 --prefix",
            f"all of {self._prefix}-001 to 999 are taken; choose another --prefix",
        )
        raise Failure(str(words))


_COLON = Bilingual("：", ": ")
_HOW = Bilingual(
    "填好以后改名为 .yaml，再用 contentai rules test 目录 检查",
    "when done rename it to .yaml and run contentai rules test FOLDER",
)


def _entries(folder: Path) -> Sequence[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _line(one: Proposal, decisions: Decisions) -> str:
    from contentai.report.mined import POLARITIES, SCOPES

    made = decisions.made.get(one.key, {})
    state = made.get("rule") or (Bilingual("跳过", "skipped") if made else "")
    count = Bilingual(f"{one.articles} 篇", f"{one.articles} articles")
    ready = Bilingual("有检查", "has a check") if one.check else Bilingual("没有检查", "no check")
    parts = f"{SCOPES[one.scope]}, {count}, {one.confidence:.2f}, {ready}"
    return visible(
        f"{one.cluster:>4} {POLARITIES[one.polarity]}{_COLON}{one.claim}  [{parts}] {state}"
    )


def _ask_all(left: Sequence[Proposal], writer: _Writer) -> None:
    """Ask about each proposal; what was decided stays decided when one stops."""
    for number, one in enumerate(left, 1):
        click.echo(f"\n{number}/{len(left)} {_line(one, writer.decisions)}")
        for article, line, sentence in one.sentences:
            click.echo(visible(f"     {article}:{line}  {sentence}"))
        if one.check:
            click.echo(visible(f"     check: {one.check}"))
        if not _ask(one, writer):
            break
    count = len(left) - sum(one.key in writer.decisions.made for one in left)
    click.echo(str(Bilingual(f"还剩 {count} 条没看", f"{count} left")))


def _ask(one: Proposal, writer: _Writer) -> bool:
    """Decide on one; False to stop here."""
    question = Bilingual(
        "a 采纳，e 改了再采纳，s 跳过，q 先到这里", "a accept, e edit, s skip, q quit"
    )
    while True:
        try:
            answer = click.prompt(str(question), type=click.Choice("aesq"), show_choices=False)
        except click.Abort:  # end of input
            click.echo()
            return False
        if answer == "q":
            return False
        if answer == "s":
            writer.decisions.skip(one.key)
            return True
        if answer == "a":
            writer.accept(one)
            return True
        if _edited(one, writer):
            return True


def _edited(one: Proposal, writer: _Writer) -> bool:
    from contentai.tui.external import edited_outside, external_editor

    id, text = writer.draft(one)
    editor = external_editor(os.environ)
    after = editor if isinstance(editor, Bilingual) else edited_outside(editor, text, f"{id}.yaml")
    if isinstance(after, Bilingual):
        click.echo(str(after), err=True)
        return False
    named = _NAMED.search(after)
    try:
        writer.write(one, named[1] if named else id, after)
    except Failure as failure:
        click.echo(failure.message, err=True)
        return False
    return True
