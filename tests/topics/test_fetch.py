"""Feeds, lists of feeds and pages over HTTP, from a server on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contentai.topics import fetch
from contentai.topics.fetch import Fetcher, FetchError
from contentai.topics.found import Found, Refused
from contentai.topics.intake import Intake
from tests.topics.server import Answer, Site, serving

BODY = "热水器的镁棒两年一换，水质硬的地方一年一换。拧下来看，只剩铁芯就该换了。"
PAGE = "<html><head><title>t</title></head><body><article><h1>标题</h1>{}</article></body></html>"


def item(name: str, text: str, link: str = "") -> str:
    where = f"<link>{link}</link>" if link else ""
    return (
        f"<item><title>{name}</title>{where}<guid isPermaLink='false'>{name}</guid>"
        f"<pubDate>Thu, 05 Mar 2026 08:00:00 GMT</pubDate>"
        f"<description><![CDATA[{text}]]></description></item>"
    )


def rss(*items: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>家电周报</title>{''.join(items)}</channel></rss>"
    ).encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def read(*places: str, **options: object) -> tuple[list[Found], list[Refused]]:
    with Fetcher(seconds=2, deadline=2, pause=0) as fetcher:
        found = list(Intake(fetcher, **options).read(places))  # type: ignore[arg-type]
    return (
        [one for one in found if isinstance(one, Found)],
        [one for one in found if isinstance(one, Refused)],
    )


def test_a_feed_that_carries_whole_articles(site: Site) -> None:
    whole = "<p>" + BODY * 10 + "</p><p>最后一段<b>加粗</b></p>"
    site.answers["/feed"] = Answer(rss(item("一", whole, f"{site.url}/1")))
    (found,), refused = read(f"{site.url}/feed")
    assert refused == []
    article = found.article
    assert (article.title, article.source, str(article.date)) == ("一", "家电周报", "2026-03-05")
    assert article.text == BODY * 10 + "\n最后一段加粗"
    assert article.url == f"{site.url}/1"
    assert site.asked == ["/robots.txt", "/feed"]


def test_the_page_is_fetched_where_the_feed_has_a_summary(site: Site) -> None:
    site.answers["/feed"] = Answer(
        rss(item("一", "摘要", f"{site.url}/1"), item("二", "只有摘要", f"{site.url}/gone"))
    )
    site.answers["/1"] = Answer(PAGE.format(f"<p>{BODY}</p>" * 8).encode("gb18030"))
    (first, second), refused = read(f"{site.url}/feed")
    assert refused == []
    assert BODY in first.article.text
    assert (first.article.title, first.article.source) == ("一", "家电周报")
    assert second.article.text == "只有摘要"
    site.asked.clear()
    read(f"{site.url}/feed", knows={f"{site.url}/1", f"{site.url}/gone"}.__contains__)
    assert site.asked == ["/robots.txt", "/feed"]
    found, _ = read(f"{site.url}/feed", pages=False)
    assert [one.article.text for one in found] == ["摘要", "只有摘要"]


def test_atom_and_a_name_that_stays_the_same(site: Site) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>刊</title><entry><id>urn:1</id>'
        "<title>题</title><updated>2026-03-05T08:00:00Z</updated>"
        f'<content type="html">&lt;p&gt;{BODY * 10}&lt;/p&gt;</content></entry></feed>'
    )
    site.answers["/atom"] = Answer(atom.encode())
    (one,), _ = read(f"{site.url}/atom")
    (again,), _ = read(f"{site.url}/atom")
    assert one.article.text == BODY * 10
    assert one.article.id == again.article.id


def test_a_broken_feed_gives_what_can_be_read(site: Site) -> None:
    site.answers["/cut"] = Answer(rss(item("一", BODY * 10), item("二", BODY))[:-200])
    found, refused = read(f"{site.url}/cut")
    assert found[0].article.title == "一"
    assert [one.is_error for one in refused] == [False]
    site.answers["/empty"] = Answer(rss())
    found, (refused_one,) = read(f"{site.url}/empty")
    assert (found, refused_one.is_error) == ([], True)


def test_a_list_of_feeds(site: Site) -> None:
    site.answers["/a"] = Answer(rss(item("一", BODY * 10)))
    site.answers["/list"] = Answer(
        f'<opml version="2.0"><body><outline text="组">'
        f'<outline type="rss" text="a" xmlUrl="{site.url}/a"/>'
        f'<outline type="rss" text="a" xmlUrl="{site.url}/a"/>'
        '<outline type="rss" text="b" xmlUrl="file:///etc/passwd"/>'
        f'<outline type="rss" text="c" xmlUrl="{site.url}/none"/></outline></body></opml>'.encode()
    )
    found, refused = read(f"{site.url}/list")
    assert [one.article.title for one in found] == ["一"]
    assert [one.where for one in refused] == ["file:///etc/passwd", f"{site.url}/none"]
    assert "http" in refused[0].words.en
    assert "404" in refused[1].words.en
    assert site.asked.count("/a") == 1


def test_a_single_page(site: Site) -> None:
    site.answers["/page"] = Answer(PAGE.format(f"<p>{BODY}</p>" * 8).encode())
    (found,), refused = read(f"{site.url}/page")
    assert refused == []
    assert found.article.url == f"{site.url}/page"


def test_robots_are_respected(site: Site) -> None:
    rules = b"User-agent: *\nDisallow: /private/*.xml$\n\nUser-agent: contentai\nDisallow: /no\n"
    site.answers["/robots.txt"] = Answer(rules, kind="text/plain")
    site.answers["/no"] = site.answers["/yes"] = Answer(rss(item("一", BODY * 10)))
    found, (refused,) = read(f"{site.url}/no", f"{site.url}/yes")
    assert len(found) == 1
    assert (refused.where, "robots.txt" in refused.words.en) == (f"{site.url}/no", True)
    assert site.asked == ["/robots.txt", "/yes"]


def test_a_server_that_cannot_tell_its_rules_is_left_alone(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(status=503)
    site.answers["/feed"] = Answer(rss(item("一", BODY * 10)))
    found, refused = read(f"{site.url}/feed")
    assert (found, len(refused)) == ([], 1)
    assert site.asked == ["/robots.txt"]


def test_redirects_are_followed_to_web_addresses_only(site: Site) -> None:
    site.answers["/old"] = Answer(status=301, location="/feed")
    site.answers["/feed"] = Answer(rss(item("一", BODY * 10)))
    site.answers["/file"] = Answer(status=302, location="file:///etc/passwd")
    site.answers["/loop"] = Answer(status=302, location="/loop")
    found, refused = read(*(f"{site.url}/{name}" for name in ("old", "file", "loop")))
    assert len(found) == 1
    assert "http" in refused[0].words.en
    assert "redirects" in refused[1].words.en


def test_a_link_of_a_feed_does_not_lead_into_a_private_network(site: Site) -> None:
    inside = site.url.replace("127.0.0.1", "localhost")
    site.answers["/feed"] = Answer(rss(item("一", "", f"{inside}/1")))
    site.answers["/1"] = Answer(PAGE.format(f"<p>{BODY}</p>" * 8).encode())
    found, (refused,) = read(f"{site.url}/feed")
    assert found == []
    assert "private" in refused.words.en
    assert "/1" not in site.asked


def test_an_answer_without_end(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MOST_BYTES", 1000)
    site.answers["/big"] = Answer(b"x" * 200_000)
    site.answers["/slow"] = Answer(b"x" * 900, wait=0.2, pieces=100)
    site.answers["/silent"] = Answer(b"x", wait=30)
    with Fetcher(seconds=1, deadline=1, pause=0) as fetcher:
        for name, said in (("big", "limit"), ("slow", "finished"), ("silent", "no answer")):
            with pytest.raises(FetchError) as caught:
                fetcher.get(f"{site.url}/{name}")
            assert said in caught.value.words.en


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "file:///etc/passwd", "http://", "http://a:99999/", "javascript:x"]
)
def test_addresses_that_are_not_fetched(url: str) -> None:
    with Fetcher(pause=0) as fetcher, pytest.raises(FetchError):
        fetcher.get(url)


def test_nobody_listens() -> None:
    with serving() as gone:
        url = gone.url
    found, (refused,) = read(f"{url}/feed")
    assert (found, refused.where) == ([], f"{url}/feed")
