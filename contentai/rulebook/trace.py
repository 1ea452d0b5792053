"""From each claim of the five articles to what carries it: rules, features, or a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from contentai.language import Bilingual
from contentai.located import DataError
from contentai.rulebook.loader import Rulebook
from contentai.yamlread import read_yaml_file
from contentai.yamlvalue import Value

CLAIMS_FILE = "claims.yaml"


@dataclass(frozen=True, slots=True)
class Traced:
    """One claim. ``where`` is P (a post), A (an account), W (a workflow) or several.

    ``status`` is "rule" when rules carry it, else "feature", "planned" or "missing";
    ``carried_by`` names all that do, rules first.
    """

    claim: str
    where: str
    says: Bilingual
    rules: tuple[str, ...]
    feature: Bilingual | None
    planned: Bilingual | None

    @property
    def status(self) -> str:
        """The best that can be said of the claim. A claim about posts needs a rule."""
        if self.rules:
            return "rule"
        if "P" in self.where:
            return "missing"
        if self.feature:
            return "feature"
        return "planned" if self.planned else "missing"

    @property
    def carried_by(self) -> tuple[str, ...]:
        """Rule ids, the feature, the plan."""
        return (*self.rules, *map(str, filter(None, (self.feature, self.planned))))


def unknown_claims(rules_dir: Path, book: Rulebook) -> Iterator[DataError]:
    """The sources of rules that name a claim which ``claims.yaml`` of the folder does not hold.

    Without that file nothing is known of them. Raises ``DataError`` for a broken one.
    """
    if (rules_dir / CLAIMS_FILE).exists():
        yield from _unknown(_claims(rules_dir), book)


def _unknown(claims: Container[str], book: Rulebook) -> Iterator[DataError]:
    for rule in book.rules.values():
        for source in rule.sources:
            if source.kind == "article" and source.part not in claims:
                words = Bilingual(
                    f"{rule.id} 的出处 {source.part} 不在 {CLAIMS_FILE} 里",
                    f"{rule.id} names claim {source.part}, which is not in {CLAIMS_FILE}",
                )
                yield DataError(rule.file, rule.line, 1, words)


def _claims(rules_dir: Path) -> Mapping[str, Value]:
    root = read_yaml_file(rules_dir / CLAIMS_FILE)
    return root.table() if root is not None else {}


@cache
def claims_said(rules_dir: Path) -> Mapping[str, Bilingual]:
    """What each claim says, in our own words. Empty for a folder without ``claims.yaml``.

    Raises ``DataError`` for a broken one.
    """
    if not (rules_dir / CLAIMS_FILE).exists():
        return {}
    return {name: _traced(name, value, ()).says for name, value in _claims(rules_dir).items()}


def trace(rules_dir: Path, book: Rulebook) -> Sequence[Traced]:
    """Every claim in ``claims.yaml`` of the rules folder, in order.

    A rule that names a claim which is not there is an error, as is a broken file: both
    raise ``DataError``.
    """
    claims = _claims(rules_dir)
    for wrong in _unknown(claims, book):
        raise wrong
    carriers: dict[str, list[str]] = defaultdict(list)
    for rule in book.rules.values():
        for source in rule.sources:
            if source.kind == "article":
                carriers[source.part].append(rule.id)
    return [_traced(name, value, carriers[name]) for name, value in claims.items()]


def _traced(name: str, value: Value, rules: Sequence[str]) -> Traced:
    table = value.table("where", "says", "feature", "planned", required=("where", "says"))
    return Traced(
        claim=name,
        where=table["where"].text(),
        says=table["says"].bilingual(),
        rules=tuple(dict.fromkeys(rules)),
        feature=table["feature"].bilingual() if "feature" in table else None,
        planned=table["planned"].bilingual() if "planned" in table else None,
    )
