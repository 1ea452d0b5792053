"""The editor in a real terminal: opens, edits, fixes, saves; any size, any file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.house import furnish
from tests.tui.terminal import needs_tmux, terminal

pytestmark = needs_tmux

_FIX = """\
id: TRY-009
name: {zh: 试用改法, en: trial fix}
severity: error
check: {kind: terms, terms: [红辣椒], boundary: none}
message: {zh: '找到“{found}”', en: 'found {found}'}
advice: {zh: 换一个说法, en: say it another way}
fix:
  applicability: safe
  title: {zh: 改成甜椒, en: say sweet pepper}
  replace: {红辣椒: 甜椒}
sources: [{article: A0, claim: A0-01}]
examples:
  bad: [{text: 这里写着红辣椒。}]
  good: [{text: 这里什么也没有。}]
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    furnish(tmp_path, "select: [TRY]")
    (tmp_path / "house" / "TRY-009.yaml").write_text(_FIX, "utf-8")
    return tmp_path


def test_a_writer_opens_edits_fixes_and_saves(house: Path) -> None:
    draft = house / "稿.md"
    draft.write_bytes("# 标题\r\n\r\n今天说红辣椒。\r\n".encode("gb18030"))
    with terminal(house, "edit", draft) as window:
        window.until(lambda screen: "今天说红辣椒" in screen and "✗1" in screen)
        window.press("End")
        window.type("好题目")
        window.until(lambda screen: "# 标题好题目" in screen and "未保存" in screen)
        window.press("F8")
        window.until(lambda screen: "找到“红辣椒”" in screen)
        window.press("F2")
        window.until(lambda screen: "改成甜椒" in screen)
        window.press("Enter")
        window.until(lambda screen: "今天说甜椒" in screen and "✗0" in screen)
        window.press("C-z")
        window.until(lambda screen: "今天说红辣椒" in screen and "✗1" in screen)
        window.press("S-F2")
        window.until(lambda screen: "今天说甜椒" in screen and "✗0" in screen)
        window.press("C-s")
        window.until(lambda screen: "未保存" not in screen and "已保存" in screen)
        assert draft.read_bytes() == "# 标题好题目\r\n\r\n今天说甜椒。\r\n".encode("gb18030")
        # Alt and a figure as a terminal sends them: a screen, and nothing typed into the text.
        window.press("M-6")
        window.until(lambda screen: "今天说甜椒" not in screen and "稿.md" in screen)
        window.press("M-0")
        window.until(lambda screen: "今天说甜椒" in screen and "未保存" not in screen)
        window.press("C-f")
        window.until(lambda screen: "[ ] 分大小写" in screen)
        window.press("M-c")
        window.until(lambda screen: "[x] 分大小写" in screen and "查找什么" in screen)
        for columns, rows in ((20, 5), (60, 20), (80, 24)):
            window.resize(columns, rows)
            window.until(lambda screen: "今天说甜椒" in screen or "稿" in screen)
        window.press("C-q")
        window.until(lambda _: window.ended is not None)
        assert window.ended == "0"


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which process it is")
@pytest.mark.parametrize(("name", "status"), [("TERM", "143"), ("HUP", "129")])
def test_told_to_end_it_gives_the_terminal_back_and_offers_what_was_typed(
    house: Path, name: str, status: str
) -> None:
    draft = house / "稿.md"
    draft.write_text("一行\n", "utf-8")
    with terminal(house, "edit", draft) as window:
        window.until(lambda screen: "一行" in screen and "稿.md" in screen)
        window.type("新字")
        window.until(lambda screen: "新字一行" in screen)
        (process,) = window.tmux("list-panes", "-F", "#{pane_pid}").split()
        child = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()[0]
        os.kill(int(child), getattr(signal, f"SIG{name}"))
        window.until(lambda _: window.ended is not None)
        assert window.ended == status
        assert window.tmux("display-message", "-p", "#{alternate_on}").strip() == "0"
        assert window.tmux("display-message", "-p", "#{cursor_flag}").strip() == "1"
        settings = window.tmux("display-message", "-p", "#{pane_tty}").strip()
        modes = subprocess.run(
            ["stty", "-a", "-F", settings], capture_output=True, text=True, check=True
        ).stdout.split()
        assert "icanon" in modes and "echo" in modes
        assert draft.read_text("utf-8") == "一行\n"
    with terminal(house, "edit", draft) as window:
        window.until(lambda screen: "要恢复吗" in screen and "新字" in screen)


def test_a_file_that_is_no_text_is_named_and_nothing_ends(house: Path) -> None:
    (house / "图.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with terminal(house, "edit", house / "图.md", NO_COLOR="1") as window:
        window.until(lambda screen: "图.md" in screen and "PNG" in screen)
        window.press("C-q")
        window.until(lambda _: window.ended is not None)
        assert window.ended == "0"


def test_a_configuration_with_a_mistake_keeps_nobody_from_writing(house: Path) -> None:
    config = house / "contentai.yaml"
    config.write_text("rules: [house]\nselect: [TRY\n", "utf-8")
    with terminal(house, "edit", "a.md", size=(160, 30)) as window:
        window.until(lambda screen: "检查停了" in screen and "contentai.yaml:" in screen)
        window.type("今天说红辣椒。")
        window.press("C-s")
        window.until(lambda screen: "a.md 已保存" in screen and "今天说红辣椒" in screen)
        assert (house / "a.md").read_text("utf-8") == "今天说红辣椒。"
        config.write_text("rules: [house]\nselect: [TRY]\nkeys: {save: ctrl+k}\n", "utf-8")
        window.type("好")
        window.until(lambda screen: "✗1" in screen and "检查停了" not in screen)
        window.press("C-k")
        window.until(lambda screen: "a.md 已保存" in screen)
        assert "Traceback" not in window.everything()


def test_keys_with_a_mistake_are_told_and_left_as_they_were(house: Path) -> None:
    (house / "contentai.yaml").write_text("rules: [house]\nkeys:\n  svae: ctrl+k\n", "utf-8")
    with terminal(house, "edit", "a.md", size=(160, 30)) as window:
        window.until(lambda screen: "键没有换（contentai.yaml:3）" in screen)
        window.type("字")
        window.press("C-s")
        window.until(lambda screen: "a.md 已保存" in screen)
        assert (house / "a.md").read_text("utf-8") == "字"


def test_a_configuration_that_was_asked_for_and_is_not_there_ends_with_its_name(
    house: Path,
) -> None:
    with terminal(house, "edit", "a.md", "--config", "nope.yaml") as window:
        window.until(lambda _: window.ended is not None)
        assert window.ended == "2"
        assert "nope.yaml" in window.everything()
