from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from contentai import resources
from contentai.cli import corpus_add, topics
from contentai.topics.library import Library
from tests.cli.process import Answer, environment

Run = Callable[..., Answer]

BODY = "热水器的镁棒两年一换，水质硬的地方一年一换。拧下来看，只剩铁芯就该换了。"
OTHER = "洗碗机的软水盐放多少，看水的硬度。十度以上的地方旋钮拧到三，盐用完了灯会亮。"


def rows(file: Path, *every: dict[str, Any]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in every), "utf-8")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    file = tmp_path / "a.jsonl"
    rows(
        file,
        {"id": "rod", "title": "镁棒", "text": BODY * 5, "date": "2026-03-05", "source": "周报"},
        {
            "id": "salt",
            "title": "盐",
            "text": OTHER * 5,
            "date": "2026-05-01",
            "source": "晚报",
        },
        {"id": "again", "title": "镁棒（转载）", "text": "本报讯" + BODY * 5, "source": "早报"},
    )
    return file


def test_add_list_stats_remove(run: Run, articles: Path, tmp_path: Path) -> None:
    answer = run("corpus", "add", articles)
    assert (answer.status, answer.out) == (0, "新加 2，重复 1\n")
    assert "和 rod 重复" in answer.err
    assert (tmp_path / ".contentai" / "library.db").is_file()
    assert run("corpus", "add", articles).out == "原有 2，重复 1\n"

    listed = run("corpus", "list").out.splitlines()
    assert listed == ["rod  2026-03-05  周报  镁棒", "salt  2026-05-01  晚报  盐"]
    assert "salt" not in run("corpus", "list", "--source", "周报").out
    assert "rod" not in run("corpus", "list", "--since", "2026-04-01").out
    assert "镁棒（转载）" in run("corpus", "list", "--duplicates").out

    stats = json.loads(run("corpus", "stats", "--format", "json").out)
    assert (stats["articles"], stats["duplicates"], stats["sources"]) == (2, 1, 2)
    assert (stats["first"], stats["last"]) == ("2026-03-05", "2026-05-01")
    assert list(stats["vectors"].values()) == [2]

    missing = run("corpus", "remove", "salt", "rood")
    assert missing.status == 2
    assert "rod" in missing.err
    assert run("corpus", "remove", "--source", "晚报").out == "去掉了 1 条\n"
    assert run("corpus", "remove", "rod").status == 0
    assert run("corpus", "list").out == ""


def test_json_says_what_became_of_everything(run: Run, articles: Path) -> None:
    with articles.open("a", encoding="utf-8") as file:
        file.write("not json\n")
    answer = run("corpus", "add", articles, "missing.md", "--format", "json", CONTENTAI_LANG="en")
    assert answer.status == 2
    told = json.loads(answer.out)
    assert (told["added"], told["duplicate"], told["refused"]) == (2, 1, 2)
    assert [(one["id"], one["status"], one["of"]) for one in told["articles"]] == [
        *(("rod", "added", None), ("salt", "added", None), ("rod", "duplicate", "rod")),
    ]
    assert [one["where"] for one in told["refusals"]] == [f"{articles}:4", "missing.md"]
    assert "no such file" in told["refusals"][1]["message"]


def test_reprints_are_kept_when_asked_for(run: Run, articles: Path) -> None:
    assert run("corpus", "add", articles, "--keep-duplicates").out == "新加 3\n"


def test_the_articles_that_ship(run: Run) -> None:
    answer = run("corpus", "add", resources.corpora_dir() / "articles")
    assert (answer.status, answer.out) == (0, "新加 250，重复 6\n")


def test_own_posts(run: Run) -> None:
    answer = run("corpus", "add", "--posts", resources.corpora_dir() / "posts.csv")
    assert answer.status == 0
    assert "120 条帖子，6 处有问题" in answer.out
    assert "posts.csv:27" in answer.err
    posts = json.loads(run("corpus", "list", "--posts", "--format", "json").out)
    assert len(posts) == 120
    assert {"id", "views", "segment"} <= set(posts[0])


