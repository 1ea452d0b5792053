"""Contact words in disguise: 薇信, V❤, ➕v, 卫星号, 扣扣, 赖ID for 微信, QQ, LINE.

Candidates are found by constant patterns; whether one counts is told by what stands beside
it. 薇信 and v信 mean nothing else. 威信, 卫星, 企鹅, a lone V or 薇 do, so they need a verb
of contacting before them (加 ➕ 联系 找 私 搜 扫) or an account after them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from contentai.text import lazy
from contentai.text.evasion.context import GAP, look
from contentai.text.evasion.edits import Edit, Kind
from contentai.text.evasion.lone import HEARTS as _HEART
from contentai.text.evasion.readings import READERS

# What sounds or looks like 微, and like 信; matching is on lower case.
_WEI = "薇威徽微嶶溦癓葳崴巍维唯围卫味伟惟魏玮炜苇韦尾喂为v∨⋁√ᐯ"
_XIN = f"信芯心{_HEART}新欣馨鑫辛伈昕忻莘锌x✉📧💌言"
_QQ_WORDS = (
    "扣[〇o0.\\s·\\-_*]{0,2}扣|叩叩|抠抠|蔻蔻|寇寇|筘筘|秋秋|球球|丘丘|求求|企额|企娥"
    "|企[e额娥饿鹗峨俄蛾鳄恶]号?|小?企鹅|鹅厂[那这]?个?号?|鹅号|企🐧|口口|"
    "q[\\s·.\\-_*~^丶|/、+]{1,2}q|kou\\s?kou|qiu\\s?qiu"
)
_CANDIDATE = lazy.pattern(
    f"(?P<pair>(?:(?<![a-z0-9])v|[{_WEI.replace('v', '')}]|(?<![a-z0-9_@/.\\-])wei"
    "|(?<![a-z0-9])(?:vee|vei|we|w[iìíǐī]|w[eēéěè]i?)(?=[❤♥信芯心x])|(?<![a-z0-9])w(?"
    "=[❤♥信芯心])(?![❤♥]x))"
    f"(?:[{_HEART}]信|{GAP}(?:x(?![a-z])|[{_XIN.replace('x', '')}]|xin(?![a-z]|[.][a-z]))))"
    "|(?P<latin>(?<![a-z0-9_@/.\\-])(?:w[\\-._ ]e[\\-._ ]i[\\-._ ]x[\\-._ ]i[\\-._ ]n"
    "|wxin|(?:v{1,3}|w)[\\s._\\-·/*+❤♥]?[x×ҳㄨ✖✕╳χ]{1,2}|v{3}|wei"
    "\\s?xin(?:\\s?hao)?|wechat|we[._ ]chat)(?![a-z&×]|[.][a-z]))"
    "|(?P<nick>🛰号?|卫星号|卫星|维星号|绿泡泡|绿色泡泡|绿书|绿色软件|绿色图标|绿信|小"
    "绿人|小绿书|绿泡|[威卫][猩腥]号?|v星号?|微星号)"
    f"|(?P<qq>{_QQ_WORDS})"
    "|(?P<line>(?<![无依信抵耍仰有])赖(?=\\s?(?:i-?d|号|[:：🆔])|\\s?[a-z@])|ㄌㄞˋ?|("
    "?<![a-z])l[\\s·.\\-_*]i[\\s·.\\-_*]n[\\s·.\\-_*]e(?![a-z]))"
    "|(?P<telegram>(?:纸|小)?飞\\s?机(?=\\s?(?:号|搜|[:：@])|\\s?[a-z]))"
    "|(?P<direct>(?:[丝思厶]信|[私丝思][❤♥]|私芯|si信|私xin)(?=我|聊|领|滴|咨|问|[\\s"
    ",.!:：。，！]|$))"
    "|(?P<code>[二2]维[马玛吗嘛骂]|(?<![0-9])2维码|[二2]微[码马])"
    "|(?P<official>[公工共宫龚攻][众重种纵仲中忠][号耗浩毫]|公众hao)"
    f"|(?P<single>(?<![a-z0-9])[vwq∨√ᐯ](?![a-z]|\\.[0-9])|(?<![a-z0-9])v(?=[a-z][a-z0-"
    f"9_]{{4}})|[薇威徽葳微卫{_HEART}心芯🐧扣抠叩寇蔻鹅飞赖裙👗💃峮])"
)
_STARTS = (
    f"{_WEI}{_HEART}w绿扣叩抠蔻寇筘秋球丘求企小鹅口qk赖ㄌl纸飞丝思厶私s二2公工共宫龚攻"
    "心芯🐧裙峮👗💃🛰"
)
# Characters too common to be looked at unless a neighbour makes them likely.
_COMMON = "为维卫味围唯惟尾喂伟韦小口求企公共攻二2飞思私心芯裙秋球丘纸s"
_SEEN = "".join(sorted(set(_STARTS) - set(_COMMON)))
_SECOND = (
    f"绿🐧猩腥:e厂饿鹗峨俄蛾鳄恶{_XIN.replace('x', '')}x星扣〇o0口抠蔻寇筘秋球丘求额娥"
    f"鹅号众重种纵仲中忠维微机i"
    f"\\s·•.\\-_*~^|/\\\\丶`'\"=#&@$%°…"
)
_LEAD = lazy.pattern(
    f"[{_STARTS}](?<![a-z0-9][a-z])(?:(?<=[{_SEEN}])|(?=[{_SECOND}])|(?<=[加+我个进入❤飞\\s].))"
)


# Somebody or something called so, in Latin letters.
_NAME = lazy.pattern("W[Ee][Ii] [Xx][Ii][Nn]|VX(?= [A-Z][a-z]+ [和与跟或、])")


def find(text: str) -> Iterator[Edit]:
    """Edits that put contact words plainly. ``text`` may be in any case."""
    key = text.lower()
    if len(key) != len(text):
        key = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    at = 0
    for lead in _LEAD.finditer(key):
        if lead.start() < at:
            continue
        match = _CANDIDATE.match(key, lead.start())
        if match is None:
            continue
        name = _NAME.match(text, match.start())
        if name and name.end() == match.end():
            continue
        edits = _judge(key, match)
        if edits:
            at = match.end()
            yield from edits


_MASKED_QQ = lazy.pattern("[Qq](?<![A-Za-z].)[Qq](?![A-Za-z])")


def find_masked(text: str, masked: Callable[[int], bool]) -> Iterator[Edit]:
    """Reports of QQ in letters of another form (ＱＱ, ⓠⓠ) with a number after it."""
    for match in _MASKED_QQ.finditer(text):
        if masked(match.start()) and look(text, *match.span()).digits >= 5:
            yield Edit(match.start(), match.end(), "QQ", "contact_word", None, "QQ")


def _judge(key: str, match: re.Match[str]) -> list[Edit]:
    """The edits for one candidate: none when it is innocent, one for 加 where that is disguised."""
    group = match.lastgroup or ""
    start, end = match.span()
    word = match.group()
    if group == "single" and not _worth_a_look(key, start, word):
        return []
    context = look(key, start, end)
    read = READERS[group](word, context)
    if not read and group == "pair" and word[0] in "v薇徽威微":
        # 薇新款: the second character belongs to what follows; the first may stand alone.
        end = start + 1
        context = look(key, start, end)
        read = READERS["single"](word[0], context)
    if not read:
        return []
    # 加微, said plainly, is an abbreviation and no disguise.
    open_verb = context.verb is not None and key[slice(*context.verb)] in ("加", "添加")
    plain = word in ("微", "wechat") and (open_verb or not context.added) and not context.mixed
    kind: Kind | None = None if plain else "contact_word"
    edits = [Edit(start, end, read, kind, understood=read)]
    if context.verb and not open_verb:
        edits.insert(0, Edit(*context.verb, "加", None))
    return edits


def _worth_a_look(key: str, start: int, word: str) -> bool:
    """A quick look at the neighbours: most lone characters stand in plain prose."""
    before, after = key[start - 1 : start], key[start + 1 : start + 2]
    prose = "一" <= before <= "鿿" and "一" <= after <= "鿿"
    return not prose or key[start - 1] in _VERB_ENDS or word in "薇徽威🐧"


_VERB_ENDS = frozenset("加家佳嘉我您你的个下系询私信找搜戳滴洽扫走进来留入唻寻师姐哥服长号")
