"""When words that look like an offence are none: the ``unless`` and ``in`` of a check.

``unless`` may hold

- ``within``: longer phrases; a hit inside one of them does not count (最 in 最近);
- ``before`` / ``after``: RE2 patterns that match directly before / after the hit, inside
  its sentence;
- ``sentence`` / ``post``: RE2 patterns found anywhere in the hit's sentence / in the post;
- ``quoted``: true — the hit stands inside 《》 “” 「」 "" (a title, a name, a citation);
- ``negated``: true — a negation stands directly before it (不是, 没有, 并非, 不要说 …);
- ``kept``: 0.5 — the last number in the hit is at least this share of the first, and less: a
  price that falls by no more than half;
- ``reported``: true — the sentence reports, forbids or warns of the claim instead of
  making it (违规, 被罚, 谨防, 别信, 不得使用 …).

What matches ``sentence`` or makes it ``reported`` must speak about the hit (see ``aside``). Where
it only stands in the same sentence the hit counts, in doubt.

``in`` limits a check to block kinds and to menu_entry, the entries of reply-keyword menus;
code is left out unless it is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.malformed import refused_pattern
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers.aside import aside
from contentai.rulebook.subject import Subject
from contentai.text import lazy
from contentai.text.amounts import amounts
from contentai.text.markup import BlockKind
from contentai.yamlvalue import Value

_KINDS = frozenset(kind.value for kind in BlockKind)
_MENU_ENTRY = "menu_entry"
_DEFAULT_KINDS = frozenset(kind for kind in BlockKind if kind is not BlockKind.CODE)

# A negation up to six characters before the hit, nothing but words between.
_NEGATED = lazy.pattern(
    # 特别, 非常, 未来, 无线 … only contain the character; 不要错过 presses, it does not deny.
    r"(?:不是|并非|不要(?!错过|犹豫|等)|不能|不得|不可|不会|不用|不再|不敢|不说|不讲|不打|从不|决不|绝不|没有|没|"
    r"(?<![虚全])无(?!锡|线|人机|印良品|数|比)|(?<!除)非(?!常|洲)|未(?!来|免)|(?<![特级区个性类识辨鉴告离])别(?!错过|犹豫|等|墅|致|的)|"
    r"勿|禁止|严禁|拒绝|不存在|哪有|谈不上|称不上|算不上)[^\s,.;:!?、。，；：！？]{0,6}$"
)
# The sentence speaks about the claim: verbs of report, prohibition, warning and doubt. Words
# that advertisements use of themselves (零投诉, 受监管, 没有套路, 不夸张) do not count.
_REPORTED = lazy.pattern(
    r"违法|违规|违反|违禁|禁用|禁止|严禁|不得|不准|不能写|不能用|不要写|别写|不允许|处罚|罚款|被罚|罚了|查处|"
    r"都是骗|就是骗|被投诉|(?<![零无少0])投诉(?!率|电话|热线|渠道)|举报|曝光|通报|约谈|判决|法院|起诉|骗局|(?<![没有零无绝])套路|陷阱|别信|"
    r"不要信|不要相信|别轻信|不可信|切勿|谨防|警惕|当心|小心|提防|忽悠|误导|虚假|夸大|(?<!不)夸张|辟谣|谣言|"
    r"所谓|声称|宣称|号称|自称|吹嘘|鼓吹|广告法|极限词|敏感词|绝对化|监管部门|监管局|监管机构|消协|消保委|市监局|市场监管"
    # 推销的人常说的几句话：后面列的是别人的话
    r"|(?:^|[,。!?;:])[^,。!?;:我咱本店司院馆厂金]{0,8}(?:广告|推销|销售|骗子|商家)[^,。!?;:我咱本]{0,3}(?:常见|常用|常说|惯用|爱用|爱说)的?"
    r"(?:[几两三四五六七八九十]|这|那|下面|以下)[^,。!?;:我咱]{0,4}(?:话|词|说法|话术|字眼|用语|套路):"
    r"(?![^。!?;]{0,60}(?:\d(?:元|块)|下单|我们|我家|咱|本品|本店|不信你|认准|句句|一[盒瓶支罐]|包邮|欢迎))"
)
_NUMBER = lazy.pattern("[\\d,.零〇一二两三四五六七八九十百千万块元]{1,12}")
# The name that a seller's own goods are given stands in quotation marks, and is no quotation.
_CALLED = lazy.pattern(
    r"(?:(?:我们|我家|咱家|咱们|本店|本品|本公司|我司)的|人称|堪称|被?誉为|素有|享有|获称)[“「『〈‘\"]$"
)
_SPOKEN_OF = lazy.pattern(
    r"[”」』〉’\"](?:的?(?:说法|字样|招牌|广告|标语|海报|宣传|口号)|[两二三几]个?字|这|那|等|已|被|撤|改|删|其实|并不|不)"
)
_NAMED = 5
_OPEN, _CLOSE, _STRAIGHT = "《“「『〈‘", "》”」』〉’", '"'
_MARKS = frozenset(_OPEN + _CLOSE + _STRAIGHT + "\n")
# A mark further away than this quotes something else.
_AROUND = 60
# In a longer line straight marks are not counted.
_LONGEST_LINE = 2000


class Guard(NamedTuple):
    """Decides whether a hit counts. Pattern fields are ids in the lexicon."""

    kinds: frozenset[BlockKind] = _DEFAULT_KINDS
    menu: bool = False
    within: frozenset[int] = frozenset()
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    sentence: tuple[int, ...] = ()
    post: tuple[int, ...] = ()
    quoted: bool = False
    negated: bool = False
    reported: bool = False
    kept: float = inf

    def admits(self, subject: Subject, hit: Span) -> bool:
        """True when the folded span ``hit`` counts as an offence, beyond doubt."""
        return self.excuse(subject, hit) == ""

    def excuse(self, subject: Subject, hit: Span) -> str | None:
        """ "" when the folded span ``hit`` counts as an offence, None when it does not.

        Else it may: words that would excuse it, which are told, stand in another clause.
        """
        document, lexicon = subject.document, subject.lexicon
        reading = document.unfold(*hit)
        block = document.block_at(reading.start)
        if block is None:
            return None
        if block.kind not in self.kinds and not (
            self.menu and any(entry.line.contains(reading) for entry in subject.menu)
        ):
            return None
        if any(subject.has_pattern(p) for p in self.post):
            return None
        for term in self.within:
            if any(longer.contains(hit) for longer in subject.term_hits.get(term, ())):
                return None
        span, sentence = subject.folded_sentence(hit)
        ahead, behind = sentence[: hit.start - span.start], sentence[hit.end - span.start :]
        if (
            any(lexicon.occurs(p, ahead) for p in self.before)
            or any(lexicon.occurs(p, behind) for p in self.after)
            or (self.negated and _NEGATED.search(ahead))
            or (self.quoted and _inside_quotes(document.text, reading))
        ):
            return None
        if self.kept < inf and _kept(sentence[len(ahead) :], len(behind)) >= self.kept:
            return None
        place = Span(len(ahead), len(sentence) - len(behind))
        return aside(sentence, place, self._excuses(lexicon, sentence))

    def _excuses(self, lexicon: Lexicon, sentence: str) -> Iterator[Span]:
        for pattern in self.sentence:
            if lexicon.occurs(pattern, sentence):
                yield from lexicon.hits(pattern, sentence)
        if self.reported:
            yield from (Span(*found.span()) for found in _REPORTED.finditer(sentence))


def _kept(sentence: str, behind: int) -> float:
    """What share of its first number the last one of a hit is; 0 where it is no lower, or alone.

    The hit begins ``sentence`` and ends ``behind`` characters before its end, maybe in a number.
    """
    end = len(sentence) - behind
    rest = _NUMBER.match(sentence, end)
    found = amounts(sentence[: rest.end() if rest else end])
    return found[-1] / found[0] if len(found) > 1 and found[0] > found[-1] else 0


def _inside_quotes(text: str, reading: Span) -> bool:
    """True when the nearest quotation mark before opens and the nearest after closes.

    Straight marks are alike: of those in its line, an odd number stands before the hit.
    """
    ahead = text[max(0, reading.start - _AROUND) : reading.start]
    behind = text[reading.end : reading.end + _AROUND]
    opened = next((c for c in reversed(ahead) if c in _MARKS), "")
    closed = next((c for c in behind if c in _MARKS), "")
    if opened == closed == _STRAIGHT:
        low = max(0, reading.start - _LONGEST_LINE)
        line = text.rfind("\n", low, reading.start) + 1
        return (line > 0 or low == 0) and text.count(_STRAIGHT, line, reading.start) % 2 == 1
    if not (opened and opened in _OPEN and closed and closed in _CLOSE):
        return False
    mark = text.rfind(opened, 0, reading.start)
    called = _CALLED.search(text, max(0, mark - _NAMED), mark + 1)
    return called is None or _SPOKEN_OF.match(text, text.find(closed, reading.end)) is not None


def read_guard(unless: Value | None, kinds: Value | None, lexicon: Lexicon) -> Guard:
    """The guard written in a check's ``unless`` and ``in``. Raises ``DataError``."""
    table = (
        unless.table(
            "within",
            "before",
            "after",
            "sentence",
            "post",
            "quoted",
            "negated",
            "reported",
            "kept",
        )
        if unless
        else {}
    )

    def patterns(name: str, prefix: str = "", suffix: str = "") -> tuple[int, ...]:
        if name not in table:
            return ()
        return tuple(
            add_pattern(lexicon, item, prefix, suffix, scanned=name == "post")
            for item in table[name].items()
        )

    places = _places(kinds) if kinds else _DEFAULT_KINDS
    return Guard(
        kinds=frozenset(BlockKind(place) for place in places if place != _MENU_ENTRY),
        menu=_MENU_ENTRY in places,
        within=frozenset(add_terms(lexicon, table["within"])) if "within" in table else frozenset(),
        before=patterns("before", suffix="$"),
        after=patterns("after", prefix="^"),
        sentence=patterns("sentence"),
        post=patterns("post"),
        quoted="quoted" in table and table["quoted"].flag(),
        negated="negated" in table and table["negated"].flag(),
        reported="reported" in table and table["reported"].flag(),
        kept=table["kept"].number(0, 1) if "kept" in table else inf,
    )


