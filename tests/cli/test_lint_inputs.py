"""``contentai lint`` of Word documents and of the rows of tables, in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft4Validator

from contentai.cli.main import contentai
from tests.cli.process import Call, perform
from tests.githooks.git import done
from tests.lint.house import furnish
from tests.text.docx import docx

Lint = Callable[..., Result]

CSV = """编号,标题,渠道,文案,备注
A1,苹果熟了,公众号,"好。
第二行说""香蕉""，苹果",x
A2,,微博,葡萄
A3,,抖音,普通的一段话
A4,,,,没有文案
A5,,,逗,号,多,了
A6,,,"没有关上
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(furnish(tmp_path / "work"))
    monkeypatch.setenv("CONTENTAI_LANG", "zh")
    return tmp_path / "work"


@pytest.fixture
def lint(folder: Path) -> Lint:
    def start(*arguments: str | Path, stdin: bytes = b"") -> Result:
        done = CliRunner().invoke(contentai, ["lint", *map(str, arguments)], input=stdin)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.output
        return done

    return start


def files(result: Result) -> dict[str, Any]:
    return {file["path"]: file for file in json.loads(result.stdout)["files"]}


def told(result: Result) -> dict[str, list[str]]:
    return {path: [f["rule"] for f in file["findings"]] for path, file in files(result).items()}


def test_each_row_is_a_draft_placed_in_the_file(folder: Path, lint: Lint) -> None:
    (folder / "p.csv").write_bytes(CSV.encode("utf-8-sig"))
    answer = lint("p.csv", "--format", "json")
    found = files(answer)
    assert answer.exit_code == 2  # two rows are broken
    assert list(found) == [
        *("p.csv#id=A1", "p.csv#id=A2", "p.csv#id=A3"),
        *("p.csv#row=6", "p.csv#row=7"),
    ]
    assert [file["channel"] for file in found.values()] == ["wechat", "weibo", None, None, None]
    assert found["p.csv#id=A2"]["findings"][0]["rule"] == "WEB-001"
    assert found["p.csv#row=6"]["error"]["kind"] == "row"
    assert "双引号" in found["p.csv#row=7"]["error"]["message"]
    first = found["p.csv#id=A1"]
    assert first["row"] == {"file": "p.csv", "number": 2, "line": 2}
    assert first["encoding"] == "utf-8-sig"
    # A cell of two lines stands before it.
    assert found["p.csv#row=6"]["row"] == {"file": "p.csv", "number": 6, "line": 7}
    assert [
        (f["rule"], CSV[f["start"] : f["end"]], f["line"], f["column"]) for f in first["findings"]
    ] == [("TRY-001", "苹果", 2, 4), ("TRY-002", "香蕉", 3, 7), ("TRY-001", "苹果", 3, 12)]
    notes = json.loads(answer.stdout)["notes"]
    assert any("1 行没有文案" in note for note in notes)
    assert any("抖音" in note for note in notes)


def test_a_row_that_cannot_be_read_has_its_line(folder: Path, lint: Lint) -> None:
    (folder / "p.csv").write_text(CSV, "utf-8")
    (folder / "bad.md").write_bytes(b"\x00\x01")
    told = json.loads(lint(".", "p.csv", "--format", "rdjson").stdout)["diagnostics"]
    places = [item["location"] for item in told if item["code"]["value"] in ("row", "binary")]
    assert sorted(places, key=str) == [
        {"path": "bad.md"},
        {"path": "p.csv", "range": {"start": {"line": 7}}},
        {"path": "p.csv", "range": {"start": {"line": 8}}},
    ]


