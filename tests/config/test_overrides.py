"""contentai.config.globs and settings: which drafts an override is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from contentai.config import Config
from contentai.diagnostics import Severity
from contentai.located import DataError
from contentai.rulebook.facts import Facts

Configure = Callable[..., Config]
Refuse = Callable[..., DataError]


@pytest.mark.parametrize(
    ("globs", "path", "matches"),
    [
        ("[drafts/sms/**]", "drafts/sms/a.md", True),
        ("[drafts/sms/**]", "drafts/sms/deep/er/a.md", True),
        ("[drafts/sms/**]", "other/drafts/sms/a.md", False),
        ("[drafts/sms]", "drafts/sms/a.md", True),
        ("[./drafts/sms/*]", "drafts/sms/a.md", True),
        ('["**/sms/**"]', "other/drafts/sms/a.md", True),
        ('["drafts/*.md"]', "drafts/sms/a.md", False),
        ('"*.sms.md"', "drafts/deep/a.sms.md", True),
        ('["草稿/**", "!草稿/旧稿.md"]', "草稿/新稿.md", True),
        ('["草稿/**", "!草稿/旧稿.md"]', "草稿/旧稿.md", False),
        ('["**"]', "../outside.md", False),
        ('["*.md"]', "drafts/../a.md", True),
        ('["drafts/*.md"]', "drafts/a\0b.md", False),
    ],
)
def test_globs_are_those_of_gitignore_below_the_file(
    configure: Configure, tmp_path: Path, globs: str, path: str, matches: bool
) -> None:
    config = configure(f"overrides: [{{files: {globs}, channel: sms}}]")
    assert config.applied(tmp_path / path) == ((0,) if matches else ())


def test_a_path_is_taken_from_the_working_folder_and_through_links(
    configure: Configure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = configure('overrides: [{files: "sms/**", channel: sms}]')
    (tmp_path / "sms").mkdir()
    (tmp_path / "elsewhere").symlink_to(tmp_path / "sms")
    monkeypatch.chdir(tmp_path / "sms")
    assert config.applied("a.md") == (0,)
    assert config.applied("../a.md") == ()
    assert config.applied(tmp_path / "elsewhere" / "a.md") == (0,)


def test_a_draft_is_found_behind_a_link_from_outside(
    configure: Configure, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    config = configure('overrides: [{files: "sms/**", channel: sms}]')
    (tmp_path / "sms").mkdir()
    link = tmp_path_factory.mktemp("outside") / "linked"
    link.symlink_to(tmp_path / "sms")
    assert config.applied(link / "a.md") == (0,)


def test_what_an_override_enables_it_no_longer_ignores(
    configure: Configure, tmp_path: Path
) -> None:
    config = configure('ignore: [AIT, MOB]\noverrides: [{files: "*.md", enable: [AIT]}]')
    whole = config.under(config.applied(tmp_path / "a.md"))
    assert (whole.ignore, whole.enable) == (("MOB",), ("AIT",))


@pytest.mark.parametrize("path", [None, "", "-"])
def test_what_has_no_path_has_no_override(configure: Configure, path: str | None) -> None:
    config = configure('overrides: [{files: "**", channel: sms}]')
    assert config.under(config.applied(path)) == config


def test_the_later_override_wins_and_what_it_ignores_is_joined(
    configure: Configure, tmp_path: Path
) -> None:
    text = """\
channel: wechat
ignore: [CLICK]
severity: {LAW-001: error, MOB: error}
account: {brand: known}
overrides:
- {files: "*.md", channel: sms, ignore: [MOB], fail_on: info}
- {files: "a/**", stage: follow, segment: 老客, account: {category: food}}
- {files: "a/b.md", channel: group, select: [MOB, LAW], severity: {LAW: info}, fail_on: never}
"""
    config = configure(text)
    assert config.applied(tmp_path / "a/b.md") == (0, 1, 2)
    whole = config.under((0, 1, 2))
    assert (whole.channel, whole.stage, whole.segments) == ("group", "follow", ("老客",))
    assert (whole.select, whole.ignore, whole.fail_on) == (("MOB", "LAW"), ("CLICK",), "never")
    assert whole.severities == {"MOB": Severity.ERROR, "LAW": Severity.INFO}
    assert whole.account == Facts(("known",), ("food",), ("discouraged",))
    assert config.under((0,)).ignore == ("CLICK", "MOB")


def test_overrides_of_an_extended_file_stand_below_that_file(
    configure: Configure, tmp_path: Path
) -> None:
    base = 'overrides: [{files: "sms/**", channel: sms}]'
    config = configure("extends: team/base.yaml", {"team/base.yaml": base})
    assert config.applied(tmp_path / "team/sms/a.md") == (0,)
    assert config.applied(tmp_path / "sms/a.md") == ()


@pytest.mark.parametrize(
    ("globs", "column", "words"),
    [
        ("[a.md, /home/me/**]", 28, "绝对路径"),
        ("/drafts/**", 21, "绝对路径"),
        ("~/drafts/**", 21, "绝对路径"),
        ("'C:\\drafts\\**'", 21, "绝对路径"),
        ("'!/drafts/**'", 21, "绝对路径"),
        ("../drafts/**", 21, "外面"),
        ("drafts/../../x", 21, "外面"),
        ("['!a.md']", 21, "只用来排除"),
        ("[]", 21, "只用来排除"),
        ("'#a'", 21, "不是能用的"),
        ("''", 21, "不是能用的"),
        ("'a\\'", 21, "不是能用的"),
        ("'[z-a]'", 21, "不是能用的"),
        ("'drafts\\sms\\**'", 21, "目录之间写 /"),
    ],
)
def test_a_pattern_that_can_never_match_is_refused(
    refuse: Refuse, globs: str, column: int, words: str
) -> None:
    error = refuse(f"overrides: [{{files: {globs}, channel: sms}}]")
    assert (error.line, error.column) == (1, column)
    assert words in error.words.zh
