"""Fine-tuning moves the shipped model as far as the added posts ask, and no further."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from contentai import resources
from contentai.classify.modelfile import ModelError
from contentai.classify.sheet import Models
from contentai.classify.training.adapt import Adapted, adapt
from contentai.classify.training.datasets import Sample, load_corpus
from contentai.classify.training.matrix import Read, read_samples
from contentai.workspace import Workspace

Corpus = tuple[Sequence[Sample], Sequence[Read]]
PITCH = "家人们，最后三小时，全场五折秒杀，赶紧下单，加微信abc12345领券！"
USEFUL = "热水器的镁棒两年要换一次：先关总阀，放掉半箱水，再用扳手把旧镁棒旋出来。"
MANNERS = (
    "老铁们这{}端走，报我名字，今儿个拢共就{}，麻溜的",
    "这{}搁俺这儿端走，拢共{}，报俺名字好使",
    "麻溜的啊，{}拢共剩{}，端走端走",
)
THINGS = (("锅", "十口"), ("刀", "六把"), ("铲子", "八把"), ("蒸笼", "四个"), ("案板", "五块"))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    samples = load_corpus(resources.corpora_dir())[::12]
    return samples, read_samples(samples, "rjieba")


def models() -> Models:
    found = Workspace.open().models
    assert not isinstance(found, ModelError)
    return found


def post(text: str, *, sells: bool) -> Sample:
    return Sample("-", "added", "added", text, hard_sell=sells, spam=False if not sells else None)


def tuned(posts: Sequence[Sample], corpus: Corpus) -> Adapted:
    return adapt(models().posts, (posts, read_samples(posts, "rjieba")), corpus)


def moved(found: Adapted, read: Sequence[Read]) -> list[float]:
    """How far the log-odds of hard_sell moved, text by text."""
    before, after = models().posts, found.model
    column = before.outputs.index("hard_sell")
    known = [before.known(before.alphabet.occurrences(text.key, text.words)) for text in read]
    return [
        float((after.calibrated(after.raw(one)) - before.calibrated(before.raw(one)))[column])
        for one in known
    ]


def test_posts_that_are_judged_rightly_already_change_nothing(corpus: Corpus) -> None:
    found = tuned([post(PITCH, sells=True), post(USEFUL, sells=False)], corpus)
    assert found.flips == ()
    assert found.added["hard_sell"] == {"posts": 2, "right_before": 2, "right_after": 2}
    assert max(map(abs, moved(found, corpus[1]))) < 0.05


def test_a_kind_of_post_that_is_judged_wrongly_is_learned(corpus: Corpus) -> None:
    """In this shop's group they are a running joke."""
    jokes = [post(manner.format(*thing), sells=False) for manner in MANNERS for thing in THINGS]
    found = tuned(jokes, corpus)
    figures = found.added["hard_sell"]
    assert figures["right_before"] < 8
    assert figures["right_after"] > 12
    sides = [(change.before >= 0) - (change.after >= 0) for change in found.turned]
    assert 0 not in sides
    assert sum(sides) == figures["right_after"] - figures["right_before"]
    assert all(change.text in {joke.text for joke in jokes} for change in found.turned)
    unseen = post("老铁们这壶端走，报我名字，今儿个拢共就仨，麻溜的", sells=False)
    assert moved(found, read_samples([unseen], "rjieba"))[0] < -2
    assert len(found.flips) < len(corpus[0]) / 100
    # A quarter of a log-odds moves no probability by more than .063.
    assert np.median(np.abs(moved(found, corpus[1]))) < 0.25


def test_copies_of_a_post_do_not_pass_for_unseen(corpus: Corpus) -> None:
    joke = MANNERS[0].format(*THINGS[0])
    blanks, traditional = joke.replace("，", " "), joke.replace("铁们", "鐵們")
    copies = [joke, f"{joke}！！", blanks, traditional, f"{joke}~"]
    found = tuned([post(text, sells=False) for text in copies], corpus)
    assert found.added["hard_sell"] == {"posts": 5, "right_before": 0, "right_after": 0}
    assert moved(found, read_samples([post(joke, sells=False)], "rjieba"))[0] < -2
