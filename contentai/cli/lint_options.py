"""The options of ``contentai lint``, each on a line of its own, and what they ask for together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path, PurePath
from typing import Any, NamedTuple

import click

from contentai.cli.drafts import STDIN
from contentai.cli.failure import Failure
from contentai.cli.output import file_or_standard
from contentai.cli.usual import ChannelName
from contentai.diagnostics import Applicability
from contentai.language import Bilingual
from contentai.lint.baselineplace import BASELINE_NAME
from contentai.lint.outcome import FAIL_ON
from contentai.request import LintRequest
from contentai.rulenames import apart
from contentai.text.names import STAGES, WORD

FORMATS = (
    *("text", "json", "jsonl", "html", "markdown"),
    *("sarif", "github", "gitlab", "junit", "checkstyle", "rdjson"),
)


class Asked(NamedTuple):
    """A command line of ``contentai lint``: the options as given."""

    format_: str
    output: Path | None
    select: str | None
    ignore: str | None
    channel: str | None
    segments: tuple[str, ...]
    stage: str | None
    fail_on: str | None
    fix: bool
    unsafe_fixes: bool
    diff: bool
    baseline: Path | None
    write_baseline: bool
    shrink_baseline: bool
    changed_since: str | None
    staged: bool
    jobs: int | None
    no_cache: bool
    watch: bool
    stdin_filename: str
    text_column: str | None
    config: Path | None
    color: bool | None

    @property
    def request(self) -> LintRequest:
        """Under what drafts are judged."""
        select, ignore = apart(self.select or ""), apart(self.ignore or "")
        return LintRequest(self.config, self.channel, self.stage, self.segments, select, ignore)

    @property
    def fixes(self) -> tuple[Applicability, ...]:
        """Which fixes are to be applied or shown. Raises ``Failure``."""
        if not self.fix and not self.diff:
            if self.unsafe_fixes:
                words = Bilingual(
                    "--unsafe-fixes 要和 --fix 或 --diff 一起用",
                    "--unsafe-fixes needs --fix or --diff",
                )
                raise Failure(str(words))
            return ()
        if self.diff and self.format_ != "text":
            words = Bilingual(
                "--diff 给的是补丁，不是报告，没有别的格式；去掉 --diff 或 "
                f"--format {self.format_}",
                "--diff gives a patch, no report, and has no other format; leave out --diff or "
                f"--format {self.format_}",
            )
            raise Failure(str(words))
        unsafe = (Applicability.UNSAFE,) if self.unsafe_fixes else ()
        return (Applicability.SAFE, *unsafe)

    def check_watch(self) -> None:
        """Refuse what cannot be done again and again. Raises ``Failure``."""
        others = {
            "--fix": self.fix,
            "--diff": self.diff,
            "--write-baseline": self.write_baseline,
            "--shrink-baseline": self.shrink_baseline,
            "--changed-since": self.changed_since is not None,
            "--staged": self.staged,
            "--output": self.output is not None,
            "--format": self.format_ != "text",
        }
        given = [name for name, is_given in others.items() if is_given]
        if given:
            words = Bilingual(
                f"--watch 只在终端里看，不能和 {'、'.join(given)} 一起用",
                f"--watch is for looking on; not with {', '.join(given)}",
            )
            raise Failure(str(words))


def check_mendable(name: str) -> None:
    """Refuse to mend standard input under a name whose file is no text. Raises ``Failure``."""
    if PurePath(name).suffix.lower() == WORD:
        words = Bilingual(
            f"{name}：Word 文档里不自动改，去掉 --fix、--diff 再查",
            f"{name}: nothing is mended in Word documents; leave out --fix and --diff",
        )
        raise Failure(str(words))


def check_named(name: str) -> None:
    """Refuse to keep findings of standard input without a name. Raises ``Failure``."""
    if name == STDIN:
        words = Bilingual(
            "标准输入没有名字，记不进基线：用 --stdin-filename 给一个，或者检查文件",
            "standard input has no name to keep findings under: give --stdin-filename, or a file",
        )
        raise Failure(str(words))


def check_stdin_named(name: str, paths: Sequence[str]) -> None:
    """Refuse a name for standard input that is not read. Raises ``Failure``."""
    if name != STDIN and STDIN not in paths:
        words = Bilingual(
            "--stdin-filename 是标准输入的名字，要和 - 一起用：lint - --stdin-filename 名字",
            "--stdin-filename names standard input, which is read where a path is -",
        )
        raise Failure(str(words))


def _option(names: str, zh: str, en: str, **more: Any) -> Callable[[Any], Any]:
    return click.option(*names.split(), help=str(Bilingual(zh, en)), **more)


_FILE = click.Path(dir_okay=False, path_type=Path)
_FLAG = {"is_flag": True}
# What a configuration may say too, and an option says for one run.
_SETTINGS = (
    _option("--select", "只用这些规则，逗号分隔（LAW,PLAT-001）",
            "only these rules, comma-separated", metavar="RULES"),
    _option("--ignore", "不用这些规则，逗号分隔", "not these rules, comma-separated",
            metavar="RULES"),
    _option("--channel", "渠道（优先于稿件头部）", "channel (wins over front matter)",
            type=ChannelName()),
    _option("--segment segments", "粉丝分群，可以写几次", "follower segment; repeatable",
            multiple=True, metavar="SEGMENT"),
    _option("--stage", "关系阶段", "stage of the relation", type=click.Choice(STAGES)),
    _option("--fail-on", "达到这个级别就以 1 退出（默认 error）",
            "exit 1 from this severity (error)", type=click.Choice(FAIL_ON)),
)  # fmt: skip
_OPTIONS = (
    _option("--format format_", "报告格式", "format of the report", type=click.Choice(FORMATS),
            default="text"),
    _option("--output", "把报告（--diff 的补丁）写进文件（- 是标准输出）",
            "write the report (of --diff the patch) to a file (- is standard output)",
            type=click.Path(dir_okay=False),
            callback=file_or_standard),
    *_SETTINGS,
    _option("--fix", "改掉有把握改对的", "apply the safe fixes", **_FLAG),
    _option("--unsafe-fixes", "连同改前要看一遍的",
            "with --fix or --diff: those that need a reader, too", **_FLAG),
    _option("--diff", "只显示会怎么改，不写文件", "show what --fix would change, write nothing",
            **_FLAG),
    _option("--baseline", "基线文件：里面记下的问题不计", "baseline: what it holds does not count",
            type=_FILE),
    _option("--write-baseline", f"把现有的问题全记进基线（默认 {BASELINE_NAME}）",
            f"accept all findings into the baseline ({BASELINE_NAME})", **_FLAG),
    _option("--shrink-baseline", "从基线里去掉已经没有的，只减不增",
            "take out of the baseline what is gone", **_FLAG),
    _option("--changed-since", "只报从这个 git 版本以来的改动里的",
            "only what changed since the git revision", metavar="REV"),
    _option("--staged", "只报暂存的改动里的，看暂存的内容",
            "only what is staged, as it is staged", **_FLAG),
    _option("--jobs -j", "同时用几个进程（默认看稿件多少）",
            "how many processes (default: by size)", type=click.IntRange(1, 64), metavar="N"),
    _option("--no-cache", "全部重查，不读也不写缓存", "check everything anew; no cache", **_FLAG),
    _option("--watch", "稿件、配置、规则一有改动就再查；按 q 结束",
            "check again whatever changes; q ends it", **_FLAG),
    _option("--stdin-filename", "标准输入的文件名，用来判断格式",
            "name of standard input, tells its format", default="-", metavar="NAME"),
    _option("--text-column", "表格（csv、tsv、jsonl）里哪一列是文案；目录里的表格也查",
            "the column of a table (csv, tsv, jsonl) that holds the text; takes those in folders",
            metavar="NAME"),
    _option("--config", "配置文件（默认找 contentai.yaml）", "configuration file", type=_FILE),
    _option("--color/--no-color", "要不要颜色", "colours or not", default=None),
)  # fmt: skip


def lint_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with all options of ``Asked``."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def settings_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of lint that a configuration may say as well."""
    return reduce(lambda made, option: option(made), reversed(_SETTINGS), command)
