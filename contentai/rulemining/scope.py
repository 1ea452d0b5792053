"""Where a claim can be checked: in one post, over the posts of an account, by a person."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final, Literal

from contentai.rulemining.lexicon import Polarity
from contentai.text.tokenize import Engine, words
from contentai.yamlread import read_yaml

Scope = Literal["post", "account", "workflow"]

_FILE: Final = Path(__file__).with_name("scopes.yaml")
# So many posts in so many days; from such an hour to another.
_OFTEN: Final = re.compile(
    r"(?:每|[一1]|单)(?:天|日|周|月|年|星期|个月)[^，。]{0,20}?"
    r"(?:\d|[一二两三四五六七八九十])+\s?(?:条|篇|次|个|遍)"
)


def scope_of(polarity: Polarity, claim: str, engine: Engine = "rjieba") -> Scope:
    """The scope of a claim, by which words it holds more of (``scopes.yaml``).

    How often something is posted is a matter of the account. A claim of which nothing is known
    forbids what a text can show, or asks for what somebody does.
    """
    lists, often = _lists()
    found = words(claim, engine)
    if _OFTEN.search(claim) or any(word in often for word in found):
        return "account"
    counts = {scope: sum(word in listed for word in found) for scope, listed in lists.items()}
    if not any(counts.values()):
        return "workflow" if polarity == "do" else "post"
    # Where it is a tie, what is easier to check.
    return max(lists, key=lambda scope: counts[scope])


@cache
def _lists() -> tuple[dict[Scope, frozenset[str]], frozenset[str]]:
    root = read_yaml(_FILE.read_text("utf-8"), str(_FILE))
    assert root is not None
    scopes: tuple[Scope, ...] = ("post", "account", "workflow")
    table = root.table("often", *scopes, required=("often", *scopes))
    lists: dict[Scope, frozenset[str]] = {s: frozenset(table[s].texts()) for s in scopes}
    return lists, frozenset(table["often"].texts())
