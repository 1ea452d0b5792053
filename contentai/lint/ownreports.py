"""Our own reports, known by how they begin or end, so that none is taken for a draft."""

from __future__ import annotations

import re

from contentai.lint.reading import FileError
from contentai.text.names import GENERATOR, MINED_HEADING, REPORT_HEADING

# The line of a report as text (see ``report.text``) that only a few others stand behind.
_TOTALS = re.compile(r"检查了 \d+ 份稿件、[\d,]+ 个字：|[\d,]+ drafts?, [\d,]+ characters?: ")
# The beginnings of reports (see ``report.json``, ``sarif``, ``rdjson``, ``junit``, ``checkstyle``).
# Those of ``github`` and ``gitlab`` name no tool: any other's begin alike.
_BEGINNINGS = re.compile(
    # JSON Lines
    rb'\{"path": "(?:[^"\\\n]|\\.)*+", '
    rb'"row": (?:null|\{"file": "(?:[^"\\\n]|\\.)*+", "number": \d+, "line": \d+\}), '
    rb'"channel": (?:null|"(?:[^"\\\n]|\\.)*+"), "encoding": (?:null|"[^"\\\n]*+"), "positions": "'
    rb'|\{\n  "version": \d+,\n  "summary": \{\n    "files": \d+,\n    "characters": \d+,\n'
    rb'|\{\n "\$schema": "[^"\n]*+",\n "version": "[\d.]+",\n "runs": \[\n  \{\n   "tool": \{\n'
    rb'    "driver": \{\n     "name": "contentai",\n'
    rb'|\{\n "source": \{\n  "name": "contentai"\n \},\n "diagnostics": \['
    rb'|<\?xml version="1.0" encoding="UTF-8"\?>\n'
    rb'<(?:testsuites name="contentai" tests="|checkstyle version="contentai )'
)


def is_report(data: bytes | FileError) -> bool:
    """True for a report that this program wrote, in a format that can be told from others'."""
    if isinstance(data, FileError):
        return False
    return (
        GENERATOR.encode() in data[:300]
        or bool(_BEGINNINGS.match(data))
        or data.startswith((REPORT_HEADING.encode(), MINED_HEADING.encode()))
        or any(map(_TOTALS.match, data[-2000:].decode(errors="ignore").splitlines()[-6:]))
    )
