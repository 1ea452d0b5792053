"""From paths to files: which drafts are meant. Folders are walked as git walks them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from contentai.language import Bilingual, system_reason
from contentai.lint.ignoring import GIT_FILE, OWN_FILE, Ignoring, ignoring_at
from contentai.lint.reading import FileError, is_draft, is_folder, is_hidden
from contentai.text.names import DRAFTS, OTHER_TEXTS, TABLES, WEB_ARCHIVES, WORKBOOKS

# What in a folder may be meant for a draft and is not read.
_PASSED = frozenset({*TABLES, *WORKBOOKS, *WEB_ARCHIVES, *OTHER_TEXTS})
_MOST_NAMED = 4
# What to do with them, and whether that is for tables.
_WAYS = (
    (Bilingual("另存为 .docx、.md 或 .txt", "save them as .docx, .md or .txt"), False),
    (
        Bilingual(
            "表格直接写出文件名，或给 --text-column", "name tables themselves or give --text-column"
        ),
        True,
    ),
)


class Found(NamedTuple):
    """A path to lint, a note about one that was not followed, or why a folder has no drafts."""

    path: Path
    note: Bilingual | None = None
    error: FileError | None = None


@dataclass
class _Passed:
    """What a walk went past: drafts and folders that are left out, suffixes of what may hold
    drafts in another form, links; and the real paths of the folders that it went into.
    """

    ignored: list[Path] = field(default_factory=list)
    suffixes: list[str] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)


def discover(
    paths: Iterable[Path],
    tables: Callable[[Path], bool] | None = None,
    *,
    tell_passed: bool = False,
) -> Iterator[Found]:
    """Files to lint, in the order given; folders are walked in name order.

    In a folder, files whose suffix is a draft's (.md, .markdown, .txt, .html, .htm, .docx) are
    taken; hidden ones, package folders and what ``.gitignore`` or ``.contentaiignore`` names
    (see ``ignoring``) are not. A file named directly is always taken. Tables (.csv, .tsv,
    .jsonl) in a folder are rarely drafts: those are taken that ``tables`` says are.
    No file is given twice. Links in a folder are not followed, as git does not; they are noted
    at the end, except those to what is met anyway. A folder without drafts is noted; one that
    cannot be opened is an error.
    ``tell_passed``: also noted is how many files beside the drafts are texts of other forms.
    """
    seen: set[str] = set()
    met: set[str] = set()
    links: list[tuple[Path, list[Path]]] = []
    for path in paths:
        if not is_folder(path):
            yield from _once(path, seen)
            continue
        count = 0
        passed = _Passed()
        for found in _walk(path, passed, tables):
            if found.note:
                yield found
            else:
                count += 1
                yield from [found] if found.error else _once(found.path, seen)
        if not count:
            yield Found(path, note=_none_in(path, len(passed.ignored)))
        elif passed.suffixes and tell_passed:
            yield Found(path, note=_others_in(path, passed.suffixes))
        met |= passed.folders
        links.append((path, passed.links))
    for folder, passed_links in links:
        yield from _left_of(folder, passed_links, met | seen)


def _left_of(folder: Path, links: list[Path], met: set[str]) -> Iterator[Found]:
    left = [link for link in links if os.path.realpath(link) not in met]
    if left:
        yield Found(folder, note=_links_in(folder, left))


def _once(path: Path, seen: set[str]) -> Iterator[Found]:
    real = os.path.realpath(path)
    if real not in seen:
        seen.add(real)
        yield Found(path)


def _none_in(folder: Path, ignored: int) -> Bilingual:
    suffixes = " ".join(DRAFTS)
    left_out = Bilingual(
        f"；{GIT_FILE} 或 {OWN_FILE} 排除了 {ignored} 项" if ignored else "",
        f"; {ignored} left out by {GIT_FILE} or {OWN_FILE}" if ignored else "",
    )
    return Bilingual(
        f"{folder} 里没有稿件（认得的后缀：{suffixes}；表格要直接写出文件名，或给 --text-column"
        f"{left_out.zh}）",
        f"no drafts in {folder} (suffixes looked for: {suffixes}; tables are named themselves, or "
        f"with --text-column{left_out.en})",
    )


def _others_in(folder: Path, passed: list[str]) -> Bilingual:
    kinds = sorted(set(passed))
    more = "…" if len(kinds) > _MOST_NAMED else ""
    zh, en = "、".join(kinds[:_MOST_NAMED]) + more, ", ".join(kinds[:_MOST_NAMED]) + more
    ways = [way for way, of in _WAYS if any((kind in TABLES) == of for kind in kinds)]
    return Bilingual(
        f"{folder} 里另有 {len(passed)} 个文件没有查（{zh}），{'；'.join(w.zh for w in ways)}",
        f"{folder}: {len(passed)} other files were not checked ({en}): "
        f"{'; '.join(w.en for w in ways)}",
    )


def _links_in(folder: Path, links: list[Path]) -> Bilingual:
    more = "…" if len(links) > _MOST_NAMED else ""
    names = [link.relative_to(folder).as_posix() for link in links[:_MOST_NAMED]]
    return Bilingual(
        f"{folder} 里有 {len(links)} 个链接没有跟过去（{'、'.join(names)}{more}）；"
        "要查就直接写出它们",
        f"{folder}: {len(links)} links were not followed ({', '.join(names)}{more}); name them "
        "to check what they lead to",
    )


def _walk(root: Path, passed: _Passed, tables: Callable[[Path], bool] | None) -> Iterator[Found]:
    """Drafts below a folder in name order."""
    problems: list[Bilingual] = []
    waiting: list[tuple[Path, str, Ignoring | None]] = [(root, os.path.realpath(root), None)]
    while waiting:
        path, real, around = waiting.pop()
        into = is_folder(path)
        is_link = around is not None and _is_link(path)
        suffix = path.suffix.lower()
        taken = into or is_draft(path, tables)
        if not taken and suffix not in _PASSED:
            continue
        # To git a link is a file, whatever it leads to.
        if around and around.ignores(path.name, into and not is_link):
            if taken:
                passed.ignored.append(path)
        elif not taken:
            passed.suffixes.append(suffix)
        elif is_link:
            passed.links.append(path)
        elif not into:
            yield Found(path)
        else:
            passed.folders.add(real)
            try:
                names = sorted((p.name for p in path.iterdir()), reverse=True)
            except OSError as error:
                yield Found(path, error=_unopened(error))
                continue
            here = (
                around.inside(path, path.name, problems) if around else ignoring_at(path, problems)
            )
            yield from (Found(path, note=problem) for problem in problems)
            problems.clear()
            kept = (name for name in names if not is_hidden(name))
            waiting.extend((path / name, f"{real}{os.sep}{name}", here) for name in kept)


def _is_link(path: Path) -> bool:
    """False where nobody may look: who reads it is told why."""
    try:
        return path.is_symlink()
    except OSError:
        return False


def _unopened(error: OSError) -> FileError:
    reason = system_reason(error)
    return FileError(
        "unreadable",
        Bilingual(
            f"打不开目录：{reason.zh}；请检查权限", f"cannot open the folder: {reason.en}; check it"
        ),
    )
