"""One article from one text: a page, a Markdown or plain file, a JSON object."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from contentai.language import Bilingual
from contentai.text.document import Document
from contentai.text.markup import BlockKind
from contentai.topics.article import Article
from contentai.topics.clean import clean, one_line
from contentai.topics.found import Found, Refused, missing_package
from contentai.topics.table import read_date

_LONGEST_TITLE: Final = 200
_LONGEST_NAME: Final = 200
# Extraction looks at a tree; pages are far smaller.
_MOST_HTML: Final = 5 << 20
# Less is a menu or a notice that the page is gone.
_LEAST_PAGE: Final = 50
# What stands in a page's title between the article's own and the name of the site.
_BEFORE_SITE: Final = "-_|–—―·•｜－＿"
# In the header of a file, quotes and a remark behind it aside.
_HEADER_DATE = re.compile(
    r"""^(?:publish_on|date|日期|发布日期)[ \t]*:[ \t]*["']?([^"'#\r\n]*)""", re.MULTILINE
)
_DATE_IN_NAME = re.compile(r"(?<!\d)(20\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_PAGE: Final = Bilingual("网页正文的提取", "extracting the text of pages")


def from_object(row: Mapping[str, Any], origin: str, where: str) -> Found | Refused:
    """The article of ``{"id"?, "title"?, "text"?, "date"?, "source"?, "url"?, "industry"?}``.

    Without an id the content stands for it; without a source the file does.
    """
    for key in ("title", "text", "source", "url", "industry"):
        if not isinstance(row.get(key, ""), str | None):
            return Refused(where, Bilingual(f"“{key}”要是字符串", f"{key!r} must be a string"))
    id = row.get("id")
    if isinstance(id, bool | dict | list):
        return Refused(where, Bilingual("“id”要是字符串", "'id' must be a string"))
    written = "" if row.get("date") is None else str(row["date"])
    date = read_date(written)
    notes = () if date or not written.strip() else (_unread_date(written),)
    return article(
        name="" if id is None else str(id),
        title=row.get("title") or "",
        text=row.get("text") or "",
        source=row.get("source") or PurePath(origin).stem,
        date=date,
        url=row.get("url") or None,
        industry=row.get("industry") or None,
        origin=origin,
        where=where,
        notes=notes,
    )


def from_draft(text: str, origin: str, where: str) -> Found | Refused:
    """The article in a Markdown or plain text file.

    The heading before all text is the title. Front matter may give title, source and date;
    else the source is the folder and the date the one in the file's name. What cannot be read
    in it is noted. A title alone is refused.
    """
    path = PurePath(origin)
    document = Document.parse(text, path=origin)
    front = document.front
    body = "\n".join(
        document.text[block.span.start : block.span.end]
        for block in document.body
        if block.kind not in (BlockKind.CODE, BlockKind.IMAGE_ALT)
    )
    title = document.title
    if title is None and document.body and document.body[0].kind is BlockKind.HEADING:
        title = document.body[0]
        body = body.removeprefix(document.text[slice(*title.span)])
    if title and not any(map(str.isalnum, body)):
        return Refused(where, Bilingual("只有标题，没有正文", "a title without a text"))
    dated = _HEADER_DATE.search(document.source[: front.end])
    written = dated[1].strip() if dated else ""
    date = read_date(written)
    notes = [
        Bilingual(f"第 {line} 行：{problem.words.zh}", f"line {line}: {problem.words.en}")
        for problem in front.problems
        # Dates are read here in more ways than a draft's header may have them.
        if not (dated and problem.span.start in range(*dated.span()))
        for line, _ in [document.lines.position(problem.span.start)]
    ]
    if written and not date:
        notes.append(_unread_date(written))
    return article(
        name=path.stem,
        title=document.text[slice(*title.span)] if title else path.stem if body.strip() else "",
        text=body,
        source=front.source or path.parent.name or path.stem,
        date=date or front.publish_on or _date_in_name(path.stem),
        origin=origin,
        where=where,
        notes=tuple(notes),
    )


def from_page(
    html: str,
    origin: str,
    where: str,
    *,
    url: str | None = None,
    name: str | None = None,
    source: str | None = None,
    date: datetime.date | None = None,
    title: str | None = None,
) -> Found | Refused:
    """The main text, title, date and site of a page; what is given wins over what it says."""
    if len(html) > _MOST_HTML:
        words = Bilingual(
            f"网页有 {len(html) >> 20} MB，不像一篇文章", f"a page of {len(html) >> 20} MB"
        )
        return Refused(where, words)
    try:
        import trafilatura
    except ImportError as error:
        return Refused(where, missing_package(error, _PAGE))
    page = trafilatura.bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True},
    )
    assert not isinstance(page, dict)
    headline = title or (page.title if page else None) or ""
    titles = headline, (page.title if page else None) or ""
    text = _without_title((page.text if page else None) or "", titles)
    if page is None or len(text.strip()) < _LEAST_PAGE:
        words = Bilingual("网页里找不到正文", "no main text in the page")
        return Refused(where, words)
    return article(
        name=name or (PurePath(origin).stem if url is None else url),
        title=headline,
        text=text,
        source=source or page.sitename or page.hostname or PurePath(origin).parent.name,
        date=date or read_date(page.date or ""),
        url=url or page.url or None,
        origin=origin,
        where=where,
    )


