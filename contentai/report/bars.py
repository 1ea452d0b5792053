"""Bar charts as SVG made of numbers; each number stands beside its bar as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from contentai.report.page import safe


class Bar(NamedTuple):
    """A row: its name, the parts of its bar by class, where its name leads, what it says."""

    name: str
    parts: Sequence[tuple[str, int]]
    link: str = ""

    @property
    def total(self) -> int:
        """The length of the bar."""
        return sum(count for _, count in self.parts)


_ROW, _LEFT, _WIDTH, _RIGHT = 24, 132, 360, 44


def bars(title: str, rows: Iterable[Bar]) -> str:
    """A figure of horizontal bars; nothing without rows."""
    listed = list(rows)
    if not listed:
        return ""
    most = max(*(row.total for row in listed), 1)
    room = _WIDTH - _LEFT - _RIGHT
    drawn = []
    for index, row in enumerate(listed):
        y = index * _ROW
        label = f'<text x="{_LEFT - 8}" y="{y + 16}" class="name">{safe(row.name)}</text>'
        if row.link:
            label = f'<a href="#{safe(row.link)}">{label}</a>'
        at = float(_LEFT)
        for kind, count in row.parts:
            width = room * count / most
            if count:
                drawn.append(
                    f'<rect class="{kind}" x="{at:.1f}" y="{y + 4}" width="{max(width, 1):.1f}" '
                    f'height="16"></rect>'
                )
            at += width
        drawn.append(f'{label}<text x="{at + 6:.1f}" y="{y + 16}">{row.total:,}</text>')
    height = len(listed) * _ROW
    return (
        f'<figure><figcaption>{safe(title)}</figcaption><svg viewBox="0 0 {_WIDTH} {height}" '
        f'role="img" aria-label="{safe(_told(title, listed))}">{"".join(drawn)}</svg></figure>\n'
    )


def columns(title: str, counts: Sequence[int], mark: int) -> str:
    """A figure of columns, one a tenth from 0 to 1; from column ``mark`` on they stand out."""
    most, wide, high = max(*counts, 1), 22, 64
    drawn = []
    for index, count in enumerate(counts):
        height = high * count / most
        height = max(height, 2.0) if count else 0.0
        x, kind = index * (wide + 4) + 6, "over" if index >= mark else "under"
        drawn.append(
            f'<rect class="{kind}" x="{x}" y="{high + 14 - height:.1f}" width="{wide}" '
            f'height="{height:.1f}"><title>{index / 10:.1f}–{(index + 1) / 10:.1f}: {count}</title>'
            "</rect>"
        )
        if count:
            drawn.append(
                f'<text x="{x + wide / 2}" y="{high + 10 - height:.1f}" class="mid">{count}</text>'
            )
    for value in (0, 5, 10):
        drawn.append(
            f'<text x="{value * (wide + 4) + 4}" y="{high + 30}" class="mid">{value / 10:g}</text>'
        )
    told = ", ".join(f"{i / 10:.1f}: {count}" for i, count in enumerate(counts) if count)
    return (
        f'<figure><figcaption>{safe(title)}</figcaption><svg viewBox="0 0 272 {high + 36}" '
        f'role="img" aria-label="{safe(f"{title}: {told}")}">{"".join(drawn)}</svg></figure>\n'
    )


def _told(title: str, rows: Sequence[Bar]) -> str:
    return f"{title}: " + ", ".join(f"{row.name} {row.total}" for row in rows)
