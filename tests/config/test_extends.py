"""contentai.config.files: ``extends`` and how the layers are joined."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from contentai.config import Config
from contentai.config.settings import Pack
from contentai.diagnostics import Severity
from contentai.located import DataError, Word
from contentai.rulebook.facts import Facts

Configure = Callable[..., Config]
Refuse = Callable[..., DataError]

TEAM = """\
channel: weibo
stage: engage
ignore: [MOB]
severity: {LAW-001: info, ART-001: info}
rules: [house]
account: {brand: known, category: [food]}
overrides: [{files: ["sms/**"], channel: sms}]
"""


def test_what_the_file_says_wins_and_lists_are_joined(configure: Configure, tmp_path: Path) -> None:
    text = """\
extends: team.yaml
channel: wechat
ignore: [CLICK, MOB]
severity: {ART: error}
rules: [own]
account: {category: [health]}
overrides: [{files: ["sms/**"], channel: group}]
"""
    config = configure(text, {"team.yaml": TEAM})
    assert (config.file, config.channel, config.stage) == (
        tmp_path / "contentai.yaml",
        "wechat",
        "engage",
    )
    assert config.ignore == ("MOB", "CLICK")
    assert config.severities == {"LAW-001": Severity.INFO, "ART": Severity.ERROR}
    assert config.packs == (Pack("house", tmp_path), Pack("own", tmp_path))
    assert config.account == Facts(("known",), ("health",), ("discouraged",))
    assert [over.layer.get("channel") for over in config.overrides] == ["sms", "group"]
    assert config.under((0, 1)).channel == "group"


def test_of_several_the_later_wins_and_each_stands_in_its_own_folder(
    configure: Configure, tmp_path: Path
) -> None:
    files = {
        "a.yaml": "channel: weibo\nstage: engage\n",
        "shared/b.yaml": "extends: deep/c.yaml\nchannel: group\nrules: [packs]\n",
        "shared/deep/c.yaml": "rules: {packs: [./mine]}\nfail_on: info\n",
    }
    config = configure("extends: [a.yaml, shared/b.yaml]\n", files)
    assert (config.channel, config.stage, config.fail_on) == ("group", "engage", "info")
    assert config.packs == (
        Pack("./mine", tmp_path / "shared" / "deep"),
        Pack("packs", tmp_path / "shared"),
    )


def test_one_file_may_be_extended_twice_and_may_be_empty(configure: Configure) -> None:
    files = {"a.yaml": "extends: c.yaml\n", "b.yaml": "extends: c.yaml\n", "c.yaml": ""}
    assert configure("extends: [a.yaml, b.yaml]\n", files) == configure("extends: c.yaml\n", files)
    files["c.yaml"] = "ignore: [LAW]\nrules: [house]\n"
    config = configure("extends: [a.yaml, b.yaml]\n", files)
    assert (config.ignore, len(config.packs)) == (("LAW",), 1)


@pytest.mark.parametrize(
    ("base", "text", "select", "ignore"),
    [
        ("ignore: [MOB]", "select: [MOB-001]", ("MOB-001",), ()),
        ("ignore: [MOB, LAW]", "select: [MOB-001]", ("MOB-001",), ("LAW",)),
        ("ignore: [MOB-001]", "select: [MOB]", ("MOB",), ("MOB-001",)),
        ("select: [MOB, LAW]", "ignore: [MOB]", ("MOB", "LAW"), ("MOB",)),
        ("select: [MOB]", "select: [LAW]", ("LAW",), ()),
        ("severity: {MOB-001: info}", "ignore: [MOB]", (), ("MOB",)),
    ],
)
def test_a_file_may_take_back_what_another_said(
    configure: Configure, base: str, text: str, select: tuple[str], ignore: tuple[str]
) -> None:
    config = configure(f"extends: base.yaml\n{text}\n", {"base.yaml": base})
    assert (config.select, config.ignore) == (select, ignore)


def test_a_circle_by_way_of_a_link_is_seen_the_first_time_round(
    refuse: Refuse, tmp_path: Path
) -> None:
    (tmp_path / "team").symlink_to(tmp_path)
    error = refuse("extends: team/contentai.yaml\n")
    assert "绕成了圈" in error.words.zh
    assert error.words.zh.count("→") == 1


@pytest.mark.parametrize(
    ("text", "files", "place", "words"),
    [
        ("channel: sms\nextends: none.yaml\n", {}, ("contentai.yaml", 2, 10), "none.yaml"),
        ("extends: [a.yaml]\n", {"a.yaml": "extends: ../b.yaml"}, ("a.yaml", 1, 10), "b.yaml"),
        ("extends: sub\n", {"sub/a.yaml": ""}, ("contentai.yaml", 1, 10), "sub"),
        ("extends: contentai.yaml\n", {}, ("contentai.yaml", 1, 10), "绕成了圈"),
        (
            "extends: a.yaml\n",
            {"a.yaml": "stage: engage\nextends: [b.yaml]", "b.yaml": "extends: ./a.yaml"},
            ("b.yaml", 1, 10),
            "绕成了圈",
        ),
        ("extends: a.yaml\n", {"a.yaml": "chanel: sms"}, ("a.yaml", 1, 1), "channel"),
        ("extends: {a: b}\n", {}, ("contentai.yaml", 1, 10), "文字"),
        ("extends: \"a\\0b\"\n", {}, ("contentai.yaml", 1, 10), "读不了"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_extended_is_refused_where_it_is_named(
    refuse: Refuse, text: str, files: dict[str, str], place: tuple[str, int, int], words: str
) -> None:
    error = refuse(text, files)
    assert (error.file, error.line, error.column) == place
    assert words in error.words.zh


def test_a_name_knows_the_file_it_comes_from(configure: Configure, tmp_path: Path) -> None:
    (name,) = configure("extends: a.yaml", {"a.yaml": "\nignore: [MOB]"}).ignore
    assert isinstance(name, Word)
    assert (name.file, name.line, name.column) == (str(tmp_path / "a.yaml"), 2, 10)
