"""What a finding is known by when the draft around it moves: its rule and words, not its line."""

from __future__ import annotations

import hashlib

from contentai.diagnostics import Diagnostic
from contentai.lint.seen import Seen


def fingerprint(finding: Diagnostic, seen: Seen, *, in_table: bool = False) -> str:
    """16 hexadecimal digits of the rule, the folded excerpt and the words on either side.

    Lines that come or go elsewhere, spaces, punctuation within a sentence, the script and the
    width of characters do not change it. What stands around counts within the same sentence
    only, up to 8 letters each way; of a long excerpt the first 40 count. The same words twice in
    alike surroundings have one fingerprint. Of a finding about the whole draft the rule alone
    counts, unless the draft is one of those of a table (``in_table``), which share their entries.
    """
    if finding.is_whole and not in_table:
        return whole_fingerprint(finding.rule)
    mark = seen.marks[finding.span]
    before, inside, after = mark.words
    left, right = mark.near
    return _digest(finding.rule, before[len(before) - left :], inside, after[:right])


def whole_fingerprint(rule: str) -> str:
    """That of a finding of this rule about a whole draft that is no row of a table."""
    return _digest(rule)


def former_fingerprint(finding: Diagnostic, seen: Seen) -> str:
    """The same as baselines of version 1 have it: what stands around counts within the block."""
    return _digest(finding.rule, *seen.marks[finding.span].words)


def essence(finding: Diagnostic, seen: Seen) -> tuple[str, str]:
    """The rule and the folded excerpt alone; of a finding about the whole draft, the rule."""
    return finding.rule, "" if finding.is_whole else seen.marks[finding.span].words[1]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
