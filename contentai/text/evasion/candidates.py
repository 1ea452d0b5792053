"""What could stand for a contact word, a platform or an offer: proposed freely, judged later.

A candidate is a place in the text and the one thing it would read as. Every sort has a
pattern wide enough to take disguises nobody has listed: all characters of a sound, any
initials, any emoji that names a character. Most candidates in ordinary prose are innocent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from contentai.text.evasion.edits import Kind
from contentai.text.evasion.hidden import PINYIN
from contentai.text.evasion.homophones import SAME_SOUND
from contentai.text.evasion.lone import HEARTS
from contentai.text.evasion.sounds import hits, in_sounds, stands_out
from contentai.text.evasion.targets import (
    ALIKE,
    CONTACT,
    EMOJI,
    INNOCENT,
    NICKNAMES,
    PLATFORM,
    TARGETS,
)


class Candidate(NamedTuple):
    """``[start, end)`` of the text, what it may read as, and of which sort it is."""

    start: int
    end: int
    reading: str
    sort: str
    kind: Kind


_GAP_MARKS = " \t\n\u3000·•.-—–_*~^|/\\丶丨、,+'\"`=#&@$%°…[]{}【】「」<>《》☆★✨✦←→↔🔥⭐🌟🌸🍀(（"
_GAP = f"(?:[{re.escape(_GAP_MARKS[:-2])}]{{1,3}}|[(（][^()（）\\n]{{0,2}}[)）])?"
_MAIL = "✉📧💌📩📨"
_WEI = "".join(map(chr, (c for c, s in SAME_SOUND.items() if s == "微"))) + "徽徵徴峗僟vw√∨⋁ᐯ嶶溦癓"
_XIN = "".join(map(chr, (c for c, s in SAME_SOUND.items() if s == "信"))) + f"x言{HEARTS}{_MAIL}"
# No word goes on in Latin letters, and none is part of an address.
_END = "(?![a-z=]|[.][a-z]|[a-z0-9_.\\-]{0,30}@)"
_PAIR = re.compile(
    f"(?<![a-z0-9@_./])(?:[{_WEI}]|wei|v[ei]{{1,2}}|we){_GAP}(?:[{_XIN}]|xin)"
    f"(?:[{HEARTS}]?信)?{_END}"
)
_LATIN = re.compile(
    f"(?<![a-z0-9@_./\\-])(?:(?:vx|wx|wxin|vxin|weixin|wechat|v信号?){_END}"
    "|(?:vx|wx)(?=[a-z]{2,12}[0-9])|(?:v|w)[\\s._·/*+\\-]{1,2}x(?![a-z0-9@])"
    "|w[\\W_]e[\\W_]i[\\W_]x[\\W_]i[\\W_]n|w(?:[ēéěè]i\\s?x[īíǐìi]|ei\\s?x[īíǐì])n"
    "|wei(?![a-z])|v{2,3}(?![a-z0-9]))"
)
_MONO = re.compile(
    "(?<![a-z0-9])[vw√∨](?!我?\\s?50|[a-z.=/()^*²\u00c0-\u024f]|[0-9]{1,3}(?![0-9]))|[薇徽葳溦嶶崴巍](?![一-龥]|[0-9]{1,2}月)|[薇徽葳](?=客服|聊|我|搜|找|发|领|私|同[号步])"
    f"|(?<=[+加佳嘉])[薇威徽葳溦崴巍卫维唯{HEARTS}](?![一-龥]{{0,1}}[县市海雅]|收藏|关注)"
    "|[💚🟢](?=\\s?(?:id|号|[:：]|[a-z]))|(?<=[联系私找搜戳滴走进])[薇徽葳微威]"
)
_SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
_ADD = re.compile(
    f"(?:[+⊕加迦伽茄咖贾珈驾架痂甲钾]|(?<![{_SURNAMES}])[佳嘉家])(?:我|个|一下|你)?"
    f"(?:[薇威徽葳溦嶶崴巍维]|[🌏🍃⭐]?[{HEARTS}](?!收藏|关注|[和与跟])|微(?!信|[一-龥])|wei(?![a-z])|[vw](?![a-z0-9]))"
    "|[佳嘉家迦伽茄贾](?=微信|好友|我微信|我好友|群)"
    "|(?<![a-z])jia\\s?(?:wei|微|薇|v|q|qun|群|wo|我)(?![a-z])|口十(?=[微薇徽威v])|(?<![a-z])jwx(?![a-z])"
)
_LETTERS = re.compile("[a-z]")
_RUN = re.compile("(?<![a-z0-9._/@#\\-])[a-z]{1,6}(?![a-z0-9._/@=(\\-])")
_BESIDE = re.compile("[一-龥\U0001f300-\U0001faff]")
_COLOUR = "[绿黄橙橘蓝黑白红青🍊💚🟢]"
_NICK = re.compile(
    "卫星(?:号(?![外称叫])|(?=[:：找搜私聊联]))|[威卫维微][猩腥星]号?|卫生(?=里|上|号|搜|找)"
    f"|(?:小|隔壁)?{_COLOUR}(?:色|底)?的?(?:聊天|音符|幽灵|图标|小)?(?:软件|app|图标|泡泡?|圈圈?|书|信|标|鸟|机)"
    f"|那个{_COLOUR}色?的|{_COLOUR}色?的?那个|(?<=[+加敲搜找])绿|绿色(?=转账|支付|聊|搜|找|加)"
    "|小绿(?:人|书|泡|圈|软件|标)?|🛰号?|某信|某[vx薇微]|[叉差岔]信|w信|[薇威徽唯维喂]号|[vw]x?号"
    f"|[🍃🌿💚{HEARTS}]💬|[🏠🌏🍃]?[{HEARTS}](?=\\s?号)|🏠🚪|(?<=[加+])卫星|(?<![a-z])wxh(?![a-z])|v圈|[{HEARTS}](?=转|[:：])"
    "|(?:vivo|vip|wifi)[前的]面?(?:那|第一)个字母"
)
_QQ = re.compile(
    "[扣叩抠蔻寇筘口]{2}(?=群|号|\\s?[:：]?\\s?[0-9])|[秋球丘求]{2}(?=群|号|\\s?[:：]?\\s?[0-9]|[,。!]|$)"
    "|(?:小|大)?企[鹅额娥饿鹗e]号?|🐧|鹅号|鹅厂?(?=[那这]?个?号?\\s?[:：]?\\s?[0-9])|[加上进]扣|🐔🐔"
    "|(?<![a-z0-9])q(?![a-z&0-9弹版萌币糖音宠]|[.][0-9]|\\s?[:：]\\s?[^0-9a-z\\s一二三四五六七八九零〇壹贰叁肆伍陆柒捌玖])|[扣叩抠蔻寇](?=\\s?[:：]?\\s?[0-9]{5})"
    "|q[\\s·.\\-_*~^丶|/、+]{1,2}q(?![a-z])|扌口扌口"
)
_GROUP = re.compile(
    "裙(?:(?<=[进加入建拉qv扣微信丝利流助部享🐧鹅+].)|(?=号|里|满|内|主(?!题)|是|[:：]?\\s?[0-9]{5}))(?![子摆撑装边带])"
    "|[峮👗💃]|君羊|羊君|(?<![a-z])qun(?![a-z])|(?<![a-z])jq(?=[领看拿])"
)
_DIRECT = re.compile(
    "[丝厶司思斯]信|si信|私[芯xin❤欣辛新](?![a-z中])|[丝司厶](?=聊)|滴滴我|(?<![a-z])(?:dd|d|sx|lx)(?=我)"
    "|滴我|踢我|踢踢"
)
_TELEGRAM = re.compile(
    "[纸小灰蓝飞]?飞?[机✈🛩](?=\\s?(?:号|搜|聊|[:：@]))|纸✈|灰机|飞机|✈(?=\\s?[:：])"
    "|(?<![a-z])t\\s?g(?=\\s?[:：@号搜]|加|找)|电报(?=搜|号|群|[:：@])|telegram(?=[:：])"
)
_SCAN = re.compile(
    "扫[我这下]{0,2}[马玛吗蚂🐎](?!路|上|场|克|厩|虎|力)|二[维围唯为微][马玛吗嘛](?!路)"
)
# Where the reader is sent, and how a name is told, instead of a contact.
_PLACE = re.compile(
    "主页|头像|头图|简介|签名|背景图?|昵称|网名|置顶|评论|第一条|橱窗|收藏夹|合集名?|封面|作品|瞬间"
    "|最近一条|想法|相册|个人页|资料页|ip(?=下|旁|那)"
)
_SPELL = re.compile(
    "首字母|全拼|拼音|字母|生日|属相|年份|区号|连写|下划线|中划线|平方|[括逗顿引冒]号|空格|斜杠"
    "|[去拿删]掉|换成|改成|倒过来|连起来|拼[好起]|[前后末]面?[一二三四五六两几]位|[一二三四五六两]个[零一二三四五六七八九0-9蛋]"
)


@cache
def _initials() -> dict[str, str]:
    """What the initials of the words of offers and platforms read as."""
    read: dict[str, str] = {}
    for word in TARGETS:
        letters = "".join(PINYIN[c][0] for c in word) if all(c in PINYIN for c in word) else ""
        if 2 <= len(letters) <= 4:
            read.setdefault(letters, word)
    for letters in ("ip", "id", "gb", "lol", "wx", "vip", "qq", "app", "ps", "up", "pc", "ai"):
        read.pop(letters, None)
    return read


@cache
def _nicknames() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, NICKNAMES), key=len, reverse=True)))


# One pattern a sort, with the characters it may start with, those among them that are too
# common unless one of some others follows, and what a hit reads as.
_SORTS: tuple[tuple[str, re.Pattern[str], str, str, str, str], ...] = (
    ("latin", _LATIN, "vw", "", "", "微信"),
    ("mono", _MONO, f"vw√∨薇徽葳溦嶶崴巍威卫维唯微💚🟢{HEARTS}", "", "", "微信"),
    (
        "add",
        _ADD,
        "⊕佳嘉迦伽茄咖贾珈驾架痂甲钾j口",
        "+加家",
        f"我个一你薇威徽葳溦嶶崴巍维微wv好群🌏🍃⭐{HEARTS}",
        "加微信",
    ),
    (
        "nick",
        _NICK,
        f"卫威绿橘🍊💚🟢🛰w薇徽v🍃🌿🏠🌏{HEARTS}",
        "维微黄橙蓝黑白红青小隔那某叉差岔唯喂",
        "星猩腥生号信绿黄橙橘蓝黑白红青色底的聊音幽图小软a泡圈书标鸟机壁个vx薇微",
        "微信",
    ),
    ("qq", _QQ, "扣叩抠蔻寇筘秋丘🐧鹅🐔q扌", "口球求小大企加上进", "口球求企鹅额娥饿鹗e扣", "QQ"),
    ("group", _GROUP, "裙峮👗💃羊qj", "君", "羊", "群"),
    ("direct", _DIRECT, "丝厶司斯dl踢", "思s私滴", "信i芯xn❤欣辛新聊我滴", "私信"),
    ("telegram", _TELEGRAM, "纸灰✈🛩", "小蓝飞机t电", "飞机✈🛩g eb报", "Telegram"),
    ("scan", _SCAN, "", "扫二", "我这下马玛吗蚂🐎维围唯为微", "二维码"),
    (
        "place",
        _PLACE,
        "橱",
        "主头简签背昵网置评第收合封作瞬最想相个资i",
        "页像图介名景称顶论一窗藏集面品间近法册人料p",
        "",
    ),
    (
        "spell",
        _SPELL,
        "逗",
        "首全拼字生属年区连下中平括顿引冒空斜去拿删换改倒前后末一二三四五六两几",
        "字拼音母日相份号写划方格杠掉除成过起好面位一二三四五六两几个",
        "",
    ),
)
# For each sort a bit for what may start it, one for what may where another follows, and one
# for those others; and likewise for a pair.
_BITS = np.zeros(0x20000, dtype=np.uint64)
for _at, _sort in enumerate(_SORTS):
    for _offset, _characters in enumerate(_sort[2:5]):
        _BITS[[ord(c) for c in _characters]] |= np.uint64(1 << (3 * _at + _offset))
_PAIR_BIT = 3 * len(_SORTS)
_BITS[[ord(c) for c in _WEI]] |= np.uint64(1 << (_PAIR_BIT + 1))
_BITS[[ord(c) for c in f"{_XIN}{_GAP_MARKS}ei"]] |= np.uint64(1 << (_PAIR_BIT + 2))
_STARTS = np.uint64(sum(3 << (3 * i) for i in range(len(_SORTS) + 1)))


# What a hit of a sort reads as where that is not the same for all.
_READINGS = {
    "微信": "",
    "wechat": "",
    "加微": "",
    "+微": "",
    "jq": "进群",
    "加扣": "加QQ",
    "上扣": "上QQ",
    "进扣": "进QQ",
    "v圈": "朋友圈",
    "wxh": "微信号",
    "dd": "滴滴",
    "d": "滴滴",
    "lx": "联系",
    "丝": "私",
    "司": "私",
    "口十": "加",
    "滴我": "联系我",
    "滴滴我": "联系我",
    "踢我": "联系我",
    "踢踢": "联系",
}


def propose(key: str) -> Iterator[Candidate]:
    """The candidates of ``key``, a text in lower case, in no special order."""
    codes = np.frombuffer(key.encode("utf-32-le"), dtype=np.uint32)
    bits = _BITS[np.minimum(codes, len(_BITS) - 1)]
    starts = np.flatnonzero((bits & _STARTS) > 0)
    follows = np.append(bits, np.uint64(0))[starts + 1]
    bits = bits[starts]

    def places(first: int) -> list[int]:
        """Where a character may start the sort whose three bits begin at ``first``."""
        free, bound, second = (np.uint64(1 << (first + i)) for i in range(3))
        fits = ((bits & free) > 0) | (((bits & bound) > 0) & ((follows & second) > 0))
        found: list[int] = starts[fits].tolist()
        return found

    for match in _matches(_PAIR, key, places(_PAIR_BIT)):
        if match.group() not in _READINGS:
            yield Candidate(*match.span(), "微信", "pair", "contact_word")
    for at, (sort, pattern, *_, usual) in enumerate(_SORTS):
        for match in _matches(pattern, key, places(3 * at)):
            written = match.group()
            if written in _READINGS and not _READINGS[written]:
                continue
            kind: Kind = "contact_word" if usual else "redirect"
            yield Candidate(*match.span(), _reading(written, sort, usual), sort, kind)
    for match in _nicknames().finditer(key):
        yield Candidate(*match.span(), NICKNAMES[match.group()], "platform", "homophone")
    letters = _LETTERS.findall(key)
    yield from _by_sound(key, bool(letters))
    if letters:
        yield from _by_letter(key)


def _matches(pattern: re.Pattern[str], key: str, places: list[int]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that start at one of ``places``, none inside another."""
    end = 0
    for place in places:
        if place >= end and (match := pattern.match(key, place)):
            end = match.end()
            yield match


