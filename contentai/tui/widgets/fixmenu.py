"""The quick-fix menu: what can be done about the findings at the cursor, and what it would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from contentai.diagnostics import Applicability, Diagnostic, Edit, Fix
from contentai.language import Bilingual
from contentai.report.visible import visible
from contentai.tui.keys import keys_here
from contentai.tui.listing import at_cursor
from contentai.tui.preview import Hunk, preview, safe_fixes
from contentai.tui.severities import COLOURS, MARKS
from contentai.tui.widgets.textfield import TextField

_LEVELS = {
    Applicability.SAFE: Bilingual("可以直接改", "safe"),
    Applicability.UNSAFE: Bilingual("改前看一眼", "look before"),
    Applicability.DISPLAY: Bilingual("只作参考，不会替你改", "shown only, never applied"),
}
_NOTHING = Bilingual("光标处没有问题；F8 去下一处", "No problem here; F8 goes to the next one")
_NO_FIX = Bilingual("这一处没有现成的改法。这一项：", "No ready fix here. This entry: ")
_REASON = Bilingual("原因（可以不写），回车写进稿子", "the reason (may be empty); Enter writes it")
_REASON_NEEDED = Bilingual(
    "原因（你们的配置要求写），回车写进稿子",
    "the reason (your configuration asks for one); Enter writes it",
)
_IGNORE = Bilingual(
    "在稿子里写一条注释：这一处知道了，不再提。",
    "Writes a comment into the draft: this one is known and not told again.",
)
_IGNORE_PLAIN = Bilingual(
    "写进稿件头部：这条规则在全文里都不再提（纯文本没有注释）。",
    "Writes into the header: the rule is told nowhere in this draft (plain text has no comments).",
)
_DISABLE = Bilingual(
    "写进 {file}：这条规则以后不看任何稿子。其余内容一字不动。",
    "Writes into {file}: the rule looks at no draft any more. All else there stays.",
)
_PAGE = Bilingual(
    "规则说明：查什么、为什么、出处、例子。",
    "The rule's page: what it does, why, its sources and examples.",
)
_MORE = Bilingual("…… 还有 {count} 处", "… and {count} more")
_MOST_HUNKS = 20


@dataclass(frozen=True)
class _Choice:
    kind: Literal["fix", "all", "ignore", "disable", "page"]
    finding: Diagnostic | None = None
    fix: Fix | None = None


class FixMenu(Vertical):
    """Opens at the cursor with ``open``; answers with what was picked, and ``Closed``."""

    bar_keys = keys_here(("enter", "照做", "Do it"), ("escape", "关上", "Close"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "close", show=False),
    ]
    HELP_WORDS = Bilingual(
        "改法菜单：上下选，下面是改动的预览，回车照做，Esc 关掉。改了可以用 Ctrl+Z 撤销。",
        "Fixes: up and down choose, the preview is below, Enter does it, Esc closes. "
        "Ctrl+Z takes it back.",
    )

    @dataclass
    class Picked(Message):
        """Apply this fix."""

        fix: Fix

    @dataclass
    class PickedAll(Message):
        """Apply all safe fixes."""

    @dataclass
    class Ignore(Message):
        """Write into the draft that this finding is known, and why."""

        finding: Diagnostic
        reason: str

    @dataclass
    class Disable(Message):
        """Turn this rule off in the configuration."""

        rule: str

    @dataclass
    class Page(Message):
        """Show the page of this rule."""

        rule: str

    @dataclass
    class Closed(Message):
        """The menu is gone; the keys belong to the text again."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._source = ""
        self._choices: list[_Choice] = []
        self._safe: list[Fix] = []
        self._file = ""
        self._needed = False
        self._ignoring: Diagnostic | None = None
        self.display = False
        self.plain = False  # plain text: its header alone can say what is known

    def compose(self) -> ComposeResult:
        """The choices, the preview, and a line for a reason."""
        yield Static(classes="heading", markup=False)
        yield OptionList(classes="choices", compact=True, markup=False)
        yield TextField(classes="reason", compact=True)
        with VerticalScroll(classes="preview", can_focus=False):
            yield Static(classes="diff", markup=False)

    def open(
        self,
        source: str,
        findings: Sequence[Diagnostic],
        offset: int,
        *,
        config: str = "contentai.yaml",
        reason_needed: bool = False,
        read_only: bool = False,
    ) -> None:
        """Offer what can be done at ``offset`` of ``source``, in which ``findings`` lie.

        ``config`` names the file that a rule is turned off in. Of a draft that is ``read_only``
        fixes are told, but nothing is offered to be written into it.
        """
        self._source, self._file, self._needed = source, config, reason_needed
        here = at_cursor(findings, offset)
        self._safe = safe_fixes(source, findings)
        writing = ("all", "ignore") if read_only else ()
        self._choices = [c for c in self._offered(here) if c.kind not in writing]
        choices = self.query_one(".choices", OptionList)
        choices.set_options(Option(self._label(choice)) for choice in self._choices)
        heading = self.query_one(".heading", Static)
        heading.update(Content("\n").join(map(_heading, here)) if here else Content(str(_NOTHING)))
        self._ask(None)
        self.display = True
        choices.highlighted = 0 if self._choices else None
        self._show_choice()
        self.screen.set_focus(choices)  # at once: Enter may be the next key already

    def action_close(self) -> None:
        """Go back one step: from the reason to the choices, from there to the text."""
        if self._ignoring:
            self._ask(None)
            self.query_one(".choices").focus()
            return
        self._close()

    def _close(self) -> None:
        self.display = False
        self.post_message(self.Closed())

    def _offered(self, here: Sequence[Diagnostic]) -> Iterator[_Choice]:
        for finding in here:
            yield from (_Choice("fix", finding, fix) for fix in finding.fixes if fix.edits)
        if self._safe:
            yield _Choice("all")
        for finding in here:
            if not finding.rule.startswith("SUP-"):  # no rule: these tell of suppressions
                yield _Choice("ignore", finding)
        for kind in ("disable", "page"):
            for finding in {f.rule: f for f in here if not f.rule.startswith("SUP-")}.values():
                yield _Choice("disable" if kind == "disable" else "page", finding)

    def _label(self, choice: _Choice) -> Content:
        rule = choice.finding.rule if choice.finding else ""
        if choice.fix is not None:
            level = _LEVELS[choice.fix.applicability]
            return Content.assemble(
                visible(choice.fix.title), (f"  {level}", "$text-muted"), (f"  {rule}", "dim")
            )
        words = {
            "all": Bilingual(
                f"全部可以直接改的（{len(self._safe)} 处）", f"all safe fixes ({len(self._safe)})"
            ),
            "ignore": Bilingual(f"在这里忽略 {rule}…", f"ignore {rule} here…"),
            "disable": Bilingual(f"停用规则 {rule}", f"turn {rule} off"),
            "page": Bilingual(f"{rule} 的说明（F4）", f"about {rule} (F4)"),
        }
        return Content(str(words[choice.kind]))

    @on(OptionList.OptionHighlighted, ".choices")
    def _show_choice(self) -> None:
        at = self.query_one(".choices", OptionList).highlighted
        choice = self._choices[at] if at is not None and at < len(self._choices) else None
        self.query_one(".diff", Static).update(self._told(choice))
        self.query_one(".preview", VerticalScroll).scroll_home(animate=False)

    def _told(self, choice: _Choice | None) -> Content:
        """What the choice would do."""
        if choice is None:
            return Content("")
        if choice.kind == "fix" and choice.fix:
            return _diff(self._source, choice.fix.edits)
        if choice.kind == "all":
            return _diff(self._source, [edit for fix in self._safe for edit in fix.edits])
        ignore = _IGNORE_PLAIN if self.plain else _IGNORE
        words = {"ignore": ignore, "disable": _DISABLE, "page": _PAGE}[choice.kind]
        # Said of the place: another finding there may have one.
        lead = "" if any(one.kind == "fix" for one in self._choices) else str(_NO_FIX)
        return Content(lead + str(words).replace("{file}", self._file))

    @on(OptionList.OptionSelected, ".choices")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        choice = self._choices[event.option_index]
        if choice.kind == "ignore" and choice.finding:
            self._ask(choice.finding)
            return
        if choice.fix is not None:
            if choice.fix.applicability is Applicability.DISPLAY:
                return
            self.post_message(self.Picked(choice.fix))
        elif choice.kind == "all":
            self.post_message(self.PickedAll())
        elif choice.finding and choice.kind == "disable":
            self.post_message(self.Disable(choice.finding.rule))
        elif choice.finding:
            self.post_message(self.Page(choice.finding.rule))
        self._close()

    def _ask(self, finding: Diagnostic | None) -> None:
        """Ask for the reason of a suppression; None takes the question back."""
        self._ignoring = finding
        self.set_class(finding is not None, "-asking")
        reason = self.query_one(".reason", Input)
        reason.display = finding is not None
        reason.value = ""
        reason.placeholder = str(_REASON_NEEDED if self._needed else _REASON)
        if finding is not None:
            reason.focus()

    @on(Input.Submitted, ".reason")
    def _reasoned(self, event: Input.Submitted) -> None:
        event.stop()
        reason = event.value.strip()
        if self._ignoring is None or (self._needed and not reason):
            return
        self.post_message(self.Ignore(self._ignoring, reason))
        self._close()

    @on(Input.Changed, ".reason")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()


def _heading(finding: Diagnostic) -> Content:
    return Content.assemble(
        (MARKS[finding.severity], COLOURS[finding.severity]),
        (f" {finding.rule} ", "bold"),
        visible(finding.message),
        (f"\n  {visible(finding.advice)}", "$text-muted"),
    )


def _diff(source: str, edits: Sequence[Edit]) -> Content:
    hunks = preview(source, edits)
    lines = [line for hunk in hunks[:_MOST_HUNKS] for line in _hunk(hunk)]
    if len(hunks) > _MOST_HUNKS:
        lines.append(Content(str(_MORE).format(count=len(hunks) - _MOST_HUNKS)))
    return Content("\n").join(lines)


def _hunk(hunk: Hunk) -> Iterator[Content]:
    """Lines to read: the marks at their beginning tell them apart where there is no colour."""
    for mark, pieces, colour, change in (
        ("-", hunk.before, "$text-error", "reverse strike"),
        ("+", hunk.after, "$text-success", "reverse"),
    ):
        told = [(_written(text), f"{colour} {change}" if new else colour) for text, new in pieces]
        yield Content.assemble((f"{mark} {hunk.line:>3} ", colour), *told)


def _written(text: str) -> str:
    return visible(text.replace("\n", "⏎"))
