"""Which drafts of a folder are left out: ``.gitignore`` and ``.contentaiignore``, read as git does.

Deeper files win over those above, the later line of a file over the earlier, and
``.contentaiignore`` over the ``.gitignore`` beside it. ``.gitignore`` counts within a
repository only. Nothing of git itself is run: these are files like any other.
"""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import NamedTuple

from contentai.language import Bilingual

# Whether what matches is left out, and the pattern; the last of a file that matches decides.
Patterns = tuple[tuple[bool, re.Pattern[str]], ...]

GIT_FILE, OWN_FILE = ".gitignore", ".contentaiignore"
# What pathspec makes of "*" and of "**/": everything, and every folder.
_ANY, _FOLDERS = ".", "(?P<ps_d>/)"


class Ignoring(NamedTuple):
    """The patterns in force in one folder, each with the way from its file's folder to here."""

    patterns: tuple[tuple[Patterns, str], ...] = ()
    in_repository: bool = False

    def ignores(self, name: str, is_folder: bool) -> bool:
        """True when what lies here under ``name`` is left out."""
        for patterns, way in reversed(self.patterns):
            path = f"{way}{name}/" if is_folder else way + name
            for include, pattern in reversed(patterns):
                if _matches(pattern, path):
                    return include
        return False

    def inside(self, folder: Path, name: str, problems: list[Bilingual]) -> Ignoring:
        """What is in force in ``folder``, which lies here under ``name``.

        Lines that cannot be used go to ``problems``.
        """
        kept = tuple((spec, f"{way}{name}/") for spec, way in self.patterns)
        repository = self.in_repository or _exists(folder / ".git")
        names = (GIT_FILE, OWN_FILE) if repository else (OWN_FILE,)
        found = (_read(folder / name, problems) for name in names)
        specs = tuple((spec, "") for spec in found if spec is not None)
        return Ignoring((*kept, *specs), repository)


def ignoring_at(folder: Path, problems: list[Bilingual]) -> Ignoring:
    """What is in force in a folder that was named: the files in it and above it.

    Where those above leave out the folder itself they do not count: it was asked for.
    """
    try:
        place = folder.absolute()
        place = place.resolve() if ".." in place.parts else place
    except (OSError, RuntimeError):
        return Ignoring()
    here = Ignoring()
    for above in reversed(place.parents):
        if here.ignores(above.name, True):
            here = Ignoring(in_repository=here.in_repository)
        here = here.inside(above, above.name, problems)
    if here.ignores(place.name, True):
        here = Ignoring(in_repository=here.in_repository)
    return here.inside(place, place.name, problems)


def _read(file: Path, problems: list[Bilingual]) -> Patterns | None:
    try:
        text = file.read_bytes().decode("utf-8-sig", "surrogateescape")
    except OSError:  # most folders have none
        return None
    from pathspec import GitIgnoreSpec, RegexPattern  # only those who have such a file pay for it

    from contentai.config.globs import windows_path

    found: list[tuple[bool, re.Pattern[str]]] = []
    # A line ends as it does to git: other signs that part lines may stand in a name.
    for number, whole in enumerate(text.split("\n"), 1):
        written = whole.removesuffix("\r")
        if not written:
            continue
        # "a/**" is what lies in a, not a itself; pathspec takes "a/" for one of them.
        line = f"{written.rstrip()}/*" if written.rstrip().endswith("/**") else written
        try:
            with warnings.catch_warnings():
                # "[[]" is made a set that Python may read otherwise one day.
                warnings.simplefilter("ignore", FutureWarning)
                (pattern,) = GitIgnoreSpec.from_lines([line]).patterns
        except (ValueError, re.error):  # the latter for "[z-a]"
            problems.append(_unusable(file, number, written))
            continue
        if file.name == OWN_FILE and windows_path(line):
            problems.append(_backslash(file, number, written))
        if isinstance(pattern, RegexPattern) and pattern.include is not None and pattern.regex:
            found.append((pattern.include, pattern.regex))
    return tuple(found)


def _matches(pattern: re.Pattern[str], path: str) -> bool:
    """True when the pattern is about this very path, not about a folder above it.

    Folders are asked about one by one, so what lies in one must not be matched by its name.
    """
    if pattern.pattern == _ANY:
        return True
    if pattern.pattern == _FOLDERS:
        return path.endswith("/")
    return pattern.fullmatch(path) is not None


def _unusable(file: Path, number: int, line: str) -> Bilingual:
    return Bilingual(
        f"{file}:{number}: “{line.strip()}”不是能用的通配，没有理会",
        f"{file}:{number}: {line.strip()!r} is no usable pattern and was passed over",
    )


def _backslash(file: Path, number: int, line: str) -> Bilingual:
    return Bilingual(
        f"{file}:{number}: “{line.strip()}”里的“\\”不隔开目录，什么也没排除；目录之间写 /",
        f"{file}:{number}: a backslash in {line.strip()!r} parts no folders and leaves nothing "
        "out; write /",
    )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
