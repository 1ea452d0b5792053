from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.diagnostics import Evidence, Pitch, Span
from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome, FileScores
from contentai.lint.reading import FileError
from contentai.report import Report, overview
from contentai.report.html import render
from contentai.report.overview import Overview
from contentai.workspace import Workspace
from tests.browser import page_after_scripts
from tests.report.hostile import hostile
from tests.report.house import outcome, report

OWN_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "script"),
    *(
        "h1",
        "h2",
        "p",
        "b",
        "i",
        "a",
        "ul",
        "ol",
        "li",
        "div",
        "span",
        "details",
        "summary",
        "code",
    ),
    *("figure", "figcaption", "svg", "rect", "text"),
    *("form", "label", "input", "fieldset", "legend", "select", "option", "button"),
}
EMPTY = ("meta", "input")
ATTACK = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;绿苹果</pre><红>"
    "</div></details></script><style>*{display:none}</style><!--"
)


class Page(HTMLParser):
    """Tags, attributes and texts of a page, as a browser would see them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[tuple[str, list[str]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            classes = (dict(attrs).get("class") or "").split()
            names = [tag, *(f"{tag}.{name}" for name in classes)]
            self._open.append((tag, names))
            for name in names:
                self.texts.setdefault(name, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for name in {name for _, names in self._open for name in names}:
            self.texts[name][-1] += data

    def ids(self) -> list[str]:
        return [str(a["id"]) for _, a in self.tags if "id" in a]


def page_of(whole: Report) -> Page:
    return Page("".join(render(whole)))


def scored(read: FileOutcome, hard_sell: float) -> FileOutcome:
    label = "hard_sell" if hard_sell >= 0.5 else "value"
    return read._replace(scores=FileScores(hard_sell, 0.0, 0.0, {}, label))


def test_draft_message_advice_source_and_path_are_all_escaped(house: Workspace) -> None:
    page = page_of(report(outcome(house, ATTACK, "<script>x</script>&.txt")))
    assert {tag for tag, _ in page.tags} <= OWN_TAGS
    assert page.texts["summary"][0].startswith("<script>x</script>&.txt")
    assert page.texts["div.text"] == [ATTACK]
    assert page.texts["a.m"] == ["绿苹果", "红"]
    item = page.texts["li.error"][-1]
    assert "<i>找到</i>“绿苹果”" in item
    assert '改成 <b>"别的"</b>' in item
    told = [attributes["data-m"] for tag, attributes in page.tags if "data-m" in attributes]
    assert told == ["TRY-001 <i>找到</i>“绿苹果”", "TRY-002 <i>找到</i>“红”"]


def test_attributes_are_only_those_of_the_report(house: Workspace) -> None:
    page = page_of(report(outcome(house, ATTACK, '" onload="x.md')))
    names = {name for _, attributes in page.tags for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in ("src", "style")}
    links = [str(a["href"]) for tag, a in page.tags if tag == "a"]
    assert links and all(link.startswith("#") for link in links)


def test_every_link_leads_to_a_place_of_the_page(house: Workspace) -> None:
    page = page_of(report(outcome(house, "绿苹果红。\n红", "a.md"), outcome(house, "红", "b.md")))
    ids = page.ids()
    assert len(ids) == len(set(ids))
    assert {str(a["href"])[1:] for tag, a in page.tags if tag == "a"} <= set(ids)


def test_errors_and_notes_are_escaped() -> None:
    bad = FileOutcome("a.md", error=FileError("binary", Bilingual("<b>坏</b>", "bad")))
    page = page_of(Report([bad], report(bad).summary, [Bilingual("<u>注</u>", "note")]))
    assert "<b>坏</b>" in page.texts["span.problem"]
    assert "<u>注</u>" in page.texts["p.note"]


def test_pitches_are_told_and_clickbait_without_a_title_is_no_alarm(house: Workspace) -> None:
    read = outcome(house, "今晚<b>开抢。", "a.txt")
    assert read.scores
    found = {"hard_sell": 0.1, "clickbait": 0.97, "pitches": (Pitch(Span(0, 8), 0.95),)}
    for titled, high in ((True, True), (False, False)):
        scores = read.scores._replace(titled=titled, **found)
        page = page_of(report(read._replace(scores=scores)))
        assert page.texts["p.note"] == ["整篇不像硬推，1:1 这里像（0.95）：“今晚<b>开抢。”"]
        assert ("span.high" in page.texts) == high
        assert (sum(Overview.of([read._replace(scores=scores)]).bins["clickbait"]) == 1) == high


def test_findings_that_overlap_show_the_text_once_and_tell_of_all(house: Workspace) -> None:
    read = outcome(house, "有绿苹果。", "a.txt")
    (found,) = read.findings
    wider = found._replace(rule="WIDE-1", span=Span(0, 4))
    marks = dict(read.document.marks) if read.document else {}
    marks[wider.span] = marks[found.span]
    assert read.document
    both = read._replace(findings=(wider, found), document=replace(read.document, marks=marks))
    page = page_of(report(both))
    assert page.texts["div.text"] == ["有绿苹果。"]
    assert page.texts["a.m"] == ["有", "绿苹果"]
    assert [a["data-f"] for _, a in page.tags if "data-f" in a] == ["f0-0", "f0-0 f0-1"]
    assert {"m0-0", "m0-1"} <= set(page.ids())


def test_a_finding_without_width_is_a_point_in_the_text(house: Workspace) -> None:
    read = outcome(house, "绿苹果。", "a.txt")
    point = read.findings[0]._replace(span=Span(4, 4))
    page = page_of(report(read._replace(findings=(point,))))
    assert page.texts["div.text"] == ["绿苹果。"]
    assert page.texts["a.point"] == [""]


def test_evidence_warms_the_ground_by_its_weight(house: Workspace) -> None:
    read = outcome(house, "一绿苹果二三四。", "a.txt")
    evidence = (
        Evidence(Span(0, 1), 0.3, "轻"),
        Evidence(Span(1, 4), 1.2, "重"),
        Evidence(Span(5, 6), -1.0),
        Evidence(Span(6, 7), 9.0),
    )
    found = read.findings[0]._replace(evidence=evidence, score=0.9)
    page = page_of(report(read._replace(findings=(found,))))
    assert page.texts["span.h1"] == ["一"]
    assert page.texts["a.h3"] == ["绿苹果"]
    assert page.texts["span.h4"] == ["四"]
    assert page.texts["div.text"] == ["一绿苹果二三四。"]


def test_of_a_page_what_a_reader_reads_is_shown(house: Workspace) -> None:
    page = page_of(report(outcome(house, "<p>有<b>绿</b>苹果。</p><!-- 不见 -->", "a.html")))
    assert page.texts["div.text"] == ["有绿苹果。"]
    assert page.texts["a.m"] == ["绿苹果"]


def test_the_worst_comes_first_and_what_cannot_be_read_before_all(house: Workspace) -> None:
    drafts = [
        outcome(house, "梨。", "clean.md"),
        scored(outcome(house, "红。", "calm.md"), 0.2),
        scored(outcome(house, "红。", "pushy.md"), 0.9),
        outcome(house, "绿苹果", "error.md"),
        FileOutcome("bad.md", error=FileError("binary", Bilingual("坏", "bad"))),
    ]
    page = page_of(report(*drafts))
    names = [text.split(".md")[0] for text in page.texts["summary"] if ".md" in text]
    assert names == ["bad", "error", "pushy", "calm", "clean"]


def test_what_is_left_out_is_told(house: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "MOST_DRAFTS", 2)
    drafts = [outcome(house, "红。", f"{n}.md") for n in range(4)]
    page = page_of(report(outcome(house, "绿苹果", "worst.md"), *drafts))
    names = [text.split(".md")[0] for text in page.texts["summary"] if ".md" in text]
    assert names == ["worst", "0"]
    assert any("3 份" in text for text in page.texts["p.note"])


def test_what_was_not_read_is_not_counted_as_checked(house: Workspace) -> None:
    page = "".join(render(hostile(house)))
    assert "<b>1</b> 稿件" in page
    assert "<b>1</b> 没有读成" in page


def test_of_a_long_draft_the_beginning_is_shown(house: Workspace) -> None:
    line = "一二三四五六七八九十。\n"
    text = line * 5_000 + "绿苹果"
    page = page_of(report(outcome(house, text, "long.txt")))
    (shown,) = page.texts["div.text"]
    assert shown.startswith(line) and len(shown) < overview.MOST_OF_ONE + 200
    assert re.search(r"后面还有 20,0\d\d 字", shown)
    assert "a.m" not in page.texts
    assert "绿苹果" in page.texts["li.error"][-1]


def test_the_page_fetches_nothing_and_its_policy_says_so(house: Workspace) -> None:
    page = "".join(render(report(outcome(house, "绿苹果", "a.txt"))))
    assert "http" not in page.replace("http-equiv", "")
    assert "url(" not in page
    assert "default-src 'none'" in page


@given(st.text(st.sampled_from("绿苹果红<>&\"'/=!- \nabs\r"), max_size=80))
@settings(max_examples=60)
def test_any_text_comes_back_as_text(house: Workspace, text: str) -> None:
    page = page_of(report(outcome(house, "甲" + text, "a.txt")))
    assert {tag for tag, _ in page.tags} <= OWN_TAGS
    expected = ("甲" + text).replace("\r\n", " \n").replace("\r", "\n")
    assert page.texts["div.text"] == [expected]


def test_what_hides_or_turns_the_writing_is_a_dot(house: Workspace) -> None:
    page = page_of(report(outcome(house, "甲\u202e乙\u200b丙\x1b", "a\u202eb.txt")))
    assert page.texts["div.text"] == ["甲·乙·丙·"]
    assert page.texts["summary"][0].startswith("a·b.txt")


def files_offered(page: Page) -> list[str]:
    return [option for option in page.texts.get("option", []) if ".md" in option]


def test_files_are_offered_that_are_on_the_page(
    house: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = [outcome(house, text, name) for text, name in (("红", "b.md"), ("绿苹果", "a.md"))]
    assert files_offered(page_of(report(*drafts))) == ["a.md", "b.md"]
    assert files_offered(page_of(report(*drafts, drafts[0]))) == ["a.md", "b.md × 2"]
    assert files_offered(page_of(report(drafts[0], drafts[0]))) == []
    monkeypatch.setattr(overview, "MOST_DRAFTS", 1)
    assert files_offered(page_of(report(*drafts))) == []


# What a user would do, done by a script: the page's own policy would not let it in.
_DRIVER = """
const set = (id, value) => { const box = document.getElementById(id); box.value = value;
  box.dispatchEvent(new Event("input", { bubbles: true })); };
