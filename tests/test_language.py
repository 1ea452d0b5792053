"""contentai.language: which language the interface speaks."""

from __future__ import annotations

import pytest

from contentai.language import Bilingual, current


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LANG": "POSIX", "LC_ALL": ""}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "zh_TW.UTF-8", "LC_MESSAGES": "en_US", "LANG": "en_US"}, "zh"),
        ({"LC_ALL": "", "LANG": "en_US"}, "en"),
        ({"CONTENTAI_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"CONTENTAI_LANG": "EN"}, "en"),
        ({"CONTENTAI_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ({"CONTENTAI_LANG": "", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"CONTENTAI_LANG": "xx", "LC_ALL": "en_US.UTF-8"}, "en"),
    ],
)
def test_language_of_an_environment(environment: dict[str, str], expected: str) -> None:
    assert current(environment) == expected


def test_words_follow_the_process_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    words = Bilingual("错了", "wrong")
    monkeypatch.setenv("CONTENTAI_LANG", "en")
    assert str(words) == "wrong"
    monkeypatch.setenv("CONTENTAI_LANG", "zh")
    assert str(words) == "错了"
