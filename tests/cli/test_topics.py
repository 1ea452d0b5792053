from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.cli.process import Answer
from tests.topics.press import ARTICLES

Run = Callable[..., Answer]

SEGMENTS = """\
segments:
  owners:
    name: 家电老用户
    interests: {空调清洗: 1.0, 净水器滤芯: 0.8}
    channels: [wechat]
    needs: [maintain]
  parents:
    name: 新手爸妈
    interests: [安全座椅, 纸尿裤]
"""
POSTS = "id,date,title,text,views,likes\np1,2026-10-10,空调清洗前先问三句话,,2000,90\n"
ON = ("--on", "2026-10-20")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [json.dumps(asdict(a), ensure_ascii=False, default=str) for a in ARTICLES]
    (tmp_path / "news.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    (tmp_path / "segments.yaml").write_text(SEGMENTS, "utf-8")
    (tmp_path / "posts.csv").write_text(POSTS, "utf-8")
    return tmp_path


def suggested(answer: Answer) -> Any:
    assert answer.status == 0, answer.err
    return json.loads(answer.out)


def test_the_json_has_the_promised_shape(run: Run, folder: Path) -> None:
    answer = run(
        *("topics", "suggest", "--segment", "owners", "--corpus", "news.jsonl"),
        *("--posts", "posts.csv", "--format", "json", *ON),
    )
    found = suggested(answer)
    assert found["segment"] == "owners"
    texts = {a.id: a.text for a in ARTICLES}
    first = found["suggestions"][0]
    assert {"id", "topic", "titles", "score", "parts", "terms", "passages", "why"} <= set(first)
    assert {"affinity", "value", "novelty", "season", "evidence"} <= set(first["parts"])
    for suggestion in found["suggestions"]:
        assert suggestion["titles"]
        for passage in suggestion["passages"]:
            cut = texts[passage["article"]][passage["start"] : passage["end"]]
            assert passage["excerpt"] == cut != ""
            assert passage["date"].startswith("2026-")
    cleaning = next(s for s in found["suggestions"] if "空调" in s["topic"])
    assert cleaning["nearest_post"]["id"] == "p1"
    assert cleaning["parts"]["novelty"] < 0.5
    assert run(*answer_again(folder)).out == answer.out


def answer_again(folder: Path) -> tuple[str, ...]:
    return (
        *("topics", "suggest", "--segment", "owners", "--corpus", str(folder / "news.jsonl")),
        *("--posts", "posts.csv", "--format", "json", *ON),
    )


def test_people_read_why_and_where_from(run: Run, folder: Path) -> None:
    answer = run("topics", "suggest", "--segment", "owners", "--corpus", "news.jsonl", *ON)
    assert answer.status == 0
    assert "家电老用户关心“空调清洗”，3 个独立来源谈到" in answer.out
    assert "—— 消委会简报 《" in answer.out
    assert "没排更前" in answer.out


def test_a_folder_of_drafts_is_a_corpus(run: Run, folder: Path) -> None:
    for number, one in enumerate(ARTICLES[2:6]):
        place = folder / "notes" / f"s{number}"
        place.mkdir(parents=True)
        head = f"---\ntitle: {one.title}\nsource: {one.source}\n---\n"
        (place / "a.md").write_text(f"{head}\n{one.text}\n", "utf-8")
    answer = run(
        *("topics", "suggest", "--segment", "owners", "--corpus", "notes", "--format", "json", *ON)
    )
    assert len(suggested(answer)["suggestions"]) == 2


@pytest.mark.parametrize(
    "command",
    [("suggest", "--segment", "owners", "--format", "json"), ("plan", "--weeks", "1"), ("map",)],
)
def test_what_is_missing_among_articles_is_told_and_the_rest_is_used(
    run: Run, folder: Path, command: tuple[str, ...]
) -> None:
    whole = run("topics", *command, "--corpus", "news.jsonl", *ON)
    answer = run("topics", *command, "--corpus", "news.jsonl", "--corpus", "gone", *ON)
    assert (whole.status, answer.status) == (0, 2)
    assert answer.err.startswith("gone")
    assert answer.out == whole.out


def test_without_a_corpus_the_library_is_asked(run: Run, folder: Path) -> None:
    assert run("corpus", "add", "news.jsonl").status == 0
    found = suggested(run("topics", "suggest", "--segment", "owners", "--format", "json", *ON))
    assert ["空调" in s["topic"] or "滤芯" in s["topic"] for s in found["suggestions"]] == [
        True
    ] * 2


def test_what_ships_suggests_out_of_the_box(run: Run, tmp_path: Path) -> None:
    answer = run("topics", "suggest", "--segment", "new-parents", "--format", "json", *ON)
    assert "用自带的示例文章和帖子（编的）" in answer.err
    found = suggested(answer)
    assert len(found["suggestions"]) >= 3
    assert found["suggestions"][0]["nearest_post"] is not None
    assert list(tmp_path.iterdir()) == []


def test_an_empty_library_is_as_good_as_none(run: Run, folder: Path) -> None:
    assert run("corpus", "add", "news.jsonl").status == 0
    assert run("corpus", "remove", *(a.id for a in ARTICLES if a.id != "ac-2")).status == 0
    answer = run("topics", "suggest", "--segment", "owners", "--format", "json", *ON)
    assert len(suggested(answer)["suggestions"]) >= 1
    assert "没有文章，用自带的" in answer.err
    named = ("--library", ".contentai/library.db")
    answer = run("topics", "suggest", "--segment", "owners", "--format", "json", *ON, *named)
    assert suggested(answer)["note"] == "没有文章可以选题"


def test_the_configuration_weighs(run: Run, folder: Path) -> None:
    weights = "{affinity: 0, value: 0, novelty: 0, evidence: 5, performance: 0, service: 0}"
    (folder / "contentai.yaml").write_text(
        f"topics:\n  weights: {weights[:-1]}, season: 0}}\n", "utf-8"
    )
    found = suggested(run(*answer_again(folder)))
    for one in found["suggestions"]:
        assert one["score"] == pytest.approx(one["parts"]["evidence"], abs=1e-3)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--segment", "parnts"), "parents"),
        (("--segment", "owners", "--corpus", "none.jsonl"), "none.jsonl"),
        (("--segment", "owners", "--segments", "none.yaml"), "none.yaml"),
        (("--segment", "owners", "--posts", "none.csv"), "none.csv"),
        (("--segment", "owners", "--channel", "weibo"), "wechat"),
        (("--segment", "owners", "--library", "none.db"), "none.db"),
        (("--segment", "owners", "--on", "soon"), "soon"),
        (("--segment", "owners", "--on", ""), "年-月-日"),
        (("--segment", "owners", "-n", "0"), "-n"),
        ((), "--segment"),
    ],
)
def test_bad_input_is_told(run: Run, folder: Path, arguments: tuple[str, ...], said: str) -> None:
    extra = () if {"--corpus", "--library"} & set(arguments) else ("--corpus", "news.jsonl")
    answer = run("topics", "suggest", *arguments, *extra)
    assert answer.status == 2
    assert said in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('{"title": "空调清洗前先问三句话", "text": "拆不拆机，按台还是按小时。"}\n', "独立来源"),
        (
            '{"title": "火星车落地", "text": "着陆器传回了第一张照片。", "source": "甲"}\n',
            "没有一篇",
        ),
    ],
)
def test_nothing_to_suggest_is_an_answer(run: Run, folder: Path, lines: str, said: str) -> None:
    (folder / "few.jsonl").write_text(lines, "utf-8")
    answer = run(
        *("topics", "suggest", "--segment", "owners", "--corpus", "few.jsonl", "--format", "json")
    )
    found = suggested(answer)
    assert found["suggestions"] == []
    assert said in found["note"]
    assert said in answer.err


