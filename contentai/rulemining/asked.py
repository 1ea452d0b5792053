"""One thing that a sentence asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contentai.rulemining.lexicon import Polarity

# By which wording: a cue that is strong, usual or weak; a limit in numbers; 误区：…; a verb at the
# head of an item; what is more important; a consequence; an item of a list that asks.
Kind = Literal["strong", "usual", "weak", "limit", "pitfall", "bare", "value", "warn", "listed"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, and by which kind of wording; ``clause`` is where it is asked."""

    polarity: Polarity
    claim: str
    kind: Kind
    clause: str