def _reading(written: str, sort: str, usual: str) -> str:
    if written in _READINGS:
        return _READINGS[written]
    if sort == "add":
        if len(written) == 1:
            return "加"
        if written.endswith(("qun", "群")):
            return "加群"
        return "加我" if written.endswith(("wo", "我")) else usual
    if sort == "nick":
        if "机" in written:
            return "Telegram"
        if written[0] in "黄橙橘🍊":
            return "淘宝" if written[0] != "黄" else "闲鱼"
        if "音符" in written:
            return "抖音"
    return usual + "号" if written.endswith("号") and sort in ("nick", "qq") else usual


@cache
def _lettered() -> dict[str, str]:
    """Words of which one character is cut down to its initial: J职, 涨f."""
    read: dict[str, str] = {}
    for word in TARGETS:
        for i, c in enumerate(word if len(word) < 4 else ""):
            if c in PINYIN:
                read.setdefault(word[:i] + PINYIN[c][0] + word[i + 1 :], word)
    return read


@cache
def _syllables() -> dict[str, str]:
    """The sound class of every syllable in pinyin."""
    return {syllable: SAME_SOUND.get(ord(c), c) for c, syllable in PINYIN.items()}


def _by_letter(key: str) -> Iterator[Candidate]:
    """Initials of a whole word, and words of which one character is an initial."""
    initials, lettered = _initials(), _lettered()
    for match in _RUN.finditer(key):
        start, end = match.span()
        if match.group() in initials:
            yield Candidate(start, end, initials[match.group()], "initials", "pinyin")
        if end == start + 1:
            for low, high in ((0, 2), (1, 1), (0, 3), (1, 2), (2, 1)):
                written = key[max(0, start - low) : start + high]
                if written in lettered:
                    at = start - low
                    yield Candidate(at, at + len(written), lettered[written], "letter", "pinyin")


