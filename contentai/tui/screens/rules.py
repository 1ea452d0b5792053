"""The rule browser: search, filters, the page of a rule, and a box to try a text in."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Select, Static
from textual.widgets.option_list import Option

from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.report.visible import visible
from contentai.text.names import Format
from contentai.tui.advice.asked import Ask, Reply
from contentai.tui.advice.wider import Browse, Card, Cards, Examples, Samples, Tried, Try
from contentai.tui.keys import Key
from contentai.tui.screens.place import Place
from contentai.tui.severities import COLOURS, MARKS, NAMES
from contentai.tui.widgets.editor import Editor
from contentai.tui.widgets.rulepage import RulePage
from contentai.tui.widgets.textfield import TextField

# The box is judged so long after the last key, in seconds.
_PAUSE = 0.2
_CHOOSE = Bilingual("选一条规则，这里是它的说明", "Choose a rule; its page is here")
_WAITING = Bilingual("正在翻规则书…", "Opening the rulebook…")
_NONE = Bilingual("没有这样的规则", "no such rule")
_PACK, _LEVEL, _CHANNEL = (
    Bilingual("规则包", "pack"),
    Bilingual("级别", "severity"),
    Bilingual("渠道", "channel"),
)
_BOX = Bilingual("试一试：在这里写，规则当场检查", "Try it: what is written here is judged at once")
_CLEAN = Bilingual("没有发现问题", "nothing was found")


class Rules(Place):
    """Shows what ``ask`` knows of the rules."""

    NAME = "rules"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("down,up", "to_list", show=False)]
    KEYS = (
        Key("rules.find", "slash", "find", Bilingual("找规则", "Find"), Bilingual("找", "Find")),
        Key("rules.try", "t", "try", Bilingual("试一试", "Try"), Bilingual("试", "Try")),
        Key(
            "rules.example",
            "x",
            "example",
            Bilingual("放进下一个例子", "Next example"),
            Bilingual("例子", "Example"),
        ),
    )
    HELP_WORDS: ClassVar = Bilingual(
        "规则浏览：左边是规则，可以按字、规则包、级别、渠道筛；右边是这条规则的说明；"
        "下面的框里随便写，用的就是检查稿件的那套引擎。/ 找，t 去试，x 把这条规则的例子放进框里。",
        "Rule browser: the rules on the left, filtered by words, pack, severity, channel; the "
        "page on the right; the box below is judged by the engine that judges drafts. / finds, "
        "t goes to the box, x puts the rule's next example into it.",
    )

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask
        self._cards = Cards()
        self._shown: list[Card] = []
        self._samples: list[tuple[bool, str, Format]] = []
        self._sampled: str | None = None
        self._format: Format = "markdown"
        self._expected: bool | None = None
        self._pause: Timer | None = None

    def body(self) -> ComposeResult:
        """Search and filters, rules and page, the box."""
        with Horizontal(classes="bar"):
            find = Bilingual("找规则：编号、名字、说明、出处", "find: id, name, message, source")
            yield TextField(placeholder=str(find), compact=True, classes="find")
            yield Select[str]([], prompt=str(_PACK), compact=True, classes="pack")
            yield Select[str](
                [(f"{MARKS[s]} {NAMES[s]}", s.value) for s in reversed(Severity)],
                prompt=str(_LEVEL),
                compact=True,
                classes="level",
            )
            yield Select[str]([], prompt=str(_CHANNEL), compact=True, classes="channel")
        yield Static(str(_WAITING), classes="state", markup=False)
        with Horizontal(classes="middle"):
            yield OptionList(classes="rules", compact=True, markup=False)
            yield RulePage(self._ask, none=_CHOOSE)
        with Vertical(classes="box"):
            yield Static(str(_BOX), classes="title", markup=False)
            yield Editor(id="try")
            yield Static(classes="told", markup=False)

    def on_mount(self) -> None:
        """Ask for the rules."""
        self.query_one(".rules", OptionList).focus()
        self.ask_for(self._ask, Browse(), self._browsed)

    def _browsed(self, answer: Reply) -> None:
        if not isinstance(answer, Cards):
            return
        if answer.problem is not None:
            words = Content.styled(visible(str(answer.problem)), "$text-error")
            self.query_one(".state", Static).update(words)
            return
        self._cards = answer
        for name, options in (("pack", answer.packs), ("channel", answer.channels)):
            select: Select[str] = self.query_one(f".{name}", Select)
            with select.prevent(Select.Changed):
                select.set_options([(label, id) for id, label in options])
        self._narrow()

    # --- the list

    @on(Input.Changed, ".find")
    @on(Select.Changed)
    def _narrow(self) -> None:
        """Show the rules that pass all filters."""
        words = self.query_one(".find", Input).value.lower().split()
        pack, level, channel = (self._chosen(name) for name in ("pack", "level", "channel"))
        at = self._rule
        self._shown = [
            card
            for card in self._cards.cards
            if all(word in card.words for word in words)
            and pack in (None, card.pack)
            and level in (None, card.severity)
            and (channel is None or not card.channels or channel in card.channels)
        ]
        rules = self.query_one(".rules", OptionList)
        rules.set_options(Option(_row(card)) for card in self._shown)
        if self._shown:
            ids = [card.id for card in self._shown]
            rules.highlighted = ids.index(at) if at in ids else 0
        self._tell()
        if channel:
            self._try()

    def _chosen(self, name: str) -> str | None:
        value = self.query_one(f".{name}", Select).value
        return None if value is Select.NULL else str(value)

    @property
    def _card(self) -> Card | None:
        at = self.query_one(".rules", OptionList).highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    @property
    def _rule(self) -> str | None:
        return self._card.id if self._card else None

    def _tell(self) -> None:
        count, card = len(self._cards.cards), self._card
        if not count:
            return
        told = Content(
            str(Bilingual(f"{len(self._shown)}/{count} 条", f"{len(self._shown)}/{count}"))
        )
        if not self._shown:
            told = Content(str(_NONE))
        elif card and card.off:
            told = Content.assemble(told, "  ", (f"{card.id}: {card.off}", "$text-warning"))
        self.query_one(".state", Static).update(told)

    @on(OptionList.OptionHighlighted, ".rules")
    def _pointed(self) -> None:
        self.query_one(RulePage).show(self._rule)
        self._tell()

    @on(OptionList.OptionSelected, ".rules")
    def _opened(self) -> None:
        self.query_one(RulePage).focus()

    @on(Input.Submitted)
    def _searched(self) -> None:
        self.query_one(".rules", OptionList).focus()

    # --- the box

    @on(Editor.Edited)
    def _edited(self, event: Editor.Edited) -> None:
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._try)

    def _try(self) -> None:
        self._pause = None
        box = self.query_one(Editor)
        if not box.text.strip():
            self.query_one(".told", Static).update("")
            box.show_findings((), box.version)
            return
        version, rule = box.version, self._rule
        request = Try(box.text, self._chosen("channel"), rule, self._format)

        def show(answer: Reply) -> None:
            if isinstance(answer, Tried) and box.version == version:
                box.show_findings(answer.findings, version)
                self.query_one(".told", Static).update(self._told(answer, rule))

        self.ask_for(self._ask, request, show)

    def _told(self, answer: Tried, rule: str | None) -> Content:
        if answer.problem is not None and not answer.findings:
            return Content.styled(visible(str(answer.problem)), "$text-warning")
        if not answer.findings:
            return Content.styled(f"✓ {_CLEAN}", "$text-success")
        own = sorted(answer.findings, key=lambda f: (f.rule != rule, -f.severity.rank))
        return Content("\n").join(
            Content.assemble(
                (f"{MARKS[f.severity]} {f.rule} ", COLOURS[f.severity]),
                (f"“{visible(f.excerpt[:24])}” ", "bold"),
                visible(f.message),
            )
            for f in own
        )

    def action_find(self) -> None:
        """Go to the field."""
        self.query_one(".find", Input).focus()

    def action_to_list(self) -> None:
        """From the field into the rules."""
        self.query_one(".rules", OptionList).focus()

    def action_try(self) -> None:
        """Go to the box."""
        self.query_one(Editor).focus()

    def action_example(self) -> None:
        """Put the rule's next example into the box."""
        rule = self._rule
        if rule is None:
            return
        if self._sampled == rule and self._samples:
            self._put()
            return
        self._sampled = rule
        self.ask_for(self._ask, Examples(rule), self._sampling)

    def _sampling(self, answer: Reply) -> None:
        if isinstance(answer, Samples):
            self._samples = list(answer.samples)
            if self._samples:
                self._put()
            else:
                told = answer.problem or Bilingual("这条规则没有例子", "the rule has no example")
                self.query_one(".told", Static).update(visible(str(told)))

    def _put(self) -> None:
        """The first of the examples goes to the end."""
        sample = self._samples.pop(0)
        self._samples.append(sample)
        bad, text, self._format = sample
        self.query_one(Editor).load_text(text)
        kind = Bilingual("反例", "bad example") if bad else Bilingual("不算的", "fine example")
        self.query_one(".box > .title", Static).update(f"{_BOX} · {self._sampled} {kind}")

    async def action_back(self) -> None:
        """From a field to the rules, from the rules to the drafts."""
        rules = self.query_one(".rules", OptionList)
        if self.focused in (None, rules):
            await super().action_back()
        else:
            rules.focus()


def _row(card: Card) -> Content:
    severity = Severity(card.severity)
    name = str(card.name)
    return Content.assemble(
        (MARKS[severity], COLOURS[severity]),
        (f" {card.id:<9}", "$text-muted"),
        (name, "$text-muted" if card.off else ""),
        (" -", "$text-muted") if card.off else "",
    )
