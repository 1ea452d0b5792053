from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from contentai.located import DataError
from contentai.topics.posts import Posts, load_posts

TODAY = datetime.date(2026, 11, 21)
Read = Callable[..., Posts]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def from_text(text: str | bytes, name: str = "posts.csv") -> Posts:
        file = tmp_path / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return load_posts(file, TODAY)

    return from_text


HEADER = "id,date,segment,channel,title,text,views,likes,comments,shares\n"


def test_a_row_as_it_is_written(read: Read) -> None:
    (post,) = read(HEADER + "a,2026-05-01,new-parents,wechat,标题,正文,100,9,3,1\n").posts
    assert (post.id, post.date, post.segment, post.channel) == (
        *("a", datetime.date(2026, 5, 1), "new-parents", "wechat"),
    )
    assert (post.views, post.likes, post.comments, post.shares) == (100, 9, 3, 1)


def test_chinese_headers_a_bom_and_a_platform_by_its_chinese_name(read: Read) -> None:
    header = "标题\t发布日期\t平台\t阅读量\t点赞数\t备注\n"
    text = header + "水垢\t2026年5月1日 09:30\t公众号\t1.2万\t3,184\tx\n"
    for data in (text.encode("utf-8-sig"), text.encode("gb18030"), text.encode("utf-16")):
        (post,) = read(data).posts
        assert (post.title, post.channel) == ("水垢", "wechat")
        assert (post.date, post.views, post.likes) == (datetime.date(2026, 5, 1), 12000, 3184)


@pytest.mark.parametrize(
    ("written", "count"),
    [
        *(("3184", 3184), ("3,184", 3184), ("1.2万", 12000), ("10w+", 100000), ("2k", 2000)),
        *(("０", 0), (" 7 ", 7), ("100000+", 100000), ("12.0", 12)),
        *(("", None), ("-", None), ("N/A", None), ("无", None)),
    ],
)
def test_counts_as_people_write_them(read: Read, written: str, count: int | None) -> None:
    answer = read(HEADER + f'a,,,,标题,,"{written}",,,\n')
    assert answer.posts[0].views == count
    assert answer.notices == ()


@pytest.mark.parametrize(
    "written", ["-5", "很多", "12.5", "1e9", "nan", "inf", "99999999999", "1,2"]
)
def test_what_cannot_be_is_unknown_and_told(read: Read, written: str) -> None:
    answer = read(HEADER + f'a,,,,标题,,"{written}",,,\n')
    assert answer.posts[0].views is None
    assert [notice.line for notice in answer.notices] == [2]
    assert written in str(answer.notices[0])


def test_nobody_likes_what_nobody_has_seen(read: Read) -> None:
    body = (
        "a,,,,标题,,100,101,5,5\nb,,,,标题,,0,5,1,0\nc,,,,标题,,10,20,30,40\nd,,,,标题,,0,0,0,0\n"
    )
    answer = read(HEADER + body)
    a, b, c, d = answer.posts
    assert (a.views, a.likes, a.comments) == (100, None, 5)
    assert (b.views, b.likes) == (None, 5)
    assert (c.views, c.likes, c.shares) == (None, 20, 40)
    assert (d.views, d.likes) == (0, 0)
    assert [notice.line for notice in answer.notices] == [2, 3, 4]


@pytest.mark.parametrize("written", ["2062-01-01", "1899-12-30", "2026-02-30", "昨天"])
def test_impossible_dates(read: Read, written: str) -> None:
    answer = read(HEADER + f"a,{written},,,标题,,1,,,\n")
    assert answer.posts[0].date is None
    assert answer.posts[0].views == 1
    assert len(answer.notices) == 1


def test_rows_that_are_no_posts(read: Read) -> None:
    body = "a,,,,,,1,,,\nb,,,,标题\nc,,,,标题一,,1,,,\nc,,,,标题二,,2,,,\n,,,,无编号,,,,,\n\n"
    answer = read(HEADER + body)
    assert [post.title for post in answer.posts] == ["标题二", "无编号"]
    assert answer.posts[0].id == "c"
    assert [notice.line for notice in answer.notices] == [2, 3, 5]


def test_without_ids_a_post_is_known_by_what_it_says(read: Read) -> None:
    header = "日期,渠道,标题,正文,阅读量\n"
    first = read(header + "2026-08-01,wechat,标题,正文,5\n2026-08-02,wechat,标题,正文,5\n")
    ids = [post.id for post in first.posts]
    assert len(set(ids)) == 2
    again = read(header + "2026-08-02,wechat,标题,正文,9\n2026-08-02,sms,标题,正文,9\n")
    assert again.posts[0].id == ids[1]
    assert again.posts[1].id not in ids
    twice = read(header + "2026-08-02,wechat,标题,正文,5\n2026-08-02,wechat,标题,正文,7\n")
    assert [post.views for post in twice.posts] == [7]
    assert [(n.line, "同一条" in str(n)) for n in twice.notices] == [(3, True)]


