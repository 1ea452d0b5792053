"""Articles written for these tests, and what is asked of a sentence alone."""

from __future__ import annotations

from contentai.rulemining.asked import Asked
from contentai.rulemining.reading import asked_of
from contentai.text.document import Document

GUIDE = """\
写稿守则

一、标题
1. 标题不要超过20个字。
2. 标题里别用“震惊”“速看”这类词。
3. 不要经常发商品信息，读者会取关。

二、正文
正文控制在800字以内，转载必须注明出处。他要我把稿子再念一遍。
"""
NOTICE = """\
关于推文的通知

各部门：标题不得超过二十个字。
转载别人的文章，务必注明出处。
要经常发商品信息，店里才有生意。
标题要写几个字？
"""


def asked(text: str) -> list[tuple[str, str]]:
    """Polarity and claim of all that a plain text asks for."""
    return [(one.polarity, one.claim) for one in all_asked(text)]


def all_asked(text: str) -> list[Asked]:
    """All that a plain text asks for."""
    return [one for _, one in asked_of(Document.parse(text))]