def test_lines_of_json_and_their_escapes(folder: Path, lint: Lint) -> None:
    rows = [
        {"id": 7, "title": "甲", "text": "好\n苹果"},
        {"id": 7, "text": "蓝莓", "channel": "sms"},
    ]
    text = "".join(json.dumps(row) + "\r\n" for row in rows) + "{坏的\n" + '{"text": ["苹果"]}\n'
    (folder / "p.jsonl").write_bytes(text.encode())
    found = files(lint("p.jsonl", "--format", "json"))
    assert list(found) == [f"p.jsonl#row={n}" for n in (1, 2, 3, 4)]  # two have the same id
    (apple,) = found["p.jsonl#row=1"]["findings"]
    assert json.loads('"' + text[apple["start"] : apple["end"]] + '"') == "苹果"
    assert (apple["line"], apple["column"], apple["end_line"]) == (1, apple["start"] + 1, 1)
    assert found["p.jsonl#row=2"]["findings"][0]["line"] == 2
    assert [found[f"p.jsonl#row={n}"]["error"]["kind"] for n in (3, 4)] == ["row", "row"]
    # The row says which line of the file it is; the message where in that line.
    assert "第 2 列：键要用双引号括起来" in found["p.jsonl#row=3"]["error"]["message"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_what_excel_saves(folder: Path, lint: Lint, encoding: str) -> None:
    text = "标题;正文\r\n今天说说挑水果这件小事;先看色泽再闻香气，然后掂一掂，苹果要沉手\r\n"
    (folder / "p.csv").write_bytes(text.encode(encoding))
    (found,) = files(lint("p.csv", "--format", "json"))["p.csv#row=2"]["findings"]
    assert text[found["start"] : found["end"]] == "苹果"


def test_which_column_holds_the_text(folder: Path, lint: Lint) -> None:
    (folder / "p.tsv").write_text("a,b\t描述\n苹果\t香蕉\n", "utf-8")
    refused = lint("p.tsv")
    assert refused.exit_code == 2 and "a,b、描述" in refused.output
    assert "--text-column" in refused.output
    assert "最接近的是“描述”" in lint("p.tsv", "--text-column", "描述文").output
    (file,) = told(lint("p.tsv", "--text-column", "描述", "--format", "json")).values()
    assert file == ["TRY-002"]
    (folder / "two.csv").write_text("文案,内容\n苹果,香蕉\n", "utf-8")
    both = lint("two.csv", "--format", "json")
    assert told(both) == {"two.csv#row=2": ["TRY-002"]}
    assert "文案" in both.stderr


def test_a_column_without_a_name_is_nothing_but_a_column(folder: Path, lint: Lint) -> None:
    (folder / "p.csv").write_text(",文案\n苹果,香蕉\n公众号,葡萄\n", "utf-8")
    answer = lint("p.csv", "--format", "json")
    assert told(answer) == {"p.csv#row=2": ["TRY-002"], "p.csv#row=3": []}
    assert {file["channel"] for file in files(answer).values()} == {None}
    assert json.loads(answer.stdout)["notes"] == []


@pytest.mark.parametrize("header", ["标题,文案,文案", "标题,文案,文案 ", "标题,Text,text"])
def test_of_two_columns_of_a_name_the_second_is_told(folder: Path, lint: Lint, header: str) -> None:
    (folder / "p.csv").write_text(f"{header}\n果,葡萄,苹果\n", "utf-8")
    answer = lint("p.csv", "--format", "json")
    assert told(answer) == {"p.csv#row=2": []}
    (note,) = json.loads(answer.stdout)["notes"]
    assert "有 2 列都叫" in note


def test_the_digest_is_checked_like_the_title(folder: Path, lint: Lint) -> None:
    (folder / "a.md").write_text("---\ntitle: 果\ndigest: 红苹果\n---\n黄昏。\n", "utf-8")
    (found,) = files(lint("a.md", "--format", "json"))["a.md"]["findings"]
    assert (found["rule"], found["line"], found["excerpt"]) == ("TRY-001", 3, "苹果")


def test_a_channel_goes_by_its_chinese_name(folder: Path, lint: Lint) -> None:
    (folder / "a.md").write_text("黄昏。\n", "utf-8")
    answer = lint("a.md", "--channel", "朋友圈", "--format", "json")
    assert files(answer)["a.md"]["channel"] == "moments"
    assert lint("a.md", "--channel", "抖音").exit_code == 2


def test_words_between_rules_at_the_top_are_read(folder: Path, lint: Lint) -> None:
    (folder / "a.md").write_text("---\n\n苹果。\n\n---\n\n香蕉。\n", "utf-8")
    assert told(lint("a.md", "--format", "json")) == {"a.md": ["TRY-001", "TRY-002"]}


def test_what_is_to_be_saved_otherwise_is_refused_with_the_way_out(
    folder: Path, lint: Lint
) -> None:
    ways = {"a.json": ".jsonl", "a.mht": ".html", "a.xlsx": "CSV", "b.et": "CSV"}
    for name in ways:  # with the same in them, so that nothing may come from the cache
        (folder / name).write_text('[{"text": "苹果"}]\n', "utf-8")
    for _ in range(2):
        for name, way in ways.items():
            answer = lint(name, "--format", "json")
            error = files(answer)[name]["error"]
            assert (answer.exit_code, error["kind"]) == (2, "format")
            assert way in error["message"]
    (folder / "a.txt").write_text('[{"text": "苹果"}]\n', "utf-8")
    assert told(lint("a.txt", "--format", "json")) == {"a.txt": ["TRY-001"]}


def test_a_name_for_standard_input_that_is_not_read_is_refused(folder: Path, lint: Lint) -> None:
    (folder / "a.md").write_text("苹果", "utf-8")
    for paths in ((), ("a.md",)):
        answer = lint(*paths, "--stdin-filename", "x.md")
        assert answer.exit_code == 2
        assert "要和 - 一起用" in answer.output


def test_a_pattern_in_quotes_is_told_of(folder: Path, lint: Lint) -> None:
    (folder / "[草].md").write_text("苹果", "utf-8")
    for pattern in ("drafts/*.md", "drafts/*/a.md"):
        error = files(lint(pattern, "--format", "json"))[pattern]["error"]
        assert "由 shell 展开" in error["message"]
    (folder / "[旧]").mkdir()
    error = files(lint("[旧]/a.md", "--format", "json"))["[旧]/a.md"]["error"]
    assert error["message"] == "文件不存在，请检查路径"
    assert told(lint("[草].md", "--format", "json")) == {"[草].md": ["TRY-001"]}


def test_cells_of_html_are_read_as_such(folder: Path, lint: Lint) -> None:
    (folder / "p.csv").write_text('text\n"<p>苹<b class=""x"">果</b></p>"\n', "utf-8")
    (found,) = files(lint("p.csv", "--format", "json"))["p.csv#row=2"]["findings"]
    assert (found["excerpt"], found["column"]) == ('苹<b class="x">果', 5)


def test_tables_in_folders_are_drafts_only_where_that_is_said(folder: Path, lint: Lint) -> None:
    for name in ("posts/a.csv", "data/b.csv"):
        (folder / name).parent.mkdir()
        (folder / name).write_text("文案\n苹果\n", "utf-8")
    (folder / "c.md").write_text("香蕉\n", "utf-8")
    assert list(told(lint(".", "--format", "json"))) == ["c.md"]
    by_option = told(lint(".", "--format", "json", "--text-column", "文案"))
    assert sorted(by_option) == ["c.md", "data/b.csv#row=2", "posts/a.csv#row=2"]
    with (folder / "contentai.yaml").open("a", encoding="utf-8") as file:
        file.write("overrides: [{files: posts/*.csv, text_column: 文案, ignore: TRY}]\n")
    assert told(lint(".", "--format", "json")) == {"c.md": ["TRY-002"], "posts/a.csv#row=2": []}
    assert told(lint(".", "--format", "json")) == {"c.md": ["TRY-002"], "posts/a.csv#row=2": []}


def test_other_tools_are_led_to_the_file(folder: Path, lint: Lint) -> None:
    (folder / "p.csv").write_text(CSV, "utf-8")
    (folder / "d.docx").write_bytes(docx("好。", "𠮷苹果"))
    schema = Path(__file__).parents[1] / "report/data/sarif-schema-2.1.0.json"
    log = json.loads(lint("p.csv", "d.docx", "--format", "sarif").stdout)
    problems = Draft4Validator(json.loads(schema.read_text("utf-8"))).iter_errors(log)
    assert [problem.message for problem in problems] == []
    (run,) = log["runs"]
    assert [a["location"]["uri"] for a in run["artifacts"]] == ["p.csv", "d.docx"]
    assert [a.get("encoding") for a in run["artifacts"]] == ["UTF-8", None]
    places = [r["locations"][0]["physicalLocation"] for r in run["results"]]
    assert [(p["artifactLocation"]["index"], p["region"]["startLine"]) for p in places] == [
        *((0, 2), (0, 3), (0, 3), (0, 4)),
        (1, 2),
    ]
    assert places[-1]["region"]["startColumn"] == 2
    marks = [r["partialFingerprints"]["contentai/v2"] for r in run["results"][:-1]]
    assert len(set(marks)) == len(marks)
    github = lint("p.csv", "--format", "github").stdout
    assert "::error file=p.csv,line=3,endLine=3,col=12,endColumn=14,title=TRY-001" in github
    assert "::error file=p.csv,line=8,title=" in github
    issues = json.loads(lint("p.csv", "--format", "gitlab").stdout)
    assert {issue["location"]["path"] for issue in issues} == {"p.csv"}
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    junit = ElementTree.fromstring(lint("p.csv", "--format", "junit").stdout)
    assert {case.get("file") for case in junit.iter("testcase")} == {"p.csv"}
    assert [suite.get("name") for suite in junit][:2] == ["p.csv#id=A1", "p.csv#id=A2"]
    style = ElementTree.fromstring(lint("p.csv", "--format", "checkstyle").stdout)
    assert [file.get("name") for file in style] == ["p.csv"]
    diagnostics = json.loads(lint("p.csv", "--format", "rdjson").stdout)["diagnostics"]
    assert diagnostics[1]["location"] == {
        "path": "p.csv",
        "range": {"start": {"line": 3}, "end": {"line": 3}},
    }
    text = lint("p.csv").stdout
    assert "p.csv:3:7 警告 TRY-002" in text
    assert "1 行没有发现问题" in text
    assert "p.csv:3:7" in lint("p.csv", "--format", "markdown").stdout.replace("\\", "")
    page = lint("p.csv", "d.docx", "--format", "html").stdout
    assert "<h2>p.csv#id=A1</h2>" in page and '<a href="#m2-1">3:7</a>' in page


def test_an_encoding_that_was_guessed_is_noted_once_a_file(folder: Path, lint: Lint) -> None:
    text = "傍晚到河边走走，风很轻，树下有人在卖苹果。"
    (folder / "utf.txt").write_text(text, "utf-8")
    (folder / "mark.txt").write_text(text, "utf-16")
    assert json.loads(lint("utf.txt", "mark.txt", "--format", "json").stdout)["notes"] == []
    (folder / "p.csv").write_bytes(f"text\n{text}\n{text}很甜\n".encode("gb18030"))
    for name in "abc":
        (folder / f"{name}.txt").write_bytes(text.encode("gb18030"))
    for _ in range(2):  # from the cache, too
        (note,) = json.loads(lint("a.txt", "p.csv", "--format", "json").stdout)["notes"]
        assert "编码是看字猜的" in note
        assert "：a.txt gb18030、p.csv gb18030；" in note
    (note,) = json.loads(lint("a.txt", "b.txt", "c.txt", "p.csv", "--format", "json").stdout)[
        "notes"
    ]
    assert "c.txt gb18030 等 4 份；" in note


def test_a_word_document_of_no_bytes_is_told_to_have_no_words(folder: Path) -> None:
    (folder / "d.docx").touch()
    shown = CliRunner().invoke(contentai, ["text", "d.docx"])
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert "没有文字" in shown.stderr


def test_nothing_is_written_into_word_documents(folder: Path, lint: Lint) -> None:
    held = docx("草莓")
    (folder / "d.docx").write_bytes(held)
    answer = lint("d.docx", "--fix", "--unsafe-fixes")
    assert (folder / "d.docx").read_bytes() == held
    assert "d.docx：Word 文档里不自动改" in answer.output
    assert "可改为：莓果——改（仅供参考）" in answer.output
    refused = lint("-", "--stdin-filename", "x.docx", "--fix", stdin=held)
    assert refused.exit_code == 2 and "x.docx" in refused.output


def test_standard_input_is_what_its_name_says(lint: Lint) -> None:
    found = told(lint("-", "--stdin-filename", "x.docx", "--format", "json", stdin=docx("苹果")))
    assert found == {"x.docx": ["TRY-001"]}
    rows = lint("-", "--stdin-filename", "x.csv", "--format", "json", stdin="text\n香蕉\n".encode())
    assert told(rows) == {"x.csv#row=2": ["TRY-002"]}


def test_word_documents_and_rows_come_from_the_cache(folder: Path, lint: Lint) -> None:
    (folder / "p.csv").write_text(CSV, "utf-8")
    (folder / "d.docx").write_bytes(docx("好。", "苹果和苹果"))
    ask = ("p.csv", "d.docx", "--format", "json")
    kept = (folder / ".contentai/cache").rglob
    first = files(lint(*ask))
    entries = {path for path in kept("*") if path.is_file()}
    assert files(lint(*ask)) == first == files(lint(*ask, "--no-cache"))
    assert files(lint(*ask, "--jobs", "2", "--no-cache")) == first
    # Another row before them moves the others, and judges none of them anew.
    (folder / "p.csv").write_text(CSV.replace("A1,", "A0,,,新来的\nA1,"), "utf-8")
    moved = files(lint(*ask))
    assert [f["line"] for f in moved["p.csv#id=A1"]["findings"]] == [3, 4, 4]
    new = {path for path in kept("*") if path.is_file()} - entries
    assert len(new) <= 2  # and the note of the files, which had to settle first


def test_what_a_draft_ignores_and_what_a_baseline_accepts(folder: Path, lint: Lint) -> None:
    text = "文案\n苹果 <!-- contentai: ignore TRY-001 引用 -->\n香蕉\n香蕉\n"
    (folder / "p.csv").write_text(text, "utf-8")
    (folder / "d.docx").write_bytes(docx("苹果 <!-- contentai: ignore TRY-001 引用 -->", "香蕉"))
    found = files(lint("p.csv", "d.docx", "--format", "json"))
    by = {path: [s["suppressed"]["by"] for s in file["suppressed"]] for path, file in found.items()}
    assert by["p.csv#row=2"] == by["d.docx"] == ["comment"]
    assert lint("p.csv", "d.docx", "--write-baseline").exit_code == 0
    base = json.loads((folder / "contentai-baseline.json").read_text("utf-8"))
    assert [entry["file"] for entry in base["accepted"] if entry] == ["d.docx", "p.csv"]
    # Rows may move; one more than was accepted is told of, and what is gone is as well.
    (folder / "p.csv").write_text("文案\n新的\n香蕉\n香蕉\n香蕉\n", "utf-8")
    use = ("p.csv", "--baseline", "contentai-baseline.json")
    assert sum(map(len, told(lint(*use, "--format", "json")).values())) == 1
    (folder / "p.csv").write_text("文案\n香蕉\n", "utf-8")
    assert "已经没有了：p.csv TRY-002 “香蕉” × 1" in lint(*use).output


def test_of_changed_tables_and_documents_what_changed(folder: Path, lint: Lint) -> None:
    done(folder, "init", "-q", "-b", "main")
    (folder / "p.csv").write_text("文案\n苹果\n香蕉\n", "utf-8")
    (folder / "d.docx").write_bytes(docx("苹果", "好。"))
    done(folder, "add", "-A")
    done(folder, "commit", "-q", "-m", "one")
    (folder / "p.csv").write_text("文案\n蓝莓\n苹果\n香蕉好\n", "utf-8")
    (folder / "d.docx").write_bytes(docx("苹果", "香蕉。"))
    since = told(lint("p.csv", "d.docx", "--changed-since", "HEAD", "--format", "json"))
    expected = {"p.csv#row=2": ["OTH-001"], "p.csv#row=4": ["TRY-002"], "d.docx": ["TRY-002"]}
    assert since == expected
    done(folder, "add", "-A")
    assert told(lint("p.csv", "d.docx", "--staged", "--format", "json")) == expected
    assert told(lint(".", "--staged", "--format", "json")) == {"d.docx": ["TRY-002"]}
    hooked = CliRunner().invoke(contentai, ["hook", "run", "--type", "pre-commit"])
    assert "d.docx:2:1 警告 TRY-002" in hooked.output
    assert "苹果" not in hooked.output and "p.csv" not in hooked.output
    with (folder / "contentai.yaml").open("a", encoding="utf-8") as file:
        file.write("text_column: 文案\n")
    done(folder, "add", "-A")
    hooked = CliRunner().invoke(contentai, ["hook", "run", "--type", "pre-commit"])
    assert "p.csv:4:1 警告 TRY-002" in hooked.output and "p.csv:3" not in hooked.output


def test_a_configuration_beside_the_drafts_that_is_not_used_is_told(
    folder: Path, lint: Lint
) -> None:
    (folder / "drafts").mkdir()
    (folder / "drafts" / "a.md").write_text("苹果。\n", "utf-8")
    assert "没有用" not in lint("drafts").output
    (folder / "drafts" / "contentai.yaml").write_text("ignore: [TRY-001]\n", "utf-8")
    for path in ("drafts", "drafts/a.md", "."):
        assert "drafts/contentai.yaml 没有用" in lint(path).output
    assert "没有用" not in lint("drafts", "--config", "contentai.yaml").output


def test_a_number_is_no_copy_and_nothing_is_none(folder: Path, lint: Lint) -> None:
    rows = '{"id": 1, "text": 5}\n{"id": 2, "text": null}\n{"id": 3, "text": "苹果"}\n'
    (folder / "p.jsonl").write_text(rows, "utf-8")
    answer = lint("p.jsonl", "--format", "json")
    found = files(answer)
    assert answer.exit_code == 2
    assert list(found) == ["p.jsonl#id=1", "p.jsonl#id=3"]
    assert "不是文字" in found["p.jsonl#id=1"]["error"]["message"]
    assert [f["rule"] for f in found["p.jsonl#id=3"]["findings"]] == ["TRY-001"]
    assert "1 行没有文案，跳过了" in answer.stderr


def test_a_table_that_is_named_beside_its_folder_is_not_said_to_be_passed_over(
    tmp_path: Path,
) -> None:
    folder = furnish(tmp_path)
    (folder / "a.md").write_text("苹果", "utf-8")
    for name in ("t.csv", "u.csv"):
        (folder / name).write_text("id,text\n1,绿苹果\n", "utf-8")
    for paths in ([".", "t.csv"], ["t.csv", "."], [".", str(folder / "t.csv")]):
        answer = perform(Call(("lint", *paths, "--format", "json"), folder))
        files = [file["path"] for file in json.loads(answer.out)["files"]]
        assert sorted(Path(path).name for path in files) == ["a.md", "t.csv#id=1"]
        assert ". 里另有 1 个文件没有查（.csv）" in answer.err
    answer = perform(Call(("lint", ".", "t.csv", "u.csv"), folder))
    assert "没有查" not in answer.out
