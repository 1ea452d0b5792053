"""Every key that does something beyond moving and typing, by an id that ``keys:`` may remap.

Ctrl+Enter and Ctrl+. are no sole keys: many terminals send nothing for them. No key is a mode:
an input method composes its words as in any text field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from contentai.language import Bilingual

_UNTOLD = Bilingual("", "")
_NAMES = (
    "f1|f2|f3|f4|f5|f6|f7|f8|f9|f10|f11|f12|up|down|left|right|home|end|pageup|pagedown|insert"
    "|delete|backspace|enter|tab|escape|space"
)
# A letter alone is for writing: it needs something held with it.
_KEY = rf"(?:(?:ctrl|alt|shift)\+)*(?:{_NAMES})|(?:ctrl|alt)\+(?:shift\+)?[^\s+,]"


@dataclass(frozen=True, slots=True)
class Key:
    """An action of the edit screen or the app, the keys it is bound to, and its name.

    ``short`` is what the line of keys calls it, empty where it is not told there.
    """

    id: str
    keys: str
    action: str
    words: Bilingual
    short: Bilingual = _UNTOLD


KEYS = (
    Key("fix", "f2", "fix", Bilingual("改法菜单", "Fixes"), Bilingual("改法", "Fix")),
    Key("fix.all", "shift+f2", "fix_all", Bilingual("全部可以直接改的", "All safe fixes")),
    Key("find.next", "f3", "find_next", Bilingual("找下一处", "Find next")),
    Key("find.previous", "shift+f3", "find_previous", Bilingual("找上一处", "Find previous")),
    Key("rule", "f4", "rule", Bilingual("规则说明", "Rule page"), Bilingual("规则", "Rule")),
    Key("heat", "f5", "heat", Bilingual("热力图", "Heat map"), Bilingual("热力图", "Heat")),
    Key("pane.next", "f6", "next_pane", Bilingual("下一个窗格", "Next pane")),
    Key("panel.side", "f7", "toggle_side", Bilingual("显示或隐藏右栏", "Side panel")),
    Key("side.scores", "alt+1", "side_tab('scores')", Bilingual("右栏：打分", "Beside: scores")),
    Key("side.rule", "alt+2", "side_tab('rule')", Bilingual("右栏：规则", "Beside: rule")),
    Key("side.header", "alt+3", "side_tab('header')", Bilingual("右栏：头部", "Beside: header")),
    Key("side.topics", "alt+4", "side_tab('topics')", Bilingual("右栏：选题", "Beside: topics")),
    Key("side.account", "alt+5", "side_tab('account')", Bilingual("右栏：账号", "Beside: account")),
    Key(
        "problem.next",
        "f8",
        "next_problem",
        Bilingual("下一个问题", "Next problem"),
        Bilingual("下一个问题", "Next"),
    ),
    Key(
        "problem.previous",
        "shift+f8",
        "previous_problem",
        Bilingual("上一个问题", "Previous problem"),
    ),
    Key("panel.problems", "f9", "toggle_problems", Bilingual("显示或隐藏问题栏", "Problems panel")),
    Key("save", "ctrl+s", "save", Bilingual("保存", "Save"), Bilingual("保存", "Save")),
    Key("find", "ctrl+f", "find", Bilingual("查找", "Find"), Bilingual("查找", "Find")),
    Key("replace", "ctrl+r", "replace", Bilingual("替换", "Replace")),
    Key("drafts", "ctrl+o", "drafts", Bilingual("稿件列表", "Drafts"), Bilingual("稿件", "Drafts")),
    Key("external", "ctrl+e", "external", Bilingual("用外部编辑器打开", "External editor")),
    Key("find.folder", "ctrl+g", "find_in_folder", Bilingual("在文件夹里查找", "Find in folder")),
    Key("snippet", "ctrl+b", "snippet", Bilingual("插入片段", "Insert a snippet")),
    Key("new", "ctrl+n", "new_draft", Bilingual("新稿", "New draft")),
    Key("save.as", "f12", "save_as", Bilingual("另存为", "Save as")),
    Key("rename", "shift+f12", "rename", Bilingual("改名", "Rename")),
    Key("tab.next", "ctrl+pagedown", "next_tab", Bilingual("下一篇", "Next draft")),
    Key("tab.previous", "ctrl+pageup", "previous_tab", Bilingual("上一篇", "Previous draft")),
    Key("close", "ctrl+w", "close_draft", Bilingual("关闭这篇", "Close this draft")),
    Key("quit", "ctrl+q", "quit", Bilingual("退出", "Quit"), Bilingual("退出", "Quit")),
)
# Bound by the text itself, and by the app; named here so that they can be remapped too.
TEXT_KEYS = (
    Key("undo", "ctrl+z", "undo", Bilingual("撤销", "Undo")),
    Key("redo", "ctrl+y", "redo", Bilingual("重做", "Redo")),
    Key("select.all", "ctrl+a", "select_all", Bilingual("全选", "Select all")),
)
PALETTE = Key(
    "palette",
    "ctrl+p",
    "command_palette",
    Bilingual("所有命令", "All commands"),
    Bilingual("命令", "Commands"),
)
# What can be done on every screen.
HELP = Key("help", "f1", "help", Bilingual("帮助", "Help"), Bilingual("帮助", "Help"))
GO = Key(
    "places",
    "ctrl+t",
    "places",
    Bilingual("去别的屏幕", "Go to another screen"),
    Bilingual("屏幕", "Screens"),
)
PLACES = (
    Key("place.edit", "alt+0", "go('edit')", Bilingual("写稿", "Write")),
    Key("place.board", "alt+6", "go('board')", Bilingual("稿件板", "Drafts board")),
    Key("place.account", "alt+7", "go('account')", Bilingual("账号", "Account")),
    Key("place.topics", "alt+8", "go('topics')", Bilingual("选题板", "Topics board")),
    Key("place.rules", "alt+9", "go('rules')", Bilingual("规则", "Rules")),
    Key("place.settings", "alt+s", "go('settings')", Bilingual("设置", "Settings")),
)
APP_KEYS = (HELP, GO, *PLACES, PALETTE)
ALL = (*APP_KEYS, *KEYS, *TEXT_KEYS)
_ALL = {key.id: key for key in ALL}


def checked(keys: Mapping[str, str]) -> dict[str, str]:
    """Configured keys by id, as Textual's keymap takes them.

    Raises ``DataError`` for an id or a key that there is not, and for two actions on one key.
    """
    from contentai.located import error_at, unknown_word

    for id in keys:
        if id not in _ALL:
            raise error_at(id, unknown_word(id, _ALL, Bilingual("快捷键动作", "key action")))
        for name in keys[id].split(","):
            if not re.fullmatch(_KEY, name.strip()):
                raise error_at(
                    id,
                    Bilingual(
                        f"“{name}”不是能用的键；写法如 ctrl+k、shift+f3、alt+left",
                        f"{name!r} is no key that can be used; write ctrl+k, shift+f3, alt+left",
                    ),
                )
    found: dict[str, str] = {}
    for id, key in _ALL.items():
        for name in (keys.get(id) or key.keys).split(","):
            other = found.setdefault(name.strip(), id)
            if other != id:
                place = next((given for given in keys if given in (id, other)), id)
                raise error_at(
                    place,
                    Bilingual(
                        f"{name} 同时给了 {other} 和 {id}，请换一个键",
                        f"{name} is given to both {other} and {id}; choose another key",
                    ),
                )
    return {
        str(id): ",".join(name.strip() for name in value.split(",")) for id, value in keys.items()
    }


def shown_key(id: str, keymap: Mapping[str, str]) -> str:
    """How the key of an action is written for a person: ``^S``, ``F8``."""
    return key_name(keymap.get(id) or _ALL[id].keys)


def key_name(keys: str) -> str:
    """How the first of ``keys`` is written for a person."""
    *held, name = keys.split(",", maxsplit=1)[0].split("+")
    marks = "".join({"ctrl": "^", "shift": "⇧", "alt": "Alt+"}.get(key, f"{key}+") for key in held)
    known = {"slash": "/", "escape": "Esc", "enter": "↵"}.get(name)
    return marks + (known or (name.upper() if len(name) < 4 and (held or len(name) > 1) else name))
