from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from contentai.located import DataError
from contentai.topics.followers import Follower, group, load_followers, rfm_bands

ON = datetime.date(2026, 11, 21)
HEADER = "编号,地区,最近购买,次数,金额,标签\n"


def follower(day: int, frequency: int | None, amount: float | None) -> Follower:
    return Follower("x", None, datetime.date(2026, 1, day), frequency, amount)


def test_the_eight_bands_of_the_handbooks() -> None:
    recent, often, much = (2, 20), (1, 9), (10.0, 900.0)
    everyone = [
        follower(recent[r], often[f], much[m]) for m in (1, 0) for r in (1, 0) for f in (1, 0)
    ]
    assert rfm_bands(everyone) == (
        *("key-value", "key-grow", "key-keep", "key-win-back"),
        *("value", "grow", "keep", "win-back"),
    )


def test_the_middle_is_that_of_buyers_and_ties_share_a_rank() -> None:
    # Six of ten bought once: once is low, twice is high, however many never bought.
    everyone = [follower(1 + n, 1 if n < 6 else 2, 5.0) for n in range(10)]
    never = [Follower("n", None, None, 0, 0.0)] * 50
    bands = rfm_bands([*everyone, *never])
    assert bands[:10] == (*["win-back"] * 5, "grow", *["value"] * 4)
    assert set(bands[10:]) == {"never"}


def test_equal_figures_are_nobodys_merit() -> None:
    assert rfm_bands([follower(3, 2, 8.0)] * 4) == ("win-back",) * 4


def test_missing_figures_give_no_band() -> None:
    assert rfm_bands([follower(1, None, 5.0), follower(1, 2, None)]) == (None, None)
    assert rfm_bands([]) == ()


def test_a_table_with_faults(tmp_path: Path) -> None:
    body = (
        "a,华东,2026-11-01,5,￥1280.50,辅食；睡眠\nb,华东,2026/01/02,1,88元,辅食\n"
        "c,华北,2027-01-01,3,50,\nd,,坏,2,-4,\ne,华南,,0,0,茶\na,华东,2026-11-02,6,1300,辅食\n"
    )
    file = tmp_path / "followers.csv"
    file.write_bytes((HEADER + body).encode("gb18030"))
    read = load_followers(file, ON)
    by_id = {f.id: f for f in read.followers}
    assert by_id["a"].frequency == 6
    assert by_id["b"].amount == 88.0
    assert by_id["c"].last_purchase is None
    assert (by_id["d"].last_purchase, by_id["d"].amount) == (None, None)
    assert [notice.line for notice in read.notices] == [4, 5, 5, 7]
    bands = dict(zip(by_id, read.bands, strict=True))
    assert bands == {"a": "key-value", "b": "win-back", "c": None, "d": None, "e": "never"}


def test_segments_of_bands(tmp_path: Path) -> None:
    rows = [f"n{n},{'华东' if n < 8 else '华北'},,0,0,茶;水" for n in range(10)]
    rows += ["k,华南,2026-11-01,5,900,咖啡", "l,华南,2025-11-01,1,9,"]
    file = tmp_path / "followers.csv"
    file.write_text(HEADER + "\n".join(rows), "utf-8")
    (never, size), (key, _), (last, _) = group(load_followers(file, ON))
    assert (never.id, size, never.region, dict(never.interests)) == (
        *("never", 10, "华东"),
        {"水": 1.0, "茶": 1.0},
    )
    assert (key.id, dict(key.interests)) == ("key-value", {"咖啡": 1.0})
    assert (last.id, dict(last.interests)) == ("win-back", {})


def test_a_segment_column_decides_who_belongs_together(tmp_path: Path) -> None:
    file = tmp_path / "followers.csv"
    file.write_text(
        "segment,last_purchase,frequency,amount,region\n"
        "tea,2026-11-01,9,900,华东\ntea,2026-11-02,8,800,华北\n"
        "cups,2025-01-01,1,5,\ncups,2025-01-01,1,5,\n",
        "utf-8",
    )
    (cups, _), (tea, size) = group(load_followers(file, ON))
    assert (tea.id, tea.name, size, tea.rfm, tea.region) == ("tea", "tea", 2, "key-value", None)
    assert (cups.id, cups.rfm, cups.lifecycle) == ("cups", "win-back", "dormant")


def test_a_region_as_people_write_it_and_one_that_is_none(tmp_path: Path) -> None:
    file = tmp_path / "followers.csv"
    file.write_text(
        "编号,省份,最近消费日期,次数,金额,渠道\na,江苏省,2026-11-01,5,9,抖音\n"
        "b,江苏,2026-11-01,5,9,公众号\nc,火星,2026-11-01,5,9,抖音\nd,全国,2026-11-01,5,9,无\n",
        "utf-8",
    )
    read = load_followers(file, ON)
    assert [f.region for f in read.followers] == ["江苏", "江苏", None, None]
    assert [f.channel for f in read.followers] == [None, "wechat", None, None]
    assert [(notice.line, notice.words.zh[:2]) for notice in read.notices] == [
        *((2, "渠道"), (4, "地区")),
    ]
    assert "公众号" in read.notices[0].words.zh
    assert "火星" in read.notices[1].words.zh


def test_a_missing_column_is_told_by_the_names_it_may_have(tmp_path: Path) -> None:
    file = tmp_path / "followers.csv"
    file.write_text("导出时间 2026\n编号,地区,上次来店,次数,金额\na,江苏,2026-11-01,1,2\n", "utf-8")
    with pytest.raises(DataError) as caught:
        load_followers(file)
    assert caught.value.line == 2
    for said in ("“最近购买”", "最近消费时间", "看到的表头是：编号、地区、上次来店"):
        assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [("地区,次数,金额\na,1,2\n", "last_purchase"), (HEADER, "数据行"), ("", "last_purchase")],
)
def test_tables_that_are_none(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "followers.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(DataError, match=said):
        load_followers(file, ON)
