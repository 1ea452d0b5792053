"""The topic map: what it holds, that nothing breaks out of it, and what a browser makes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from contentai import resources
from contentai.report.labels_placed import Box, placed
from contentai.report.topics_map import as_html, as_lines
from contentai.topics.article import Article
from contentai.topics.chart import Chart, chart
from contentai.topics.landscape import Landscape
from contentai.topics.mine import embed
from contentai.topics.ownpost import OwnPost
from contentai.topics.segments import Segment
from contentai.workspace import Workspace
from tests.browser import page_after_scripts
from tests.topics.press import ARTICLES, TODAY, segment

EVIL = "</title><script>alert(1)</script><img src=x onerror=alert(2)>\"'&\x1b"


def drawn(articles: Sequence[Article] = ARTICLES, *segments: Segment) -> tuple[Chart, str]:
    encoder = Workspace.open(resources.corpora_dir()).encoder
    posts = [
        OwnPost("p1", TODAY, None, "wechat", a.title, a.text, None, None, None, None)
        for a in articles[:3]
        if a.source == "沧河晚报"
    ]
    everyone = segments or (
        segment(),
        segment("parents", name="新手爸妈", interests={"安全座椅": 1.0}),
    )
    land = Landscape(articles, embed(articles, encoder), posts, everyone, encoder, TODAY)
    found = chart(land)
    return found, "".join(as_html(found, everyone, len(articles), TODAY))


class Elements(HTMLParser):
    """The names of the elements of a page, and the handlers that attributes would be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.handlers: list[str] = []
        self.addresses: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.addresses += [value for name, value in attrs if name in ("href", "src")]


def test_marks_tell_size_trend_coverage_and_who_cares() -> None:
    found, _ = drawn()
    cleaning = next(mark for mark in found.marks if "空调" in mark.name)
    assert (cleaning.size, cleaning.reprints, len(cleaning.sources)) == (4, 1, 3)
    assert (cleaning.coverage, cleaning.trend) == ("told", "rising")
    assert [covering.post.id for covering in cleaning.posts] == ["p1"]
    assert cleaning.segments == ("owners",)
    seats = next(mark for mark in found.marks if mark.segments == ("parents",))
    assert seats.coverage == "none" and seats.posts == ()
    assert cleaning.radius > seats.radius
    for at, one in enumerate(found.marks):
        for other in found.marks[:at]:
            far = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
            assert far > one.radius + other.radius


def test_adverts_are_left_out_and_counted() -> None:
    encoder = Workspace.open(resources.corpora_dir()).encoder
    land = Landscape(ARTICLES, embed(ARTICLES, encoder), (), (segment(),), encoder, TODAY)
    whole = chart(land)
    some = chart(land, lambda texts: [0.0 if "儿童" in text else 0.9 for text in texts])
    assert (whole.adverts, some.adverts) == (0, sum("儿童" in a.title + a.text for a in ARTICLES))
    assert sum(m.size for m in whole.marks) - sum(m.size for m in some.marks) == some.adverts > 0
    assert f"{some.adverts} 篇是广告，没有算" in "".join(as_lines(some, len(ARTICLES)))
    assert "广告" not in "".join(as_lines(whole, len(ARTICLES)))
    none = chart(land, lambda texts: [0.0] * len(texts))
    assert none.marks == ()
    assert "没有选题；" in "".join(as_lines(none, len(ARTICLES)))


def test_the_page_loads_nothing_and_runs_only_its_own_script() -> None:
    _, page = drawn()
    elements = Elements(page)
    assert elements.names.count("script") == 1
    assert elements.handlers == []
    assert all(address and address.startswith("#t-") for address in elements.addresses)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_the_table_tells_all_without_a_script() -> None:
    found, page = drawn()
    table = page[page.index("<table>") : page.index("</table>")]
    for mark in found.marks:
        for words in (mark.name, *(p.excerpt for p in mark.passages)):
            assert escape(words) in table
        assert f'<tr id="{mark.id}"' in table
        assert f'href="#{mark.id}"' in page
    assert "空调清洗前先问三句话" in table
    assert "家电老用户" in table


