"""From a topic to text: a quotation with its source, and a new draft to go on from."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from contentai.language import Bilingual
from contentai.rewriting import scalar
from contentai.tui.advice.asked import Idea, Quote

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
_LONGEST_NAME = 40
_WHY = Bilingual("选题", "topic")


@dataclass(frozen=True)
class NewDraft:
    """A draft to be: a file name that no system refuses, and the text to begin with."""

    name: str
    text: str


def quotation(quote: Quote, *, markdown: bool) -> str:
    """The passage with its source: a block quote in Markdown, else a sentence in marks.

    Where only a title is known, that is quoted. Lines end at LF.
    """
    words = " ".join((quote.text or quote.title).split())
    named = " ".join(f"{quote.source}《{quote.title}》".split()) if quote.text else quote.source
    origin = "，".join(part for part in (named, quote.date) if part)
    if not markdown:
        return f"“{words}”（{origin}）" if origin else f"“{words}”"
    lines = [f"> {_escaped(words)}", *([">", f"> —— {_escaped(origin)}"] if origin else [])]
    return "\n".join(lines) + "\n"


def new_draft(
    idea: Idea,
    title: str,
    segment: str,
    channel: str | None,
    day: datetime.date | None = None,
) -> NewDraft:
    """A Markdown draft with its header, why the topic was suggested, and passages to work from.

    ``day`` is when it should go out.
    """
    header = [f"title: {scalar(title)}"]
    if channel:
        header.append(f"channel: {scalar(channel)}")
    if segment:
        header.append(f"segment: {scalar(segment)}")
    if day:
        header.append(f"publish_on: {day}")
    why = " ".join(
        f"{_WHY}：{idea.topic}。{idea.why}".replace("--", "——").replace(">", "＞").split()
    )
    quotes = "\n".join(quotation(quote, markdown=True) for quote in idea.quotes)
    text = "\n".join(["---", *header, "---", "", f"<!-- {why} -->", "", "", quotes])
    name = " ".join(_UNFIT.sub(" ", title).split()).strip(" .")[:_LONGEST_NAME].strip(" .")
    return NewDraft(f"{name or 'draft'}.md", text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