def _by_sound(key: str, spelled: bool) -> Iterator[Candidate]:
    sounds, places = in_sounds(key), None
    if spelled:
        sounds, places = _spelled_out(key, sounds)
    for low, high, readings in hits(sounds):
        start, end = (places[low], places[high]) if places else (low, high)
        written = key[start:end]
        if written in readings or written in INNOCENT:
            continue
        word = min(readings, key=lambda w: sum(a != b for a, b in zip(w, written, strict=False)))
        kind: Kind = "contact_word" if word in CONTACT else "homophone"
        sort = _sort_of(written, word)
        if sort != "offer" or written in ALIKE or stands_out(key, start, end, word):
            yield Candidate(start, end, word, sort, kind)


def _sort_of(written: str, word: str) -> str:
    if any(c in EMOJI for c in written):
        return "rebus"
    if _LETTERS.search(written):
        return "mixed"
    return "platform" if word in PLATFORM else "offer"


def _spelled_out(key: str, sounds: str) -> tuple[str, list[int] | None]:
    """``sounds`` with one character for a syllable in pinyin, and where each stands in ``key``."""
    read = _syllables()
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for match in _RUN.finditer(key):
        start, end = match.span()
        if match.group() not in read:
            continue
        if _BESIDE.match(key[start - 1 : start]) or _BESIDE.match(key[end : end + 1]):
            pieces += [sounds[at:start], read[match.group()]]
            places += [*range(at, start), start]
            at = end
    if not pieces:
        return sounds, None
    return "".join([*pieces, sounds[at:]]), [*places, *range(at, len(key) + 1)]
