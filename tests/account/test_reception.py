from __future__ import annotations

import pytest

from contentai.account.reception import account_rate, receptions
from tests.account.posts import post


def test_groups_are_ordered_by_what_readers_did_not_by_views() -> None:
    posts = [
        *(post(id=f"a{n}", views=1000, likes=100) for n in range(5)),
        *(post(id=f"b{n}", views=100_000, likes=1000) for n in range(5)),
        post(id="sms", views=9000),
        post(id="none"),
    ]
    groups = ["talked"] * 5 + ["seen"] * 5 + ["sms", None]
    found = receptions(posts, groups)
    assert [r.group for r in found] == ["talked", "seen", "sms"]
    talked, seen, sms = found
    assert talked.rate and seen.rate and talked.against and seen.against
    assert 0.01 <= seen.rate < talked.rate <= 0.1
    assert talked.against > 1 > seen.against
    assert (sms.posts, sms.measured, sms.rate, sms.against) == (1, 0, None, None)


def test_one_lucky_post_is_drawn_to_the_mean() -> None:
    posts = [*(post(id=str(n), views=2000, likes=40 + n) for n in range(20))]
    posts.append(post(id="lucky", views=4, likes=4))
    found = {r.group: r.rate for r in receptions(posts, ["usual"] * 20 + ["lucky"])}
    assert found["lucky"] is not None and found["usual"] is not None
    assert found["lucky"] < 0.5


def test_the_rate_of_the_account() -> None:
    assert account_rate([post(views=100, likes=5), post(views=300, likes=3)]) == pytest.approx(0.02)
    assert account_rate([post(), post(views=0, likes=0), post(views=10)]) is None
    assert receptions([], []) == []
