"""The kinds of fixes, and the reader of a rule's ``fix``.

fix:
  applicability: safe                # safe | unsafe | display-only
  title: {zh: …, en: …}              # what the fix does
  # and one of
  replace: {最新鲜: 新鲜}             # by the marked words, folded; other words have no fix
  remove: true                       # take out what is marked
  squeeze: marks                     # of ！！！ leave ！; or `all`: of 快来快来 leave 快来, too
  characters: zero_width             # take out only what nobody sees
  suggested: true                    # put in what the check suggests (front matter slips)
  insert_front_matter: {channel: wechat}

A replacement is words: it may hold no markup, and it is written in Traditional characters
where the draft is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from unicodedata import category

from contentai.diagnostics import Applicability, Edit, Span
from contentai.language import Bilingual
from contentai.rulebook.fixing import Edits, Propose, Remedy, Wording
from contentai.rulebook.fixing.header import added_keys, read_additions
from contentai.rulebook.fixing.places import is_firm, removable, written
from contentai.rulebook.fixing.repeats import squeezed
from contentai.rulebook.matchers import Match
from contentai.text.characters import fold_characters
from contentai.text.document import Document
from contentai.text.script import is_traditional, to_traditional
from contentai.yamlvalue import Value

_SAMPLE = 2000
# Half-width marks that no markup and no YAML scalar takes for its own.
_PLAIN_MARKS = frozenset(" %+-")
# Pictures are made with these: ❤️, 1️⃣.
_PICTURE_PARTS = frozenset("\ufe0e\ufe0f\u20e3")


def read_remedy(value: Value) -> Remedy:
    """The remedy written under ``fix``. Raises ``DataError``."""
    table = value.table("applicability", "title", *_KINDS, required=("applicability", "title"))
    given = [kind for kind in _KINDS if kind in table]
    if len(given) != 1:
        kinds = "、".join(_KINDS)
        raise value.error(
            f"fix 要写 {kinds} 中的一个，只写一个",
            f"a fix takes exactly one of {', '.join(_KINDS)}",
        )
    kind = given[0]
    levels = [level.value for level in Applicability]
    level = table["applicability"].one_of(levels, Bilingual("适用性", "applicability"))
    how = table[kind]
    return Remedy(
        applicability=Applicability(level),
        title=table["title"].bilingual(),
        propose=_KINDS[kind](how),
        line=value.line,
        wordings=tuple(Wording(old, to.text(), to.line) for old, to in how.table().items())
        if kind == "replace"
        else (),
    )


def _replace(value: Value) -> Propose:
    words: dict[str, str] = {}
    for word, to in value.table().items():
        key = _key(word)
        if not key.strip():
            raise to.error("原词不能为空", "the word to replace may not be blank")
        if key in words:
            raise to.error(f"“{word}”写了两次", f"{word!r} is given twice")
        if _key(to.text()) == key:
            raise to.error(f"“{word}”换成了自己", f"{word!r} is replaced by itself")
        words[key] = _plain(to)
    if not words:
        raise value.error("至少要有一个替换", "at least one replacement is needed")

    def propose(document: Document, match: Match) -> Edits:
        source = None if match.in_source else written(document, match.span)
        new = words.get(document.key[slice(*document.folded_span(match.span))]) if source else None
        if source is None or new is None:
            return ()
        old = document.text[slice(*match.span)]
        block = document.block_at(match.span.start)
        around = document.text[slice(*block.span)][:_SAMPLE] if block else ""
        if is_traditional(old, around, document.text[:_SAMPLE]):
            new = to_traditional(new)
        # Emphasis in Markdown opens and closes by whether a word or a mark stands beside it.
        same = (old[0].isalnum(), old[-1].isalnum()) == (new[0].isalnum(), new[-1].isalnum())
        if new == old or (document.format == "markdown" and not same):
            return ()
        return (Edit(source, new),)

    return propose


def _key(text: str) -> str:
    # Words of a rule hide nothing: folding their characters is enough, and far quicker.
    return fold_characters(text).text.lower()


def _plain(value: Value) -> str:
    text = value.text()
    if not text or text != text.strip():
        raise value.error(
            "替换的词不能为空，前后不能有空格；要删去用 remove",
            "a replacement may not be blank nor padded; to take words out there is `remove`",
        )
    marks = [c for c in text if not c.isalnum() and (c.isascii() or not c.isprintable())]
    wrong = next((c for c in marks if c not in _PLAIN_MARKS), None)
    edge = next((c for c in (text[0], text[-1]) if c.isascii() and not c.isalnum()), None)
    if wrong or (edge and edge != "%") or text[0] == "%":
        sign = wrong or edge
        raise value.error(
            f"替换的词里不能有记号“{sign}”，它可能弄坏排版",
            f"a replacement may not hold the mark {sign!r}: it could break markup",
        )
    return text


def _remove(value: Value) -> Propose:
    _only_true(value)

    def propose(document: Document, match: Match) -> Edits:
        source = None if match.in_source else written(document, match.span)
        if source is None or not removable(document, match.span, source):
            return ()
        return (Edit(source, ""),)

    return propose


def _squeeze(value: Value) -> Propose:
    words = value.one_of(("marks", "all"), Bilingual("压缩对象", "thing to squeeze")) == "all"

    def propose(document: Document, match: Match) -> Edits:
        source = None if match.in_source else written(document, match.span)
        old = document.text[slice(*match.span)]
        if source is None or (new := squeezed(old, words)) == old:
            return ()
        return (Edit(source, new),)

    return propose


def _characters(value: Value) -> Propose:
    value.one_of(("zero_width",), Bilingual("字符", "characters"))

    def propose(document: Document, match: Match) -> Edits:
        if match.in_source:
            return ()
        spans: list[Span] = []
        for at in range(*match.span):
            if not _is_unseen(document.text[at]):
                continue
            source = written(document, Span(at, at + 1))
            if source and spans and spans[-1].end == source.start:
                spans[-1] = Span(spans[-1].start, source.end)
            elif source:
                spans.append(source)
        return tuple(Edit(span, "") for span in spans if _is_between_words(document, span))

    return propose


def _is_between_words(document: Document, span: Span) -> bool:
    """True between letters, digits and full-width marks: not in markup, nor in a picture."""
    before = document.source[max(span.start - 1, 0) : span.start]
    after = document.source[span.end : span.end + 1]
    return all(is_firm(c) and category(c)[0] in "LNP" for c in (before, after))


@lru_cache(maxsize=20_000)
def _is_unseen(character: str) -> bool:
    return character not in _PICTURE_PARTS and not fold_characters(character).text


def _suggested(value: Value) -> Propose:
    _only_true(value)

    def propose(document: Document, match: Match) -> Edits:
        new = match.values.get("suggestion")
        if not new or not match.in_source or not match.span.end > match.span.start:
            return ()
        return (Edit(match.span, new),)

    return propose


def _insert(value: Value) -> Propose:
    additions = read_additions(value)
    return lambda document, match: added_keys(document, additions) if document.takes_header else ()


def _only_true(value: Value) -> None:
    if not value.flag():
        raise value.error("只能写 true；不要就删掉这一行", "only true is allowed; or drop the line")


_KINDS: dict[str, Callable[[Value], Propose]] = {
    "replace": _replace,
    "remove": _remove,
    "squeeze": _squeeze,
    "characters": _characters,
    "suggested": _suggested,
    "insert_front_matter": _insert,
}
