"""What is wrong with a regular expression, in words: RE2 says it in English."""

from __future__ import annotations

from typing import Final

from contentai.language import Bilingual

# As in re2.cc, by what stands before the colon.
_REASONS: Final = {
    "missing )": "缺一个 )",
    "unexpected )": "多一个 )",
    "missing ]": "缺一个 ]",
    "no argument for repetition operator": "重复号前面没有要重复的",
    "bad repetition operator": "重复号不能连写",
    "invalid repetition size": "重复的次数不对（最多 1000）",
    "trailing \\": "末尾的 \\ 后面缺字",
    "invalid named capture group": "组的名字写得不对，应是 (?P<名字>…)",
    "invalid character class range": "方括号里的范围不对",
    "invalid character class": "方括号里写得不对",
    "invalid escape sequence": "没有这样的转义",
    "invalid perl operator": "RE2 不支持这种写法",
    "invalid UTF-8": "有不成字的字符",
    "pattern too large - compile failed": "太长或者重复太多",
}


def wrong_expression(reason: str, typed: str) -> Bilingual:
    """The words for RE2's ``reason``; it is quoted only as far as it was ``typed``."""
    kind, _, place = reason.partition(": ")
    at = place if place in typed and place != typed else ""
    zh = _REASONS.get(kind, "写法不对")
    return Bilingual(
        f"正则写错了：{zh}" + (f"（{at}）" if at else ""),
        f"bad regular expression: {kind}" + (f" ({at})" if at else ""),
    )
