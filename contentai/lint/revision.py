"""Why git knows no such revision, and what may have been meant."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from contentai.language import Bilingual

if TYPE_CHECKING:
    from contentai.lint.repository import Repository

# Not 2026-11-01-春 nor last-release, which are branches.
_DATE = re.compile(
    r"\d{4}-\d\d?-\d\d?(?:[ T].*)?|yesterday|today|last\s.{1,20}|.{1,40}[\s.]ago", re.ASCII
)


def unknown(repository: Repository, revision: str) -> Bilingual:
    """That there is no such revision, and what to write instead."""
    if revision and repository.commit(f"origin/{revision}"):
        way = Bilingual(f"有 origin/{revision}，写全它", f"there is origin/{revision}: use it")
    elif ".." in revision:
        one = revision.partition("..")[0] or "HEAD"
        way = Bilingual(f"只写一头，如 {one}", f"write one end, such as {one}")
    elif repository.is_shallow:
        return too_shallow(revision)
    elif _DATE.fullmatch(revision):
        last = f'"$(git rev-list -1 --before={shlex.quote(revision)} HEAD)"'
        way = Bilingual(f"日期换成那时的提交：{last}", f"name the commit of that date: {last}")
    else:
        way = Bilingual("用 git branch -a、git log 看有哪些", "see git branch -a and git log")
    return Bilingual(
        f"git 不认识版本“{revision}”；{way.zh}", f"git knows no revision {revision!r}; {way.en}"
    )


def too_shallow(revision: str) -> Bilingual:
    """That a shallow clone may lack the revision."""
    return Bilingual(
        f"这是浅克隆，历史里够不到“{revision}”；先跑 git fetch --unshallow，"
        "在 CI 里取全历史（actions/checkout 写 fetch-depth: 0）",
        f"this clone is shallow and does not reach {revision!r}; run git fetch --unshallow, "
        "or have CI fetch all history (actions/checkout: fetch-depth: 0)",
    )
