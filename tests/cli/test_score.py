from __future__ import annotations

import json
import select
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contentai import resources
from contentai.diagnostics import INTENTS
from tests.cli.process import Answer, Call, environment, perform

Run = Callable[..., Answer]

SELLING = "最后三小时！全场五折秒杀，手慢无，马上加微信下单，前一百名再送大礼包！！！"
USEFUL = "热水器的镁棒两年要换一次：先关总阀，放掉半箱水，再用扳手把旧镁棒旋出来。"


def rows_of(answer: Answer) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.out.split("\n") if line]


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """One process for all rows; starting the program is the slow part."""
    rows: list[str] = [
        json.dumps({"id": "sell", "text": SELLING}, ensure_ascii=False),
        json.dumps({"id": "use", "text": USEFUL, "channel": "wechat"}, ensure_ascii=False),
        json.dumps({"id": "use again", "text": USEFUL}),
        '{"id": "half": ',
        '"text"',
        '{"id": "no text"}',
        '{"id": "list", "text": ["甲"]}',
        '{"id": "title is a number", "text": "甲乙丙丁", "title": 3}',
        '{"id": "empty", "text": ""}',
        '{"id": "blank", "text": " \\u200b\\n　"}',
        '{"id": "lone", "text": "店里上新\\ud83d了\\udc00"}',
        "",
        json.dumps({"id": "huge", "text": USEFUL * 8000}, ensure_ascii=False),
        json.dumps({"id": "bait", "text": USEFUL, "title": "看完惊呆了！99%的人都不知道的秘密"}),
        json.dumps({"id": "fact", "text": USEFUL, "title": "热水器镁棒更换步骤"}),
        '{"text": "今天天气很好，适合晒被子。"}',
        '{"id": "controls", "text": "\\u0000\\u001b[31m店里\\u202e上新"}',
        '{"id": {"deep": [1, null]}, "text": "店里今天上新了几款帆布包"}',
    ]
    folder = tmp_path_factory.mktemp("score")
    return perform(Call(("score", "-"), folder, "\n".join(rows).encode()))


def test_answers_stand_in_the_order_of_the_rows(scored: Answer) -> None:
    deep = {"deep": [1, None]}
    head = ["sell", "use", "use again", None, None, "no text", "list", "title is a number", "empty"]
    tail = ["blank", "lone", "huge", "bait", "fact", 16, "controls", deep]
    assert [row["id"] for row in rows_of(scored)] == head + tail


def test_bad_lines_give_an_error_alone_and_status_2(scored: Answer) -> None:
    bad = [row for row in rows_of(scored) if "error" in row]
    assert scored.status == 2
    names = [None, None, "no text", "list", "title is a number", "empty", "blank"]
    assert [row["id"] for row in bad] == names
    assert "“title”要是字符串" in bad[4]["error"]
    for row, number in zip(bad, (4, 5, 6, 7, 8, 9, 10), strict=True):
        assert (set(row), row["line"]) == ({"id", "line", "error"}, number)
        assert row["error"].startswith(f"第 {number} 行：")


