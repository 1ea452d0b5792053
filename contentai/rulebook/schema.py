"""Reads a rule file into a ``Rule``: every key known, every value of the right shape.

id: ART-012                      # PACK-NNN, unique
name: {zh: …, en: …}
extra: hygiene                   # off unless asked for, see contentai.rulebook.extras
severity: warning                # error | warning | info
budget: 0.5                      # findings allowed in 10,000 characters of innocent text
scope: post                      # post (default) | account
channels: [wechat, weitao]       # none = all
when: {stage: [follow], longer_than: 200, account: {category: [food]}}
yields_to: [LAW-016, ART]        # left out where a finding of those, no milder, overlaps
beyond: LAW                      # left out where one of those matches, lowered or not in use too
doubt: {of: unlawful, below: 0.05, to: warning, drop: 0.01}   # lower, or left out, where the
                                 # sentence scores so low
relax: {account: {brand: known}, to: info}  # or a list: a lower severity where the facts hold
check: {kind: …}                 # see contentai.rulebook.matchers
message: {zh: …, en: …}          # what was found, here; may hold {found} and the kind's values
advice: {zh: …, en: …}           # what to write instead
why: {zh: …, en: …}              # why it matters
fix: {applicability: safe, title: …, replace: {…}}  # see contentai.rulebook.fixing.kinds
sources: [{article: A0, claim: A0-09}, {law: 广告法, clause: 第九条}, {platform: 微信, section: …}]
examples:
  bad: [{text: …, find: …, title: …, channel: …, stage: …, segment: […], format: …}]
  good: [{text: …, why: …}]      # near-misses, at least as many as bad

A rule with ``scope: account`` looks at posts together: ``check`` and ``examples`` are those of
``contentai.rulebook.accountcheck`` and ``accountcase``, and what makes sense of a single draft
alone (``fix``, ``doubt``, ``budget``, ``extra``, ``when`` but for ``account``) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from string import Formatter

from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.rulebook.accountcase import CASE_KEYS, read_case
from contentai.rulebook.accountcheck import read_account_check
from contentai.rulebook.extras import EXTRAS
from contentai.rulebook.facts import ANY, read_facts
from contentai.rulebook.fixing.kinds import read_remedy
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.lowering import Doubt, Relax
from contentai.rulebook.matchers import NOTHING
from contentai.rulebook.matchers.registry import compile_check
from contentai.rulebook.matchers.score import SENTENCE_SCORES
from contentai.rulebook.rule import Rule, Scope, When
from contentai.rulebook.told import Example, Source, Told, Written
from contentai.text.channel import read_channel
from contentai.text.names import STAGES, Format
from contentai.yamlvalue import Value

_KEYS = (
    "id",
    "name",
    "extra",
    "severity",
    "budget",
    "scope",
    "channels",
    "when",
    "relax",
    "doubt",
    "yields_to",
    "beyond",
    "check",
    "message",
    "advice",
    "why",
    "fix",
    "sources",
    "examples",
)
_REQUIRED = ("id", "name", "severity", "check", "message", "advice", "sources", "examples")
_OF_DRAFTS = ("fix", "doubt", "budget", "extra")
_ID = re.compile(r"[A-Z][A-Z0-9]*-\d{3}")
_FORMATS: tuple[Format, ...] = ("plain", "markdown", "html")
_SOURCE_KINDS = {"article": "claim", "law": "clause", "platform": "section"}


def read_rule(
    root: Value,
    pack: str,
    lexicon: Lexicon,
    examples: Callable[[], tuple[Example, ...]] | None = None,
) -> Rule:
    """The rule written in ``root``. Raises ``DataError`` at the first mistake.

    ``examples`` reads those of a rule whose root comes without them, from an index of rules
    that are known to be sound: what it says to people is then read when it is asked for.
    """
    table = root.table(*_KEYS, required=_REQUIRED)
    if not _ID.fullmatch(table["id"].text()):
        raise table["id"].error("id 的写法是 ART-012", "an id is written like ART-012")
    severities = [severity.value for severity in Severity]
    scopes = [scope.value for scope in Scope]
    severity = table["severity"].one_of(severities, Bilingual("级别", "severity"))
    scope = Scope(
        table["scope"].one_of(scopes, Bilingual("范围", "scope")) if "scope" in table else "post"
    )
    if scope is Scope.ACCOUNT:
        _refuse_of_drafts(table)
    named = table["channels"].items() if "channels" in table else ()
    channels = tuple(dict.fromkeys(map(read_channel, named)))
    tell = partial(_told, table)
    written = Written(tell, examples or partial(tuple, read_examples(table["examples"], scope)))
    if examples is None:
        _ = written.told  # nobody has read it before: a mistake shows now
    audit = read_account_check(table["check"]) if scope is Scope.ACCOUNT else None
    check = NOTHING if audit else compile_check(table["check"], lexicon)
    lexicon.lead(check.needs or ())
    return Rule(
        id=table["id"].text(),
        pack=pack,
        severity=Severity(severity),
        scope=scope,
        channels=channels,
        when=_when(table["when"]) if "when" in table else When(),
        check=check,
        written=written,
        file=root.file,
        line=root.line,
        budget=table["budget"].number(0) if "budget" in table else None,
        yields_to=table["yields_to"].words() if "yields_to" in table else (),
        beyond=table["beyond"].words() if "beyond" in table else (),
        doubt=_doubt(table["doubt"], Severity(severity)) if "doubt" in table else None,
        relax=_relaxes(table["relax"], Severity(severity)) if "relax" in table else (),
        extra=table["extra"].one_of(EXTRAS, Bilingual("附加包", "extra"))
        if "extra" in table
        else None,
        audit=audit,
    )


def _refuse_of_drafts(table: Mapping[str, Value]) -> None:
    """Refuse what makes no sense of an account."""
    for key in _OF_DRAFTS:
        if key in table:
            raise table[key].error(
                f"看账号的规则不能写 {key}，它只对单篇有意义",
                f"{key} is for rules on a single post, not on an account",
            )
    if "when" in table:
        table["when"].table("account")


def _told(table: Mapping[str, Value]) -> Told:
    return Told(
        name=table["name"].bilingual(),
        message=_template(table["message"]),
        advice=table["advice"].bilingual(),
        why=table["why"].bilingual() if "why" in table else None,
        sources=_sources(table["sources"]),
        fix=read_remedy(table["fix"]) if "fix" in table else None,
    )


def _when(value: Value) -> When:
    table = value.table("stage", "longer_than", "account")
    stages = tuple(
        item.one_of(STAGES, Bilingual("阶段", "stage"))
        for item in (table["stage"].items() if "stage" in table else ())
    )
    return When(
        stages,
        table["longer_than"].whole(0) if "longer_than" in table else 0,
        read_facts(table["account"]) if "account" in table else ANY,
    )


def _relaxes(value: Value, severity: Severity) -> tuple[Relax, ...]:
    return tuple(_relax(item, severity) for item in value.items())


def _relax(value: Value, severity: Severity) -> Relax:
    table = value.table("account", "to", required=("account", "to"))
    account = read_facts(table["account"])
    if account == ANY:
        raise table["account"].error("至少要写一项账号情况", "name at least one fact")
    levels = [level.value for level in Severity]
    to = Severity(table["to"].one_of(levels, Bilingual("级别", "severity")))
    if to.rank >= severity.rank:
        raise table["to"].error(
            f"放宽后的级别 {to} 要低于规则自己的 {severity}",
            f"the relaxed severity {to} must be below the rule's own, {severity}",
        )
    return Relax(account, to)


def _doubt(value: Value, severity: Severity) -> Doubt:
    table = value.table("of", "below", "to", "drop", required=("of", "below", "to"))
    below = table["below"].number(0, 1)
    levels = [level.value for level in Severity if level.rank < severity.rank]
    return Doubt(
        table["of"].one_of(SENTENCE_SCORES, Bilingual("分数", "score")),
        below,
        Severity(table["to"].one_of(levels, Bilingual("更低的级别", "lower severity"))),
        table["drop"].number(0, below) if "drop" in table else 0.0,
    )


def _template(value: Value) -> Bilingual:
    words = value.bilingual()
    for text in words:
        try:
            places = [place[1:] for place in Formatter().parse(text) if place[1] is not None]
        except ValueError as error:
            raise value.error(
                "消息里的花括号不成对；要花括号本身就写两个：{{ }}",
                f"bad braces in the message ({error}); a brace itself is written twice: {{{{ }}}}",
            ) from None
        for field, style, conversion in places:
            if style or conversion or not (field or "").isidentifier():
                raise value.error(
                    f"消息里的“{{{field}}}”不是一个名字", f"{{{field}}} in the message is no name"
                )
    return words


def _sources(value: Value) -> tuple[Source, ...]:
    found = tuple(_source(item) for item in value.items())
    if not found:
        raise value.error("至少要有一个出处", "at least one source is needed")
    return found


def _source(value: Value) -> Source:
    table = value.table("article", "claim", "law", "clause", "platform", "section", "note")
    for kind, part in _SOURCE_KINDS.items():
        if kind in table:
            if kind == "article" and part not in table:
                raise value.error("文章出处要写 claim", "an article source needs its claim")
            if kind == "law" and part not in table:
                raise value.error(
                    "法律出处要写 clause，如 第九条", "a law as a source needs its clause"
                )
            note = table["note"].bilingual() if "note" in table else None
            return Source(
                kind, table[kind].text(), table[part].text() if part in table else "", note
            )
    raise value.error(
        "出处要写 article、law 或 platform", "a source names an article, a law or a platform"
    )


def read_examples(value: Value, scope: Scope) -> tuple[Example, ...]:
    """The ``examples`` of a rule. Raises ``DataError`` at the first mistake."""
    table = value.table("bad", "good", required=("bad", "good"))
    read = _account_example if scope is Scope.ACCOUNT else _example
    bad = [read(item, True) for item in table["bad"].items()]
    good = [read(item, False) for item in table["good"].items()]
    if not bad or len(good) < len(bad):
        raise value.error(
            "至少一个 bad，good 不少于 bad",
            "at least one bad example, and at least as many good ones",
        )
    return (*bad, *good)


def _example(value: Value, bad: bool) -> Example:
    keys = ("text", "title", "channel", "stage", "segment", "format")
    table = value.table(*keys, "find" if bad else "why", required=("text",))
    formats = Bilingual("格式", "format")
    return Example(
        bad=bad,
        text=table["text"].text(),
        line=value.line,
        find=table["find"].text() if "find" in table else None,
        why=table["why"].text() if "why" in table else None,
        title=table["title"].text() if "title" in table else None,
        channel=read_channel(table["channel"]) if "channel" in table else None,
        stage=table["stage"].one_of(STAGES, Bilingual("阶段", "stage"))
        if "stage" in table
        else None,
        segments=table["segment"].texts() if "segment" in table else (),
        format=next(f for f in _FORMATS if f == table["format"].one_of(_FORMATS, formats))
        if "format" in table
        else "plain",
    )


def _account_example(value: Value, bad: bool) -> Example:
    table = value.table(*CASE_KEYS, "find" if bad else "why", required=("posts",))
    case = read_case(table)
    return Example(
        bad=bad,
        text="\n".join(case.lines()),
        line=value.line,
        find=table["find"].text() if "find" in table else None,
        why=table["why"].text() if "why" in table else None,
        case=case,
    )
