"""What a source says of a term in words that can stand as a title of one's own.

A clause torn from a text is mostly a scrap (回来换了一台). It is whole when it has one of few
shapes: a question, a finding with its number, where the trouble lies, a mistake to avoid, a step.
It is taken as it stands, so a title claims nothing that no source says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from contentai.text.sentences import split_sentences
from contentai.text.tokenize import tag
from contentai.topics.article import Article


class Shape(IntEnum):
    """What a clause does, the most inviting first."""

    QUESTION = 0
    FINDING = 1
    MISTAKE = 2
    CAUSE = 3
    STEP = 4


class Phrased(NamedTuple):
    """A title in the words of a source."""

    shape: Shape
    title: str
    source: str


_N: Final = r"[\d一二两三四五六七八九十百千半]"
_UNIT: Final = "[款种台只双支张份家位样户把件例人条次瓶包辆名单处粒]"
_ADVICE: Final = (Shape.MISTAKE, Shape.STEP)
_ASKS: Final = (
    "怎么|如何|为什么|为何|什么(?!都|也|的)|多[久少大高深厚重宽长远热]|几[次度个年天款成岁节倍粒]"
    "|百分之几|哪[几儿里些种样个款家]|该不该|要不要|能不能|会不会|是不是|有没有|值不值|准不准|贵不贵|好不好"
)
_SHAPES: Final = (
    (
        Shape.QUESTION,
        re.compile(rf"{_ASKS}|([^\W\d])[不没]\1|吗$|是[^，]{{1,8}}还是"),
    ),
    (
        Shape.MISTAKE,
        re.compile(
            r"(?<![鉴辨识告离差类个级分区特性派])别[再拿用急碰放去买看做给跟和让乱随太着等照图指冷热洗泡喝上整一把]|不要(?!紧|钱)|不[能宜可](?!不|少)|切[勿忌]"
            r"|[当小]心|等于白"
        ),
    ),
    (
        Shape.FINDING,
        re.compile(
            rf"(?:只有|只剩|只[够测肯]|不到|不足|超过|相差|差[了出]?|剩|占|加到|涨到?|降到?|掉了?)"
            rf"[^，]{{0,3}}{_N}|{_N}[^，]{{0,3}}(?:成(?![分品本长果功都])|倍|分之|一半|以上)|一半"
            rf"|^{_N}{{1,4}}{_UNIT}[^，]{{1,6}}了{_N}|的有{_N}{{1,5}}{_UNIT}$"
            rf"|同[一样][^，]{{1,10}}{_N}个"
            rf"|{_N}{{1,6}}{_UNIT}[^，]{{0,8}}[，里][^，]{{0,10}}?(?<!第){_N}{{1,6}}{_UNIT}"
        ),
    ),
    (
        Shape.CAUSE,
        re.compile(r"出在|差在|坏在|卡在|藏[着在]|多半|因为|不是[^，]{1,12}[，是]|反而|更"),
    ),
    (
        Shape.STEP,
        re.compile(
            rf"先|要(?![求是点素么])|应当?该?|最好|至少|不用|不必|每{_N}?[个年月周半]|才[能会]"
        ),
    ),
)
# What is asked there is only looked at (要看有没有压胶条): no question.
_LOOKED_AT: Final = re.compile(r"(?:[看问查记]|[写弄搞]清?明?|分清|取决于|知道|清楚)[^，]{0,8}$")
# What a clause behind the one with the term tells of is said in it: 装对的只有五成, 问题出在地面.
_OF_ITS_OWN: Final = re.compile(
    rf"的(?:只|不到|不足|超过|占|有{_N})|^[^，]{{2,8}}(?:出在|差在|坏在|卡在)|^{_N}{{1,3}}.里|^同[一样]"
    rf"|^{_N}{{1,4}}{_UNIT}[^，]{{1,6}}了{_N}"
)
# Who or when it is said of is known only where it is written.
_POINTING: Final = re.compile(
    "[我他她它这那咱]|[本该][店院司会委刊报市校区品款机网所]|[上下前后]篇|[今去前昨当]年|[昨今]天|上[周个]|日前|目前|往年"
    "|^[一二三四五六七八九十]{1,2}月|^.{0,2}两个月|市民|反映|被告知|楼主|读者|网友|记者|编辑|女士|先生|小伙|大[爷妈姐]|[老小][\u4e00-\u9fff]说"
)
# What is only told of others, or as wrong.
_QUOTED: Final = re.compile(r"[“”‘’「」『』《》（）()\"]")
_HEARSAY: Final = re.compile(
    r"据说|听说|有人|以为|号称|[宣声自]称|标称|网传|谣|说法|误区|商家|客服|店里说"
    r"|都?只对|认为|觉得|广告"
)
_LEADING: Final = re.compile(
    "[也还却又但就才都而并其再则]|所以|因此|可见|不过|另外|此外|其次|其中|结果|于是|然后|后来|同时|接着|最后"
    "|原来|当时|此时|如果|要是|由于|虽然|除了|根据|按照|随着|对于?|在|以|把|被|为了?|即|及|和|与|或|等(?!于)"
    "|[有占][的了]|说|问(?!题)|答"
)
_OPEN: Final = re.compile("(?:[的地得和与或及而但被让给在向从比以为因是有]|以及|因为|如果|其中)$")
# A limit that something passes: 间距超过十一厘米，孩子会卡头.
_LIMIT: Final = re.compile("超过|不到|不足|低于|高于|[达升降掉涨]到|只?剩")
_COMMAS, _ASKING = ("，", ",", " "), ("？", "?")
_BREAKS: Final = re.compile(r"[，。；：！？,;:!?\s]")
_SAYS: Final = re.compile(r"^[^，：]{2,8}(?:说|提醒|建议)[，：]")
_SHORTEST, _LONGEST, _MOST_CLAUSES = 4, 24, 2
_NICK: Final = ("老", "小", "阿")  # of one person: 老江
# A share of what is not told there.
_PART: Final = re.compile(rf"^{_N}{{1,3}}成{_N}?的|的有{_N}{{1,5}}.$")
_TIES: Final = re.compile("^(?:但|而|可|其中|最后|结果|原来)")
_COUNT: Final = re.compile(rf"^[^，了]{{3,8}}{_N}{{1,4}}{_UNIT}$")
_AGAIN: Final = re.compile("^(?:还|也|到底|又)")
# What begins so takes back what stands before it, or is its condition.
_BUT: Final = re.compile("但|不过|可|却|除非|前提|只限|若|反而|实际|其实|而")


def phrased(terms: Sequence[str], evidence: Sequence[Article]) -> list[Phrased]:
    """Titles of what the articles say of the terms, one shape after the other.

    Of one shape what is said of the first terms comes first, and then what a source says that
    has none yet.
    """
    found = [
        phrase
        for term in terms
        for article in evidence
        if term in article.title or term in article.text
        for phrase in _said(term, terms, article)
    ]
    left = list(dict.fromkeys(found))
    chosen: list[Phrased] = []
    while left:
        shapes = [one.shape for one in chosen]
        sources = [one.source for one in chosen]
        best = min(
            left, key=lambda one: (shapes.count(one.shape), sources.count(one.source), one.shape)
        )
        left.remove(best)
        if not any(_alike(best.title, one.title) for one in chosen):
            chosen.append(best)
    return chosen


def _said(term: str, terms: Sequence[str], article: Article) -> Iterator[Phrased]:
    """Of the first term all; of the others only what a title asks or finds, naming them."""
    if term == terms[0]:
        yield from _of_title(term, terms, article)
        yield from _of_text(term, article)
        return
    for one in _of_title(term, (), article):
        if one.shape in (Shape.QUESTION, Shape.FINDING) and not one.title.startswith(f"{term}："):
            yield one


def _alike(one: str, other: str) -> bool:
    """Whether titles are nearly the same in their characters."""
    shared = len(set(one) & set(other))
    return shared * 3 >= 2 * min(len(set(one)), len(set(other)))


def _of_title(term: str, terms: Sequence[str], article: Article) -> Iterator[Phrased]:
    """The clauses of a title that hold the term, or say something right after one that does."""
    if _HEARSAY.search(article.title):
        return
    pieces = [piece.strip() for piece in re.split(r"([，。；：！？,;:!?\s])", article.title)]
    parted = zip(["", *pieces[1::2]], pieces[::2], strict=True)
    clauses = [(mark, clause) for mark, clause in parted if clause]
    before = ""
    for at, (mark, said) in enumerate(clauses):
        clause = _TIES.sub("", said) if before else said
        behind, after = clauses[at + 1] if at + 1 < len(clauses) else ("", "")
        shape = _shape(clause, term)
        if shape and behind in _ASKING:  # 营养更高？检测说差不多
            shape = Shape.QUESTION
        if before and len(clauses) > 2 and not _BUT.match(after):
            yield from _joined(term, before, mark, said, article.source)
        if shape is None:
            pass
        elif term in clause:
            # What stands before a comma may be its condition, what follows may take it back or
            # hold only then. A title of one clause is another's headline: it may be asked again.
            condition = behind in _COMMAS and _LIMIT.search(clause)
            bound = mark in ("，", ",") or _BUT.match(after) or condition
            is_own = shape is Shape.QUESTION or (len(clauses) > 1 and not bound)
            if is_own and len(clause) >= len(term) + _SHORTEST:
                yield Phrased(shape, _asked(shape, clause), article.source)
        elif (
            ((shape is Shape.QUESTION and "还" not in clause) or _OF_ITS_OWN.search(clause))
            and term in before
            and not _QUOTED.search(before)
            and not _is_part_of_a_name(term, before)
            and not any(other in clause for other in terms)
        ):
            if shape is Shape.QUESTION and mark in _COMMAS and not before.endswith(term):
                # 押金不退，先找哪里: what stands before is what it is asked of.
                if _is_whole(before) and len(before) + len(clause) < _LONGEST:
                    yield Phrased(shape, f"{before}，{clause}", article.source)
            else:
                yield Phrased(shape, f"{term}：{clause}", article.source)
        before = said


def _joined(term: str, before: str, mark: str, said: str, source: str) -> Iterator[Phrased]:
    """Two clauses of a title of more: what is counted or asked, and of what."""
    both = f"{before}{mark}{said}"
    shape = Shape.FINDING if _COUNT.search(said) and _is_whole(said) else None
    shape = shape or _shape(_AGAIN.sub("", said), term)
    if (
        shape in (Shape.QUESTION, Shape.FINDING)
        and term in before
        and mark in "，：,:"
        and _is_whole(before)
        and len(both) <= _LONGEST
    ):
        yield Phrased(shape, f"{both}？" if shape is Shape.QUESTION else both, source)


def _of_text(term: str, article: Article) -> Iterator[Phrased]:
    """What a text asks of the term, and short sentences or beginnings of them that hold it."""
    for span in split_sentences(article.text):
        said = article.text[span.start : span.end].strip()
        if _HEARSAY.search(said) or _QUOTED.search(said):
            continue
        for asked in _asking(term).findall(said):
            if _is_whole(asked) and _shape(asked, term) is Shape.QUESTION:
                yield Phrased(Shape.QUESTION, f"{asked}？", article.source)
        if said.endswith(_ASKING):
            continue  # what is asked is not said
        for part in re.split("[；：]", _SAYS.sub("", said, count=1).rstrip("。！；!;…")):
            yield from _beginnings(term, part, article.source)


def _beginnings(term: str, part: str, source: str) -> Iterator[Phrased]:
    """The first one or two clauses of a part of a sentence, unless the next one takes them back.

    A finding ends with the sentence: what follows may turn it round.
    """
    clauses = [clause.strip() for clause in re.split("[，,]", part)]
    for count in range(1, min(len(clauses), _MOST_CLAUSES) + 1):
        said, rest = "，".join(clauses[:count]), clauses[count:]
        if (
            term in said
            and len(term) + _SHORTEST <= len(said) <= _LONGEST
            and not (rest and _BUT.match(rest[0]))
            and all(map(_is_whole, clauses[:count]))
            and (shape := _shape(said, term)) not in (None, Shape.QUESTION)
            and (not rest if shape not in _ADVICE else _shape(clauses[0], term) in _ADVICE)
            and (term in clauses[0] or shape is Shape.FINDING)
            and not _PART.search(said)
        ):
            yield Phrased(shape, said, source)


@lru_cache(maxsize=500)
def _asking(term: str) -> re.Pattern[str]:
    """A question that begins with the term and is all there: 面膜一周几次."""
    return re.compile(
        rf"{re.escape(term)}[^，。；：！？、,\s]{{0,8}}?(?:{_ASKS})[^，。；：！？、,\s]{{0,8}}(?=[，。；！？,]|$)"
    )


def _asked(shape: Shape, said: str) -> str:
    return f"{said}？" if shape is Shape.QUESTION and not _BREAKS.search(said) else said


def _shape(clause: str, term: str) -> Shape | None:
    """The shape of a clause that is whole and tells of no one in particular."""
    if not _SHORTEST <= len(clause) <= _LONGEST or not _is_whole(clause):
        return None
    if any(token.pos.startswith("nr") and token.text[0] in _NICK for token in tag(clause)):
        return None
    rest = clause.replace(term, "□")
    for shape, pattern in _SHAPES:
        match = pattern.search(rest)
        if match and not (shape is Shape.QUESTION and _is_no_question(rest, match)):
            return shape
    return None


def _is_no_question(clause: str, asked: re.Match[str]) -> bool:
    """Whether what is asked is only looked at, or whatever it is (抹多少也有讲究)."""
    looked_at = _LOOKED_AT.search(clause[: asked.start()])
    return bool(looked_at or re.search("[也都]", clause[asked.end() :]))


def _is_whole(clause: str) -> bool:
    return not (
        _QUOTED.search(clause)
        or _POINTING.search(clause)
        or _LEADING.match(clause)
        or _OPEN.search(clause)
    )


def _is_part_of_a_name(term: str, clause: str) -> bool:
    """Whether another noun follows the term: what is said of 空调滤网 is not said of 空调."""
    end = clause.index(term) + len(term)
    return any(token.pos.startswith("n") for token in tag(clause) if token.span.start == end)
