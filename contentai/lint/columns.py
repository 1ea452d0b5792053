"""Which column of a table is what: by the names that people give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from contentai.language import Bilingual
from contentai.located import nearest
from contentai.text.cells import Table

# The first of these that a table has; --text-column names another.
TEXT: Final = ("text", "content", "正文", "内容", "文案", "文本", "body", "推文", "帖子")
_ALL_TEXTS: Final = frozenset(TEXT)
_TITLE: Final = ("title", "标题", "题目")
_CHANNEL: Final = ("channel", "渠道", "平台", "platform")
_ID: Final = ("id", "编号", "序号", "文案编号", "post_id")
# A remark on a column, as in 内容（必填）.
_REMARK = re.compile(r"\(.*\)\Z|\*\Z")
_ROWS_ABOVE = 6
_BETWEEN = re.compile(r"[,\t;，|]")


def chosen_columns(
    table: Table, column: str | None, name: str, notes: list[Bilingual]
) -> dict[str, str] | Bilingual:
    """The columns' names by what they are for: text, and title, channel, id where there are any.

    ``column`` names the one with the text; without it the first of ``TEXT`` counts. What is passed
    over goes to ``notes``. Where none is known to hold the text: why not.
    """
    known = {_plain(given): given for given in reversed(table.columns)}
    for plain, given in tuple(known.items()):
        known.setdefault(_REMARK.sub("", plain), given)
    found = {
        what: known[alias]
        for what, aliases in (("title", _TITLE), ("channel", _CHANNEL), ("id", _ID))
        for alias in reversed(aliases)
        if alias in known
    }
    listed = "、".join(filter(None, table.columns)) or "—"
    if column is not None:
        if _plain(column) not in known:
            near = known.get(nearest(_plain(column), list(known)) or "")
            nearby = Bilingual(f"，最接近的是“{near}”", f"; the nearest is {near!r}")
            nearby = nearby if near else Bilingual("", "")
            return Bilingual(
                f"没有“{column}”这一列{nearby.zh}；有的是：{listed}",
                f"there is no column {column!r}{nearby.en}; there are: {listed}",
            )
        return {**found, "text": known[_plain(column)]}
    texts = [known[alias] for alias in TEXT if alias in known]
    if not texts:
        like = next((c for plain, c in known.items() if any(t in plain for t in TEXT)), None)
        named = f" {''.join(like.split())}" if like else ""
        return Bilingual(
            f"看不出哪一列是文案（认得 {'、'.join(TEXT)}）；有的是：{listed}；"
            f"用 --text-column{named} 或配置里的 text_column 指明",
            f"no column is known to hold the text ({', '.join(TEXT)}); there are: {listed}; "
            f"name it by --text-column{named}, or text_column in the configuration",
        )
    if len(texts) > 1:
        others = "、".join(texts[1:])
        notes.append(
            Bilingual(
                f"{name}：查的是“{texts[0]}”列；要查 {others} 就用 --text-column",
                f"{name}: column {texts[0]!r} is checked; --text-column for {others}",
            )
        )
    return {**found, "text": texts[0]}


def twins(table: Table, chosen: dict[str, str], name: str) -> Iterator[Bilingual]:
    """Of columns that go by the name of a chosen one only the first is read."""
    for what in ("text", "title"):
        column = chosen.get(what)
        count = sum(column is not None and _plain(c) == _plain(column) for c in table.columns)
        if count > 1:
            yield Bilingual(
                f"{name}：有 {count} 列都叫“{column}”，只读第一列；别的列改个名字再查",
                f"{name}: {count} columns are called {column!r} and only the first is read; "
                "rename the others to have them checked",
            )


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).lower().split())


def header_below(text: str) -> Bilingual:
    """Where the names of the columns stand, if not on the first line; else nothing."""
    for number, line in enumerate(text.split("\n", _ROWS_ABOVE)[1:_ROWS_ABOVE], 2):
        cells = (_plain(cell.strip().strip('"')) for cell in _BETWEEN.split(line))
        if not _ALL_TEXTS.isdisjoint(cells):
            return Bilingual(
                f"；第一行应当是列名：列名像是在第 {number} 行，把它上面的行删掉",
                f"; the first line names the columns, which seem to stand on line {number}: "
                "delete what is above it",
            )
    return Bilingual("", "")
