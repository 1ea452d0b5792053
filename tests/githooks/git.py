"""Real repositories whose hooks run the real program."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.cli.process import Answer, environment

_WHO = {
    **{f"GIT_{who}_NAME": "t" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "t@example.com" for who in ("AUTHOR", "COMMITTER")},
    **{"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"},
}


def git(folder: Path, *arguments: str | Path, **env: str) -> Answer:
    """Run git as a person would who has no configuration."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment({**_WHO, **env}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=300,
    )
    answer = Answer(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
    assert "Traceback" not in answer.err, answer.err
    return answer


def done(folder: Path, *arguments: str | Path, **env: str) -> str:
    """The same where it must succeed."""
    answer = git(folder, *arguments, **env)
    assert answer.status == 0, answer.err
    return answer.out.strip()


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def commit(folder: Path, **files: str) -> str:
    """Commit files (``a`` stands for ``a.md``); the name of the commit."""
    for name, text in files.items():
        write(folder, f"{name}.md", text)
    done(folder, "add", "-A")
    done(folder, "commit", "-q", "-m", "more", "--no-verify")
    return done(folder, "rev-parse", "HEAD")