def _places(value: Value) -> frozenset[str]:
    """Block kinds by name, and menu_entry."""
    what = Bilingual("文块类型", "block kind")
    return frozenset(item.one_of((*_KINDS, _MENU_ENTRY), what) for item in value.items())


def add_pattern(
    lexicon: Lexicon, value: Value, prefix: str = "", suffix: str = "", scanned: bool = True
) -> int:
    """Register a pattern, its word lists written out; a refused one is an error at ``value``."""
    pattern = lexicon.lists.expand(value)
    if not pattern:
        raise value.error("正则不能为空", "a pattern may not be empty")
    if prefix or suffix:
        pattern = f"{prefix}(?:{pattern}){suffix}"
    try:
        return lexicon.add_pattern(pattern, scanned)
    except ValueError as error:
        why = refused_pattern(str(error), value.text(), unless=True)
        raise value.error(why.zh, why.en) from None


def add_terms(lexicon: Lexicon, value: Value) -> dict[int, str]:
    """Register a list of terms; a blank one is an error at its place."""
    ids: dict[int, str] = {}
    for item in value.items():
        try:
            ids.update(lexicon.add_terms([item.text()]))
        except ValueError:
            raise item.error("词不能为空", "a term may not be blank") from None
    if not ids:
        raise value.error("至少要有一个词", "at least one term is needed")
    return ids
