"""contentai.lint.ignoring: what .gitignore and .contentaiignore leave out, checked against git."""

from __future__ import annotations

import subprocess
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from contentai.lint.picking import left_out
from contentai.lint.walking import discover


def grow(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def found(root: Path) -> list[str]:
    return [f.path.relative_to(root).as_posix() for f in discover([root]) if not f.note]


def notes(*paths: Path) -> list[str]:
    return [f.note.zh for f in discover(paths) if f.note]


DRAFTS = dict.fromkeys(("a.md", "b.txt", "old/a.md", "old/deep/b.md", "new/old/c.md"), "稿")


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ("", ["a.md", "b.txt", "new/old/c.md", "old/a.md", "old/deep/b.md"]),
        ("*.txt\n", ["a.md", "new/old/c.md", "old/a.md", "old/deep/b.md"]),
        ("old/\n", ["a.md", "b.txt"]),
        ("/old\n", ["a.md", "b.txt", "new/old/c.md"]),
        ("old/**\n!old/a.md\n", ["a.md", "b.txt", "new/old/c.md", "old/a.md"]),
        ("# 说明\n\n*.md\n!a.md\n", ["a.md", "b.txt", "old/a.md"]),
        ("old/deep\n", ["a.md", "b.txt", "new/old/c.md", "old/a.md"]),
    ],
)
def test_patterns_are_read_as_git_reads_them(
    tmp_path: Path, patterns: str, left: list[str]
) -> None:
    root = grow(tmp_path / "root", **DRAFTS, **{".contentaiignore": patterns})
    assert found(root) == left
    (root / ".contentaiignore").rename(root / ".gitignore")
    assert found(root) == sorted(DRAFTS)  # no repository
    (root / ".git").mkdir()
    assert found(root) == left


