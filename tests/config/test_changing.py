"""The program's own changes to a configuration: small, kept whole, or not made."""

from __future__ import annotations

from pathlib import Path

import pytest

from contentai.config import load_config
from contentai.config.changing import heed_rule, ignore_rule, set_channel
from contentai.located import DataError


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "ignore: [LAW-001]\n"),
        ("", "ignore: [LAW-001]\n"),
        (
            "# 规矩\r\nchannel: wechat # 公众号\r\n",
            "# 规矩\r\nchannel: wechat # 公众号\r\nignore: [LAW-001]\r\n",
        ),
        ("\ufeffignore: MOB\n", "\ufeffignore: [MOB, LAW-001]\n"),
        ("ignore:\n- MOB # 手机\n# 完\n", "ignore:\n- MOB # 手机\n- LAW-001\n# 完\n"),
        ("rules: {ignore: [MOB]}\n", "rules: {ignore: [MOB, LAW-001]}\n"),
        ("rules:\n  select: [LAW]\n", "rules:\n  select: [LAW]\nignore: [LAW-001]\n"),
    ],
)
def test_all_else_stays(tmp_path: Path, before: str | None, after: str) -> None:
    file = tmp_path / "contentai.yaml"
    if before is not None:
        file.write_bytes(before.encode())
    ignore_rule(file, "LAW-001")
    assert file.read_bytes().decode() == after
    assert "LAW-001" in load_config(file).ignore


@pytest.mark.parametrize(
    "before",
    [
        "select: [LAW-001]\n",
        "severity: {LAW-001: info}\n",
        "chanel: wechat\n",
        "- a\n",
        "ignore: [\n",
        "ignore: {LAW: 1}\n",
    ],
)
def test_what_would_not_work_is_not_written(tmp_path: Path, before: str) -> None:
    file = tmp_path / "contentai.yaml"
    file.write_text(before, "utf-8")
    with pytest.raises(DataError):
        ignore_rule(file, "LAW-001")
    assert file.read_text("utf-8") == before
    assert list(tmp_path.iterdir()) == [file]


def test_a_configuration_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "contentai.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match=r"contentai\.yaml"):
        ignore_rule(file, "LAW-001")


def test_a_pyproject_is_left_to_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    before = '[tool.contentai]\nchannel = "sms"\nignore = ["LAW-001"]\n'
    file.write_text(before, "utf-8")
    for change in (
        lambda: set_channel(file, "wechat"),
        lambda: heed_rule(file, "LAW-001"),
        lambda: ignore_rule(file, "LAW-002"),
    ):
        with pytest.raises(DataError, match=r"\[tool\.contentai\]"):
            change()
    assert file.read_text("utf-8") == before


def test_a_rule_is_heeded_again_where_several_stand_in_one_string(tmp_path: Path) -> None:
    file = tmp_path / "contentai.yaml"
    file.write_text("ignore: [LAW-001，LAW-003, MOB]\n", "utf-8")
    heed_rule(file, "LAW-003")
    assert load_config(file).ignore == ("LAW-001", "MOB")
