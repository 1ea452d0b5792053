from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from contentai.diagnostics import INTENTS
from contentai.text.document import Document
from tests.cli.house import furnish
from tests.cli.process import ROOT, Answer, Call, perform, perform_all, perform_on_terminal

Run = Callable[..., Answer]

CLEAN = "傍晚去河边走走，风很轻。\n"
ERROR, WARNING, INFO = "筐里有绿苹果。\n", "筐里有黄香蕉。\n", "筐里有蓝莓。\n"
SELLING = "姐妹们，面膜全网最低价！最后三小时，五折秒杀，手慢无，马上加微信下单！！！\n"


# Exit status: what was found, and what went wrong.

CASES: dict[str, tuple[int, str, tuple[str, ...]]] = {
    # name: (status, lines for contentai.yaml, arguments)
    "nothing found": (0, "", ("clean.md",)),
    "an error": (1, "", ("clean.md", "error.md")),
    "a warning below error": (0, "", ("warning.md",)),
    "a warning at the level": (1, "", ("warning.md", "--fail-on", "warning")),
    "an error that may pass": (0, "", ("error.md", "--fail-on", "never")),
    "level of the configuration": (1, "fail_on: info", ("info.md",)),
    "options win over it": (0, "fail_on: info", ("info.md", "--fail-on", "error")),
    "severity of the configuration": (0, "severity: {TRY-001: info}", ("error.md",)),
    "errors ignored": (0, "ignore: [TRY-002]", ("error.md", "warning.md", "--ignore", "TRY-001")),
    "an override that lets it pass": (
        0,
        "overrides: [{files: error.md, fail_on: never}]",
        ("error.md", "warning.md"),
    ),
    "an option over the override": (
        1,
        "overrides: [{files: error.md, fail_on: never}]",
        ("error.md", "--fail-on", "error"),
    ),
    "an override that ignores": (
        0,
        "overrides: [{files: 'err*', ignore: [TRY]}]",
        ("error.md", "warning.md"),
    ),
    "a missing file, failing never": (2, "", ("no.md", "error.md", "--fail-on", "never")),
}
MISTAKES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    # name: (lines for contentai.yaml, arguments, what the message must hold)
    "unknown rule": ("", ("--select", "TRY-01l"), ("TRY-01L", "TRY-0")),
    "unknown pack": ("", ("--ignore", "NOPE"), ("NOPE", "contentai rules list")),
    "unknown rule in the file": (
        "severity: {TRX-001: info}",
        (),
        ("contentai.yaml:2:12", "TRX-001", "TRY-001"),
    ),
    "unknown rule in an override": (
        "overrides: [{files: a.md, ignore: [LAW, TRX-001]}]",
        (),
        ("contentai.yaml:2:41", "TRX-001", "TRY-001"),
    ),
    "a contradiction": (
        "select: [TRY]\nignore: [TRY]",
        (),
        ("contentai.yaml:2:10", "select", "contentai.yaml:3"),
    ),
    "unknown key": ("chanel: wechat", (), ("contentai.yaml:2:1", "chanel", "channel")),
    "unknown value": ("fail_on: eror", (), ("contentai.yaml:2:10", "eror", "error")),
    "malformed file": ("select: [TRY", (), ("contentai.yaml:3:1", "YAML")),
    "missing rules folder": ("", ("--config", "astray.yaml"), ("nowhere", "规则目录不存在")),
    "missing configuration": ("", ("--config", "gone.yaml"), ("gone.yaml", "读不了配置")),
    "unknown channel": ("", ("--channel", "fax"), ("fax", "wechat")),
    "a shop as a channel": ("", ("--channel", "手机淘宝"), ("手机淘宝", "weitao（微淘、逛逛）")),
    "a shop in the file": ("channel: Taobao", (), ("contentai.yaml:2:10", "Taobao", "weitao")),
}


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    calls = {}
    for name, (_, config, arguments) in CASES.items():
        folder = _case(tmp_path_factory, config)
        calls[name] = Call(("lint", "--select", "TRY", *arguments), folder)
    for name, (config, arguments, _) in MISTAKES.items():
        folder = _case(tmp_path_factory, config)
        (folder / "astray.yaml").write_text("rules: [nowhere]\n", "utf-8")
        calls[name] = Call(("lint", "error.md", *arguments), folder)
    return perform_all(calls)


