"""Names topics by words and collocations that set them apart (c-TF-IDF).

A term's weight in a topic is its share of the topic's words times the logarithm of how rare
it is in the whole collection (Grootendorst 2022, BERTopic).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from contentai.embedding.encoder import Encoder
from contentai.text.tokenize import tag, words
from contentai.topics.affinity import Floats
from contentai.topics.article import Article

# A lead tells what an article is about; the rest repeats it.
_LEAD = 400
_TITLE_COUNTS = 4
_LONGEST_TERM = 10
_MOST_LOOKED_AT = 80
# What more of the articles hold than this names none of their topics; told from so many.
_EVERYWHERE, _ENOUGH = 0.25, 100
# Characters that tell how usual a word is, and those that are read of one topic: 300 articles
# and a dozen, or some thousand titles and some hundred.
_SAMPLE = 130_000
_MOST_READ = 5000
# jieba's tags: nouns, names of things, noun-like verbs, abbreviations, fixed phrases, Latin.
_NAMES_A_THING = ("n", "nz", "nl", "ng", "vn", "an", "j", "l", "eng")
# A verb or an adjective may be part of a collocation, but says nothing alone.
_PART = (*_NAMES_A_THING, "v", "a", "b", "nr", "nrt")
# One character that may begin or end a name: 无糖茶, 台面机.
_AFFIX = ("n", "ng", "v", "vg", "a", "ag", "b", "j", "k", "h")
_ENDS = ("n", "ng", "j", "k")
# What no name begins or ends with, and what is only in answers and complaints.
_NUMERALS = "一二三四五六七八九十百千万亿两几每半第"
_TALK = frozenset("不没怎么啥吗呢吧也就都很那这")
# Words that any article of a trade press may hold.
_EMPTY_WORDS = """
记者 本报 数据 情况 问题 时候 东西 办法 结果 消费者 产品 品牌 市场 企业 公司 行业 部分 方面
标题 文章 网友 读者 编辑 编辑部 同比 环比 去年 今年 全国 多数人 人员 工作人员 有人 家里
先生 女士 师傅 全球 首发 盛大 启幕 纪元 新纪元 重磅 开启 引领 行业资讯 资讯 快讯 发布
样品 样本 比例 均值 平均 金额 价格 客户 用户 单位 会员单位 协会 消协 晚报 周报 周刊 会刊
负责人 有限公司 上市 新品 速递 荣耀 登场 闪耀 亮相 携手 提示 标称 检测 测试 试验 家用
怎么 没有 可以 需要 不是 一个 不能 出来 下来 起来 回来 看见 知道 建议 使用 发现
参加 采用 打造 自称 在于 凸显 凸显出 获称 充满 拥有 具有 提供 带来 展开 举行 出现 发生 成为 进行
展示 宣布 表示 看似 亮点
机器 机型 型号 专属 服务 活动 医生 毛病 生活 启动 断电
门店 厂家 商家 店家 店员 老板 医院 味道 样子
秒钟 分钟 小时 个月 月份 毫米 厘米 公里 毫克 公斤 毫升 平米 平方米 立方米 摄氏度 千瓦
"""
# Verbs of one character that only tie a phrase to its sentence: 是经典, 让观众.
_TIES = frozenset("是让使被把给获遭称为由将令")
_EMPTY = frozenset(_EMPTY_WORDS.split())
# English words that name nothing: what ties sentences, and numbers.
_ENGLISH_WORDS = """
a about above after again against ago all almost along already also although always am among an
and another any anyone anything are around as ask at away back be became because become been
before behind being below best better between both but by can cannot could day days did do does
doing done down during each early either else enough even ever every everyone everything far few
first five for four from full further gave get gets getting give given go goes going good got had
half has have having he her here hers him his how however hundred i if in instead into is it its
itself just keep kept know last later least less let like likely long made make makes making many
may maybe me might million month months more most much must my near nearly need needs never new
next nine no nobody none nor not nothing now of off often on once one only onto or other others
our out over own per perhaps put rather really right said same saw say says second see seem seen
seven several shall she should show since six so some someone something soon still such take taken
ten than that the their them then there these they thing things think third thirty this those
though thousand three through thus time times to today together told too took toward turn twelve
twenty twice two under until up upon us use used using very via want was way ways we week weeks
well went were what when where whether which while who whole whom whose why will with within
without would year years yes yet you your
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())


