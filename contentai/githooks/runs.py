"""What a hook file runs: one line for each folder, with options of its own."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from contentai.language import Bilingual

_LINE = re.compile(r'hook run (.*) -- "\$@"')


@dataclass(frozen=True, slots=True)
class Options:
    """How a hook was installed. ``folder`` is where, relative to the top of the repository."""

    fail_on: str | None = None
    whole: bool = False
    baseline: str | None = None
    folder: str = ""

    def arguments(self) -> list[str]:
        """The same as options of ``contentai hook run``."""
        folder = ["--folder", self.folder] if self.folder else []
        return [*self._how(), *folder]

    def _how(self) -> list[str]:
        return [
            *(["--fail-on", self.fail_on] if self.fail_on else []),
            *(["--whole"] if self.whole else []),
            *(["--baseline", self.baseline] if self.baseline else []),
        ]

    @property
    def words(self) -> Bilingual:
        """What is looked at, and how."""
        place = (self.folder,) * 2 if self.folder else ("整个仓库", "all of the repository")
        how = shlex.join(self._how())
        return Bilingual(
            f"{place[0]}（{how}）" if how else place[0], f"{place[1]} ({how})" if how else place[1]
        )


class Installed(NamedTuple):
    """What became of a hook file.

    ``way`` is ``installed``, ``refreshed``, ``chained``, or ``idle`` where the hook that was
    there is kept and does not run, as it may not be executed. ``gone`` are folders that are
    looked at no more; ``is_unread`` tells of a former file of ours that made no sense.
    """

    way: str
    given: Options
    runs: tuple[Options, ...]
    gone: tuple[str, ...] = ()
    is_unread: bool = False

    def notes(self, type: str) -> Iterator[Bilingual]:
        """What somebody might not expect of it."""
        if self.runs != (Options(),):
            zh, en = looked_at(self.runs)
            yield Bilingual(f"{type} 查：{zh}", f"{type} looks at {en}")
        for folder in self.gone:
            yield Bilingual(
                f"{type} 不再查 {folder}：这里没有这个目录了",
                f"{type} looks at {folder} no more: there is no such folder here",
            )
        if self.is_unread:
            yield Bilingual(
                f"{type} 原来的钩子文件被改过，读不懂，里面的目录和选项没有留下；要的话重新装",
                f"the former {type} hook was edited and makes no sense; its folders and options "
                "were not kept: install them anew",
            )
        if self.runs != (self.given,):
            way = f"contentai hook uninstall --type {type}"
            yield Bilingual(
                f"以前装的目录和选项都留着；不要的话先 {way}，再装要的",
                f"what was installed before is kept; to be rid of it run {way} and install what "
                "you want",
            )


def looked_at(runs: Sequence[Options]) -> Bilingual:
    """What several runs look at."""
    return Bilingual(
        "、".join(run.words.zh for run in runs), ", ".join(run.words.en for run in runs)
    )


def written(type: str, run: Options) -> str:
    """The command of a run, up to what git gives the hook."""
    return shlex.join(["contentai", "hook", "run", "--type", type, *run.arguments(), "--"])


def read_runs(script: str) -> list[Options]:
    """The runs that a hook file has. Raises ``ValueError`` for what makes no sense."""
    return list(dict.fromkeys(_parsed(shlex.split(line)) for line in _LINE.findall(script)))


def joined(former: Sequence[Options], new: Options) -> list[Options]:
    """The former runs and a new one; what is not given anew for its folder stays as it was."""
    if not any(run.folder == new.folder for run in former):
        return [*former, new]
    return [
        run
        if run.folder != new.folder
        else Options(
            new.fail_on or run.fail_on,
            new.whole or run.whole,
            new.baseline or run.baseline,
            run.folder,
        )
        for run in former
    ]


def _parsed(words: Sequence[str]) -> Options:
    given: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name, is_given, value = word.partition("=")
        if name not in ("--type", "--fail-on", "--whole", "--baseline", "--folder"):
            raise ValueError(word)
        if name != "--whole" and not is_given:
            value = next(rest, "")
        given[name] = value
    folder = PurePosixPath(given.get("--folder", "")).as_posix()
    return Options(
        given.get("--fail-on"),
        "--whole" in given,
        given.get("--baseline"),
        "" if folder == "." else folder,
    )
