"""The matcher kinds, by the name that a rule's ``check.kind`` uses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from contentai.language import Bilingual
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import (
    Check,
    autocorrect,
    compose,
    density,
    evasion,
    length,
    pattern,
    position,
    score,
    structure,
    terms,
    words,
)
from contentai.yamlvalue import Value


def compile_check(check: Value, lexicon: Lexicon) -> Check:
    """The compiled check of a ``check`` mapping.

    Raises ``DataError`` naming the place and the nearest valid word for an unknown kind,
    key, element or unit, and for a pattern that RE2 refuses.
    """
    table = check.table()
    if "kind" not in table:
        raise check.error("缺少键“kind”", "missing key 'kind'")
    kind = table["kind"].one_of(KINDS, Bilingual("检查种类", "check kind"))
    return KINDS[kind](check, lexicon)


KINDS: dict[str, Callable[[Value, Lexicon], Check]] = {
    "terms": terms.compile_check,
    "pattern": pattern.compile_check,
    "words": words.compile_check,
    "density": density.compile_check,
    "length": length.compile_check,
    "position": partial(position.compile_check, compile_inner=compile_check),
    "structure": structure.compile_check,
    "evasion": evasion.compile_check,
    "autocorrect": autocorrect.compile_check,
    "score": score.compile_check,
    "any": partial(compose.compile_any, compile_inner=compile_check),
    "all": partial(compose.compile_all, compile_inner=compile_check),
    "missing": partial(compose.compile_missing, compile_inner=compile_check),
}
