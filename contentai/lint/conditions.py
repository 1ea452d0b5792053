"""The conditions of a run: what holds for every draft, known again without reading the rules."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field

from contentai.language import Bilingual
from contentai.lint.cache import Cache
from contentai.lint.stamps import Tree, state


@dataclass(frozen=True, slots=True)
class Conditions:
    """Configuration, rules and models of a run, as far as the run must know of them.

    ``key`` stands for all that findings depend on besides the draft, "" where that is not known.
    ``by_path`` says that they depend on the draft's path too, ``columns`` that a configuration
    names the text column of some tables. ``notes`` are for the reader;
    ``left_out`` should have judged and could not. ``trees`` are the files that all this comes
    from, ``state`` what they were like (see ``stamps``).
    """

    key: str = ""
    by_path: bool = False
    columns: bool = False
    notes: tuple[Bilingual, ...] = ()
    left_out: tuple[Bilingual, ...] = ()
    trees: tuple[Tree, ...] = field(default=())
    state: str = ""

    def holds(self) -> bool:
        """True when no file was touched since."""
        return state(self.trees)[0] == self.state


def digest(*parts: object) -> str:
    """Hexadecimal digits of some plain values."""
    whole = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.blake2b(whole.encode("ascii"), digest_size=20).hexdigest()


def note(cache: Cache, asked: object, conditions: Conditions, settled: bool) -> None:
    """Keep conditions for the next run that asks the same.

    By its key always; by what is asked only where the files have ``settled``, for their state
    might not tell that they change again.
    """
    if recalled(cache, conditions.key) is None:
        known = asdict(conditions) | {"trees": [], "state": ""}
        cache.put(digest("conditions", conditions.key), _dump(known))
    if settled:
        trees = [asdict(tree) for tree in conditions.trees]
        table = {"key": conditions.key, "state": conditions.state, "trees": trees}
        cache.put(digest("note", asked), _dump(table))


def noted(cache: Cache, asked: object) -> Conditions | None:
    """The conditions of the last run that asked the same, if no file was touched since."""
    packed = cache.get(digest("note", asked))
    if packed is None:
        return None
    try:
        table = json.loads(packed)
        trees = tuple(
            Tree(str(t["path"]), tuple(t["endings"]), tuple(t["without"])) for t in table["trees"]
        )
        if state(trees)[0] != table["state"]:
            return None
        return recalled(cache, table["key"], trees, table["state"])
    except (ValueError, TypeError, KeyError):
        return None


def recalled(
    cache: Cache, key: str, trees: tuple[Tree, ...] = (), at_rest: str = ""
) -> Conditions | None:
    """The conditions of a key, if it was ever noted."""
    packed = cache.get(digest("conditions", key))
    if packed is None:
        return None
    try:
        table = json.loads(packed)
        notes, left_out = (
            tuple(Bilingual(*words) for words in table[name]) for name in ("notes", "left_out")
        )
        by_path, columns = bool(table["by_path"]), bool(table["columns"])
        return Conditions(key, by_path, columns, notes, left_out, trees, at_rest)
    except (ValueError, TypeError, KeyError):
        return None


def _dump(table: object) -> bytes:
    return json.dumps(table, ensure_ascii=True).encode("ascii")
