"""From clusters of claims to rules: what is certain is filled in, the rest is told to be filled.

A rule needs examples. They are made up only where the check itself says what breaks it, and each
is run by the rulebook's own test before the rule counts as ready.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import yaml

from contentai import resources
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.rulebook.loader import load_rulebook
from contentai.rulebook.selftest import test_messages, test_rules
from contentai.rulemining.checks import Check
from contentai.rulemining.lexicon import Polarity
from contentai.rulemining.scope import Scope

# What a person has to fill in; a rule that still holds it is no rule.
TODO: Final = "TODO"
# The longest name of a rule, which stands in lists.
_NAME: Final = 24
_GOOD: Final = "今天把货架擦了一遍，顺手记下了三样缺货的东西。"
_FILLER: Final = "今天把柜台擦干净以后又把昨天到的几箱新货一样一样摆上架子"
_PICTURE: Final = "![擦过的货架](shelf.png)"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A cluster of claims. ``sentences`` are (article, line, sentence); ``check`` may be None."""

    cluster: int
    polarity: Polarity
    claim: str
    scope: Scope
    check: Check | None
    confidence: float
    sentences: tuple[tuple[str, int, str], ...]

    @property
    def key(self) -> str:
        """What stands for it in decisions: numbers of clusters change when articles are added."""
        return f"{self.polarity}:{self.claim}"

    @property
    def articles(self) -> int:
        """How many articles say it."""
        return len({article for article, _, _ in self.sentences})


def proposals(rows: Sequence[Mapping[str, Any]]) -> list[Proposal]:
    """The clusters of rows (see ``mine.Mined.row``), those of more articles first.

    The surest claim speaks for its cluster, with the check of one that has any.
    """
    groups: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["cluster"], []).append(row)
    found = []
    for cluster, group in groups.items():
        first = max(group, key=lambda row: surest(row["check"], row["confidence"]))
        found.append(
            Proposal(
                cluster=cluster,
                polarity=first["polarity"],
                claim=first["claim"],
                scope=first["scope"],
                check=first["check"],
                confidence=max(row["confidence"] for row in group),
                sentences=tuple((r["article"], r.get("line", 0), r["sentence"]) for r in group),
            )
        )
    return sorted(found, key=lambda one: (-one.articles, -one.confidence, one.cluster))


def surest(check: Check | None, confidence: float) -> tuple[bool, float]:
    """By what the claim that speaks for its cluster is the largest: one with a check, the surest.

    Of equal ones the first speaks.
    """
    return check is not None, confidence


def rule_text(one: Proposal, id: str, severity: str = "warning") -> str:
    """The rule as YAML; ``TODO`` stands where a person has to decide."""
    asks = f"不要{one.claim}" if one.polarity == "dont" else one.claim
    if one.polarity == "warn":
        asks = f"当心：{one.claim}"
    escaped = asks.replace("{", "{{").replace("}", "}}")
    sources = [
        {"platform": Path(article).name, "section": f"第 {line} 行"}
        for article, line, _ in one.sentences
    ]
    # A rule on an account has examples of posts, see docs/audit.md.
    shown = "posts" if one.scope == "account" else "text"
    bad, good = _examples(one.check) if one.check else ({shown: TODO}, {shown: TODO, "why": TODO})
    rule = {
        "id": id,
        "name": {"zh": asks[:_NAME], "en": f"house rule {id}"},
        "severity": severity,
        "scope": "account" if one.scope == "account" else "post",
        "check": one.check or {"kind": TODO},
        "message": {"zh": f"“{{found}}”：{escaped}", "en": f"{{found}}: house rule {id}"},
        "advice": {"zh": asks, "en": f"see the articles that house rule {id} comes from"},
        "sources": list({(s["platform"], s["section"]): s for s in sources}.values()),
        "examples": {"bad": [bad], "good": [good]},
    }
    written: str = yaml.safe_dump(rule, allow_unicode=True, sort_keys=False, width=96)
    comments = [f"# {article}:{line} {sentence}" for article, line, sentence in one.sentences]
    return "\n".join([*map(_one_line, comments), written])


def _one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def problem(text: str, id: str) -> Bilingual | None:
    """Why a rule cannot be used yet, or None: it loads and its examples do what they should."""
    if TODO in text:
        words = Bilingual(
            f"还有 {TODO} 没有填：检查（check）和例子要人来写",
            f"{TODO} is still to be filled in: the check and the examples",
        )
        return words
    with TemporaryDirectory() as folder:
        file = Path(folder, "pack", f"{id}.yaml")
        file.parent.mkdir()
        file.write_text(text, "utf-8")
        book = load_rulebook([resources.rules_dir(), Path(folder)])
        own = [error for error in book.errors if error.file == str(file)]
        if own or id not in book.rules or book.rules[id].file != str(file):
            return own[0].words if own else _taken(id)
        alone = replace(book, rules={id: book.rules[id]})
        try:
            wrong = [outcome for outcome in test_rules(alone) if not outcome.passed]
        except DataError as error:
            return error.words
        slips = list(test_messages(alone))
    if wrong:
        kind = Bilingual("反例没有查出来", "the bad example is not found")
        if not wrong[0].example.bad:
            kind = Bilingual("好例也被报了", "the good example is found, too")
        shown = wrong[0].example.text[:40]
        return Bilingual(f"{kind.zh}：{shown}", f"{kind.en}: {shown}")
    return slips[0].words if slips else None


def _taken(id: str) -> Bilingual:
    return Bilingual(f"编号 {id} 已经有别的规则用了", f"another rule has the id {id}")


def _examples(check: Check) -> tuple[dict[str, str], dict[str, str]]:
    """A text that breaks the check and one that does not, by what the check says."""
    good = {"text": _GOOD, "why": "平常的话"}
    kind = check["kind"]
    if kind == "terms":
        term = check["terms"][0]
        if check.get("in") == ["title"]:
            return {"title": f"{term}：货架整理好了", "text": _GOOD, "find": term}, good
        return {"text": f"店里写着{term}，请看。", "find": term}, good
    if kind == "length":
        return _lengths(check)
    if kind == "density":
        sign = check["of"].get("characters", "😀")
        marks = sign * (check["max"] + 1)
        if check.get("in") == ["title"]:
            return {"title": f"货架整理好了{marks}", "text": _GOOD}, good
        return {"text": f"货架整理好了{marks}"}, good
    if check.get("require") == "image":
        pictured = {"text": f"{_GOOD}\n\n{_PICTURE}", "format": "markdown", "why": "有图"}
        return {"text": _GOOD}, pictured
    if check.get("forbid") == "outside_link":
        link = "[看这里](https://item.taobao.com/item.htm?id=1)"
        return {"text": link, "format": "markdown", "channel": "wechat"}, good
    return {"text": TODO}, good


def _lengths(check: Check) -> tuple[dict[str, str], dict[str, str]]:
    most, least = check.get("max"), check.get("min")
    fits = _filled(most or least or 1)
    breaks = _filled(most + 1) if most else _filled(max((least or 2) - 1, 1))
    match check["of"]:
        case "title":
            body = _GOOD
            return {"title": breaks, "text": body}, {"title": fits, "text": body, "why": "刚好"}
        case "digest":
            return (
                {"text": f"---\ndigest: {breaks}\n---\n{_GOOD}"},
                {"text": f"---\ndigest: {fits}\n---\n{_GOOD}", "why": "刚好"},
            )
    return {"text": breaks}, {"text": fits, "why": "刚好"}


def _filled(size: int) -> str:
    return (_FILLER * (size // len(_FILLER) + 1))[:size]
