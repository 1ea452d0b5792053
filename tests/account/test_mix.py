from __future__ import annotations

import pytest

from contentai.account.judged import published
from contentai.account.mix import KINDS, USUAL, Mix, mix_of, read_targets, targets_of
from contentai.located import DataError
from tests.account.posts import DAY, judged


def test_the_mix_of_posts() -> None:
    intents = ("value", "value", "service", "soft_promo", "hard_sell", "spam", None)
    mix = mix_of(judged(intent) for intent in intents)
    assert mix == Mix({"value": 2, "service": 1, "interaction": 0, "promotion": 3}, unknown=1)
    assert (mix.total, mix.share("promotion"), mix.share("interaction")) == (6, 0.5, 0.0)
    assert mix.after("interaction").counts["interaction"] == 1
    assert mix.counts["interaction"] == 0


def test_no_posts_have_no_shares() -> None:
    assert mix_of([]).share("value") == 0.0


def test_a_window_counts_both_its_days_and_no_undated_post() -> None:
    posts = [judged(id=str(n), date=f"2026-10-{n:02}") for n in (1, 2, 5, 6)]
    posts.append(judged(id="x", date=None))
    found = published(posts, DAY("2026-10-02"), DAY("2026-10-05"))
    assert [p.post.id for p in found] == ["2", "5"]


def test_kinds_come_due_until_the_targets_are_met() -> None:
    mix = Mix({})
    for _ in range(20):
        kind = mix.due(USUAL)[0]
        assert mix.ahead(kind, USUAL) < 1
        mix = mix.after(kind)
    assert mix.counts == {"value": 10, "service": 4, "interaction": 4, "promotion": 2}


def test_a_kind_that_is_not_wanted_never_comes_due() -> None:
    assert Mix({}).due({"value": 1.0, "service": 0.0}) == ["value"]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("", (0.5, 0.2, 0.2, 0.1)),
        ("value=60,service=20,interaction=20,promotion=0", (0.6, 0.2, 0.2, 0)),
        ("value=75%", (0.75, 0.1, 0.1, 0.05)),
        ("干货=40， 推广=20", (0.4, 0.2, 0.2, 0.2)),
        ("promotion=0", (0.5 / 0.9, 0.2 / 0.9, 0.2 / 0.9, 0)),
        ("service=100", (0, 1, 0, 0)),
        ("value=33.3,service=33.3,interaction=33.4", (0.333, 0.333, 0.334, 0)),
    ],
)
def test_targets_are_read(text: str, shares: tuple[float, ...]) -> None:
    found = read_targets(text)
    assert [found[kind] for kind in KINDS] == pytest.approx(shares)
    assert sum(found.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("valu=50", "value"),
        ("value=50,value=20", "两次"),
        ("value", "百分数"),
        ("value=-1", "百分数"),
        ("value=nan", "百分数"),
        ("value=inf", "百分数"),
        ("value=101", "百分数"),
        ("value=60,service=60", "120"),
        ("value=10,service=10,interaction=10,promotion=10", "40"),
    ],
)
def test_wrong_targets_are_told(text: str, said: str) -> None:
    with pytest.raises(DataError) as caught:
        read_targets(text)
    assert said in str(caught.value)


def test_the_shares_of_a_configuration_are_those_of_the_option() -> None:
    assert targets_of({"value": 60, "promotion": 5}) == read_targets("value=60,promotion=5")
    assert targets_of({}) == pytest.approx(dict(USUAL))