def _case(factory: pytest.TempPathFactory, config: str) -> Path:
    folder = furnish(factory.mktemp("case"), config)
    for name, text in (("clean", CLEAN), ("error", ERROR), ("warning", WARNING), ("info", INFO)):
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("name", CASES)
def test_exit_status(ended: dict[str, Answer], name: str) -> None:
    assert ended[name].status == CASES[name][0]
    assert ended[name].err == ""


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_stops_before_any_reading_and_says_what_and_where(
    ended: dict[str, Answer], name: str
) -> None:
    answer = ended[name]
    assert (answer.status, answer.out) == (2, "")
    for part in MISTAKES[name][2]:
        assert part in answer.err


def test_a_pack_without_rules_fails_the_run_and_one_that_init_made_does_not(
    tmp_path: Path,
) -> None:
    (tmp_path / "clean.md").write_text(CLEAN, "utf-8")
    (tmp_path / "team").mkdir()  # a submodule that was not checked out
    (tmp_path / "contentai.yaml").write_text("rules: [team]\n", "utf-8")
    void = perform(Call(("lint", "clean.md"), tmp_path))
    assert (void.status, void.out.count("contentai.yaml:1:9: ")) == (2, 1)
    assert "team 里没有规则文件" in void.out
    assert perform(Call(("doctor",), tmp_path)).status == 2
    made = perform(Call(("init", "--force", "--rules", "team,new"), tmp_path))
    assert made.status == 0, made.err
    begun = perform(Call(("lint", "clean.md"), tmp_path))
    assert (begun.status, begun.out.count("里没有规则文件")) == (0, 2)


# A batch in which nearly everything is wrong.

