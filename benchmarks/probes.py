"""How the rules do on labelled texts: unlawful claims, evasive contacts, and their look-alikes.

    python benchmarks/probes.py [FILE.jsonl …]

The writers of `corpora/probes/` had not seen the rules, the training texts or the folding
code, and nobody who writes rules has read their texts: only the thresholds of LAW-100 and
EVA-008 were chosen by the totals. Once they have been looked at for more than that, they move
to the training texts and new ones are written.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from contentai import resources
from contentai.diagnostics import Diagnostic, Severity
from contentai.text.names import CHANNELS
from contentai.workspace import Workspace

Row = dict[str, Any]
_PROBES = resources.corpora_dir() / "probes"
Judged = list[tuple[bool, list[Diagnostic]]]


def rows(file: Path) -> Iterator[Row]:
    """The JSON objects of a file, one a line."""
    for line in file.read_text("utf-8").splitlines():
        yield json.loads(line)


def judged(workspace: Workspace, name: str, label: str, prefix: str) -> Judged:
    """Each probe's label and the findings of the rules in question.

    ``name`` is that of a probe set, or the path of a file like one.
    """
    found = []
    file = Path(name) if name.endswith(".jsonl") else _PROBES / f"{name}.jsonl"
    for row in rows(file):
        channel = row.get("channel") if row.get("channel") in CHANNELS else None
        findings = workspace.lint_text(row["text"], title=row.get("title"), channel=channel)
        found.append((row[label] == 1, [f for f in findings if f.rule.startswith(prefix)]))
    return found


def line(name: str, found: Judged, counts: Callable[[Diagnostic], bool]) -> str:
    """Recall, precision and false alarms, counting the findings that ``counts`` admits."""
    hits = [(label, any(map(counts, findings))) for label, findings in found]
    right = sum(label and hit for label, hit in hits)
    wrong = sum(hit and not label for label, hit in hits)
    bad = sum(label for label, _ in hits)
    share = right / max(right + wrong, 1)
    return (
        f"{name:<34} recall {right}/{bad} = {right / bad:.3f}   precision {share:.3f}   "
        f"look-alikes flagged {wrong}/{len(hits) - bad}"
    )


def main() -> None:
    """Print one line a probe set and way of counting, or one a given file of evasive texts."""
    workspace = Workspace.open()
    if sys.argv[1:]:
        for name in sys.argv[1:]:
            print(line(Path(name).name, judged(workspace, name, "evasive", "EVA"), lambda f: True))
        return
    for name in ("adlaw", "claims", "selling"):
        found = judged(workspace, name, "violation", "LAW")
        print(line(f"{name}, rules and score", found, lambda f: True))
        print(line(f"{name}, rules alone", found, lambda f: f.score is None))
        print(line(f"{name}, errors alone", found, lambda f: f.severity is Severity.ERROR))
    print(line("evasion", judged(workspace, "evasion", "evasive", "EVA"), lambda f: True))


if __name__ == "__main__":
    main()
