"""Help: what has the focus and what can be done there, then the keys of the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from contentai.language import Bilingual
from contentai.tui.keys import APP_KEYS, Key, key_name

# By the name of a class: what no module of ours can say of itself.
_KNOWN = {
    "Editor": Bilingual(
        "正文：下划线和行首的记号是发现的问题，光标停一下，行尾就是说明。F2 看改法，F8 下一个"
        "问题，F4 规则说明，F5 热力图；Ctrl+←/→ 按词走，Ctrl+Z/Y 撤销和重做。",
        "The text: underlines and marks in the gutter are findings; rest the cursor and the line "
        "tells. F2 offers fixes, F8 goes to the next problem, F4 shows the rule, F5 the heat map; "
        "Ctrl+arrows move by words, Ctrl+Z/Y undo and redo.",
    ),
    "DraftList": Bilingual(
        "稿件：x 错误，! 警告，i 提示，o 没问题，? 读不了，· 还没检查；* 没保存。上面的框筛名字，"
        "回车打开，n 新稿，r 改名，x 关闭，/ 去筛选框，Ctrl+L 重读文件夹。",
        "Drafts: x errors, ! warnings, i hints, o clean, ? unread, · not judged yet; * unsaved. "
        "The field filters by name, Enter opens, n new, r rename, x close, / to the field, Ctrl+L "
        "reads the folder again.",
    ),
    "FindBar": Bilingual(
        "查找和替换：F3 下一处，⇧F3 上一处；可以按词、按正则找；Esc 回到正文。",
        "Find and replace: F3 next, Shift+F3 previous; whole words or regular expressions; Escape "
        "goes back to the text.",
    ),
    "FindFields": Bilingual(
        "查找的选项：Alt+C 分大小写，Alt+F 不分全半角，Alt+W 整词，Alt+R 正则，"
        "Alt+D 按读者读到的。",
        "What may differ: Alt+C case, Alt+F any width, Alt+W whole words, Alt+R RE2, Alt+D as it "
        "is read.",
    ),
    "FolderSearch": Bilingual(
        "在文件夹里查找：↓ 进列表，回车去那一处；列表里空格留下这个文件不换，Alt+A 全部替换"
        "（先列出来给你看），Alt+Z 撤回光标处那个文件，Esc 关闭。",
        "Find in the folder: down goes to the hits, Enter goes there; Space leaves a file out, "
        "Alt+A replaces all (what it will change is listed), Alt+Z takes back the file under the "
        "cursor, Escape closes.",
    ),
    "Input": Bilingual("一个输入框：打字，回车确定。", "A field: type, Enter confirms."),
    "Select": Bilingual(
        "一个选单：回车打开，上下选，回车确定。", "A menu: Enter opens it, arrows and Enter choose."
    ),
    "OptionList": Bilingual("一个列表：上下走，回车选。", "A list: arrows move, Enter chooses."),
    "DataTable": Bilingual(
        "一张表：上下走，左右滚，回车选，点表头排序。",
        "A table: arrows move, Enter chooses, a click on a heading sorts.",
    ),
    "VerticalScroll": Bilingual("一页文字：上下键滚动。", "A page: arrows scroll."),
    "Checkbox": Bilingual("一个开关：回车或空格切换。", "A switch: Enter or Space toggles."),
    "Tabs": Bilingual("页签：左右换页。", "Tabs: left and right switch."),
}
_KEYS = Bilingual("这个屏幕的键", "Keys of this screen")
_EVERYWHERE = Bilingual("哪里都能用", "Everywhere")
_CLOSE = Bilingual("Esc 或 F1 关上", "Escape or F1 closes")


def help_of(widget: DOMNode | None) -> Iterator[Bilingual]:
    """What is known of a widget and of what it stands in, the nearest first."""
    for node in widget.ancestors_with_self if widget else ():
        words = getattr(node, "HELP_WORDS", None)
        if words is None:
            names = (cls.__name__ for cls in type(node).__mro__)
            words = next((_KNOWN[name] for name in names if name in _KNOWN), None)
        if words is not None:
            yield words


class Help(ModalScreen[None]):
    """Tells of ``focused`` and of ``keys``; ``remapped`` are the keys by id."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q", "dismiss", show=False)]
    CSS_PATH = "../styles/choice.tcss"

    def __init__(
        self, focused: Widget | DOMNode, keys: Sequence[Key], remapped: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._words = list(dict.fromkeys(help_of(focused)))
        self._listed, self._remapped = keys, remapped

    def compose(self) -> ComposeResult:
        """Words, then keys."""
        with VerticalScroll(id="help"):
            yield Static(Content("\n").join(self._lines()), markup=False)

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one("#help").focus()

    def _lines(self) -> Iterator[Content]:
        for words in self._words:
            yield Content(str(words))
            yield Content("")
        if self._listed:
            yield Content.styled(str(_KEYS), "bold underline")
            yield from map(self._key, self._listed)
            yield Content("")
        yield Content.styled(str(_EVERYWHERE), "bold underline")
        yield from map(self._key, APP_KEYS)
        yield Content.styled(str(_CLOSE), "$text-muted")

    def _key(self, key: Key) -> Content:
        now = (self._remapped.get(key.id) or key.keys).split(",")
        return Content.assemble(
            (f"{' '.join(map(key_name, now)):<10}", "$text-accent"), f" {key.words}"
        )