def test_deeper_files_win_and_ours_over_gits(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    root = grow(
        tmp_path,
        **DRAFTS,
        **{".gitignore": "*.md\n", ".contentaiignore": "!old/a.md\n", "new/.gitignore": "!c.md\n"},
    )
    assert found(root) == ["b.txt", "new/old/c.md", "old/a.md"]
    assert found(root / "new") == ["old/c.md"]


def test_files_above_the_named_folder_count_unless_they_leave_it_out(tmp_path: Path) -> None:
    root = grow(tmp_path, **DRAFTS, **{".contentaiignore": "deep\nnew/\n"})
    assert found(root / "old") == ["a.md"]
    assert found(root / "new") == ["old/c.md"]
    assert found(root / "new" / "old") == ["c.md"]
    assert found(root / "old" / "deep") == ["b.md"]


def test_a_folder_that_is_named_is_looked_through_though_it_is_left_out_with_all_in_it(
    tmp_path: Path,
) -> None:
    root = grow(tmp_path, **DRAFTS, **{".contentaiignore": "old\n*.md\n"})
    assert found(root) == ["b.txt"]
    assert found(root / "old") == ["a.md", "deep/b.md"]


def test_a_mark_of_byte_order_is_no_part_of_the_first_pattern(tmp_path: Path) -> None:
    root = grow(tmp_path, **DRAFTS, **{".contentaiignore": "\ufeffold\n"})
    assert found(root) == ["a.md", "b.txt"]


def test_a_link_to_a_folder_is_no_folder_as_git_sees_it(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    root = grow(tmp_path / "root", **{"a.md": "稿", ".contentaiignore": "linked/\n"})
    (root / "linked").symlink_to(tmp_path / "far")
    (note,) = notes(root)
    assert "（linked）" in note
    (root / ".contentaiignore").write_text("linked\n", "utf-8")
    assert notes(root) == []


def test_a_file_named_directly_is_taken_all_the_same(tmp_path: Path) -> None:
    root = grow(tmp_path, **DRAFTS, **{".contentaiignore": "*\n"})
    assert [f.path for f in discover([root / "a.md"])] == [root / "a.md"]


def test_a_folder_of_which_everything_is_left_out_says_so(tmp_path: Path) -> None:
    root = grow(tmp_path, **DRAFTS, **{".contentaiignore": "*\n"})
    (note,) = notes(root)
    assert ".contentaiignore 排除了 4 项" in note


def test_a_line_that_is_no_pattern_is_told_and_the_others_count(tmp_path: Path) -> None:
    root = grow(tmp_path, **DRAFTS, **{".contentaiignore": "*.txt\n!\nold/\n"})
    assert found(root) == ["a.md"]
    (note,) = notes(root)
    assert ".contentaiignore:2" in note


def test_a_backwards_range_is_told(tmp_path: Path) -> None:
    root = grow(tmp_path, **DRAFTS, **{".contentaiignore": "[z-a].md\nold/\n"})
    assert "old/a.md" not in found(root)
    (note,) = notes(root)
    assert ".contentaiignore:1" in note


def test_a_path_as_windows_writes_it_is_told(tmp_path: Path) -> None:
    root = grow(tmp_path, **DRAFTS, **{".contentaiignore": "new\\old\\c.md\r\n\\#a.md\r\n"})
    assert "new/old/c.md" in found(root)
    (note,) = notes(root)
    assert ".contentaiignore:1" in note
    assert "写 /" in note


LINES = st.lists(
    st.sampled_from(
        (
            *("*", "*.md", "!*.md", "a", "/a", "a/", "a/*", "a/**", "**/b", "!a/b.md", "b.md"),
            *("!b.md", "/a/b.md", "[ab].md", "?.md", "\\a.md", " a.md", "a.md ", "#a.md", "!a/"),
            *("**", "a/**/b", "!a/**", "**/", "a/b/**"),
        )
    ),
    max_size=4,
)
NAMES = ("a.md", "b.md", "a/a.md", "a/b.md", "a/b/b.md", "b/a/a.md", "b/b.md")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, LINES)
@example(["**/", "!a/"], [])
def test_git_itself_agrees(tmp_path: Path, top: list[str], deep: list[str]) -> None:
    grow(tmp_path, **dict.fromkeys(NAMES, "稿"))
    grow(tmp_path, **{".gitignore": "\n".join(top), "a/.gitignore": "\n".join(deep)})
    check_with_git(tmp_path)


def test_only_lf_ends_a_line_and_a_bracket_in_a_set_is_no_warning(tmp_path: Path) -> None:
    names = ("f[1].md", "f1.md", "x.md", "y.md", "z.md", "甲.md", "crlf.md", "乙\u2028x.md")
    grow(tmp_path, **dict.fromkeys(names, "稿"))
    lines = "f[[]1].md\n#\u2028x.md\n#\x85y.md\n#\x0cz.md\n#\r甲.md\ncrlf.md\r\n乙\u2028*\n\n\r\n"
    (tmp_path / ".gitignore").write_bytes(lines.encode())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_with_git(tmp_path)
        assert found(tmp_path) == ["f1.md", "x.md", "y.md", "z.md", "甲.md"]
        assert notes(tmp_path) == []


def check_with_git(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--others", "--exclude-per-directory=.gitignore"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    names = listed.stdout.decode().split("\0")
    assert found(tmp_path) == sorted(
        (n for n in names if n.endswith(".md")), key=lambda n: n.split("/")
    )


def test_one_file_is_left_out_as_a_walk_would(tmp_path: Path) -> None:
    (tmp_path / "a" / "old").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "a" / ".contentaiignore").write_text("old/\nx.*\n!x.md\n", "utf-8")
    root = tmp_path
    assert left_out(root, root / "a" / "old" / "b.md")
    assert left_out(root, root / "a" / "x.txt")
    assert left_out(root, root / ".hidden" / "b.md")
    assert not left_out(root, root / "a" / "x.md")
    assert not left_out(root, root / "b.md")
    # A folder that is named itself is looked into, whatever the files above say of it.
    assert not left_out(root / "a" / "old", root / "a" / "old" / "b.md")
    assert not left_out(root / "a", root / "c" / "x.txt")