@dataclass(frozen=True, slots=True)
class Label:
    """A topic's name, one or two terms, and up to six ``terms`` that set it apart."""

    name: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Phrasebook:
    """The terms of a collection; how usual they are is read from a sample of it.

    ``cared_for`` are words that somebody cares for: in the titles of a topic they name it.
    """

    articles: Sequence[Article]
    cared_for: Sequence[str] = ()

    @cached_property
    def _sample(self) -> range:
        whole = sum(map(_length, self.articles))
        return range(0, len(self.articles), -(-whole // _SAMPLE) or 1)

    @cached_property
    def _usual(self) -> Counter[str]:
        return Counter(chain.from_iterable(map(self._terms, self._sample)))

    @cached_property
    def _everywhere(self) -> frozenset[str]:
        if len(self._sample) < _ENOUGH:
            return frozenset()
        holders = Counter(chain.from_iterable(set(self._terms(at)) for at in self._sample))
        most = _EVERYWHERE * len(self._sample)
        return frozenset(term for term, count in holders.items() if count > most)

    @cached_property
    def _read(self) -> dict[int, list[str]]:
        return {}

    def _terms(self, at: int) -> list[str]:
        if at not in self._read:
            self._read[at] = _terms(self.articles[at])
        return self._read[at]

    @cached_property
    def _everything(self) -> int:
        return max(sum(self._usual.values()), 1)

    def _first(self, members: Sequence[int]) -> Iterator[int]:
        read = 0
        for member in members:
            if read >= _MOST_READ:
                return
            read += _length(self.articles[member])
            yield member

    def _rarity(self, term: str) -> float:
        return math.log(1 + self._everything / max(self._usual.get(term, 0), 1))

    def labels(self, told: Sequence[tuple[Sequence[int], Floats]], encoder: Encoder) -> list[Label]:
        """The labels of topics, each of these articles, the nearest to its centre (dim,) first.

        Of words that set a topic apart, those that mean what it is about come first.
        """
        centres = [centre for _, centre in told]
        whole = [self._counted(self._first(members)) for members, _ in told]
        weighed = [
            self._weights(inside, {t: n for t, n in holders.items() if n >= fewest})
            for inside, holders, fewest in whole
        ]
        chosen = [
            _apart([*self._titled(members), *_ordered(about, inside)])
            for about, (inside, _, _), (members, _) in zip(
                _about(weighed, centres, encoder), whole, told, strict=True
            )
        ]
        # Where articles share no word, the one in the middle names them.
        bare = [n for n, terms in enumerate(chosen) if not terms]
        middles = [Counter(self._terms(told[n][0][0])) for n in bare]
        alone = [self._weights(middle, dict.fromkeys(middle, 1)) for middle in middles]
        named = _about(alone, [centres[n] for n in bare], encoder)
        for n, about, middle in zip(bare, named, middles, strict=True):
            chosen[n] = _apart([*chosen[n], *_ordered(about, middle)])
        return [Label("、".join(terms[:2]), tuple(terms)) for terms in chosen]

    def _titled(self, members: Sequence[int]) -> list[str]:
        """What is cared for and stands in most titles, in two at least: one word or none."""
        titles = [self.articles[member].title for member in members]
        count = {word: sum(word in title for title in titles) for word in self.cared_for}
        most = [word for word, n in count.items() if n > 1 and n * 2 >= len(titles)]
        return sorted(most, key=lambda word: (-count[word], -len(word), word))[:1]

    def _counted(self, members: Iterable[int]) -> tuple[Counter[str], Counter[str], int]:
        """How often terms stand in these articles, by how many sources each is said, and by how
        many it must be said at least: what one source alone says names nothing.
        """
        inside: Counter[str] = Counter()
        of_source: dict[str, set[str]] = {}
        for member in members:
            article, terms = self.articles[member], self._terms(member)
            inside.update(terms)
            of_source.setdefault(article.source.strip() or f"?{article.id}", set()).update(terms)
        holders = Counter(chain.from_iterable(of_source.values()))
        return inside, holders, min(len(of_source), 2)

    def _weights(self, inside: Counter[str], holders: Mapping[str, int]) -> dict[str, float]:
        return {
            term: inside[term] * self._rarity(term) * count
            for term, count in holders.items()
            if term not in self._everywhere
        }


def _about(
    weighed: Sequence[dict[str, float]], centres: Sequence[Floats], encoder: Encoder
) -> list[dict[str, float]]:
    """The weights times the likeness of each term to the centre; the best named things only."""
    orders = []
    for weights in weighed:
        order = sorted(weights, key=lambda term: (-weights[term], term))
        orders.append([term for term in order[:_MOST_LOOKED_AT] if names_a_thing(term)])
    # All encoded together: so few words take hardly longer than one.
    rows = {term: n for n, term in enumerate(dict.fromkeys(chain.from_iterable(orders)))}
    vectors = encoder.encode(list(rows))
    return [
        {
            term: weights[term] * max(float(like), 0.0)
            for term, like in zip(order, vectors[[rows[t] for t in order]] @ centre, strict=True)
        }
        for weights, order, centre in zip(weighed, orders, centres, strict=True)
    ]


def _ordered(weights: dict[str, float], counts: Counter[str]) -> list[str]:
    """Terms by weight; a pair of words before its parts when it is nearly as frequent."""
    order = sorted(weights, key=lambda term: (-weights[term], term))
    kept = []
    for term in order:
        longer = [o for o in order if term != o and term in o and counts[o] * 2 >= counts[term]]
        kept.append(longer[0] if longer else term)
    return list(dict.fromkeys(kept))


def _apart(terms: Iterable[str]) -> list[str]:
    """Up to six terms of which none holds another, or most of its characters."""
    chosen: list[str] = []
    for term in terms:
        if all(
            len(set(term.lower()) & set(other.lower())) * 2 < min(len(term), len(other)) + 1
            for other in chosen
        ):
            chosen.append(term)
    return chosen[:6]


@lru_cache(maxsize=50_000)
def names_a_thing(term: str) -> bool:
    """True when ``term`` can stand alone as the name of a thing."""
    if len(term) < 2 or term in _EMPTY or any(c.isdigit() or c in _TALK for c in term):
        return False
    if term.isascii():
        return term.isupper() or (len(term) > 2 and term.isalpha() and term.lower() not in _ENGLISH)
    if term[0] in _NUMERALS or term[-1] in _NUMERALS:
        return False
    tokens = tag(term)
    if len(tokens) == 1:
        # Of words for times, those for festivals and seasons.
        return tokens[0].pos in _NAMES_A_THING or (tokens[0].pos == "t" and term[-1] in "节季")
    last = tokens[-1]
    return (
        all(token.pos in (_PART if len(token.text) > 1 else _AFFIX) for token in tokens)
        and (len(last.text) > 1 or last.pos in _ENDS)
        and not any(token.text in _EMPTY or token.text in _TIES for token in tokens)
        and (last.pos in _NAMES_A_THING or last.pos == "v")
        and any(token.pos in _NAMES_A_THING for token in tokens)
    )


def _length(article: Article) -> int:
    """How many characters are read of an article."""
    return len(article.title) + min(len(article.text), _LEAD)


def _terms(article: Article) -> list[str]:
    """Words and pairs of neighbours of the title and the lead, as often as they count."""
    return _TITLE_COUNTS * _words_and_pairs(article.title) + _words_and_pairs(article.text[:_LEAD])


def _words_and_pairs(text: str) -> list[str]:
    found = []
    before = ""
    ending = False
    for word in words(text):
        if not word.isalnum():
            before, ending = "", False
            continue
        size = len(word)
        if size > 1:
            found.append(word)
        pair = before + word
        # A pair begins with a word, or with one character that may begin a name; one that ends a
        # name begins none (炒菜机 清洗).
        if before and (size + len(before) <= _LONGEST_TERM if len(before) > 1 else size > 1):
            if not ending:
                found.append(pair)
            ending = size == 1 and len(before) > 1 and names_a_thing(pair)
        else:
            ending = False
        before = word
    return found
