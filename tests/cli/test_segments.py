from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from contentai.topics.segments import load_segments
from tests.cli.process import Answer

Run = Callable[..., Answer]

FOLLOWERS = (
    "编号,地区,最近购买,次数,金额,标签\n"
    "a,华东,2026-11-01,5,1280,辅食；睡眠\nb,华东,2026-01-02,1,88,辅食\n"
    "c,华南,,0,0,茶\nd,,坏,2,9,\n"
)


def test_the_segments_that_ship_are_listed(run: Run) -> None:
    answer = run("segments", "list")
    assert answer.status == 0
    assert len(answer.out.splitlines()) == 8
    assert "new-parents  新手爸妈  华东" in answer.out


def test_followers_become_segments_that_can_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "followers.csv").write_bytes(FOLLOWERS.encode("gb18030"))
    answer = run(
        *("segments", "import", "followers.csv", "--output", "s.yaml", "--on", "2026-11-21")
    )
    assert (answer.status, answer.out) == (0, "")
    assert "followers.csv:5" in answer.err
    assert "重要价值客户" in answer.err
    assert "分不了档" in answer.err
    found = load_segments(tmp_path / "s.yaml")
    assert set(found) == {"key-value", "win-back", "never"}
    assert dict(found["key-value"].interests) == {"睡眠": 1.0, "辅食": 1.0}
    assert found["never"].lifecycle == "prospect"

    again = run("segments", "import", "followers.csv", "--output", "s.yaml")
    assert again.status == 2
    assert "--force" in again.err
    assert run("segments", "import", "followers.csv", "--output", "s.yaml", "--force").status == 0
    shown = run("segments", "import", "followers.csv", "--on", "2026-11-21")
    assert shown.out.startswith("segments:\n")


def test_a_group_without_tags_says_that_interests_are_missing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(
        "last_purchase,frequency,amount\n2026-01-01,2,3\n", encoding="utf-8"
    )
    assert run("segments", "import", "f.csv", "--output", "s.yaml").status == 0
    assert "请写上兴趣词" in (tmp_path / "s.yaml").read_text("utf-8")
    listed = run("segments", "list", "s.yaml")
    assert listed.status == 2
    assert "没有分群" in listed.err
    fill_in(tmp_path / "s.yaml")
    listed = run("segments", "list", "s.yaml")
    assert (listed.status, len(listed.out.splitlines())) == (0, 1)


def fill_in(file: Path) -> None:
    """Do to groups without tags as told: take out the # and add interests."""
    bare = re.sub(r"(?m)^  # (?!\d+ 人)", "  ", file.read_text("utf-8"))
    file.write_text(bare.replace("interests: {}", "interests: [茶]"), "utf-8")


def test_groups_without_tags_do_not_keep_the_others_from_use(run: Run, tmp_path: Path) -> None:
    rows = "e,华北,2026-10-01,1,50,\n" + "f,华北,,0,0,\n"
    (tmp_path / "f.csv").write_text(FOLLOWERS.replace(",茶\n", ",\n") + rows, "utf-8")
    answer = run("segments", "import", "f.csv", "--output", "segments.yaml")
    assert answer.status == 0
    assert "never" in answer.err and "没有标签：写成了注释" in answer.err
    listed = run("segments", "list")
    assert listed.status == 0
    assert "never" not in listed.out
    assert "segments.yaml" in listed.err
    fill_in(tmp_path / "segments.yaml")
    assert "never" in run("segments", "list").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("segments", "list", "missing.yaml"), "missing.yaml"),
        (("segments", "import", "missing.csv"), "missing.csv"),
        (("segments", "import", "bad.csv"), "frequency"),
        (("segments", "import", "empty.csv"), "empty.csv"),
        (("segments", "import", "good.csv", "--output", "bad.csv/s.yaml"), "bad.csv/s.yaml"),
    ],
)
def test_bad_use_is_told(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "bad.csv").write_text("last_purchase,freqency,amount\n2026-01-01,2,3\n", "utf-8")
    (tmp_path / "empty.csv").write_text("last_purchase,frequency,amount\n,,\n", "utf-8")
    (tmp_path / "good.csv").write_text(FOLLOWERS, "utf-8")
    answer = run(*arguments)
    assert answer.status == 2
    assert said in answer.err


def test_the_table_of_followers_is_not_written_over(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "f.csv"
    file.write_text("last_purchase,frequency,amount\n2026-01-01,1,5\n", "utf-8")
    answer = run("segments", "import", "f.csv", "--output", "f.csv", "--force")
    assert answer.status == 2
    assert "盖掉" in answer.err
    assert file.read_text("utf-8").startswith("last_purchase")
