"""The scores panel: meters with their reasons, the hard-sell score so far, intents by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import OptionList, Static

from contentai.diagnostics import Evidence, Pitch, Span
from contentai.language import Bilingual
from contentai.report.visible import visible
from contentai.scorenames import INTENT_NAMES, SCORE_NAMES, shown_score
from contentai.text.lines import index_lines
from contentai.tui.judging.judged import Judged
from contentai.tui.meters import INTENT_MARKS, bar, shares, spark
from contentai.tui.widgets.rewrite import relist, retell

# ``classify.scores.THRESHOLD``, which would load the models' mathematics into a screen.
THRESHOLD = 0.5
_INTENT_COLOURS = {
    "value": "$text-success",
    "service": "$text-primary",
    "interaction": "$text-accent",
    "soft_promo": "$text-warning",
    "hard_sell": "$text-error",
    "spam": "$text-error",
}
_MOST_REASONS = 5
_MOST_POINTS = 500
_MOST_PITCHES = 3
_QUOTED = 18
_WAITING = Bilingual("还没有打分", "Not scored yet")
_NO_TEXT = Bilingual("没有可以打分的文字", "There is no text to score")
_OVER = Bilingual("过线", "over")
_UNDER = Bilingual("没过线", "under")
_REASONS = Bilingual("为什么（↵ 在原文里标出来，F5 热力图）", "Why (Enter marks it; F5)")
_NO_REASONS = Bilingual("没有哪几处特别推高它", "no place pushes it up by itself")
_OPENING = Bilingual("没有标题", "no title")
_PITCH = Bilingual("这里像硬推 ", "this sells hard: ")
_SO_FAR = Bilingual("这次写作中的硬推分", "hard sell so far")
_PARAGRAPHS = Bilingual("各段意图（↵ 跳过去）", "Paragraphs (Enter goes there)")
_MARKED = Bilingual("标", "on")


class Scores(VerticalScroll, can_focus=False):
    """Meters and what is behind them; ``show`` it what was judged, and the text of that."""

    HELP_WORDS = Bilingual(
        "打分：每条横杠是一个概率，竖线是 0.5 的线。回车把理由标在原文里，F5 开关热力图；"
        "下面是各段的意图，回车跳到那一段。",
        "Scores: each bar is a probability, the mark is the line at 0.5. Enter marks the reasons "
        "in the text, F5 turns the heat map on and off; below are the intents by paragraph, "
        "Enter goes there.",
    )

    @dataclass
    class Toggled(Message):
        """The evidence of a score is to be marked in the text; of none when it is None."""

        score: str | None

    @dataclass
    class Chosen(Message):
        """A paragraph or a piece of evidence was chosen: the editor should go there."""

        span: Span

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._judged: Judged | None = None
        self._text = ""
        self._history: list[float] = []
        self._marked: str | None = None
        self._places: list[Evidence] = []

    def compose(self) -> ComposeResult:
        """State, meters, reasons, the line so far, paragraphs."""
        yield Static(classes="state", markup=False)
        yield OptionList(classes="meters", compact=True, markup=False)
        yield Static(str(_REASONS), classes="title", markup=False)
        yield OptionList(classes="reasons", compact=True, markup=False)
        yield Static(classes="pitches", markup=False)
        yield Static(classes="spark", markup=False)
        yield Static(str(_PARAGRAPHS), classes="title", markup=False)
        yield Static(_legend(), classes="legend", markup=False)
        yield OptionList(classes="paragraphs", compact=True, markup=False)

    def on_mount(self) -> None:
        """Say that nothing has been scored yet."""
        self._refill()

    def show(self, judged: Judged | None, text: str = "") -> None:
        """Show the scores of a judgement of ``text``; None while the first one is awaited."""
        if judged is not None and judged.scores is not None:
            known = self._judged.version if self._judged else None
            if known != judged.version:
                self._history = [*self._history, judged.scores.hard_sell][-_MOST_POINTS:]
        self._judged, self._text = judged, text
        self._refill()

    def forget(self) -> None:
        """Another draft: its line so far begins anew."""
        self._history, self._judged, self._marked = [], None, None
        self._refill()

    @property
    def marked(self) -> str | None:
        """The score whose evidence is marked in the text."""
        return self._marked

    def action_heat(self) -> None:
        """Mark the evidence of the chosen score, or take the marks away."""
        self._toggle(None if self._marked else self._score)

    @property
    def _score(self) -> str:
        """The score that is chosen; the hard-sell one when none is."""
        at = self._list("meters").highlighted
        return list(SCORE_NAMES)[at or 0]

    def _toggle(self, score: str | None) -> None:
        self._marked = score
        self.post_message(self.Toggled(score))
        self._refill()

    @on(OptionList.OptionHighlighted, ".meters")
    def _pointed(self) -> None:
        self._refill_reasons()

    @on(OptionList.OptionSelected, ".meters")
    def _picked(self) -> None:
        self._toggle(None if self._marked == self._score else self._score)

    @on(OptionList.OptionSelected, ".reasons")
    def _reason_chosen(self, event: OptionList.OptionSelected) -> None:
        if self._places:
            self.post_message(self.Chosen(self._places[event.option_index].span))

    @on(OptionList.OptionSelected, ".paragraphs")
    def _paragraph_chosen(self, event: OptionList.OptionSelected) -> None:
        if self._judged:
            self.post_message(self.Chosen(self._judged.paragraphs[event.option_index][0]))

    def on_resize(self, _: Resize) -> None:
        """Bars fill the width there is."""
        self._refill()

    def _list(self, name: str) -> OptionList:
        return self.query_one(f".{name}", OptionList)

    def _refill(self) -> None:
        if not self.query(".paragraphs"):  # not composed yet
            return
        scores = self._judged.scores if self._judged else None
        state = Content("") if scores else self._state()
        retell(self.query_one(".state", Static), state, hide_empty=True)
        self.set_class(scores is None, "-unscored")
        if scores is None or self._judged is None:
            return
        values = {name: float(getattr(scores, name)) for name in SCORE_NAMES}
        width = max(self.content_size.width - 26, 6)
        titled = scores.titled
        meters = [self._meter(name, values[name], width, titled) for name in values]
        relist(self._list("meters"), meters)
        self._refill_reasons()
        pitches = Content("\n").join(map(self._pitch, scores.pitches[:_MOST_PITCHES]))
        retell(self.query_one(".pitches", Static), pitches, hide_empty=True)
        self.query_one(".spark", Static).update(self._line(), layout=False)
        rows = [self._paragraph(*each) for each in self._judged.paragraphs]
        relist(self._list("paragraphs"), rows)

    def _refill_reasons(self) -> None:
        evidence = self._judged.evidence.get(self._score, ()) if self._judged else ()
        self._places = sorted((e for e in evidence if e.weight > 0), key=lambda e: -e.weight)
        self._places = self._places[:_MOST_REASONS]
        rows = [self._reason(place) for place in self._places]
        relist(self._list("reasons"), rows or [Content(str(_NO_REASONS))])

    def _state(self) -> Content:
        if self._judged is None:
            return Content(str(_WAITING))
        if self._judged.problem is not None:
            return Content.styled(str(self._judged.problem), "$text-warning")
        return Content(str(_NO_TEXT))

    def _pitch(self, pitch: Pitch) -> Content:
        """Where the draft sells hard that does not as a whole."""
        place = str(index_lines(self._text).position(pitch.span.start)[0])
        return Content.assemble(
            (str(_PITCH), "$text-warning"),
            f"{Bilingual(f'第 {place} 行', f'line {place}')} “{self._quoted(pitch.span)}”",
        )

    def _meter(self, name: str, value: float, width: int, titled: bool) -> Content:
        over = value >= THRESHOLD
        colour = "$text-error" if over else "$text-success"
        before, mark, after = bar(value, width, THRESHOLD)
        told = f"{shown_score(value)} {_OVER if over else _UNDER}"
        if name == "clickbait" and not titled:
            colour, told = "$text-muted", f"{shown_score(value)} {_OPENING}"
        if name == self._marked:
            told += f" [{_MARKED}]"
        return Content.assemble(
            _padded(str(SCORE_NAMES[name]), 10),
            (before, colour),
            (mark, "bold"),
            (after, colour),
            (f" {told}", colour),
        )

    def _reason(self, evidence: Evidence) -> Content:
        return Content.assemble(
            (f"+{evidence.weight:.1f} ", "$text-error"),
            f"“{self._quoted(evidence.span)}”",
            (f"  {evidence.reason}", "$text-muted"),
        )

    def _quoted(self, span: Span) -> str:
        """The beginning of a place in the text, with an ellipsis where it goes on."""
        start, end = span
        quoted = visible(self._text[start : min(end, start + _QUOTED)])
        return f"{quoted}…" if end - start > _QUOTED else quoted

    def _line(self) -> Content:
        history = self._history
        width = max(self.content_size.width - 2, 1)
        ends = f"{shown_score(history[0])} → {shown_score(history[-1])}" if history else ""
        line: list[tuple[str, str] | str] = [f"{_SO_FAR}  {ends}\n"]
        for value in history[-width:]:
            colour = "$text-error" if value >= THRESHOLD else "$text-success"
            line.append((spark([value], 1), colour))
        return Content.assemble(*line)

    def _paragraph(self, span: Span, mix: Mapping[str, float]) -> Content:
        width = max(min(self.content_size.width // 3, 24), 6)
        most = max(mix, key=lambda name: mix[name])
        told = self._quoted(span)
        return Content.assemble(
            *_mixed(mix, width),
            (f" {INTENT_NAMES[most]} ", _INTENT_COLOURS[most]),
            (told, "$text-muted"),
        )


def _legend() -> str:
    """What the letters of the bars stand for."""
    between = str(Bilingual("", "="))
    return " ".join(f"{INTENT_MARKS[name]}{between}{INTENT_NAMES[name]}" for name in INTENT_MARKS)


def _mixed(mix: Mapping[str, float], width: int) -> Iterator[tuple[str, str]]:
    for name, cells in shares(mix, width):
        yield INTENT_MARKS[name] * cells, f"{_INTENT_COLOURS[name]} reverse"


def _padded(text: str, width: int) -> str:
    return text + " " * max(width - Content(text).cell_length, 1)
