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


def _keys(*rows: tuple[str, ...]) -> tuple[Key, ...]:
    """Keys of (id, keys, action, name zh, name en), then the short name zh, en if there is one."""
    return tuple(
        Key(id, keys, action, Bilingual(zh, en), Bilingual(*short) if short else _UNTOLD)
        for id, keys, action, zh, en, *short in rows
    )


KEYS = _keys(
    ("fix", "f2", "fix", "改法菜单", "Fixes", "改法", "Fix"),
    ("fix.all", "shift+f2", "fix_all", "全部可以直接改的", "All safe fixes"),
    ("find.next", "f3", "find_next", "找下一处", "Find next"),
    ("find.previous", "shift+f3", "find_previous", "找上一处", "Find previous"),
    ("rule", "f4", "rule", "规则说明", "Rule page", "规则", "Rule"),
    ("heat", "f5", "heat", "热力图", "Heat map", "热力图", "Heat"),
    ("pane.next", "f6", "next_pane", "下一个窗格", "Next pane"),
    ("panel.side", "f7", "toggle_side", "显示或隐藏右栏", "Side panel"),
    ("side.scores", "alt+1", "side_tab('scores')", "右栏：打分", "Beside: scores"),
    ("side.rule", "alt+2", "side_tab('rule')", "右栏：规则", "Beside: rule"),
    ("side.header", "alt+3", "side_tab('header')", "右栏：头部", "Beside: header"),
    ("side.topics", "alt+4", "side_tab('topics')", "右栏：选题", "Beside: topics"),
    ("side.account", "alt+5", "side_tab('account')", "右栏：账号", "Beside: account"),
    ("problem.next", "f8", "next_problem", "下一个问题", "Next problem", "下一个问题", "Next"),
    ("problem.previous", "shift+f8", "previous_problem", "上一个问题", "Previous problem"),
    ("panel.problems", "f9", "toggle_problems", "显示或隐藏问题栏", "Problems panel"),
    ("save", "ctrl+s", "save", "保存", "Save", "保存", "Save"),
    ("find", "ctrl+f", "find", "查找", "Find", "查找", "Find"),
    ("replace", "ctrl+r", "replace", "替换", "Replace"),
    ("drafts", "ctrl+o", "drafts", "稿件列表", "Drafts", "稿件", "Drafts"),
    ("external", "ctrl+e", "external", "用外部编辑器打开", "External editor"),
    ("find.folder", "ctrl+g", "find_in_folder", "在文件夹里查找", "Find in folder"),
    ("snippet", "ctrl+b", "snippet", "插入片段", "Insert a snippet"),
    ("new", "ctrl+n", "new_draft", "新稿", "New draft"),
    ("save.as", "f12", "save_as", "另存为", "Save as"),
    ("rename", "shift+f12", "rename", "改名", "Rename"),
    ("tab.next", "ctrl+pagedown", "next_tab", "下一篇", "Next draft"),
    ("tab.previous", "ctrl+pageup", "previous_tab", "上一篇", "Previous draft"),
    ("close", "ctrl+w", "close_draft", "关闭这篇", "Close this draft"),
    ("quit", "ctrl+q", "quit", "退出", "Quit", "退出", "Quit"),
)
# Bound by the text itself, and by the app; named here so that they can be remapped too.
TEXT_KEYS = _keys(
    ("undo", "ctrl+z", "undo", "撤销", "Undo"),
    ("redo", "ctrl+y", "redo", "重做", "Redo"),
    ("select.all", "ctrl+a", "select_all", "全选", "Select all"),
)
UNDO, REDO, SELECT_ALL = TEXT_KEYS
# What can be done on every screen.
HELP, GO, PALETTE = _keys(
    ("help", "f1", "help", "帮助", "Help", "帮助", "Help"),
    ("places", "ctrl+t", "places", "去别的屏幕", "Go to another screen", "屏幕", "Screens"),
    ("palette", "ctrl+p", "command_palette", "所有命令", "All commands", "命令", "Commands"),
)
PLACES = _keys(
    ("place.edit", "alt+0", "go('edit')", "写稿", "Write", "写稿", "Write"),
    ("place.board", "alt+6", "go('board')", "稿件板", "Drafts board", "稿件", "Drafts"),
    ("place.account", "alt+7", "go('account')", "账号", "Account", "账号", "Account"),
    ("place.topics", "alt+8", "go('topics')", "选题板", "Topics board", "选题", "Topics"),
    ("place.rules", "alt+9", "go('rules')", "规则", "Rules", "规则", "Rules"),
    ("place.settings", "alt+s", "go('settings')", "设置", "Settings", "设置", "Settings"),
)


def keys_here(*rows: tuple[str, str, str]) -> tuple[Key, ...]:
    """Keys of one widget, (key, name zh, en), told in the line of keys while one is there."""
    return tuple(Key("", key, "", Bilingual(zh, en), Bilingual(zh, en)) for key, zh, en in rows)


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
