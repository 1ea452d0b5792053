"""The fixed words that drafts, configuration and command lines share, and nothing that loads."""

from __future__ import annotations

import unicodedata
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
# What may hold drafts and is not read as it is: to be saved in another form first.
WORKBOOKS: Final = (".xlsx", ".xls", ".xlsm", ".et", ".ods", ".numbers")
JSON: Final = (".json",)
WEB_ARCHIVES: Final = (".mht", ".mhtml")
# Written texts in other forms, which a folder may hold among its drafts.
OTHER_TEXTS: Final = (
    *(".doc", ".docm", ".dot", ".dotx", ".dotm", ".rtf", ".odt", ".wps", ".pages"),
    *(".text", ".mdx", ".mkd", ".mdown", ".xhtml", ".shtml"),
)
UNREAD: Final = (*WORKBOOKS, *JSON, *WEB_ARCHIVES)
# How our own reports begin, so that none is taken for a draft.
GENERATOR: Final = '<meta name="generator" content="contentai">'
REPORT_HEADING: Final = "### contentai\n\n**"
MINED_HEADING: Final = "contentai rules mine: "
CHANNELS: Final = ("wechat", "moments", "group", "weibo", "weitao", "xiaohongshu", "sms")
# What people call the channels; see ``channel_called``.
CHANNEL_NAMES: Final = {
    **dict.fromkeys(("公众号", "微信公众号", "微信", "服务号", "订阅号"), "wechat"),
    **dict.fromkeys(("朋友圈", "微信朋友圈"), "moments"),
    **dict.fromkeys(("群", "社群", "微信群"), "group"),
    **dict.fromkeys(("微博", "新浪微博"), "weibo"),
    **dict.fromkeys(("微淘", "逛逛", "淘宝微淘", "淘宝逛逛"), "weitao"),
    **dict.fromkeys(("小红书", "红书", "xhs"), "xiaohongshu"),
    **dict.fromkeys(("短信", "手机短信"), "sms"),
}
#: The first of those names, by the channel's id.
USUAL_NAMES: Final = {id: name for name, id in reversed(CHANNEL_NAMES.items())}
STAGES: Final = ("follow", "engage", "convert", "retain")
# What the goods that a draft is about ask of those who buy them.
NEEDS: Final = ("install", "maintain")
# What posts are for; see ``account.mix``.
POST_KINDS: Final = ("value", "service", "interaction", "promotion")
# What people call the stages; see ``stage_called``.
_STAGE_NAMES: Final = {
    **dict.fromkeys(("关注", "拉新", "引流", "吸粉"), "follow"),
    **dict.fromkeys(("养熟", "互动", "种草", "促活", "活跃"), "engage"),
    **dict.fromkeys(("转化", "成交", "促销"), "convert"),
    **dict.fromkeys(("留存", "复购", "老客"), "retain"),
}


def channel_called(word: str) -> str | None:
    """The channel of an id or of a name that people call it by (公众号); None for no such one."""
    plain = unicodedata.normalize("NFKC", word).strip().lower()
    return plain if plain in CHANNELS else CHANNEL_NAMES.get(plain)


def stage_called(word: str) -> str | None:
    """The stage of an id or of a name that people call it by (拉新); None for no such one."""
    plain = unicodedata.normalize("NFKC", word).strip().lower()
    return plain if plain in STAGES else _STAGE_NAMES.get(plain)
