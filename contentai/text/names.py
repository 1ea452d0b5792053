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
CHANNELS: Final = ("wechat", "moments", "group", "weibo", "weitao", "xiaohongshu", "sms")
STAGES: Final = ("follow", "engage", "convert", "retain")
