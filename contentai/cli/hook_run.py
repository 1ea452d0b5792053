"""What a hook does when git calls it: look at the content that a commit or a push brings."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import click

from contentai.cli.colours import painter, screen_width, wants_colour
from contentai.cli.drafts import excluded
from contentai.cli.failure import Failure
from contentai.cli.hook_drafts import Given, among, drafts, from_top
from contentai.cli.hook_folder import missing
from contentai.cli.hook_settings import baseline_of, workspace_of
from contentai.cli.standard import read_standard_input
from contentai.config.place import unused
from contentai.githooks.looks import Look, Push, pushed_looks, ranged_look, read_pushes, staged_look
from contentai.githooks.runs import Options
from contentai.githooks.snapshot import snapshot
from contentai.language import Bilingual
from contentai.lint.baseline import Baseline
from contentai.lint.changed import new_and_not_accepted, new_to_all
from contentai.lint.git import NoHistory
from contentai.lint.outcome import FileOutcome, exit_status, in_row, summarise
from contentai.lint.reading import FileError
from contentai.lint.repository import Repository
from contentai.linter import Linter
from contentai.located import DataError
from contentai.report import Report
from contentai.report import text as text_report
from contentai.report.visible import visible
from contentai.workspace import Workspace

SKIP = "CONTENTAI_SKIP"


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
            pushes, remote = _pushed(repository, arguments)
            looks = list(pushed_looks(repository, pushes, remote))
            files: Sequence[str] = ()
            if not looks:
                _say(_nothing(pushes))
        else:
            files = from_top(repository, arguments)
            looks = [_committed(repository)]
        for look in looks:
            # One branch that cannot be judged does not keep the others from being judged.
            status = max(status, _told(repository, look, options, files, type))
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


def _pushed(repository: Repository, arguments: Sequence[str]) -> tuple[list[Push], str]:
    """What is pushed, and where to."""
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
    return pushes, remote


def _nothing(pushes: Sequence[Push]) -> Bilingual:
    """That nothing was checked. A push of what the remote has already tells of no branch."""
    if pushes:
        return Bilingual("没有要推的新内容", "nothing new is pushed")
    return Bilingual(
        "标准输入里没有要推的分支，没有检查：都已经推过了，或者 git 不肯推（它自己会说）；"
        "如果都不是，是运行钩子的工具没有把 git 的输入交过来（lefthook 要写 use_stdin: true）",
        "standard input tells of no branch to push and nothing was checked: all is pushed "
        "already, or git refuses to push (and says so); if neither, what runs "
        "the hook does not hand on the input of git (lefthook needs use_stdin: true)",
    )


def _told(
    repository: Repository, look: Look, options: Options, files: Sequence[str], type: str
) -> int:
    """Look, and report; the exit status."""
    started = time.perf_counter()
    notes = [look.note] if look.note else []
    try:
        with ExitStack() as stack:
            settings = stack.enter_context(snapshot(repository, look.commit))
            if gone := missing(repository, look, settings, options.folder, type):
                words, status = gone
                _say(words)
                return status
            look = replace(look, words=_with_folder(look.words, options.folder))
            judging = workspace_of(repository, settings, options, notes)
            workspace, root = stack.enter_context(judging)
            linter = workspace.with_options()
            linter.check()
            changes = {
                change.name: (change, () if options.whole else bases)
                for change, bases in look.changes(repository)
            }
            asked = among(changes, files, settings) if files else changes
            ignored: list[Path] = []
            baseline = baseline_of(settings, root, options)
            config, knows = workspace.config, baseline.knows if baseline else _nothing_known
            given = list(drafts(repository, asked, root, config, notes, ignored, knows))
            judged = [(one, _judged(linter, one, baseline)) for one in given]
            outcomes = [outcome for one, outcome in judged if not one.is_beside]
            left_out = workspace.left_out
            notes.extend((*workspace.notes, *left_out, *(baseline.notes if baseline else ())))
            folders = sorted({Path(one.draft.name).parent for one in given} | {Path()})
            notes.extend(unused(folders, workspace.config.file, root, type))
            notes = [settings.in_repository(note) for note in notes]
            if outcomes:
                _report(look, workspace, outcomes, notes, options, started)
            else:
                _say(_no_draft(look, len(ignored)))
                for note in notes:
                    _say(note)
    except DataError as error:
        _say(Bilingual(f"{look.words.zh}：{error}", f"{look.words.en}: {error}"))
        return 2
    if left_out:
        return 2
    summary = summarise(outcomes, 0)
    return exit_status(summary, options.fail_on) if options.fail_on else summary.status


def _nothing_known(_: str) -> bool:
    return False


def _judged(linter: Linter, given: Given, baseline: Baseline | None) -> FileOutcome:
    """The findings that no baseline accepts and that no former content had already."""
    draft = given.draft
    if isinstance(draft.data, FileError):
        return FileOutcome(draft.name, error=draft.data)
    brief = draft.row.brief if draft.row else None
    (outcome,) = linter.lint_all([(draft.name, draft.data, brief)])
    outcome = in_row(outcome, draft.row)

    def only_new(judged: FileOutcome) -> FileOutcome:
        return new_to_all(judged, given.before, lambda data: linter.lint_bytes(data, draft.name))

    return (
        new_and_not_accepted(outcome, baseline.accept, only_new) if baseline else only_new(outcome)
    )


def _report(
    look: Look,
    workspace: Workspace,
    outcomes: Sequence[FileOutcome],
    notes: Sequence[Bilingual],
    options: Options,
    started: float,
) -> None:
    space = " " if look.words.zh[:1].isascii() else ""
    _say(Bilingual(f"检查{space}{look.words.zh}", f"checking {look.words.en}"))
    summary = summarise(outcomes, time.perf_counter() - started)
    report = Report(outcomes, summary, notes, workspace.rulebook.rules, options.fail_on)
    paint, screen = painter(wants_colour(sys.stderr)), screen_width(sys.stderr)
    for piece in text_report.render(report, paint, screen):
        click.echo(piece, nl=False, color=True, err=True)


def _with_folder(words: Bilingual, folder: str) -> Bilingual:
    """What is looked at, with the folder that the names of drafts are relative to."""
    if not folder:
        return words
    return Bilingual(f"{words.zh}（目录 {folder}）", f"{words.en} (folder {folder})")


def _no_draft(look: Look, ignored: int) -> Bilingual:
    if not ignored:
        return Bilingual(f"{look.words.zh}里没有改动的稿件", f"no draft changed in {look.words.en}")
    zh, en = excluded(ignored)
    return Bilingual(f"{look.words.zh}：{zh}", f"{look.words.en}: {en}")


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
