"""Settings: looks, language and keys of this person; channel and rules of the team."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Key as Pressed
from textual.screen import ModalScreen
from textual.widgets import OptionList, Select, Static
from textual.widgets.option_list import Option

from contentai.language import Bilingual, current, system_reason
from contentai.located import DataError
from contentai.report.visible import visible
from contentai.text.names import CHANNELS
from contentai.tui import words
from contentai.tui.keys import ALL, Key, key_name
from contentai.tui.own import Own
from contentai.tui.screens.place import Place
from contentai.tui.widgets.tick import Tick

if TYPE_CHECKING:
    from contentai.tui.app import ContentaiApp

_MINE = Bilingual("自己的设置，写在 {file}", "Your own, written to {file}")
_TEAM = Bilingual("团队的设置，写在 {file}", "The team's, written to {file}")
_LOOKS = Bilingual("主题", "Theme")
_LANGUAGE = Bilingual("语言（下次打开起）", "Language (from the next start)")
_LANGUAGES = {"zh": "中文", "en": "English"}
_KITTY = Bilingual(
    "Kitty 键盘协议（下次打开起；有的输入法会打不出字）",
    "Kitty keyboard protocol (from the next start; keeps some input methods from composing)",
)
_CHANNEL = Bilingual("没写渠道的稿子按", "Channel of drafts that name none")
_KEYS = Bilingual("快捷键（↵ 换键，Delete 恢复）", "Keys (Enter changes, Delete resets)")
_OFF = Bilingual("停用的规则（↵ 重新启用）", "Rules that are off (Enter turns one on)")
_NONE_OFF = Bilingual("没有停用的规则", "no rule is off")
_PRESS = Bilingual("按下要用的键；Esc 算了", "Press the key to use; Esc leaves it")


class Pressing(ModalScreen[str | None]):
    """Waits for a key and gives it back; None after Escape."""

    CSS_PATH = "../styles/choice.tcss"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._wanted = name

    def compose(self) -> ComposeResult:
        """What is asked."""
        with VerticalScroll(id="choice"):
            yield Static(self._wanted, id="choice-question", markup=False)
            yield Static(str(_PRESS), id="choice-about", markup=False)

    def on_key(self, event: Pressed) -> None:
        """That one."""
        event.stop()
        event.prevent_default()
        self.dismiss(None if event.key == "escape" else event.key)


class Settings(Place):
    """Shows and changes the settings of ``app``; says which file each goes to."""

    NAME = "settings"
    KEYS = ()
    HELP_WORDS: ClassVar = Bilingual(
        "设置：主题、语言、快捷键是你自己的；默认渠道和停用的规则是团队的，写进 contentai.yaml，"
        "别的字一个不动。Tab 换一项，回车改。",
        "Settings: theme, language and keys are your own; the channel and the rules that are off "
        "are the team's and go into contentai.yaml, where all else stays as it is. Tab goes on, "
        "Enter changes.",
    )

    def __init__(self, app: ContentaiApp) -> None:
        super().__init__()
        self._owner = app
        self._off: list[str] = []

    def body(self) -> ComposeResult:
        """The person's part, then the team's."""
        app = self._owner
        with VerticalScroll(classes="all", can_focus=False):
            yield Static(
                str(_MINE).format(file=_short(app.own_file)), classes="title", markup=False
            )
            themes = [(str(name), key) for key, name in words.THEMES.items()]
            theme = str(app.theme).removeprefix("contentai-")
            yield from self._select(_LOOKS, "theme", themes, theme)
            languages = [(name, key) for key, name in _LANGUAGES.items()]
            yield from self._select(_LANGUAGE, "language", languages, app.own.language or current())
            yield Tick(_KITTY, app.own.kitty, id="kitty")
            yield Static(str(_KEYS), classes="head", markup=False)
            yield OptionList(id="keys", compact=True, markup=False)
            file = _short(app.editing.config)
            yield Static(str(_TEAM).format(file=file), classes="title", markup=False)
            channels = [(id, id) for id in CHANNELS]
            yield from self._select(_CHANNEL, "channel", channels, self._channel)
            yield Static(str(_OFF), classes="head", markup=False)
            yield OptionList(id="off", compact=True, markup=False)
            yield Static(classes="notes", markup=False)

    def _select(
        self, name: Bilingual, id: str, options: list[tuple[str, str]], value: str | None
    ) -> ComposeResult:
        with Horizontal(classes="row"):
            yield Static(str(name), classes="name", markup=False)
            yield Select[str](
                options,
                value=value or Select.NULL,
                allow_blank=id == "channel",
                compact=True,
                id=id,
                prompt="—",
            )

    @property
    def _channel(self) -> str | None:
        """The channel of the team's file, where there is one of that name."""
        channel = self._owner.config.channel if self._owner.config else None
        return channel if channel in CHANNELS else None

    def on_screen_resume(self) -> None:
        """What was changed elsewhere is seen."""
        with suppress(DataError):
            self._owner.again()
        self._fill()

    def _fill(self) -> None:
        """Show what holds: also where a choice was refused."""
        own = self._owner.own
        with self.prevent(Select.Changed):
            self.query_one("#language", Select).value = own.language or current()
            self.query_one("#channel", Select).value = self._channel or Select.NULL
        self.query_one("#kitty", Tick).value = own.kitty
        keys = self.query_one("#keys", OptionList)
        at = keys.highlighted
        keys.set_options(Option(self._row(key)) for key in ALL)
        keys.highlighted = at
        config = self._owner.config
        self._off = [str(rule) for rule in config.ignore] if config else []
        off = self.query_one("#off", OptionList)
        none = Option(Content.styled(str(_NONE_OFF), "$text-muted"), disabled=True)
        off.set_options([Option(visible(rule)) for rule in self._off] or [none])
        notes = [visible(str(note)) for note in config.notes] if config else []
        self.query_one(".notes", Static).update("\n".join(notes))

    def _row(self, key: Key) -> Content:
        changed = self._owner.own.keys.get(key.id)
        now = self._owner.remapped.get(key.id) or key.keys
        shown = " ".join(key_name(one) for one in now.split(","))
        return Content.assemble(
            (f"{shown:<10}", "bold" if changed else "$text-accent"),
            f" {key.words} ",
            (key.id, "$text-muted"),
        )

    # --- the person's

    def _save(self, own: Own) -> bool:
        try:
            self._owner.take_own(own)
        except OSError as error:
            why = system_reason(error)
            self._tell(Bilingual(f"没有记下来：{why.zh}", f"not remembered: {why.en}"))
            self._fill()
            return False
        return True

    @on(Select.Changed, "#theme")
    def _theme_chosen(self, event: Select.Changed) -> None:
        event.stop()
        theme = str(event.value)
        if not self._owner.theme.endswith(theme):
            self._owner.look(theme)
            self._save(replace(self._owner.own, theme=theme))

    @on(Select.Changed, "#language")
    def _language_chosen(self, event: Select.Changed) -> None:
        event.stop()
        language = str(event.value)
        if language != (self._owner.own.language or current()):
            self._save(replace(self._owner.own, language=language))

    @on(Tick.Turned)
    def _switched(self, event: Tick.Turned) -> None:
        event.stop()
        self._save(replace(self._owner.own, kitty=event.tick.value))

    @on(OptionList.OptionSelected, "#keys")
    def _key_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        key = ALL[event.option_index]

        def pressed(name: str | None) -> None:
            if name:
                self._bind(key.id, name)

        self.app.push_screen(Pressing(str(key.words)), pressed)

    def key_delete(self) -> None:
        """The key of an action as it was."""
        at = self.query_one("#keys", OptionList).highlighted
        if self.query_one("#keys").has_focus and at is not None:
            self._bind(ALL[at].id, None)

    def _bind(self, id: str, name: str | None) -> None:
        """Give an action a key, unless another one has it; None: its own again."""
        app = self._owner
        own = {key: value for key, value in app.own.keys.items() if key != id}
        if name:
            own[id] = name
        team = app.config.keys if app.config else {}
        before = app.remapped
        try:
            app.take_keys({**team, **own})
        except DataError as error:
            self._tell(error.words)
            return
        if not self._save(replace(app.own, keys=own)):
            app.take_keys(before)
        self._fill()

    # --- the team's

    @on(Select.Changed, "#channel")
    def _channel_chosen(self, event: Select.Changed) -> None:
        event.stop()
        channel = None if event.value is Select.NULL else str(event.value)
        config = self._owner.config
        if config is None or channel == config.channel:
            return
        from contentai.config.changing import set_channel

        self._change(lambda: set_channel(self._owner.editing.config, channel))

    @on(OptionList.OptionSelected, "#off")
    def _off_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        from contentai.config.changing import heed_rule

        rule = self._off[event.option_index]
        self._change(lambda: heed_rule(self._owner.editing.config, rule))

    def _change(self, change: Callable[[], None]) -> None:
        """Change the team's file; what refuses is told, and the file is as it was."""
        from contentai.lint.writing import Unwritable

        try:
            change()
            self._owner.again()
        except (DataError, Unwritable) as error:
            self._tell(error.words)
        except OSError as error:
            self._tell(system_reason(error))
        else:
            name = self._owner.editing.config.name
            told = Bilingual(f"已写进 {name}", f"written to {name}")
            self.app.notify(str(told), timeout=3, markup=False)
        self._fill()

    def _tell(self, told: Bilingual) -> None:
        self.app.notify(visible(str(told)), severity="error", timeout=8, markup=False)


def _short(file: Path) -> str:
    """The path, the home folder as ``~``."""
    try:
        return f"~/{file.absolute().relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(file)
