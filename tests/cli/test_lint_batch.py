"""``contentai lint`` over many drafts, again and again, side by side, and when it is cut short."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from contentai.cli import drafts
from tests.cli.house import furnish
from tests.cli.process import Answer, Call, environment, perform, perform_all
from tests.test_imports import HEAVY, RUN, loaded, roots

Run = Callable[..., Answer]

TEXTS = ("筐里有绿苹果。\n", "筐里有黄香蕉。\n", "傍晚去河边走走。\n")
LINT = ("lint", "--select", "TRY", "--fail-on", "never")


def without_time(out: str) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(out)
    del whole["summary"]["seconds"]
    return whole


@pytest.fixture
def house(tmp_path: Path) -> Path:
    furnish(tmp_path)
    (tmp_path / "drafts").mkdir()
    for number in range(12):
        (tmp_path / "drafts" / f"{number:02}.md").write_text(TEXTS[number % 3], "utf-8")
    (tmp_path / "drafts" / "05.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    return tmp_path


def test_alone_by_several_and_from_the_cache_it_is_the_same(house: Path) -> None:
    json_ = (*LINT, "drafts", "--format", "json")
    answers = perform_all(
        {
            "alone": Call((*json_, "--no-cache", "--jobs", "1"), house),
            "several": Call((*json_, "--jobs", "2"), house),
            "beside": Call(json_, house),
        }
    )
    assert not any("注意" in a.err for a in answers.values())
    again = perform_all({"again": Call(json_, house)})
    wholes = [without_time(a.out) for a in (*answers.values(), again["again"])]
    assert wholes[0] == wholes[1] == wholes[2] == wholes[3]
    assert [f["path"] for f in wholes[0]["files"]] == [f"drafts/{n:02}.md" for n in range(12)]
    assert {a.status for a in (*answers.values(), *again.values())} == {2}  # 05.md is no text
    leftovers = [p.name for p in (house / ".contentai").rglob("*.new")]
    assert leftovers == []


def test_what_was_seen_before_needs_neither_rules_nor_numpy(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("全网最低价，" * 20, "utf-8")
    cache = {"CONTENTAI_CACHE_DIR": str(tmp_path / "cache")}
    first, everything = loaded(RUN, tmp_path, "lint", "a.md", **cache)
    second, little = loaded(RUN, tmp_path, "lint", "a.md", **cache)
    assert first == second == 1
    assert "numpy" in roots(everything)
    unwanted = HEAVY | {"numpy", "yaml", "re2", "rjieba", "jieba", "opencc", "multiprocessing"}
    assert roots(little) & unwanted == set()
    for room in ("rulebook", "classify", "workspace"):
        assert not any(name.startswith(f"contentai.{room}") for name in little)


def test_a_cache_that_cannot_be_written_is_noted_once_and_harms_nothing(
    house: Path, run: Run
) -> None:
    (house / ".contentai").write_text("a file in the way")
    answer = run(*LINT, "drafts/00.md", "drafts/01.md", "--format", "json")
    assert answer.status == 0
    assert answer.err.count("缓存写不进") == 1
    assert "--no-cache" in answer.err
    assert [len(f["findings"]) for f in json.loads(answer.out)["files"]] == [1, 1]
    silent = run(*LINT, "drafts/00.md", "--no-cache", "--format", "json")
    assert silent.err == ""


def test_the_cache_is_found_and_cleared_and_git_does_not_see_it(house: Path, run: Run) -> None:
    subprocess.run(["git", "init", "-q"], cwd=house, check=True)  # a repository without commits
    assert run(*LINT, "drafts/00.md").status == 0
    status = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=house, check=True, capture_output=True
    )
    assert b".contentai" not in status.stdout
    assert b"drafts/00.md" in status.stdout
    folder = Path(run("cache", "path").out.strip())
    assert folder == (house / ".contentai" / "cache").resolve()
    assert any(folder.rglob("*"))
    assert "清掉了" in run("cache", "clear").out
    assert not folder.exists()
    assert "没有缓存" in run("cache", "clear").out


def test_a_folder_named_for_caches_may_hold_other_things(house: Path) -> None:
    theirs = [house / "cache" / name for name in ("v0/a.jpg", "pip/b", "CACHEDIR.TAG")]
    for place in theirs:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("Signature: 8a477f597d28d172789f06886806bc55\n# Theirs.\n")
    for name in (".", "cache"):
        calls = [(*LINT, "drafts/00.md"), ("cache", "clear"), ("cache", "clear")]
        told = [perform(Call(call, house, env={"CONTENTAI_CACHE_DIR": name})) for call in calls]
        assert [answer.status for answer in told] == [0, 0, 0]
        assert "清掉了" in told[1].out
        assert "没有缓存" in told[2].out
    assert [place.exists() for place in theirs] == [True] * 3
    assert sorted(p.name for p in (house / "cache").iterdir()) == ["CACHEDIR.TAG", "pip", "v0"]
    assert not (house / ".gitignore").exists()
    named = {"CONTENTAI_CACHE_DIR": "cache"}
    (house / "cache" / "contentai").mkdir()
    (house / "cache" / "contentai" / "main.py").write_text("pass\n")
    answer = perform(Call((*LINT, "drafts/00.md"), house, env=named))
    assert "不是 contentai 的缓存" in answer.err + answer.out
    assert "不是 contentai 的缓存" in perform(Call(("doctor",), house, env=named)).out
    assert "没有动" in perform(Call(("cache", "clear"), house, env=named)).out
    assert [p.name for p in (house / "cache" / "contentai").iterdir()] == ["main.py"]


def start(house: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "contentai", *arguments],
        cwd=house,
        env={**environment({}), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def members(session: int) -> list[int]:
    """Living processes of a session."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(place.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see processes")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_cut_short_leaves_nothing_behind(
    house: Path, run: Run, how: signal.Signals
) -> None:
    for number in range(20, 120):
        (house / "drafts" / f"{number}.md").write_text(TEXTS[0] * 60, "utf-8")
    (house / "report.json").write_text("the former report")
    process = start(
        house, *LINT, "drafts", "--jobs", "2", "--format", "json", "--output", "report.json"
    )
    entries = house / ".contentai" / "cache" / "v1"
    while process.poll() is None and sum(1 for _ in entries.glob("*/*")) < 5:
        time.sleep(0.02)
    assert process.poll() is None
    if how is signal.SIGINT:
        os.killpg(process.pid, how)  # as Ctrl-C in a terminal does
    else:
        process.kill()
    _, err = process.communicate(timeout=60)
    assert b"Traceback" not in err
    assert process.returncode == (130 if how is signal.SIGINT else -9)
    deadline = time.monotonic() + 30
    while members(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert members(process.pid) == []
    assert (house / "report.json").read_text() == "the former report"
    if how is signal.SIGKILL:
        after = json.loads(run(*LINT, "drafts/00.md", "drafts/20.md", "--format", "json").out)
        assert [len(file["findings"]) for file in after["files"]] == [1, 60]


# --watch: a real process, told by its output what it has seen.


class Watching:
    """A watching process and the lines that it has written."""

    def __init__(self, house: Path, *arguments: str) -> None:
        self.process = start(house, "lint", "--select", "TRY", "--watch", *arguments)
        assert self.process.stdout
        os.set_blocking(self.process.stdout.fileno(), False)
        self.out = ""

    def until(self, *words: str) -> str:
        """What is written up to the next time that it waits; all ``words`` must be in it."""
        assert self.process.stdout
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            self.out += (self.process.stdout.read() or b"").decode()
            head, mark, rest = self.out.partition("等着改动；按 q 结束\n")
            if mark:
                self.out = rest
                for word in words:
                    assert word in head
                return head
            time.sleep(0.05)
        raise AssertionError(self.out)


@contextmanager
def watch(house: Path, path: str) -> Iterator[Watching]:
    watched = Watching(house, path)
    try:
        yield watched
    finally:
        if watched.process.poll() is None:
            watched.process.kill()
        watched.process.communicate(timeout=60)


@pytest.fixture
def watching(house: Path) -> Iterator[Watching]:
    with watch(house, "drafts") as watched:
        yield watched


def test_watching_sees_edits_renames_deletions_rules_and_settings(
    house: Path, watching: Watching
) -> None:
    drafts = house / "drafts"
    watching.until("drafts/00.md", "检查了 11 份稿件")
    (drafts / "02.md").write_text(TEXTS[1], "utf-8")
    seen = watching.until("drafts/02.md:1:4 警告 TRY-002", "检查了 1 份稿件")
    assert "00.md" not in seen
    (drafts / ".swap").write_text(TEXTS[2], "utf-8")
    (drafts / ".swap").replace(drafts / "00.md")  # as many editors save
    watching.until("drafts/00.md", "没有发现问题", "检查了 1 份稿件")
    (drafts / "01.md").unlink()
    watching.until("drafts/01.md 没有了")
    rule = house / "house" / "TRY-002.yaml"
    rule.write_text(rule.read_text("utf-8").replace("severity: warning", "severity: error"))
    watching.until("drafts/02.md:1:4 错误 TRY-002", "检查了 10 份稿件")
    config = house / "contentai.yaml"
    before = config.read_text("utf-8")
    config.write_text(before + "chanel: wechat\n", "utf-8")
    watching.until("chanel", "channel")
    config.write_text(before + "ignore: [TRY-002]\n", "utf-8")
    assert "TRY-002" not in watching.until("检查了 10 份稿件")
    os.killpg(watching.process.pid, signal.SIGINT)
    _, err = watching.process.communicate(timeout=60)
    assert watching.process.returncode == 0
    assert b"Traceback" not in err


def test_watching_sees_folders_move_and_what_is_left_out(house: Path, watching: Watching) -> None:
    drafts = house / "drafts"
    watching.until("检查了 11 份稿件", "所有 11 份稿件：")
    beside = house / "beside"
    (beside / "deep").mkdir(parents=True)
    (beside / "deep" / "a.md").write_text(TEXTS[1], "utf-8")
    (beside / "b.md").write_text(TEXTS[2], "utf-8")
    beside.rename(drafts / "more")
    watching.until("drafts/more/deep/a.md:1:4", "检查了 2 份稿件", "所有 13 份稿件：")
    (drafts / ".contentaiignore").write_text("deep/\n", "utf-8")
    seen = watching.until("drafts/more/deep/a.md 不再检查", "所有 12 份稿件：")
    assert "检查了" not in seen
    (drafts / ".contentaiignore").unlink()
    watching.until("drafts/more/deep/a.md:1:4", "检查了 1 份稿件", "所有 13 份稿件：")
    (drafts / "more").rename(house / "elsewhere")
    watching.until("drafts/more/b.md 没有了", "drafts/more/deep/a.md 没有了", "所有 11 份稿件：")


def test_watching_goes_on_in_a_folder_that_is_made_anew(house: Path, watching: Watching) -> None:
    drafts = house / "drafts"
    watching.until("检查了 11 份稿件")
    shutil.rmtree(drafts)  # as git checkout does
    watching.until("drafts/00.md 没有了", "所有 0 份稿件：")
    (house / "beside").mkdir()
    (house / "beside" / "a.md").write_text(TEXTS[1], "utf-8")
    (house / "beside").rename(drafts)
    watching.until("drafts/a.md:1:4", "检查了 1 份稿件", "所有 1 份稿件：")
    (drafts / "b.md").write_text(TEXTS[2], "utf-8")
    watching.until("drafts/b.md", "检查了 1 份稿件", "所有 2 份稿件：")


def test_watching_one_draft_goes_on_in_a_folder_that_is_made_anew(house: Path) -> None:
    drafts = house / "drafts"
    with watch(house, "drafts/00.md") as watching:
        watching.until("检查了 1 份稿件", "所有 1 份稿件：")
        shutil.rmtree(drafts)
        watching.until("drafts/00.md 没有了", "所有 0 份稿件：")
        (house / "beside").mkdir()
        (house / "beside" / "00.md").write_text(TEXTS[1], "utf-8")
        (house / "beside").rename(drafts)
        watching.until("drafts/00.md:1:4", "检查了 1 份稿件", "所有 1 份稿件：")
        (drafts / "00.md").write_text(TEXTS[2], "utf-8")
        watching.until("检查了 1 份稿件", "所有 1 份稿件：")


def test_watching_waits_for_settings_to_be_mended_whatever_lies_there(
    house: Path, watching: Watching
) -> None:
    config = house / "contentai.yaml"
    before = config.read_text("utf-8")
    watching.until("检查了 11 份稿件")
    config.write_text(before + "chanel: wechat\n", "utf-8")
    (house / "drafts" / "p.csv").write_text("正文\n筐里有黄香蕉。\n", "utf-8")
    seen = watching.until("chanel", "channel")
    assert "没有了" not in seen
    config.write_text(before, "utf-8")
    watching.until("检查了 11 份稿件")
    config.write_text(before + "chanel: wechat\n", "utf-8")
    with watch(house, "drafts") as beside:  # broken from the start
        assert "所有" not in beside.until("chanel")
        config.write_text(before, "utf-8")
        beside.until("检查了 11 份稿件")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--watch", "--fix"), "--fix"),
        (("--watch", "--format", "json"), "--format"),
        (("--watch", "-"), "标准输入"),
        (("--jobs", "0"), "--jobs"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    house: Path, run: Run, arguments: tuple[str, ...], word: str
) -> None:
    answer = run("lint", *arguments)
    assert answer.status == 2
    assert word in answer.err


def test_q_ends_watching_on_a_terminal_and_a_bar_is_seen_there(house: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "contentai", "lint", "--select", "TRY", "--watch", "drafts/00.md"],
        cwd=house,
        env=environment({"TERM": "xterm-256color"}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while "按 q 结束".encode() not in seen:
        seen += os.read(ours, 1 << 16)
    os.write(ours, b"q")
    assert process.wait(timeout=60) == 0
    os.close(ours)
    assert "绿苹果".encode() in seen


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("count", "soon", "shown"), [(40, 0, True), (40, 60, False), (9, 0, False)]
)
def test_a_bar_is_shown_on_a_terminal_where_there_is_much_to_wait_for(
    monkeypatch: pytest.MonkeyPatch, count: int, soon: int, shown: bool
) -> None:
    monkeypatch.setattr(drafts, "_SOON", soon)
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(drafts.with_progress(iter(range(count)), count)) == list(range(count))
        bar = stream.getvalue()
        assert ("检查稿件" in bar and f"{count}/{count}" in bar) is (shown and stream.isatty())
        assert shown or bar == ""