def test_a_day_before_all_articles_is_told(run: Run, folder: Path) -> None:
    ask = ("--corpus", "news.jsonl", "--on", "2001-01-01")
    found = suggested(run("topics", "suggest", "--segment", "owners", *ask, "--format", "json"))
    assert found["suggestions"] == []
    assert "2001-01-01 之后" in found["note"]
    plan = run("topics", "plan", "--weeks", "1", *ask)
    assert (plan.status, plan.out.count("2001-01-01 之后")) == (0, 1)


def test_all_duplicates_are_one_topic_with_one_source(run: Run, folder: Path) -> None:
    article = json.loads((folder / "news.jsonl").read_text("utf-8").split("\n")[0])
    copies = [
        json.dumps({**article, "id": f"c{n}", "source": f"报{n}"}, ensure_ascii=False)
        for n in range(30)
    ]
    (folder / "copies.jsonl").write_text("\n".join(copies), "utf-8")
    ask = ("--corpus", "copies.jsonl", *ON)
    found = suggested(run("topics", "suggest", "--segment", "owners", *ask, "--format", "json"))
    assert found["suggestions"] == []
    (thin,) = found["insufficient"]
    assert len(thin["sources"]) == 1
    assert "另有 29 篇是转载" in thin["reason"]
    plan = run("topics", "plan", "--weeks", "1", *ask)
    assert plan.status == 0
    assert "只有一个独立来源" in plan.out
    drawn = run("topics", "map", *ask)
    assert drawn.status == 0
    assert drawn.out.startswith("30 篇文章，1 个选题")