def test_an_unknown_channel_is_no_channel(read: Read) -> None:
    answer = read(HEADER + "a,,,抖音号,标题,,1,,,\n")
    assert answer.posts[0].channel is None
    assert "抖音号" in str(answer.notices[0])


def test_a_line_break_inside_a_cell_keeps_line_numbers(read: Read) -> None:
    answer = read(HEADER + 'a,,,,"标\n题","正\n文",1,,,\nb,坏日期,,,标题,,1,,,\n')
    assert [post.title for post in answer.posts] == ["标\n题", "标题"]
    assert [notice.line for notice in answer.notices] == [5]


def test_json_lines(read: Read) -> None:
    text = '{"id": 7, "title": "标题", "views": 10, "likes": null}\nnot json\n[1]\n'
    answer = read(text, "posts.jsonl")
    assert [(post.id, post.views, post.likes) for post in answer.posts] == [("7", 10, None)]
    assert [notice.line for notice in answer.notices] == [2, 3]


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), HEADER.encode()])
def test_files_without_rows(read: Read, data: bytes) -> None:
    with pytest.raises(DataError, match=r"posts\.csv"):
        read(data)


WIDER = "日期,渠道,标题,阅读量,阶段,活动,取关人数,成交笔数,平均回复时间\n"


def test_what_an_audit_asks_for_is_read(read: Read) -> None:
    body = (
        "2026-05-01,公众号,甲,900,拉新,开春,3,12,35分钟\n"
        "2026-05-02,微博,乙,900,convert,-,,,1.5小时\n"
    )
    answer = read(WIDER + body)
    one, other = answer.posts
    assert (one.stage, one.campaign, one.unfollows, one.orders) == ("follow", "开春", 3, 12)
    assert (one.reply_minutes, other.reply_minutes) == (35, 90)
    assert (other.stage, other.campaign, other.unfollows, other.orders) == ("convert", *[None] * 3)
    assert answer.notices == ()


def test_what_an_audit_asks_for_may_be_wrong(read: Read) -> None:
    body = "2026-05-01,公众号,甲,100,第一步,,101,-2,很快\n2026-05-02,微博,乙,,,,1.5,12,-5分钟\n"
    answer = read(WIDER + body)
    assert all((p.stage, p.unfollows, p.reply_minutes) == (None, None, None) for p in answer.posts)
    assert [p.orders for p in answer.posts] == [None, 12]
    told = "\n".join(map(str, answer.notices))
    assert [notice.line for notice in answer.notices] == [2, 2, 2, 2, 3, 3]
    for words in ("不认识的阶段“第一步”", "orders 是“-2”", "unfollows 比 views", "很快", "-5分钟"):
        assert words in told


# As the back ends write them: 公众号, 小红书 (a line above the header), 淘宝.
BACK_ENDS = {
    "wechat": "内容标题,发表时间,总阅读人数,总阅读次数,总分享人数,总分享次数,点赞人数,留言条数\n"
    '甲,2026/3/1 8:00,90,"1,234",3,4,12,—\n',
    "xiaohongshu": "最多导出排序后前1000条笔记\n"
    "笔记标题,首次发布时间,体裁,曝光,观看量,封面点击率,点赞,评论,收藏,涨粉,分享\n"
    "甲,2026年03月01日08时00分00秒,图文,1.2万,1234,10%,12,--,50,8,4\n",
    "taobao": "内容ID\t发布日期\t内容标题\t阅读次数\t点赞次数\t评论次数\t分享次数\t引导成交金额\n"
    '1\t20260301\t甲\t"1,234"\t12\t\t4\t￥99.00\n',
}


@pytest.mark.parametrize("from_", BACK_ENDS)
def test_what_back_ends_export_is_read(read: Read, from_: str) -> None:
    answer = read(BACK_ENDS[from_].encode("gb18030"))
    (post,) = answer.posts
    assert (post.title, post.date) == ("甲", datetime.date(2026, 3, 1))
    assert (post.views, post.likes, post.comments, post.shares) == (1234, 12, None, 4)
    assert answer.notices == ()


def test_views_are_not_what_was_merely_shown_wherever_the_columns_stand(read: Read) -> None:
    assert read("标题,观看量,曝光\n甲,30,900\n").posts[0].views == 30
    assert read("标题,曝光\n甲,900\n").posts[0].views == 900
    line = '{"标题": "甲", "总阅读次数": 40, "总阅读人数": 30}\n'
    assert read(line, "posts.jsonl").posts[0].views == 40


def test_lines_are_counted_from_the_top_of_the_file(read: Read) -> None:
    answer = read("导出于今天\n\n标题,日期\n甲,昨天\n")
    assert [notice.line for notice in answer.notices] == [4]


def test_a_day_to_come_is_told_as_one(read: Read) -> None:
    (notice,) = read("标题,日期\n甲,2031-03-01\n").notices
    assert "还没有到" in notice.words.zh
