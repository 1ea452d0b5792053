"""``contentai lint``: drafts in, findings out."""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import click

from contentai.cli.drafts import STDIN, check_spares_drafts, find, read, with_progress
from contentai.cli.failure import Failure
from contentai.cli.lint_options import (
    Asked,
    check_mendable,
    check_named,
    check_stdin_named,
    lint_options,
)
from contentai.cli.output import check_spares, write_report
from contentai.cli.standard import read_standard_input
from contentai.cli.tables import Columns
from contentai.config.place import find_config, unused
from contentai.language import Bilingual
from contentai.lint.baselineplace import unused_baseline
from contentai.lint.cache import Cache
from contentai.lint.outcome import FileOutcome, exit_status, summarise
from contentai.lint.reading import Draft, is_table
from contentai.lint.spool import Spool
from contentai.report import Report
from contentai.report.visible import visible
from contentai.request import cache_folder
from contentai.runner import Runner

if TYPE_CHECKING:
    from contentai.cli.baselining import Baselining
    from contentai.cli.changes import Changes
    from contentai.cli.mending import Mending

View = Callable[[FileOutcome], FileOutcome]
Paint = Callable[[str, str], str]

# So many files whose encoding was guessed are named.
_NAMED = 3


@click.command(
    "lint",
    help=str(
        Bilingual(
            "检查稿件。路径可以是文件、目录或 -（标准输入）；默认检查当前目录。",
            "Check drafts. PATH is a file, a folder or - (standard input); default: this folder.",
        )
    ),
    epilog=str(
        Bilingual(
            "退出码：0 没有达到 --fail-on 的问题；1 有；"
            "2 没能检查完（选项、配置写错，或文件读不了）。",
            "Exit status: 0 nothing at --fail-on or above; 1 something; 2 not all was checked "
            "(wrong options or settings, or a file that cannot be read).",
        )
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATH… | -]")
@lint_options
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Check drafts and report."""
    asked = Asked(**options)
    named = paths or (".",)
    if "" in named:
        words = Bilingual(
            "有一个路径是空的：没有要查的就别运行，要查当前目录就写 .",
            "a path is empty: do not run without drafts; write . for this folder",
        )
        raise Failure(str(words))
    check_stdin_named(asked.stdin_filename, named)
    if asked.watch:
        from contentai.cli.watching import watch

        watch(asked, named, partial(_open_runner, asked), partial(lint, asked))
    else:
        sys.exit(lint(asked, named, _open_runner(asked)))


def _open_runner(asked: Asked) -> Runner:
    cache = None if asked.no_cache else Cache(cache_folder(asked.request))
    return Runner(asked.request, cache, asked.jobs)


def lint(
    asked: Asked,
    paths: Sequence[str],
    runner: Runner,
    tell: Callable[[FileOutcome], None] | None = None,
) -> int:
    """Check the drafts once and report; the exit status. ``tell`` is told of each.

    Raises ``Failure``, and ``DataError`` for rules or a configuration that cannot be used.
    """
    started = time.perf_counter()
    tools = Tools.of(asked)
    if tools.mending and STDIN in paths:
        check_mendable(asked.stdin_filename)
    if asked.write_baseline and STDIN in paths:
        check_named(asked.stdin_filename)
    runner.look()  # what is wrong with rules and options stops here, before any draft is read
    notes: list[Bilingual] = []
    with closing(_gathered(asked, paths, runner, tools, notes)) as spool:
        notes += [*runner.conditions.notes, *runner.conditions.left_out]
        if tools.mending:
            notes += [*tools.mending.notes, tools.mending.summary()]
        notes += runner.tidy()
        if tell:
            for outcome in spool:
                tell(outcome)
        summary = summarise(spool, time.perf_counter() - started)
        if tools.baselining is None and summary.errors + summary.warnings + summary.infos:
            notes += unused_baseline(asked.config or find_config(Path()), spool)
        rules = runner.rules if asked.format_ in ("sarif", "html") else {}
        channels = runner.channels if asked.format_ == "html" else {}
        report = Report(spool, summary, notes, rules, asked.fail_on, channels)
        if tools.mending and asked.diff:
            tools.mending.patch.finish()
            _tell_unread(spool)
        else:
            # A mended draft from standard input has standard output for itself.
            _show(report, asked, err=tools.mending is not None and STDIN in paths)
    if asked.format_ != "text" or asked.output or asked.diff:
        for note in notes:
            click.echo(visible(str(note)), err=True)
    if runner.conditions.left_out:
        return 2
    return exit_status(summary, asked.fail_on) if asked.fail_on else summary.status


def _show(report: Report, asked: Asked, err: bool) -> None:
    stream = sys.stderr if err else sys.stdout
    try:
        write_report(_rendered(report, asked, stream), asked.output, err=err)
    except BrokenPipeError:  # its reader has seen enough: the status is what it is
        if err or asked.watch:
            raise
        with suppress(OSError):
            sys.stdout.close()  # or what is left is tried once more


def _tell_unread(outcomes: Iterable[FileOutcome]) -> None:
    """Why drafts were not read or could not be written, beside a patch that cannot say so."""
    for outcome in outcomes:
        if outcome.error:
            words = f"{outcome.path}{Bilingual('：', ': ')}{outcome.error.words}"
            click.echo(visible(words), err=True)


def _gathered(
    asked: Asked, paths: Sequence[str], runner: Runner, tools: Tools, notes: list[Bilingual]
) -> Spool:
    """What there is to report of the drafts."""
    view = tools.view(runner)
    columns = Columns(asked.text_column, runner)
    baseline = tools.baselining.file if tools.baselining else None
    if asked.output:
        check_spares_drafts(asked.output, paths, columns.wants)
        check_spares(asked.output, [baseline], trees=runner.conditions.trees)
    standard = None
    if tools.changes:
        knows = tools.baselining.baseline.knows if tools.baselining else lambda _: False
        judged = runner.judged(tools.changes.drafts(paths, columns, notes, knows))
    else:
        found = find(paths, notes, columns.wants)
        if None in found.values():
            standard = Draft(asked.stdin_filename, read_standard_input())
        drafts = read(found.values(), standard, columns.of, notes)
        # How many rows a table has is not known before it is read.
        tables = any(is_table(one.path.name) for one in found.values() if one)
        judged = with_progress(runner.judged(drafts), None if tables else len(found))
    spool = Spool()
    folders = {""}
    encodings: dict[str, str] = {}
    viewed = ((draft, view(outcome)) for draft, outcome in judged)
    viewed = (one for one in viewed if not tools.changes or not tools.changes.is_beside(one[0]))
    if tools.mending:
        outcomes = tools.mending.mended(viewed, partial(_relinted, runner, view), columns.of)
    else:
        outcomes = (outcome for _, outcome in viewed)
    for outcome in outcomes:
        folders.add(os.path.dirname(outcome.file))  # noqa: PTH120 - one for each of many drafts
        if guess := _guess(outcome):
            encodings[outcome.file] = guess
        spool.add(outcome)
    notes += _guesses(encodings)
    if tools.changes:
        notes += tools.changes.notes(runner.conditions.trees, baseline)
    if tools.mending and standard:
        tools.mending.finish(standard)
    if asked.config is None:
        notes += unused(map(Path, sorted(folders)), find_config(Path()))
    if tools.baselining:
        whole = None if tools.changes else filter(os.path.isdir, paths)
        finish = tools.baselining.finish
        return Spool(finish(spool, runner.wanted, runner.rules, whole, notes))
    return spool


def _guess(outcome: FileOutcome) -> str | None:
    """The encoding of a file, if nothing but its characters told it."""
    name, read = outcome.encoding, outcome.document
    if not name or not read or name == "utf-8":  # as most drafts are
        return None
    from contentai.text.guessed import was_guessed

    return name if was_guessed(name, read.source) else None


def _guesses(encodings: Mapping[str, str]) -> Iterator[Bilingual]:
    """One note for all files whose encoding was told by their characters alone."""
    guessed = [f"{file} {name}" for file, name in encodings.items()]
    if not guessed:
        return
    some, more = guessed[:_NAMED], len(guessed) - _NAMED
    zh, en = (f" 等 {len(guessed)} 份", f" and {more} more") if more > 0 else ("", "")
    yield Bilingual(
        f"编码是看字猜的，文件没有说：{'、'.join(some)}{zh}；读出来不对就另存为 UTF-8",
        f"the encoding was told by the characters, no file says it: {', '.join(some)}{en}; if "
        "the words are wrong, save it as UTF-8",
    )


class Tools(NamedTuple):
    """What is done with drafts besides judging them."""

    mending: Mending | None
    changes: Changes | None
    baselining: Baselining | None

    @classmethod
    def of(cls, asked: Asked) -> Tools:
        """What the options ask for. Raises ``Failure`` and ``DataError``.

        Imported where asked for: most runs are of a few drafts that were seen before.
        """
        mending = changes = baselining = None
        if asked.fixes:
            from contentai.cli.mending import Mending

            mending = Mending(asked.fixes, asked.diff, asked.output)
        if asked.staged or asked.changed_since is not None:
            from contentai.cli.changes import Changes

            fixes = asked.fix and not asked.diff
            changes = Changes.of(asked.changed_since, asked.staged, fixes, asked.write_baseline)
        if asked.baseline or asked.write_baseline or asked.shrink_baseline:
            from contentai.cli.baselining import Baselining

            file, write, shrink = asked.baseline, asked.write_baseline, asked.shrink_baseline
            config = asked.config or find_config(Path())
            baselining = Baselining.of(file, write, shrink, asked.diff, config)
        return cls(mending, changes, baselining)

    def view(self, runner: Runner) -> View:
        """What of an outcome is reported."""
        if self.changes is None:
            return self.baselining.accept if self.baselining else lambda outcome: outcome
        only_new = partial(self.changes.only_changed, judge=runner.judge_other)
        if self.baselining is None:
            return only_new
        from contentai.lint.changed import new_and_not_accepted

        return partial(new_and_not_accepted, accept=self.baselining.accept, only_new=only_new)


def _relinted(runner: Runner, view: View, outcome: FileOutcome, text: str) -> FileOutcome:
    return view(runner.judge_again(outcome, text))


def _rendered(report: Report, asked: Asked, stream: TextIO) -> Iterator[str]:
    # Imported by name: one run writes one format, and pays for one.
    name = "json" if asked.format_ == "jsonl" else asked.format_
    module = importlib.import_module(f"contentai.report.{name}")
    if asked.format_ == "text":
        from contentai.cli.colours import painter, screen_width, wants_colour

        wanted = asked.color
        if wanted is None:
            wanted = asked.output is None and wants_colour(stream)
        screen = None if asked.output else screen_width(stream)
        pieces: Iterator[str] = module.render(report, painter(wanted), screen)
    else:
        pieces = (module.render_lines if asked.format_ == "jsonl" else module.render)(report)
    return pieces
