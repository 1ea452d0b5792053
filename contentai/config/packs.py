"""Rule packs that installed packages offer, by the entry-point group ``contentai.rules``.

[project.entry-points."contentai.rules"]     # in the package's pyproject.toml
acme-rules = "acme_rules"

The value names a package (or a module inside one) whose folder holds the YAML. Nothing of
it is imported: a pack is data, and its folder is found by looking, not by running.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from contentai.config.place import KEPT
from contentai.config.settings import Pack
from contentai.language import Bilingual
from contentai.located import DataError, error_at
from contentai.rulebook.loader import is_a_file

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "contentai.rules"


def pack_folders(packs: Iterable[Pack]) -> Iterator[Path]:
    """The folders of the packs, in order. Raises ``DataError`` at the name of a missing one."""
    for pack in packs:
        yield _installed(pack) if pack.installed else _folder(pack)


class Empty(NamedTuple):
    """What is said of a pack that holds nothing; ``begun`` says that it is meant to, so far."""

    told: DataError
    begun: bool


def empty_packs(packs: Iterable[Pack]) -> Iterator[Empty]:
    """The packs that hold nothing, each at its name. Raises as ``pack_folders`` does.

    A folder with ``KEPT`` in it, as ``contentai init`` makes it, waits for its first rule. Any
    other stands where rules should be: a wrong name, a submodule that was not checked out.
    """
    for pack in packs:
        for folder in pack_folders([pack]):
            if not any((*folder.rglob("*.yaml"), *folder.rglob("*.yml"))):
                words = Bilingual(
                    f"{folder} 里没有规则文件；写规则所在的目录，或删掉这一项",
                    f"{folder} holds no rule files; name the folder of the rules, or delete this",
                )
                yield Empty(error_at(pack.name, words), (folder / KEPT).exists())


def installed_packs() -> dict[str, list[EntryPoint]]:
    """The packs that installed packages offer, by name; more than one of a name is a clash."""
    from importlib.metadata import entry_points  # slow to import, and rarely needed

    found: dict[str, list[EntryPoint]] = {}
    for point in entry_points(group=GROUP):
        known = found.setdefault(point.name, [])
        if all(point.value != other.value for other in known):
            known.append(point)
    return dict(sorted(found.items()))


def _folder(pack: Pack) -> Path:
    folder = pack.base / pack.name
    words = Bilingual(f"规则目录不存在：{folder}", f"there is no such rules folder: {folder}")
    with suppress(OSError, ValueError):
        if folder.is_dir():
            return folder
        if folder.exists():
            why = is_a_file(folder)
            words = Bilingual(f"{folder} {why.zh}", f"{folder} {why.en}")
    raise error_at(pack.name, words)


def _installed(pack: Pack) -> Path:
    known = installed_packs()
    points = known.get(pack.name, [])
    if not points:
        raise error_at(pack.name, _unknown(pack, list(known)))
    if len(points) > 1:
        values = "、".join(point.value for point in points)
        raise error_at(
            pack.name,
            Bilingual(
                f"不止一个软件包提供规则包“{pack.name}”：{values}",
                f"more than one package offers the pack {str(pack.name)!r}: {values}",
            ),
        )
    module = points[0].value.partition(":")[0].strip()
    folder = _folder_of(module)
    if folder is None:
        raise error_at(
            pack.name,
            Bilingual(
                f"规则包“{pack.name}”指向 {module}，那里没有放规则的目录（要写一个 Python 包）",
                f"the pack {str(pack.name)!r} names {module}, which is no package with a folder",
            ),
        )
    return folder


def _unknown(pack: Pack, known: list[str]) -> Bilingual:
    zh = f"已安装的有：{'、'.join(known)}" if known else "没有安装任何规则包"
    en = f"installed: {', '.join(known)}" if known else "none is installed"
    return Bilingual(
        f"不认识的规则包“{pack.name}”：{pack.base} 里没有这个目录，{zh}",
        f"unknown rule pack {str(pack.name)!r}: no such folder in {pack.base}; {en}",
    )


def _folder_of(module: str) -> Path | None:
    """The folder of a package, or the package's folder that a module lies in."""
    top, *parts = module.split(".")
    try:
        spec = find_spec(top)  # of a top-level name it runs nothing
    except (ImportError, ValueError):
        return None
    # A module in no package lies in a folder that is not its own: it has no locations.
    places = [Path(place) for place in (spec and spec.submodule_search_locations) or ()]
    for part in parts:
        folders = [place / part for place in places if (place / part).is_dir()]
        if not folders and not any((place / f"{part}.py").is_file() for place in places):
            return None
        places = folders or places
    return next((place for place in places if place.is_dir()), None)
