"""``topics plan`` and ``topics map`` as they are called, in this process."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import icalendar
import pytest
from click.testing import CliRunner, Result

from contentai.cli.topics import command
from contentai.located import DataError
from tests.cli.process import Answer
from tests.topics.press import ARTICLES

SEGMENTS = """\
segments:
  owners:
    name: 家电老用户
    interests: {空调清洗: 1.0, 净水器滤芯: 0.8}
    channels: [wechat, weibo]
    goals: [engage, retain]
    needs: [maintain]
  parents:
    name: 新手爸妈
    interests: [安全座椅, 纸尿裤]
    channels: [xiaohongshu]
"""
POSTS = "id,date,title,text,views,likes\np1,2026-10-10,净水器滤芯怎么换,,2000,90\n"
NEWS = ("--corpus", "news.jsonl", "--on", "2026-10-20")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rows = [json.dumps(asdict(a), ensure_ascii=False, default=str) for a in ARTICLES]
    (tmp_path / "news.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    (tmp_path / "segments.yaml").write_text(SEGMENTS, "utf-8")
    (tmp_path / "posts.csv").write_text(POSTS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def answered(*arguments: str) -> Any:
    result = call("plan", *NEWS, "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.usefixtures("folder")
def test_a_plan_of_the_folders_own_segments() -> None:
    found = answered("--posts", "posts.csv")
    assert (found["first"], found["last"]) == ("2026-10-21", "2026-11-17")
    assert found["segments"] == ["owners", "parents"]
    assert found["mix"]["target"] == {
        **{"value": 0.5, "service": 0.2, "interaction": 0.2, "promotion": 0.1}
    }
    slots = [*found["entries"], *found["empty"]]
    assert {slot["channel"] for slot in slots} == {"wechat", "weibo", "xiaohongshu"}
    assert {entry["segment"] for entry in found["entries"]} == {"owners"}
    assert any("一个独立来源" in empty["why"] for empty in found["empty"])
    texts = {a.id: a.text for a in ARTICLES}
    for entry in found["entries"]:
        assert entry["title"] in entry["titles"]
        assert entry["why"].endswith("。")
        for passage in entry["passages"]:
            cut = texts[passage["article"]][passage["start"] : passage["end"]]
            assert passage["excerpt"] == cut != ""


@pytest.mark.usefixtures("folder")
def test_options_narrow_the_plan() -> None:
    found = answered(
        *("--segment", "owners", "--segment", "parents", "--channel", "wechat"),
        *("--mix", "interaction=100", "--account", "服务号", "--weeks", "2", "--pace", "wechat=7"),
    )
    assert found["last"] == "2026-11-03"
    assert {entry["kind"] for entry in found["entries"]} == {"interaction"}
    slots = [*found["entries"], *found["empty"]]
    assert [slot["channel"] for slot in slots] == ["wechat"] * 4
    assert found["notes"][0] == "不在要排的渠道上：新手爸妈（在小红书）"
    assert "少排 10 篇" in found["notes"][1]


@pytest.mark.usefixtures("folder")
def test_files_for_other_programs(folder: Path) -> None:
    for name in ("csv", "ical"):
        result = call("plan", *NEWS, "--format", name, "--output", f"out/plan.{name}")
        assert (result.exit_code, result.stdout) == (0, "")
    rows = (folder / "out/plan.csv").read_bytes()
    assert rows.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(rows.decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in table}) == 1
    events = icalendar.Calendar.from_ical((folder / "out/plan.ical").read_bytes()).walk("VEVENT")
    titles = [row for row in table[1:] if row[3]]
    assert len(events) == len(titles) > 0
    assert b"\r\r\n" not in (folder / "out/plan.ical").read_bytes()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--segment", "ownres"), "owners"),
        (("--mix", "valeu=50"), "value"),
        (("--mix", "value=50,service=60"), "110"),
        (("--pace", "wechta=2"), "wechat"),
        (("--account", "服务"), "服务号"),
        (("--weeks", "0"), "--weeks"),
        (("--posts", "none.csv"), "none.csv"),
        (("--on", "1900-01-01"), "1901"),
        (("--output", "news.jsonl/plan"), "news.jsonl"),
    ],
)
def test_bad_input_is_told_and_nothing_written(arguments: tuple[str, ...], said: str) -> None:
    result = call("plan", *NEWS, *arguments)
    if isinstance(result.exception, DataError):
        assert said in str(result.exception)
    else:
        assert result.exit_code == 2
        assert said in result.output
    assert result.stdout == "" or result.stdout.startswith("Usage")


@pytest.mark.usefixtures("folder")
def test_no_articles_make_an_empty_plan_that_says_so(folder: Path) -> None:
    (folder / "none").mkdir()
    result = call("plan", "--corpus", "none", "--on", "2026-10-20")
    assert result.exit_code == 0
    assert "没有文章可以选题" in result.stdout
    assert "排上 0 篇" in result.stdout


@pytest.mark.usefixtures("folder")
def test_the_map_as_lines_and_as_a_page(folder: Path) -> None:
    result = call("map", *NEWS)
    assert result.exit_code == 0
    assert "9 篇文章" in result.stdout
    assert "4 篇，3 个来源" in result.stdout
    result = call("map", "--html", *NEWS, "--output", "map.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (folder / "map.html").read_text("utf-8").startswith("<!doctype html>")


def test_the_real_program_tells_a_mistake_in_one_line(run: Callable[..., Answer]) -> None:
    answer = run("topics", "plan", "--mix", "value=150")
    assert answer.status == 2
    assert len(answer.err.splitlines()) == 1
    assert "value" in answer.err
