"""contentai.text.guessed: whether anything but its characters tells a file's encoding."""

from __future__ import annotations

import pytest

from contentai.text.guessed import was_guessed


@pytest.mark.parametrize(
    ("text", "encoding", "guessed"),
    [
        ("今天下雨", "gb18030", True),
        ("今天下雨", "big5", True),
        ("今天下雨", "utf-16-le", True),
        ("今天下雨", "utf-8", False),
        ("今天下雨", "utf-16", False),
        ("今天下雨", "", False),
        ('<html><head><meta charset="gbk"></head>今天', "gb18030", False),
        ("<meta http-equiv=x content='text/html; charset=GB2312'>今天", "gb18030", False),
        ("<?xml version='1.0' encoding='gb2312'?><html>今天", "gb18030", False),
        ("<meta charset=big5>今天", "cp950", False),
        ("<meta charset=big5>今天", "gb18030", True),
        ("<meta charset=utf-8>今天", "gb18030", True),
        ("<meta charset=utf-8>今天", "big5", True),
        ("写 charset=gbk 的那一行", "gb18030", True),
    ],
)
def test_an_encoding_that_nothing_but_the_characters_told(
    text: str, encoding: str, guessed: bool
) -> None:
    assert was_guessed(encoding, text) is guessed
