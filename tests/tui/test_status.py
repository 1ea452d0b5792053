"""contentai.tui.widgets.status: what the line at the bottom tells where there is little room."""

from __future__ import annotations

import pytest

from contentai.language import Bilingual
from contentai.tui.widgets.status import StatusLine
from tests.tui.stage import staged

WHY = "只按规则查，没有打分：没有模型文件 /a/long/way/down/to/posts.safetensors；重装 contentai"


@pytest.mark.parametrize("name", ["稿.md", ""])
async def test_what_is_off_is_told_in_few_words_rather_than_not_at_all(name: str) -> None:
    line = StatusLine()
    async with staged(line, size=(60, 3)) as (_, pilot):
        line.tell(name=name, errors=7, phase=Bilingual(WHY, WHY))
        await pilot.pause()
        told = line.render().plain
        assert "只按规则查" in told
        assert ("✗7" in told) is bool(name)
