"""What topics cost: adding articles, a cold `topics suggest`, ten segments once started.

The first time nothing is known of the library but its vectors; what is worked out is kept in
it, and found again the next time.

    python benchmarks/topics.py [--sizes 160,1000,10000] [--large]

Articles are made of the project's own: each has the title of one, some of its sentences and as
many of others of its trade, in which some words are exchanged for others of that trade and part
of speech, drawn with a fixed seed; a source and a date within two years.
``--large`` adds 100,000. Times are CPU seconds (user and system) and, in brackets, wall-clock
seconds of real processes with one BLAS thread; memory is the most that a process held.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path

from contentai import resources
from contentai.text.sentences import split_sentences
from contentai.text.tokenize import tag

_SIZES = (160, 1000, 10_000)
_LARGE = 100_000
_TODAY = datetime.date(2026, 10, 20)
_SOURCES = 400
_OWN, _OTHERS = 6, 6
_EXCHANGED = 0.3
_SEGMENTS = 10


def articles(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """``count`` made articles as `corpus add` reads them."""
    rng = random.Random(seed)
    own = [
        json.loads(line)
        for file in sorted((resources.corpora_dir() / "articles").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    cut = [
        [tag(a["text"][s.start : s.end].strip()) for s in split_sentences(a["text"])] for a in own
    ]
    trades: defaultdict[str, list[int]] = defaultdict(list)
    words: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for at, article in enumerate(own):
        trades[article["industry"]].append(at)
        for token in chain.from_iterable(cut[at]):
            words[article["industry"], token.pos].append(token.text)
    for number in range(count):
        at = number % len(own)
        trade = own[at]["industry"]
        some = rng.sample(cut[at], min(_OWN, len(cut[at])))
        some += [rng.choice(cut[rng.choice(trades[trade])]) for _ in range(_OTHERS)]
        text = "".join(
            rng.choice(words[trade, token.pos]) if rng.random() < _EXCHANGED else token.text
            for token in chain.from_iterable(some)
            if token.text != "\n"
        )
        day = _TODAY - datetime.timedelta(days=rng.randrange(730))
        yield {
            "id": f"made-{number:06}",
            "title": f"{own[at]['title']}（{number}）",
            "text": text,
            "source": f"来源{rng.randrange(_SOURCES)}",
            "date": day.isoformat(),
        }


Ran = tuple[float, float, float, str]


def run(*command: str, tell: bool = False) -> Ran:
    """CPU seconds, wall-clock seconds, most memory (MB) and output of a process."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=None if tell else subprocess.DEVNULL,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert process.stdout
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    # Linux counts memory in KiB, macOS in bytes.
    memory = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return used.ru_utime + used.ru_stime, wall, memory, output


def once_started(library: Path) -> None:
    """In a process of its own: ten segments, one after the other, once the library is read."""
    from contentai.cli.topics_input import load_landscape
    from contentai.workspace import Workspace

    workspace = Workspace.open(resources.corpora_dir())
    land = load_landscape(workspace, None, (), None, library, _TODAY).land
    shipped = list(land.segments)
    more = [
        replace(one, id=f"{one.id}-2", region=None) for one in shipped[: _SEGMENTS - len(shipped)]
    ]
    land = replace(land, segments=(*shipped, *more))
    begin, begin_cpu = time.perf_counter(), time.process_time()
    found = [workspace.suggest(land, segment) for segment in land.segments]
    answer = {
        "cpu": time.process_time() - begin_cpu,
        "wall": time.perf_counter() - begin,
        "topics": len(land.topics),
        "suggested": sum(len(one.suggestions) for one in found),
    }
    print(json.dumps(answer))


def measure(count: int, rounds: int) -> Sequence[str]:
    """The cells of a row of the table."""
    with tempfile.TemporaryDirectory() as place:
        made, library = Path(place) / "made.jsonl", Path(place) / "library.db"
        with made.open("w", encoding="utf-8") as file:
            for article in articles(count):
                file.write(json.dumps(article, ensure_ascii=False) + "\n")
        where = ("--library", str(library))
        added = run("-m", "contentai", "corpus", "add", str(made), *where)
        size = library.stat().st_size / 2**20
        suggest = ("-m", "contentai", "topics", "suggest", "--segment", "new-parents", *where)
        cold = _first_and_again(library, rounds, *suggest, "--on", _TODAY.isoformat())
        tens = _first_and_again(library, rounds, __file__, "--started", str(library))
    memory = max(one[2] for run in (cold, tens) for one in run)
    answers = [json.loads(output) for *_, output in tens]
    return (
        *(f"{count:,}", f"{added[0]:.1f} ({added[1]:.1f})", f"{count / added[0]:,.0f}"),
        *(f"{added[2]:.0f}", f"{size:.0f}"),
        *(f"{one[0]:.2f} ({one[1]:.2f})" for one in cold),
        *(f"{ten['cpu']:.2f} ({ten['wall']:.2f})" for ten in answers),
        *(f"{memory:.0f}", f"{answers[0]['topics']}", f"{answers[0]['suggested']}"),
    )


def _first_and_again(library: Path, rounds: int, *command: str) -> tuple[Ran, Ran]:
    """The best of so many runs over the library as it was added, and of as many after one."""
    fresh = library.with_suffix(".fresh")
    if not fresh.exists():
        with closing(sqlite3.connect(library)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(library, fresh)
    first, again = [], []
    for _ in range(rounds):
        for beside in ("-wal", "-shm"):
            Path(f"{library}{beside}").unlink(missing_ok=True)
        shutil.copy(fresh, library)
        first.append(run(*command))
        again.append(run(*command))
    return min(first), min(again)


_HEAD = (
    *("articles", "add s", "a second", "MB", "file MB", "suggest, cold s", "again s"),
    *("ten segments s", "again s", "MB", "topics", "suggested"),
)


def main() -> None:
    """Print a Markdown table, a row as soon as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default=",".join(map(str, _SIZES)))
    parser.add_argument("--large", action="store_true", help="100,000 articles as well")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many is told")
    parser.add_argument("--started", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.started:
        once_started(asked.started)
        return
    print(f"load {' '.join(f'{load:.2f}' for load in os.getloadavg())}")
    print(f"| {' | '.join(_HEAD)} |\n|{'---:|' * len(_HEAD)}")
    sizes = [int(size) for size in asked.sizes.split(",")] + [_LARGE] * asked.large
    for size in sizes:
        rounds = asked.rounds if size <= _SIZES[-1] else 1
        print(f"| {' | '.join(measure(size, rounds))} |", flush=True)
    print(f"load {' '.join(f'{load:.2f}' for load in os.getloadavg())}")


if __name__ == "__main__":
    main()
