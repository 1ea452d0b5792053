"""How a command ends when it cannot do its work: one message, exit status 2."""

from __future__ import annotations

import click

from contentai.extras import pip_install
from contentai.language import Bilingual, system_reason

NO_FOLDER = Bilingual(
    "当前目录已经不在了（被删掉或换掉）；cd 到别的目录再运行",
    "the current folder is gone (deleted or replaced); cd to another and run it there",
)


class Failure(click.ClickException):
    """The words for the user. Status 1 means findings; 2 means that something went wrong."""

    exit_code = 2


def missing_package(error: ImportError, extra: str) -> Failure:
    """The failure of a command that needs an extra of ours which is not installed."""
    command = pip_install(extra)
    words = Bilingual(
        f"这个命令要用更多软件包（缺 {error.name}）：{command}",
        f"this command needs more packages ({error.name}): {command}",
    )
    return Failure(str(words))


def unreadable(error: OSError) -> Failure:
    """The failure of a command whose file could not be read or written."""
    from contentai.report.visible import visible  # only for bad news

    reason, name = system_reason(error), visible(str(error.filename))
    place = Bilingual(f"{name}：", f" {name}")
    if not error.filename:  # of a stream
        place = Bilingual("", "")
    words = Bilingual(
        f"读写出错：{place.zh}{reason.zh}", f"cannot read or write{place.en}: {reason.en}"
    )
    return Failure(str(words))
