"""The plan as text, JSON, CSV, iCalendar and Markdown; read back by other people's readers."""

from __future__ import annotations

import csv
import datetime
import io
import json
from dataclasses import replace

import icalendar
import pytest
from markdown_it import MarkdownIt

from contentai.report.plan import as_json, as_text
from contentai.report.plan_csv import as_csv, safe
from contentai.report.plan_ical import as_ical
from contentai.report.plan_markdown import as_markdown
from tests.report.plans import DAY, ENTRY, EVIL, evil, plan


def test_text_tells_what_whom_why_and_what_is_missing() -> None:
    text = as_text(plan(ENTRY, empty=2))
    for words in (
        "排上 1 篇，空着 2 处",
        "2026-11-02 周一  公众号  家电老用户 · 干货 · 养熟  [立冬]",
        "空调清洗，先问三句",
        "家电老用户关心“空调清洗”。",
        "“洗哪里。”—— 甲报",
        "微博 11-02、11-03：3 个选题只有一个独立来源",
        "没有选题对得上的节令：立冬 11-07",
        "近四周  干货 25%",
        "没有凑到目标比例",
    ):
        assert words in text
    assert "\x1b" not in as_text(evil())


def test_json_has_every_part(monkeypatch: pytest.MonkeyPatch) -> None:
    found = json.loads(as_json(plan(ENTRY)))
    (entry,) = found["entries"]
    assert (entry["date"], entry["channel"], entry["segment"]) == ("2026-11-02", "wechat", "owners")
    assert (entry["kind"], entry["stage"], entry["season"]["name"]) == ("value", "engage", "立冬")
    assert entry["passages"][0] == {
        **{"article": "a", "title": "三句话", "source": "甲报", "start": 0, "end": 4},
        **{"excerpt": "洗哪里。", "date": "2026-11-02"},
    }
    assert found["mix"]["planned"]["shares"]["value"] == 1.0
    assert found["mix"]["recent"]["shares"]["promotion"] == 0.75
    assert found["empty"][0]["why"].startswith("3 个")
    assert found["events"][0] == {
        **{"name": "立冬", "first": "2026-11-07", "last": "2026-11-07", "entries": 0}
    }
    monkeypatch.setenv("CONTENTAI_LANG", "en")
    assert json.loads(as_json(plan(ENTRY)))["empty"][0]["why"] == "3 topics: one source"


def test_csv_opens_in_a_spreadsheet() -> None:
    text = as_csv(plan(ENTRY))
    assert text.startswith("\ufeff日期,")
    assert text.encode("utf-8").startswith(b"\xef\xbb\xbf")
    assert text.count("\r\n") == text.count("\n") == 3
    head, entry, empty = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    row = dict(zip(head, entry, strict=True))
    assert (row["日期"], row["渠道"], row["标题"]) == ("2026-11-02", "公众号", "空调清洗，先问三句")
    assert dict(zip(head, empty, strict=True))["理由"].startswith("3 个")


@pytest.mark.parametrize("start", [*"=+-@＝＋－＠", "\t=", " =", "\r=", "\u3000=", "\n+"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert safe(f"{start}1+1").startswith("'")
    assert safe("空调=热泵") == "空调=热泵"
    rows = list(csv.reader(io.StringIO(as_csv(evil()).removeprefix("\ufeff"))))
    assert len({len(row) for row in rows}) == 1
    assert not any(cell.lstrip().startswith("=") for row in rows for cell in row)


def test_ical_is_read_back() -> None:
    two = plan(ENTRY, replace(ENTRY, kind="service"), replace(ENTRY, channel="weibo"))
    text = as_ical(two)
    lines = text.encode().split(b"\r\n")
    assert lines[-1] == b"" and b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # a character is never cut in two
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar["version"] == "2.0"
    events = calendar.walk("VEVENT")
    assert [str(event["uid"]) for event in events] == [
        "20261102-wechat-1@contentai",
        "20261102-wechat-2@contentai",
        "20261102-weibo-1@contentai",
    ]
    first = events[0]
    assert not first.errors
    assert (first["dtstart"].dt, first["dtend"].dt) == (DAY, DAY + datetime.timedelta(days=1))
    assert str(first["summary"]) == "公众号: 空调清洗，先问三句"
    assert "家电老用户关心“空调清洗”。" in str(first["description"])
    assert [str(c) for c in first["categories"].cats] == ["干货", "公众号", "立冬"]
    assert first["dtstamp"].dt.date() == DAY - datetime.timedelta(days=2)
    assert as_ical(two) == text


def test_signs_that_part_values_are_escaped_for_calendars() -> None:
    text = as_ical(plan(replace(ENTRY, titles=("洗，换; 修, 都讲",))))
    assert "SUMMARY:公众号: 洗，换\\; 修\\, 都讲\r\n" in text


def test_a_table_of_a_plan_goes_by_day_with_what_stays_empty() -> None:
    late = replace(ENTRY, day=DAY + datetime.timedelta(days=1))
    rows = list(csv.reader(io.StringIO(as_csv(plan(late, ENTRY, empty=3)).removeprefix("\ufeff"))))
    days = [row[0] for row in rows[1:]]
    assert len(days) == 5
    assert days == sorted(days)


def test_ical_holds_against_hostile_text() -> None:
    events = icalendar.Calendar.from_ical(as_ical(evil())).walk("VEVENT")
    assert len(events) == 2
    summary = str(events[0]["summary"])
    assert "=1+1 | <script>alert(1)</script>" in summary
    assert "# 头; b\\n, [31m" in summary
    assert set(events[0]) == {
        *("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP"),
    }
    assert icalendar.Calendar.from_ical(as_ical(plan())).walk("VEVENT") == []


def test_markdown_shows_hostile_text_as_text() -> None:
    tokens = MarkdownIt("commonmark", {"linkify": False}).enable("table").parse(as_markdown(evil()))
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} == {"text"}
    assert not any(token.type == "html_block" for token in tokens)
    shown = "".join(child.content for child in inline)
    assert "<script>alert(1)</script> [x](javascript:y) **重** `c` http://a.example" in shown
    rows = [t for t in tokens if t.type == "tr_open"]
    assert len(rows) == 3
    assert sum(t.type == "td_open" for t in tokens) == 10


def test_markdown_has_a_week_a_table() -> None:
    later = replace(ENTRY, day=DAY + datetime.timedelta(days=7))
    text = as_markdown(plan(ENTRY, later))
    assert text.startswith("# 内容计划 2026-11-01 – 2026-11-28\n")
    assert text.count("\n## 第 ") == 2
    assert "第 1 周 (2026-11-01)" in text and "第 2 周 (2026-11-08)" in text
    assert "| 11-02 周一 | 公众号 | 家电老用户 | 干货 | 空调清洗，先问三句 |" in text
    assert EVIL not in as_markdown(evil())
