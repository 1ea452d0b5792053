"""How fast drafts are linted, beside peers on the same files in the same run.

    python benchmarks/lint.py [--files 300] [--long]

Writes drafts of about 4 kB made of the project's own posts into a temporary folder, then
times whole processes, each three times, and prints the best:

- one draft of 2 kB, cold (no cache) and again when nothing has changed;
- all the files, in one process, and as `contentai lint` does it by itself;
- the peers that are found: autocorrect (`pip install autocorrect-py`), zhlint and textlint
  (`npm install -g`; textlint with the preset `ja-spacing`, when it is there).

Then, in this process, megabytes of UTF-8 a second once everything is loaded: on many files and
on one long one, every rule and score on. `--long` adds files of 1, 10 and 100 MB (the last in
two of 50, for a file may have 64), which shows whether the time grows with the text: minutes.

The peers check spacing and punctuation; contentai reads, scores and judges.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from contentai import resources
from contentai.workspace import Workspace

_PEER = """
import pathlib, sys, autocorrect_py
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.md")):
    autocorrect_py.lint_for(file.read_text("utf-8"), "markdown")
"""
_RUNS = 3
_LONG = 300_000
_TOGETHER = 10
_STEPS = ((1, 1), (10, 1), (50, 2))


def posts() -> list[str]:
    """The texts of the project's own posts."""
    return [
        json.loads(line)["text"]
        for file in sorted((resources.corpora_dir() / "posts").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]


def draft(texts: list[str], size: int, number: int = 0) -> str:
    """A draft of at least ``size`` bytes, another one for every ``number``."""
    pieces = [f"# 第 {number} 篇\n"]
    length, at = 0, number * 29
    while length < size:
        pieces.append(f"\n{texts[at % len(texts)]}\n")
        length += len(pieces[-1].encode())
        at += 7
    return "".join(pieces)


def best(command: list[str], where: Path) -> float:
    """Seconds of the fastest run of a whole process."""
    times = []
    quick = {**os.environ, "OMP_NUM_THREADS": "1"}
    for _ in range(_RUNS):
        started = time.perf_counter()
        subprocess.run(
            command,
            cwd=where,
            env=quick,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        times.append(time.perf_counter() - started)
    return min(times)


def peers(folder: Path) -> Iterator[tuple[str, list[str] | None]]:
    """The peers and how each is told to check the folder; None for one that is not here."""
    found = importlib.util.find_spec("autocorrect_py")
    yield "autocorrect", [sys.executable, "-c", _PEER, str(folder)] if found else None
    zhlint = shutil.which("zhlint")
    yield "zhlint", [zhlint, "*.md"] if zhlint else None
    textlint = shutil.which("textlint")
    options = ["--preset", "ja-spacing", "*.md"]
    yield "textlint", [textlint, *options] if textlint else None


def throughput(texts: list[str]) -> float:
    """Megabytes of UTF-8 a CPU second, everything loaded, every rule and score on."""
    linter = Workspace.open(tempfile.gettempdir()).with_options()
    data = [text.encode() for text in texts]
    linter.lint_bytes(data[0][:3000].decode(errors="ignore").encode(), "warm.md")
    started = time.process_time()
    # As many together as a batch gives a process at a time.
    for first in range(0, len(data), _TOGETHER):
        some = enumerate(data[first : first + _TOGETHER], first)
        linter.lint_all([(f"{number}.md", one, None) for number, one in some])
    return sum(map(len, data)) / 1e6 / (time.process_time() - started)


def row(name: str, seconds: float, megabytes: float, ours: float | None = None) -> None:
    """One line of the table: time, megabytes a second, and how often ours fits into it."""
    ratio = "" if ours is None else f"{seconds / ours:9.2f} ×"
    print(f"{name:34} {seconds:8.2f} s {megabytes / seconds:8.2f} MB/s {ratio}")


def main() -> None:
    """Run the benchmark and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    texts = posts()
    drafts = [draft(texts, 4000, number) for number in range(options.files)]
    lint = [sys.executable, "-m", "contentai", "lint", "--format", "json"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = draft(texts, 1800).encode()
        for number, text in enumerate(drafts):
            (folder / f"{number:04}.md").write_text(text, "utf-8")
        (folder / "one").mkdir()
        (folder / "one" / "one.md").write_bytes(small)
        size = sum(len(text.encode()) for text in drafts) / 1e6
        one = [*lint, "one/one.md"]
        row(
            f"one draft of {len(small)} bytes, cold",
            best([*one, "--no-cache"], folder),
            len(small) / 1e6,
        )
        row("the same, nothing changed", best(one, folder), len(small) / 1e6)
        shutil.rmtree(folder / "one")
        print(f"{options.files} files, {size:.2f} MB:")
        ours = best([*lint, "--no-cache", "."], folder)
        row("contentai", ours, size, ours)
        row(
            "contentai --jobs 1",
            best([*lint, "--no-cache", "--jobs", "1", "."], folder),
            size,
            ours,
        )
        row("contentai, nothing changed", best([*lint, "."], folder), size, ours)
        for peer, command in peers(folder):
            if command:
                row(peer, best(command, folder), size, ours)
            else:
                print(f"{peer:34} not installed")
        if options.long:
            _grow(lint, texts, folder)
    print(f"warm, many files:    {throughput(drafts):.3f} MB/s of CPU")
    print(f"warm, one long file: {throughput([draft(texts, _LONG)]):.3f} MB/s of CPU")


def _grow(lint: list[str], texts: list[str], folder: Path) -> None:
    for megabytes, files in _STEPS:
        where = folder / f"long{megabytes}"
        where.mkdir()
        for number in range(files):
            text = draft(texts, megabytes * 1_000_000, number)
            (where / f"{number}.md").write_text(text, "utf-8")
        started = time.perf_counter()
        subprocess.run(
            [*lint, "--no-cache", "--jobs", "1", "--output", os.devnull, str(where)], check=False
        )
        row(f"{megabytes * files} MB", time.perf_counter() - started, megabytes * files)
        shutil.rmtree(where)


if __name__ == "__main__":
    main()
