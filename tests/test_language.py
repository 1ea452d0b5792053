"""contentai.language: which language the interface speaks."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from contentai.language import Bilingual, current, several, system_reason


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


def test_one_is_no_plural() -> None:
    assert several(1, "draft") == "1 draft"
    assert several(0, "draft") == "0 drafts"
    assert several(2000, "draft") == "2,000 drafts"


def test_what_the_system_refuses_is_told_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(OSError) as gone:
        (tmp_path / "x").read_bytes()
    assert system_reason(gone.value) == ("没有这个文件或文件夹", "No such file or directory")
    (tmp_path / "full" / "x").mkdir(parents=True)
    with pytest.raises(OSError) as full:
        (tmp_path / "full").rmdir()
    assert system_reason(full.value) == ("文件夹里还有东西", "Directory not empty")
    assert system_reason(OSError(errno.EFBIG, "File too large")).zh == "文件超过了允许的大小"
    rare = OSError(errno.ENOTTY, "Inappropriate ioctl for device")
    assert system_reason(rare) == ("Inappropriate ioctl for device",) * 2
    assert system_reason(OSError("no number")) == ("no number",) * 2
