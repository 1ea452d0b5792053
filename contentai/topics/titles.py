"""Ideas for a title, by patterns that the evidence calls for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from contentai.topics.article import Article

Fits = Callable[[str], bool]

_NUMBERS: Final = "零一二三四五六七八九十"
# What the articles tell about, by their own words, and titles for it. {a} and {b} are the
# topic's terms, {n} the number of sources, {who} the segment.
_CUES: Final = (
    (("比较试验", "实测", "测了", "抽检", "虚标"), ("{a}测评结果怎么读：先看{b}", "{a}测出来的差别，在哪几项")),
    (("多久", "该不该换", "更换", "寿命"), ("{a}多久换一次：看{b}，别只看日子", "{a}该换了，有哪些迹象")),
    (("清洗", "保养", "霉"), ("{a}自己能洗到哪一步，哪些要请师傅", "{a}清洗前，先问清这几句")),
    (("投诉", "退费", "维权", "纠纷"), ("{a}投诉集中在哪儿：签字前先看{b}", "买{a}之前，先看看别人为什么投诉")),
    (("收费", "多少钱", "报价", "单价"), ("{a}怎么收费：一笔一笔对着看", "{a}的报价单，先找{b}这一行")),
    (("漏水", "冻裂", "故障", "毛病", "烧坏"), ("{a}出了毛病，先查{b}", "{a}常见的几种毛病，各怎么办")),
    (("补贴", "目录"), ("{a}补贴怎么领，要留哪些单据",)),
    (("标准", "新规", "国标"), ("{a}的新标准，跟买的人有什么关系",)),
    (("安装", "装错", "装对"), ("装{a}之前，先量{b}", "{a}装得对不对，自己怎么看")),
    (("剂量", "就诊", "医生", "门诊"), ("{a}这件事，医生怎么说", "{a}：哪些自己处理，哪些要去医院")),
    (("销量", "份额", "零售", "出货"), ("{a}卖得多了，买之前看什么", "{a}的行情变了：{b}怎么选")),
)
_ALWAYS: Final = (
    "{a}和{b}：{n}家的说法放在一起看",
    "{a}怎么选、怎么用，从{b}说起",
    "{who}问得多的{a}，这样看",
)
_MOST: Final = 3


def title_ideas(
    terms: Sequence[str], evidence: Sequence[Article], sources: int, who: str, fits: Fits
) -> tuple[str, ...]:
    """Up to three titles for a topic with these terms that pass ``fits``.

    Which patterns are tried follows from what the ``evidence`` tells about.
    """
    if not terms:
        return ()
    slots = {
        "a": terms[0],
        "b": terms[1] if len(terms) > 1 else "用法",
        "n": _NUMBERS[sources] if sources <= 10 else str(sources),
        "who": who,
    }
    found: list[str] = []
    for pattern in _patterns(evidence):
        title = pattern.format(**slots)
        if title not in found and fits(title):
            found.append(title)
        if len(found) == _MOST:
            break
    return tuple(found)


def _patterns(evidence: Sequence[Article]) -> Iterator[str]:
    """The best cue's patterns first; a cue counts where it stands in a title or a text."""
    strength = {
        cue: sum(
            2 * any(word in article.title for word in cue[0])
            + any(word in article.text for word in cue[0])
            for article in evidence
        )
        for cue in _CUES
    }
    strong = [cue for cue in _CUES if strength[cue] * 2 > len(evidence)]
    strong.sort(key=lambda cue: -strength[cue])
    firsts = [cue[1][0] for cue in strong]
    yield from firsts[:2]
    yield _ALWAYS[0]
    for cue in strong:
        yield from cue[1][1:]
    yield from firsts[2:]
    yield from _ALWAYS[1:]
