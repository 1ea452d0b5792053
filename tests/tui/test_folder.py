"""contentai.tui.folder: a folder is searched as it stands, and replaced in wholly or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from contentai.language import Bilingual
from contentai.tui.draft import Draft, NotSaved
from contentai.tui.finding import Finder, Query, compile_query
from contentai.tui.folder import (
    FileHits,
    Unsearched,
    Written,
    excerpt,
    replace_in_files,
    search,
    taken_back,
)
from tests.text.docx import docx


def finder(wanted: str, **options: object) -> Finder:
    compiled = compile_query(Query(wanted, **options))  # type: ignore[arg-type]
    assert isinstance(compiled, Finder)
    return compiled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_bytes("老款，老款\r\n".encode("gb18030"))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.txt").write_text("新款")
    (tmp_path / "b" / "d.txt").write_text("老款一件")
    (tmp_path / "e.md").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "f.md").write_text("老款")
    (tmp_path / ".contentaiignore").write_text("f.md\n")
    return tmp_path


def hits_in(folder: Path, wanted: str, open_texts: dict[Path, str] | None = None) -> list[FileHits]:
    found = search([folder], finder(wanted), open_texts or {})
    return [one for one in found if isinstance(one, FileHits)]


def test_drafts_are_searched_as_lint_finds_them(folder: Path) -> None:
    found = list(search([folder], finder("老款"), {}))
    assert [one.draft.path.name for one in found if isinstance(one, FileHits)] == ["a.md", "d.txt"]
    assert [len(one.hits) for one in found if isinstance(one, FileHits)] == [2, 1]
    (folder / "g.docx").write_bytes(docx("老款"))
    again = list(search([folder], finder("老款"), {}))
    assert [one.path.name for one in again if isinstance(one, Unsearched)] == ["e.md", "g.docx"]
    (unread,) = [one for one in found if isinstance(one, Unsearched)]
    assert unread.path.name == "e.md" and "二进制" in unread.words.zh


def test_an_open_draft_is_searched_as_it_stands_in_the_editor(folder: Path) -> None:
    texts = {(folder / "a.md").resolve(): "没有了\n", (folder / "b/c.txt").resolve(): "老款老款"}
    found = hits_in(folder, "老款", texts)
    assert [(one.draft.path.name, len(one.hits), one.is_open) for one in found] == [
        ("c.txt", 2, True), ("d.txt", 1, False),
    ]  # fmt: skip


def test_an_excerpt_shows_the_line(tmp_path: Path) -> None:
    text = "第一行\n" + "前" * 30 + "老款" + "后" * 30 + "\n末行"
    file = tmp_path / "a.md"
    file.write_text(text)
    (found,) = hits_in(tmp_path, "老款")
    shown = excerpt(found, found.hits[0])
    assert (shown.line, shown.before, shown.hit, shown.after) == (
        2, "…" + "前" * 24, "老款", "后" * 24 + "…",
    )  # fmt: skip


def test_all_files_are_replaced_in_and_each_is_taken_back(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    written = replace_in_files(hits_in(folder, "老款"), finder("老款"), "旧款")
    assert isinstance(written, tuple)
    assert [one.count for one in written] == [2, 1]
    assert (folder / "a.md").read_bytes() == "旧款，旧款\r\n".encode("gb18030")
    assert (folder / "b/d.txt").read_text() == "旧款一件"
    assert isinstance(taken_back(written[0]), Draft)
    assert (folder / "a.md").read_bytes() == before[folder / "a.md"]
    assert (folder / "b/d.txt").read_text() == "旧款一件", "only the one"
    (folder / "b/d.txt").write_text("别人写的")
    answer = taken_back(written[1])
    assert isinstance(answer, NotSaved)
    assert str(answer.words) == "d.txt：没有撤销：换过之后又被改过，不覆盖；要改请打开它"
    assert (folder / "b/d.txt").read_text() == "别人写的"


def test_one_file_that_refuses_keeps_all_as_they_were(folder: Path) -> None:
    found = hits_in(folder, "老款")
    before = {one.draft.path: one.draft.data for one in found}
    (folder / "b/d.txt").write_text("老款两件")
    before[folder / "b/d.txt"] = "老款两件".encode()
    answer = replace_in_files(found, finder("老款"), "旧款")
    assert isinstance(answer, NotSaved)
    assert "d.txt" in answer.words.zh and "都没有动" in answer.words.zh
    assert {path: path.read_bytes() for path in before} == before


def test_what_replaces_nothing_writes_nothing(folder: Path) -> None:
    assert replace_in_files(hits_in(folder, "老款"), finder("老款"), "老款") == ()
    wrong = replace_in_files(hits_in(folder, "老款"), finder("(老)款", kind="regex"), r"\3")
    assert isinstance(wrong, Bilingual)
    assert (folder / "b/d.txt").read_text() == "老款一件"


def test_a_link_is_written_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("老款")
    (tmp_path / "link.md").symlink_to("real.md")
    found = hits_in(tmp_path / "link.md", "老款")
    written = replace_in_files(found, finder("老款"), "旧款")
    assert isinstance(written, tuple) and isinstance(written[0], Written)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "旧款"
