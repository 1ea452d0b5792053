from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome
from contentai.lint.reading import FileError
from contentai.report import Report
from contentai.report.html import render
from contentai.workspace import Workspace
from tests.report.house import outcome, report

OWN_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "b", "section", "pre"),
    *("mark", "ol", "li", "br", "small"),
}
ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;绿苹果</pre><红>"


class Page(HTMLParser):
    """Tags, attributes and texts of a page, as a browser would see them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.texts[tag][-1] += data


def page_of(whole: Report) -> Page:
    return Page("".join(render(whole)))


def test_draft_message_advice_source_and_path_are_all_escaped(house: Workspace) -> None:
    page = page_of(report(outcome(house, ATTACK, "<script>x</script>&.txt")))
    assert {tag for tag, _ in page.tags} <= OWN_TAGS
    assert page.texts["h2"] == ["<script>x</script>&.txt"]
    assert page.texts["pre"] == [ATTACK]
    assert page.texts["mark"] == ["绿苹果", "红"]
    item = page.texts["li"][0]
    assert "<i>找到</i>“绿苹果”" in item
    assert '改成 <b>"别的"</b>' in item
    assert "<某法>& 第一条" in item
    titles = [attributes["title"] for tag, attributes in page.tags if tag == "mark"]
    assert titles == ["TRY-001 <i>找到</i>“绿苹果”", "TRY-002 <i>找到</i>“红”"]


def test_attributes_are_only_those_of_the_report(house: Workspace) -> None:
    page = page_of(report(outcome(house, ATTACK, '" onload="x.md')))
    names = {name for _, attributes in page.tags for name in attributes}
    assert names <= {"lang", "charset", "name", "content", "class", "title"}


def test_errors_and_notes_are_escaped() -> None:
    bad = FileOutcome("a.md", error=FileError("binary", Bilingual("<b>坏</b>", "bad")))
    page = page_of(Report([bad], report(bad).summary, [Bilingual("<u>注</u>", "note")]))
    assert "<b>坏</b>" in page.texts["b"]
    assert "<u>注</u>" in page.texts["p"]


def test_findings_at_one_place_do_not_repeat_the_text(house: Workspace) -> None:
    read = outcome(house, "有绿苹果。", "a.txt")
    twice = FileOutcome("a.txt", read.document, read.scores, read.findings * 2)
    page = page_of(report(twice))
    assert page.texts["pre"] == ["有绿苹果。"]
    assert len(page.texts["li"]) == 2


def test_the_page_fetches_nothing(house: Workspace) -> None:
    page = "".join(render(report(outcome(house, "绿苹果", "a.txt"))))
    assert "http" not in page
    assert "url(" not in page
    assert "<script" not in page


@given(st.text(st.sampled_from("绿苹果红<>&\"'/=!- \nabs\u202e"), max_size=80))
@settings(max_examples=80, deadline=None)
def test_any_text_comes_back_as_text(house: Workspace, text: str) -> None:
    page = page_of(report(outcome(house, "甲" + text, "a.txt")))
    assert {tag for tag, _ in page.tags} <= OWN_TAGS
    assert page.texts["pre"] == ["甲" + text]
