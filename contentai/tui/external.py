"""The user's own editor on the text of a draft: ``$VISUAL`` or ``$EDITOR``, run without a shell."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from contentai.language import Bilingual, system_reason
from contentai.lint.reading import FileError
from contentai.tui.draft import open_draft

_USUAL = ("nano", "vim", "vi")


def external_editor(environment: Mapping[str, str]) -> list[str] | Bilingual:
    """The command of the user's editor, or why there is none."""
    for name in ("VISUAL", "EDITOR"):
        written = environment.get(name, "").strip()
        if not written:
            continue
        try:
            command = shlex.split(written)
        except ValueError as error:
            return Bilingual(
                f"环境变量 {name} 写错了：{written}（{error}）",
                f"{name} is not a command: {written} ({error})",
            )
        if shutil.which(command[0], path=environment.get("PATH")) is None:
            return Bilingual(
                f"环境变量 {name} 里的 {command[0]} 没有找到，请改成装好的编辑器",
                f"{command[0]}, which {name} names, is not installed; name another editor",
            )
        return command
    for name in _USUAL:
        if shutil.which(name, path=environment.get("PATH")):
            return [name]
    return Bilingual(
        "没有可用的外部编辑器；请设环境变量 VISUAL 或 EDITOR，例如 export VISUAL=vim",
        "no external editor; set VISUAL or EDITOR, for example export VISUAL=vim",
    )


def edited_outside(command: Sequence[str], text: str, name: str) -> str | Bilingual:
    """``text`` after the user's editor ran on it, or why it is not taken.

    The editor sees a private UTF-8 file called ``name``. What it wrote is taken only when it
    ended well; a text that cannot be read stays where it is, and the wording says where.
    """
    folder = Path(tempfile.mkdtemp(prefix="contentai-"))  # private to the user
    file = folder / name
    kept = False
    try:
        file.write_bytes(text.encode("utf-8", "replace"))
        try:
            status = subprocess.run([*command, str(file)], check=False).returncode  # noqa: S603
        except OSError as error:
            why = system_reason(error)
            return Bilingual(
                f"{command[0]} 没有运行起来：{why.zh}", f"{command[0]} did not run: {why.en}"
            )
        if status:
            return Bilingual(
                f"{command[0]} 以 {status} 结束，文字没有改",
                f"{command[0]} ended with {status}; the text was left as it is",
            )
        after = open_draft(file)
        if isinstance(after, FileError):
            kept = True
            return Bilingual(
                f"外部编辑器写下的内容读不了，没有采用，留在 {file}：{after.words.zh}",
                f"what the editor wrote was not taken and stays in {file}: {after.words.en}",
            )
        if after.data is None:
            return Bilingual(
                "外部编辑器把文件删了，文字没有改", "the editor removed the file; nothing was taken"
            )
        return after.text
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
