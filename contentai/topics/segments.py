"""Follower segments: who the posts are for, as ``segments.yaml`` says it.

segments:
  new-parents:
    name: 新手爸妈
    interests: {辅食: 1.0, 婴儿睡眠: 0.6}   # words with weights above 0, at most 10; or a list
    region: 华东                  # 全国 or nothing: everywhere
    lifecycle: new                # prospect | new | active | loyal | dormant
    rfm: key-value                # see contentai.topics.followers
    channels: [wechat, moments]
    goals: [engage, retain]       # stages
    avoid: [断奶]
    needs: [install, maintain]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from contentai.language import Bilingual
from contentai.located import DataError, error_at, unknown_word
from contentai.text.channel import read_channel
from contentai.text.names import NEEDS, STAGES
from contentai.topics.files import read_data, text_of
from contentai.topics.places import check_region
from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value

LIFECYCLES: Final = ("prospect", "new", "active", "loyal", "dormant")
# Recency, frequency and amount, each above or below what is usual, in the order of worth;
# the last one has never bought.
RFM_BANDS: Final = (
    *("key-value", "key-grow", "key-keep", "key-win-back"),
    *("value", "grow", "keep", "win-back", "never"),
)
_MOST_BYTES: Final = 1 << 20
EVERYWHERE: Final = "全国"
_KEYS: Final = (
    *("name", "interests", "region", "lifecycle", "rfm"),
    *("channels", "goals", "avoid", "needs"),
)


@dataclass(frozen=True, slots=True)
class Segment:
    """An audience. ``interests`` weighs words above 0; ``region`` None means everywhere."""

    id: str
    name: str
    interests: Mapping[str, float]
    region: str | None
    lifecycle: str | None
    rfm: str | None
    channels: tuple[str, ...]
    goals: tuple[str, ...]
    avoid: tuple[str, ...]
    needs: tuple[str, ...]


def load_segments(file: Path) -> dict[str, Segment]:
    """The segments of a YAML file by id, in file order.

    Raises ``DataError`` with file, line and the nearest valid word.
    """
    data = read_data(file, _MOST_BYTES)
    text = data if isinstance(data, Bilingual) else text_of(data)
    if isinstance(text, Bilingual):
        raise DataError(str(file), 0, 0, text)
    return read_segments(text, str(file))


def read_segments(text: str, file: str) -> dict[str, Segment]:
    """The same from YAML text, named ``file`` in errors."""
    root = read_yaml(text, file)
    if root is None or root.is_empty:
        words = Bilingual("里面没有分群", "holds no segments")
        raise DataError(file, 0, 0, words)
    given = root.table("segments", required=("segments",))["segments"]
    table = {} if given.is_empty else given.table()
    if not table:
        raise root.error("里面没有分群", "holds no segments")
    return {id: _segment(id, value) for id, value in table.items()}


def segment_named(id: str, segments: Mapping[str, Segment]) -> Segment:
    """One segment. Raises ``DataError`` that names the nearest one when there is none."""
    if id not in segments:
        raise error_at(id, unknown_word(id, segments, Bilingual("分群", "segment")))
    return segments[id]


def _segment(id: str, value: Value) -> Segment:
    table = value.table(*_KEYS, required=("name", "interests"))
    name = table["name"].text().strip()
    if not name or table["name"].is_empty:
        raise table["name"].error("名字是空的", "the name is empty")
    return Segment(
        id=id,
        name=name,
        interests=_interests(table["interests"]),
        region=_region(table.get("region")),
        lifecycle=_word(table, "lifecycle", LIFECYCLES, Bilingual("生命周期", "lifecycle")),
        rfm=_word(table, "rfm", RFM_BANDS, Bilingual("RFM 分档", "RFM band")),
        channels=_channels(table.get("channels")),
        goals=_words(table, "goals", STAGES, Bilingual("阶段", "stage")),
        avoid=_texts(table.get("avoid")),
        needs=_words(table, "needs", NEEDS, Bilingual("服务需要", "need")),
    )


def _interests(value: Value) -> dict[str, float]:
    if value.is_mapping:
        found = {word.strip(): weight.number(0, 10) for word, weight in value.table().items()}
        for word, weight in value.table().items():
            if not weight.number(0, 10):
                raise weight.error(
                    f"“{word}”的权重是 0；不感兴趣就删掉，不想看到就写进 avoid",
                    f"the weight of {word!r} is 0; delete it, or put it under avoid",
                )
    else:
        found = dict.fromkeys(_texts(value), 1.0)
    if not found or "" in found:
        raise value.error(
            "至少要写一个兴趣词，而且不能是空的", "at least one interest, none of them empty"
        )
    return found


def _region(value: Value | None) -> str | None:
    if value is None or value.is_empty or value.text().strip() in ("", EVERYWHERE):
        return None
    return check_region(value)


def _word(
    table: Mapping[str, Value], key: str, known: tuple[str, ...], what: Bilingual
) -> str | None:
    value = table.get(key)
    return value.one_of(known, what) if value and not value.is_empty else None


def _words(
    table: Mapping[str, Value], key: str, known: tuple[str, ...], what: Bilingual
) -> tuple[str, ...]:
    value = table.get(key)
    found = [item.one_of(known, what) for item in value.items()] if value else []
    return tuple(dict.fromkeys(found))


def _channels(value: Value | None) -> tuple[str, ...]:
    words = value.items() if value else []
    return tuple(dict.fromkeys(read_channel(word) for word in words))


def _texts(value: Value | None) -> tuple[str, ...]:
    texts = (text.strip() for text in value.texts()) if value else ()
    return tuple(dict.fromkeys(text for text in texts if text))
