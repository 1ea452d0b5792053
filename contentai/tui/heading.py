"""A draft's front matter as a form sees it: fields to read, and one field at a time to write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from contentai.language import Bilingual
from contentai.located import DataError
from contentai.rewriting import put
from contentai.text.frontmatter import read_front_matter
from contentai.text.header import FrontMatter
from contentai.text.names import NEEDS
from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value

Field = Literal["title", "channel", "segment", "stage", "product", "needs", "publish_on"]
FIELDS: Final[tuple[Field, ...]] = (
    *("title", "channel", "segment", "stage", "product", "needs", "publish_on"),
)
_LISTS: Final = ("segment", "needs")
_CLOSING: Final = re.compile(r"(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r)?\Z")
_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_COMMAS: Final = re.compile(r"[,，、;；]")
_NO_HTML: Final = Bilingual(
    "HTML 稿没有头部：渠道和阶段请写在 contentai.yaml 的 overrides 里",
    "An HTML draft has no front matter: say channel and stage in overrides of contentai.yaml",
)


@dataclass(frozen=True)
class Heading:
    """The front matter of a draft: its text (empty where there is none) and its fields.

    ``off`` says why no field can be written, ``notes`` what could not be understood. A day of
    publication is there as it is written, understood or not.
    """

    text: str
    fields: dict[Field, str | tuple[str, ...]]
    off: Bilingual | None = None
    notes: tuple[Bilingual, ...] = ()


def read_heading(text: str, *, html: bool = False) -> Heading:
    """The heading at the start of a draft. Never raises."""
    front = read_front_matter(text)
    header = text[: front.end]
    off = _broken(header) if header else (_NO_HTML if html else None)
    notes = () if off else tuple(problem.words for problem in front.problems)
    fields = _fields(front)
    if not off and "publish_on" in header:
        fields["publish_on"] = _written_day(header)
    return Heading(header, fields, off, notes)


def write_heading(header: str, field: Field, value: str | Sequence[str]) -> str:
    """``header`` with one field changed; an empty value takes it out.

    Comments and other keys stay. A header is made where there is none. Raises ``DataError``
    where the change cannot be made for certain.
    """
    start, stop, end = _inside(header)
    text = header[start:stop]
    written = value if isinstance(value, str) else tuple(value)
    if field == "needs" and (name := _lone_name(text)):
        text = put(text, ("product", "name"), name)
    keys, wanted = _path(text, field, written)
    changed = put(text, keys, wanted or None)
    if header:
        return header[:start] + changed + header[stop:]
    return f"---{end}{changed}---{end}" if changed else ""


def split_words(text: str) -> tuple[str, ...]:
    """Words between commas, Chinese or not, each once."""
    words = (word.strip() for word in _COMMAS.split(text))
    return tuple(dict.fromkeys(word for word in words if word))


def _fields(front: FrontMatter) -> dict[Field, str | tuple[str, ...]]:
    return {
        "title": front.title or "",
        "channel": front.channel or "",
        "segment": front.segments,
        "stage": front.stage or "",
        "product": front.product or "",
        "needs": tuple(need for need in NEEDS if need in front.needs),
        "publish_on": "",
    }


def _written_day(header: str) -> str:
    """The day of publication as the header writes it: of one half typed, too, a form shows all."""
    start, stop, _ = _inside(header)
    root = read_yaml(header[start:stop], "")
    if root is None or not root.is_mapping:
        return ""
    days = (Value("", item) for key, item in root.node.value if key.value == "publish_on")
    day = next(days, None)
    return day.text().strip() if day is not None and day.is_scalar and not day.is_empty else ""


def _inside(header: str) -> tuple[int, int, str]:
    """Where the YAML of a header starts and stops, and how its lines end."""
    if not header:
        return 0, 0, "\n"
    opening, closing = _LINE_END.search(header), _CLOSING.search(header)
    assert opening and closing  # it was read as a header
    return opening.end(), closing.start(), opening.group()


def _broken(header: str) -> Bilingual | None:
    start, stop, _ = _inside(header)
    try:
        read_yaml(header[start:stop], "")
    except DataError as error:
        line = f"{error.line + 1}" if error.line else "?"
        return Bilingual(
            f"头部的 YAML 读不懂（第 {line} 行），先在原文里改好：{error.words.zh}",
            f"The front matter is broken (line {line}); mend it in the text: {error.words.en}",
        )
    return None


def _lone_name(text: str) -> str:
    """The product's name where the header says nothing else of it: ``product: name``."""
    root = read_yaml(text, "")
    product = root.table().get("product") if root is not None and not root.is_empty else None
    return "" if product is None or product.is_mapping or product.is_empty else product.text()


def _path(
    text: str, field: Field, value: str | tuple[str, ...]
) -> tuple[tuple[str, ...], str | tuple[str, ...]]:
    """Where a field stands in the YAML, and the shape that its value has there."""
    root = read_yaml(text, "")
    table = root.table() if root is not None and not root.is_empty else {}
    if field == "needs":
        return ("product", "needs"), value
    if field == "product":
        product = table.get("product")
        return ("product", "name") if product and product.is_mapping else ("product",), value
    if field == "segment" and len(value) == 1 and not isinstance(value, str):
        segment = table.get("segment")
        return ("segment",), value if segment and segment.is_list else value[0]
    return (field,), value
