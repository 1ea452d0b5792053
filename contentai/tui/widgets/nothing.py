"""What is seen in the place of a text while no draft is open."""

from __future__ import annotations

from textual.widgets import Static

from contentai.language import Bilingual

_WORDS = Bilingual(
    "没有打开的稿件\n\n↑↓ 在左边选一篇，↵ 打开\n\n^O 稿件列表    ^N 新稿    ^P 所有命令",
    "no draft is open\n\n↑↓ choose one on the left, ↵ opens it\n\n"
    "^O list of drafts    ^N new draft    ^P all commands",
)
_OPENING = Bilingual(
    "正在打开上次写的稿件；打开以后再按 F1，说的是正文。",
    "The drafts of the last time are being opened; then F1 tells of the text.",
)
_HELP = Bilingual(
    "没有打开的稿件。^O 到左边的列表选一篇（打字筛选，回车打开），^N 开一篇新稿，"
    "Alt+6 是稿件板：整个文件夹最差的在前；Alt+8 从选题开新稿。",
    "No draft is open. ^O goes to the list (type to filter, Enter opens), ^N begins a new "
    "one; Alt+6 is the board, the worst draft first; Alt+8 begins one from a topic.",
)


class Nothing(Static):
    """Says what can be done now."""

    def __init__(self) -> None:
        super().__init__(str(_WORDS), id="nothing", markup=False)
        self.opening = False

    @property
    def HELP_WORDS(self) -> Bilingual:  # noqa: N802 - a constant of every other widget
        """What help says: at the beginning, drafts may be on their way."""
        return _OPENING if self.opening else _HELP

    def tell(self, why: Bilingual | None) -> None:
        """Say why there is no draft, too, until None: there is one."""
        self.update(f"{why}\n\n{_WORDS}" if why else str(_WORDS))