def test_of_a_draft_in_place_of_rows_it_says_what_reads_drafts(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 一篇稿子\n\n今天天气不错。\n", "utf-8")
    found = perform(Call(("score", "a.md"), tmp_path))
    assert found.status == 2
    assert len(rows_of(found)) == 2
    assert "contentai model explain" in found.err


def test_scores_have_the_public_shape(scored: Answer) -> None:
    good = [row for row in rows_of(scored) if "error" not in row]
    assert len(good) == 10
    for row in good:
        assert list(row) == ["id", "hard_sell", "spam", "clickbait", "intent", "label"]
        assert list(row["intent"]) == list(INTENTS)
        assert sum(row["intent"].values()) == pytest.approx(1, abs=1e-5)
        for value in (row["hard_sell"], row["spam"], row["clickbait"], *row["intent"].values()):
            assert isinstance(value, float)
            assert 0 <= value <= 1
        assert row["spam"] <= row["hard_sell"]


def test_labels_follow_the_thresholds(scored: Answer) -> None:
    good = [row for row in rows_of(scored) if "error" not in row]
    assert {"value"} < {row["label"] for row in good}
    for row in good:
        if row["spam"] >= 0.5:
            assert row["label"] == "spam"
        elif row["hard_sell"] >= 0.5:
            assert row["label"] == "hard_sell"
        else:
            gentle = {name: row["intent"][name] for name in INTENTS[:4]}
            assert row["label"] == max(gentle, key=lambda name: gentle[name])


def test_selling_is_flagged_and_advice_is_not(scored: Answer) -> None:
    rows = {row["id"]: row for row in rows_of(scored) if isinstance(row["id"], str)}
    assert rows["sell"]["hard_sell"] >= 0.5
    assert rows["use"]["hard_sell"] < 0.5
    assert rows["use"]["label"] not in ("hard_sell", "spam")


def test_channel_and_neighbours_do_not_change_a_score(scored: Answer) -> None:
    rows = {row["id"]: row for row in rows_of(scored) if isinstance(row["id"], str)}
    assert {**rows["use"], "id": 0} == {**rows["use again"], "id": 0}


def test_clickbait_judges_the_title(scored: Answer) -> None:
    rows = {row["id"]: row for row in rows_of(scored) if isinstance(row["id"], str)}
    assert rows["bait"]["clickbait"] >= 0.5 > rows["fact"]["clickbait"]


def test_reasons_in_the_title_say_so(run: Run) -> None:
    title = "看完惊呆了，热水器里的镁棒怎样更换：先关总阀再放掉半箱水"
    row = json.dumps({"id": 1, "text": USEFUL, "title": title}, ensure_ascii=False)
    answer = run("score", "--explain", stdin=row + "\n")
    reasons = rows_of(answer)[0]["reasons"]["clickbait"]
    assert reasons["evidence"]
    for place in (*reasons["evidence"], *reasons["cut"]["spans"]):
        assert place["in"] == "title"
        assert 0 <= place["start"] < place["end"] <= len(title)
    without = run("score", "--explain", stdin=json.dumps({"text": SELLING}) + "\n")
    assert '"in"' not in without.out


def test_a_model_made_for_another_tokenizer_stops_the_command(run: Run, tmp_path: Any) -> None:
    (tmp_path / "contentai.yaml").write_text("tokenizer: jieba\n", "utf-8")
    answer = run("score", stdin='{"id": 1, "text": "甲"}\n')
    assert (answer.status, answer.out) == (2, "")
    assert "分词器 rjieba" in answer.err


def test_models_with_mixed_up_names_stop_the_command_and_doctor_tells(
    run: Run, tmp_path: Any
) -> None:
    shutil.copytree(resources.model_dir(), tmp_path / "mine")
    for end in ("json", "safetensors"):
        shutil.copy(tmp_path / "mine" / f"titles.{end}", tmp_path / "mine" / f"posts.{end}")
    (tmp_path / "contentai.yaml").write_text("models: mine\n", "utf-8")
    answer = run("score", stdin='{"id": 1, "text": "甲"}\n')
    assert (answer.status, answer.out) == (2, "")
    assert "posts.json 不是 posts 的模型" in answer.err
    assert "posts.json 不是 posts 的模型" in run("doctor").out


def test_a_missing_file_ends_with_2(run: Run) -> None:
    answer = run("score", "没有这个.jsonl")
    assert (answer.status, answer.out) == (2, "")
    assert "没有这个.jsonl" in answer.err


def test_a_line_in_another_encoding_is_one_bad_line(run: Run, tmp_path: Any) -> None:
    file = tmp_path / "rows.jsonl"
    good = '{"id": "a", "text": "滤芯半年换一次"}\n'.encode()
    file.write_bytes(good + '{"id": "b", "text": "滤芯"}\n'.encode("gb18030") + good)
    found = run("score", str(file))
    rows = [json.loads(line) for line in found.out.splitlines()]
    assert found.status == 2
    assert ["error" in row for row in rows] == [False, True, False]
    assert "UTF-8" in rows[1]["error"]
    assert rows[0] == rows[2]


def test_what_no_model_can_read_says_so_and_nothing_else_does(run: Run) -> None:
    texts = ("Buy now, the last three hours!", "😂😂", "今すぐ買ってください、残りわずか", USEFUL)
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    rows = rows_of(run("score", stdin=lines))
    assert [row.get("legible") for row in rows] == [False, False, False, None]
    assert "legible" not in rows[3]


def test_what_is_hardly_chinese_is_told_to_be_unreliable(run: Run) -> None:
    rows = {
        "Buy now save big": False,
        "y=kx+b，当x=3时y=7，求k。": False,
        "本日限定！全品半額セール開催中。今すぐご来店ください。": False,
        "今天 office 有 free lunch，大家记得 RSVP，周五之前告诉我，谢谢！": True,
        "新到的「はちみつ」唇膏和 iPhone 16 手机壳，店里都能试。": True,
        USEFUL: True,
    }
    lines = "".join(json.dumps({"text": text}) + "\n" for text in rows)
    found = rows_of(run("score", stdin=lines))
    assert [row.get("reliable", True) for row in found] == list(rows.values())
    linted = run("lint", "-", stdin="y=kx+b，当x=3时y=7，求k。")
    assert "中文不到一半，分数不可靠" in linted.out
    assert "不可靠" not in run("lint", "-", stdin=USEFUL).out


def test_a_title_alone_is_judged(run: Run) -> None:
    found = run("score", stdin='{"title": "看完惊呆了！99%的人都不知道的秘密"}\n')
    assert found.status == 0
    assert rows_of(found)[0]["clickbait"] >= 0.5


@pytest.mark.parametrize("command", ["score", "fold"])
def test_a_line_is_answered_while_its_writer_keeps_the_pipe_open(command: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "contentai", command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment({}),
    ) as process:
        assert process.stdin and process.stdout
        for number in range(2):
            line = json.dumps({"id": number, "text": USEFUL}, ensure_ascii=False)
            process.stdin.write(f"{line}\n".encode())
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], 120)
            if not ready:
                process.kill()
            assert ready
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("first", "later", "encoding"),
    [
        ("{}\n" * 30_000, "滤芯半年换一次", "gb18030"),
        ("{}\n" * 30_000, "滤芯半年换一次", "utf-8"),
        ("", "滤芯半年换一次", "utf-16"),
        ("", "滤芯半年换一次" * 20_000, "utf-8-sig"),
    ],
)
def test_standard_input_is_read_as_a_file_is(
    run: Run, tmp_path: Any, first: str, later: str, encoding: str
) -> None:
    """However the pieces fall in which it arrives."""
    rows = [json.dumps({"text": f"{later}{number}"}, ensure_ascii=False) for number in range(3)]
    data = (first + "\n".join(rows)).encode(encoding)
    file = tmp_path / "rows.jsonl"
    file.write_bytes(data)
    assert run("fold", stdin=data) == run("fold", str(file))
