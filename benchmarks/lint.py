"""How fast a folder of drafts is linted, beside a peer on the same files in the same run.

    python benchmarks/lint.py [FILES]

Writes FILES drafts (default 300, about 4 kB each) made of the project's own posts into a
temporary folder, then runs `contentai lint` and autocorrect (when `autocorrect-py` is
installed) over it, whole processes, three times each, and prints the best. The two do not do the
same work: autocorrect checks spacing and punctuation, contentai reads, scores and judges.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from contentai import resources

_PEER = """
import pathlib, sys, autocorrect_py
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.md")):
    autocorrect_py.lint_for(file.read_text("utf-8"), "markdown")
"""


def write_drafts(folder: Path, files: int) -> int:
    """Fill the folder with drafts of about 4 kB; returns the bytes written."""
    posts = [
        json.loads(line)["text"]
        for file in sorted((resources.corpora_dir() / "posts").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    size = at = 0
    for number in range(files):
        text = f"# 第 {number} 篇\n"
        while len(text.encode()) < 4000:
            text += f"\n{posts[at % len(posts)]}\n"
            at += 7
        data = text.encode()
        (folder / f"{number:04}.md").write_bytes(data)
        size += len(data)
    return size


def best(command: list[str], runs: int = 3) -> float:
    """Seconds of the fastest run of a whole process."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    """Run the benchmark and print one line a program."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write_drafts(folder, files)
        print(f"{files} files, {size / 1e6:.2f} MB")
        lint = [sys.executable, "-m", "contentai", "lint", name, "--format", "json"]
        one = [*lint[:4], str(folder / "0000.md")]
        print(f"contentai, one file: {best(one):.2f} s")
        print(f"contentai, all files: {best(lint):.2f} s")
        if importlib.util.find_spec("autocorrect_py"):
            print(f"autocorrect, all files: {best([sys.executable, '-c', _PEER, name]):.2f} s")
        else:
            print("autocorrect: not installed (pip install autocorrect-py)")


if __name__ == "__main__":
    main()
