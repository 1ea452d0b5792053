"""What ``contentai doctor`` finds of the settings, of the rules and of the cache."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from contentai import resources
from contentai.config.packs import empty_packs
from contentai.config.place import unused
from contentai.language import Bilingual
from contentai.lint.cache import Cache
from contentai.located import DataError
from contentai.request import LintRequest, cache_folder
from contentai.workspace import Workspace

Level = Literal["ok", "warn", "fail"]


class Finding(NamedTuple):
    """One line: what was looked at, how it is, and the way out where it is not well."""

    name: Bilingual
    level: Level
    words: Bilingual
    way_out: Bilingual | None = None


def configuration(workspace: Workspace, named: Path | None) -> Iterator[Finding]:
    """The files, and every rule that they name; ``named`` is the one that was asked for."""
    name = Bilingual("配置", "configuration")
    file = workspace.config.file
    for note in (*workspace.config.notes, *(() if named else unused([Path()], file))):
        yield Finding(name, "warn", note)
    if file is None:
        words = Bilingual("没有配置文件，全是默认", "no configuration file: all defaults")
        way = Bilingual("contentai init 写一份", "contentai init writes one")
        yield Finding(name, "ok", words, way)
        return
    try:
        workspace.with_options().check()
    except DataError as error:
        yield wrong(name, error)
    else:
        yield Finding(name, "ok", Bilingual(f"{file}", f"{file}"))


def account(workspace: Workspace) -> Iterator[Finding]:
    """What is said of the account, and what rules, plans and audits would like to know besides."""
    name = Bilingual("账号档案", "account profile")
    config = workspace.config
    said = {
        **{
            f"account.{fact}": f"account.{fact}" in config.places for fact in config.account._fields
        },
        "mix": bool(config.mix),
        "segments.yaml": workspace.segments_file != resources.corpora_dir() / "segments.yaml",
    }
    there = [key for key, is_said in said.items() if is_said]
    missing = [key for key, is_said in said.items() if not is_said]
    zh = [f"写了 {'、'.join(there)}"] * bool(there) + [f"没写 {'、'.join(missing)}"] * bool(missing)
    en = [f"there: {', '.join(there)}"] * bool(there)
    en += [f"not said: {', '.join(missing)}"] * bool(missing)
    way = Bilingual(
        "先写清自己是谁、卖什么、写给谁：contentai.yaml 的 account 和 mix，旁边的 segments.yaml"
        "（docs/configuration.md、docs/library.md）",
        "say who you are, what you sell and to whom: account and mix in contentai.yaml, "
        "segments.yaml beside it (docs/configuration.md, docs/library.md)",
    )
    words = Bilingual("；".join(zh), "; ".join(en))
    yield Finding(name, "ok", words, way if missing else None)


def rules(workspace: Workspace) -> Iterator[Finding]:
    """Whether all of them load."""
    name = Bilingual("规则", "rules")
    try:
        book = workspace.rulebook
    except DataError as error:
        yield wrong(name, error)
        return
    for empty in empty_packs(workspace.config.packs):
        finding = wrong(name, empty.told)
        yield finding._replace(level="warn") if empty.begun else finding
    for problem in book.errors:
        yield wrong(name, problem)
    count = len(book.rules)
    yield Finding(name, "ok", Bilingual(f"读进 {count} 条", f"{count} loaded"))


def cache(named: Path | None) -> Iterator[Finding]:
    """Whether it is ours and can be written to."""
    name = Bilingual("缓存", "cache")
    folder = cache_folder(LintRequest(named)).absolute()
    if Cache(folder).is_occupied():
        words = Bilingual(
            f"{folder} 里有别的东西，不是 contentai 的缓存，不往里存，每次都要全部重查",
            f"{folder} holds something else and is no cache of contentai: all is checked anew",
        )
        way = Bilingual(
            "用环境变量 CONTENTAI_CACHE_DIR 换一个文件夹", "name another in CONTENTAI_CACHE_DIR"
        )
        yield Finding(name, "warn", words, way)
        return
    there = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        yield Finding(name, "ok", Bilingual(f"{folder}", f"{folder}"))
        return
    words = Bilingual(
        f"写不进 {folder}，每次都要全部重查", f"{folder} cannot be written to: all is checked anew"
    )
    way = Bilingual(
        f"看看 {there} 的权限，或者用环境变量 CONTENTAI_CACHE_DIR 换一个文件夹",
        f"look at the permissions of {there}, or name another folder in CONTENTAI_CACHE_DIR",
    )
    yield Finding(name, "warn", words, way)


def wrong(name: Bilingual, error: DataError) -> Finding:
    """The line for a mistake in a file."""
    told = Bilingual(_at(error, error.words.zh), _at(error, error.words.en))
    way = Bilingual("照它说的改那一处", "mend that place")
    return Finding(name, "fail", told, way if error.file else None)


def _at(error: DataError, words: str) -> str:
    if not error.file:
        return words
    return (
        f"{error.file}:{error.line}:{error.column}: {words}"
        if error.line
        else f"{error.file}: {words}"
    )
