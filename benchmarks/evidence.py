"""Learn the weights of the evidence on disguised contacts, and say how they do elsewhere.

    python benchmarks/evidence.py [--data FOLDER] [--write] [--wrong]

Texts: `corpora/evasion/*.jsonl` (labelled by text and
span), the cases of the tests, the project's other texts, and, with ``--data``, plain innocent
texts from outside data sets (reviews, headlines, product copy), of which only the weights
remember anything. Each labelled file is left out once: what is printed for it was learned
from the others.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from contentai import resources
from contentai.text.characters import fold_characters
from contentai.text.evasion import Masked, judged, understand
from contentai.text.evasion.evidence import weigh_up

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "text" / "evasion"
# Innocent texts are many and easy, test cases were chosen by trick: both count less.
PLAIN_WEIGHT, CASE_WEIGHT = 0.3, 0.3
PLAIN_ROWS = 2500
STRENGTH = 0.5
# Taken off the odds of every candidate. Less than nothing: the innocent texts are far more
# than the disguised ones, and a candidate in a draft is likelier a disguise than one in them.
CAUTION = -0.2


class Example(NamedTuple):
    """The evidence on one candidate, whether it is a disguise, and what it counts."""

    evidence: Counter[str]
    label: int
    weight: float


def labelled(row: dict[str, Any]) -> Iterator[Example]:
    """The candidates of one text: a disguise where one lies in the span and reads as told."""
    text = row["text"]
    told = _close(" ".join(row["understood"]) if "understood" in row else row["folded"])
    at = text.find(row["span"]) if row["evasive"] and row.get("span") else -1
    end = at + len(row.get("span") or "")
    exact = "understood" not in row
    for candidate, span, evidence in _candidates(text):
        over = at >= 0 and span.start < end and span.end > at
        reads = _close(candidate.reading) in told
        reads = reads or (candidate.reading == "加微信" and "微" in told)
        if not row["evasive"]:
            yield Example(evidence, 0, 1.0)
        elif not candidate.reading:
            if over and row["kind"] in TOLD:
                yield Example(evidence, 1, 1.0)
        elif over and reads:
            yield Example(evidence, 1, 1.0)
        elif not reads and (exact or not over):
            yield Example(evidence, 0, 1.0)


#: Kinds of rows in which a contact is told in words.
TOLD = frozenset({"redirect", "prose_account", "word_digit", "sum", "link_dot", "reversed"})


def cases() -> Iterator[Example]:
    """The cases of the tests."""
    for line in (CASES / "evasive.tsv").read_text("utf-8").split("\n"):
        written, _, read = line.partition("\t")
        for candidate, _, evidence in _candidates(written):
            if candidate.reading and _close(candidate.reading) in _close(read):
                yield Example(evidence, 1, CASE_WEIGHT)
    for line in (CASES / "innocent.txt").read_text("utf-8").split("\n"):
        yield from (Example(evidence, 0, 2.0) for _, _, evidence in _candidates(line))


def own() -> Iterator[Example]:
    """Candidates of the project's other texts, but for those that sell, which may disguise."""
    for folder in ("posts", "claims", "titles"):
        for file in sorted((resources.corpora_dir() / folder).glob("*.jsonl")):
            for row in _rows(file):
                if row.get("intent") in ("spam", "hard_sell", "soft_promo"):
                    continue
                for _, _, evidence in _candidates(row["text"]):
                    yield Example(evidence, 0, 1.0)


def plain(folder: Path) -> Iterator[Example]:
    """Candidates of innocent texts from outside data sets."""
    for name, field in (
        ("reviews", "text"),
        ("copy-taobao", "text"),
        ("copy-advertisegen", "text"),
        ("titles-toutiao", "title"),
        ("titles-thucnews", "title"),
        ("sms-mudou", "text"),
        ("pairs-lcqmc-dev", "a"),
    ):
        file = folder / f"{name}.jsonl"
        rows = [r for r in _rows(file) if not (name.startswith("sms") and r["label"])]
        random.Random(1).shuffle(rows)
        for row in rows[:PLAIN_ROWS]:
            text = str(row.get(field) or row.get("text") or "")
            for _, _, evidence in _candidates(text):
                yield Example(evidence, 0, PLAIN_WEIGHT)


def learn(examples: Iterable[Example]) -> tuple[float, dict[str, float]]:
    """Bias and weights of a logistic regression over the evidence."""
    rows = list(examples)
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform([row.evidence for row in rows])
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=3000)
    model.fit(x, [row.label for row in rows], sample_weight=[row.weight for row in rows])
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    weights = {str(name): round(float(w), 2) for name, w in named if abs(w) >= 0.02}
    # Folding twice must not find more than folding once, which alone sees how digits and
    # letters were written: such evidence may speak for a disguise, never against one.
    return round(float(model.intercept_[0]) - CAUTION, 2), {
        name: max(w, 0.0) if "masked" in name else w for name, w in weights.items()
    }


def tell(name: str, rows: list[dict[str, Any]], shown: bool = False) -> None:
    """Print how many evasive texts are found and how many innocent ones are flagged.

    ``shown`` prints those that came out wrong as well.
    """
    hit = [(row["evasive"], bool(understand(row["text"]).evasions)) for row in rows]
    for row, (evasive, flagged) in zip(rows, hit, strict=True) if shown else ():
        if flagged != bool(evasive):
            print("    missed " if evasive else "    flagged", row["id"], row["kind"], row["text"])
    found, bad = sum(e and h for e, h in hit), sum(e for e, _ in hit)
    wrong = sum(h and not e for e, h in hit)
    print(f"{name:<28} found {found}/{bad}   look-alikes flagged {wrong}/{len(hit) - bad}")


def _candidates(text: str) -> Iterator[Any]:
    folded, written = fold_characters(text), Masked(text)
    key = judged.lowered(folded.text)
    masked = partial(written.at, folded)
    for candidate, company in judged.considered(key):
        hidden = any(map(masked, range(candidate.start, candidate.end)))
        evidence = Counter(weigh_up(folded.text, key, candidate, company, hidden))
        yield candidate, folded.span(candidate.start, candidate.end), evidence


def _close(text: str) -> str:
    return re.sub(r"\s", "", text).lower()


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def main() -> None:
    """Print one line a file left out; with ``--write`` put the weights of all in place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="show the texts that come out wrong")
    options = parser.parse_args()
    corpora = resources.corpora_dir()
    files = sorted((corpora / "evasion").glob("*.jsonl"))
    rows = {file: _rows(file) for file in files}
    examples = {file: [e for row in rows[file] for e in labelled(row)] for file in files}
    common = [*cases(), *own(), *(plain(options.data) if options.data else ())]
    for left_out in files:
        rest = [e for file in files if file != left_out for e in examples[file]]
        judged.use(*learn([*common, *rest]))
        tell(f"{left_out.parent.name}/{left_out.name}", rows[left_out], options.wrong)
    bias, weights = learn([*common, *(e for file in files for e in examples[file])])
    judged.use(bias, weights)
    for file in files:
        tell(f"learned: {file.parent.name}/{file.name}", rows[file])
    if options.write:
        provenance = (
            f"logistic regression (L2, C={STRENGTH}) over {sum(map(len, examples.values()))} "
            f"candidates of {', '.join(f'{f.parent.name}/{f.name}' for f in files)}, "
            f"{len(common)} of the test cases and of innocent texts; benchmarks/evidence.py"
        )
        data = {"provenance": provenance, "bias": bias, "weights": weights}
        text = json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True)
        judged.FILE.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
