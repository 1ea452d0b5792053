"""The folder that a hook was installed for, where what it looks at has no such folder."""

from __future__ import annotations

from pathlib import Path

from contentai.githooks.looks import Look
from contentai.githooks.snapshot import Snapshot
from contentai.language import Bilingual
from contentai.lint.reading import is_draft
from contentai.lint.repository import Repository


def missing(
    repository: Repository, look: Look, settings: Snapshot, folder: str, type: str
) -> tuple[Bilingual, int] | None:
    """What to say, and the exit status; None where the folder, relative to the top, is there.

    Drafts that changed elsewhere are not let through unseen where the folder was renamed or
    never was. A branch that has nothing to do with the folder is let through.
    """
    way = f"contentai hook install --type {type}"
    if folder in ("", ".") or any(name.startswith(f"{folder}/") for name in settings.blobs):
        return None
    elsewhere = any(is_draft(Path(change.name), None) for change, _ in look.changes(repository))
    was_here = repository.had(look.commit or "HEAD", folder)
    known = was_here or (repository.top / folder).is_dir() or repository.had("--all", folder)
    if not elsewhere or (known and not was_here):
        words = Bilingual(
            f"{look.words.zh}里没有装钩子的目录 {folder}，没有要查的",
            f"{look.words.en} has no folder {folder}, for which the hook is installed: nothing "
            "to check",
        )
        return words, 0
    words = Bilingual(
        f"{look.words.zh}里没有装钩子的目录 {folder}（改名了、删了？），改动的稿件没有检查；"
        f"到稿件现在的目录里再运行 {way}",
        f"{look.words.en} has no folder {folder} (renamed or deleted?), for which the hook is "
        f"installed: drafts that changed were not checked; in the folder where they are now run "
        f"{way}",
    )
    return words, 2
