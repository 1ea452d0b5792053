"""``contentai lint --output``: nothing is lost, and no report is read as a draft."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from contentai import resources
from tests.cli.process import Answer, Call, perform
from tests.githooks.git import done
from tests.lint.house import furnish

DRAFT = "苹果和草莓。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = furnish(tmp_path)
    (folder / "drafts").mkdir()
    (folder / "drafts" / "a.md").write_text(DRAFT, "utf-8")
    return folder


def lint(folder: Path, *arguments: str) -> Answer:
    return perform(Call(("lint", *arguments), folder))


def read_files(folder: Path, *arguments: str) -> list[str]:
    answer = lint(folder, *arguments, "--format", "json")
    return [file["path"] for file in json.loads(answer.out)["files"]]


@pytest.mark.parametrize(
    ("paths", "output"),
    [
        (["drafts/a.md"], "drafts/a.md"),
        (["drafts"], "drafts/a.md"),
        (["drafts"], "drafts/../drafts/a.md"),
        (["drafts"], "link.md"),
        (["drafts", "--format", "html", "--fix"], "drafts/a.md"),
    ],
)
def test_a_report_is_never_written_over_a_draft(
    folder: Path, paths: list[str], output: str
) -> None:
    (folder / "link.md").symlink_to(folder / "drafts" / "a.md")
    answer = lint(folder, *paths, "--output", output, "--fail-on", "never")
    assert answer.status == 2
    assert "是稿件，写进去会盖掉它" in answer.err
    assert (folder / "drafts" / "a.md").read_text("utf-8") == DRAFT


@pytest.mark.parametrize("name", ["notes.md", "笔记.TXT", "rows.csv", "link"])
def test_nor_over_a_draft_that_is_none_of_the_paths(folder: Path, name: str) -> None:
    (folder / "drafts" / "notes.md").write_text(DRAFT, "utf-8")
    if name == "link":
        (folder / "drafts" / name).symlink_to("notes.md")
    else:
        (folder / "drafts" / name).write_text(DRAFT, "utf-8")
    answer = lint(folder, "drafts/a.md", "--output", f"drafts/{name}", "--fail-on", "never")
    assert answer.status == 2
    assert f"drafts/{name} 已经有了" in answer.err
    assert "换个名字，或先删掉它" in answer.err
    assert (folder / "drafts" / name).read_text("utf-8") == DRAFT


@pytest.mark.parametrize(
    ("output", "options"),
    [
        ("known.json", ["--baseline", "known.json"]),
        ("contentai-baseline.json", []),
        ("new.json", ["--baseline", "new.json", "--write-baseline"]),
        ("contentai.yaml", []),
        ("link", []),
        ("base/house.yaml", []),
        ("pyproject.toml", []),
        (".contentaiignore", []),
        ("pack/TRY-001.yaml", []),
        ("scores/posts.json", []),
    ],
)
def test_nor_over_what_the_run_goes_by(folder: Path, output: str, options: list[str]) -> None:
    (folder / "base").mkdir()
    (folder / "base" / "house.yaml").write_text("ignore: [OTH]\n", "utf-8")
    with (folder / "contentai.yaml").open("a", encoding="utf-8") as file:
        file.write("extends: base/house.yaml\nmodels: scores\n")
    (folder / "pyproject.toml").write_text("[project]\n", "utf-8")
    (folder / ".contentaiignore").write_text("build/\n", "utf-8")
    (folder / "link").symlink_to("contentai.yaml")
    shutil.copytree(resources.model_dir(), folder / "scores")
    for name in ("known.json", "contentai-baseline.json"):
        lint(folder, "drafts", "--baseline", name, "--write-baseline")
    kept = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    answer = lint(folder, "drafts", "--output", output, "--fail-on", "never", *options)
    assert answer.status == 2
    assert f"--output {output} " in answer.err
    assert "写进去会盖掉它；换个名字" in answer.err
    assert {file: file.read_bytes() for file in kept} == kept
    (folder / "pack" / "r.json").touch()
    for _ in range(2):
        again = lint(folder, "drafts", "--output", "pack/r.json", "--fail-on", "never")
        assert again.status == 0


def test_an_empty_file_and_what_is_no_draft_are_written_over(folder: Path) -> None:
    (folder / "empty.md").touch()
    (folder / "old.json").write_text("{}", "utf-8")
    for name in ("empty.md", "old.json", "new.txt"):
        answer = lint(folder, "drafts", "--output", name, "--fail-on", "never")
        assert (answer.status, answer.err) == (0, f"写好了：{name}\n")
        assert "检查了 1 份稿件" in (folder / name).read_text("utf-8")


def test_nor_over_a_draft_that_changed(folder: Path) -> None:
    done(folder, "init", "-q")
    done(folder, "add", ".")
    done(folder, "commit", "-qm", "first")
    changed = DRAFT + "\n苹果。\n"
    (folder / "drafts" / "a.md").write_text(changed, "utf-8")
    answer = lint(folder, "drafts", "--changed-since", "HEAD", "--output", "drafts/a.md")
    assert answer.status == 2
    assert (folder / "drafts" / "a.md").read_text("utf-8") == changed


def test_nor_over_one_that_did_not_change(folder: Path) -> None:
    done(folder, "init", "-q")
    done(folder, "add", ".")
    done(folder, "commit", "-qm", "first")
    answer = lint(folder, "drafts", "--changed-since", "HEAD", "--output", "drafts/a.md")
    assert answer.status == 2
    assert (folder / "drafts" / "a.md").read_text("utf-8") == DRAFT


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("format", "name"),
    [
        ("html", "report.html"),
        ("markdown", "report.md"),
        ("text", "report.txt"),
        ("json", "report.txt"),
        ("sarif", "report.md"),
        ("rdjson", "report.txt"),
        ("junit", "report.html"),
        ("checkstyle", "report.txt"),
    ],
)
def test_a_report_is_written_again_and_not_read(
    folder: Path, format: str, name: str, language: str
) -> None:
    use = ("drafts", "--format", format, "--output", f"drafts/{name}", "--fail-on", "never")
    for _ in range(2):
        call = Call(("lint", *use), folder, env={"CONTENTAI_LANG": language})
        assert perform(call).status == 0
        assert (folder / "drafts" / name).stat().st_size > 100
    answer = lint(folder, "drafts", "--format", "json")
    assert [file["path"] for file in json.loads(answer.out)["files"]] == ["drafts/a.md"]
    assert f"drafts/{name} 是 contentai 的报告" in answer.err
    done(folder, "init", "-q")
    done(folder, "add", ".")
    assert read_files(folder, "drafts", "--staged") == ["drafts/a.md"]


@pytest.mark.parametrize("paths", [["drafts"], ["posts.csv"]])
def test_a_report_in_json_lines_is_written_again_and_not_read(
    folder: Path, paths: list[str]
) -> None:
    (folder / "posts.csv").write_text('id,text\n1,"苹果""和""草莓。"\n', "utf-8")
    (folder / "drafts" / '引“号”".md').write_text(DRAFT, "utf-8")
    use = (*paths, "--format", "jsonl", "--output", "r.jsonl", "--fail-on", "never")
    for _ in range(2):
        answer = lint(folder, *use)
        assert (answer.status, answer.err) == (0, "写好了：r.jsonl\n")
    assert read_files(folder, "r.jsonl", "drafts/a.md") == ["drafts/a.md"]
    (folder / "r.jsonl").write_text('{"path": "a", "text": "苹果"}\n', "utf-8")
    assert lint(folder, *use).status == 2


@pytest.mark.parametrize("format", ["github", "gitlab"])
def test_a_report_that_names_no_tool_is_not_known_for_ours(folder: Path, format: str) -> None:
    use = ("drafts", "--format", format, "--output", "r.txt", "--fail-on", "never")
    assert lint(folder, *use).status == 0
    answer = lint(folder, *use)
    assert answer.status == 2
    assert "认不出是 contentai 的报告" in answer.err


@pytest.mark.parametrize(
    "text",
    [
        '{\n  "version": 1,\n  "summary": "苹果"\n}\n',
        '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="10.3">\n</checkstyle>\n',
        '{\n "source": {\n  "name": "苹果"\n },\n "diagnostics": []\n}\n',
    ],
)
def test_reports_of_others_are_written_over_by_none_of_ours(folder: Path, text: str) -> None:
    (folder / "theirs.txt").write_text(text, "utf-8")
    answer = lint(folder, "drafts", "--output", "theirs.txt", "--fail-on", "never")
    assert answer.status == 2
    assert (folder / "theirs.txt").read_text("utf-8") == text


def test_rows_of_ones_own_with_keys_like_ours_are_drafts(folder: Path) -> None:
    row = '{"path": "/p/1", "row": null, "channel": "weibo", "text": "苹果"}\n'
    (folder / "posts.jsonl").write_text(row, "utf-8")
    assert read_files(folder, "posts.jsonl") == ["posts.jsonl#row=1"]
    assert lint(folder, "drafts", "--format", "jsonl", "--output", "posts.jsonl").status == 2
    assert (folder / "posts.jsonl").read_text("utf-8") == row


def test_a_dash_is_standard_output(folder: Path) -> None:
    answer = lint(folder, "drafts", "--format", "json", "--output", "-")
    assert [file["path"] for file in json.loads(answer.out)["files"]] == ["drafts/a.md"]
    assert not (folder / "-").exists()
    answer = lint(folder, "drafts", "--format", "json", "--output", "./-")
    assert answer.out == ""
    assert json.loads((folder / "-").read_text("utf-8"))["files"]


def test_an_empty_path_is_no_folder(folder: Path) -> None:
    answer = lint(folder, "", "--format", "github")
    assert (answer.status, answer.out) == (2, "")
    assert "路径是空的" in answer.err


@pytest.mark.parametrize("names", [("TRY-001", "TRY-001"), ("TRY-001", "TRY")])
def test_options_that_leave_no_rule_are_refused(folder: Path, names: tuple[str, str]) -> None:
    answer = lint(folder, "drafts", "--select", names[0], "--ignore", names[1])
    assert (answer.status, answer.out) == (2, "")
    assert "一条规则也不剩" in answer.err


@pytest.mark.parametrize("output", ["contentai.yaml", "pack/TRY-001.yaml"])
@pytest.mark.parametrize(
    "command",
    [
        ("topics", "map", "--html"),
        ("topics", "plan"),
        ("audit",),
        ("rules", "mine", "drafts/a.md"),
        ("embed", "drafts/a.md"),
    ],
)
def test_no_command_writes_over_configuration_or_rules(
    folder: Path, command: tuple[str, ...], output: str
) -> None:
    before = (folder / output).read_bytes()
    answer = perform(Call((*command, "--output", output), folder))
    assert (answer.status, answer.out) == (2, "")
    assert f"--output {output} 是" in answer.err
    assert (folder / output).read_bytes() == before


def test_the_schema_is_not_written_over_a_configuration(folder: Path) -> None:
    answer = perform(Call(("config", "schema", "--output", "contentai.yaml"), folder))
    assert answer.status == 2
    assert "contentai.yaml 是 contentai 自己要读的文件" in answer.err
