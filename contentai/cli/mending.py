"""``--fix`` and ``--diff``: drafts mended in place, or what would become of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path

from contentai.cli.patch import Patch
from contentai.diagnostics import Applicability
from contentai.language import Bilingual, system_reason
from contentai.lint.mend import mend
from contentai.lint.mendrows import Relint, TableMending
from contentai.lint.outcome import FileOutcome
from contentai.lint.reading import Draft, FileError, is_table
from contentai.lint.writing import Unwritable, encoded, replace_file


@dataclass
class Mending:
    """How drafts are mended, and what came of it so far.

    With ``show`` no draft is written: the differences go to the patch ``output``, or to standard
    output where that is None.
    """

    allowed: Collection[Applicability]
    show: bool
    output: Path | None = None
    fixes: int = 0
    files: int = 0
    failed: int = 0
    notes: list[Bilingual] = field(default_factory=list)
    _is_passed_on: bool = False

    @cached_property
    def patch(self) -> Patch:
        """What ``show`` shows."""
        return Patch(self.output, self.notes)

    def mended(
        self,
        judged: Iterable[tuple[Draft, FileOutcome]],
        relint: Relint,
        columns: Callable[[str], str | None],
    ) -> Iterator[FileOutcome]:
        """What there is to report of drafts: the findings left in them as they now stand.

        ``relint`` judges a draft as if it held another text, ``columns`` names the column with
        the text of a table, where that is known.
        """
        for table, drafts in groupby(judged, key=lambda pair: pair[0].table):
            if table is None:
                for draft, outcome in drafts:
                    yield self._mended(draft, outcome, relint)
                continue
            mending = TableMending(table, relint, self.allowed)
            with closing(mending.before), closing(mending.after):
                for _, outcome in drafts:
                    mending.add(outcome)
                yield from self._written(mending, columns(table.name))

    def finish(self, standard: Draft) -> None:
        """Pass standard input on where it is a table without a row to mend."""
        if isinstance(standard.data, bytes) and is_table(standard.name) and not self._is_passed_on:
            self._pass_on(standard, standard.data)

    def _mended(self, draft: Draft, outcome: FileOutcome, relint: Relint) -> FileOutcome:
        if outcome.document is None or isinstance(draft.data, FileError):
            return outcome
        if outcome.document.extracted:
            self._leave(outcome)
            return outcome
        before = outcome.document.source
        done = mend(outcome, lambda text: relint(outcome, text), self.allowed)
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
            encoding = outcome.document.encoding
            mark = "\ufeff" if encoding == "utf-8-sig" else ""
            self.patch.add(outcome.path, mark + before, mark + done.text, encoding)
            return outcome
        self._pass_on(draft, data)
        return done.outcome

    def _written(self, mending: TableMending, column: str | None) -> Iterator[FileOutcome]:
        """Write a table, all of it at once; what there is to report of its rows."""
        table = mending.table
        assert isinstance(table.data, bytes)
        self.notes += [*map(_unsettled, mending.unsettled), *_kept(mending)]
        if mending.first is None:
            self._pass_on(table, table.data)
            yield from mending.after
            return
        try:
            before, after, data = mending.texts()
            if not self.show and table.file:
                replace_file(table.file, data, table.data)
        except (Unwritable, OSError) as error:
            self.failed += 1
            self._pass_on(table, table.data)
            kind, words = _unwritten(error)
            whole = Bilingual(f"{words.zh}；整个表格都没有改", f"{words.en}; no row was mended")
            for outcome in mending.before:
                is_first = outcome.path == mending.first
                yield outcome._replace(error=FileError(kind, whole)) if is_first else outcome
            return
        self.fixes += mending.fixes
        self.files += 1
        if self.show:
            mark = mending.mark
            self.patch.add(table.name, mark + before, mark + after, mending.encoding)
            yield from mending.before
        else:
            self._pass_on(table, data)
            yield from mending.placed(after, column)

    def _leave(self, outcome: FileOutcome) -> None:
        """Tell that nothing is written into a Word document, where there would be something."""
        if any(finding.fixes for finding in outcome.findings):
            words = Bilingual(
                f"{outcome.file}：Word 文档里不自动改，改法只供参考",
                f"{outcome.file}: nothing is mended in Word documents; the fixes are only shown",
            )
            self.notes.append(words)

    def _pass_on(self, draft: Draft, data: bytes) -> None:
        """A draft from standard input goes to standard output, mended or not."""
        if draft.file is None and not self.show:
            self._is_passed_on = True
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


def _unsettled(path: str) -> Bilingual:
    return Bilingual(
        f"{path} 里有几条改法互相抵消，改到一半停下了；请手工改",
        f"fixes in {path} undo one another; stopped, please mend it by hand",
    )


def _kept(mending: TableMending) -> Iterator[Bilingual]:
    if mending.kept:
        name, count = mending.table.name, mending.kept
        yield Bilingual(
            f"{name}：{count} 行的改法写不进去（标题里有换行、不是文字，"
            "或引号、字符不完整），只供参考",
            f"{name}: fixes of {count} rows cannot be written (a title of several lines, no text, "
            "or broken quotes or characters) and are only shown",
        )


def _unwritten(error: Unwritable | OSError) -> FileError:
    if isinstance(error, Unwritable):
        return FileError("unwritable", error.words)
    reason = system_reason(error)
    return FileError(
        "unwritable", Bilingual(f"写不了：{reason.zh}", f"cannot be written: {reason.en}")
    )