FIFO, LOOP = "fifo.md", "round"


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = furnish(tmp_path_factory.mktemp("messy"))
    folder = base / "drafts"
    (folder / "inner").mkdir(parents=True)
    files: dict[str, bytes] = {
        "a.md": f"---\ntitle: 水果\n---\n{ERROR}".encode(),
        "big5.txt": "傍晚到河邊走走，風很輕，樹下有人在賣綠蘋果和香蕉。".encode("big5"),
        "binary.md": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        "broken.md": ("前半段是好的。" * 30).encode() + b"\xe4\xb8" + "后半段。".encode() * 9,
        "empty.md": b"",
        "front.md": "---\ntitle: 只有头部\nchannel: wechat\n---\n".encode(),
        "line.txt": ("傍晚去河边走走风很轻" * 34_950 + "绿苹果").encode(),
        "inner/b.html": "<p>筐里有绿<b>苹果</b>。</p>".encode(),
        "skipped.doc": ERROR.encode(),
        ".hidden.md": ERROR.encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    os.mkfifo(folder / FIFO)
    (folder / "inner" / LOOP).symlink_to(folder, target_is_directory=True)
    (folder / "dangling.md").symlink_to(folder / "gone.md")
    (base / "z.md").write_text(SELLING, "utf-8")
    (base / "bare").mkdir()
    return base


@pytest.fixture(scope="module")
def reported(messy: Path) -> dict[str, Answer]:
    paths = ("z.md", "drafts", "missing.md", "x" * 300, "bare", messy / "z.md", "drafts/a.md")
    few = ("z.md", "drafts/a.md", "drafts/broken.md", "missing.md", "bare", "drafts/empty.md")
    return perform_all(
        {
            "json": Call(("lint", *paths, "--format", "json"), messy),
            "html": Call(("lint", *few, "drafts/inner", "--format", "html"), messy),
            "jsonl": Call(("lint", *few, "--format", "jsonl"), messy),
            "text": Call(("lint", *few), messy),
            "english": Call(("lint", *few, "--select", "TRY"), messy, env={"CONTENTAI_LANG": "en"}),
        }
    )


@pytest.fixture(scope="module")
def whole(reported: dict[str, Answer]) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(reported["json"].out)
    return report


@pytest.fixture(scope="module")
def by_path(whole: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {file["path"]: file for file in whole["files"]}


def test_files_stand_in_the_order_given_folders_by_name_and_none_twice(
    whole: dict[str, Any],
) -> None:
    names = "a.md big5.txt binary.md broken.md empty.md fifo.md front.md inner/b.html"
    assert [file["path"] for file in whole["files"]] == [
        "z.md",
        *(f"drafts/{name}" for name in (*names.split(), "line.txt")),
        "missing.md",
        "x" * 300,
    ]


def test_every_file_that_cannot_be_read_has_its_reason_and_the_status_is_2(
    reported: dict[str, Answer], by_path: dict[str, dict[str, Any]]
) -> None:
    kinds = {path: file["error"]["kind"] for path, file in by_path.items() if file["error"]}
    assert kinds == {
        "drafts/binary.md": "binary",
        "drafts/broken.md": "encoding",
        "drafts/fifo.md": "special",
        "missing.md": "missing",
        "x" * 300: "unreadable",
    }
    for path in kinds:
        file = by_path[path]
        assert file["error"]["message"]
        assert (file["findings"], file["encoding"], file["intent"]) == ([], None, {})
        assert file["scores"] == {"hard_sell": None, "spam": None, "clickbait": None}
    assert "630" in by_path["drafts/broken.md"]["error"]["message"]  # where the bad bytes are
    assert {name: answer.status for name, answer in reported.items()} == dict.fromkeys(reported, 2)


def test_json_has_the_public_shape(whole: dict[str, Any]) -> None:
    assert {"version", "summary", "files"} <= set(whole)
    assert whole["version"] == 1
    counts = {"files", "characters", "errors", "warnings", "infos"}
    assert counts | {"seconds"} <= set(whole["summary"])
    assert all(type(whole["summary"][name]) is int for name in counts)
    assert isinstance(whole["summary"]["seconds"], float)
    for file in whole["files"]:
        assert {"path", "encoding", "scores", "intent", "error", "findings"} <= set(file)
        assert set(file["scores"]) == {"hard_sell", "spam", "clickbait"}
        for value in (*file["scores"].values(), *file["intent"].values()):
            assert value is None or (isinstance(value, float) and 0 <= value <= 1)
        assert file["error"] is None or set(file["error"]) == {"kind", "message"}
        assert file["intent"] == {} or set(file["intent"]) == set(INTENTS)
        for finding in file["findings"]:
            _check_shape(finding)


def _check_shape(finding: dict[str, Any]) -> None:
    texts = {"rule", "severity", "message", "advice", "excerpt"}
    numbers = {"start", "end", "line", "column", "end_line", "end_column"}
    assert set(finding) >= texts | numbers | {"score", "evidence", "fixes", "sources"}
    assert all(isinstance(finding[name], str) for name in texts)
    assert all(type(finding[name]) is int for name in numbers)
    assert finding["severity"] in ("error", "warning", "info")
    assert finding["score"] is None or 0 <= finding["score"] <= 1
    assert finding["sources"]
    for source in finding["sources"]:
        assert all(isinstance(word, str) for word in (*source, *source.values()))
    for item in finding["evidence"]:
        assert {"start", "end", "weight"} <= set(item) <= {"start", "end", "weight", "reason"}
        assert item["start"] < item["end"]
    for fix in finding["fixes"]:
        assert set(fix) == {"title", "applicability", "edits"}


def test_summary_counts_what_the_files_hold(whole: dict[str, Any], messy: Path) -> None:
    severities = [f["severity"] for file in whole["files"] for f in file["findings"]]
    lengths = [
        Document.parse(
            (messy / file["path"]).read_bytes().decode(file["encoding"]), path=file["path"]
        ).length
        for file in whole["files"]
        if not file["error"]
    ]
    assert whole["summary"]["files"] == len(whole["files"])
    assert whole["summary"]["characters"] == sum(lengths)
    for name in ("error", "warning", "info"):
        assert whole["summary"][f"{name}s"] == severities.count(name)


def test_findings_lie_where_they_say(by_path: dict[str, dict[str, Any]], messy: Path) -> None:
    seen = 0
    for path, file in by_path.items():
        if file["error"]:
            continue
        source = (messy / path).read_bytes().decode(file["encoding"])
        for finding in file["findings"]:
            seen += 1
            for end, line, column in (
                (finding["start"], finding["line"], finding["column"]),
                (finding["end"], finding["end_line"], finding["end_column"]),
            ):
                before = source[:end]
                assert line == before.count("\n") + 1
                assert column == end - (before.rfind("\n") + 1) + 1
            assert finding["excerpt"] == source[finding["start"] : finding["end"]]
    assert seen >= 4


def test_exactly_the_house_findings_are_found(by_path: dict[str, dict[str, Any]]) -> None:
    found = {
        path: [
            (f["start"], f["end"], f["line"], f["column"], f["excerpt"])
            for f in file["findings"]
            if f["rule"].startswith("TRY-")
        ]
        for path, file in by_path.items()
    }
    length = 34_950 * 10
    assert {path: spans for path, spans in found.items() if spans} == {
        "drafts/a.md": [(21, 24, 4, 4, "绿苹果")],
        "drafts/big5.txt": [(18, 21, 1, 19, "綠蘋果")],
        "drafts/inner/b.html": [(6, 12, 1, 7, "绿<b>苹果")],
        "drafts/line.txt": [(length, length + 3, 1, length + 1, "绿苹果")],
    }


def test_selling_is_scored_and_explained(by_path: dict[str, dict[str, Any]]) -> None:
    file = by_path["z.md"]
    assert file["scores"]["hard_sell"] >= 0.5
    assert {f["rule"].split("-")[0] for f in file["findings"]} >= {"LAW"}
    scored = [f for f in file["findings"] if f["score"] is not None and f["evidence"]]
    assert scored
    for finding in scored:
        for item in finding["evidence"]:
            assert 0 <= item["start"] < item["end"] <= len(SELLING)


def test_files_without_text_are_no_errors_and_have_no_scores(
    by_path: dict[str, dict[str, Any]],
) -> None:
    empty = by_path["drafts/empty.md"]
    assert (empty["error"], empty["encoding"], empty["intent"]) == (None, "utf-8", {})
    assert set(empty["scores"].values()) == {None}
    assert by_path["drafts/front.md"]["error"] is None


def test_what_was_not_followed_is_noted_on_standard_error(reported: dict[str, Answer]) -> None:
    of_folder = reported["json"].err.splitlines()
    other = "drafts 里另有 1 个文件没有查（.doc），另存为 .docx"
    assert any(note.startswith(other) for note in of_folder)
    assert any("编码是看字猜的" in note and "big5.txt big5；" in note for note in of_folder)
    for name, link, count in (("json", "dangling.md", 4), ("html", LOOP, 2)):
        notes = reported[name].err.splitlines()
        assert any(f"里有 1 个链接没有跟过去（{link}）" in note for note in notes)
        assert any(note.startswith("bare 里没有稿件") for note in notes)
        assert len(notes) == count
    assert reported["text"].err == ""
    assert "注意：bare 里没有稿件" in reported["text"].out


def test_json_lines_are_the_files_of_the_json_report(
    reported: dict[str, Answer], by_path: dict[str, dict[str, Any]]
) -> None:
    lines = [json.loads(line) for line in reported["jsonl"].out.splitlines()]
    assert lines == [
        by_path[path]
        for path in ("z.md", "drafts/a.md", "drafts/broken.md", "missing.md", "drafts/empty.md")
    ]


def test_piped_text_has_every_file_and_no_escape_codes(reported: dict[str, Answer]) -> None:
    out = reported["text"].out
    assert "\x1b" not in out
    assert "drafts/a.md:4:4 错误 TRY-001 找到“绿苹果”" in out
    assert "  4 │ 筐里有绿苹果。\n    │       ^^^^^^\n" in out
    assert "建议：换一个说法" in out
    assert re.search("出处：.*A0-01", out)
    assert "missing.md\n  错误 文件不存在" in out
    assert "检查了 3 份稿件" in out
    assert "2 份没有读成" in out


def test_english_report(reported: dict[str, Answer]) -> None:
    out = reported["english"].out
    assert "drafts/a.md:4:4 error TRY-001 found 绿苹果" in out
    assert "advice: say it another way" in out
    assert "missing.md\n  error no such file" in out
    assert "3 drafts, " in out
    assert "2 could not be read" in out
    own_words = re.sub(r"“.*?”|│.*|绿苹果", "", out)
    assert not re.search("[一-鿿]", own_words)


def test_html_report_holds_every_file_and_nothing_active(
    reported: dict[str, Answer],
) -> None:
    page = reported["html"].out
    assert page.startswith("<!doctype html>")
    headings = [unescape(heading) for heading in re.findall("<h2>(.*?)</h2>", page)]
    drafts = ("drafts/a.md", "drafts/broken.md", "drafts/empty.md", "drafts/inner/b.html")
    assert {"z.md", "missing.md", *drafts} <= set(headings)
    # What could not be read comes first.
    unread = max(map(headings.index, ("missing.md", "drafts/broken.md")))
    assert unread < min(map(headings.index, ("drafts/a.md", "z.md")))
    assert "<b>苹果" not in page
    assert ">绿苹果</a>" in page  # of a page what a reader reads


# One rule of a pack is broken; the rest still look.


def test_a_malformed_rule_is_told_and_the_others_still_look(run: Run, tmp_path: Path) -> None:
    pack = furnish(tmp_path) / "house"
    (pack / "TRY-002.yaml").write_text("id: TRY-002\nname: {zh: 甲\n", "utf-8")
    (pack / "TRY-004.yaml").write_bytes(b"\xff\xfe\x00junk")
    (tmp_path / "a.md").write_text(ERROR, "utf-8")
    answer = run("lint", "a.md", "--format", "json", "--select", "TRY", "--fail-on", "never")
    assert answer.status == 2
    assert re.search(r"TRY-002\.yaml:3:1: YAML 写错了", answer.err)
    assert "TRY-004.yaml" in answer.err
    (file,) = json.loads(answer.out)["files"]
    assert [finding["rule"] for finding in file["findings"]] == ["TRY-001"]


def test_a_tokenizer_that_the_models_do_not_fit_fails_and_the_rules_still_look(
    run: Run, tmp_path: Path
) -> None:
    furnish(tmp_path, "tokenizer: jieba")
    (tmp_path / "a.md").write_text(ERROR, "utf-8")
    answer = run("lint", "a.md", "--format", "json")
    (file,) = json.loads(answer.out)["files"]
    assert answer.status == 2, "no rule about a score could find anything"
    assert "TRY-001" in [finding["rule"] for finding in file["findings"]]
    assert set(file["scores"].values()) == {None}
    line = (tmp_path / "contentai.yaml").read_text("utf-8").splitlines().index("tokenizer: jieba")
    place = f"{tmp_path / 'contentai.yaml'}:{line + 1}: "
    assert f"看分数的规则都没有查：{place}模型是用分词器 rjieba" in answer.err
    assert "把 tokenizer 改回去" in answer.err
    assert "jieba" in "".join(json.loads(answer.out)["notes"])


def installed(folder: Path) -> Path:
    """A copy of this program, to be damaged."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("contentai", "rules"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    (folder / "corpora").symlink_to(ROOT / "corpora")
    return folder


def test_without_the_models_that_ship_the_rules_still_look_and_the_run_is_no_clean_one(
    tmp_path: Path,
) -> None:
    furnish(tmp_path)
    (tmp_path / "a.md").write_text(ERROR, "utf-8")
    copy = installed(tmp_path / "installation")
    env = {"PYTHONPATH": str(copy)}
    model = copy / "contentai" / "classify" / "frozen" / "posts.safetensors"
    model.write_bytes(model.read_bytes()[:100_000])
    answer = perform(Call(("lint", "a.md"), tmp_path, env=env))
    assert answer.status == 2
    assert "TRY-001 找到“绿苹果”" in answer.out
    assert f"没有打分，看分数的规则都没有查：模型文件损坏：{model}" in answer.out
    assert "硬推" not in answer.out
    model.unlink()
    (tmp_path / "a.md").write_text("今天天气不错。\n", "utf-8")
    for _ in range(2):  # the second time from the cache
        answer = perform(Call(("lint", "a.md", "--format", "github"), tmp_path, env=env))
        assert (answer.status, answer.out) == (2, "")
        assert f"看分数的规则都没有查：没有模型文件 {model}" in answer.err


def test_a_rule_that_ships_and_is_gone_is_missed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("今天天气不错。\n", "utf-8")
    copy = installed(tmp_path / "installation")
    env = {"PYTHONPATH": str(copy)}
    (gone,) = (copy / "rules" / "adlaw").glob("law-001-*.yaml")
    gone.unlink()
    told = f"{gone}: 自带的这个规则文件不见了；重装 contentai"
    answer = perform(Call(("lint", "a.md", "--select", "LAW"), tmp_path, env=env))
    assert answer.status == 2
    assert f"这条规则没有用上：{told}" in answer.out
    answer = perform(Call(("doctor",), tmp_path, env=env))
    assert answer.status == 2
    assert told in answer.out


def test_models_that_the_configuration_names_must_be_there(tmp_path: Path) -> None:
    furnish(tmp_path)
    (tmp_path / "a.md").write_text("这款净水器的滤芯半年换一次。", "utf-8")
    (tmp_path / "named.yaml").write_text("models: nope\n", "utf-8")
    answers = perform_all(
        {
            name: Call(("lint", "a.md", "--config", "named.yaml", *options), tmp_path)
            for name, options in {
                "text": (),
                "json": ("--format", "json"),
                "jobs": ("--jobs", "2"),
                "again": (),
            }.items()
        }
    )
    for answer in answers.values():
        assert answer.status == 2
        told = answer.out + answer.err
        assert "看分数的规则都没有查：named.yaml:1: 没有模型文件" in told
        assert "删掉这一行用自带的" in told
        assert "重装" not in told
    assert answers["text"].out.count("没有模型文件") == 1


# Standard input.


def test_standard_input_takes_its_format_from_the_given_name(tmp_path: Path) -> None:
    furnish(tmp_path)
    html = "<p>绿<i>苹</i>果</p>".encode()
    common = ("lint", "-", "--select", "TRY", "--format", "json")
    answers = perform_all(
        {
            "named": Call((*common, "--stdin-filename", "稿/x.HTML"), tmp_path, html),
            "plain": Call(common, tmp_path, html),
            "nothing": Call(common, tmp_path),
        }
    )
    files = {name: json.loads(answer.out)["files"][0] for name, answer in answers.items()}
    assert {name: file["path"] for name, file in files.items()} == {
        "named": "稿/x.HTML",
        "plain": "-",
        "nothing": "-",
    }
    assert [f["excerpt"] for f in files["named"]["findings"]] == ["绿<i>苹</i>果"]
    assert files["plain"]["findings"] == []
    assert {name: answer.status for name, answer in answers.items()} == {
        "named": 1,
        "plain": 0,
        "nothing": 0,
    }


# Where the report goes.


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Answer]]:
    folder = furnish(tmp_path_factory.mktemp("written"))
    (folder / "a.md").write_text(ERROR, "utf-8")
    os.close(os.open(os.fsencode(folder) + b"/b\xff.md", os.O_CREAT | os.O_WRONLY))
    (folder / "shelf").mkdir()
    (folder / "link.json").symlink_to("shelf/real.json")
    (folder / "kept.json").write_text("old", "utf-8")
    common = ("lint", "a.md", "--select", "TRY", "--format", "json", "--output")
    name = os.fsencode("b") + b"\xff.md"
    calls = {
        "new": Call((*common, "deep/er/report.json"), folder),
        "link": Call((*common, "link.json"), folder),
        "below a file": Call((*common, "a.md/report.json"), folder),
        "a folder": Call((*common, "shelf"), folder),
        "pipe": Call((*common, "pipe"), folder),
        "odd name": Call(("lint", name, *common[2:], "kept.json"), folder),
    }
    # Opened for both ends, a pipe waits for nobody and keeps what was written.
    os.mkfifo(folder / "pipe")
    pipe = os.open(folder / "pipe", os.O_RDWR | os.O_NONBLOCK)
    answers = perform_all(calls)
    try:
        piped = os.read(pipe, 1 << 20).decode()
    except BlockingIOError:
        piped = ""
    os.close(pipe)
    (folder / "piped.json").write_text(piped, "utf-8")
    return folder, answers


def test_the_report_goes_into_the_file_and_nowhere_else(
    written: tuple[Path, dict[str, Answer]],
) -> None:
    folder, answers = written
    assert (answers["new"].status, answers["new"].out) == (1, "")
    report = json.loads((folder / "deep/er/report.json").read_text("utf-8"))
    assert [f["rule"] for f in report["files"][0]["findings"]] == ["TRY-001"]


def test_a_link_and_a_pipe_are_written_through_not_replaced(
    written: tuple[Path, dict[str, Answer]],
) -> None:
    folder, answers = written
    assert (folder / "link.json").is_symlink()
    assert json.loads((folder / "shelf/real.json").read_text("utf-8"))["version"] == 1
    assert answers["pipe"].status == 1
    assert (folder / "pipe").is_fifo()
    assert json.loads((folder / "piped.json").read_text("utf-8"))["version"] == 1


@pytest.mark.parametrize("name", ["below a file", "a folder"])
def test_an_output_that_cannot_be_written_ends_with_2_and_says_so(
    written: tuple[Path, dict[str, Answer]], name: str
) -> None:
    folder, answers = written
    assert (answers[name].status, answers[name].out) == (2, "")
    assert "a.md/report.json" in answers[name].err or "shelf" in answers[name].err
    assert [path for path in folder.rglob("*") if path.name.endswith(".new")] == []


def test_a_file_name_that_is_no_utf8_can_be_reported(
    written: tuple[Path, dict[str, Answer]],
) -> None:
    folder, answers = written
    assert answers["odd name"].status == 0
    report = json.loads((folder / "kept.json").read_text("utf-8"))
    assert os.fsencode(report["files"][0]["path"]) == b"b\xff.md"


def test_a_folder_that_may_not_be_written_ends_with_2(run: Run, tmp_path: Path) -> None:
    furnish(tmp_path)
    (tmp_path / "a.md").write_text(CLEAN, "utf-8")
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    if os.access(locked, os.W_OK):
        pytest.skip("this user may write everywhere")
    answer = run("lint", "a.md", "--output", "locked/report.html", "--format", "html")
    assert answer.status == 2
    assert "写不了报告 locked/report.html" in answer.err


def test_a_file_that_may_not_be_read_is_told_and_the_rest_done(run: Run, tmp_path: Path) -> None:
    furnish(tmp_path)
    (tmp_path / "a.md").write_text(ERROR, "utf-8")
    (tmp_path / "b.md").write_text(ERROR, "utf-8")
    (tmp_path / "a.md").chmod(0)
    if os.access(tmp_path / "a.md", os.R_OK):
        pytest.skip("this user may read everything")
    answer = run("lint", "a.md", "b.md", "--format", "json")
    first, second = json.loads(answer.out)["files"]
    assert answer.status == 2
    assert first["error"]["kind"] == "unreadable"
    assert second["findings"]


@pytest.mark.parametrize("text", ["", "---\nchannel: wechat\n---\n# 全网最低价\n"])
def test_a_draft_without_a_body_is_told_what_was_checked(
    run: Run, tmp_path: Path, text: str
) -> None:
    (tmp_path / "a.md").write_text(text, "utf-8")
    found = json.loads(run("lint", "a.md", "--format", "json").out)["files"][0]["findings"]
    told = {finding["rule"]: finding["message"] for finding in found}
    assert told.keys() == ({"DRAFT-003", "LAW-005"} if text else {"DRAFT-003"})
    assert told["DRAFT-003"] == "这份草稿没有正文，只查了标题和摘要（如果有）"


# A terminal.

HOSTILE = (
    "---\ntitle: 标题\x1b]0;改名\x07\u202e倒写\n---\n"
    "绿苹果\x1b[2J\x1b[31m红\x9b31m\u2066藏\u2069\x08\x7f\u200e\u2028完\n"
)
OWN_COLOURS = re.compile("\x1b\\[[0-9;]*m")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = furnish(tmp_path_factory.mktemp("shown"))
    name = "稿\x1b[31m\u202e.txt"
    (folder / name).write_text(HOSTILE, "utf-8", newline="")
    loop = folder / "loop\x1b[5m"
    loop.mkdir()
    (loop / "back").symlink_to(loop, target_is_directory=True)
    arguments = ("lint", name, loop.name, "missing\x1b[7m.md")
    return {
        "colours": perform_on_terminal(Call(arguments, folder)).out,
        "no colours": perform_on_terminal(Call(arguments, folder, env={"NO_COLOR": "1"})).out,
        "json": perform_on_terminal(
            Call((*arguments, "--format", "json", "--output", "x.json"), folder)
        ).out,
        "mistake": perform_on_terminal(
            Call(("lint", "--config", "no\x1b[7m\u202e.yaml"), folder)
        ).out,
    }


def test_a_terminal_gets_colours_unless_it_asks_for_none(shown: dict[str, str]) -> None:
    assert "\x1b[31m\x1b[1m错误\x1b[0m" in shown["colours"]
    assert "\x1b" not in shown["no colours"]
    assert (
        OWN_COLOURS.sub("", shown["colours"].split("用时")[0])
        == shown["no colours"].split("用时")[0]
    )


@pytest.mark.parametrize("way", ["colours", "no colours", "json", "mistake"])
def test_nothing_of_a_draft_steers_the_terminal(shown: dict[str, str], way: str) -> None:
    own = OWN_COLOURS.sub("", shown[way]) if way == "colours" else shown[way]
    assert own.strip()
    assert not set(
        re.findall("[\x00-\x1f\x7f-\x9f\u200e\u2028\u202a-\u202e\u2066-\u2069]", own)
    ) - {
        "\n",
        "\r",
    }
    for code in ("2J", "5m", "7m", "]0;"):
        assert f"\x1b[{code}" not in shown[way]
        assert f"\x1b{code}" not in shown[way]


# The locale.


def test_the_c_locale_prints_chinese_names_and_text(run: Run, tmp_path: Path) -> None:
    furnish(tmp_path)
    (tmp_path / "水果.md").write_text(ERROR, "utf-8")
    answer = run("lint", "水果.md", LC_ALL="C", CONTENTAI_LANG="")
    assert answer.status == 1
    assert "水果.md:1:4 错误 TRY-001 找到“绿苹果”" in answer.out
