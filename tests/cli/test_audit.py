"""``contentai audit`` as it is called: formats, exit statuses, what is told of bad input."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.process import Answer

Run = Callable[..., Answer]

HEADER = "id,date,channel,title,text,stage,campaign,views,likes,unfollows,orders,reply_minutes\n"
USEFUL = "滤芯半年一换，先关进水阀再放掉压力，拧下旧的，垫圈抹一点水再装新的。第{n}件事看这里。"
SELLING = "全场五折，今晚十二点截止，手慢无，赶紧下单，名额只剩最后三个，点链接抢购。第{n}批。"


def rows(selling: str = "", useful: str = "", month: int = 9, **more: str) -> str:
    told = ",".join(more.get(k, "") for k in ("stage", "campaign"))
    texts = [*(SELLING for _ in selling), *(USEFUL for _ in useful)]
    return "".join(
        f"{month}-{n},2026-{month:02}-{n + 1:02},wechat,标题{n},{text.format(n=n)},{told},"
        f"{900 + n},{n},,,\n"
        for n, text in enumerate(texts)
    )


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "posts.csv").write_text(HEADER + rows("p" * 8, "v" * 8), "utf-8")
    (tmp_path / "first.csv").write_text(HEADER + rows("p" * 6, "v" * 6, stage="拉新"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(answer: Answer) -> Any:
    assert answer.status in (0, 1), answer.err
    return json.loads(answer.out)


def test_the_report_for_people(run: Run) -> None:
    answer = run("audit", "posts.csv")
    assert answer.status == 0
    assert answer.out.startswith("账号体检  2026-06-25 – 2026-09-16（84 天）  16 篇\n")
    for words in (
        "内容比例/目标",
        "警告 ACC-002 微信公众号上推广太多",
        "建议：",
        "出处：文章 A0-07",
    ):
        assert words in answer.out
    assert answer.out.rstrip().endswith("提示")
    english = run("audit", "posts.csv", CONTENTAI_LANG="en")
    assert "too much promotion on WeChat" in english.out
    assert "warnings" in english.out.splitlines()[-1]


def test_the_shape_for_programs(run: Run) -> None:
    whole = found(run("audit", "posts.csv", "--format", "json"))
    assert list(whole) == [
        *("version", "summary", "mix", "channels", "reception", "campaigns", "repeats"),
        *("findings", "notes"),
    ]
    assert whole["version"] == 1
    assert whole["summary"]["posts"] == 16
    assert set(whole["mix"]["target"]) == {"value", "service", "interaction", "promotion"}
    assert set(whole["reception"]) == {"kind", "channel", "segment", "stage"}
    finding = whole["findings"][0]
    assert list(finding) == [
        *("rule", "severity", "message", "advice", "value", "limit", "posts", "channel"),
        "sources",
    ]
    assert finding["rule"] == "ACC-002" and finding["channel"] == "wechat"
    assert len(finding["posts"]) == round(finding["value"] * 16)
    assert finding["sources"][0] == {"article": "A0", "claim": "A0-07"}


def test_the_status_is_that_of_the_worst_finding(run: Run, folder: Path) -> None:
    assert run("audit", "first.csv").status == 1
    assert "错误 ACC-003" in run("audit", "first.csv").out
    assert run("audit", "first.csv", "--fail-on", "never").status == 0
    assert run("audit", "posts.csv", "--fail-on", "warning").status == 1
    (folder / "contentai.yaml").write_text("fail_on: warning\n", "utf-8")
    assert run("audit", "posts.csv").status == 1
    assert run("audit", "posts.csv", "--fail-on", "error").status == 0


def test_the_configuration_selects_ignores_and_weighs(run: Run, folder: Path) -> None:
    def ids(text: str) -> dict[str, str]:
        (folder / "contentai.yaml").write_text(text, "utf-8")
        whole = found(run("audit", "posts.csv", "--format", "json"))
        return {f["rule"]: f["severity"] for f in whole["findings"]}

    usual = ids("{}\n")
    assert usual["ACC-002"] == "warning" and len(usual) > 1
    assert "ACC-002" not in ids("ignore: [ACC-002]\n")
    assert ids("select: [ACC-002]\n") == {"ACC-002": "warning"}
    assert ids("severity: {ACC-002: error}\n")["ACC-002"] == "error"
    assert ids("select: [LAW]\n") == {}
    assert ids("account: {brand: known}\n")["ACC-002"] == "info"
    assert "ACC-002" not in ids("mix: {promotion: 60}\n")
    assert "ACC-002" in {
        f["rule"]
        for f in found(run("audit", "posts.csv", "--mix", "推广=10", "--format", "json"))[
            "findings"
        ]
    }


def test_drafts_are_never_shown_to_these_rules(run: Run, folder: Path) -> None:
    (folder / "a.md").write_text("手慢无！\n", "utf-8")
    answer = run("lint", "a.md", "--select", "ACC,LAW-001")
    assert answer.status == 0 and "ACC-" not in answer.out
    refused = run("lint", "a.md", "--select", "ACC")
    assert refused.status == 2
    assert "contentai audit" in refused.err


def test_the_window(run: Run, folder: Path) -> None:
    (folder / "old.csv").write_text(HEADER + rows(useful="v" * 9, month=3), "utf-8")
    whole = found(run("audit", "posts.csv", "old.csv", "--days", "10", "--format", "json"))
    assert (whole["summary"]["first"], whole["summary"]["last"]) == ("2026-09-07", "2026-09-16")
    assert (whole["summary"]["posts"], whole["summary"]["before"]) == (10, 15)
    assert any("15 篇" in note for note in whole["notes"])
    early = found(run("audit", "posts.csv", "--on", "2026-01-01", "--format", "json"))
    assert early["findings"] == [] and early["summary"]["after"] == 16


def test_one_id_in_two_files_is_told(run: Run, folder: Path) -> None:
    (folder / "again.csv").write_text((folder / "posts.csv").read_text("utf-8"), "utf-8")
    answer = run("audit", "posts.csv", "again.csv", "--format", "json")
    assert found(answer)["summary"]["posts"] == 16
    assert "again.csv: 16 条的编号前面的文件里也有" in answer.err
    assert "先改一个文件的编号" in answer.err


def test_without_a_file_the_library_or_the_examples(run: Run, folder: Path) -> None:
    examples = run("audit", "--format", "json")
    assert found(examples)["summary"]["examples"] is True
    assert "示例帖子" in examples.err
    assert run("corpus", "add", "--posts", "first.csv").status == 0
    own = run("audit", "--format", "json")
    assert found(own)["summary"]["posts"] == 12
    assert found(own)["findings"][0]["rule"] == "ACC-003"  # the stage was kept
    assert "示例" not in own.err


def test_own_segments_are_looked_for(run: Run, folder: Path) -> None:
    text = "date,segment,title\n" + "".join(f"2026-09-{n:02},老客,第{n}篇\n" for n in range(1, 14))
    (folder / "grouped.csv").write_text(text, "utf-8")
    assert "ACC-007" not in run("audit", "grouped.csv").out
    segments = "segments: {a: {name: 老客, interests: [茶]}, b: {name: 新客, interests: [茶]}}\n"
    (folder / "mine.yaml").write_text(segments, "utf-8")
    assert "没有一篇是新客" in run("audit", "grouped.csv", "--segments", "mine.yaml").out
    (folder / "segments.yaml").write_text(segments, "utf-8")
    assert "没有一篇是新客" in run("audit", "grouped.csv").out


def test_a_page_in_a_file(run: Run, folder: Path) -> None:
    answer = run("audit", "posts.csv", "--format", "html", "--output", "out/audit.html")
    assert (answer.status, answer.out) == (0, "")
    assert (folder / "out/audit.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("none.csv",), "none.csv"),
        ((".",), "目录"),
        (("undated.csv",), "date"),
        (("headless.csv",), "表头"),
        (("empty.csv",), "empty.csv"),
        (("binary.csv",), "binary.csv"),
        (("posts.csv", "--mix", "valeu=50"), "value"),
        (("posts.csv", "--account", "服务"), "服务号"),
        (("posts.csv", "--days", "0"), "--days"),
        (("posts.csv", "--on", "2026-02-30"), "2026-02-30"),
        (("posts.csv", "--segments", "none.yaml"), "none.yaml"),
        (("posts.csv", "--output", "posts.csv"), "盖掉"),
        (("--library", "none.db"), "none.db"),
        (("--library", "bare.db"), "bare.db：里面没有帖子"),
    ],
)
def test_bad_input_is_told(run: Run, folder: Path, arguments: tuple[str, ...], said: str) -> None:
    (folder / "undated.csv").write_text("title\n水垢\n镁棒\n", "utf-8")
    (folder / "headless.csv").write_text("水垢,3\n镁棒,4\n", "utf-8")
    (folder / "empty.csv").write_bytes(b"")
    assert run("corpus", "add", "--posts", "posts.csv", "--library", "bare.db").status == 0
    ids = [f"9-{n}" for n in range(16)]
    assert run("corpus", "remove", *ids, "--library", "bare.db").status == 0
    (folder / "binary.csv").write_bytes(bytes(range(256)) * 9)
    answer = run("audit", *arguments)
    assert answer.status == 2, answer.out
    assert answer.out == ""
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_an_export_full_of_mistakes_is_not_told_line_by_line(run: Run, folder: Path) -> None:
    lines = "".join(f"2026-09-01,{n},-5\n" for n in range(50))
    (folder / "bad.csv").write_text("date,title,views\n" + lines, "utf-8")
    answer = run("audit", "bad.csv")
    assert answer.status == 0
    assert len(answer.err.splitlines()) == 21
    assert "还有 30 处" in answer.err


def test_the_rules_are_listed_and_shown(run: Run) -> None:
    assert len(run("rules", "list", "ACC").out.splitlines()) == 14
    page = run("rules", "show", "ACC-006").out
    assert "只在商品要安装或商品要保养时看" in page and "干货 8 篇" in page


def test_the_trace_tells_what_is_there_from_what_is_not_yet(run: Run) -> None:
    lines = run("rules", "trace").out.splitlines()
    told = lines[next(n for n, line in enumerate(lines) if line.startswith("A3-12")) + 1]
    assert told.strip().startswith("ACC-014, ")
    assert "；还没有：按玩法" in told
    assert lines[0].startswith("A0 至 A4 是规则所依据的五篇文章")
    assert lines[1].startswith("A0-01  稿件  规则  ")
    assert lines[-1].startswith("功能 ")
