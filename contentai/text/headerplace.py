"""Where the header of a draft stands in its text, and what only looks like one."""

from __future__ import annotations

from typing import Final, NamedTuple

from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.text import lazy

KEYS: Final = (
    "title",
    "digest",
    "channel",
    "segment",
    "stage",
    "product",
    "publish_on",
    "source",
    "campaign",
    "contentai",
)

# What the keys are called in Chinese. Other Chinese keys are those of other tools.
CALLED: Final = {
    **{"标题": "title", "题目": "title", "摘要": "digest", "渠道": "channel", "平台": "channel"},
    **{"分群": "segment", "人群": "segment", "阶段": "stage", "产品": "product"},
    **{"发布日期": "publish_on", "来源": "source", "出处": "source", "活动": "campaign"},
}

# More than one byte order mark comes of programs that each put one.
_FENCE = lazy.pattern(r"\A\ufeff{0,9}---[ \t]*(?:\r\n|\n|\r)")
_CLOSE = lazy.pattern(r"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")
_KEY = lazy.pattern("(?:" + "|".join(KEYS) + r"):[^\r\n]*")
_LATE = lazy.pattern(r"\A\ufeff{0,9}(?:[ \t\u3000]*+(?:\r\n|\n|\r))++---[ \t]*(?:\r\n|\n|\r)")
# Text between two rules (---), as pandoc tells it from a header: by the blank line above it.
_BLANK = lazy.pattern(r"[ \t\u3000]*(?:\r\n|\n|\r)")
_AS_KEY = r"(?:\A|[\r\n])[ \t]*['\"]?(?:{})['\"]?[ \t]*[:：](?!//)"
_OUR_KEY = lazy.pattern(_AS_KEY.format("|".join((*KEYS, *CALLED))))
_ANY_KEY = lazy.pattern(_AS_KEY.format("[a-z_][a-z0-9_-]*|" + "|".join(CALLED)))
_BELOW = Bilingual(
    "前面有空行，整个没有当成头部；把前面的空行删掉",
    "there are blank lines above it, so it was not read as front matter; delete them",
)
_UNCLOSED = Bilingual(
    "草稿头部没有结尾，整个没有读进去；头部后面加一行 ---",
    "the front matter never ends and was not read; put a line --- after it",
)


class HeaderPlace(NamedTuple):
    """Where the YAML starts and stops, and where the body begins.

    ``doubtful`` where it may be text between two rules, which is the body's if it is no mapping.
    """

    start: int
    stop: int
    end: int
    doubtful: bool = False


class NoHeader(NamedTuple):
    """Why what begins with one of our keys at ``span`` is no header."""

    span: Span
    words: Bilingual


def find_header(text: str) -> HeaderPlace | NoHeader | None:
    """Where the header at the start of ``text`` stands; None where there is none.

    See ``frontmatter.read_front_matter``. What is inside may still be no keys and values.
    """
    opening = _FENCE.match(text)
    if not opening:
        late = _LATE.match(text)
        return _told(text, late.end(), _BELOW) if late else None
    closing = _CLOSE.search(text, opening.end())
    if not closing:
        return _told(text, opening.end(), _UNCLOSED)
    inside = text[opening.end() : closing.start()]
    doubtful = bool(inside.strip() and _BLANK.match(inside)) and not _OUR_KEY.search(inside)
    if doubtful and not _ANY_KEY.search(inside):
        return None
    return HeaderPlace(opening.end(), closing.start(), closing.end(), doubtful)


def _told(text: str, at: int, words: Bilingual) -> NoHeader | None:
    key = _KEY.match(text, at)
    return NoHeader(Span(*key.span()), words) if key else None
