"""The patch that ``--diff`` shows: what would become of drafts, for ``git apply -p0``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from contentai.cli.output import write_report_bytes
from contentai.language import Bilingual
from contentai.lint.mend import diff
from contentai.report.visible import visible

# In these a line does not end with one byte, which is all that patches know.
_NO_LINES = ("utf-16", "utf-32")


@dataclass
class Patch:
    """Where the differences go: ``output``, or standard output as they come.

    ``notes`` are for the reader.
    """

    output: Path | None
    notes: list[Bilingual]
    _pieces: list[bytes] = field(default_factory=list)

    def add(self, path: str, before: str, after: str, encoding: str) -> None:
        """What becomes of a draft, in the encoding of its file: a patch is one of bytes."""
        if encoding.startswith(_NO_LINES):
            self.notes.append(_other(path, encoding.upper()))
        lines = diff(before, after, visible(path))
        if self.output is None and sys.stdout.isatty():
            # On a terminal nothing of a draft may steer it; in a pipe every byte counts.
            for line in lines:
                click.echo(visible(line.rstrip("\r\n")))
            return
        data = b"".join(_encoded(lines, encoding))
        if self.output is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            self._pieces.append(data)

    def finish(self) -> None:
        """Write the file, empty where nothing would be mended. Raises ``Failure``."""
        if self.output is not None:
            write_report_bytes(self._pieces, self.output)


def _encoded(lines: Iterator[str], encoding: str) -> Iterator[bytes]:
    is_own = not encoding.startswith(("utf-8", *_NO_LINES))
    for number, line in enumerate(lines):
        # The first two name the file.
        yield line.encode(encoding if is_own and number > 1 else "utf-8", "backslashreplace")


def _other(path: str, encoding: str) -> Bilingual:
    return Bilingual(
        f"{path} 是 {encoding}，补丁里写成了 UTF-8，git apply 收不下；要改就用 --fix",
        f"{path} is {encoding} and stands in the patch as UTF-8, which git apply refuses; mend it "
        "with --fix",
    )
