"""contentai.tui.widgets.header: the form and the text are always equal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, Select, Static

from contentai.tui.heading import read_heading
from contentai.tui.widgets.header import HeaderForm
from tests.tui.stage import Stage, until

TEXT = "---\ntitle: 旧题 # 暂定\nmood: 好\nchannel: wechat\nproduct: 净水器\n---\n正文\n"


class Paper(Stage):
    """A text that the form changes, as the edit screen does it."""

    def __init__(self, form: HeaderForm, text: str) -> None:
        super().__init__(form)
        self.form, self.text = form, text

    def on_header_form_changed(self, event: HeaderForm.Changed) -> None:
        assert self.text.startswith(event.before)
        self.text = event.after + self.text[len(event.before) :]
        self.form.show(self.text)


@asynccontextmanager
async def written(text: str) -> AsyncIterator[tuple[Paper, HeaderForm, Pilot[None]]]:
    app = Paper(HeaderForm(channels={"wechat": "公众号"}, segments=["new-parents"]), text)
    async with app.run_test(size=(60, 20)) as pilot:
        app.form.show(text)
        await pilot.pause()
        yield app, app.form, pilot


def said(form: HeaderForm, name: str) -> str:
    static = form.query_one(f".{name}", Static)
    return str(static.render()) if static.display else ""


async def test_the_form_shows_the_text_and_the_text_follows_the_form() -> None:
    async with written(TEXT) as (app, form, pilot):
        title = form.query_one("#field-title", Input)
        assert title.value == "旧题"
        assert form.query_one("#field-channel", Select).value == "wechat"
        title.focus()
        title.insert_text_at_cursor("：二")
        await pilot.press("enter")
        await pilot.pause()
        assert app.text == TEXT.replace("旧题", "旧题：二"), "quoted only where it must be"
        form.query_one("#field-segment").focus()
        await pilot.press(*"a,b")
        await until(pilot, lambda: "segment: [a, b]" in app.text)
        assert app.text.endswith("---\n正文\n")
        assert "# 暂定\nmood: 好" in app.text


async def test_choices_are_written_and_taken_back() -> None:
    async with written(TEXT) as (app, form, pilot):
        form.query_one("#field-channel", Select).value = "sms"
        form.query_one("#field-stage", Select).value = "retain"
        form.query_one("#field-needs", Select).value = "install,maintain"
        await pilot.pause()
        assert "channel: sms\n" in app.text
        assert "stage: retain\n" in app.text
        assert "product: {name: 净水器, needs: [install, maintain]}\n" in app.text
        form.query_one("#field-stage", Select).value = Select.NULL
        await pilot.pause()
        assert "stage" not in app.text


async def test_what_is_changed_in_the_text_shows_in_the_form() -> None:
    async with written(TEXT) as (_, form, pilot):
        form.show(TEXT.replace("旧题", "改题").replace("wechat", "weibo"))
        await pilot.pause()
        assert form.query_one("#field-title", Input).value == "改题"
        assert form.query_one("#field-channel", Select).value == "weibo"
        form.show("没有头部")
        await pilot.pause()
        assert form.query_one("#field-title", Input).value == ""
        assert form.query_one("#field-channel", Select).value is Select.NULL


async def test_what_is_being_typed_is_not_overwritten() -> None:
    async with written(TEXT) as (app, form, pilot):
        title = form.query_one("#field-title", Input)
        title.focus()
        await pilot.press("end", "x")
        form.show(TEXT.replace("正文", "正文又长了"))
        assert title.value == "旧题x"
        app.text = TEXT.replace("正文", "正文又长了")
        await until(pilot, lambda: "旧题x" in app.text)


async def test_a_header_is_made_where_there_is_none() -> None:
    async with written("正文\n") as (app, form, pilot):
        form.query_one("#field-title").focus()
        await pilot.press("x", "tab")
        await until(pilot, lambda: app.text == "---\ntitle: x\n---\n正文\n")


@pytest.mark.parametrize("broken", ["---\na: [\n---\n正文", "---\na: &x 1\nb: *x\n---\n正文"])
async def test_a_broken_header_turns_the_form_off(broken: str) -> None:
    async with written(TEXT) as (app, form, pilot):
        form.show(broken)
        await pilot.pause()
        assert "头部" in said(form, "off")
        assert form.query_one("#field-title", Input).disabled or all(
            row.disabled for row in form.query(".row")
        )
        form.query_one("#field-title").focus()
        await pilot.press("x")
        form.flush()
        await pilot.pause()
        assert app.text == TEXT
        form.show(TEXT)
        await pilot.pause()
        assert said(form, "off") == ""
        assert not any(row.disabled for row in form.query(".row"))


async def test_problems_of_the_header_are_told() -> None:
    async with written("---\nchannel: wechta\n---\n") as (app, form, pilot):
        assert "wechat" in said(form, "notes")
        form.query_one("#field-channel", Select).value = "wechat"
        await pilot.pause()
        assert app.text == "---\nchannel: wechat\n---\n"
        assert said(form, "notes") == ""


async def test_what_cannot_be_written_for_certain_is_told_and_left() -> None:
    text = "---\ntitle: 一\ntitle: 二\n---\n"
    async with written(text) as (app, form, pilot):
        form.query_one("#field-stage", Select).value = "engage"
        await pilot.pause()
        assert app.text == text
        assert "两次" in said(form, "notes")
        assert form.query_one("#field-stage", Select).value is Select.NULL


async def test_of_a_long_title_the_beginning_is_seen() -> None:
    title = "春天怎么给绿萝换盆" * 9
    async with written(f"---\ntitle: {title}\n---\n正文\n") as (_, form, pilot):
        await pilot.pause()
        field = form.query_one("#field-title", Input)
        assert field.value == title
        assert field.scroll_offset.x == 0


@pytest.mark.parametrize("words", ["2027-02-08", "2027/2/8", "明天", "20270208", "2027-W05"])
async def test_a_day_stays_as_it_is_typed_understood_or_not(words: str) -> None:
    async with written("---\nchannel: wechat\n---\n好。\n") as (app, form, pilot):
        day = form.query_one("#field-publish_on", Input)
        day.focus()
        typed = ""
        for letter in words:
            typed += letter
            await pilot.press(letter)
            form.flush()
            await pilot.pause()
            assert day.value == typed
            assert read_heading(app.text).fields["publish_on"] == typed
        assert ("日期应当写成" in said(form, "notes")) == (words in ("2027/2/8", "明天"))
        form.show("没有头部")
        assert day.value == ""


async def test_what_selects_all_of_the_text_selects_all_of_a_field() -> None:
    async with written(TEXT) as (app, form, pilot):
        form.query_one("#field-title", Input).focus()
        await pilot.press("end", "ctrl+a", "新", "enter")
        await pilot.pause()
        assert app.text == TEXT.replace("旧题", "新")


async def test_a_tab_that_was_pasted_is_a_blank_in_the_header() -> None:
    async with written("---\nchannel: wechat\n---\n好。\n") as (app, form, pilot):
        title = form.query_one("#field-title", Input)
        title.focus()
        title.post_message(Paste("😀\t开业\t八折\n第二行"))
        await pilot.press("enter")
        await pilot.pause()
        assert app.text == "---\nchannel: wechat\ntitle: 😀 开业 八折\n---\n好。\n"
