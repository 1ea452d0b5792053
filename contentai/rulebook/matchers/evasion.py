"""``kind: evasion`` — what was written so that a filter would not see it.

    check:
      kind: evasion
      of: [contact_word, number]     # none = all kinds
      understood: [微信, QQ]          # only these readings; none = all
      unless: {reported: true, quoted: true}

Kinds: contact_word (薇信, V❤, 扣扣), number (壹3⑧零…), separators (最*低*价), homophone
(面费, 🐮股), split (亻言), lookalike (wеi with a Cyrillic е), pinyin (发piao), reversed, link
(t.kx9。cc), invisible (a zero-width character inside a word), redirect
(号在头像上). Message values: {kind}, {understood}.
"""

from __future__ import annotations

from collections.abc import Iterator

from contentai.language import Bilingual
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.matchers.guard import read_guard
from contentai.rulebook.subject import Subject
from contentai.text.evasion import KINDS, Evasion
from contentai.yamlvalue import Value

_NAMES = {
    "contact_word": Bilingual("联系方式", "contact word"),
    "number": Bilingual("号码", "number"),
    "separators": Bilingual("拆开的词", "word pulled apart"),
    "homophone": Bilingual("同音字", "word of the same sound"),
    "split": Bilingual("拆开的字", "split character"),
    "lookalike": Bilingual("形近字母", "look-alike letters"),
    "pinyin": Bilingual("拼音", "pinyin"),
    "reversed": Bilingual("倒写的号码", "reversed number"),
    "link": Bilingual("网址", "address"),
    "invisible": Bilingual("看不见的字符", "invisible characters"),
    "redirect": Bilingual("绕道的联系方式", "contact told in a roundabout way"),
}


def compile_check(check: Value, lexicon: Lexicon) -> Check:
    """Read an evasion check. Raises ``DataError``."""
    table = check.table("kind", "of", "understood", "unless", "in")
    what = Bilingual("变形种类", "kind of evasion")
    kinds = frozenset(
        item.one_of(KINDS, what) for item in (table["of"].items() if "of" in table else ())
    )
    readings = frozenset(table["understood"].texts()) if "understood" in table else frozenset()
    guard = read_guard(table.get("unless"), table.get("in"), lexicon)

    def run(subject: Subject) -> Iterator[Match]:
        document = subject.document
        found = [
            evasion
            for evasion in document.evasions
            if (not kinds or evasion.kind in kinds)
            and (not readings or evasion.understood in readings)
            and guard.admits(subject, document.folded_span(evasion.span))
        ]
        for evasion in found:
            if not any(_tells_more(other, evasion) for other in found):
                values = {"kind": str(_NAMES[evasion.kind]), "understood": evasion.understood}
                yield Match(evasion.span, values)

    return Check(run)


def _tells_more(other: Evasion, evasion: Evasion) -> bool:
    """True when ``other`` reads a longer word out of the same place (全网最低, not 全网)."""
    return (
        other.span.overlaps(evasion.span)
        and evasion.understood != other.understood
        and evasion.understood in other.understood
    )
