"""Which rules a configuration has in use, and how severe their findings are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from contentai.config import Config
from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.lint.suppress import own_findings
from contentai.located import error_at
from contentai.rulebook.extras import how_to_install, installed
from contentai.rulebook.loader import Rulebook
from contentai.rulebook.rule import Rule
from contentai.rulenames import plain_name

_OWN_ALONE = Bilingual(
    "SUP 说的是对别的规则的忽略，要和那些规则一起选",
    "SUP tells of suppressions of other rules; select those as well",
)


def in_use(book: Rulebook, config: Config) -> Collection[str] | None:
    """Ids of the rules that look at drafts; None for the usual ones.

    Raises ``DataError`` for an unknown rule and for one that cannot run here.
    """
    if not config.select and not config.ignore and not config.enable:
        return None
    named = frozenset[str]()
    for name in (*config.select, *config.enable):
        named |= _expand_runnable(book, name)
    if config.select and not named:
        raise error_at(config.select[0], _OWN_ALONE)
    chosen = named if config.select else named | book.usual
    return chosen - _expand(book, config.ignore)


def on_account(book: Rulebook, config: Config) -> list[Rule]:
    """The rules on accounts in use, in id order. Raises ``DataError`` for an unknown one."""
    left = frozenset(book.rules)
    if config.select:
        left = _expand(book, (*config.select, *config.enable))
    left -= _expand(book, config.ignore)
    return [rule for rule in book.on_account if rule.id in left]


def unheard(config: Config) -> frozenset[str]:
    """The findings about suppressions that are ignored."""
    return frozenset[str]().union(*map(own_findings, config.ignore))


def severities(book: Rulebook, config: Config) -> Mapping[str, Severity]:
    """Severities by rule id; a longer, more exact name wins over a shorter.

    Raises ``DataError`` for an unknown rule.
    """
    return {
        rule: severity
        for name, severity in sorted(
            config.severities.items(), key=lambda s: len(plain_name(s[0]).rstrip("*"))
        )
        for rule in own_findings(name) or book.expand((name,))
    }


def _expand(book: Rulebook, names: Iterable[str]) -> frozenset[str]:
    """``book.expand`` of names some of which stand for findings about suppressions."""
    return book.expand(name for name in names if not own_findings(name))


def _expand_runnable(book: Rulebook, name: str) -> frozenset[str]:
    """The rules that ``name`` stands for. Raises ``DataError`` when one cannot run here."""
    found = _expand(book, (name,))
    for id in sorted(found):
        extra = book.rules[id].extra
        if extra and not installed(extra):
            raise error_at(name, how_to_install(id, extra))
    return found
