"""Where the labelled text comes from: the project's corpora, and one's own labelled posts.

Each source is read into ``Sample``s with the labels that the source can really vouch for;
a label it cannot is None and trains nothing. Data sets from outside: ``outside``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contentai.diagnostics import INTENTS
from contentai.jsonline import no_string, read_object
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.text.decode import decode
from contentai.text.decoded import UnreadableText
from contentai.text.fold import fold


@dataclass(frozen=True, slots=True)
class Sample:
    """One text with its labels; None where its source does not know.

    ``group`` keeps texts that belong together on one side of a split (an industry of the
    corpus, or one writer's texts of a genre); ``source`` names the data set.
    """

    id: str
    source: str
    group: str
    text: str
    title: str | None = None
    channel: str | None = None
    intent: str | None = None
    hard_sell: bool | None = None
    spam: bool | None = None
    clickbait: bool | None = None
    unlawful: bool | None = None
    # The wordings that offend, of an unlawful claim.
    spans: tuple[str, ...] = ()
    # Where it stands in the file, of a post of one's own.
    line: int = 0

    @property
    def labelled(self) -> bool:
        """True when anything is said about a post of one's own."""
        return any(getattr(self, name) is not None for name in _MARKS)


# Posts of these files differ in kind, not in trade: each is a source of its own, and what
# one writer wrote (its ids begin alike) a group.
GENRES = {
    name: f"corpus-{name}" for name in ("chat", "guides", "mixed", "short", "sms", "spoken", "ugc")
}


def load_corpus(corpora: Path) -> list[Sample]:
    """The project's labelled posts, in file order. Raises ``DataError`` on a bad line."""
    samples = []
    for file in sorted((corpora / "posts").glob("*.jsonl")):
        for line, row in _own_rows(file):
            intent = row.get("intent")
            if intent not in INTENTS:
                raise DataError(
                    str(file), line, 1, Bilingual(f"意图“{intent}”不认识", f"no intent {intent!r}")
                )
            samples.append(
                Sample(
                    id=row["id"],
                    source=GENRES.get(row["industry"], "corpus"),
                    group=_writer(row["id"]) if row["industry"] in GENRES else row["industry"],
                    text=row["text"],
                    title=row.get("title"),
                    channel=row.get("channel"),
                    intent=intent,
                    hard_sell=intent in ("hard_sell", "spam"),
                    spam=intent == "spam",
                )
            )
    return samples


def _writer(id: str) -> str:
    """Whose text of a genre it is: what its id begins with ("spoken3-017" is of "spoken3")."""
    return id.rpartition("-")[0] or id


def load_added(name: str, data: bytes) -> list[Sample]:
    """Labelled posts of one's own: ``{text, title?, intent?, hard_sell?, spam?, clickbait?}``.

    ``data`` is what stands in the file ``name``.

    An ``intent`` says what ``hard_sell`` and ``spam`` are; without it either may be given as
    true or false, and what is spam is hard_sell, too. Raises ``DataError`` at the first line
    that has no text or a label that is none or contradicts another, be it that of the same
    words in another line, and for a file without any label.
    """
    samples: list[Sample] = []
    told: dict[tuple[str, str, str], Sample] = {}
    for line, row in rows_in(name, data):
        sample = _added(name, line, row)
        words_read = _as_read(sample.title or ""), _as_read(sample.text)
        for mark in ("intent", *_MARKS):
            value = getattr(sample, mark)
            if value is None:
                continue
            first = told.setdefault((mark, *words_read), sample)
            if getattr(first, mark) != value:
                words = Bilingual(
                    f"和第 {first.line} 行是同样的文字，“{mark}”却标得不一样",
                    f"the same text as in line {first.line}, but {mark!r} differs",
                )
                raise DataError(name, line, 1, words)
        samples.append(sample)
    if not any(sample.labelled for sample in samples):
        raise DataError(name, 0, 0, _NO_LABEL)
    return samples


def known_by(sample: Sample) -> str:
    """16 hexadecimal digits of what a reader understands of its text, under whatever title."""
    return hashlib.sha256(_as_read(sample.text).encode("utf-8", "replace")).hexdigest()[:16]


def _as_read(text: str) -> str:
    """What a reader understands of a text, marks and blanks left aside."""
    folded = fold(text).text.lower()
    return "".join(filter(str.isalnum, folded)) or folded


_MARKS = ("hard_sell", "spam", "clickbait")
_NO_LABEL = Bilingual(
    f"没有一条带标签（intent、{'、'.join(_MARKS)}）",
    f"no line has a label (intent, {', '.join(_MARKS)})",
)


def _added(file: str, line: int, row: Mapping[str, Any]) -> Sample:
    text, intent = row.get("text"), row.get("intent")
    if not isinstance(text, str) or not text.strip():
        raise DataError(file, line, 1, Bilingual("要有文字“text”", "a text is needed"))
    if intent is not None and intent not in INTENTS:
        names = "、".join(INTENTS)
        words = Bilingual(
            f"意图“{intent}”不认识；可以用：{names}", f"no intent {intent!r}; valid: {names}"
        )
        raise DataError(file, line, 1, words)
    title = row.get("title")
    if title is not None and not isinstance(title, str):
        raise DataError(file, line, 1, no_string("title"))
    marks = {name: _mark(file, line, row, name) for name in _MARKS}
    if intent is not None:
        meant = {"hard_sell": intent in ("hard_sell", "spam"), "spam": intent == "spam"}
        for name, value in meant.items():
            if marks[name] not in (None, value):
                words = Bilingual(
                    f"意图“{intent}”和“{name}”矛盾，删掉一个",
                    f"intent {intent!r} contradicts {name!r}; delete one of them",
                )
                raise DataError(file, line, 1, words)
        marks |= meant
    if marks["spam"]:
        if marks["hard_sell"] is False:
            words = Bilingual(
                "“spam”是 true，“hard_sell”就不能是 false：垃圾也算硬推",
                "spam is hard_sell, too: with 'spam' true 'hard_sell' cannot be false",
            )
            raise DataError(file, line, 1, words)
        marks["hard_sell"] = True
    return Sample(
        id=str(row.get("id", line)),
        source="added",
        group="added",
        text=text,
        title=title,
        channel=row.get("channel"),
        intent=intent,
        hard_sell=marks["hard_sell"],
        spam=marks["spam"],
        clickbait=marks["clickbait"],
        line=line,
    )


def _mark(file: str, line: int, row: Mapping[str, Any], name: str) -> bool | None:
    value = row.get(name)
    if value is None or value in (0, 1):
        return None if value is None else bool(value)
    words = Bilingual(f"“{name}”要是 true 或 false", f"{name!r} must be true or false")
    raise DataError(file, line, 1, words)


def load_titles(corpora: Path) -> list[Sample]:
    """The project's labelled titles."""
    return [
        title_of(
            row["id"], "corpus-titles", row["industry"], row["text"], row.get("clickbait") == 1
        )
        for file in sorted((corpora / "titles").glob("*.jsonl"))
        for _, row in _own_rows(file)
    ]


def load_articles(corpora: Path) -> list[Sample]:
    """The project's industry articles: the only long texts; none without their labels."""
    file = corpora / "labels" / "articles.jsonl"
    if not file.exists():
        return []
    intents = {row["id"]: row["intent"] for _, row in rows_of(file)}
    return [
        Sample(
            id=row["id"],
            source="corpus-articles",
            group=row["industry"],
            text=row["text"],
            title=row.get("title"),
            intent=intents[row["id"]],
            hard_sell=False,
            spam=False,
        )
        for article in sorted((corpora / "articles").glob("*.jsonl"))
        for _, row in _own_rows(article)
        if intents.get(row["id"]) in INTENTS
    ]


def load_claims(corpora: Path) -> list[Sample]:
    """The project's labelled advertising claims, one source a file; none without the folder."""
    samples = []
    for file in sorted((corpora / "claims").glob("*.jsonl")):
        for _, row in _own_rows(file, "kind"):
            unlawful = row.get("violation") == 1
            source = f"corpus-claims-{file.stem}"
            span = row.get("span", ())
            spans = (span,) if isinstance(span, str) else tuple(span)
            samples.append(
                Sample(row["id"], source, row["kind"], row["text"], unlawful=unlawful, spans=spans)
            )
    return samples


def rows_of(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file of JSON Lines with their line numbers. Raises ``DataError``."""
    return rows_in(str(file), file.read_bytes())


def rows_in(name: str, data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """The same of what stands in the file ``name``."""
    try:
        text = decode(data).text
    except UnreadableText as error:
        words = Bilingual(error.message_zh, error.message_en)
        raise DataError(name, 0, 0, words) from None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row = read_object(line)
        if isinstance(row, Bilingual):
            raise DataError(name, number, 1, row)
        yield number, row


def _own_rows(file: Path, group: str = "industry") -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows of a corpus of the project, which must have an id, a group and a text."""
    for line, row in rows_of(file):
        for name in ("id", group, "text"):
            if not isinstance(row.get(name), str):
                words = Bilingual(f"要有字符串“{name}”", f"a string {name!r} is needed")
                raise DataError(str(file), line, 1, words)
        yield line, row


def title_of(id: str, source: str, group: str, text: str, bait: bool) -> Sample:
    """A title, known to bait clicks or not."""
    return Sample(id=id, source=source, group=group, text=text, clickbait=bait)
