"""``contentai lint --fix`` and ``--diff`` on the rows of tables."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from contentai.diagnostics import Applicability, Edit, Fix, Span
from contentai.lint.fixes import apply_fixes
from tests.cli.process import Answer, Call, environment, perform
from tests.githooks.git import done
from tests.lint.house import furnish

# 草莓 has a safe fix (莓果), 樱桃 an unsafe one (小𠮷果); 苹果 is an error without one.
CSV = """编号,标题,渠道,文案,备注\r
A1,草莓熟了,公众号,"好。
第二行说""草莓""，苹果",草莓\r
A2,,微博,樱桃和草莓, "草莓" \r
A3,,,,草莓没有文案\r
"""
MENDED = """编号,标题,渠道,文案,备注\r
A1,莓果熟了,公众号,"好。
第二行说""莓果""，苹果",草莓\r
A2,,微博,樱桃和莓果, "草莓" \r
A3,,,,草莓没有文案\r
"""
PROSE = "今天说说挑水果这件小事，先看色泽再闻香气，然后掂一掂，{}要沉手。"
EXCEL = f"标题;正文\r\n草莓;{PROSE.format('草莓')}\r\n"
CASES: dict[str, tuple[str, bytes, tuple[str, ...], bytes]] = {
    # name: (file, before, arguments, after)
    "csv": ("p.csv", CSV.encode(), (), MENDED.encode()),
    "bom": ("p.csv", CSV.encode("utf-8-sig"), (), MENDED.encode("utf-8-sig")),
    "unsafe": (
        *("p.csv", CSV.encode(), ("--unsafe-fixes",)),
        MENDED.replace("樱桃", "小𠮷果").encode(),
    ),
    "gb18030": (
        *("p.csv", EXCEL.encode("gb18030"), ()),
        EXCEL.replace("草莓", "莓果").encode("gb18030"),
    ),
    "utf-16": (
        *("p.csv", b"\xfe\xff" + EXCEL.encode("utf-16-be"), ()),
        b"\xfe\xff" + EXCEL.replace("草莓", "莓果").encode("utf-16-be"),
    ),
    "tabs": (
        *("p.tsv", '文案\t备注\n"草莓"\t\n草莓,\t"草莓"\n'.encode(), ()),
        '文案\t备注\n"莓果"\t\n莓果,\t"草莓"\n'.encode(),
    ),
    "bare cr": ("p.csv", "文案\r草莓\r梨".encode(), (), "文案\r莓果\r梨".encode()),
    "html": (
        *("p.csv", '文案\n"<p class=""x"">草莓</p>"\n'.encode(), ()),
        '文案\n"<p class=""x"">莓果</p>"\n'.encode(),
    ),
    "text after a quote": (
        "p.csv",
        '文案,b\n"草莓"和,x\n'.encode(),
        (),
        '文案,b\n"草莓"和,x\n'.encode(),
    ),
    "names": ("p.csv", "id\n草莓\n".encode(), ("--text-column", "id"), "id\n莓果\n".encode()),
    "column": (
        *("p.csv", "文案,别的\n草莓,草莓\n".encode(), ("--text-column", "别的")),
        "文案,别的\n草莓,莓果\n".encode(),
    ),
    "suppressed": (
        *("p.csv", "文案\n草莓 <!-- contentai: ignore FIX-001 引文 -->\n草莓\n".encode(), ()),
        "文案\n草莓 <!-- contentai: ignore FIX-001 引文 -->\n莓果\n".encode(),
    ),
    "other rules": ("p.csv", CSV.encode(), ("--select", "TRY"), CSV.encode()),
    "ignored rule": ("p.csv", CSV.encode(), ("--ignore", "FIX-001"), CSV.encode()),
    "shown only": ("p.csv", CSV.encode(), ("--diff",), CSV.encode()),
    "broken rows": (
        *("p.csv", '文案,b\n草莓,1\n草莓,1,多\n草莓,2\n"草莓,3\n草莓,4\n'.encode(), ()),
        '文案,b\n莓果,1\n草莓,1,多\n莓果,2\n"草莓,3\n莓果,4\n'.encode(),
    ),
    "title of two lines": (
        *("p.csv", '标题,文案\n"草莓\n熟了",草莓\n'.encode(), ()),
        '标题,文案\n"草莓\n熟了",莓果\n'.encode(),
    ),
    "jsonl": (
        "p.jsonl",
        b'{ "id":1,"text" : "\\u8349\\u8393\\ud83d\\ude00\\n", "n":{"text":"\\u8349\\u8393"} }\r\n'
        + '\n{"id":1,"text":"\\/\\"草莓","title":12}\n{坏的\n'.encode()
        + '{"text":"草莓","text":"草莓\\ud800"}\n{"text":null}\n{"text":"\\u8349莓"}'.encode(),
        (),
        b'{ "id":1,"text" : "\\u8393\\u679c\\ud83d\\ude00\\n", "n":{"text":"\\u8349\\u8393"} }\r\n'
        + '\n{"id":1,"text":"\\/\\"莓果","title":12}\n{坏的\n'.encode()
        + '{"text":"草莓","text":"草莓\\ud800"}\n{"text":null}\n{"text":"莓果"}'.encode(),
    ),
}


def fix(folder: Path, *arguments: str, stdin: bytes = b"") -> Answer:
    return perform(Call(("lint", *arguments), folder, stdin))


def report(answer: Answer) -> dict[str, Any]:
    return {file["path"]: file for file in json.loads(answer.out)["files"]}


@pytest.mark.parametrize("name", CASES)
def test_only_the_cells_change_that_a_fix_is_for(tmp_path: Path, name: str) -> None:
    file, before, arguments, after = CASES[name]
    folder = furnish(tmp_path)
    (folder / file).write_bytes(before)
    first = fix(folder, file, "--fix", *arguments)
    assert (folder / file).read_bytes() == after
    assert [path.name for path in folder.iterdir() if ".new" in path.name] == []
    assert ("没有可以自动改的" in first.out) is (before == after and name != "shown only")
    again = fix(folder, file, "--fix", *arguments)
    assert (folder / file).read_bytes() == after
    assert again.status == first.status


def test_the_report_is_of_the_mended_table(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    with (folder / "pack/FIX-001.yaml").open("r+", encoding="utf-8") as rule:
        held = rule.read().replace("草莓: 莓果", "草莓: 很大的莓果")
        rule.seek(0)
        rule.write(held)
    (folder / "p.csv").write_text('标题,文案,b\n草莓,"草莓""苹果""",x\n\n,苹果,y\n', "utf-8")
    answer = fix(folder, "p.csv", "--fix", "--format", "json")
    mended = (folder / "p.csv").read_text("utf-8")
    assert mended == '标题,文案,b\n很大的莓果,"很大的莓果""苹果""",x\n\n,苹果,y\n'
    found = report(answer)
    assert list(found) == ["p.csv#row=2", "p.csv#row=4"]
    places = [(f["rule"], f["start"], f["line"], f["column"]) for r in found.values()
              for f in r["findings"]]  # fmt: skip
    assert places == [("TRY-001", 22, 2, 15), ("TRY-001", 32, 4, 2)]
    assert all(mended[start : start + 2] == "苹果" for _, start, _, _ in places)
    assert json.loads(answer.out)["summary"]["files"] == 2
    assert "自动改了 1 个文件里的 2 处" in answer.err


