from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.process import Answer

Run = Callable[..., Answer]

FOLDED = {
    "circled": ("加薇①③⑤", "加微信135"),
    "negative circled": ("电话❶❷➌⓿", "电话1230"),
    "full width": ("ＶＸ：ａｂ１２（优惠）！", "微信:ab12(优惠)!"),
    "traditional": ("臺灣設計師的環保購物袋", "台湾设计师的环保购物袋"),
    "zero width": ("微\u200b信\u2060号\ufeff码", "微信号码"),
    "bidi controls": ("价\u202e格\u2066表\u2069", "价格表"),
    "keycap": ("拨打5\ufe0f\u20e37\ufe0f\u20e3", "拨打57"),
    "combining": ("cafe\u0301", "caf\u00e9"),
    "plain": ("今天店里上了新茶。", "今天店里上了新茶。"),
    "empty": ("", ""),
    "line breaks": ("一行\n二行\r\n\t三行", "一行\n二行\r\n\t三行"),
    "separators in JSON": ("甲\u2028乙\u0085丙", "甲\u2028乙\u0085丙"),
    "astral": ("𠮷野家🍵", "𠮷野家🍵"),
}


def lines(answer: Answer) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.out.split("\n") if line]


def as_rows(texts: dict[str, str]) -> str:
    # Half of the rows with escapes, half without: both are JSON.
    return "".join(
        json.dumps({"id": id, "text": text}, ensure_ascii=bool(index % 2)) + "\n"
        for index, (id, text) in enumerate(texts.items())
    )


def test_folds_as_a_reader_understands_and_keeps_the_order(run: Run) -> None:
    answer = run("fold", "-", stdin=as_rows({id: text for id, (text, _) in FOLDED.items()}))
    assert answer.status == 0
    assert lines(answer) == [{"id": id, "folded": want} for id, (_, want) in FOLDED.items()]


def test_a_text_that_is_null_is_missing_and_not_to_be_quoted(run: Run) -> None:
    rows = lines(run("fold", stdin='{"text": null}\n{}\n{"text": 3}\n'))
    assert ["要有字符串“text”" in row["error"] for row in rows] == [True, True, False]


def test_folding_twice_changes_nothing_more(run: Run) -> None:
    tricky = "ﷺ ㍿ ﬃ ⑴ ㋿ ｶﾞ Ⅷ ½ 裏/里 乾/干 著/着 ①\u20e3 e\u0301\u0327 각 ㅤ"
    once = {row["id"]: row["folded"] for row in lines(run("fold", stdin=as_rows({"t": tricky})))}
    twice = lines(run("fold", stdin=as_rows(once)))
    assert twice == [{"id": "t", "folded": once["t"]}]


def test_bad_lines_get_an_error_in_their_place_and_the_rest_is_done(
    run: Run, tmp_path: Path
) -> None:
    rows = [
        '{"id": "a", "text": "①"}',
        '{"id": "b", "text": ',
        '{"id": "c"}',
        '{"id": "d", "text": 5}',
        '["e"]',
        "[" * 100_000,
        "",
        '{"id": "f", "text": "②", "more": {}}',
        '{"text": "③"}',
        '{"id": "g", "text": "④", "text": "⑤"}',
        '{"id": "h", "text": "⑥", "more": {"a": 1, "a": 2}}',
    ]
    (tmp_path / "rows.jsonl").write_text("\r\n".join(rows), "utf-8")
    answer = run("fold", "rows.jsonl")
    found = lines(answer)
    assert answer.status == 2
    assert [row["id"] for row in found] == ["a", None, "c", "d", None, None, "f", 9, None, "h"]
    assert [row.get("folded") for row in found] == ["1", *[None] * 5, "2", "3", None, "6"]
    assert "“text”写了两次" in found[8]["error"]
    for row, number in zip((*found[1:6], found[8]), (2, 3, 4, 5, 6, 10), strict=True):
        assert (set(row), row["line"]) == ({"id", "line", "error"}, number)
        assert row["error"].startswith(f"第 {number} 行：")
    assert "“text”" in found[2]["error"]


def test_a_lone_surrogate_survives_as_valid_json(run: Run) -> None:
    answer = run("fold", stdin='{"id": "\\ud800", "text": "①\\udc00"}\n')
    assert answer.status == 0
    assert lines(answer) == [{"id": "\ud800", "folded": "1\udc00"}]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
def test_reads_rows_in_other_encodings(run: Run, codec: str) -> None:
    text = "我们店里今天到了一批新的乌龙茶。欢迎大家来喝。"
    answer = run("fold", stdin=f'{{"id": 1, "text": "{text}①"}}\n'.encode(codec))
    assert (answer.status, lines(answer)) == (0, [{"id": 1, "folded": f"{text}1"}])


@pytest.mark.parametrize(("name", "reason"), [("nowhere.jsonl", "没有这个文件"), (".", "是文件夹")])
def test_a_file_that_cannot_be_read_ends_with_2_and_says_why(
    run: Run, name: str, reason: str
) -> None:
    answer = run("fold", name)
    assert (answer.status, answer.out) == (2, "")
    assert reason in answer.err
    assert name in answer.err


def test_a_binary_file_is_refused_with_a_reason(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    answer = run("fold", "x.jsonl")
    assert (answer.status, answer.out) == (2, "")
    assert "x.jsonl" in answer.err
    assert "不是文本" in answer.err


def test_no_rows_give_no_rows(run: Run) -> None:
    assert run("fold", stdin="\n\n") == Answer(0, "", "")


@pytest.mark.parametrize("id", ["NaN", "-Infinity", "1e999", '{"a": NaN}'])
def test_what_is_no_json_number_is_refused_and_never_echoed(run: Run, id: str) -> None:
    answer = run("fold", stdin=f'{{"id": {id}, "text": "甲"}}\n{{"id": 1.5, "text": "乙"}}\n')
    bad, good = answer.out.splitlines()
    assert answer.status == 2

    def refuse(name: str) -> float:
        raise AssertionError(name)

    told = json.loads(bad, parse_constant=refuse)
    assert (told["id"], told["line"]) == (None, 1)
    assert json.loads(good) == {"id": 1.5, "folded": "乙"}
