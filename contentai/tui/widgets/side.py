"""What stands beside the text: scores, the rule's page, front matter, topics, the account."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import TabbedContent, TabPane

from contentai import resources
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.rulebook.channels import load_channels
from contentai.text.frontmatter import read_front_matter
from contentai.tui.advice.asked import Ask
from contentai.tui.judging.judged import Judged
from contentai.tui.widgets.header import HeaderForm
from contentai.tui.widgets.rulepage import RulePage
from contentai.tui.widgets.scores import Scores
from contentai.tui.widgets.standing import StandingPane
from contentai.tui.widgets.topics import TopicsPane

Tab = Literal["scores", "rule", "header", "topics", "account"]

_NAMES: Mapping[Tab, Bilingual] = {
    "scores": Bilingual("打分", "Scores"),
    "rule": Bilingual("规则", "Rule"),
    "header": Bilingual("头部", "Head"),  # five names fit beside the text
    "topics": Bilingual("选题", "Topics"),
    "account": Bilingual("账号", "Account"),
}
_HTML = (".html", ".htm")
_MARKDOWN = (".md", ".markdown")


class Side(Vertical):
    """The panes as tabs; ``show`` and ``follow`` feed all of them."""

    def __init__(
        self, ask: Ask, *, today: datetime.date | None = None, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._ask = ask
        self._today = today
        self._draft: tuple[str, str] | None = None

    def compose(self) -> ComposeResult:
        """A tab for each pane."""
        panes = {
            "scores": Scores(),
            "rule": RulePage(self._ask),
            "header": HeaderForm(channels=_channels()),
            "topics": TopicsPane(self._ask, today=self._today),
            "account": StandingPane(self._ask),
        }
        with TabbedContent(initial="scores"):
            for tab, name in _NAMES.items():
                with TabPane(str(name), id=tab):
                    yield panes[tab]

    @property
    def tab(self) -> str:
        """The tab that is seen."""
        return self.query_one(TabbedContent).active

    def open(self, tab: Tab) -> None:
        """Bring a tab to the front, and the keys to it."""
        tabs = self.query_one(TabbedContent)
        tabs.active = tab
        self.call_after_refresh(self._enter, tabs.get_pane(tab))

    def _enter(self, pane: TabPane) -> None:
        inside = (widget for widget in pane.query("*") if widget.focusable)
        if (first := next(inside, None)) is not None:
            first.focus()

    def toggle_heat(self) -> None:
        """Mark the evidence of the chosen score in the text, or take the marks away."""
        self.query_one(Scores).action_heat()

    def flush(self) -> None:
        """Write what was typed into the front-matter form at once."""
        self.query_one(HeaderForm).flush()

    def show(self, judged: Judged | None, text: str) -> None:
        """Show a judgement of ``text``."""
        self.query_one(Scores).show(judged, text)

    def point(self, rule: str | None) -> None:
        """Show the page of the rule that the cursor is at; it stays where there is none."""
        if rule is not None:
            self.query_one(RulePage).show(rule)

    def follow(self, text: str, path: str) -> None:
        """Follow the text of a draft; another path is another draft."""
        if self._draft is not None and self._draft[0] != path:
            self.query_one(Scores).forget()
        self._draft = path, text
        suffix = f".{path.rpartition('.')[2].lower()}"
        front = read_front_matter(text)
        self.query_one(HeaderForm).show(text, html=suffix in _HTML)
        self.query_one(TopicsPane).look(
            front.segments[0] if front.segments else None,
            front.channel,
            markdown=suffix in _MARKDOWN,
        )
        if self.tab == "account":
            self.compare()

    def forget(self) -> None:
        """No draft is open."""
        self._draft = None
        self.query_one(Scores).forget()
        self.query_one(HeaderForm).show("")

    def compare(self) -> None:
        """Compare the draft with the account's own posts."""
        if self._draft is not None:
            path, text = self._draft
            planned = read_front_matter(text).publish_on
            pane = self.query_one(StandingPane)
            pane.look(text, path, planned=planned, today=self._today)

    def on_tabbed_content_tab_activated(self, event: TabbedContent.TabActivated) -> None:
        """Own posts are looked at when the tab is: not with every key."""
        event.stop()
        if self.tab == "account":
            self.compare()


def _channels() -> dict[str, str]:
    """The names of the channels; none where their profiles cannot be read."""
    try:
        channels = load_channels(resources.rules_dir() / "channels.yaml")
    except DataError:
        return {}
    return {id: str(channel.name) for id, channel in channels.items()}
