from __future__ import annotations

from pathlib import Path

import pytest

from contentai.located import DataError
from contentai.topics.segments import load_segments, read_segments, segment_named

GOOD = """\
segments:
  new-parents:
    name: 新手爸妈
    interests: {辅食: 1.0, 睡眠: 0.5}
    region: 华东
    lifecycle: new
    rfm: key-value
    channels: [wechat, moments]
    goals: [engage]
    avoid: [断奶]
    needs: [install]
  plain:
    name: 随便看看
    interests: [茶, 茶, 水]
    region: 全国
"""


def test_a_segment_as_it_is_written() -> None:
    full, plain = read_segments(GOOD, "s.yaml").values()
    assert (full.id, full.name, dict(full.interests)) == (
        *("new-parents", "新手爸妈"),
        {"辅食": 1.0, "睡眠": 0.5},
    )
    assert (full.region, full.lifecycle, full.rfm) == ("华东", "new", "key-value")
    assert (full.channels, full.goals, full.avoid, full.needs) == (
        *(("wechat", "moments"), ("engage",)),
        *(("断奶",), ("install",)),
    )
    assert dict(plain.interests) == {"茶": 1.0, "水": 1.0}
    assert (plain.region, plain.rfm, plain.channels) == (None, None, ())


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("wechat, moments", "wechat, moment", "s.yaml:8:24", "moments"),
        ("region: 华东", "region: 火星", "s.yaml:5:13", "不认识：写省"),
        ("lifecycle: new", "lifecycle: nwe", "s.yaml:6:16", "new"),
        ("rfm: key-value", "rfm: key-valu", "s.yaml:7:10", "key-value"),
        ("goals: [engage]", "goals: [engag]", "s.yaml:9:13", "engage"),
        ("needs: [install]", "need: [install]", "s.yaml:11:5", "needs"),
        ("睡眠: 0.5", "睡眠: 0", "s.yaml:4:30", "睡眠"),
        ("睡眠: 0.5", "睡眠: 很多", "s.yaml:4:30", "很多"),
        ("interests: {辅食: 1.0, 睡眠: 0.5}", "interests: {}", "s.yaml:4:16", "兴趣"),
        ("    name: 新手爸妈\n", "", "s.yaml:3:5", "name"),
        ("segments:", "segment:", "s.yaml:1:1", "segments"),
    ],
)
def test_a_mistake_has_its_place_and_the_way_out(old: str, new: str, place: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(DataError) as caught:
        read_segments(GOOD.replace(old, new), "s.yaml")
    assert str(caught.value).startswith(place)
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["", "segments:\n", "segments: {}\n", "- a\n"])
def test_nothing_in_it(text: str) -> None:
    with pytest.raises(DataError, match=r"s\.yaml"):
        read_segments(text, "s.yaml")


def test_an_unknown_segment_names_the_nearest() -> None:
    with pytest.raises(DataError, match="new-parents"):
        segment_named("new-parent", read_segments(GOOD, "s.yaml"))


def test_files_in_another_encoding_and_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "gb.yaml").write_bytes(GOOD.encode("gb18030"))
    assert set(load_segments(tmp_path / "gb.yaml")) == {"new-parents", "plain"}
    (tmp_path / "picture.yaml").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    for name in ("picture.yaml", "missing.yaml", "."):
        with pytest.raises(DataError):
            load_segments(tmp_path / name)
