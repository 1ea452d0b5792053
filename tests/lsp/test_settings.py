"""What an editor's settings say, and what is said of those that make no sense."""

from __future__ import annotations

from typing import Any

import pytest

from contentai.lsp.benches import Options
from contentai.lsp.settings import read_settings, says_something


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


def test_what_an_extension_keeps_for_itself_is_passed_over() -> None:
    """VS Code answers with every key that its extension registers."""
    registered = {
        "command": "/venv/bin/contentai",
        "config": "",
        "channel": "sms",
        "stage": "",
        "segment": [],
        "trace": {"server": "verbose"},
    }
    options, problems = read_settings(registered)
    assert (options, problems) == (Options(channel="sms"), [])
    assert [words.zh for words in read_settings({"chanel": "sms"})[1]] != []


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        (None, False),
        ({}, False),
        ({"editor": {"fontSize": 12}, "telemetry": True}, False),
        ({"editor": {"fontSize": 12}, "contentai": {}}, True),
        ({"channel": "sms"}, True),
        ({"chanel": "sms"}, True),
    ],
)
def test_settings_of_other_servers_are_none_of_ours(given: Any, ours: bool) -> None:
    assert says_something(given) == ours
    assert len(read_settings(given)[1]) == (given == {"chanel": "sms"})
