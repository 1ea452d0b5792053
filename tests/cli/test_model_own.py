"""The real program on a user's own labelled posts: explain, evaluate, fine-tune."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from contentai import resources
from contentai.cli.failure import Failure
from contentai.cli.model_own import check_output
from contentai.workspace import Workspace
from tests.cli.process import Answer, environment

Run = Callable[..., Answer]

HARD = "老铁们这锅端走，报我名字，今儿个拢共就十口，麻溜的"
USEFUL = "铸铁锅开锅：洗净烘干，薄薄抹一层油，小火烤到冒烟，放凉再抹。"


def write(file: Path, rows: list[dict[str, object]]) -> Path:
    file.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    return file


def test_explain_shows_parts_that_add_up(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    pitch = "最后三小时五折秒杀，手慢无，马上下单，加微信abc12345！"
    draft.write_text(f"# 开锅\n\n{pitch}\n{USEFUL}\n", "utf-8")
    found = run("model", "explain", str(draft), "--format", "json")
    assert found.status == 0, found.err
    whole = json.loads(found.out)
    for score in whole["scores"].values():
        total = score["base"] + sum(item["weight"] for item in score["evidence"]) + score["rest"]
        assert total == pytest.approx(score["logit"], abs=1e-3)
    text = run("model", "explain", str(draft))
    assert text.status == 0
    assert text.out.startswith("意图  ")
    assert "hard_sell" not in text.out  # the ids are for programs
    assert "催促下单" in text.out
    assert "删掉下面这些" in text.out
    draft.write_text(f"# 开锅\n\n{pitch}\n", "utf-8")
    assert "整篇都在推销，改写比删好" in run("model", "explain", str(draft)).out


def test_explain_says_which_part_of_a_long_draft_sells(run: Run, tmp_path: Path) -> None:
    pitch = "最后三小时全场五折秒杀，手慢无，马上加微信下单，前一百名再送大礼包！"
    text = "\n\n".join([*(f"{USEFUL[:-1]}，第{n}遍油要更薄。" for n in range(14)), pitch])
    (tmp_path / "long.md").write_text(f"# 开锅\n\n{text}\n", "utf-8")
    found = run("model", "explain", "long.md")
    assert "31:1 这里像" in found.out
    assert pitch in found.out
    start, end = (
        json.loads(run("model", "explain", "long.md", "--format", "json").out)["pitch"][name]
        for name in ("start", "end")
    )
    assert (tmp_path / "long.md").read_text("utf-8")[start:end] == pitch
    linted = run("lint", "long.md")
    assert f"31:1 这里像（1.00）：“{pitch}”" in linted.out
    (told,) = json.loads(run("lint", "long.md", "--format", "jsonl").out)["pitches"]
    assert (told["start"], told["end"], told["line"], told["excerpt"]) == (start, end, 31, pitch)
    assert f"“{pitch}”" in run("lint", "long.md", "--format", "html").out
    row = json.dumps({"text": text, "title": "开锅"})
    (scored,) = json.loads(run("score", "--explain", stdin=row.encode()).out)["pitches"]
    assert text[scored["start"] : scored["end"]] == pitch
    assert run("lint", "long.md").out.splitlines()[:2] == linted.out.splitlines()[:2]  # cached


def test_explain_says_what_it_cannot_read(run: Run) -> None:
    for text in ("Buy now, the last three hours!", "😂😂"):
        found = run("model", "explain", stdin=text)
        assert found.status == 0
        assert "模型没有判断" in found.out
        assert "起点" not in found.out
        whole = json.loads(run("model", "explain", "--format", "json", stdin=text).out)
        assert whole["legible"] is False


def test_explain_of_nothing_and_of_no_file_says_so(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("", "utf-8")
    table = tmp_path / "posts.jsonl"
    table.write_text('{"text": "好"}', "utf-8")
    for name in (str(empty), str(tmp_path / "none.md"), str(table)):
        found = run("model", "explain", name)
        assert found.status == 2
        assert name in found.out + found.err


def test_evaluate_counts_what_the_labels_say(run: Run, tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"text": "买一送一，今天最后一天，赶紧下单吧，手慢无！", "intent": "hard_sell"},
        {"text": USEFUL, "intent": "value"},
        {"text": "明天几点开门？", "hard_sell": False},
        {"text": "看图", "title": "三个步骤洗净滤网", "clickbait": 0},
    ]
    found = run("model", "evaluate", str(write(tmp_path / "my.jsonl", rows)), "--format", "json")
    assert found.status == 0, found.err
    report = json.loads(found.out)
    assert report["texts"] == 4
    assert report["hard_sell"]["positive_rows"] == 1
    assert report["hard_sell"]["negative_rows"] == 2
    assert report["hard_sell"]["auc"] == 1
    assert report["intent"]["confusion"]["hard_sell"]["hard_sell"] == 1


def test_evaluate_tells_in_words_and_lists_the_worst_mistakes(run: Run, tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": "对", "text": "买一送一，今天最后一天，赶紧下单吧，手慢无！", "intent": "hard_sell"},
        {
            "id": "标反",
            "text": "五折秒杀，马上加微信下单，手慢无！",
            "spam": False,
            "hard_sell": False,
        },
        {"id": "漏了", "text": USEFUL, "hard_sell": True},
        {"id": "意图", "text": USEFUL.replace("铸铁", "生铁"), "intent": "interaction"},
    ]
    file = write(tmp_path / "my.jsonl", rows)
    found = run("model", "evaluate", str(file))
    assert found.status == 0, found.err
    table, _, errors = found.out.partition("判得和标的不一样的")
    assert not re.search("positive|negative|recall|hard_sell|value", found.out)
    assert "误报" in table and "F1" in table
    listed = re.findall("标反|漏了|意图判成", errors)
    assert set(listed[:-1]) == {"标反", "漏了"}
    assert listed[-1] == "意图判成"
    assert "对 " not in errors
    piped = run("model", "evaluate", "-", "--errors", "1", stdin=file.read_bytes())
    assert piped.out.partition("判得和")[0] == table
    assert "最错的 1 处" in piped.out
    assert "判得和" not in run("model", "evaluate", str(file), "--errors", "0").out
    english = run("model", "evaluate", str(file), CONTENTAI_LANG="en")
    assert "labelled no" in english.out


def test_a_text_of_which_only_clickbait_is_known_is_judged_whole_as_a_title(
    run: Run, tmp_path: Path
) -> None:
    """Its first sentence says nothing; a draft without a title would be judged by that."""
    bait = "老师说的。看完惊呆了！99%的人都不知道的内幕"
    rows: list[dict[str, object]] = [
        {"text": bait, "clickbait": True},
        {"text": "三个步骤洗净空调滤网", "clickbait": False},
    ]
    found = run("model", "evaluate", str(write(tmp_path / "t.jsonl", rows)), "--format", "json")
    assert found.status == 0, found.err
    assert json.loads(found.out)["clickbait"]["f1"] == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "JSON"),
        ('{"text": ""}', "text"),
        ('{"text": "好", "intent": "ad"}', "ad"),
        ('{"text": "好", "hard_sell": "yes"}', "hard_sell"),
        ('{"text": "好"}', "标签"),
        ('["好"]', "对象"),
        ('{"text": "好" "spam": 1}', "第 14 列"),
        ('{"text": "好", "text": "坏", "spam": 1}', "写了两次"),
        ('{"text": "好", "title": 5, "spam": 1}', "“title”要是字符串"),
        ("[" * 100_000, "JSON"),
        ('{"text": "好", "intent": "value", "hard_sell": true}', "矛盾"),
        ('{"text": "好", "spam": true}\n{"text": "好", "spam": false}', "第 1 行"),
        ('{"text": "代开，发票", "spam": true}\n{"text": "代開發票!", "spam": false}', "第 1 行"),
        ('{"text": "代开发票", "spam": true}\n{"text": "代开发票", "intent": "value"}', "第 1 行"),
        ('{"text": "好", "intent": "value"}\n{"text": "好", "intent": "service"}', "第 1 行"),
        ('{"text": "好", "spam": true, "hard_sell": false}', "hard_sell"),
        ('{"text": "好", "intnt": "value"}', "intent"),
        ('{"text": "\udcff", "spam": true}', "编码"),
    ],
)
def test_a_file_that_is_no_set_of_labelled_posts_is_refused_with_its_place(
    run: Run, tmp_path: Path, line: str, words: str
) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_bytes((line + "\n").encode("utf-8", "surrogateescape"))
    found = run("model", "evaluate", str(file))
    assert found.status == 2
    assert str(file) in found.out + found.err
    assert words in found.out + found.err


def test_lines_that_do_not_count_are_named(run: Run, tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"text": HARD, "spam": True},
        {"text": USEFUL, "intnt": "value"},
        {"text": "\u200b", "spam": False},
    ]
    found = run("model", "evaluate", str(write(tmp_path / "my.jsonl", rows)), "--format", "json")
    assert "第 2 行没有标签" in found.err
    assert "第 3 行没有可以判断的文字" in found.err
    report = json.loads(found.out)
    assert report["texts"] == 1
    assert report["hard_sell"]["positive_rows"] == 1  # what is spam is hard_sell
    many = write(tmp_path / "many.jsonl", [*rows[:1], *[{"text": USEFUL}] * 30])
    assert "等 30 行没有标签" in run("model", "evaluate", str(many)).err


def test_one_text_may_stand_under_two_titles(run: Run, tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"text": USEFUL, "title": "震惊！没人知道的开锅内幕", "clickbait": True},
        {"text": USEFUL, "title": "铸铁锅怎样开锅", "clickbait": False},
    ]
    found = run("model", "evaluate", str(write(tmp_path / "my.jsonl", rows)))
    assert found.status == 0, found.err


@pytest.fixture
def sixth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every sixth post stands for the shipped corpus, which takes half a minute to be read."""
    posts = tmp_path / "corpora" / "posts"
    posts.mkdir(parents=True)
    for file in (resources.corpora_dir() / "posts").glob("*.jsonl"):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        (posts / file.name).write_text("".join(lines[::6]), "utf-8")
    monkeypatch.setattr(resources, "corpora_dir", lambda: posts.parent)


