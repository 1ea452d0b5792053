from __future__ import annotations

import pytest

from contentai.rulemining.limits import Limit, limit_of


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("标题不超过20字", Limit(None, 20, "字")),
        ("超过二十个字", Limit(None, 20, "字")),
        ("控制在800到1500字", Limit(800, 1500, "字")),
        ("18个字以内", Limit(None, 18, "字")),
        ("不少于三百字", Limit(300, None, "字")),
        ("每天最多3条", Limit(None, 3, "条")),
        ("标题要短", None),
        ("20到10字", None),
    ],
)
def test_limits_are_read(text: str, limit: Limit | None) -> None:
    assert limit_of(text) == limit
