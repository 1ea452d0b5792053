"""contentai.tui.draft: what is opened comes back as it was, and nothing is lost on the way."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.lint.reading import FileError
from contentai.tui.draft import (
    Draft,
    NotSaved,
    disk_state,
    open_draft,
    read_draft,
    renamed,
    reopened,
    save,
)
from contentai.tui.lineends import with_ends_of
from tests.cli.process import environment
from tests.text.docx import docx

TEXT = "今天教大家泡一壶好茶，先把水烧开。\n再等三分钟。\n"


def opened(path: Path) -> Draft:
    draft = open_draft(path)
    assert isinstance(draft, Draft), draft
    return draft


def saved(draft: Draft, text: str, **more: object) -> Draft:
    result = save(draft, text, **more)  # type: ignore[arg-type]
    assert isinstance(result, Draft), result
    return result


def refused(draft: Draft, text: str, **more: object) -> NotSaved:
    result = save(draft, text, **more)  # type: ignore[arg-type]
    assert isinstance(result, NotSaved), result
    return result


@pytest.mark.parametrize(
    ("data", "more"),
    [
        (TEXT.encode(), "茶".encode()),
        (TEXT.encode("utf-8-sig"), "茶".encode()),
        (TEXT.encode("gb18030"), "茶".encode("gb18030")),
        (TEXT.replace("\n", "\r\n").encode("gb18030"), "茶".encode("gb18030")),
        (TEXT.replace("\n", "\r").encode(), "茶".encode()),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "茶".encode("utf-16-le")),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "茶".encode("utf-16-be")),
        ("傍晚到河邊走走，風很輕，樹下有人在賣綠蘋果和香蕉。".encode("big5"), "茶".encode("big5")),
    ],
)
def test_encoding_mark_and_line_ends_stay(tmp_path: Path, data: bytes, more: bytes) -> None:
    file = tmp_path / "稿.md"
    file.write_bytes(data)
    draft = opened(file)
    assert "\r" not in draft.text
    after = saved(draft, draft.text + "茶")
    assert file.read_bytes() == data + more
    assert after == opened(file)


def test_mixed_line_ends_stay_where_nothing_was_edited(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes("一\r\n二\n三\r\n四\r五\r\n".encode())
    draft = opened(file)
    saved(draft, draft.text.replace("三", "改了\n又一行"))
    assert file.read_bytes().decode() == "一\r\n二\n改了\r\n又一行\r\n四\r五\r\n"


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("甲。\r\n乙。\r\n丙。\n", "甲。\n乙。\n丙x。\n", "甲。\r\n乙。\r\n丙x。\n"),
        ("一\r\n二\r\n三\n四\r\n", "改\n了\n全\n部\n", "改\r\n了\r\n全\n部\r\n"),
        # A new line before the edited one, behind it, and a line cut in two.
        ("甲。\r\n乙。\r\n丙。\n", "甲。\n乙。\n新\n丙x。\n", "甲。\r\n乙。\r\n新\r\n丙x。\n"),
        ("甲。\r\n乙。\r\n丙。\n", "甲。\n乙。\n丙x。\n新\n", "甲。\r\n乙。\r\n丙x。\n新\r\n"),
        ("头\r\n开业了来吧\n尾\r\n", "头\n开业了\n来吧\n尾\n", "头\r\n开业了\n来吧\r\n尾\r\n"),
        ("头\r\n开业\n打折\n尾\r\n", "头\n打折x\n尾\n", "头\r\n打折x\n尾\r\n"),
        ("没有尾\r\n换\n行", "没有尾\n换\n行了\n新", "没有尾\r\n换\n行了\r\n新"),
    ],
)
def test_an_edited_line_keeps_its_end(before: str, text: str, after: str) -> None:
    assert with_ends_of(before, text) == after


def test_every_paragraph_between_blank_lines_keeps_its_end() -> None:
    before = "".join(f"今天第{n}段说点什么。\r\n\n" for n in range(1_000))
    edited = before.replace("今天", "昨天")
    assert with_ends_of(before, edited.replace("\r\n", "\n")) == edited


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(["a", "b", "\r\n", "\n", "\r"]), max_size=12).map("".join),
    st.lists(st.sampled_from(["a", "b", "\n"]), max_size=12).map("".join),
)
def test_line_ends_change_no_text(before: str, text: str) -> None:
    after = with_ends_of(before, text)
    assert after.replace("\r\n", "\n").replace("\r", "\n") == text
    plain = before.replace("\r\n", "\n").replace("\r", "\n")
    assert with_ends_of(before, plain) == before


def test_a_link_and_permissions_stay(tmp_path: Path) -> None:
    real = tmp_path / "real.md"
    real.write_text("旧")
    real.chmod(0o640)
    (tmp_path / "link.md").symlink_to("real.md")
    saved(opened(tmp_path / "link.md"), "新")
    assert (tmp_path / "link.md").is_symlink()
    assert real.read_text() == "新"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_new_draft_is_made_by_saving_it(tmp_path: Path) -> None:
    draft = opened(tmp_path / "new.md")
    assert draft.data is None
    assert disk_state(draft) == "same"
    after = saved(draft, "新稿\n")
    assert (tmp_path / "new.md").read_bytes() == "新稿\n".encode()
    assert disk_state(after) == "same"


def test_a_new_draft_does_not_write_over_a_file_that_came_meanwhile(tmp_path: Path) -> None:
    draft = opened(tmp_path / "new.md")
    (tmp_path / "new.md").write_text("别人的")
    assert refused(draft, "我的").reason == "exists"
    assert (tmp_path / "new.md").read_text() == "别人的"
    saved(draft, "我的", over=True)
    assert (tmp_path / "new.md").read_text() == "我的"


def test_a_change_on_the_disk_is_a_choice(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("旧")
    draft = opened(file)
    file.write_text("别人的")
    assert disk_state(draft) == "changed"
    assert refused(draft, "我的").reason == "changed"
    assert file.read_text() == "别人的"
    theirs = reopened(draft)
    assert isinstance(theirs, Draft)
    assert theirs.text == "别人的"
    saved(draft, "我的", over=True)
    assert file.read_text() == "我的"


def test_a_deleted_file_is_written_anew_only_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("旧")
    draft = opened(file)
    file.unlink()
    assert disk_state(draft) == "deleted"
    assert refused(draft, "我的").reason == "deleted"
    assert not file.exists()
    saved(draft, "我的", over=True)
    assert file.read_text() == "我的"


def test_characters_the_encoding_lacks_need_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    data = "傍晚到河邊走走，風很輕，樹下有人在賣綠蘋果和香蕉。".encode("big5")
    file.write_bytes(data)
    draft = opened(file)
    found = refused(draft, draft.text + "🍵")
    assert found.reason == "encoding"
    assert "🍵" in found.words.zh and "a.md" in found.words.zh
    assert file.read_bytes() == data
    after = saved(draft, draft.text + "🍵", encoding="utf-8")
    assert file.read_text("utf-8") == draft.text + "🍵"
    assert after.encoding == "utf-8"
    assert after == opened(file)


def test_saving_elsewhere_keeps_the_encoding_and_writes_over_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(TEXT.encode("gb18030"))
    draft = opened(file)
    (tmp_path / "b.md").write_text("别的稿")
    assert refused(draft, "我的", to=tmp_path / "b.md").reason == "exists"
    elsewhere = saved(draft, TEXT, to=tmp_path / "c.md")
    assert elsewhere.path == tmp_path / "c.md"
    assert (tmp_path / "c.md").read_bytes() == file.read_bytes()
    assert refused(draft, "我的", to=tmp_path / "none" / "d.md").reason == "failed"


def test_what_is_no_text_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "b.md").mkdir()
    for name in ("a.md", "b.md"):
        answer = open_draft(tmp_path / name)
        assert isinstance(answer, FileError)
        assert answer.words.zh and answer.words.en
    assert isinstance(open_draft(Path("a\0b")), FileError)


def test_renaming_writes_over_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("甲")
    (tmp_path / "b.md").write_text("乙")
    draft = opened(file)
    taken = renamed(draft, tmp_path / "b.md")
    assert isinstance(taken, NotSaved) and taken.reason == "exists"
    moved = renamed(draft, tmp_path / "c.md")
    assert isinstance(moved, Draft)
    assert (tmp_path / "c.md").read_text() == "甲" and not file.exists()
    assert disk_state(moved) == "same"
    lost = renamed(draft, tmp_path / "d.md")
    assert isinstance(lost, NotSaved) and lost.reason == "deleted"
    nowhere = renamed(moved, tmp_path / "none" / "d.md")
    assert isinstance(nowhere, NotSaved) and nowhere.reason == "failed"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder below which another user may look."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


_PROGRAM = """
import os, resource, sys
from pathlib import Path
from contentai.tui.draft import open_draft, save
draft = open_draft(Path(sys.argv[1]))
if "--small" in sys.argv:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
elif os.getuid() == 0:
    os.setuid(65534)