@pytest.mark.usefixtures("sixth")
def test_fine_tuning_learns_a_manner_and_says_what_else_changes(run: Run, tmp_path: Path) -> None:
    manner = [
        "船靠岸了，{}{}，码头见",
        "{}{}，还是码头，来的吱一声",
        "晌午的船，{}{}，岸上等",
    ]
    things = [("锅", "十口"), ("刀", "六把"), ("铲子", "八把"), ("蒸笼", "四个"), ("案板", "五块")]
    rows: list[dict[str, object]] = [
        {"text": form.format(*thing), "intent": "hard_sell"} for form in manner for thing in things
    ]
    rows += [
        {"text": f"{thing}用完擦干，别泡水，{count}一起挂起来晾", "intent": "value"}
        for thing, count in things
    ]
    file, folder = write(tmp_path / "my.jsonl", rows), tmp_path / "tuned"
    found = run("model", "train", "--add", str(file), "--output", str(folder))
    assert found.status == 0, found.err
    assert "models:" in found.out + found.err
    assert "删掉这一行就回到自带的模型" in found.out
    assert "六种意图各占多少不变" in found.out + found.err
    assert "正在学硬推分" in found.out + found.err
    assert "你的稿子里这些换了边：\n  hard_sell -" in found.out
    config = tmp_path / "contentai.yaml"
    config.write_text("models: tuned\n", "utf-8")
    before, after = Workspace.open(), Workspace.open(tmp_path)
    unseen = "船靠岸了，水壶三把，码头见，来的吱一声"

    def score(workspace: Workspace, text: str) -> float:
        scores = workspace.score(workspace.parse(text))
        assert scores
        return scores.hard_sell

    assert score(after, unseen) > score(before, unseen)
    assert score(after, unseen) >= 0.5
    assert score(after, USEFUL) < 0.5
    # Measured on what it has learned, by whatever marks and title, it says so.
    told = run("model", "evaluate", str(file)).err
    assert "20 条里有 20 条是微调时学过的" in told and "偏高" in told
    kept = [{"text": unseen, "intent": "hard_sell"}, {"text": USEFUL, "intent": "value"}]
    again = {**rows[0], "text": f"{rows[0]['text']}！！", "title": "今日"}
    some = write(tmp_path / "some.jsonl", [*kept, again])
    assert "3 条里有 1 条是微调时学过的" in run("model", "evaluate", str(some)).err
    write(some, kept)
    assert run("model", "evaluate", str(some)).err == ""
    about = json.loads((folder / "posts.json").read_text("utf-8"))
    (folder / "posts.json").write_text(json.dumps({**about, "learned": 3}), "utf-8")
    assert run("model", "evaluate", str(file)).err == ""
    config.unlink()
    assert run("model", "evaluate", str(file)).err == ""


