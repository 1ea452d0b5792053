"""contentai.classify.training.outside: what data sets from outside teach."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contentai.classify.training.outside import headlines, load_outside
from contentai.located import DataError


def write(folder: Path, name: str, *rows: object) -> None:
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")


def test_sentences_of_pairs_sell_nothing_and_count_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        "pairs-bq-dev",
        {"a": "借款怎么还清", "b": "怎么提前还款", "label": 1},
        {"a": "怎么提前还款", "b": "你好", "label": 0},
    )
    posts, titles = load_outside(tmp_path)
    assert not titles
    assert [post.text for post in posts] == ["借款怎么还清", "怎么提前还款"]
    assert {(post.source, post.hard_sell, post.spam) for post in posts} == {
        ("pairs-bq-dev", False, False)
    }
    assert len({post.id for post in posts}) == 2


def test_what_a_source_cannot_vouch_for_stays_unknown(tmp_path: Path) -> None:
    write(tmp_path, "sms-mudou", {"text": "开业五折", "label": 1}, {"text": "到家了", "label": 0})
    write(tmp_path, "titles-toutiao", {"text": "这车降价三万"})
    write(tmp_path, "titles-thucnews", {"text": "央行发布公告"})
    write(tmp_path, "no-such-source", {"text": "不认得"})
    posts, titles = load_outside(tmp_path)
    assert [(post.hard_sell, post.spam) for post in posts] == [(True, None), (False, None)]
    assert [title.clickbait for title in titles] == [False, None]
    # As texts neither sells; only edited news vouches for lawfulness.
    assert [(h.hard_sell, h.unlawful, h.clickbait) for h in headlines(titles)] == [
        (False, False, None),
        (False, None, None),
    ]


def test_a_mask_is_not_learned(tmp_path: Path) -> None:
    write(tmp_path, "sms-hrwhisper", {"text": "回复xxxx退订", "label": 1})
    assert [post.text for post in load_outside(tmp_path)[0]] == ["回复8888退订"]


def test_a_broken_line_names_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "reviews.jsonl").write_text('{"text": "好"}\n{"text": \n', "utf-8")
    with pytest.raises(DataError) as told:
        load_outside(tmp_path)
    assert (Path(told.value.file).name, told.value.line) == ("reviews.jsonl", 2)
