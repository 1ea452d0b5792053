from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.process import Answer

Run = Callable[..., Answer]

DRAFT = """\
---
title: 阳台种菜的三个步骤
channel: wechat
---
# 先看光照

網站設(shè)計(jì)的人常说：**别急**。每天四小时就够了！

- 生菜半个月能摘

![一盆生菜](a.png) 详见[这里](https://example.com/a)。

```
code
```
"""


def understood(answer: Answer) -> dict[str, Any]:
    assert answer.status == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)
    return found


def test_json_tells_what_was_understood_with_places_in_the_source(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DRAFT, "utf-8")
    found = understood(run("text", "a.md", "--format", "json"))
    assert found["encoding"] == "utf-8"
    assert found["repairs"] == {"pinyin": 2, "mojibake": 0}
    assert found["garbled"] == []
    assert "網站設計的人常说：别急。" in found["text"]
    kinds = {block["text"]: block["kind"] for block in found["blocks"]}
    assert kinds["阳台种菜的三个步骤"] == "title"
    assert kinds["先看光照"] == "heading"
    assert kinds["生菜半个月能摘"] == "list_item"
    for part in ("blocks", "sentences"):
        for item in found[part]:
            assert isinstance(item["text"], str)
            assert 0 <= item["start"] < item["end"] <= len(DRAFT)
    sources = {item["text"]: DRAFT[item["start"] : item["end"]] for item in found["sentences"]}
    assert sources["網站設計的人常说：别急。"] == "網站設(shè)計(jì)的人常说：**别急**。"
    assert sources["每天四小时就够了！"] == "每天四小时就够了！"
    assert "code" not in sources


def test_standard_input_and_other_encodings(run: Run) -> None:
    text = "今天店里来了一位老顾客，她说上次买的茶很香。"
    found = understood(run("text", "-", "--format", "json", stdin=text.encode("gb18030")))
    assert (found["encoding"], found["text"]) == ("gb18030", text)
    assert found["sentences"] == [{"start": 0, "end": len(text), "text": text}]


def test_plain_output_shows_blocks_and_cannot_steer_the_terminal(run: Run) -> None:
    answer = run("text", "-", stdin="第一段\x1b[31m红\u202e字\x9b2J\n\n第二段\n")
    assert answer.status == 0
    assert answer.out == "1:1 [段落] 第一段·[31m红·字·2J\n3:1 [段落] 第二段\n"


def test_tables_are_read_row_by_row_as_lint_reads_them(run: Run, tmp_path: Path) -> None:
    table = '编号,标题,推文正\nA1,苹果熟了,"好。\n说""香蕉"""\n,,\n,,葡萄\n'
    (tmp_path / "p.csv").write_text(table, "utf-8")
    answer = run("text", "p.csv", "--text-column", "推文正")
    assert answer.status == 0
    assert answer.out.splitlines() == [
        *("p.csv#id=A1", "2:4 [标题] 苹果熟了", "2:10 [段落] 好。"),
        *('3:1 [段落] 说"香蕉"', "p.csv#row=4", "5:3 [段落] 葡萄"),
    ]
    found = understood(run("text", "p.csv", "--text-column", "推文正", "--format", "json"))
    assert [(row["name"], row["row"]) for row in found["rows"]] == [
        ("p.csv#id=A1", 2),
        ("p.csv#row=4", 4),
    ]
    for row in found["rows"]:
        for block in row["blocks"]:
            written = table[block["start"] : block["end"]].replace('""', '"')
            assert written.startswith(block["text"])
    (tmp_path / "contentai.yaml").write_text("text_column: 推文正\n", "utf-8")
    assert run("text", "p.csv").out == answer.out


def test_rows_with_repairs_are_named_and_the_encoding_is_told_once(
    run: Run, tmp_path: Path
) -> None:
    table = "id,text\nA1,泡一壶好茶\nA2,網站設(shè)計(jì)的人常说别急\nA3,先把水烧开再等三分钟\n"
    (tmp_path / "p.csv").write_text(table, "utf-8")
    assert run("text", "p.csv").err == "p.csv：utf-8\np.csv#id=A2：注音 2 处，乱码 0 处\n"
    (tmp_path / "p.csv").write_bytes(table.encode("gb18030"))
    lines = run("text", "p.csv").err.splitlines()
    assert lines[0].startswith("p.csv：gb18030（文件没有说，是按字猜的")
    assert lines[1:] == ["p.csv#id=A2：注音 2 处，乱码 0 处"]


@pytest.mark.parametrize(
    ("encoding", "guessed"),
    [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("gb18030", True), ("big5", True)],
)
def test_an_encoding_that_was_guessed_is_told_as_such(
    run: Run, encoding: str, guessed: bool
) -> None:
    text = "今天店裡來了一位老顧客，她說上次買的茶很香。"
    answer = run("text", "-", stdin=text.encode(encoding))
    assert answer.err.startswith(encoding)
    assert ("猜的" in answer.err) is guessed


def test_kinds_of_blocks_are_named_in_the_language_of_the_interface(
    run: Run, tmp_path: Path
) -> None:
    draft = "# 题\n\n## 一\n\n- 甲\n\n> 乙\n\n```sh\nls\n```\n\n![丙](a.png)\n"
    names = ["标题", "小标题", "列表项", "引用", "代码", "图片说明"]
    kinds = ["title", "heading", "list_item", "quote", "code", "image_alt"]
    (tmp_path / "a.md").write_text(draft, "utf-8")
    for language, wanted in (("zh", names), ("en", kinds)):
        out = run("text", "a.md", CONTENTAI_LANG=language).out
        assert [line.split("[")[1].split("]")[0] for line in out.splitlines()] == wanted


def test_a_broken_row_is_told_and_the_others_are_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text('{"text": "好"}\n{坏\n', "utf-8")
    answer = run("text", "p.jsonl")
    assert answer.status == 2
    assert answer.out.splitlines() == ["p.jsonl#row=1", "1:11 [段落] 好"]
    assert "p.jsonl#row=2" in answer.err


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "不是文本"),
        (("半截" * 40).encode()[:-1], "第 1 行"),
    ],
)
def test_unreadable_input_ends_with_2_and_a_reason(run: Run, data: bytes, reason: str) -> None:
    answer = run("text", "-", stdin=data)
    assert (answer.status, answer.out) == (2, "")
    assert reason in answer.err


@pytest.mark.parametrize("name", ["没有.md", "."])
def test_a_path_that_is_no_file_ends_with_2(run: Run, name: str) -> None:
    answer = run("text", name)
    assert (answer.status, answer.out) == (2, "")
    assert name in answer.err


def test_an_empty_file_is_understood_as_nothing(run: Run) -> None:
    found = understood(run("text", "-", "--format", "json"))
    assert (found["text"], found["blocks"], found["sentences"]) == ("", [], [])
