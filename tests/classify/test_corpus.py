from __future__ import annotations

from pathlib import Path

import pytest

from contentai.classify.training.corpus import agreement, near_duplicates, read_labels
from contentai.located import DataError

LONG = "热水器的镁棒两年要换一次先关总阀再放掉半箱水"


def test_a_copy_is_found_in_disguise_and_a_new_text_is_none() -> None:
    texts = {
        "one": LONG,
        "two": "熱水器的鎂棒兩年要換一次 先關總閥 再放掉半箱水",
        "three": "空调滤网每月拆下来冲一次，冬天别把出风口朝着脸吹",
    }
    (pair,) = near_duplicates(texts)
    assert (pair.first, pair.second, pair.likeness) == ("one", "two", 1.0)


def test_likeness_is_the_share_of_common_pieces() -> None:
    # 22 characters make 18 pieces; the first 15 make 11 of them.
    (pair,) = near_duplicates({"a": LONG, "b": LONG[:15]})
    assert len(LONG) == 22
    assert pair.likeness == pytest.approx(11 / 18, abs=1e-3)
    assert near_duplicates({"a": LONG, "b": LONG[:15]}, most=0.7) == []


def test_short_texts_are_alike_only_when_they_are_the_same() -> None:
    assert near_duplicates({"a": "好的收到", "b": "好的收到了"}) == []
    assert len(near_duplicates({"a": "好的收到", "b": "好的 收到"})) == 1


def test_kappa_is_cohens() -> None:
    # The example of Cohen's statistic with 50 items: 20 and 15 alike, 5 and 10 crossed.
    pairs = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    found = agreement(pairs)
    assert (found.items, found.same) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert agreement([("y", "y")]).kappa == 1
    with pytest.raises(ValueError, match="no labels"):
        agreement([])


def test_a_bad_line_of_labels_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text('{"id": "a", "first": "value", "second": "spam"}\n{"id": "b"}\n', "utf-8")
    with pytest.raises(DataError) as error:
        read_labels(file)
    assert (error.value.file, error.value.line) == (str(file), 2)
