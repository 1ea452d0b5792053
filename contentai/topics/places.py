"""Provinces, cities and wider regions of China: what a region holds, which places a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value

_FILE: Final = Path(__file__).with_name("places.yaml")
_BETWEEN: Final = re.compile(r"[、，,;；+＋]+")
# Between several, or between a province and its city.
_BESIDE: Final = re.compile(r"[/|\s]+")
_AND: Final = re.compile("[和及与跟]")
# What stands behind the name of a province, a city or a wider region.
_KIND: Final = re.compile(
    # The short ones first: behind 湖北 in 湖北省恩施土家族苗族自治州 stands 省 and no more.
    r"省|市|州|地区|盟|一带|等地|全境|(?:[\u4e00-\u9fff]{1,8}?)?(?:特别行政区|自治区|自治州)"
)
# A prefecture in 青海 that begins with a province's name.
_NAMESAKE: Final = ("海南藏族自治州", "海南州")
# What is written last of an address (江苏省 苏州市 昆山市).
_COUNTIES: Final = ("县", "区", "市", "旗")
_KINDS: Final = ("市", "州", "地区", "盟")


@dataclass(frozen=True)
class Places:
    """The provinces with their cities, and wider regions of provinces, cities and regions.

    ``words`` are the names that a text uses as words too.
    """

    provinces: Mapping[str, tuple[str, ...]]
    regions: Mapping[str, tuple[str, ...]]
    words: frozenset[str]

    def read(self, region: str) -> frozenset[str]:
        """The provinces and cities that a region stands for, as people write it.

        江苏省, 苏州市, 江苏省苏州市 (also with a blank or / between) and 江浙沪 are known, and
        several with 、 between them; of a county behind a city (苏州昆山) the city. Empty where
        a part is not known.
        """
        names = self._named(region)
        return frozenset(inside for name in names for inside in self._spread(name))

    def knows(self, region: str) -> bool:
        """True when every part of a region is known."""
        return bool(self._named(region))

    def within(self, region: str | None, other: str) -> bool:
        """True when a region (None: everywhere) and another one share a place."""
        return region is None or not self.read(region).isdisjoint(self.read(other))

    def plain(self, region: str) -> str | None:
        """A region by its shortest name, such as 江苏 for 江苏省; None for what is not known."""
        return "、".join(self._named(region)) or None

    @cached_property
    def spoken(self) -> Mapping[str, str]:
        """What stands in texts for a place: its name, or a longer form where that is a word."""
        forms = {}
        for province, cities in self.provinces.items():
            forms[province] = province
            for city in cities:
                if city not in self.words:
                    forms[city] = city
                    continue
                forms |= {city + kind: city for kind in _KINDS} | {province + city: city}
        return forms

    def _spread(self, name: str) -> Iterator[str]:
        """The provinces and cities inside a known place."""
        if name not in self.regions:
            yield name
            yield from self.provinces.get(name, ())
        for inside in self.regions.get(name, ()):
            yield from self._spread(inside)

    def _named(self, region: str) -> tuple[str, ...]:
        """The known places that a written region names; none where a part of it is not known."""
        if region not in self._known:
            names: list[str] = []
            for part in _BETWEEN.split(region.replace(*_NAMESAKE)):
                inside: list[str] = []
                for written in filter(None, _BESIDE.split(part)):
                    found = self._in_a_row(written)
                    if not found and inside and written.endswith(_COUNTIES):
                        continue
                    if not found:
                        return self._known.setdefault(region, ())
                    if inside and found[0] in self._spread(inside[-1]):
                        inside.pop()
                    inside += found
                names += inside
            self._known[region] = tuple(dict.fromkeys(names))
        return self._known[region]

    def _in_a_row(self, part: str) -> list[str]:
        """The places that are written without anything between them."""
        names = []
        rest = part.removeprefix("中国") or part
        while rest:
            name, rest = self._narrowest(rest)
            if name is None:
                return []
            names.append(name)
            # What else is behind it, a county or a street, is told from another place.
            rest = rest[bool(_AND.match(rest)) :] if self._goes_on(rest) else ""
        return names

    def _goes_on(self, rest: str) -> bool:
        return bool(_AND.match(rest)) or any(rest.startswith(name) for name in self.provinces)

    def _narrowest(self, part: str) -> tuple[str | None, str]:
        """The place that the beginning of a written name leads to, and what is behind it."""
        found = None
        while name := self._at_front(part, found):
            found = name
            part = part.removeprefix(name)
            kind = None if self._at_front(part, found) else _KIND.match(part)
            part = part[kind.end() :] if kind else part
        return found, part

    def _at_front(self, part: str, inside: str | None) -> str | None:
        known = self._names if inside is None else frozenset(self._spread(inside)) - {inside}
        longest = max(map(len, known), default=0)
        return next((part[:n] for n in range(longest, 1, -1) if part[:n] in known), None)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset([*self.regions, *self.provinces]).union(*self.provinces.values())

    @cached_property
    def _known(self) -> dict[str, tuple[str, ...]]:
        return {}


@cache
def load_places() -> Places:
    """The places in ``places.yaml``."""
    root = read_yaml(_FILE.read_text("utf-8"), str(_FILE))
    assert root is not None
    names = ("provinces", "words", "regions")
    table = root.table(*names, required=names)
    provinces = {name: held.texts() for name, held in table["provinces"].table().items()}
    regions = {name: held.texts() for name, held in table["regions"].table().items()}
    return Places(provinces, regions, frozenset(table["words"].text().split()))


def check_region(value: Value) -> str:
    """The region that a file names. Raises ``DataError`` with its place for one not known."""
    region = value.text().strip()
    if not load_places().knows(region):
        raise value.error(
            f"地区“{region}”不认识：写省、地级市或大区（江苏、苏州、华东），几个用顿号隔开；"
            "县和区写它所在的市，不限地区就写 全国",
            f"no known region {region!r}: give a province, a prefecture-level city or a wider "
            "region (江苏, 苏州, 华东), several with 、 between them; for a county the city it is "
            "in, for everywhere 全国",
        )
    return region