def test_the_place_of_the_library(run: Run, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "contentai.yaml").write_text("library: data/mine.db\n", "utf-8")
    assert run("corpus", "add", articles).status == 0
    assert (tmp_path / "data" / "mine.db").is_file()
    assert run("corpus", "add", articles, "--library", "sub/other.db").out == "新加 2，重复 1\n"
    assert "rod" in run("corpus", "list", "--library", "sub/other.db").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("corpus", "list"), "corpus add"),
        (("corpus", "remove"), "--source"),
        (("corpus", "add"), "路径"),
        (("corpus", "add", "ftp://a.example/feed"), "http"),
        (("corpus", "add", "a.jsonl", "--library", "text.txt"), "text.txt"),
        (("corpus", "add", "a.jsonl", "--library", "text.txt/library.db"), "text.txt"),
        (("corpus", "add", "--posts", "missing.csv"), "missing.csv"),
        (("corpus", "list", "--library", "text.txt"), "text.txt"),
    ],
)
def test_bad_use_is_told(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    rows(tmp_path / "a.jsonl", {"id": "a", "text": BODY})
    (tmp_path / "text.txt").write_text("不是数据库" * 100, "utf-8")
    answer = run(*arguments)
    assert answer.status == 2
    assert said in answer.err
    assert (tmp_path / "text.txt").read_text("utf-8") == "不是数据库" * 100


def test_without_the_extra_plain_articles_still_go_in(tmp_path: Path) -> None:
    rows(tmp_path / "a.jsonl", {"id": "a", "text": BODY})
    (tmp_path / "b.md").write_text(f"# 标题\n\n{OTHER}\n", "utf-8")
    (tmp_path / "c.html").write_text(f"<p>{BODY}</p>", "utf-8")
    (tmp_path / "d.xml").write_text("<rss></rss>", "utf-8")
    blocked = (
        "import sys\n"
        "for name in ('trafilatura', 'feedparser', 'httpx', 'protego', 'listparser'):\n"
        "    sys.modules[name] = None\n"
        "sys.argv = ['contentai', *sys.argv[1:]]\n"
        "from contentai.cli.main import main\nmain()\n"
    )

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", blocked, "corpus", "add", *arguments],
            cwd=tmp_path,
            env=environment({}),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    done = call("a.jsonl", "b.md")
    assert (done.returncode, done.stdout) == (0, "新加 2\n")
    for place in ("c.html", "d.xml", "http://127.0.0.1:9/feed"):
        done = call(place)
        assert done.returncode == 2
        assert "contentai[library]" in done.stderr
        assert "Traceback" not in done.stderr


def test_control_c_keeps_what_was_read(tmp_path: Path) -> None:
    rows(tmp_path / "a.jsonl", *({"id": str(n), "text": f"第{n}篇" + BODY} for n in range(3)))
    program = (
        "import signal, sys\n"
        # A test run in the background is born deaf to Control-C, and so are its children.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from contentai.topics import intake\n"
        "read = intake.Intake.read\n"
        "def waiting(self, places):\n"
        "    yield from read(self, places)\n"
        "    print('ready', flush=True)\n"
        "    import time; time.sleep(60)\n"
        "intake.Intake.read = waiting\n"
        "sys.argv = ['contentai', 'corpus', 'add', 'a.jsonl', '--keep-duplicates']\n"
        "from contentai.cli.main import main\nmain()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment({}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "中断" in said
    listed = subprocess.run(
        [sys.executable, "-m", "contentai", "corpus", "list"],
        cwd=tmp_path,
        env=environment({}),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert len(listed.stdout.splitlines()) == 3


@pytest.mark.parametrize("arguments", [("none.jsonl",), ("broken.jsonl",), ("--posts", "none.csv")])
def test_what_cannot_be_read_leaves_no_library(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "broken.jsonl").write_text("{broken\n", "utf-8")
    answer = run("corpus", "add", *arguments)
    assert answer.status == 2
    assert arguments[-1] in answer.err
    assert not (tmp_path / ".contentai").exists()


def test_a_large_part_is_worked_out_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(corpus_add, "_AHEAD", range(20, 400))
    shipped = [
        json.loads(line)
        for file in sorted((resources.corpora_dir() / "articles").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    rows(Path("most.jsonl"), *shipped[::2])
    rows(Path("one.jsonl"), shipped[1])
    place = ["--library", str(tmp_path / "library.db")]

    def add(name: str) -> Result:
        answer = CliRunner().invoke(corpus_add.command, [name, *place])
        assert answer.exit_code == 0 and answer.stdout.startswith("新加")
        return answer

    def remembered() -> int:
        with closing(sqlite3.connect(place[1])) as db:
            every = db.execute("SELECT name FROM sqlite_master WHERE name = 'worked_out'")
            if every.fetchone() is None:
                return 0
            count: int = db.execute("SELECT count(*) FROM worked_out").fetchone()[0]
            return count

    # What cannot be worked out takes nothing from what was added.
    Path("contentai.yaml").write_text("channel: wechat\n", "utf-8")
    Path("segments.yaml").write_text("broken", "utf-8")
    assert "再为各分群" in add("most.jsonl").stderr
    assert remembered() == 0
    Path("segments.yaml").unlink()
    Path("contentai.yaml").unlink()

    place[1] = str(tmp_path / "other.db")
    assert "再为各分群" in add("most.jsonl").stderr
    ahead = remembered()
    assert ahead > 50
    ask = ["suggest", "--segment", "new-parents", *place, "--format", "json"]
    told = CliRunner().invoke(topics.command, ask)
    assert json.loads(told.stdout)["suggestions"]
    assert remembered() == ahead, "nothing was left to work out"
    assert "再为各分群" not in add("one.jsonl").stderr, "one of eighty can wait"


def test_exports_of_two_months_without_ids_are_all_kept(run: Run, tmp_path: Path) -> None:
    for month in ("08", "09"):
        file = tmp_path / f"{month}.csv"
        file.write_text(
            f"日期,标题,正文\n2026-{month}-01,{month}一号,文\n2026-{month}-02,{month}二号,文\n",
            "utf-8",
        )
        assert run("corpus", "add", "--posts", file).status == 0
    listed = run("corpus", "list", "--posts").out
    assert [line.split()[-1] for line in listed.splitlines()] == [
        *("08一号", "08二号", "09一号", "09二号")
    ]


# Root may read everything, but not without its capabilities (see capset(2)).
_POWERLESS = """
import ctypes, os
if os.geteuid() == 0:
    header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(header, none) == 0
from contentai.cli.main import program
program()
"""


def without_power(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One command line by somebody whom permissions bind."""
    return subprocess.run(
        [sys.executable, "-c", _POWERLESS, *arguments],
        capture_output=True,
        cwd=folder,
        env=environment({}),
        text=True,
        check=False,
    )


@pytest.mark.parametrize("closed", ["library.db", ""])
@pytest.mark.parametrize(
    "arguments", ["corpus stats", "corpus add a.jsonl", "topics suggest --segment value", "doctor"]
)
def test_a_library_that_may_not_be_read_says_so(
    tmp_path: Path, closed: str, arguments: str
) -> None:
    rows(tmp_path / "a.jsonl", {"id": "rod", "title": "镁棒", "text": BODY * 5})
    place = tmp_path / ".contentai"
    file = place / "library.db"
    with Library.write(file):
        pass
    (place / closed).chmod(0)
    try:
        done = without_power(tmp_path, *arguments.split())
    finally:
        (place / closed).chmod(0o700)
    told = done.stdout + done.stderr
    assert done.returncode == 2
    assert "Traceback" not in told
    assert "没有权限" in told and str(Path(".contentai", "library.db")) in told
    assert "unable" not in told and "移开" not in told


def test_a_folder_is_no_library(run: Run, tmp_path: Path) -> None:
    (tmp_path / "library.db").mkdir()
    answer = run("corpus", "stats", "--library", "library.db")
    assert answer.status == 2
    assert "是文件夹" in answer.err
    answer = run("corpus", "add", "--library", "library.db", "--posts", "posts.csv")
    assert "unable" not in answer.err


def test_of_two_articles_with_one_id_the_later_counts_everywhere(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    first = {"id": "a", "title": "镁棒", "text": BODY * 5, "source": "周报"}
    rows(file, first, {**first, "title": "盐", "text": OTHER * 5})
    added = run("corpus", "add", file)
    mapped = run("topics", "map", "--corpus", file)
    for answer in (added, mapped):
        assert answer.status == 0
        assert "a.jsonl:2: 编号 a 重复" in answer.err
    assert run("corpus", "list").out.split()[-1] == "盐"
    assert mapped.out == run("topics", "map").out


def test_duplicates_are_named_once(run: Run, articles: Path) -> None:
    assert "和 rod 重复" in run("corpus", "add", articles).err
    again = run("corpus", "add", articles)
    assert again.out == "原有 2，重复 1\n"
    assert "和 rod 重复" not in again.err
    assert "corpus list --duplicates" in again.err
