"""Short texts a second on one core, cutting included: python benchmarks/embed.py [FILE.txt]."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import json
import sys
import time
from pathlib import Path

from contentai import resources
from contentai.embedding.encoder import open_encoder
from contentai.text.sentences import split_sentences

ROUNDS = 5


def corpus() -> list[str]:
    """Sentences of at most 40 characters of the project's own posts."""
    texts = [
        json.loads(line)["text"]
        for file in sorted((resources.corpora_dir() / "posts").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    cut = [text[span.start : span.end].strip() for text in texts for span in split_sentences(text)]
    return [sentence for sentence in cut if 4 <= len(sentence) <= 40]


def main() -> None:
    """Print loading time and the best of some rounds."""
    lines = Path(sys.argv[1]).read_text("utf-8").split("\n") if len(sys.argv) > 1 else corpus()
    begin = time.perf_counter()
    encoder = open_encoder()
    loaded = time.perf_counter() - begin
    times = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        encoder.encode(lines)
        times.append(time.process_time() - begin)
    mean = sum(map(len, lines)) / len(lines)
    print(f"loaded in {loaded:.2f} s; {len(lines):,} texts of {mean:.0f} characters")
    print(f"{len(lines) / min(times):,.0f} texts a second")


if __name__ == "__main__":
    main()
