"""Drafts of a rule's ``check``, for what a matcher can hold: limits of length, named words.

Each is read by the rulebook's own parser before it is proposed; whatever it refuses, or of which
the wording leaves a doubt, is None.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from contentai.located import DataError
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers.registry import compile_check
from contentai.rulemining.asked import Asked
from contentai.rulemining.limits import limit_of
from contentai.rulemining.scope import Scope
from contentai.text.characters import fold_characters
from contentai.yamlread import read_yaml

Check = dict[str, Any]

_MEASURED: Final = (
    ("title", re.compile(r"标题|题目")),
    ("digest", re.compile(r"摘要")),
    ("sentence", re.compile(r"每句|一句话|句子|单句|句长")),
    ("paragraph", re.compile(r"段落|每段|一段|单段|段长")),
    ("post", re.compile(r"正文|全文|文章|文案|推文|篇幅|稿件|稿子|每篇|一篇|单篇|字数")),
)
_LETTERS: Final = frozenset({"字", "汉字", "字符"})
# No title and no sentence is longer, no post worth the name shorter.
_SENSIBLE: Final = {
    "title": (2, 100), "digest": (5, 300), "sentence": (5, 200), "paragraph": (10, 1000),
    "post": (20, 50_000),
}  # fmt: skip
_SIGNS: Final = {
    "感叹号": "!",
    "叹号": "!",
    "惊叹号": "!",
    "问号": "?",
    "省略号": "…",
    "波浪号": "~",
}
_QUOTES: Final = re.compile(r"[“\"「『]([^“”\"「」『』]{1,12})[”\"」』]")
_USING: Final = re.compile(
    r"使用|采用|写|出现|含有|包含|带有|标注|宣传|用|带|加|词|用语|字样|字眼|说法|表述"
)
_WORDS: Final = re.compile(r"词|用语|字样|字眼|说法|表述|字词|语句")
# 用A、B等词: a list without quotation marks.
_LISTED: Final = re.compile(
    r"(?:使用|采用|出现|含有|包含|带有|写|用)([^，。；、\s]{2,8}(?:、[^，。；、\s]{2,8}){1,8}?)(?:等|这类|之类)"
    r"[^，。；]{0,6}?(?:词|用语|字样|字眼|说法)"
)
_PICTURES: Final = re.compile(r"(?:配|放|有|加|附)[上一至少]{0,3}张?(?:配图|图片|图)|配图")


def check_of(asked: Asked, scope: Scope) -> Check | None:
    """A check that finds what breaks the claim, as the schema of rules has it; else None."""
    if asked.polarity == "warn" or scope == "account":
        return None
    text = asked.clause
    found = _length(asked, text) or _signs(asked, text) or _terms(asked, text)
    found = found or _structure(asked, text)
    return found if found is not None and is_sound(found) else None


def is_as_written(check: Check, sentence: str) -> bool:
    """Whether the words that a check forbids stand in the sentence but for script and width.

    Of “薇信” the folded text has 微信, which nobody has forbidden.
    """
    written = fold_characters(sentence).text.lower()
    return all(term.lower() in written for term in check.get("terms", ()))


def is_sound(check: Check) -> bool:
    """Whether the parser of rules takes the check."""
    root = read_yaml(json.dumps(check, ensure_ascii=False), "check")
    assert root is not None
    try:
        compile_check(root, Lexicon(None))
    except DataError:
        return False
    return True


def _length(asked: Asked, text: str) -> Check | None:
    whole = asked.claim if limit_of(asked.claim) else text
    limit = limit_of(whole)
    if limit is None or limit.unit not in _LETTERS:
        return None
    of = next((name for name, pattern in _MEASURED if pattern.search(whole)), None)
    if of is None:
        return None
    most, least = limit.most, limit.least
    if asked.polarity == "do" and re.search(r"(?<![不别得要能])(?:超过|少于|低于)", whole):
        most, least = least, most  # 要超过…: at least
    low, high = _SENSIBLE[of]
    if any(number is not None and not low <= number <= high for number in (most, least)):
        return None
    sizes = {"max": most, "min": least}
    return {"kind": "length", "of": of, **{k: v for k, v in sizes.items() if v is not None}}


def _signs(asked: Asked, text: str) -> Check | None:
    of: Check | None = next(({"characters": s} for name, s in _SIGNS.items() if name in text), None)
    if of is None and re.search(r"表情|emoji|颜文字", text, re.IGNORECASE):
        of = {"emoji": True}
    if of is None:
        return None
    limit = re.search(r"(?:超过|多于|最多|至多)\D{0,3}?(\d{1,2}|[一二两三四五])个", text)
    most = (limit_of(limit[0]) or None) if limit else None
    if most is not None and most.most is not None:
        where = {"kind": "density", "of": of, "per": "post", "max": most.most, "min_count": 1}
    elif asked.polarity == "dont" and re.search(
        r"(?:用|使用|出现|带|加|有|放)[^，]{0,4}$|用感叹号|用表情", text
    ):
        where = {"kind": "density", "of": of, "per": "post", "max": 0, "min_count": 1}
    else:
        return None
    return {**where, **_inside(text)}


def _terms(asked: Asked, text: str) -> Check | None:
    if asked.polarity != "dont" or not _USING.search(text):
        return None
    quoted = [found.strip() for found in _QUOTES.findall(text)]
    first = text.find(quoted[0]) if quoted else -1
    governed = first > 0 and (_USING.search(text[max(first - 8, 0) : first]) or _WORDS.search(text))
    if not quoted or not governed:
        listed = _LISTED.search(text)
        quoted = listed[1].split("、") if listed else []
    terms = [term for term in dict.fromkeys(quoted) if re.search(r"\w", term)]
    if not terms or any(len(term) < 2 for term in terms):
        return None
    return {"kind": "terms", "terms": terms, **_inside(text)}


def _structure(asked: Asked, text: str) -> Check | None:
    if asked.polarity == "dont" and re.search(r"(?:外部|站外|外)链", text):
        return {"kind": "structure", "forbid": "outside_link"}
    if asked.polarity == "do" and _PICTURES.search(text) and not re.search(r"标题|如果|头像", text):
        return {"kind": "structure", "require": "image"}
    return None


def _inside(text: str) -> Check:
    """Where a claim speaks of the title, only that is looked at."""
    return {"in": ["title"]} if re.search(r"标题", text) else {}
