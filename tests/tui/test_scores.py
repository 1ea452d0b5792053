"""contentai.tui.widgets.scores and meters: bars, reasons, the line so far, paragraphs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import OptionList, Static

from contentai.diagnostics import Pitch, Span
from contentai.language import Bilingual
from contentai.tui.judging.judged import Judged
from contentai.tui.meters import bar, shares, spark
from contentai.tui.widgets.scores import THRESHOLD, Scores
from tests.tui.judgements import DRAFT, bench, judged
from tests.tui.stage import staged


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    return judged(bench(tmp_path_factory.mktemp("house")))


def rows(panel: Scores, name: str) -> list[str]:
    return [str(o.prompt) for o in panel.query_one(f".{name}", OptionList).options]


def told(panel: Scores, name: str) -> str:
    static = panel.query_one(f".{name}", Static)
    return str(static.render()) if static.display else ""


def test_the_threshold_is_the_models() -> None:
    from contentai.classify import scores

    assert scores.THRESHOLD == THRESHOLD


@pytest.mark.parametrize(
    ("value", "drawn"),
    [(0, "─────╋────"), (0.01, "█────╋────"), (0.5, "█████┃────"), (1, "█████┃████")],
)
def test_a_bar_has_its_threshold_and_shows_any_value_above_nothing(
    value: float, drawn: str
) -> None:
    assert "".join(bar(value, 10, 0.5)) == drawn


def test_a_line_keeps_its_scale_whatever_is_in_it() -> None:
    assert spark([0, 0.5, 1], 10) == "▁▅█"
    assert spark([0.4, 0.41], 10) == "▄▄", "it does not blow up small differences"
    assert spark([0, 1, 1], 2) == "██"
    assert spark([1], 0) == ""


@pytest.mark.parametrize("width", [1, 6, 17])
def test_shares_fill_their_bar(width: int) -> None:
    mix = {"value": 0.5, "service": 0.3, "hard_sell": 0.2}
    assert sum(cells for _, cells in shares(mix, width)) == width
    assert shares({}, width) == []


async def test_meters_reasons_and_paragraphs(found: Judged) -> None:
    assert found.scores
    panel = Scores()
    async with staged(panel, size=(60, 40)) as (app, pilot):
        assert told(panel, "state") == "还没有打分"
        panel.show(found, DRAFT)
        await pilot.pause()
        meters = rows(panel, "meters")
        assert [line.split()[0] for line in meters] == ["硬推", "垃圾", "标题党"]
        for line, value in zip(
            meters, (found.scores.hard_sell, found.scores.spam, found.scores.clickbait), strict=True
        ):
            assert f"{value:.2f} {'过线' if value >= 0.5 else '没过线'}" in line
        assert any("手慢无" in row for row in rows(panel, "reasons"))
        assert told(panel, "legend") == "v干货 s服务 i互动 p软推 H硬推 X垃圾"
        assert len(rows(panel, "paragraphs")) == len(found.paragraphs)
        panel.query_one(".reasons").focus()
        await pilot.press("down", "enter")
        panel.query_one(".paragraphs").focus()
        await pilot.press("end", "enter")
        evidence, paragraph = (message.span for message in app.heard_of(Scores.Chosen))
        weights = {e.span: e.weight for e in found.evidence["hard_sell"]}
        assert weights[evidence] == max(weights.values())
        assert paragraph == found.paragraphs[-1][0]


async def test_a_pitch_in_a_draft_that_does_not_sell_is_told(found: Judged) -> None:
    assert found.scores
    panel = Scores()
    async with staged(panel, size=(60, 40)) as (_, pilot):
        panel.show(found, DRAFT)
        await pilot.pause()
        assert told(panel, "pitches") == ""
        at = DRAFT.index("马上抢购")
        pitch = Pitch(Span(at, at + 8), 0.97)
        panel.show(replace(found, scores=found.scores._replace(pitches=(pitch,))), DRAFT)
        await pilot.pause()
        assert told(panel, "pitches") == "这里像硬推 第 8 行 “马上抢购，手慢无”"


async def test_clickbait_of_an_opening_line_is_no_alarm(found: Judged) -> None:
    assert found.scores
    panel = Scores()
    async with staged(panel, size=(60, 40)) as (_, pilot):
        baited = found.scores._replace(clickbait=0.97)
        for titled, words in ((True, "0.97 过线"), (False, "0.97 没有标题")):
            panel.show(replace(found, scores=baited._replace(titled=titled)), DRAFT)
            await pilot.pause()
            assert words in rows(panel, "meters")[2]


async def test_evidence_is_marked_on_demand_and_the_heat_map_goes_on_and_off(
    found: Judged,
) -> None:
    panel = Scores()
    async with staged(panel) as (app, pilot):
        panel.show(found, DRAFT)
        panel.query_one(".meters").focus()
        await pilot.press("down", "down", "down", "enter", "enter", "up", "enter")
        panel.action_heat()
        panel.action_heat()
        await pilot.pause()
        toggled = [message.score for message in app.heard_of(Scores.Toggled)]
        assert toggled == ["clickbait", None, "spam", None, "spam"]
        assert [("[标]" in row) for row in rows(panel, "meters")] == [False, True, False]


async def test_the_line_so_far_grows_with_each_version_and_begins_anew(found: Judged) -> None:
    assert found.scores
    panel = Scores()
    async with staged(panel) as (_, pilot):
        for version, value in enumerate((0.9, 0.9, 0.1), 1):
            panel.show(
                replace(found, version=version, scores=found.scores._replace(hard_sell=value)), ""
            )
        panel.show(replace(found, version=3), DRAFT)  # the same version, shown again
        await pilot.pause()
        head, line = told(panel, "spark").splitlines()
        assert "0.90 → 0.10" in head
        assert line == "▇▇▂"
        panel.forget()
        panel.show(found, DRAFT)
        await pilot.pause()
        assert len(told(panel, "spark").splitlines()[1]) == 1


async def test_why_there_are_no_scores_is_told(found: Judged) -> None:
    panel = Scores()
    async with staged(panel) as (_, pilot):
        panel.show(replace(found, scores=None, problem=Bilingual("没有模型", "no model")), "")
        await pilot.pause()
        assert told(panel, "state") == "没有模型"
        assert not panel.query_one(".meters").display
        panel.show(replace(found, scores=None), "")
        await pilot.pause()
        assert told(panel, "state") == "没有可以打分的文字"
