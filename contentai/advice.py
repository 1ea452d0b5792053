"""What to write next, under titles that a workspace's rules let pass; how the account does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from contentai import resources
from contentai.classify.scores import THRESHOLD, Scores
from contentai.topics.suggest import suggest

if TYPE_CHECKING:
    from contentai.account.audit import Audit
    from contentai.account.draw_up import Order
    from contentai.account.judged import JudgedPost
    from contentai.account.period import Terms
    from contentai.account.plan import Plan
    from contentai.linter import Linter
    from contentai.topics.chart import Chart
    from contentai.topics.landscape import Landscape
    from contentai.topics.memory import Memory
    from contentai.topics.ownpost import OwnPost
    from contentai.topics.reader import Judge
    from contentai.topics.segments import Segment
    from contentai.topics.suggestion import Suggestions
    from contentai.topics.titles import Fits
    from contentai.workspace import Workspace

_JUDGED_AT_ONCE: Final = 512
Answer = TypeVar("Answer", float, bool)

# Rules that judge a title without a post below it.
_TITLE_PACKS = ("LAW", "CLICK", "EVA", "PLAT")


def advise(
    workspace: Workspace, land: Landscape, segment: Segment, count: int, channel: str | None
) -> Suggestions:
    """Up to ``count`` topics for a segment; see ``Workspace.suggest``."""
    rules = workspace.with_options(channel=channel, select=_TITLE_PACKS)
    found = suggest(
        land,
        segment,
        weights=workspace.config.topics,
        value_of=_value_of(workspace, land.memory),
        fits=_fits(rules, land.memory),
        count=count,
    )
    land.memory.keep()
    return found


def plan(workspace: Workspace, land: Landscape, segments: Sequence[Segment], order: Order) -> Plan:
    """A content plan for segments of ``land``; see ``Workspace.plan``."""

    def fits(channel: str | None) -> Fits:
        return _fits(workspace.with_options(channel=channel, select=_TITLE_PACKS), land.memory)

    from contentai.account.draw_up import draw_up

    drawn = draw_up(
        land,
        segments,
        order,
        channels=workspace.rulebook.channels,
        weights=workspace.config.topics,
        moments_selling="allowed" in workspace.config.account.moments_selling,
        judged=workspace.judge(land.posts),
        # Titles are found when it is known what they are for.
        suggest=lambda segment, count: suggest(
            land,
            segment,
            weights=workspace.config.topics,
            value_of=_value_of(workspace, land.memory),
            fits=lambda titles: [False] * len(titles),
            count=count,
            ahead=7 * order.weeks,
        ),
        fits=fits,
    )
    land.memory.keep()
    return drawn


def chart(workspace: Workspace, land: Landscape) -> Chart:
    """What is told of and how far it is covered, adverts left out (see ``topics.chart``)."""
    from contentai.topics.chart import chart as drawn

    found = drawn(land, _value_of(workspace, land.memory))
    land.memory.keep()
    return found


def judged(workspace: Workspace, posts: Sequence[OwnPost]) -> list[JudgedPost]:
    """Own posts with their intents; see ``Workspace.judge``. One text is judged once."""
    from contentai.account.judged import JudgedPost

    labels: dict[tuple[str, str], str | None] = {}
    new = iter(dict.fromkeys((post.title, post.text) for post in posts))
    # Many thousands as documents at once would not fit into memory.
    while some := list(islice(new, _JUDGED_AT_ONCE)):
        parse = partial(workspace.parse, format="plain")
        scores = workspace.score_all([parse(text, title=title or None) for title, text in some])
        labels |= {one: s.label if s else None for one, s in zip(some, scores, strict=True)}
    return [JudgedPost(post, labels[post.title, post.text]) for post in posts]


def segment_names(workspace: Workspace, examples: bool = False) -> Mapping[str, str]:
    """The names of the account's own segments by id; none where no file says them.

    Those that ship are of the account that ships: they count for its posts, the ``examples``,
    alone. Raises ``DataError``.
    """
    from contentai.topics.segments import load_segments

    file = workspace.segments_file
    if not examples and file == resources.corpora_dir() / "segments.yaml":
        return {}
    return {segment.id: segment.name for segment in load_segments(file).values()}


def audit(workspace: Workspace, posts: Sequence[OwnPost], terms: Terms) -> Audit | None:
    """The account judged by its posts; see ``Workspace.audit``."""
    from contentai.account.audit import Bench
    from contentai.account.audit import audit as audited
    from contentai.account.families import Families, families
    from contentai.embedding.static_model import EmbedderError

    def gather(inside: Sequence[OwnPost]) -> Families:
        try:
            return families(inside, workspace.encoder)
        except EmbedderError as error:
            return replace(families(inside), problem=error.words)

    bench = Bench(
        rules=workspace.with_options().on_account,
        severities=workspace.severities,
        channels=workspace.rulebook.channels,
        account=workspace.config.account,
        judge=workspace.judge,
        gather=gather,
    )
    return audited(posts, terms, bench)


def _value_of(workspace: Workspace, memory: Memory) -> Judge:
    return lambda texts: _once(memory, "value", texts, lambda new: _industry_value(workspace, new))


def _fits(rules: Linter, memory: Memory) -> Fits:
    kind = f"fits {rules.channel}"
    return lambda titles: _once(memory, kind, titles, lambda new: _titles_fit(new, rules))


def _once(
    memory: Memory, kind: str, texts: Sequence[str], judge: Callable[[Sequence[str]], list[Answer]]
) -> list[Answer]:
    """What ``judge`` says of the texts; those that it has judged before are not judged again."""
    known: list[Any] = [memory.recall(b"", (kind, text)) for text in texts]
    new = [at for at, answer in enumerate(known) if answer is None]
    told = judge([texts[at] for at in new]) if new else []
    for at, answer in zip(new, told, strict=True):
        known[at] = answer
        memory.note(b"", (kind, texts[at]), answer)
    return known


def _industry_value(workspace: Workspace, texts: Sequence[str]) -> list[float]:
    """Probability of each text to be of use without selling; 0.5 where it is not known.

    Of a few sentences on care or repair it is hard to say whether they teach or serve. Where the
    scores clear them of selling hard, the intent that says so has no say.
    """
    scores = workspace.score_all([workspace.parse(text, format="plain") for text in texts])
    return [_useful(found) if found else 0.5 for found in scores]


def _useful(scores: Scores) -> float:
    found = scores.intent
    useful = found["value"] + found["service"]
    if scores.label not in ("value", "service"):
        return useful
    return useful / (useful + found["interaction"] + found["soft_promo"])


def _titles_fit(titles: Sequence[str], rules: Linter) -> list[bool]:
    """Which titles have no finding on claims, bait, evasion or the channel's limits."""
    workspace = rules.workspace
    drafts = [workspace.parse("", title=title, format="plain") for title in titles]
    scores = workspace.score_all(drafts)
    fit = [found is None or found.clickbait < THRESHOLD for found in scores]
    clean = _clean_titles([t for t, is_fit in zip(titles, fit, strict=True) if is_fit], rules)
    return [is_fit and title in clean for title, is_fit in zip(titles, fit, strict=True)]


def _clean_titles(titles: Sequence[str], rules: Linter) -> frozenset[str]:
    """Those without a finding. Several are read as one: most runs of titles have none."""
    if not titles:
        return frozenset()
    document = rules.workspace.parse("", title="。".join(titles), format="plain")
    if not rules.lint(document).findings:
        return frozenset(titles)
    if len(titles) == 1:
        return frozenset()
    half = len(titles) // 2
    return _clean_titles(titles[:half], rules) | _clean_titles(titles[half:], rules)
