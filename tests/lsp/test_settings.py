"""What an editor's settings say, and what is said of those that make no sense."""

from __future__ import annotations

from typing import Any

import pytest

from contentai.lsp.settings import read_settings


@pytest.mark.parametrize(
    ("value", "segments", "count"),
    [
        ("new-parents", ("new-parents",), 0),
        (["a", "b"], ("a", "b"), 0),
        ([], (), 0),
        ([1, 2], (), 1),
        (["a", None], ("a",), 1),
        (3, (), 1),
        ({"a": 1}, (), 1),
    ],
)
def test_segments_are_words(value: Any, segments: tuple[str, ...], count: int) -> None:
    options, problems = read_settings({"contentai": {"segment": value}})
    assert options.segments == segments
    assert len(problems) == count
    assert all("contentai.segment" in words.zh for words in problems)


def test_a_channel_goes_by_its_chinese_name() -> None:
    options, problems = read_settings({"contentai": {"channel": "公众号"}})
    assert (options.channel, problems) == ("wechat", [])
