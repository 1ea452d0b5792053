"""Rules for the rule browser: their list, their examples, and a text judged by them."""

from __future__ import annotations

from contentai.language import Bilingual
from contentai.rewriting import scalar
from contentai.rulebook.explain import PACK_NAMES
from contentai.rulebook.rule import Rule, Scope
from contentai.rulebook.told import Example
from contentai.tui.advice.wider import Card, Cards, Samples, Tried, Try
from contentai.workspace import Workspace

_ACCOUNT = Bilingual("看整个账号，不看单篇", "looks at the account, not at a draft")
_IGNORED = Bilingual("配置里停用了", "turned off in the configuration")


def browse(workspace: Workspace) -> Cards:
    """Every rule of the workspace. Raises ``DataError``."""
    book = workspace.rulebook
    wanted = workspace.with_options().wanted(None)
    cards = tuple(_card(rule, rule.id in wanted, workspace) for rule in book.rules.values())
    packs = dict.fromkeys(rule.pack for rule in book.rules.values())
    return Cards(
        cards,
        tuple((pack, str(PACK_NAMES.get(pack, pack))) for pack in packs),
        tuple((id, str(channel.name)) for id, channel in book.channels.items()),
    )


def tried(workspace: Workspace, request: Try) -> Tried:
    """What the engine finds in a text, by the rules in use. Raises ``DataError``."""
    document = workspace.parse(request.text, format=request.format)
    found = workspace.with_options(channel=request.channel).lint(document).findings
    if request.rule is not None and not any(f.rule == request.rule for f in found):
        alone = workspace.with_options(channel=request.channel, select=(request.rule,))
        found = (*found, *alone.lint(document).findings)
    return Tried(tuple(found), workspace.model_problem)


def samples(workspace: Workspace, rule: str) -> Samples:
    """The examples of a rule on drafts, those it finds first; none where there is no such rule."""
    known = workspace.rulebook.rules.get(rule)
    examples = known.examples if known and known.scope is Scope.POST else ()
    ordered = sorted(examples, key=lambda example: not example.bad)
    return Samples(tuple((e.bad, _draft(e), e.format) for e in ordered))


def _draft(example: Example) -> str:
    """The example as a draft whose header says all that it says."""
    header = {
        "title": example.title,
        "channel": example.channel,
        "stage": example.stage,
        "segment": ", ".join(example.segments),
    }
    lines = [f"{key}: {scalar(value)}" for key, value in header.items() if value]
    return "\n".join(["---", *lines, "---", example.text]) if lines else example.text


def _card(rule: Rule, in_use: bool, workspace: Workspace) -> Card:
    words = (rule.id, *rule.name, *rule.message, *rule.advice, *map(str, rule.sources))
    off = None
    if rule.scope is Scope.ACCOUNT:
        off = _ACCOUNT
    elif not in_use:
        off = _IGNORED
        if rule.extra and rule.id not in workspace.rulebook.usual:
            off = Bilingual(
                f"默认不查，要装 contentai[{rule.extra}]", f"off; needs contentai[{rule.extra}]"
            )
    return Card(
        rule.id,
        rule.name,
        rule.pack,
        rule.severity.value,
        rule.channels,
        "\n".join(words).lower(),
        off,
    )
