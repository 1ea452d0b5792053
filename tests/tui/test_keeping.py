"""The edit screen and the disk: nothing typed is lost, and nothing is written unasked."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from textual.widgets import Input

from contentai.diagnostics import Edit, Span
from contentai.tui.recovery import claim, recoverable
from contentai.tui.screens.naming import Naming
from contentai.tui.widgets.nothing import Nothing
from contentai.tui.widgets.status import StatusLine
from contentai.tui.widgets.tick import Tick
from tests.text.docx import docx
from tests.tui.writing import Desk, writing


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "稿.md"
    file.write_bytes("旧的一行\r\n".encode("gb18030") * 8)
    return file


def left(state_home: Path) -> list[str]:
    return [one.text for one in recoverable(state_home / "recovery")]


def written(folder: Path) -> str:
    """What a living editor has written down."""
    return "".join(json.loads(file.read_bytes())["text"] for file in folder.glob("*.json"))


async def typed(desk: Desk, path: Path, keys: str = "新") -> None:
    await desk.open(path)
    await desk.press(*keys)


async def test_saving_keeps_encoding_and_line_ends(draft: Path, state_home: Path) -> None:
    before = draft.read_bytes()
    async with writing(draft) as desk:
        await desk.press("新")
        assert desk.screen.here and desk.screen.here.unsaved
        await desk.press("ctrl+s")
        await desk.until(lambda: draft.read_bytes() == "新".encode("gb18030") + before)
        await desk.until(lambda: any("已保存" in words for words in desk.said()))
        assert not desk.screen.here.unsaved
    assert left(state_home) == []


async def test_what_is_typed_is_written_down_and_offered_after_a_crash(
    draft: Path, state_home: Path
) -> None:
    folder = state_home / "recovery"
    async with writing(draft) as desk:
        await desk.press("新", "字")
        await desk.until(lambda: written(folder).startswith("新字"))
        # The app is torn down without leaving: as a crash, but that locks are let go of.
    assert [text[:3] for text in left(state_home)] == ["新字旧"]
    async with writing(draft) as desk:
        shown = await desk.answer("later")
        assert "恢复" in shown and "+新字旧的一行" in shown
        assert desk.editor.text.startswith("旧的")
    assert len(left(state_home)) == 1, "later is later"
    async with writing(draft) as desk:
        await desk.answer("recover")
        assert desk.editor.text.startswith("新字旧")
        assert desk.screen.here and desk.screen.here.unsaved
        await desk.press("ctrl+z")
        assert desk.editor.text.startswith("旧的"), "one step of undo"
        await desk.press("ctrl+y", "ctrl+s")
        await desk.until(lambda: draft.read_bytes().startswith("新字旧".encode("gb18030")))
        await desk.until(lambda: not list(folder.glob("*.json")))


async def test_what_a_crash_left_is_told_where_a_folder_is_opened(
    draft: Path, state_home: Path
) -> None:
    same, new = draft.parent / "同.md", draft.parent / "新.md"
    same.write_text("一样", "utf-8")
    texts = {draft: "别的", same: "一样", new: "还没有文件", draft.parent.parent / "外.md": "外面"}
    for path, text in texts.items():
        slot = claim(state_home / "recovery", path)
        slot.keep(text, "utf-8", None)
        slot.release()
    async with writing(draft.parent) as desk:
        assert "新.md 上次没来得及保存" in await desk.answer("recover")
        assert desk.editor.text == "还没有文件"
        await desk.until(lambda: any("上次没来得及保存：稿.md；" in said for said in desk.said()))


async def test_what_is_told_covers_no_answer_and_comes_up_behind_the_question(
    draft: Path, state_home: Path
) -> None:
    slot = claim(state_home / "recovery", draft)
    slot.keep("别的", "utf-8", None)
    slot.release()
    async with writing(draft, size=(60, 20), told=True) as desk:
        question = await desk.asked()
        for number in range(4):
            desk.app.notify(f"要紧的事{number}", severity="warning", timeout=60)
        await desk.until(lambda: len(desk.said()) >= 4)
        await desk.pilot.pause()
        assert not [toast for toast in question.query("Toast") if toast.region]
        await desk.answer("later")
        await desk.until(lambda: any(toast.region for toast in desk.screen.query("Toast")))


async def test_a_question_that_is_left_is_not_told_again(draft: Path) -> None:
    async with writing(draft) as desk:
        await desk.press("新")
        draft.write_text("别人写的", "utf-8")
        await desk.press("ctrl+s")
        question = await desk.asked()
        asked = str(question.question)
        await desk.press("escape")
        await desk.until(lambda: "稿.md 没有保存" in desk.said())
        assert asked not in desk.said()


async def test_what_is_not_wanted_is_thrown_away(draft: Path, state_home: Path) -> None:
    slot = claim(state_home / "recovery", draft)
    slot.keep("别的", "utf-8", b"another disk")
    slot.release()
    async with writing(draft) as desk:
        assert "又改过" in await desk.answer("discard")
        await desk.until(lambda: not left(state_home))
        assert desk.editor.text.startswith("旧的")


async def test_what_equals_the_disk_is_not_offered(tmp_path: Path, state_home: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("一样")
    slot = claim(state_home / "recovery", file)
    slot.keep("一样", "utf-8", None)
    slot.release()
    async with writing(file) as desk:
        await desk.until(lambda: not left(state_home))
        assert desk.app.screen is desk.screen


async def test_another_editor_on_the_same_draft_is_told(draft: Path, state_home: Path) -> None:
    slot = claim(state_home / "recovery", draft)
    async with writing(draft) as desk:
        await desk.until(lambda: any("另一个编辑器" in words for words in desk.said()))
    slot.release()


async def test_a_change_on_the_disk_is_taken_when_nothing_was_typed(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("旧")
    async with writing(file) as desk:
        file.write_text("别人写的")
        desk.screen.look_at_disk()
        await desk.until(lambda: desk.editor.text == "别人写的")
        assert any("换成新的" in words for words in desk.said())
        assert desk.screen.here and not desk.screen.here.unsaved
        await desk.press("ctrl+z")
        assert desk.editor.text == "旧"


@pytest.mark.parametrize(
    ("answer", "text", "disk"),
    [("mine", "我旧", "我旧"), ("theirs", "别人写的", "别人写的"), ("later", "我旧", "别人写的")],
)
async def test_two_changes_are_a_choice(tmp_path: Path, answer: str, text: str, disk: str) -> None:
    file = tmp_path / "a.md"
    file.write_text("旧")
    async with writing(file) as desk:
        await desk.press("我")
        file.write_text("别人写的")
        desk.screen.look_at_disk()
        shown = await desk.answer(answer)
        assert "-别人写的" in shown and "+我旧" in shown
        await desk.until(lambda: (desk.editor.text, file.read_text()) == (text, disk))
        desk.screen.look_at_disk()
        await desk.pilot.pause(0.2)
        assert desk.app.screen is desk.screen, "asked once"


async def test_one_of_two_changes_may_go_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("旧")
    async with writing(file) as desk:
        await desk.press("我")
        file.write_text("别人写的")
        desk.screen.look_at_disk()
        shown = await desk.answer("elsewhere")
        assert "@@" not in shown
        naming = await desk.asked(Naming)
        naming.query_one(Input).value = "b.md"
        await desk.press("enter")
        await desk.until((tmp_path / "b.md").exists)
        assert (file.read_text(), (tmp_path / "b.md").read_text()) == ("别人写的", "我旧")
        assert desk.screen.here and desk.screen.here.draft.path.name == "b.md"


async def test_saving_over_a_change_asks_first(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("旧")
    async with writing(file) as desk:
        await desk.press("我")
        file.write_text("别人写的")
        await desk.press("ctrl+s")
        await desk.answer("later")
        assert file.read_text() == "别人写的"
        await desk.press("ctrl+s")
        await desk.answer("theirs")
        await desk.until(lambda: desk.editor.text == "别人写的")


async def test_a_draft_deleted_while_open_keeps_its_text(tmp_path: Path, state_home: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("旧")
    async with writing(file) as desk:
        file.unlink()
        desk.screen.look_at_disk()
        await desk.until(lambda: any("不在磁盘上" in words for words in desk.said()))
        assert desk.screen.here and desk.screen.here.unsaved
        await desk.until(lambda: bool(list((state_home / "recovery").glob("*.json"))))
        await desk.press("ctrl+s")
        await desk.answer("mine")
        await desk.until(file.exists)
        assert file.read_text() == "旧"
        await desk.until(lambda: bool(desk.screen.here and not desk.screen.here.unsaved))


async def test_characters_the_encoding_lacks_are_saved_as_utf8_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    text = "傍晚到河邊走走，風很輕，樹下有人在賣綠蘋果和香蕉。"
    file.write_bytes(text.encode("big5"))
    async with writing(file) as desk:
        desk.editor.insert("🍵", (0, 0))
        await desk.press("ctrl+s")
        assert "🍵" in await desk.answer("later")
        assert file.read_bytes() == text.encode("big5")
        await desk.press("ctrl+s")
        await desk.answer("utf8")
        await desk.until(lambda: file.read_bytes() == ("🍵" + text).encode())


async def test_what_cannot_be_saved_here_is_saved_elsewhere(
    tmp_path: Path, state_home: Path
) -> None:
    (tmp_path / "gone").mkdir()
    async with writing(tmp_path / "gone" / "new.md") as desk:
        await desk.press("新")
        (tmp_path / "gone").rmdir()
        await desk.press("ctrl+s")
        assert "没有文件夹" in await desk.answer("elsewhere")
        naming = await desk.asked(Naming)
        naming.query_one("#naming-name").value = str(tmp_path / "there")
        await desk.press("enter")
        await desk.until((tmp_path / "there.md").exists)
        assert (tmp_path / "there.md").read_text() == "新"
        assert desk.screen.here and desk.screen.here.draft.path == tmp_path / "there.md"
        await desk.press("字")
        await desk.until(lambda: bool(list((state_home / "recovery").glob("*.json"))))
    assert left(state_home) == ["新字"]


async def test_closing_asks_about_what_is_not_saved(tmp_path: Path, state_home: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("旧")
    async with writing(tmp_path) as desk:
        await typed(desk, file, "甲")
        await desk.press("ctrl+w")
        await desk.answer("stay")
        assert desk.editor.text == "甲旧"
        await desk.press("ctrl+w")
        await desk.answer("discard")
        await desk.until(lambda: not desk.screen._open)
        assert file.read_text() == "旧"
        assert left(state_home) == []
        await typed(desk, file, "乙")
        await desk.press("ctrl+w")
        await desk.answer("save")
        await desk.until(lambda: not desk.screen._open)
        assert file.read_text() == "乙旧"
        assert list((state_home / "recovery").iterdir()) == []


async def test_leaving_asks_once_about_all(tmp_path: Path, state_home: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("旧")
    async with writing(tmp_path) as desk:
        await typed(desk, tmp_path / "a.md")
        await typed(desk, tmp_path / "b.md")
        await desk.press("ctrl+q")
        assert "a.md、b.md" in await desk.answer("stay")
        assert desk.app.is_running
        await desk.press("ctrl+q")
        screen = await desk.asked()
        await desk.pilot.click("#choice-save")
        await desk.until(lambda: not desk.app.screen_stack or desk.app._exit)
        assert screen
    assert [(tmp_path / name).read_text() for name in ("a.md", "b.md")] == ["新旧", "新旧"]
    assert list((state_home / "recovery").iterdir()) == []


async def test_leaving_without_saving_leaves_nothing_to_recover(
    tmp_path: Path, state_home: Path
) -> None:
    file = tmp_path / "a.md"
    file.write_text("旧")
    async with writing(file) as desk:
        await desk.press("新")
        await desk.until(lambda: bool(list((state_home / "recovery").glob("*.json"))))
        await desk.press("ctrl+q")
        await desk.asked()
        await desk.pilot.click("#choice-discard")
        await desk.until(lambda: desk.app._exit)
    assert file.read_text() == "旧"
    assert left(state_home) == []


async def test_of_a_new_draft_nothing_is_unsaved_before_a_letter(tmp_path: Path) -> None:
    async with writing(tmp_path / "new.md") as desk:
        line = desk.screen.query_one(StatusLine)
        assert desk.screen.here and not desk.screen.here.unsaved
        assert "新稿" in line.render().plain and "保存" not in line.render().plain
        await desk.press("字")
        assert desk.screen.here.unsaved
        assert "未保存" in line.render().plain
        await desk.press("backspace", "ctrl+s")
        await desk.until((tmp_path / "new.md").exists)
        await desk.until(lambda: "已保存" in line.render().plain)


async def test_a_binary_file_is_refused_with_a_message(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(bytes(range(256)) * 9)
    async with writing(file) as desk:
        assert any("a.md" in words and "二进制" in words for words in desk.said())
        assert desk.screen.here is None
        assert "二进制" in str(desk.screen.query_one(Nothing).render()), (
            "not for some seconds alone"
        )
        await desk.press("ctrl+s", "ctrl+f", "ctrl+w", "ctrl+e", "ctrl+b", "f3", "x")
        assert desk.app.screen is desk.screen


async def test_without_a_state_folder_it_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("旧")
    async with writing(tmp_path) as desk:
        await typed(desk, tmp_path / "a.md")
        await desk.open(tmp_path / "b.md")
        await desk.until(lambda: any("恢复文件" in words for words in desk.said()))
        assert sum("恢复文件" in words for words in desk.said()) == 1
        await desk.press("新", "ctrl+s")
        await desk.until(lambda: (tmp_path / "b.md").read_text() == "新旧")


async def test_every_option_of_the_bar_that_finds_is_seen_on_sixty_columns(tmp_path: Path) -> None:
    (tmp_path / "稿.md").write_text("今天开门。", "utf-8")
    async with writing(tmp_path / "稿.md", size=(60, 20)) as desk:
        await desk.press("ctrl+f")
        ticks = list(desk.screen.query(Tick))
        assert len(ticks) == 5
        await desk.until(lambda: all(0 < tick.region.right <= 60 for tick in ticks))
        assert all(tick.region.width == tick.render().cell_length for tick in ticks)


async def test_of_a_read_only_draft_nothing_is_to_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "稿.md"
    file.write_text("今天开门。", "utf-8")
    file.chmod(0o444)
    if os.geteuid() == 0:  # who may write everywhere all the same
        monkeypatch.setattr(os, "access", lambda *_: False)
    async with writing(tmp_path) as desk:
        await desk.open(file)
        await desk.press("ctrl+s")
        await desk.until(lambda: bool(desk.said()))
        assert "只读" in desk.said()[-1] and "F12" in desk.said()[-1]
        assert not desk.app.screen.is_modal


async def test_a_word_document_can_be_read_and_saved_as_a_draft(tmp_path: Path) -> None:
    file = tmp_path / "稿.docx"
    file.write_bytes(docx("今天开门。"))
    data = file.read_bytes()
    async with writing(tmp_path) as desk:
        await desk.open(file)
        assert "Word 文档" in desk.said()[-1]
        await desk.press("a")
        desk.editor.apply([Edit(Span(0, 0), "改")])
        assert desk.editor.text == "今天开门。"
        await desk.until(lambda: "只读" in desk.said()[-1])
        file.write_bytes(docx("明天开门。"))
        desk.screen.look_at_disk()
        await desk.until(lambda: desk.editor.text == "明天开门。")
        file.write_bytes(data)
        desk.screen.look_at_disk()
        await desk.until(lambda: desk.editor.text == "今天开门。")
        await desk.press("ctrl+s")
        await desk.answer("elsewhere")
        await desk.asked(Naming)
        await desk.press("enter")
        await desk.until((tmp_path / "稿.md").exists)
        await desk.until(lambda: not desk.editor.read_only)
        await desk.press("a")
        assert desk.editor.text == "a今天开门。"
    assert file.read_bytes() == data
