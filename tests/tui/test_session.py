"""contentai.tui.session: the editor opens where one left it."""

from __future__ import annotations

from pathlib import Path

import pytest

from contentai.tui.session import Place, Session, load_session, save_session


def test_a_session_comes_back_less_what_is_gone(tmp_path: Path) -> None:
    home = tmp_path / "state" / "sessions"
    for name in ("甲.md", "乙.md"):
        (tmp_path / name).write_text("")
    session = Session(
        (Place(tmp_path / "甲.md", 3, 5, 2), Place(tmp_path / "乙.md")), tmp_path / "甲.md"
    )
    assert load_session(home, tmp_path) == Session()
    save_session(home, tmp_path, session)
    assert load_session(home, tmp_path) == session
    assert load_session(home, tmp_path / "other") == Session()
    assert [file.stat().st_mode & 0o777 for file in home.iterdir()] == [0o600]
    (tmp_path / "甲.md").unlink()
    assert load_session(home, tmp_path) == Session((Place(tmp_path / "乙.md"),))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"places": 3, "current": 1}',
        b'{"places": [["a", 1]], "current": null}',
        b'{"places": [["a", -1, 0, 0]], "current": null}',
        b'{"places": [["a", "1", 0, 0]], "current": null}',
        b'{"places": [["a\\u0000", 1, 0, 0]], "current": null}',
    ],
)
def test_what_cannot_be_read_is_no_session(tmp_path: Path, content: bytes) -> None:
    save_session(tmp_path / "state", tmp_path, Session())
    (file,) = (tmp_path / "state").iterdir()
    file.write_bytes(content)
    assert load_session(tmp_path / "state", tmp_path) == Session()
