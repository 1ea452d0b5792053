"""Where a report goes: standard output, or a file that is replaced in one step."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from contentai.cli.failure import Failure
from contentai.language import Bilingual, system_reason
from contentai.lint.writing import Unwritable, replace_file


def write_report(pieces: Iterable[str], output: Path | None, err: bool = False) -> None:
    """Write to ``output``, or print (with ``err`` to standard error).

    Raises ``Failure`` when the file cannot be written.
    """
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False, color=True, err=err)
        return
    # File names may hold bytes that are no UTF-8; they come out as backslash escapes.
    data = (piece.encode("utf-8", "backslashreplace") for piece in pieces)
    write_output(output, data, Bilingual("写不了报告", "cannot write the report"))


def write_output(output: Path, data: bytes | Iterable[bytes], what: Bilingual) -> None:
    """Write a file that the user named; ``what`` begins the message when that fails."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        if output.exists() and not output.is_file():
            # A pipe or a device such as /dev/stdout is written to, never replaced.
            with output.open("wb") as file:
                file.writelines([data] if isinstance(data, bytes) else data)
        else:
            replace_file(output, data)
    except OSError as error:
        raise Failure(f"{what} {output}{Bilingual('：', ': ')}{system_reason(error)}") from None
    except Unwritable as error:
        raise Failure(f"{what} {output}{Bilingual('：', ': ')}{error}") from None
