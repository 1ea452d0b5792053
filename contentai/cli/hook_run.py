"""What a hook does when git calls it: look at the content that a commit or a push brings."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from contentai.cli.colours import painter, screen_width, wants_colour
from contentai.cli.drafts import opened
from contentai.cli.failure import Failure
from contentai.cli.hook_settings import Options, baseline_of, workspace_of
from contentai.cli.standard import read_standard_input
from contentai.config import Config
from contentai.forced import Forced
from contentai.githooks.looks import Look, Push, pushed_looks, ranged_look, read_pushes, staged_look
from contentai.githooks.snapshot import Snapshot, snapshot
from contentai.language import Bilingual
from contentai.lint.baseline import Baseline
from contentai.lint.changed import Former, changed_rows, former_of, only_changed
from contentai.lint.outcome import FileOutcome, exit_status, summarise
from contentai.lint.picking import pick
from contentai.lint.reading import Draft, FileError, is_table, read_data
from contentai.lint.repository import Change, NoHistory, Repository
from contentai.located import DataError
from contentai.report import Report
from contentai.report import text as text_report
from contentai.report.visible import visible
from contentai.workspace import Workspace

SKIP = "CONTENTAI_SKIP"


@dataclass(frozen=True, slots=True)
class Given:
    """A draft and what it held in each place that it is compared with."""

    draft: Draft
    before: tuple[Former, ...] = ()


def run_hook(type: str, arguments: Sequence[str], options: Options) -> int:
    """The exit status: 0, 1 for findings that fail, 2 when something could not be checked.

    For pre-push ``arguments`` are the remote and its address, for pre-commit files, or
    nothing for all that is staged. All is told on standard error, which git shows.
    """
    if os.environ.get(SKIP, "0") not in ("", "0"):
        _say(Bilingual(f"{SKIP}，没有检查", f"{SKIP}: nothing was checked"))
        return 0
    status = 0
    try:
        repository = Repository.of(Path.cwd(), bare_ok=True)
        if type == "pre-push":
            looks = list(_pushed(repository, arguments))
            files: Sequence[str] = ()
            if not looks:
                _say(Bilingual("没有要推的新内容", "nothing new is pushed"))
        else:
            looks, files = [_committed(repository)], arguments
        for look in looks:
            # One branch that cannot be judged does not keep the others from being judged.
            status = max(status, _told(repository, look, options, files))
    except NoHistory as error:
        raise Failure(str(error)) from None
    if status:
        _say(_ending(type, status))
    return status


def _committed(repository: Repository) -> Look:
    """What is staged, or the commits that `pre-commit run --from-ref --to-ref` is given."""
    since, until = os.environ.get("PRE_COMMIT_FROM_REF"), os.environ.get("PRE_COMMIT_TO_REF")
    if since and until:
        return ranged_look(repository, since, until)
    return staged_look(repository)


def _pushed(repository: Repository, arguments: Sequence[str]) -> Iterator[Look]:
    environment = os.environ
    remote = arguments[0] if arguments else "origin"
    if "PRE_COMMIT_REMOTE_NAME" in environment:
        # pre-commit reads git's lines itself and tells of one of them.
        remote = environment["PRE_COMMIT_REMOTE_NAME"]
        ref = environment.get("PRE_COMMIT_LOCAL_BRANCH", "HEAD")
        new = environment.get("PRE_COMMIT_TO_REF") or repository.commit(ref) or ref
        pushes = [Push(ref, new, environment.get("PRE_COMMIT_FROM_REF", "0"))]
    elif (
        sys.stdin is not None and sys.stdin.isatty()
    ):  # someone tries it by hand: as if this branch were pushed
        pushes = [Push("HEAD", repository.commit("HEAD") or "0", "0")]
    else:
        try:
            pushes = read_pushes(read_standard_input())
        except ValueError:
            words = Bilingual(
                "标准输入不是 git 给 pre-push 钩子的那种行：本地引用 提交 远端引用 提交",
                "standard input has not the lines that git gives a pre-push hook: "
                "local ref, commit, remote ref, commit",
            )
            raise Failure(str(words)) from None
    yield from pushed_looks(repository, pushes, remote)


def _told(repository: Repository, look: Look, options: Options, files: Sequence[str]) -> int:
    """Look, and report; the exit status."""
    started = time.perf_counter()
    notes = [look.note] if look.note else []
    try:
        with (
            snapshot(repository, look.commit) as settings,
            workspace_of(repository, settings, options, notes) as (workspace, root),
        ):
            forced = workspace.with_options()
            forced.check()
            found = _files(settings, files) if files else None
            given = list(
                _drafts(repository, look, root, options.whole, found, workspace.config, notes)
            )
            baseline = baseline_of(settings, root, options)
            outcomes = [_judged(forced, one, baseline) for one in given]
            left_out = workspace.left_out
            notes.extend((*workspace.notes, *left_out))
            _report(look, workspace, outcomes, notes, options, started)
    except DataError as error:
        _say(Bilingual(f"{look.words.zh}：{error}", f"{look.words.en}: {error}"))
        return 2
    if left_out:
        return 2
    summary = summarise(outcomes, 0)
    return exit_status(summary, options.fail_on) if options.fail_on else summary.status


def _files(settings: Snapshot, names: Sequence[str]) -> dict[str, Change]:
    """Files that were named, by their names from the top: what is staged of each."""
    found = {}
    for name in names:
        path = Path(os.path.normpath(name)).as_posix()
        found[path] = Change(path, None, settings.blobs.get(path))
    return found


def _drafts(
    repository: Repository,
    look: Look,
    root: Path,
    whole: bool,
    files: dict[str, Change] | None,
    config: Config,
    notes: list[Bilingual],
) -> Iterator[Given]:
    """The drafts that differ from what they are compared with.

    Of ``files`` those that do, and all of the others: whoever names them wants to know.
    """
    changes = {change.name: (change, bases) for change, bases in look.changes(repository)}
    if files is not None:
        changes = {name: changes.get(name, (change, ())) for name, change in files.items()}

    # Whoever calls a hook names whatever was committed: what folders leave out stays out.
    def columns(path: str) -> str | None:
        return config.under(config.applied(path)).text_column

    by_place = {root / name: one for name, one in changes.items()}
    for name, place in pick(Path(), by_place, lambda path: columns(str(path)) is not None):
        change, bases = by_place[place]
        former = () if whole else tuple(_contents(repository, bases, change.name))
        if change.blob is None:
            data = read_data(repository.top / change.name)
        else:
            data = repository.content(change.blob, change.name)
        file = Draft(str(name), data)
        if is_table(file.name):
            yield from _rows(file, former, columns, notes)
        else:
            known = tuple(filter(None, (former_of(held, file.name) for held in former)))
            yield Given(file, known)


def _rows(
    file: Draft,
    former: Sequence[bytes],
    columns: Callable[[str], str | None],
    notes: list[Bilingual],
) -> Iterator[Given]:
    """The rows of a table that none of its former contents had."""
    rows: Iterable[Draft] = opened(file, columns, notes)
    for held in former:
        rows = changed_rows(rows, list(opened(Draft(file.name, held), columns, [])))
    yield from map(Given, rows)


def _contents(repository: Repository, blobs: Sequence[str], name: str) -> Iterator[bytes]:
    return (repository.content(blob, name) for blob in blobs)


def _judged(forced: Forced, given: Given, baseline: Baseline | None) -> FileOutcome:
    """The findings that no baseline accepts and that no former content had already."""
    draft = given.draft
    if isinstance(draft.data, FileError):
        return FileOutcome(draft.name, error=draft.data)
    brief = draft.row.brief if draft.row else None
    (outcome,) = forced.lint_all([(draft.name, draft.data, brief)])
    outcome = outcome._replace(row=draft.row)
    if baseline:
        outcome = baseline.accept(outcome)
    views = [
        only_changed(outcome, before.text, partial(forced.lint_bytes, before.data, draft.name))
        for before in given.before
    ]
    findings = tuple(f for f in outcome.findings if all(f in view.findings for view in views))
    return outcome._replace(findings=findings)


def _report(
    look: Look,
    workspace: Workspace,
    outcomes: Sequence[FileOutcome],
    notes: Sequence[Bilingual],
    options: Options,
    started: float,
) -> None:
    if not outcomes:
        _say(Bilingual(f"{look.words.zh}里没有改动的稿件", f"no draft changed in {look.words.en}"))
        for note in notes:
            _say(note)
        return
    _say(Bilingual(f"检查{look.words.zh}", f"checking {look.words.en}"))
    summary = summarise(outcomes, time.perf_counter() - started)
    report = Report(outcomes, summary, notes, workspace.rulebook.rules, options.fail_on)
    paint, screen = painter(wants_colour(sys.stderr)), screen_width(sys.stderr)
    for piece in text_report.render(report, paint, screen):
        click.echo(piece, nl=False, color=True, err=True)


def _ending(type: str, status: int) -> Bilingual:
    verb = type.removeprefix("pre-")
    way = f"git {verb} --no-verify"
    if status == 1:
        return Bilingual(
            f"有达到拦截级别的问题，已拦下；改好再来，或这次不查：{way}、{SKIP}=1",
            f"stopped by these findings; mend them, or do without it once: {way} or {SKIP}=1",
        )
    return Bilingual(
        f"没能检查完（不是稿件的问题，见上），已拦下；修好再来，或这次不查：{way}、{SKIP}=1",
        f"stopped: not all could be checked (that is no finding, see above); mend it, or do "
        f"without it once: {way} or {SKIP}=1",
    )


def _say(words: Bilingual) -> None:
    click.echo(visible(f"contentai: {words}"), err=True)