answer = save(draft, "茶" * 5000)
print(draft.read_only, answer.reason, answer.words.zh)
"""


def in_a_process(file: Path, *more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(file), *more],
        env=environment({}),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert not done.stderr, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_a_file_that_may_not_be_written_is_told(open_folder: Path) -> None:
    file = open_folder / "a.md"
    file.write_text("旧")
    file.chmod(0o444)
    assert in_a_process(file).startswith("True read_only a.md")
    assert file.read_text() == "旧"
    assert list(open_folder.iterdir()) == [file]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_full_disk_leaves_the_old_file_whole(open_folder: Path) -> None:
    file = open_folder / "a.md"
    file.write_text("旧")
    answer = in_a_process(file, "--small")
    assert answer.startswith("False full a.md")
    assert "还在编辑器里" in answer
    assert file.read_text() == "旧"
    assert list(open_folder.iterdir()) == [file]


@settings(max_examples=40)
@given(st.binary(max_size=60))
def test_whatever_opens_goes_back_byte_for_byte(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.md"
        file.write_bytes(data)
        draft = read_draft(file, data)
        if isinstance(draft, Draft) and isinstance(save(draft, draft.text), Draft):
            assert file.read_bytes() == data


def test_a_word_document_is_read_and_never_written(tmp_path: Path) -> None:
    file = tmp_path / "稿.docx"
    file.write_bytes(docx("今天开门。", "明天也开。"))
    data, draft = file.read_bytes(), opened(file)
    assert (draft.text, draft.read_only) == ("今天开门。\n明天也开。", True)
    for over in (False, True):
        answer = save(draft, "改过", over=over)
        assert isinstance(answer, NotSaved)
        assert (answer.reason, file.read_bytes()) == ("read_only", data)
    other = save(opened(tmp_path / "新.md"), "新", to=tmp_path / "新.docx")
    assert isinstance(other, NotSaved) and not (tmp_path / "新.docx").exists()
    copy = save(draft, "今天开门。😀", to=tmp_path / "稿.md")
    assert isinstance(copy, Draft) and not copy.read_only
    assert copy.path.read_text("utf-8") == "今天开门。😀"
