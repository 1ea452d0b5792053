"""Running git: without a shell, so that it means the same from any folder; what it says, told.

Nothing here knows what is asked of it (see ``repository``).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from contentai.language import Bilingual

# What git says in English alone, and the way out.
_KNOWN = (
    (
        b"dubious ownership",
        Bilingual(
            "仓库归另一个用户，git 不肯读；确实信得过它就照 git 说的加 safe.directory",
            "the repository belongs to another user and git will not read it; if you trust it, "
            "add safe.directory as git says",
        ),
    ),
    (
        b"promisor remote",
        Bilingual(
            "这是部分克隆，缺的内容要从远端取，现在取不到；连上远端再试",
            "what this partial clone lacks cannot be fetched now; try again with its remote",
        ),
    ),
    (
        b"must be run in a work tree",
        Bilingual(
            "这是裸仓库，没有稿件可看；到检出来的目录里运行",
            "a bare repository has no drafts; run it where they are checked out",
        ),
    ),
)


class NoHistory(Exception):  # noqa: N818 - it says what is missing
    """Why git cannot tell what changed, and what to do."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return str(self.words)


class NoRepository(NoHistory):
    """There is no repository, which is nothing wrong; not one that git cannot use."""


def environment_here() -> dict[str, str]:
    """What git is run with; what a hook was told relative to its folder holds from any."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR"):
        if environment.get(name):
            environment[name] = os.path.join(Path.cwd(), environment[name])  # noqa: PTH118
    return environment


def index_of(start: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The index that is named, for use from any folder.

    Git takes a relative name from the top of the working tree, as hooks are told it, or from the
    folder ``start`` where that lies outside of the tree or there is none: git itself knows.
    """
    if not environment.get("GIT_INDEX_FILE"):
        return {}
    done = run_git(start, environment, "rev-parse", "--git-path", "index")
    if done.returncode:
        raise NoHistory(failure(done.stderr))
    named = os.fsdecode(done.stdout.removesuffix(b"\n"))
    return {"GIT_INDEX_FILE": os.path.join(start.absolute(), named)}  # noqa: PTH118


def run_git(
    folder: Path, environment: Mapping[str, str], *arguments: str, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, with ``given`` on its standard input; it may fail.

    Raises ``NoHistory`` where it cannot be run.
    """
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=folder,
            input=given,
            env=environment,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        words = Bilingual("没有装 git，看不了改动", "git is not installed; changes cannot be told")
        raise NoHistory(words) from None
    except (OSError, ValueError) as error:
        raise NoHistory(Bilingual(f"运行不了 git：{error}", f"cannot run git: {error}")) from None


def line_of(output: bytes) -> str:
    """The one line that git answered."""
    return output.decode("ascii", "replace").strip()


def _words(output: bytes) -> str:
    return " ".join(output.decode("utf-8", "replace").split())[:1000]


def refusal(folder: Path, said: bytes) -> NoHistory:
    """Why no repository was found for a folder, of which git ``said`` something."""
    if _is_outside(folder, said):
        return NoRepository(
            Bilingual(
                f"{folder} 不在 git 仓库里，看不了改动；到仓库里运行，或先 git init",
                f"{folder} is in no git repository, changes cannot be told; run it inside one, "
                "or git init first",
            )
        )
    return NoHistory(_unusable(folder, said))


def _unusable(folder: Path, said: bytes) -> Bilingual:
    if b"not a git repository" not in said:
        return failure(said)
    reason = _words(said)
    if named := os.environ.get("GIT_DIR"):
        return Bilingual(
            f"环境变量 GIT_DIR 指的“{named}”不是 git 仓库；改对它，或 unset GIT_DIR"
            f"（git：{reason}）",
            f"GIT_DIR names {named!r}, which is no repository; mend it, or unset it "
            f"(git: {reason})",
        )
    return Bilingual(
        f"{folder} 有 .git，但 git 用不了它：坏了，或者它指的仓库搬走了"
        f"（工作树用 git worktree repair 修）（git：{reason}）",
        f"{folder} has a .git that git cannot use: broken, or what it leads to was moved "
        f"(git worktree repair mends working trees) (git: {reason})",
    )


def _is_outside(folder: Path, said: bytes) -> bool:
    """True where git found nothing because there is nothing, not because it is broken."""
    if not said.strip() or b"filesystem boundary" in said:
        return True
    if b"not a git repository" not in said or os.environ.get("GIT_DIR"):
        return False
    return not any(os.path.lexists(one / ".git") for one in _up_from(folder))


def _up_from(folder: Path) -> Iterator[Path]:
    """The folder and those above it, as far up as git looks."""
    ceilings = os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep)
    here = folder.absolute()
    yield here
    for above in here.parents:
        if str(above) in ceilings:
            return
        yield above


def failure(said: bytes) -> Bilingual:
    """What git said when it failed, with the way out where we know one."""
    reason = _words(said)
    for sign, way in _KNOWN:
        if sign in said:
            return Bilingual(f"{way.zh}（git：{reason}）", f"{way.en} (git: {reason})")
    return Bilingual(f"git 出错：{reason}", f"git failed: {reason}")
