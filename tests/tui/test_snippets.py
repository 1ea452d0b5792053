"""contentai.tui.snippets: what is put in passes our own eyes, and goes where it should."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contentai import Workspace
from contentai.config import load_config
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.tui.snippets import Snippet, filled, preview, snippets

DAY = date(2026, 3, 4)
POST = "春天怎么给绿萝换盆\n\n上周有位读者问起怎么换盆，我们请花店的师傅做了一遍，步骤如下。\n\n"


def test_no_shipped_snippet_has_a_finding(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path)
    assert workspace.lint_text(POST, channel="wechat") == []
    for snippet in snippets({}):
        text, _ = filled(snippet, DAY)
        whole = text + POST if text.startswith("---") else POST + text
        found = [finding.rule for finding in workspace.lint_text(whole, channel="wechat")]
        assert found == [], snippet.name.zh


def test_a_preview_is_what_would_be_put_in() -> None:
    words = Bilingual("一", "one")
    assert preview(Snippet(words, "{date}上新，{cursor}等你"), DAY) == "2026年3月4日上新，▏等你"
    assert preview(Snippet(words, "周一休息。{cursor}"), DAY) == "周一休息。"
    for snippet in snippets({}):
        assert "{" not in preview(snippet, DAY)


def test_own_snippets_come_first_and_take_the_name(tmp_path: Path) -> None:
    (tmp_path / "contentai.yaml").write_text("snippets: {地址: 文庙路, 广告标识: 广告}", "utf-8")
    own = load_config(tmp_path / "contentai.yaml").snippets
    found = snippets(own)
    assert [(s.name.zh, s.own) for s in found[:2]] == [("地址", True), ("广告标识", True)]
    assert [s.name.zh for s in found].count("广告标识") == 1
    assert len(found) == len(snippets({})) + 1


@pytest.mark.parametrize("text", ["[a]", "{a: ''}", "{'': a}", "{a: [b]}"])
def test_a_snippet_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "contentai.yaml").write_text(f"snippets: {text}", "utf-8")
    with pytest.raises(DataError, match=r"contentai\.yaml:1:"):
        load_config(tmp_path / "contentai.yaml")


def test_places_are_filled() -> None:
    def fill(text: str) -> tuple[str, int]:
        return filled(Snippet(Bilingual("名", "name"), text), DAY)

    assert fill("于{date}：{cursor}完") == ("于2026年3月4日：完", 11)
    assert fill("{别的}") == ("{别的}", 4)
    assert fill("{cursor}a{cursor}") == ("a{cursor}", 0)