def test_hostile_text_stays_text() -> None:
    evil = tuple(
        replace(a, title=EVIL + a.title, source=EVIL + a.source, text=a.text + EVIL)
        for a in ARTICLES
    )
    _, page = drawn(evil, segment(name=EVIL))
    elements = Elements(page)
    assert elements.names.count("script") == 1
    assert "img" not in elements.names
    assert elements.handlers == []
    page.encode()
    assert "\x1b" not in page


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_articles_make_a_page(count: int) -> None:
    found, page = drawn(ARTICLES[:count])
    assert len(found.marks) == min(count, 1)
    assert page.rstrip().endswith("</html>")
    assert f"{count} 篇文章" in page
    assert Elements(page).names.count("svg") == (8 if count else 0) + bool(count)


def test_an_account_of_which_nothing_is_known_has_not_written_nothing() -> None:
    _, page = drawn(tuple(a for a in ARTICLES if a.source != "沧河晚报"))
    assert "看不出写过哪些" in page
    assert "没有自家近半年的帖子" not in drawn()[1]


def test_lines_for_the_terminal() -> None:
    found, _ = drawn()
    lines = list(as_lines(found, len(ARTICLES)))
    assert len(lines) == len(found.marks) + 1
    assert any("4 篇，3 个来源，上升，写过" in line for line in lines)


BESIDE = [(570, 425), (570, 345), (622, 385), (518, 385)]


def test_a_name_goes_where_nothing_else_is() -> None:
    circles = [Box(100, 100, 40, 40), Box(100, 145, 40, 40)]
    inside, above = placed([("空调", 120, 120, 20), ("很长很长的名字", 120, 165, 20)], circles)
    assert inside == (120, 120, "空调")
    assert above is not None and above.y > 185
    ring = [Box(580, 380, 40, 40), *(Box(x, y, 60, 30) for x, y in BESIDE)]
    (cut,) = placed([("空调、很长很长的第二个词", 600, 400, 20)], ring)
    assert cut == (600, 400, "空调")
    crowd = [("一样长的名字", 50.0, 50.0, 5.0)] * 9
    spots = placed(crowd, [Box(45, 45, 10, 10)] * 9)
    assert None in spots


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("map") / "map.html"
    file.write_text(drawn()[1], "utf-8")
    return file


def test_a_browser_shows_the_filters_and_all_topics(page_file: Path, tmp_path: Path) -> None:
    page = page_after_scripts(page_file, tmp_path)
    count = page.count("<tr id=")
    assert f">{count} / {count}<" in page
    assert '<form id="filters">' in page
    assert page.count('tabindex="0"') == 1
    assert 'id="panel" hidden' in page


def test_a_browser_finds_and_opens_what_the_address_asks_for(
    page_file: Path, tmp_path: Path
) -> None:
    found, _ = drawn()
    tea = next(mark for mark in found.marks if "冷泡" in mark.name)
    page = page_after_scripts(page_file, tmp_path, f"?q=冷泡&coverage=none#{tea.id}")
    assert f">1 / {len(found.marks)}<" in page
    shown = re.findall(r'<tr id="(t-\w+)"[^>]*?>', page)
    hidden = re.findall(r'<tr id="(t-\w+)"[^>]*? hidden=""', page)
    assert set(shown) - set(hidden) == {tea.id}
    panel = page[page.index('<div id="told">') : page.index('<div id="legend">')]
    assert tea.name in panel
    assert tea.passages[0].excerpt in panel


def test_a_browser_runs_nothing_of_hostile_text(tmp_path: Path) -> None:
    evil = tuple(replace(a, title=EVIL + a.title, text=EVIL + a.text) for a in ARTICLES)
    file = tmp_path / "evil.html"
    file.write_text(drawn(evil, segment(name=EVIL))[1], "utf-8")
    page = page_after_scripts(file, tmp_path)
    assert "<img" not in page
    assert page.count("<script>") == 1
    assert f">{page.count('<tr id=')} / " in page
