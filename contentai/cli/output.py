"""Where a report goes: standard output, or a file that is replaced in one step.

Never over something that the same command reads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentai.cli.failure import Failure
from contentai.language import Bilingual, system_reason
from contentai.lint.writing import Unwritable, replace_file
from contentai.report.visible import visible

if TYPE_CHECKING:
    from contentai.lint.stamps import Tree

# Before a file's name.
CANNOT_WRITE = Bilingual("写不了", "cannot write")


def file_or_standard(_: object, __: object, output: str | None) -> Path | None:
    """For ``callback=`` of an option: ``-`` is standard output, as it is standard input.

    The option must give the name as written: as a ``Path`` the file ``./-`` is a dash too.
    """
    return None if output is None or output == "-" else Path(output)


def would_lose(output: Path, inputs: Iterable[str | Path], reads: Callable[[Path], bool]) -> bool:
    """Whether writing ``output`` loses one of ``inputs``, by whatever name or link.

    Or a file in a folder among them, where ``reads`` takes it for an input.
    """
    target = Path(os.path.realpath(output))
    if not target.is_file():
        return False
    return any(
        (place.is_file() and place.samefile(target))
        or (place.is_dir() and target.is_relative_to(place) and reads(target))
        for place in map(Path, map(os.path.realpath, inputs))
    )


def check_spares(
    output: Path | None,
    inputs: Iterable[str | Path | None],
    reads: Callable[[Path], bool] = lambda _: False,
    trees: Iterable[Tree] = (),
) -> None:
    """Refuse to write over what the command reads, see ``would_lose``. Raises ``Failure``.

    ``trees`` are configuration, rules and models (see ``dependencies.trees_of``). What bears the
    name of such a file is spared too, wherever it lies: another command reads it.
    """
    if output is None:
        return
    if _is_own(output):
        words = Bilingual(
            f"--output {output} 是 contentai 自己要读的文件（配置、排除或基线），写进去会盖掉它；"
            "换个名字",
            f"--output {output} is a file that contentai goes by (configuration, ignore file or "
            "baseline) and would be lost; name another file",
        )
        raise Failure(str(words))
    named = [place for place in inputs if place is not None]
    # What is yet to be written, as a baseline may be, would be lost a moment later.
    same = os.path.realpath(output) in map(os.path.realpath, named)
    if same or would_lose(output, named, reads) or any(_lies_in(output, tree) for tree in trees):
        words = Bilingual(
            f"--output {output} 是这个命令要读的文件，写进去会盖掉它；换个名字",
            f"--output {output} is read by this command and would be lost; name another file",
        )
        raise Failure(str(words))


def _is_own(output: Path) -> bool:
    from contentai.config.place import FILE_NAME, TOML_NAME
    from contentai.lint.baselineplace import BASELINE_NAME
    from contentai.lint.ignoring import GIT_FILE, OWN_FILE

    target = Path(os.path.realpath(output))
    names = (FILE_NAME, TOML_NAME, GIT_FILE, OWN_FILE, BASELINE_NAME)
    return bool({output.name, target.name}.intersection(names)) and target.is_file()


def _lies_in(output: Path, tree: Tree) -> bool:
    from contentai.lint.ownreports import is_report
    from contentai.lint.reading import read_data

    def reads(file: Path) -> bool:
        is_one = not tree.endings or file.name.endswith(tree.endings)
        return is_one and not is_report(read_data(file))

    return would_lose(output, [tree.path], reads)


def write_report(pieces: Iterable[str], output: Path | None, err: bool = False) -> None:
    """Write to ``output`` and say so, or print (with ``err`` to standard error).

    Raises ``Failure`` when the file cannot be written.
    """
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False, color=True, err=err)
        return
    # File names may hold bytes that are no UTF-8; they come out as backslash escapes.
    write_report_bytes((piece.encode("utf-8", "backslashreplace") for piece in pieces), output)


def write_report_bytes(data: Iterable[bytes], output: Path) -> None:
    """Write to ``output`` and say so. Raises ``Failure`` when it cannot be written."""
    write_output(output, data, Bilingual("写不了报告", "cannot write the report"))
    if output.is_file():  # what went into a pipe is not there to be looked for
        click.echo(visible(str(Bilingual(f"写好了：{output}", f"written: {output}"))), err=True)


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