def article(
    *,
    name: str,
    title: str,
    text: str,
    source: str,
    date: datetime.date | None,
    origin: str,
    where: str,
    url: str | None = None,
    industry: str | None = None,
    notes: tuple[Bilingual, ...] = (),
) -> Found | Refused:
    """An article of these parts, cleaned; refused when nothing readable is in it."""
    cleaned = clean(text)
    if isinstance(cleaned, Bilingual):
        return Refused(where, cleaned)
    headline = clean(title[:_LONGEST_TITLE])
    heading = "" if isinstance(headline, Bilingual) else one_line(headline.text)
    if not any(map(str.isalnum, heading + cleaned.text)):
        return Refused(where, Bilingual("是空的，没有可读的文字", "empty: nothing to read"))
    if date and date > datetime.date.today() + datetime.timedelta(days=366):
        notes = (*notes, Bilingual(f"日期 {date} 太远，当作没写", f"date {date} is too far off"))
        date = None
    id = one_line(name)[:_LONGEST_NAME] or content_name(heading, cleaned.text)
    return Found(
        Article(
            id=id,
            title=heading,
            text=cleaned.text,
            source=one_line(source)[:_LONGEST_NAME] or origin,
            date=date,
            url=url,
            industry=one_line(industry) if industry else None,
        ),
        origin,
        where,
        (*notes, *cleaned.notes),
    )


def content_name(title: str, text: str) -> str:
    """A name for an article that came without one."""
    import hashlib

    return "a" + hashlib.sha256(f"{title}\n{text}".encode("utf-8", "replace")).hexdigest()[:12]


def _without_title(text: str, titles: Sequence[str]) -> str:
    """The text without the heading that says again what the page is called.

    A page's title may go on with the name of the site. A post may be its own title: the text
    of one line stays.
    """
    first, _, rest = text.lstrip().partition("\n")
    heading = one_line(first)
    for title in map(one_line, titles):
        goes_on = title[len(heading) :].lstrip()
        says_again = title.startswith(heading) and (not goes_on or goes_on[0] in _BEFORE_SITE)
        if heading and says_again and rest.strip():
            return rest
    return text


def _date_in_name(stem: str) -> datetime.date | None:
    found = _DATE_IN_NAME.search(stem)
    return read_date("-".join(found.groups())) if found else None


def _unread_date(written: str) -> Bilingual:
    short = one_line(written)[:20]
    return Bilingual(f"日期“{short}”看不懂，当作没写", f"date {short!r} is not understood")
