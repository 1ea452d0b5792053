"""The small screens that ask: a choice, a name, a snippet."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static

from contentai.language import Bilingual
from contentai.tui.recovery import difference
from contentai.tui.screens.choice import Answer, Choice, coloured
from contentai.tui.screens.naming import Naming, named
from contentai.tui.screens.picking import Picking
from contentai.tui.snippets import Snippet
from tests.tui.stage import staged, until

ANSWERS = (
    Answer("mine", Bilingual("用我的", "mine")),
    Answer("theirs", Bilingual("用磁盘上的", "theirs")),
    Answer("later", Bilingual("以后再说", "later")),
)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["enter"], "mine"),
        (["right", "enter"], "theirs"),
        (["tab", "tab", "enter"], "later"),
        (["escape"], "later"),
    ],
)
async def test_a_choice_is_made_by_keys(keys: list[str], answer: str) -> None:
    async with staged(screen=Choice(Bilingual("哪一份？", "which?"), ANSWERS)) as (app, pilot):
        await pilot.press(*keys)
        await pilot.pause()
        assert app.answers == [answer]


async def test_a_choice_is_made_by_mouse_and_shows_texts_as_they_are() -> None:
    lines = list(difference("[b]旧[/b]\n", "[red]新\n"))
    screen = Choice(
        Bilingual("[b]哪", "[b]which"), ANSWERS, about=Bilingual("[i]", "[i]"), lines=lines
    )
    async with staged(screen=screen) as (app, pilot):
        assert "[b]哪" in str(screen.query_one("#choice-question", Static).render())
        shown = screen.query_one("#choice-difference Static", Static)
        assert "-[b]旧[/b]" in str(shown.render()) and "+[red]新" in str(shown.render())
        await pilot.click("#choice-theirs")
        assert app.answers == ["theirs"]


def test_a_long_difference_is_cut_and_says_so() -> None:
    shown = coloured([f"+{number}" for number in range(1000)]).plain.split("\n")
    assert len(shown) == 401
    assert "600" in shown[-1]


async def test_a_choice_fits_a_tiny_terminal() -> None:
    screen = Choice(Bilingual("哪", "which"), ANSWERS, lines=["+a"] * 50)
    async with staged(screen=screen, size=(20, 5)) as (app, pilot):
        await pilot.press("escape")
        await pilot.pause()
        assert app.answers == ["later"]


@pytest.mark.parametrize("size", [(20, 6), (30, 8), (40, 10), (80, 24)])
async def test_every_answer_can_be_seen(size: tuple[int, int]) -> None:
    answers = (
        Answer("save", Bilingual("保存并退出", "Save and quit")),
        Answer("discard", Bilingual("不保存退出", "Quit without saving")),
        Answer("elsewhere", Bilingual("另存为……", "Save as…")),
        Answer("stay", Bilingual("接着写", "Go on writing")),
    )
    question = Bilingual("有没保存的改动", "There are changes that are not saved")
    name = Bilingual("春天怎么给绿萝换盆.md", "a.md")
    screen = Choice(question, answers, about=name, lines=["+一行"] * 3)
    async with staged(screen=screen, size=size) as (app, pilot):
        await pilot.pause()
        first = screen.query_one("#choice-save", Button)
        for answer in answers:
            button = screen.query_one(f"#choice-{answer.key}", Button)
            await until(pilot, lambda button=button: app.focused is button)  # type: ignore[misc]
            await until(pilot, lambda button=button: _is_whole(button))  # type: ignore[misc]
            await pilot.press("down" if screen.has_class("-stacked") else "right")
        assert first.size.width >= 10


@pytest.mark.parametrize("size", [(20, 9), (60, 11), (60, 12), (60, 20), (80, 24), (120, 30)])
async def test_beside_a_long_difference_the_question_and_every_answer_are_seen(
    size: tuple[int, int],
) -> None:
    answers = (*ANSWERS, Answer("elsewhere", Bilingual("另存为……", "Save as…")))
    question = Bilingual("春天.md 被别的程序改过。保留哪一份？", "changed by another: which one?")
    about = Bilingual("− 是磁盘上的，＋ 是这里的", "- is on the disk, + is here")
    screen = Choice(question, answers, about=about, lines=["+很长的一行" * 20] * 50)
    async with staged(screen=screen, size=(30, 30)) as (_, pilot):
        await pilot.resize_terminal(*size)
        await pilot.pause()
        seen = [*screen.query("#choice-question, #choice-about, Button").results(Widget)]
        assert len(seen) == 2 + len(answers)
        await until(pilot, lambda: all(_is_whole(widget) for widget in seen))
        difference = screen.query_one("#choice-difference")
        assert size[1] < 20 or difference.size.height >= 8


def _is_whole(button: Widget) -> bool:
    region, clip = button.screen._compositor.visible_widgets.get(button, (Region(), Region()))
    return bool(region) and region in clip


async def test_a_name_is_asked_until_it_is_free(tmp_path: Path) -> None:
    (tmp_path / "旧稿.md").write_text("")
    screen = Naming(Bilingual("名字", "name"), tmp_path, "旧稿.md")
    async with staged(screen=screen) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        assert "已经有" in str(screen.query_one("#naming-problem", Static).render())
        await pilot.press("x")
        assert screen.query_one(Input).value == "x.md", "the stem was selected"
        await pilot.press("enter")
        await pilot.pause()
        assert app.answers == [tmp_path / "x.md"]


async def test_a_name_can_be_left(tmp_path: Path) -> None:
    async with staged(screen=Naming(Bilingual("名字", "name"), tmp_path)) as (app, pilot):
        await pilot.press("a", "escape")
        await pilot.pause()
        assert app.answers == [None]


def test_a_name_means_a_draft_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    assert named(" 春天 ", tmp_path) == tmp_path / "春天.md"
    assert named("a.b", tmp_path) == tmp_path / "a.b.md"
    assert named("b.md.md", tmp_path) == tmp_path / "b.md", "the stem was selected"
    assert named("sub/a.TXT", tmp_path) == tmp_path / "sub" / "a.TXT"
    assert named(str(tmp_path / "x.html"), Path("/none")) == tmp_path / "x.html"
    for wrong in ("", "  ", "none/a", "sub/", "a\tb", "长" * 300, "..", "."):
        assert isinstance(named(wrong, tmp_path), Bilingual), wrong


SNIPPETS = (
    Snippet(Bilingual("地址", "address"), "文庙路 [1] 号", own=True),
    Snippet(Bilingual("广告标识", "advertisement"), "【广告】"),
    Snippet(Bilingual("活动规则", "rules"), "规则：一"),
)


async def test_a_snippet_is_picked_through_the_filter() -> None:
    screen = Picking(SNIPPETS)
    async with staged(screen=screen) as (app, pilot):
        assert "[1]" in str(screen.query_one("#picking-text", Static).render())
        await pilot.press("down", "down", "down", "up")
        assert "规则：一" in str(screen.query_one("#picking-text", Static).render())
        await pilot.press(*"adv")
        assert screen.query_one(OptionList).option_count == 1
        await pilot.press("enter")
        await pilot.pause()
        assert app.answers == [SNIPPETS[1]]


async def test_no_snippet_is_picked_where_none_is_left() -> None:
    screen = Picking(SNIPPETS, problem=Bilingual("配置写错了", "broken"))
    async with staged(screen=screen) as (app, pilot):
        assert "配置写错了" in str(screen.query_one("#naming-problem", Static).render())
        await pilot.press("z", "z", "enter", "down")
        assert app.answers == []
        assert "没有" in str(screen.query_one("#picking-text", Static).render())
        await pilot.press("escape")
        await pilot.pause()
        assert app.answers == [None]


async def test_a_snippet_is_picked_by_mouse() -> None:
    screen = Picking(SNIPPETS)
    async with staged(screen=screen) as (app, pilot):
        await pilot.click(OptionList, offset=(2, 1))
        await pilot.pause()
        assert app.answers == [SNIPPETS[1]]
        assert not app.query(Button)
