"""contentai.tui.recovery: what was typed outlives the editor, and is nobody else's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from contentai.tui.recovery import claim, difference, digest, discard, recoverable
from tests.cli.process import environment


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "state" / "recovery"


def test_a_text_is_kept_until_it_is_saved(home: Path, tmp_path: Path) -> None:
    slot = claim(home, tmp_path / "稿.md")
    assert not slot.elsewhere
    slot.keep("写了一半\r的 \ud800 稿子", "gb18030", b"disk")
    assert recoverable(home) == [], "its editor is alive"
    slot.release()
    (found,) = recoverable(home, tmp_path / "稿.md")
    assert found.text == "写了一半\r的 \ud800 稿子"
    assert found.path == tmp_path / "稿.md"
    assert (found.encoding, found.base) == ("gb18030", digest(b"disk"))
    discard(found)
    assert recoverable(home) == []
    assert list(home.iterdir()) == []


def test_what_is_forgotten_leaves_nothing(home: Path, tmp_path: Path) -> None:
    slot = claim(home, tmp_path / "a.md")
    slot.forget()
    slot.keep("甲", "utf-8", None)
    slot.forget()
    slot.release()
    slot.release()
    assert recoverable(home) == []
    assert list(home.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_it_is_private(home: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        slot = claim(home, tmp_path / "a.md")
        slot.keep("甲", "utf-8", None)
        slot.keep("乙", "utf-8", None)
    finally:
        os.umask(before)
    assert home.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in home.iterdir()} == {0o600}
    slot.release()


def test_a_second_editor_is_told_and_has_its_own_place(home: Path, tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to("a.md")
    first = claim(home, tmp_path / "a.md")
    second = claim(home, tmp_path / "link.md")
    assert not first.elsewhere and second.elsewhere
    first.keep("甲", "utf-8", None)
    second.keep("乙", "utf-8", None)
    first.release()
    assert [one.text for one in recoverable(home)] == ["甲"]
    third = claim(home, tmp_path / "a.md")
    assert third.elsewhere, "the second is still open"
    second.release()
    assert sorted(one.text for one in recoverable(home, tmp_path / "a.md")) == ["乙", "甲"]
    third.keep("丙", "utf-8", None)
    third.release()
    assert sorted(one.text for one in recoverable(home)) == ["丙", "乙", "甲"]
    assert recoverable(home, tmp_path / "b.md") == []


_PROGRAM = """
import sys, time
from pathlib import Path
from contentai.tui.recovery import claim
slot = claim(Path(sys.argv[1]), Path(sys.argv[2]))
slot.keep("没来得及保存", "utf-8", None)
print(slot.elsewhere, flush=True)
time.sleep(60)
"""


def test_a_killed_editor_leaves_its_text(home: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, home, tmp_path / "a.md"],
        env=environment({}),
        stdout=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stdout.readline() == b"False\n"
    second = claim(home, tmp_path / "a.md")
    assert second.elsewhere
    second.release()
    assert recoverable(home) == []
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert [one.text for one in recoverable(home, tmp_path / "a.md")] == ["没来得及保存"]
    slot = claim(home, tmp_path / "a.md")
    assert not slot.elsewhere, "a lock of the dead is free"
    slot.release()


def test_what_cannot_be_understood_is_left_alone(home: Path, tmp_path: Path) -> None:
    assert recoverable(home) == [], "no folder yet"
    slot = claim(home, tmp_path / "a.md")
    for number, content in enumerate(
        [b"", b"{", b"[]", b'{"text": 1}', b"\xff", b'{"saved_at": "x"}', b"[" * 100_000]
    ):
        slot.file.with_name(f"x-{number}.json").write_bytes(content)
    slot.release()
    assert recoverable(home) == []
    assert len(list(home.glob("x-*.json"))) == 7


def test_a_state_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        claim(tmp_path / "file" / "recovery", tmp_path / "a.md")


def test_a_difference_shows_what_changed_and_a_little_around() -> None:
    before = "\n".join("一二三四五六七八九")
    after = before.replace("五", "伍")
    assert list(difference(before, after)) == [
        " 三", " 四", "-五", "+伍", " 六", " 七",
    ]  # fmt: skip
    apart = list(difference(before, before.replace("一", "@@").replace("九", "玖")))
    assert apart == ["-一", "+@@", " 二", " 三", "…", " 七", " 八", "-九", "+玖"]
    assert list(difference(before, before)) == []