def test_several_tables_and_what_cannot_be_written_of_them(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    big5 = "文案,b\n傍晚到河邊走走，風很輕，樹下有人在賣櫻桃。,x\n傍晚到河邊走走，賣草莓。,x\n"
    (folder / "pack/FIX-001.yaml").write_text(
        (folder / "pack/FIX-001.yaml").read_text("utf-8").replace("草莓: 莓果", "草莓: 苺子"),
        "utf-8",
    )
    (folder / "a.csv").write_text("文案\n草莓\n", "utf-8")
    (folder / "b.csv").write_bytes(big5.encode("big5"))
    (folder / "c.md").write_text("草莓", "utf-8")
    answer = fix(*(folder, "a.csv", "b.csv", "c.md", "--fix", "--unsafe-fixes", "--format", "json"))
    found = report(answer)
    # One row needs a character that the file's encoding lacks; the others are written.
    assert (folder / "b.csv").read_bytes().decode("big5") == big5.replace("草莓", "苺子")
    assert found["b.csv#row=2"]["error"]["kind"] == "unwritable"
    assert "big5" in found["b.csv#row=2"]["error"]["message"]
    assert [f["rule"] for f in found["b.csv#row=2"]["findings"]] == ["FIX-002"]
    assert found["b.csv#row=3"]["error"] is None
    assert answer.status == 2
    assert (folder / "a.csv").read_text("utf-8") == "文案\n苺子\n"
    assert "自动改了 3 个文件里的 3 处" in answer.err


def test_a_table_that_would_be_read_otherwise_is_left(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    rule = folder / "pack/FIX-001.yaml"
    rule.write_text(rule.read_text("utf-8").replace("草莓: 莓果", "草莓: 莓，果"), "utf-8")
    # What follows the open quote is one row each, and would be its cell once there is a quote.
    table = '文案，b\n"开了，1\n草莓，2\n苹果，3\n'
    (folder / "p.csv").write_text(table, "utf-8")
    answer = fix(folder, "p.csv", "--fix", "--format", "json")
    assert (folder / "p.csv").read_text("utf-8") == table
    found = report(answer)
    errors = {name: row["error"] and row["error"]["kind"] for name, row in found.items()}
    assert errors == {"p.csv#row=2": "row", "p.csv#row=3": "unwritable", "p.csv#row=4": None}
    assert "双引号没有关上" in found["p.csv#row=3"]["error"]["message"]
    assert "整个表格都没有改" in found["p.csv#row=3"]["error"]["message"]
    assert [f["rule"] for f in found["p.csv#row=3"]["findings"]] == ["FIX-001"]
    assert answer.status == 2
    (folder / "p.csv").write_text(table.replace('"', ""), "utf-8")
    assert fix(folder, "p.csv", "--fix").status == 1
    assert (folder / "p.csv").read_text("utf-8") == '文案，b\n开了，1\n"莓，果"，2\n苹果，3\n'


def test_a_read_only_table_is_left_alone_and_told(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    (folder / "p.csv").write_text("文案\n草莓\n草莓\n", "utf-8")
    (folder / "p.csv").chmod(0o444)
    if os.access(folder / "p.csv", os.W_OK):
        pytest.skip("this user may write everything")
    answer = fix(folder, "p.csv", "--fix")
    assert answer.status == 2
    assert answer.out.count("文件不许写；整个表格都没有改") == 1
    assert (folder / "p.csv").read_text("utf-8") == "文案\n草莓\n草莓\n"


def test_a_diff_of_a_table_can_be_applied(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    (folder / "p.csv").write_bytes(CSV.encode("utf-8-sig"))
    (folder / "q.jsonl").write_text('{"text":"草莓"}\n{"text":"梨"}\n{"text":"草莓"}', "utf-8")
    answer = fix(folder, "p.csv", "q.jsonl", "--diff")
    assert answer.out.count("--- ") == 2
    assert "2 个文件里有 5 处可以自动改（没有写进文件）" in answer.err
    assert (folder / "p.csv").read_bytes() == CSV.encode("utf-8-sig")
    applied = subprocess.run(
        ["git", "apply", "-p0", "--whitespace=nowarn", "-"],
        cwd=folder,
        input=answer.out.encode(),
        capture_output=True,
        check=False,
    )
    assert applied.stderr == b""
    assert (folder / "p.csv").read_bytes() == MENDED.encode("utf-8-sig")
    assert (folder / "q.jsonl").read_text("utf-8").count("莓果") == 2


def test_a_table_from_standard_input_comes_back_mended(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    process = subprocess.run(
        [sys.executable, "-m", "contentai", "lint", "-", "--fix", "--stdin-filename", "p.csv"],
        cwd=folder,
        input=EXCEL.replace("沉手", "沉手，苹果也是").encode("gb18030"),
        env=environment({}),
        capture_output=True,
        check=False,
    )
    after = EXCEL.replace("草莓", "莓果").replace("沉手", "沉手，苹果也是")
    assert process.stdout == after.encode("gb18030")
    assert "p.csv:2:37 错误 TRY-001" in process.stderr.decode()
    assert process.returncode == 1
    # Whatever it holds, nothing of it is lost.
    for kept in ("文案\n", "文案,b\n,x\n", "文案\n梨\n", "a,b\n草莓,1\n", ""):
        given = ("-", "--fix", "--stdin-filename", "p.csv")
        assert fix(folder, *given, stdin=kept.encode()).out == kept
    assert "+莓果" in fix(folder, "-", "--diff", "--stdin-filename", "p.csv",
                         stdin="文案\n草莓\n".encode()).out  # fmt: skip


def test_what_json_says_of_a_fix_holds_in_the_file(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    rule = folder / "pack/FIX-001.yaml"
    rule.write_text(rule.read_text("utf-8").replace("草莓: 莓果", "草莓: 莓，果"), "utf-8")
    table = '文案，b\n"""草莓"，1\n草莓，2\n'
    (folder / "p.csv").write_text(table, "utf-8")
    quoted, bare = (
        found
        for row in report(fix(folder, "p.csv", "--format", "json")).values()
        for finding in row["findings"]
        for found in finding["fixes"]
    )
    assert (quoted["applicability"], bare["applicability"]) == ("safe", "display-only")
    edits = [Edit(Span(e["start"], e["end"]), e["text"]) for e in quoted["edits"]]
    after = apply_fixes(table, [Fix("", Applicability.SAFE, tuple(edits))])
    assert after == '文案，b\n"""莓，果"，1\n草莓，2\n'
    for format in ("sarif", "rdjson"):  # their edits are of lines and columns of files
        assert "莓，果" not in fix(folder, "p.csv", "--format", format).out
    text = fix(folder, "p.csv").out
    assert "其中 2 处可以自动改：加 --fix" in text


def test_what_is_shown_only_is_told(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    (folder / "p.csv").write_text('标题,文案\n"草莓\n熟了",草莓\n', "utf-8")
    plain = fix(folder, "p.csv").out
    assert "其中 1 处可以自动改" in plain and "（仅供参考）" in plain
    answer = fix(folder, "p.csv", "--fix").out
    assert "p.csv：1 行的改法写不进去（标题里有换行" in answer
    assert "自动改了 1 个文件里的 1 处" in answer


def test_a_hook_tells_what_can_be_mended(tmp_path: Path) -> None:
    folder = furnish(tmp_path, "text_column: 文案")
    done(folder, "init", "-q", "-b", "main")
    (folder / "p.csv").write_text('标题,文案\n"草莓\n熟了",草莓\n', "utf-8")
    done(folder, "add", "-A")
    told = perform(Call(("hook", "run", "--type", "pre-commit", "p.csv"), folder)).err
    assert "其中 1 处可以自动改" in told and "（仅供参考）" in told


def test_no_header_is_written_into_a_cell(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    rule = folder / "pack/FIX-001.yaml"
    held = rule.read_text("utf-8").replace("replace: {草莓: 莓果}",
                                           "insert_front_matter: {channel: sms}")  # fmt: skip
    rule.write_text(held, "utf-8")
    table = "标题,文案\n,草莓\n草莓,草莓\n草莓,梨\n"
    (folder / "p.csv").write_text(table, "utf-8")
    (folder / "a.txt").write_text("草莓", "utf-8")
    answer = fix(folder, "p.csv", "a.txt", "--fix")
    assert (folder / "p.csv").read_text("utf-8") == table
    assert (folder / "a.txt").read_text("utf-8") == "---\nchannel: sms\n---\n草莓"
    assert "自动改了 1 个文件里的 1 处" in answer.out


def test_a_row_that_nothing_is_left_of_is_told_no_more(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    unused = "<!-- contentai: ignore TRY-001 引文 -->"
    rows = f"标题,文案\n草莓,{unused}\n,{unused}\n{unused},草莓\n,苹果\n"
    (folder / "p.csv").write_text(rows, "utf-8")
    answer = fix(folder, "p.csv", "--fix", "--unsafe-fixes", "--format", "json")
    after = (folder / "p.csv").read_text("utf-8")
    assert after == f'标题,文案\n莓果,""\n,""\n{unused},莓果\n,苹果\n'
    # A comment that is the whole title would take the line end with it: it stays.
    assert [
        (path, [f["rule"] for f in row["findings"]]) for path, row in report(answer).items()
    ] == [
        ("p.csv#row=4", ["SUP-001"]),
        ("p.csv#row=5", ["TRY-001"]),
    ]


def test_a_cell_that_is_a_page_no_more_is_judged_anew(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    page = "<!-- contentai: ignore OTH-001 引文 -->\n枣<b>苹</b>果"
    (folder / "p.jsonl").write_text(json.dumps({"text": page}), "utf-8")
    (before,) = report(fix(folder, "p.jsonl", "--format", "json")).values()
    assert [f["rule"] for f in before["findings"]] == ["SUP-001", "TRY-001"]
    mended = fix(folder, "p.jsonl", "--fix", "--unsafe-fixes", "--format", "json")
    assert (folder / "p.jsonl").read_text("utf-8") == json.dumps({"text": "枣<b>苹</b>果"})
    assert report(mended) == report(fix(folder, "p.jsonl", "--format", "json"))


def test_what_a_baseline_accepts_is_not_mended(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    (folder / "p.csv").write_text("文案\n草莓\n", "utf-8")
    assert fix(folder, "p.csv", "--write-baseline").status == 0
    (folder / "p.csv").write_text("文案\n草莓\n草莓好\n樱桃\n", "utf-8")
    use = ("p.csv", "--baseline", "contentai-baseline.json", "--fix", "--unsafe-fixes")
    answer = fix(folder, *use)
    assert (folder / "p.csv").read_text("utf-8") == "文案\n草莓\n莓果好\n小𠮷果\n"
    assert "另有 1 处已由稿件或基线注明" in answer.out
    assert "已经没有了" not in answer.out


def test_settings_of_one_table_hold_for_its_rows(tmp_path: Path) -> None:
    folder = furnish(
        *(tmp_path, "overrides:", "  - {files: posts/*.csv, text_column: 内文, ignore: FIX-002}")
    )
    (folder / "posts").mkdir()
    (folder / "posts/p.csv").write_text("文案,内文\n草莓,草莓和樱桃\n", "utf-8")
    fix(folder, ".", "--fix", "--unsafe-fixes")
    assert (folder / "posts/p.csv").read_text("utf-8") == "文案,内文\n草莓,莓果和樱桃\n"


def test_only_rows_that_changed_are_mended(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    done(folder, "init", "-q", "-b", "main")
    (folder / "p.csv").write_text("文案\n草莓\n梨\n", "utf-8")
    done(folder, "add", "-A")
    done(folder, "commit", "-q", "-m", "one")
    (folder / "p.csv").write_text("文案\n新的草莓\n草莓\n梨\n", "utf-8")
    refused = fix(folder, "p.csv", "--staged", "--fix")
    assert refused.status == 2 and "--staged" in refused.err
    done(folder, "add", "-A")
    shown = fix(folder, "p.csv", "--staged", "--diff").out
    assert "-新的草莓\n+新的莓果\n 草莓" in shown
    fix(folder, "p.csv", "--changed-since", "HEAD", "--fix")
    assert (folder / "p.csv").read_text("utf-8") == "文案\n新的莓果\n草莓\n梨\n"
