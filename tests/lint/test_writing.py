"""contentai.lint.writing: files come back whole and in their own encoding, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.lint.writing import Unwritable, encoded, replace_file
from contentai.text.decode import decode
from contentai.text.decoded import UnreadableText

TEXT = "今天教大家泡一壶好茶，先把水烧开。\r\n再等三分钟。\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"),
        b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"),
        "傍晚到河邊走走，風很輕，樹下有人在賣綠蘋果和香蕉。".encode("big5"),
        b"",
    ],
)
def test_a_text_goes_back_as_it_came(data: bytes) -> None:
    read = decode(data)
    assert encoded(read.text, read.encoding, read.text, data) == data
    longer = encoded(read.text + "茶", read.encoding, read.text, data)
    assert longer.startswith(data)
    again = decode(longer)
    assert again.text == read.text + "茶"


@given(st.binary(max_size=40) | st.text(max_size=20).map(str.encode))
def test_whatever_was_read_goes_back_byte_for_byte_or_is_refused(data: bytes) -> None:
    try:
        read = decode(data)
        assert encoded(read.text, read.encoding, read.text, data) == data
    except (UnreadableText, Unwritable):
        pass


def test_a_character_that_the_encoding_lacks_is_named() -> None:
    data = "傍晚到河邊走走".encode("big5")
    with pytest.raises(Unwritable, match=r"big5.*“车”"):
        encoded("车", "big5", "傍晚到河邊走走", data)


def test_bytes_that_would_not_come_back_are_refused() -> None:
    # Two codes of Big5 for one character: writing gives only one of them.
    data = b"\xa2\xcc"
    with pytest.raises(Unwritable, match="别的字节"):
        encoded("兀", "big5", data.decode("big5"), data)


def test_a_link_and_permissions_stay(tmp_path: Path) -> None:
    real = tmp_path / "稿.md"
    real.write_bytes(b"old")
    real.chmod(0o640)
    (tmp_path / "link.md").symlink_to("稿.md")
    replace_file(tmp_path / "link.md", b"new", expected=b"old")
    assert (tmp_path / "link.md").is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.md", "稿.md"]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"another program's")
    with pytest.raises(Unwritable, match="别的程序"):
        replace_file(file, b"ours", expected=b"old")
    assert file.read_bytes() == b"another program's"
    assert list(tmp_path.iterdir()) == [file]


def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    file.chmod(0o444)
    if os.access(file, os.W_OK):
        pytest.skip("this user may write everything")
    with pytest.raises(Unwritable, match="不许写"):
        replace_file(file, b"new")
    assert file.read_bytes() == b"old"


def test_a_new_file_is_made_and_nothing_stays_of_a_failure(tmp_path: Path) -> None:
    replace_file(tmp_path / ("长" * 80), b"new")
    assert (tmp_path / ("长" * 80)).read_bytes() == b"new"
    with pytest.raises(OSError, match="No such file"):
        replace_file(tmp_path / "none" / "a", b"new")
    with pytest.raises(OSError, match="directory"):
        replace_file(tmp_path, b"new")
    assert len(list(tmp_path.iterdir())) == 1