const seen = () =>
  [...document.querySelectorAll(".draft")].filter((d) => !d.hidden).map((d) => d.id);
const told = {};
told.all = seen();
set("search", "梨"); told.search = seen(); set("search", "");
set("rule", "TRY-002"); told.rule = seen();
told.items = document.querySelectorAll(".findings li:not([hidden])").length;
told.off = document.querySelectorAll("a.m.off").length; set("rule", "");
const box = document.querySelector("[value=warning]"); box.click();
told.errors = seen(); box.click();
const severe = document.querySelector("[value=error]"); severe.click();
told.mild = seen(); severe.click();
set("file", "b.md"); told.file = seen(); set("file", "");
document.getElementById("fold").click();
told.open = document.querySelectorAll(".draft[open]").length;
dispatchEvent(new KeyboardEvent("keydown", { key: "n" }));
told.here = [...document.querySelectorAll(".here")].map((one) => one.id);
told.count = document.getElementById("count").textContent;
document.title = JSON.stringify(told);
"""


def test_filters_search_and_keys_in_a_browser(house: Workspace, tmp_path: Path) -> None:
    drafts = [
        outcome(house, ATTACK + "绿苹果红", "worst.md"),
        outcome(house, "红", "a.md"),
        outcome(house, "梨", "b.md"),
        FileOutcome("bad.md", error=FileError("binary", Bilingual("坏", "bad"))),
    ]
    whole = "".join(render(report(*drafts)))
    file = tmp_path / "report.html"
    file.write_text(whole, "utf-8")
    (tmp_path / "profile").mkdir()
    made = page_after_scripts(file, tmp_path, "#m2-0")
    assert '<form id="filters">' in made
    assert "alert" not in re.sub(r"&lt;script&gt;alert|onerror=alert", "", made)
    driven = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", whole)
    file.write_text(driven.replace("</body>", f"<script>{_DRIVER}</script></body>"), "utf-8")
    title = re.search(r"<title>(.*?)</title>", page_after_scripts(file, tmp_path))
    assert title
    assert json.loads(title[1]) == {
        "all": ["d0", "d1", "d2", "d3"],
        "search": ["d3"],
        "rule": ["d0", "d1", "d2"],
        "items": 3,
        "off": 2,
        "errors": ["d0", "d1"],
        "mild": ["d1", "d2"],
        "file": ["d3"],
        "open": 0,
        "here": ["m1-0", "f1-0"],
        "count": "4 / 4",
    }
