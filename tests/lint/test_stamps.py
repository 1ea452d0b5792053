"""contentai.lint.stamps: whether files are what they were."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from contentai.lint.stamps import Tree, content, state

CHANGES: dict[str, Callable[[Path], object]] = {
    "an edit of the same length": lambda f: (f / "a.yaml").write_text("id: 3"),
    "a new file": lambda f: (f / "deep" / "new.yaml").write_text("id: 9"),
    "a file gone": lambda f: (f / "deep" / "b.yaml").unlink(),
    "a new name": lambda f: (f / "a.yaml").rename(f / "z.yaml"),
    "another folder": lambda f: (f / "deep").rename(f / "deeper"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "pack"
    (place / "deep").mkdir(parents=True)
    (place / "a.yaml").write_text("id: 1")
    (place / "deep" / "b.yaml").write_text("id: 2")
    (place / "notes.txt").write_text("x")
    return place


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_seen(folder: Path, change: str) -> None:
    trees = [Tree(str(folder), (".yaml",))]
    before = state(trees)[0], content(trees)
    CHANGES[change](folder)
    assert state(trees)[0] != before[0]
    assert content(trees) != before[1]


def test_an_edit_that_puts_the_time_back_is_seen(folder: Path) -> None:
    trees, file = [Tree(str(folder))], folder / "a.yaml"
    before, times = state(trees)[0], file.stat()
    file.write_text("id: 7")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert state(trees)[0] != before


def test_content_is_the_same_wherever_and_whenever(folder: Path, tmp_path: Path) -> None:
    trees = [Tree(str(folder), (".yaml",))]
    before = content(trees)
    (folder / "notes.txt").write_text("other")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "c.yaml").write_text("id: 8")
    os.utime(folder / "a.yaml", (1, 1))
    assert content(trees) == before
    copy = shutil.copytree(folder, tmp_path / "checkout elsewhere")
    assert content([Tree(str(copy), (".yaml",))]) == before


def test_what_changed_just_now_has_not_settled(folder: Path) -> None:
    assert state([Tree(str(folder))])[1] is False
    assert state([Tree(os.__file__)])[1] is True


def test_files_stand_for_themselves_and_what_is_missing_for_nothing(folder: Path) -> None:
    file = Tree(str(folder / "a.yaml"))
    gone = Tree(str(folder / "gone"))
    assert content([file]) != content([gone])
    assert content([gone]) == content([Tree(str(folder / "gone too"))])
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "astray").symlink_to(folder / "nowhere")
    state([Tree(str(folder))])
