"""The fixed words that drafts, configuration and command lines share, and nothing that loads."""

from __future__ import annotations

from typing import Final, Literal

Format = Literal["plain", "markdown", "html"]

SUFFIXES: Final[dict[str, Format]] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "plain",
    ".html": "html",
    ".htm": "html",
}
# Word documents are no text: what they say is taken out first (see ``word``).
WORD: Final = ".docx"
# What a folder of drafts is searched for.
DRAFTS: Final = (*SUFFIXES, WORD)
# Tables, of which every row is a draft; what a folder holds of them is mostly something else.
JSON_LINES: Final = (".jsonl", ".ndjson")
TABLES: Final = (".csv", ".tsv", *JSON_LINES)
# How our own reports begin, so that none is taken for a draft.
GENERATOR: Final = '<meta name="generator" content="contentai">'
REPORT_HEADING: Final = "### contentai\n\n**"
CHANNELS: Final = ("wechat", "moments", "group", "weibo", "weitao", "xiaohongshu", "sms")
STAGES: Final = ("follow", "engage", "convert", "retain")
