"""Finds the configuration: ``contentai.yaml``, or ``[tool.contentai]`` of a ``pyproject.toml``.

It takes neither YAML nor, as a rule, TOML: a run whose drafts are all known starts here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from contentai.language import Bilingual

# In a folder of rules that waits for its first one: git keeps none without a file.
KEPT = ".gitkeep"
FILE_NAME = "contentai.yaml"
TOML_NAME = "pyproject.toml"
NEARLY = ("contentai.yml", ".contentai.yaml", ".contentai.yml", "contentai.toml", "contentai.json")
SECTION: Final = ("tool", "contentai")
# The first two parts of a table's name, as written.
_TABLE = re.compile(
    r"""^[ \t]*\[\[?[ \t]*((?:tool\.)?["']?([A-Za-z_-]+)["']?)""", re.MULTILINE | re.I
)


def find_config(start: Path, top: Path | None = None) -> Path | None:
    """The nearest configuration in ``start`` or a folder above it, up to ``top``.

    Beside a ``contentai.yaml`` a ``pyproject.toml`` does not count.
    """
    try:
        folder = start.resolve()
    except (OSError, RuntimeError):  # a folder that links to itself
        return None
    for place in (folder, *folder.parents):
        with suppress(OSError):  # a folder above that may not be searched holds none for us
            if found := _config_in(place):
                return found
        if place == top:
            return None
    return None


def new_config(drafts: Path) -> Path:
    """Where a configuration for the drafts in this folder is made, where none is in force.

    In the folder that the command runs in, where that is above the drafts: a later command there
    and one beside the drafts both find it. Not in a home or above one, where it would hold for
    all else that is written there: then beside the drafts.
    """
    with suppress(OSError, RuntimeError):
        here, folder, home = Path.cwd(), drafts.resolve(), Path.home().resolve()
        if folder.is_relative_to(here) and not home.is_relative_to(here):
            return here / FILE_NAME
    return drafts / FILE_NAME


def _config_in(folder: Path) -> Path | None:
    own = folder / FILE_NAME
    if own.is_file() or own.is_symlink():  # reading says so when the link leads to nothing
        return own
    return folder / TOML_NAME if configures(folder / TOML_NAME) else None


def unused(
    folders: Iterable[Path],
    used: Path | None,
    top: Path | None = None,
    hook: str | None = None,
) -> Iterator[Bilingual]:
    """Words about what looks like the configuration of these folders and is not ``used``.

    Those are a nearer one than the one in force, and files whose name is nearly right, in the
    folders and above them, up to ``top``. ``hook`` is the type of the git hook that asks: it
    goes by the folder that it was installed in.
    """
    in_force = used.resolve() if used else None
    seen: set[Path] = set()
    for folder in folders:
        with suppress(OSError, RuntimeError):
            start = folder.resolve()
            for place in (start, *start.parents):
                if place in seen:
                    break
                seen.add(place)
                own = _config_in(place)
                if own and own.resolve() != in_force:
                    yield _not_in_force(own, hook)
                if own:
                    break
                yield from nearly(place)
                if place == top:
                    break


def nearly(folder: Path) -> Iterator[Bilingual]:
    """Words about what lies in ``folder`` and would configure it under the right name."""
    yield from (_misnamed(folder / n) for n in NEARLY if (folder / n).is_file())
    file = folder / TOML_NAME
    with suppress(OSError):
        for whole, name in _TABLE.findall(_text(file)) if file.is_file() else ():
            is_ours = re.sub("[-_]", "", name).lower() == SECTION[1]
            if is_ours and re.sub("[\"']", "", whole) != ".".join(SECTION):
                yield _misspelt(file, whole)


def _not_in_force(file: Path, hook: str | None) -> Bilingual:
    if hook:
        way = f"contentai hook install --type {hook}"
        return Bilingual(
            f"{file} 没有用：钩子的配置从装它的目录往上找；要用它、只查 {file.parent}，"
            f"就到那里运行 {way}",
            f"{file} is not used: the hook looks for the configuration in the folder it was "
            f"installed in and above it; to use it and check {file.parent} alone, run {way} there",
        )
    return Bilingual(
        f"{file} 没有用：配置从运行命令的目录往上找；到 {file.parent} 里运行，或用 --config 指明",
        f"{file} is not used: the configuration is looked for in the folder the command runs in "
        f"and above it; run it in {file.parent}, or give --config",
    )


def _misnamed(file: Path) -> Bilingual:
    if (right := file.with_name(FILE_NAME)).exists():
        return Bilingual(
            f"{file} 没有用：旁边的 {right.name} 才是配置；把里面的设置搬过去，或删掉它",
            f"{file} is not used: {right.name} beside it is the configuration; move its settings "
            "over, or delete it",
        )
    return Bilingual(
        f"{file} 没有用：配置文件要叫 {FILE_NAME}，请改名",
        f"{file} is not used: a configuration is called {FILE_NAME}; rename it",
    )


def _misspelt(file: Path, name: str) -> Bilingual:
    return Bilingual(
        f"{file} 里的 [{name}] 没有用：要写成 [tool.contentai]",
        f"[{name}] in {file} is not used: write [tool.contentai]",
    )


def configures(file: Path) -> bool:
    """True for a ``pyproject.toml`` with our table. Raises ``OSError``.

    In whatever encoding: who reads it in earnest says what is wrong with that.
    """
    return file.is_file() and has_table(_text(file))


def _text(file: Path) -> str:
    return file.read_text("utf-8-sig", "replace")


def has_table(text: str) -> bool:
    """True for a ``pyproject.toml`` that holds settings; one that cannot be read may."""
    if SECTION[1] not in text:
        return False
    import tomllib

    try:
        return own_value(tomllib.loads(text)) is not None
    except (tomllib.TOMLDecodeError, RecursionError):
        return re.search(r"^[ \t]*\[tool\.contentai\b", text, re.MULTILINE) is not None


def own_value(root: Mapping[str, Any]) -> Any:
    """``[tool.contentai]`` of what a ``pyproject.toml`` says; None when there is none.

    It need not be a table: who reads it says so.
    """
    tool = root.get(SECTION[0])
    return tool.get(SECTION[1]) if isinstance(tool, dict) else None
