"""``kind: density`` — how thick something is on the page.

    check:
      kind: density
      of: {characters: "!"}      # or {emoji: true}, {terms: [...]}, {pattern: ...}
      per: 100                   # code points a reader reads; or `post`
      max: 3                     # fires above this many per `per`
      min_count: 4               # and only from so many on: one mark judges no short post

One match a post: from the first to the last occurrence of the thickest stretch, every
occurrence in ``{count}`` and the measured density in ``{density}``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contentai.diagnostics import Span
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.matchers.guard import Guard, add_pattern, add_terms, read_guard
from contentai.rulebook.subject import Subject
from contentai.text.characters import fold_characters
from contentai.yamlvalue import Value

Finder = Callable[[Subject], list[Span]]

# Pictographs and the symbols that phones draw as pictures; skin tones and flags are parts.
EMOJI = (
    r"[\x{1F000}-\x{1F0FF}\x{1F300}-\x{1FAFF}\x{2600}-\x{27BF}\x{2B00}-\x{2BFF}\x{231A}-\x{23FF}]"
)
_STRETCH = 40


def compile_check(check: Value, lexicon: Lexicon) -> Check:
    """Read a density check. Raises ``DataError``."""
    table = check.table(
        "kind", "of", "per", "max", "min_count", "unless", "in", required=("of", "max")
    )
    find = _finder(table["of"], lexicon)
    guard = read_guard(table.get("unless"), table.get("in"), lexicon)
    whole_post = "per" in table and table["per"].text() == "post"
    per = 0 if whole_post else table["per"].whole(1) if "per" in table else 100
    most = table["max"].number(0)
    least = table["min_count"].whole(1) if "min_count" in table else 2

    def run(subject: Subject) -> Iterator[Match]:
        found = find(subject)
        if len(found) < least:
            return
        size = len("".join(subject.document.text.split()))
        if not size:
            return

        def density(count: int) -> float:
            return count * per / max(size, per) if per else float(count)

        # Where all together are not too many, it need not be asked which of them count.
        hits = _admitted(found, guard, subject) if density(len(found)) > most else []
        if len(hits) >= least and density(len(hits)) > most:
            stretch = _thickest(hits)
            yield Match(
                subject.document.unfold(*stretch),
                {
                    "count": str(len(hits)),
                    "density": f"{density(len(hits)):.1f}",
                    "max": f"{most:g}",
                },
            )

    return Check(run)


def _admitted(hits: list[Span], guard: Guard, subject: Subject) -> list[Span]:
    return [hit for hit in hits if guard.admits(subject, hit)]


def _thickest(hits: list[Span]) -> Span:
    """The run of hits, each within a stretch of the one before, that holds the most."""
    best, first = (0, 0), 0
    for index, hit in enumerate(hits):
        if index and hit.start - hits[index - 1].end > _STRETCH:
            first = index
        if index - first > best[1] - best[0]:
            best = (first, index)
    return Span(hits[best[0]].start, hits[best[1]].end)


def _finder(of: Value, lexicon: Lexicon) -> Finder:
    table = of.table("characters", "emoji", "terms", "pattern")
    if len(table) != 1:
        raise of.error(
            "of 里只能写一样：characters、emoji、terms 或 pattern",
            "`of` takes exactly one of characters, emoji, terms, pattern",
        )
    if "terms" in table:
        ids = add_terms(lexicon, table["terms"])
        return lambda subject: sorted(
            span for term in ids for span in subject.term_hits.get(term, ())
        )
    if "characters" in table:
        characters = fold_characters(table["characters"].text()).text
        escaped = "".join(rf"\x{{{ord(c):X}}}" for c in characters)
        if not escaped:
            raise table["characters"].error("字符不能为空", "no characters are given")
        pattern = lexicon.add_pattern(f"[{escaped}]")
    elif "emoji" in table:
        pattern = lexicon.add_pattern(EMOJI)
    else:
        pattern = add_pattern(lexicon, table["pattern"])
    return lambda subject: [span for span, _ in subject.search.find(pattern)]
