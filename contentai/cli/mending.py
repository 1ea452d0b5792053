"""``--fix`` and ``--diff``: drafts mended in place, or what would become of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import click

from contentai.diagnostics import Applicability
from contentai.language import Bilingual, system_reason
from contentai.lint.mend import Mended, diff, mend
from contentai.lint.outcome import FileOutcome
from contentai.lint.reading import Draft, FileError
from contentai.lint.writing import Unwritable, encoded, replace_file
from contentai.report.visible import visible


@dataclass
class Mending:
    """How drafts are mended, and what came of it so far.

    With ``show`` nothing is written: the differences are printed instead.
    """

    allowed: Collection[Applicability]
    show: bool
    fixes: int = 0
    files: int = 0
    failed: int = 0
    notes: list[Bilingual] = field(default_factory=list)
    _left: set[str] = field(default_factory=set)

    def mended(
        self, draft: Draft, outcome: FileOutcome, relint: Callable[[str], FileOutcome]
    ) -> FileOutcome:
        """What there is to report of a draft: the findings left in it as it now stands."""
        if outcome.document is None or isinstance(draft.data, FileError):
            return outcome
        if outcome.row or outcome.document.extracted:
            self._leave(outcome)
            return outcome
        before = outcome.document.source
        done = mend(outcome, relint, self.allowed)
        if not done.settled:
            self.notes.append(_unsettled(outcome.path))
        if done.text == before:
            self._pass_on(draft, draft.data)
            return done.outcome
        try:
            data = encoded(done.text, outcome.document.encoding, before, draft.data)
            if not self.show and draft.file:
                replace_file(draft.file, data, draft.data)
        except (Unwritable, OSError) as error:
            self._pass_on(draft, draft.data)
            self.failed += 1
            return outcome._replace(error=_unwritten(error))
        self.fixes += done.fixes
        self.files += 1
        if self.show:
            _print_diff(outcome, done)
            return outcome
        self._pass_on(draft, data)
        return done.outcome

    def _leave(self, outcome: FileOutcome) -> None:
        """Tell once a file that nothing is written into it, where there would be something."""
        if outcome.file not in self._left and any(f.fixes for f in outcome.findings):
            self._left.add(outcome.file)
            kind = (
                Bilingual("表格", "tables")
                if outcome.row
                else Bilingual("Word 文档", "Word documents")
            )
            words = Bilingual(
                f"{outcome.file}：{kind.zh}里不自动改，改法只供参考",
                f"{outcome.file}: nothing is mended in {kind.en}; the fixes are only shown",
            )
            self.notes.append(words)

    def _pass_on(self, draft: Draft, data: bytes) -> None:
        """A draft from standard input goes to standard output, mended or not."""
        if draft.file is None and not self.show:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    def summary(self) -> Bilingual:
        """How much was mended, or would be."""
        if not self.fixes and self.failed:
            return Bilingual(
                "一处也没有改成，原因见上面的错误", "nothing was mended; the errors above say why"
            )
        if not self.fixes:
            return Bilingual("没有可以自动改的", "nothing could be mended")
        if self.show:
            return Bilingual(
                f"{self.files} 个文件里有 {self.fixes} 处可以自动改（没有写进文件）",
                f"{self.fixes} can be mended in {self.files} files (nothing was written)",
            )
        return Bilingual(
            f"自动改了 {self.files} 个文件里的 {self.fixes} 处",
            f"{self.fixes} mended in {self.files} files",
        )


def _print_diff(outcome: FileOutcome, done: Mended) -> None:
    assert outcome.document is not None
    mark = "\ufeff" if outcome.document.encoding == "utf-8-sig" else ""
    lines = diff(mark + outcome.document.source, mark + done.text, visible(outcome.path))
    if sys.stdout.isatty():
        # On a terminal nothing of a draft may steer it; in a pipe every byte counts.
        for line in lines:
            click.echo(visible(line.rstrip("\r\n")))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write("".join(lines).encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()


def _unsettled(path: str) -> Bilingual:
    return Bilingual(
        f"{path} 里有几条改法互相抵消，改到一半停下了；请手工改",
        f"fixes in {path} undo one another; stopped, please mend it by hand",
    )


def _unwritten(error: Unwritable | OSError) -> FileError:
    if isinstance(error, Unwritable):
        return FileError("unwritable", error.words)
    reason = system_reason(error)
    return FileError(
        "unwritable", Bilingual(f"写不了：{reason.zh}", f"cannot be written: {reason.en}")
    )
