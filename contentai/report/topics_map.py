"""The topic map: one page that needs no network, readable without JavaScript too.

All that it tells stands in a table; the script only filters it and shows a row beside the
chart. A content security policy lets nothing run or load but the page's own script and style.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Final

from contentai.language import Bilingual
from contentai.report.labels_placed import Box, Spot, placed
from contentai.report.page import closing, opening, safe
from contentai.report.visible import visible
from contentai.topics.chart import HEIGHT, WIDTH, Chart, Mark
from contentai.topics.segments import Segment

_TRENDS: Final = {
    "new": Bilingual("新", "new"),
    "rising": Bilingual("上升", "rising"),
    "steady": Bilingual("平稳", "steady"),
    "fading": Bilingual("消退", "fading"),
    "": Bilingual("看不出", "unknown"),
}
_COVERAGE: Final = {
    "none": Bilingual("没写过", "not written"),
    "near": Bilingual("写过相近的", "something near"),
    "told": Bilingual("写过", "written"),
}
_LISTED: Final = 8  # articles of one topic


def as_html(
    chart: Chart, segments: Sequence[Segment], articles: int, on: datetime.date
) -> Iterator[str]:
    """The page, piece by piece. ``articles`` is how many there are in all."""
    title = Bilingual(f"选题地图 {on}", f"Topic map {on}")
    yield opening(str(title), "topics_map")
    yield f"<h1>{safe(str(title))}</h1>\n<p>{safe(str(_summary(chart, articles)))}</p>\n"
    words = Bilingual(
        "圆越大，写的文章越多；离得近的意思相近，左右上下本身没有含义。"
        "点一个圆看引文和出处；方向键移动，回车打开，Esc 关上，/ 搜索，+ - 0 缩放。",
        "A larger circle has more articles; circles close together are alike in meaning, "
        "directions mean nothing. Click for quotations; arrows move, Enter opens, Esc closes, "
        "/ searches, + - 0 zoom.",
    )
    yield f"<p class=quiet>{safe(str(words))}</p>\n"
    if chart.marks:
        yield from _filters(chart, segments)
        yield from _stage(chart)
    yield from _table(chart, segments)
    yield closing("topics_map")


def as_lines(chart: Chart, articles: int) -> Iterator[str]:
    """A line a topic, for people."""
    yield f"{_summary(chart, articles)}\n"
    for mark in chart.marks:
        yield visible(f"{mark.id}  {_facts(mark)}") + "\n"


def _summary(chart: Chart, articles: int) -> Bilingual:
    topics = len(chart.marks) + chart.hidden
    bare = sum(mark.coverage == "none" for mark in chart.marks)
    room = Bilingual("", "")
    if chart.hidden:
        room = Bilingual(
            f"；来源和文章最少的 {chart.hidden} 个没有画",
            f"; the {chart.hidden} with the fewest sources and articles are not drawn",
        )
    if chart.adverts:
        room = Bilingual(
            f"{room.zh}；{chart.adverts} 篇是广告，没有算",
            f"{room.en}; {chart.adverts} articles are advertisements, left out",
        )
    if not topics:
        return Bilingual(
            f"{articles} 篇文章，没有选题{room.zh}", f"{articles} articles, no topics{room.en}"
        )
    if not chart.posts:
        # Nothing is known of what the account wrote: that is not "nothing written".
        return Bilingual(
            f"{articles} 篇文章，{topics} 个选题；没有自家近半年的帖子，看不出写过哪些{room.zh}",
            f"{articles} articles, {topics} topics; no own posts of the last half year to tell "
            f"which are covered{room.en}",
        )
    return Bilingual(
        f"{articles} 篇文章，{topics} 个选题，其中 {bare} 个自家账号近半年没写过{room.zh}",
        f"{articles} articles, {topics} topics, {bare} of them not written about by the account "
        f"in the last half year{room.en}",
    )


def _filters(chart: Chart, segments: Sequence[Segment]) -> Iterator[str]:
    everything = Bilingual("全部", "all")
    yield "<form id=filters hidden>\n"
    yield f"<label for=search>{Bilingual('搜索', 'Search')}"
    yield "<input id=search type=search autocomplete=off></label>\n"
    choices = (
        ("trend", Bilingual("走势", "Trend"), [(k or "undated", v) for k, v in _TRENDS.items()]),
        ("coverage", Bilingual("自家账号", "Own account"), list(_COVERAGE.items())),
        (
            "segments",
            Bilingual("分群", "Segment"),
            [(f"s{at}", Bilingual(s.name, s.name)) for at, s in enumerate(segments)],
        ),
    )
    for id, name, options in choices:
        yield f'<label for={id}>{name}<select id={id}><option value="">{everything}</option>'
        for value, words in options:
            yield f'<option value="{value}">{safe(str(words))}</option>'
        yield "</select></label>\n"
    yield f"<button type=reset>{Bilingual('清除', 'Clear')}</button>\n"
    for id, sign, words in (
        ("in", "+", Bilingual("放大", "zoom in")),
        ("out", "−", Bilingual("缩小", "zoom out")),
        ("all", "⤢", Bilingual("看全图", "whole map")),
    ):
        yield f'<button type=button id={id} aria-label="{words}" title="{words}">{sign}</button>\n'
    yield f"<span id=count role=status>{len(chart.marks)} / {len(chart.marks)}</span>\n</form>\n"


def _stage(chart: Chart) -> Iterator[str]:
    name = Bilingual("选题地图", "topic map")
    yield "<div id=stage><div id=plane>\n"
    yield f'<svg id=chart role=group aria-label="{name}" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">\n'
    circles = [Box(m.x - m.radius, m.y - m.radius, 2 * m.radius, 2 * m.radius) for m in chart.marks]
    spots = placed([(visible(m.name), m.x, m.y, m.radius) for m in chart.marks], circles)
    # The largest first, so that a small one is never under a large one.
    for mark, spot in zip(chart.marks, spots, strict=True):
        yield _circle(mark, spot)
    yield "</svg></div>\n"
    shut = Bilingual("关上", "close")
    yield f"<section id=panel hidden aria-live=polite><button type=button id=close>{shut}</button>"
    yield "<div id=told></div></section></div>\n<div id=legend>\n"
    for key, words in _TRENDS.items():
        yield from _sample(f"{key or 'undated'} plain", words)
    for key, words in _COVERAGE.items():
        yield from _sample(f"{key} hollow", words)
    yield "</div>\n"


def _sample(classes: str, words: Bilingual) -> Iterator[str]:
    yield f'<span><svg viewBox="0 0 20 20" aria-hidden=true><g class="{classes}">'
    yield f"<circle cx=10 cy=10 r=7 /></g></svg> {words}</span>\n"


def _circle(mark: Mark, spot: Spot | None) -> str:
    x, y, name = spot or Spot(mark.x, mark.y, visible(mark.name))
    hidden = "" if spot else " class=faint"
    return (
        f'<a href="#{safe(mark.id)}" class="{mark.trend or "undated"} {mark.coverage}" '
        f'aria-label="{safe(_facts(mark))}"><title>{safe(_facts(mark))}</title>'
        f"<circle cx={mark.x:g} cy={mark.y:g} r={mark.radius:g} />"
        f"<text x={x:g} y={y:g}{hidden}>{safe(name)}</text></a>\n"
    )


def _facts(mark: Mark) -> str:
    trend, coverage = _TRENDS[mark.trend or ""], _COVERAGE[mark.coverage]
    return str(
        Bilingual(
            f"{mark.name}：{mark.size} 篇，{len(mark.sources)} 个来源，{trend.zh}，{coverage.zh}",
            f"{mark.name}: {mark.size} articles, {len(mark.sources)} sources, {trend.en}, "
            f"{coverage.en}",
        )
    )


def _table(chart: Chart, segments: Sequence[Segment]) -> Iterator[str]:
    heads = (
        *(Bilingual("选题", "Topic"), Bilingual("文章", "Articles"), Bilingual("来源", "Sources")),
        *(Bilingual("走势", "Trend"), Bilingual("自家账号", "Own account")),
        Bilingual("引文、文章和分群", "Quotations, articles, segments"),
    )
    yield f"<h2>{Bilingual('所有选题', 'All topics')}</h2>\n<table><thead><tr>"
    yield "".join(f"<th scope=col>{head}</th>" for head in heads)
    yield "</tr></thead><tbody>\n"
    numbers = {segment.id: at for at, segment in enumerate(segments)}
    for mark in chart.marks:
        trend = mark.trend or ""
        own = " ".join(f"s{numbers[id]}" for id in mark.segments)
        yield f'<tr id="{safe(mark.id)}" data-trend={trend or "undated"} '
        yield f'data-coverage={mark.coverage} data-segments="{own}">'
        yield f"<th scope=row class=name>{safe(mark.name)}</th>"
        yield f"<td class=n>{mark.size}</td><td class=n>{len(mark.sources)}</td>"
        yield f"<td>{_TRENDS[trend]}</td><td>{_COVERAGE[mark.coverage]}</td>"
        yield "<td class=wide><details><summary>"
        yield f"{safe('、'.join(mark.terms) or mark.name)}</summary><div class=details>"
        yield from _details(mark, [segments[numbers[id]].name for id in mark.segments])
        yield "</div></details></td></tr>\n"
    yield "</tbody></table>\n"


def _details(mark: Mark, segments: Sequence[str]) -> Iterator[str]:
    for passage in mark.passages:
        if passage.excerpt:
            origin = " ".join(
                str(part) for part in (passage.source, f"《{passage.title}》", passage.date) if part
            )
            yield f"<blockquote>{safe(passage.excerpt)}<br>"
            yield f"<cite>—— {safe(origin)}</cite></blockquote>"
    yield f"<p class=quiet>{Bilingual('文章', 'Articles')}</p><ul>"
    for article in mark.articles[:_LISTED]:
        told = " ".join(str(part) for part in (article.source, article.date) if part)
        yield f"<li>{safe(article.title or article.text[:30])} <cite>{safe(told)}</cite></li>"
    more = len(mark.articles) - _LISTED
    if more > 0:
        yield f"<li>{Bilingual(f'还有 {more} 篇', f'{more} more')}</li>"
    if mark.reprints:
        yield f"<li>{Bilingual(f'转载 {mark.reprints} 篇', f'{mark.reprints} reprints')}</li>"
    yield "</ul>"
    if mark.posts:
        yield f"<p class=quiet>{Bilingual('自家帖子', 'Own posts')}</p><ul>"
        for covering in mark.posts:
            post = covering.post
            told = f"{post.date} {covering.likeness:.2f}"
            yield f"<li>{safe(post.title or post.text[:30])} <cite>{safe(told)}</cite></li>"
        yield "</ul>"
    if segments:
        names = Bilingual("、", ", ")
        yield f"<p class=quiet>{Bilingual('关心的分群', 'Segments')}{Bilingual('：', ': ')}"
        yield f"{safe(str(names).join(segments))}</p>"
