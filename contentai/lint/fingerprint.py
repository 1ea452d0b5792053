"""What a finding is known by when the draft around it moves: its rule and words, not its line."""

from __future__ import annotations

import hashlib

from contentai.diagnostics import Diagnostic
from contentai.lint.seen import Seen


def fingerprint(finding: Diagnostic, seen: Seen) -> str:
    """16 hexadecimal digits of the rule, the folded excerpt and the words on either side.

    Lines that come or go elsewhere, spaces, punctuation, the script and the width of
    characters do not change it. What stands around counts within the same block only, up to 8
    letters each way; of a long excerpt the first 40 count. The same words twice in alike
    surroundings have one fingerprint.
    """
    parts = (finding.rule, *seen.marks[finding.span].words)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def essence(finding: Diagnostic, seen: Seen) -> tuple[str, str]:
    """The rule and the folded excerpt alone."""
    return finding.rule, seen.marks[finding.span].words[1]
