"""A list that says which keys work in it."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import OptionList

from contentai.tui.keys import Key, keys_here


class KeyedList(OptionList):
    """The line of keys tells ``bar_keys`` while one is in the list."""

    bar_keys: ClassVar[tuple[Key, ...]] = ()


class DraftsIn(KeyedList):
    """The drafts of a folder."""

    bar_keys = keys_here(
        ("enter", "打开", "Open"),
        ("n", "新稿", "New"),
        ("r", "改名", "Rename"),
        ("x", "关闭", "Close"),
        ("slash", "筛选", "Filter"),
    )


class ProblemsIn(KeyedList):
    """The problems of a draft."""

    bar_keys = keys_here(
        ("enter", "去那里", "Go there"), ("s", "换次序", "Sort"), ("slash", "筛选", "Filter")
    )
