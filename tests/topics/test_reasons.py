from __future__ import annotations

from contentai.topics.reasons import shortfall

WEIGHTS = {"affinity": 0.5, "value": 0.3, "season": 0.2}


def parts(affinity: float, value: float, season: float) -> dict[str, float]:
    return {"affinity": affinity, "value": value, "season": season}


def test_the_first_has_nothing_ahead() -> None:
    assert shortfall(0.4, parts(0.1, 0.1, 0), [], WEIGHTS) == ""


def test_the_greatest_loss_against_those_ahead_is_told() -> None:
    ahead = [(0.8, parts(0.7, 0.94, 1.0)), (0.7, parts(0.9, 0.9, 0))]
    assert "兴趣" in shortfall(0.4, parts(0.4, 0.94, 0.9), ahead, WEIGHTS)
    assert "时令" in shortfall(0.4, parts(0.8, 0.94, 0.2), ahead, WEIGHTS)
    assert "干货" in shortfall(0.4, parts(0.9, 0.2, 1.0), ahead, WEIGHTS)


def test_a_part_as_good_as_those_ahead_is_not_blamed() -> None:
    ahead = [(0.8, parts(0.5, 0.9405, 0))]
    assert shortfall(0.79, parts(0.5, 0.94, 0), ahead, WEIGHTS) == ""


def test_what_gave_way_to_something_unlike_is_told() -> None:
    ahead = [(0.8, parts(0.9, 0.9, 0)), (0.4, parts(0.3, 0.4, 0))]
    assert "太像" in shortfall(0.6, parts(0.6, 0.6, 0), ahead, WEIGHTS)