def test_posts_without_a_header_are_refused_and_nothing_is_stored(run: Run, folder: Path) -> None:
    (folder / "bare.csv").write_text("p1,2026-10-10,空调清洗前先问三句话\np2,,净水器\n", "utf-8")
    for arguments in (
        ("topics", "suggest", "--segment", "owners", "--corpus", "news.jsonl", "--posts"),
        ("corpus", "add", "--library", "new.db", "--posts"),
    ):
        answer = run(*arguments, "bare.csv")
        assert answer.status == 2
        assert "bare.csv:1:1" in answer.err
        assert "表头" in answer.err
    assert not (folder / "new.db").exists()


def test_an_empty_folder_is_an_answer_and_an_empty_file_a_mistake(run: Run, folder: Path) -> None:
    (folder / "none").mkdir()
    ask = ("topics", "suggest", "--segment", "owners", "--format", "json", "--corpus")
    assert suggested(run(*ask, "none"))["note"] == "没有文章可以选题"
    (folder / "empty.jsonl").write_bytes(b"")
    answer = run(*ask, "empty.jsonl")
    assert answer.status == 2
    assert "empty.jsonl" in answer.err


def test_a_bad_line_does_not_stop_the_rest(run: Run, folder: Path) -> None:
    with (folder / "news.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    answer = run("topics", "suggest", "--segment", "owners", "--corpus", "news.jsonl", *ON)
    assert answer.status == 2
    assert "空调清洗" in answer.out
    assert "news.jsonl:10" in answer.err


def test_mistaken_weights_have_their_place(run: Run, folder: Path) -> None:
    (folder / "contentai.yaml").write_text("topics: {weights: {afinity: 1}}\n", "utf-8")
    answer = run(*answer_again(folder))
    assert answer.status == 2
    assert "contentai.yaml:1:20" in answer.err
    assert "affinity" in answer.err


def test_a_day_before_most_articles_is_told(run: Run, folder: Path) -> None:
    asked = ("topics", "map", "--corpus", "news.jsonl", "--on")
    early = run(*asked, str(sorted(a.date for a in ARTICLES if a.date)[1]))
    assert f"{len(ARTICLES)} 篇文章里有" in early.err and "之后，当作还不知道" in early.err
    assert "之后" not in run(*asked, "2026-10-20").err


@pytest.mark.parametrize("day", ["2026-13-01", "2026/10/20", "明天"])
def test_a_day_says_how_it_is_written(run: Run, folder: Path, day: str) -> None:
    answer = run("topics", "suggest", "--segment", "owners", "--on", day)
    assert answer.status == 2
    assert f"“{day}”要写成 年-月-日，如 2026-10-20" in answer.err
    assert "--on 年-月-日" in run("topics", "suggest", "--help").out
    assert "--on YYYY-MM-DD" in run("topics", "suggest", "--help", CONTENTAI_LANG="en").out


def test_nothing_to_say_prints_nothing(run: Run, folder: Path) -> None:
    (folder / "far.yaml").write_text("segments: {far: {name: 天文迷, interests: [火箭]}}", "utf-8")
    answer = run(
        *("topics", "suggest", "--segment", "far", "--corpus", "news.jsonl"),
        *("--segments", "far.yaml", *ON),
    )
    assert (answer.status, answer.out) == (0, "")
    assert "天文迷" in answer.err


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (("map", "--corpus", "news.jsonl"), "news.jsonl"),
        (("map", "--html", "--corpus", "."), "news.jsonl"),
        (("map", "--corpus", "news.jsonl", "--segments", "other.yaml"), "other.yaml"),
        (("map", "--corpus", "news.jsonl"), "segments.yaml"),
        (("plan", "--corpus", "news.jsonl", "--posts", "posts.csv"), "posts.csv"),
        (("plan", "--corpus", "news.jsonl"), "link.txt"),
        (("plan", "--library", "own.db"), "own.db"),
    ],
)
def test_what_is_read_is_never_written_over(
    run: Run, folder: Path, arguments: tuple[str, ...], output: str
) -> None:
    (folder / "other.yaml").write_text(SEGMENTS, "utf-8")
    (folder / "own.db").write_bytes(b"")
    (folder / "link.txt").hardlink_to(folder / "news.jsonl")
    before = (folder / output).read_bytes()
    answer = run("topics", *arguments, "--output", output, *ON)
    assert answer.status == 2
    assert "要读的文件，写进去会盖掉它" in answer.err
    assert (folder / output).read_bytes() == before


def test_a_map_is_made_again_where_the_articles_are(run: Run, folder: Path) -> None:
    for _ in range(2):
        answer = run("topics", "map", "--html", "--corpus", ".", "--output", "map.html", *ON)
        assert answer.status == 0, answer.err


def test_a_dash_is_standard_output(run: Run, folder: Path) -> None:
    answer = run("topics", "map", "--corpus", "news.jsonl", "--output", "-", *ON)
    assert answer.out
    assert not (folder / "-").exists()