@pytest.mark.usefixtures("sixth")
def test_fine_tuning_says_what_it_read_and_how_much_it_does_not_show(
    run: Run, tmp_path: Path
) -> None:
    """Whoever labels plain pitches as useful turns many texts of the corpus, too."""
    posts = resources.corpora_dir() / "posts"
    lines = (posts / "short.jsonl").read_text("utf-8").splitlines()
    pitches = [row["text"] for row in map(json.loads, lines) if row["intent"] == "hard_sell"][:40]
    rows: list[dict[str, object]] = [{"text": text, "intent": "value"} for text in pitches]
    file = write(tmp_path / "my.jsonl", [*rows, {"text": USEFUL}])
    found = run("model", "train", "--add", str(file), "--output", str(tmp_path / "tuned"))
    assert found.status == 0, found.err
    assert f"第 {len(rows) + 1} 行没有标签" in found.err
    count = sum(len(file.read_text("utf-8").splitlines()) for file in posts.glob("*.jsonl"))
    assert f"读你的 {len(rows)} 条和自带语料 {count} 条" in found.err
    shown = [line for line in found.out.splitlines() if line.startswith("  hard_sell ")]
    total = int(found.out.split("自带语料里有 ")[1].split(" ")[0])
    assert f"另有 {total - len(shown)} 条" in found.out


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_labels_of_spam_alone_in_any_encoding_will_do(
    run: Run, tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "my.jsonl"
    rows = [{"text": "代开发票，点数优惠，来电即办", "spam": True}, {"text": USEFUL, "spam": False}]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    file.write_bytes(lines.encode(encoding))
    found = run("model", "evaluate", str(file), "--format", "json")
    assert json.loads(found.out)["spam"]["auc"] == 1


def test_fine_tuning_writes_over_nothing_of_others(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "my.jsonl", [{"text": HARD, "intent": "hard_sell"}])
    (tmp_path / "mine").mkdir()
    write(tmp_path / "mine" / "notes.jsonl", [])
    shipped = resources.model_dir()
    before = {path.name: path.stat().st_mtime_ns for path in shipped.iterdir()}
    for folder in (shipped, tmp_path / "mine", file / "below"):
        found = run("model", "train", "--add", str(file), "--output", str(folder))
        assert found.status == 2
        assert str(folder) in found.out + found.err
    assert {path.name: path.stat().st_mtime_ns for path in shipped.iterdir()} == before
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == ["notes.jsonl"]
    baits = write(tmp_path / "baits.jsonl", [{"text": "震惊！没人知道", "clickbait": 1}])
    found = run("model", "train", "--add", str(baits), "--output", str(tmp_path / "new"))
    assert found.status == 2
    assert "clickbait" in found.out + found.err
    assert not (tmp_path / "new").exists()


_PROGRAM = """
import resource, sys
from pathlib import Path
from contentai import Workspace
from contentai.classify.training.fit import save
models = Workspace.open().models
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    save(models.titles, Path(sys.argv[1]), "titles")
except OSError as error:
    print(error.filename)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
def test_models_that_cannot_be_written_leave_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "tuned"
    folder.mkdir()
    for name in ("titles.json", "titles.safetensors"):
        (folder / name).write_text("before", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(folder)],
        env=environment({}),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.decode().strip() == str(folder / "titles.safetensors"), done.stderr
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == {
        "titles.json": "before",
        "titles.safetensors": "before",
    }


def test_what_a_killed_run_left_does_not_block_the_next(tmp_path: Path) -> None:
    (tmp_path / "posts.safetensors.new").write_bytes(b"half")
    check_output(tmp_path)
    (tmp_path / "notes.new").touch()
    with pytest.raises(Failure, match=r"notes\.new"):
        check_output(tmp_path)


def test_add_needs_an_output_and_no_other_data(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "my.jsonl", [{"text": HARD, "intent": "hard_sell"}])
    assert run("model", "train", "--add", str(file)).status == 2
    assert run("model", "train", "--add", str(file), "--data", str(tmp_path)).status == 2


def test_the_card_is_that_of_the_configured_models_or_said_not_to_be(
    run: Run, tmp_path: Path
) -> None:
    shipped = run("model", "card")
    assert (shipped.status, shipped.err) == (0, "")
    (tmp_path / "mine").mkdir()
    (tmp_path / "contentai.yaml").write_text("models: mine\n", "utf-8")
    other = run("model", "card")
    assert other.out == shipped.out
    assert str(tmp_path / "mine") in other.err and "没有自己的卡" in other.err
    (tmp_path / "mine" / "card.md").write_text("# 我的模型\n", "utf-8")
    own = run("model", "card")
    assert own.out == "# 我的模型\n\n"
    assert str(tmp_path / "mine") in own.err and "没有自己的卡" not in own.err
    (tmp_path / "mine" / "card.md").write_bytes("# 我的模型".encode("gb18030"))
    broken = run("model", "card")
    assert (broken.status, broken.out) == (2, "")
    assert "UTF-8" in broken.err


def test_the_card_is_half_a_page_first_and_whole_if_asked(run: Run, tmp_path: Path) -> None:
    half, full = run("model", "card"), run("model", "card", "--full")
    whole = (resources.model_dir() / "card.md").read_text("utf-8")
    assert full.out == whole + "\n"
    assert len(half.out.splitlines()) < 60
    assert half.out.startswith("分数有多准")
    assert half.out.endswith("contentai model card --full\n")
    (tmp_path / "mine").mkdir()
    (tmp_path / "contentai.yaml").write_text("models: mine\n", "utf-8")
    card = (resources.model_dir() / "card.json").read_text("utf-8")
    (tmp_path / "mine" / "card.json").write_text(card, "utf-8")
    own = run("model", "card")
    assert own.out == half.out
    assert str(tmp_path / "mine") in own.err and "没有自己的卡" not in own.err
    (tmp_path / "mine" / "card.json").write_text('{"posts": {}}', "utf-8")
    broken = run("model", "card")
    assert (broken.status, broken.out) == (2, "")
    assert "card.json" in broken.err and "--full" in broken.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_card_that_cannot_be_shown_is_not_said_to_be_missing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "contentai", "model", "card"]
    with Path("/dev/full").open("wb") as full:
        found = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, env=environment({}), check=False
        )
    assert found.returncode == 2
    assert "磁盘满了" in found.stderr.decode()
    read, write = os.pipe()
    os.close(read)
    found = subprocess.run(
        command, stdout=write, stderr=subprocess.PIPE, env=environment({}), check=False
    )
    os.close(write)
    assert found.stderr == b""


def test_a_folder_without_a_corpus_is_refused(run: Run, tmp_path: Path) -> None:
    found = run("model", "corpus", str(tmp_path))
    assert (found.status, found.out) == (2, "")
    assert str(tmp_path) in found.err
    assert "posts/*.jsonl" in found.err
