"""What the sources say of a term, so that a title claims nothing that they do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from contentai.text.sentences import split_sentences
from contentai.text.tokenize import tag
from contentai.topics.article import Article
from contentai.topics.standing import stands_at

# What may follow a phrase of a verb and its object.
_STOP: Final = r"[，。；：！？、“”‘’（）,.;:!?()\s]|$"
_PHRASE_END: Final = (
    rf"(?:一[次遍])?(?:{_STOP})|的|多久|怎么|如何|[时前后要先得和与或吗呢]|之[前后]"
)
_ASKED: Final = "怎么|如何|多久"
# What makes the opposite of what follows it, so many characters before at most.
_DENIED: Final = re.compile(
    "(?:(?:[不勿莫禁忌]|(?<![分特区级类])别|(?<!有)无)[要能可必须该用宜准得让许应需敢]{0,2}|避免"
    "|没[有什么]{0,2}必要|没有?[人谁]|不(?:建议|推荐|提倡|主张|鼓励|赞成|值得|适合|适宜))"
    "(?:再|去|乱|随便|自己|自行)?$"
)
_BEFORE: Final = 6
_COUNTED: Final = r"[\d一二两三四五六七八九十百几]{0,4}[台个款只套把件张支瓶盒包袋罐](?:\w{2})?"
# So much of a text is cut into words to see where a name ends.
_WINDOW: Final = 12


class Said(NamedTuple):
    """The word by which most articles say something of a term, their sources and their number."""

    word: str
    sources: int
    articles: int


def naming(term: str, evidence: Sequence[Article]) -> list[Article]:
    """The articles that name the term."""
    return [a for a in evidence if term in a.title or term in a.text]


def sources_in(articles: Sequence[Article]) -> int:
    """How many independent sources the articles are of; one without a source is one of its own."""
    return len({article.source.strip() or f"?{article.id}" for article in articles})


def is_done(verbs: Sequence[str], term: str, evidence: Sequence[Article]) -> Said | None:
    """Which of the verbs is said of what the term names; None where none is.

    Somewhere it must stand right before the term (换滤芯) or behind it (滤芯更换), and the name
    must end there: 选施工队 chooses no 施工, 给狗狗买粮 buys no 狗狗. A term that ends with a verb
    (空调清洗) says itself what is done.
    """
    told = naming(term, evidence)
    for verb in sorted(verbs, key=len, reverse=True):
        if len(verb) > 1 and term.endswith(verb):
            return Said(verb, sources_in(told), len(told)) if told else None
    return _most(told, _doing(tuple(verbs), term))


def is_named(
    words: Sequence[str],
    term: str,
    evidence: Sequence[Article],
    *,
    either: bool = False,
    ends: bool = False,
) -> Said | None:
    """Which of the words stands right behind the term; with ``either`` or before it.

    With ``ends`` the phrase must end there: 机油烧坏跑步板 says that the oil burns no oil.
    """
    one = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    thing = re.escape(term)
    pattern = f"(?:{thing})(?:的|常见的?|会|容易)?(?P<behind>{one})"
    if ends:
        pattern += f"(?={_PHRASE_END})"
    if either:
        pattern = f"(?:{pattern}|(?P<before>{one})了?{thing})"
    return _most(naming(term, evidence), re.compile(pattern))


def together(one: str, other: str, evidence: Sequence[Article]) -> int:
    """How many sources name two terms in one sentence."""
    both = [
        article
        for article in evidence
        if any(one in said and other in said for said in _sentences(article))
    ]
    return sources_in(both)


def _most(told: Sequence[Article], pattern: re.Pattern[str]) -> Said | None:
    used: dict[str, list[Article]] = {}
    holders = []
    for article in told:
        words = {*_found(article, pattern)}
        holders += [article] * bool(words)
        for word in words:
            used.setdefault(word, []).append(article)
    if not holders:
        return None
    counts = Counter({word: len(articles) for word, articles in used.items()})
    word = min(counts, key=lambda word: (-counts[word], -len(word), word))
    return Said(word, sources_in(used[word]), len(holders))


def _found(article: Article, pattern: re.Pattern[str]) -> Iterator[str]:
    for text in (article.title, article.text):
        for match in pattern.finditer(text):
            word = match["behind"] or match.groupdict().get("before")
            group = "behind" if match["behind"] else "before"
            denied = _DENIED.search(text[max(match.start() - _BEFORE, 0) : match.start()])
            whole = group == "behind" or _is_whole(text, match.end())
            if word and whole and not denied and stands_at(word, text, match.start(group)):
                yield word


def _is_whole(text: str, end: int) -> bool:
    """Whether a thing's name ends there: no 施工 is chosen by 选施工队, no 狗狗 by 买狗狗玩具."""
    if re.match(_PHRASE_END, text[end:]):
        return True
    first = max(end - _WINDOW, 0)
    tokens = tag(text[first : end + _WINDOW])
    ends = any(token.span.end == end - first for token in tokens)
    behind = [token.pos for token in tokens if token.span.start == end - first]
    return ends and not any(pos.startswith(("n", "j", "vn")) for pos in behind)


@lru_cache(maxsize=500)
def _doing(verbs: tuple[str, ...], term: str) -> re.Pattern[str]:
    one = "|".join(sorted(verbs, key=len, reverse=True))
    thing = re.escape(term)
    before = f"(?P<before>{one})[了过好]?(?:{_COUNTED}|新|旧)?{thing}"
    behind = f"(?<![给为替帮]){thing}(?:{_ASKED}|[的要该得可])?(?P<behind>{one})(?={_PHRASE_END})"
    return re.compile(f"{before}|{behind}")


@lru_cache(maxsize=64)
def _split(text: str) -> tuple[str, ...]:
    return tuple(text[s.start : s.end] for s in split_sentences(text))


def _sentences(article: Article) -> tuple[str, ...]:
    return (article.title, *_split(article.text))
