"""contentai.lint.reading: which files are meant, and files that cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from contentai.cli.drafts import find
from contentai.language import Bilingual
from contentai.lint.reading import LARGEST, FileError, decode_text, read_file
from contentai.lint.walking import discover
from contentai.text.decoded import Decoded

POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'4d' * 32}\nsize 12345\n"


def found(*paths: Path) -> list[Path]:
    return [found.path for found in discover(paths) if found.note is None]


def notes(*paths: Path) -> list[Path]:
    return [found.path for found in discover(paths) if found.note is not None]


def kind(path: Path) -> str:
    read = read_file(path)
    assert isinstance(read, FileError)
    assert read.words.zh
    assert read.words.en
    return read.kind


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("稿件", "utf-8")


def test_a_folder_gives_its_drafts_in_name_order(tmp_path: Path) -> None:
    touch(tmp_path, "b.md", "a/z.TXT", "a/c.html", "d.markdown", "e.htm", "f.docx")
    touch(
        tmp_path,
        "no.doc",
        "~$f.docx",
        "no",
        "no.csv",
        "no.jsonl",
        ".hidden.md",
        ".git/x.md",
        "node_modules/y.md",
    )
    touch(tmp_path, "__pycache__/z.md")
    expected = ["a/c.html", "a/z.TXT", "b.md", "d.markdown", "e.htm", "f.docx"]
    assert found(tmp_path) == [tmp_path / name for name in expected]
    assert notes(tmp_path) == []


@pytest.mark.parametrize("name", ["a.docm", "a.dotx", "A.DOTM"])
def test_word_documents_of_other_kinds_are_to_be_saved_anew(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    read = read_file(tmp_path / name)
    assert isinstance(read, FileError) and "另存为 .docx" in read.words.zh


def test_texts_in_other_forms_beside_the_drafts_are_told(tmp_path: Path) -> None:
    touch(tmp_path, "ok.txt", "posts.csv", "sub/a.doc", "b.mdx", "c.rtf", "d.text", "e.png", "f.py")
    touch(tmp_path, "left/out.doc")
    (tmp_path / ".contentaiignore").write_text("left/", "utf-8")
    taken, note = discover([tmp_path], tell_passed=True)
    assert taken.path == tmp_path / "ok.txt" and note.note
    assert "另有 5 个文件没有查（.csv、.doc、.mdx、.rtf…）" in note.note.zh
    assert [found.note for found in discover([tmp_path])] == [None]


def test_a_file_named_directly_is_always_taken_and_none_twice(tmp_path: Path) -> None:
    touch(tmp_path, "a.md", "note.docx", ".hidden")
    os.link(tmp_path / "a.md", tmp_path / "hard.md")
    (tmp_path / "soft.md").symlink_to("a.md")
    paths = [tmp_path / "note.docx", tmp_path / ".hidden", tmp_path / "a.md"]
    assert found(*paths, *paths, tmp_path) == [*paths, tmp_path / "hard.md"]


def test_a_folder_without_drafts_is_noted(tmp_path: Path) -> None:
    touch(tmp_path, "x.doc")
    assert notes(tmp_path) == [tmp_path]
    assert found(tmp_path) == []


def test_links_in_a_folder_are_not_followed_and_told_once(tmp_path: Path) -> None:
    touch(tmp_path, "store/a.md", "store/b.md", "root/c.md", "root/out/d.md")
    root = tmp_path / "root"
    (root / ".gitignore").write_text("out\n", "utf-8")
    (root / ".contentaiignore").write_text("out\nleft\n", "utf-8")
    links = {
        "current": "../store",
        "e.md": "../store/b.md",
        "gone.md": "nowhere",
        "left": "../store",
        "round": "round",
        "up": "..",
        "x.md": "out/d.md",  # left out, and not to be had by another name
        "x.png": "../store/a.md",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
    assert found(root) == [root / "c.md"]
    (told,) = [one.note for one in discover([root]) if one.note]
    assert told.zh.startswith(f"{root} 里有 5 个链接没有跟过去（")
    assert all(name in told.en for name in ("current", "e.md", "gone.md", "up…"))
    assert found(root / "current", root / "e.md") == [root / "current/a.md", root / "current/b.md"]


@pytest.mark.parametrize("target", [".", "..", "../..", "../a.md"])
def test_a_link_to_what_is_checked_anyway_is_not_told(tmp_path: Path, target: str) -> None:
    root = tmp_path / "root"
    touch(root, "one/a.md", "one/two/b.md")
    (root / "one" / "two" / "link.md").symlink_to(target)
    assert found(root) == [root / "one/a.md", root / "one/two/b.md"]
    assert notes(root) == []


def test_a_link_to_what_is_named_later_is_not_told(tmp_path: Path) -> None:
    touch(tmp_path, "a/one.md", "b/two.md")
    (tmp_path / "a" / "b").symlink_to("../b")
    (tmp_path / "a" / "two.md").symlink_to("../b/two.md")
    told: list[Bilingual] = []
    named = find([str(tmp_path / "a"), "-", str(tmp_path / "b")], told)
    assert [one and one.path.name for one in named.values()] == ["one.md", None, "two.md"]
    assert told == []


def test_a_folder_that_holds_links_alone_says_so(tmp_path: Path) -> None:
    touch(tmp_path, "store/a.md")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "one").symlink_to(tmp_path / "store")
    words = [str(one.note) for one in discover([tmp_path / "drafts"])]
    assert ["没有稿件" in words[0], "1 个链接没有跟过去（one）" in words[1]] == [True, True]
    # A link that is named itself is followed.
    (tmp_path / "there").symlink_to("store")
    assert found(tmp_path / "there") == [tmp_path / "there" / "a.md"]


def test_drafts_are_decoded(tmp_path: Path) -> None:
    text = "今天教大家泡一壶好茶，先把水烧开。\r\n"
    for codec in ("utf-8", "utf-8-sig", "gb18030"):
        (tmp_path / "a.txt").write_bytes(text.encode(codec))
        assert read_file(tmp_path / "a.txt") == Decoded(text, codec)


def test_what_is_no_readable_file_has_a_kind(tmp_path: Path) -> None:
    (tmp_path / "dangling.md").symlink_to("nowhere")
    (tmp_path / "circle.md").symlink_to("circle.md")
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    (tmp_path / "broken.md").write_bytes("今天教大家泡一壶好茶".encode() * 3 + b"\xff\xfe\xff")
    assert kind(tmp_path / "none.md") == "missing"
    assert kind(tmp_path / "dangling.md") == "missing"
    assert kind(tmp_path / "circle.md") == "unreadable"
    assert kind(tmp_path / "picture.md" / "inside.md") == "unreadable"
    assert kind(tmp_path / "picture.md") == "binary"
    assert kind(tmp_path / "broken.md") == "encoding"
    assert kind(tmp_path) == "special"


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.txt", "a.docx", "a.csv", "a.xlsx", "a.json"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_pointer_of_git_lfs_is_told_whatever_it_is_called(
    tmp_path: Path, name: str, end: str
) -> None:
    (tmp_path / name).write_bytes(POINTER.replace("\n", end).encode())
    error = read_file(tmp_path / name)
    assert isinstance(error, FileError)
    assert (error.kind, "先运行 git lfs pull" in error.words.zh) == ("pointer", True)


def test_what_tells_of_pointers_is_a_draft(tmp_path: Path) -> None:
    version = POINTER.split("\n", maxsplit=1)[0]
    for text in (
        f"{version}\n\n这是指针的第一行。\n",
        f"指针：\n\n{POINTER}",
        POINTER + "好" * 400,
    ):
        (tmp_path / "a.md").write_text(text, "utf-8")
        assert isinstance(read_file(tmp_path / "a.md"), Decoded)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to("pipe.md")
    assert kind(tmp_path / "pipe.md") == "special"
    assert kind(tmp_path / "link.md") == "special"
    assert found(tmp_path) == [tmp_path / "pipe.md"]


@pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="no /dev/zero here")
def test_a_device_is_refused() -> None:
    assert kind(Path("/dev/zero")) == "special"


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(LARGEST + 1)  # sparse: takes no room
    assert kind(tmp_path / "large.txt") == "too_large"


def test_names_that_no_file_can_have_are_errors_of_their_own(tmp_path: Path) -> None:
    long = tmp_path / ("长" * 300 + ".md")
    assert found(long) == [long]
    assert kind(long) == "unreadable"
    assert kind(tmp_path / "a\0b.md") == "missing"


def test_names_of_any_bytes_are_found(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\xfe.md")
    try:
        (tmp_path / name).write_text("稿件", "utf-8")
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    assert found(tmp_path) == [tmp_path / name]
    assert read_file(tmp_path / name) == Decoded("稿件", "utf-8")


def test_a_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    touch(tmp_path, "a.md", "closed/b.md", "open/c.md")
    (tmp_path / "a.md").chmod(0)
    (tmp_path / "closed").chmod(0)
    (tmp_path / "open").chmod(0o444)  # its names can be read, its files not even asked about
    try:
        try:
            (tmp_path / "a.md").read_bytes()
        except PermissionError:
            pass
        else:
            pytest.skip("this user may read everything")
        assert kind(tmp_path / "a.md") == "unreadable"
        assert notes(tmp_path) == [tmp_path / "closed"]
        assert found(tmp_path) == [tmp_path / "a.md", tmp_path / "open" / "c.md"]
        assert kind(tmp_path / "open" / "c.md") == "unreadable"
    finally:
        for name in ("closed", "open"):
            (tmp_path / name).chmod(0o755)


def test_bytes_that_are_no_text_have_a_kind() -> None:
    assert decode_text("稿件".encode()) == Decoded("稿件", "utf-8")
    refused = decode_text(bytes(range(32)) * 8)
    assert isinstance(refused, FileError)
    assert refused.kind == "binary"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="changes who it is")
def test_a_folder_whose_files_nobody_may_look_at_does_not_keep_the_rest_from_being_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    for name in ("a.md", "closed/b.md", "z.md"):
        (tmp_path / name).write_text("好。\n", "utf-8")
    (tmp_path / "closed").chmod(0o444)
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    os.seteuid(65534)
    try:
        found = [str(one.path) for one in discover([Path()]) if not one.note]
        read = read_file(Path("closed/b.md"))
    finally:
        os.seteuid(0)
    assert found == ["a.md", "closed/b.md", "z.md"]
    assert isinstance(read, FileError)
    assert read.kind == "unreadable"
