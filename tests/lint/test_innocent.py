"""contentai.lint.innocent: which texts count as innocent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from contentai import resources
from contentai.lint import innocent
from contentai.lint.innocent import Innocent, outside_texts, own_texts
from contentai.located import DataError

Row = Mapping[str, Any]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, Iterable[Row]], Path]:
    def lines(name: str, rows: Iterable[Row]) -> Path:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return tmp_path

    return lines


def test_posts_that_sell_and_titles_that_lure_are_left_out(
    write: Callable[[str, Iterable[Row]], Path],
) -> None:
    post = {"industry": "tea", "text": "茶", "channel": "weibo"}
    intents = ("value", "service", "interaction", "soft_promo", "hard_sell", "spam")
    write("posts/tea.jsonl", ({**post, "id": name, "intent": name} for name in intents))
    title = {"industry": "tea", "text": "题"}
    folder = write(
        "titles/titles.jsonl",
        [{**title, "id": "lure", "clickbait": 1}, {**title, "id": "plain", "clickbait": 0}],
    )
    assert list(own_texts(folder)) == [
        *(Innocent("posts", name, "茶", None, "weibo") for name in intents[:3]),
        Innocent("titles", "plain", "", "题"),
    ]


def test_the_corpora_hold_innocent_texts_of_both_sources() -> None:
    found = list(own_texts(resources.corpora_dir()))
    assert {text.source for text in found} == set(innocent.OWN)
    assert len(found) > 500


def test_a_long_data_set_is_sampled_evenly_and_always_alike(
    write: Callable[[str, Iterable[Row]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(innocent, "MOST", 3)
    write("reviews.jsonl", ({"text": str(n)} for n in range(10)))
    folder = write("titles-toutiao.jsonl", [{"text": "题"}])
    assert list(outside_texts(folder)) == [
        Innocent("titles-toutiao", "1", "", "题"),
        *(Innocent("reviews", str(n + 1), str(n)) for n in (0, 3, 6)),
    ]


@pytest.mark.parametrize("row", [{"words": "茶"}, {"text": 3}, ["茶"]])
def test_a_bad_line_is_told_with_its_place(
    write: Callable[[str, Iterable[Any]], Path], row: Any
) -> None:
    folder = write("reviews.jsonl", [{"text": "茶"}, row])
    with pytest.raises(DataError, match=r"reviews\.jsonl:2:"):
        list(outside_texts(folder))


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="reviews"):
        list(outside_texts(tmp_path))
