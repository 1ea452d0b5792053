"""What a candidate for a contact word reads as, given what stands around it.

One reader a sort of candidate: a function from the word (in lower case, as written) and its
context to what it reads as, or None when it is innocent. Sureness is counted in points: what
the word says by itself and what its surroundings add must come to three.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from contentai.text.evasion.context import GAP, NUMERALS, Context

HEARTS = "❤♥❥❣♡💗💕💓💖💘💙💚💛💜🧡🖤🤍💝💞💟🫶"
_RARE_WEI = "薇徽嶶溦癓葳v∨⋁√ᐯ"
# Characters that ordinary text has no use for.
_NEVER_WEI = "溦嶶癓巍崴"
_BETWEEN = re.compile(GAP.removesuffix("{0,2}"))
_REAL_WORDS = """
    威信 卫星 伟信 维信 唯信 微新 维新 微星 为信 微芯 为新 维心 唯心 为心 围心
    卫信 唯新 为星 微心 味新 维欣 威新 为言 微言 微x 为x
"""
_DICTIONARY = frozenset(_REAL_WORDS.split())
# What may follow a lone character that was added: an end, or the next step.
_GOES_ON = re.compile(
    "$|[\\s,.;:!?。，、；：！？~…()（）【】”」\"'/|_\\-❤♥☝✨💰🔥]|[\U0001f300-\U0001faff]|"
    "备[注住]|领|咨|详|聊|发|看|进|拉|问|私|了解|好友|我|号|群|获|索|取|要|拿|报价|免"
    "费|送|即|有|来|就|可|入|谈|说|同|吧|哦|呀|哈|呢|啦|呗|噢|喔|咯|嘞|"
    f"暗号|验证|注明|写|教|拍|回|带|或|购|订|下单|联系|方便|不|别|通过|先|后|[a-z{NUMERALS}]"
)
_RECEIVE = re.compile(
    "领(?:取|资|券|优|红|福|免|课|报|试|礼|样|全|完|价|目|图|教|干|学|[0-9一二三])"
)
# 微博加V, 加V后: a verified account, not a contact.
_VERIFIED = re.compile("微博|认证|官方|申请|企业|账号|公众|[蓝橙黄红金]|实名|明星|博主|大")
_OWN_WORD = re.compile(
    "v(?:认证|型|脸|字|形|章|标|家|粉|店|博|口|沟|谷|[0-9.]{1,4}(?![0-9a-z_]))"
    "|q(?:弹|版|萌|币|糖|音|宠|绑|友|感|软|[0-9](?![0-9])|&)"
    "|微(?:信|波|量|博|型|小|商|店|淘|笑|风|糖|盐|辣|甜|热|火|生|晶|调|整|卷|胖|妙|观"
    "|粒|孔|电|雨|光|众|软|酸|水|米|距|针|喷|醺|"
    "凉|弱|熹|视|课|缩|镜|创|循|管|粉|烫|分|积|雕|景|缝|薄|动|机|控|服|公|直播|升|克|"
    "秒|元|单|码|平台|网|链|电影|弹)"
    "|裙(?:子|装|摆|边|裤|撑|褶|带|款|衣|长|袍)|心(?:[得情意动里中灵理脏愿])"
)
# V信号 is a signal, V 信 with a space may be anything.
_SIGNAL = re.compile("..?信号|[v√∨]\\s+信(?!号)")
_NAME_BEFORE = re.compile("[小阿老蔷紫采薇]$")
_BADGE = re.compile("[安国校队会县市警军]$")
_BUTTON = re.compile("[纽衣锁按搭暗盘钮折克倒]$")
_MAIL = re.compile("[a-z0-9_.\\-]{0,30}@[a-z0-9]")
_FLIGHT = re.compile("号?[:： ]*[a-z]{2}[0-9]{3,4}(?![a-z0-9])")
_SAME_NUMBER = re.compile("同(?:号|步|款号|$|[^一-鿿])")
_MANY_DIGITS = re.compile(f"(?:[{NUMERALS}][\\s\\-.·*]{{0,3}}){{7}}")
_HAN_BEFORE = re.compile("[一-鿿]$")


def _pair(word: str, context: Context) -> str | None:
    compact = _BETWEEN.sub("", word).replace("wei", "w").replace("xin", "n")
    first, second = compact[0], compact[1:]
    if compact == "vx":
        return _latin(word, context)
    if len(second) == 2:
        return "微信"  # 徽❤信
    if (compact == "微信" and len(word) == 2) or _MAIL.match(context.right):
        return None
    if (len(word) > 2 and first == "w" and second == "信") or compact[:3] in ("vee", "vei"):
        return "微信"
    if first in "薇微" and _NAME_BEFORE.search(context.left):
        return None
    if first == "徽" and _BADGE.search(context.left):
        return None
    known = context.added or context.sought or context.account or context.colon
    if (
        second == "信"
        and first in "v√∨⋁ᐯ卫为危围"
        and not known
        and _SIGNAL.match(word + context.right)
    ):
        return None
    sure = _sure_of_pair(word, compact, context)
    if sure == 1 and compact in _DICTIONARY:
        known = context.account or _GOES_ON.match(context.right) is not None
        if not known:
            return None
    if re.match("搜\\s?[a-z0-9]", context.right):
        sure += 1
    return "微信" if sure + _support(context) >= 3 else None


def _sure_of_pair(word: str, compact: str, context: Context) -> int:
    """How sure a pair for 微信 is by itself, from 0 (a word of its own) to 3."""
    first, second = compact[0], compact[1:]
    if compact == "微信":
        return 1
    if compact == "威信" and len(word) > 2 and " " not in word:
        return 2
    if compact in ("唯心", "为心", "围心"):
        return 0
    if compact in _DICTIONARY or second in tuple("言新鑫辛欣馨昕莘忻伈锌x"):
        return 1
    if compact == "徽信":
        alone = not (_HAN_BEFORE.search(context.left) or "一" <= context.right[:1] <= "鿿")
        return 2 + alone
    if first == "w" and second in tuple("芯心❤♥"):
        return 2
    if compact in ("wn", "w信", "微n", "薇n", "威n", "vn"):
        return 3
    if second == "信" and first in _RARE_WEI:
        return 3
    if first in _NEVER_WEI:
        return 3
    if second in HEARTS:
        return 2 if first in "薇徽威微v" else 1
    return 2 if first in "薇徽威v" else 1


def _support(context: Context) -> int:
    return (
        2 * context.added
        + (context.sought and not context.added)
        + 2 * (context.account or context.digits >= 5)
        + (context.sign or context.colon)
    )


def _latin(word: str, context: Context) -> str | None:
    if _MAIL.match(context.right):
        return None
    if _SAME_NUMBER.match(context.right):
        return "微信"
    if word.replace(" ", "").endswith("hao"):
        return "微信号"
    if re.fullmatch("w[-._ ]e[-._ ]i[-._ ]x[-._ ]i[-._ ]n|wxin", word):
        return "微信"
    sure = 1 if "chat" in word or word == "vvv" or (word[0] == "w" and "ei" not in word) else 2
    if context.right.startswith(("-", "/")) and not context.added:
        return None
    if _HAN_BEFORE.search(context.left) and not (
        context.added or context.sought or context.colon or context.sign
    ):
        return None
    if word == "vvv" and context.colon:
        return "微信"
    return "微信" if sure + _support(context) >= 3 else None


def _nick(word: str, context: Context) -> str | None:
    if word[0] == "🛰" or word[:2] in ("威猩", "威腥", "卫猩", "卫腥"):
        return "微信" if context.account or (context.colon and context.digits >= 5) else None
    sure = 2 if "泡" in word or word in ("维星号", "绿信") else 1
    sure += word.endswith("号") and context.right.startswith(
        ("私", "聊", "联系", "找我", "加我", "搜", "见", "问")
    )
    asked = context.right.lstrip().startswith(
        (
            "私",
            "聊",
            "找",
            "敲",
            "扫",
            "见主页",
            "在主页",
            "发我",
            "搜",
            "里搜",
            "上搜",
            "找我",
            "加我",
            "联系",
            "那个号",
        )
    )
    goes_on = _GOES_ON.match(context.right) is not None
    if not (context.account or context.digits >= 5 or goes_on or asked):
        return None
    if not (context.added or context.sought or context.colon or asked) and _HAN_BEFORE.search(
        context.left
    ):
        return None
    if sure + _support(context) + asked < 3:
        return None
    return "微信号" if word.endswith("号") else "微信"


def _qq(word: str, context: Context) -> str | None:
    sure = 2 if word[0] in "扣叩企kq" and "企鹅" not in word else 1
    if re.fullmatch("企[^鹅]号", word):
        return "QQ号"
    if word == "口口" and re.match("[\\s:：]{0,2}[1-9][0-9]{7,9}(?![0-9])", context.right):
        return "QQ"
    if word.startswith("鹅厂") and not context.digits >= 6:
        return None
    if word == "口口" or "鹅" in word:
        sure = 0 if word == "口口" else 1
    if word[0] == "q" and word[1:-1].strip() in ("_", "~", "^"):
        sure = 1
    if re.fullmatch("q[*~^丶|/、+.·\\-_]{1,2}q", word) and (context.digits >= 5 or context.colon):
        return "QQ"
    if context.far:
        return "QQ"
    if not (context.digits >= 5 or context.account) and not _GOES_ON.match(context.right):
        return None
    led = context.added or context.sought or context.colon or context.sign or context.mixed
    if "鹅" in word and not led and _HAN_BEFORE.search(context.left):
        return None
    if not context.digits and not context.account and context.right[:1] in "群号" and "鹅" in word:
        sure -= not context.added
    support = (
        2 * context.added
        + 2 * (context.digits >= 5)
        + (context.sought or context.colon or context.sign)
    )
    return "QQ" if sure + support >= 3 else None


def _line(word: str, context: Context) -> str | None:
    if word.startswith("赖") and not (context.account or context.added):
        return None
    if word.startswith("l") and not (context.account or context.added or context.colon):
        return None
    return "LINE"


def _telegram(word: str, context: Context) -> str | None:
    if _FLIGHT.match(context.right):
        return None
    named = re.match("\\s?(?:号?\\s?[:：@]|搜)", context.right) or word[0] in "纸小"
    if not (named or context.added or context.sought):
        return None
    return (
        "Telegram" if context.account or context.right.lstrip("号搜:： ").startswith("@") else None
    )


def _direct(word: str, context: Context) -> str | None:
    if re.search("[粉铁发真蚕钢螺意心相亲]$", context.left):
        return None
    return "私信"


def _code(word: str, context: Context) -> str | None:
    return "二维码"


def _official(word: str, context: Context) -> str | None:
    # 公众 and 号 are the plain word; 公共号, 中号 … do not come out of these.
    if word in ("公众号", "公重耗") or (
        word[2:] == "号" and word[:2] in ("公中", "工中", "共中", "公忠")
    ):
        return None
    return "公众号"


def _single(word: str, context: Context) -> str | None:
    if word in "q扣抠叩寇蔻鹅🐧":
        return _single_qq(word, context)
    if word in "👗💃峮裙":
        return _group(word, context)
    if word == "赖":
        return (
            "LINE"
            if context.added and (context.account or context.right.startswith((":", "：")))
            else None
        )
    if word == "飞":
        return "Telegram" if context.added and context.account else None
    strong = context.account or context.digits >= 7
    if context.added:
        if word in HEARTS or word in "心芯卫w":
            ok = strong or (word in "❤♥" and context.right.startswith("我"))
            return "微信" if ok else None
        verified = word in "v√∨" and _VERIFIED.search(context.left[:-1]) and not strong
        return "微信" if not verified and _single_follows(word, context) else None
    if word in HEARTS or word in "心芯卫w":
        return None
    if word in "v薇威徽" and context.left.endswith("同") and _MANY_DIGITS.search(context.left):
        return "微信"
    if word in "v薇微威徽葳" and _SAME_NUMBER.match(context.right):
        return "微信" if _MANY_DIGITS.search(context.left) else None
    if _NAME_BEFORE.search(context.left):
        return None
    if strong and (context.colon or (word in "v薇威徽" and context.right.startswith("号"))):
        return "微信"
    if context.sought and (
        strong
        or (
            word == "v"
            and _single_follows(word, context)
            and re.search("[私走戳滴扫搜]\\s?$", context.left)
        )
    ):
        return "微信"
    return None


def _single_follows(word: str, context: Context) -> bool:
    right = context.right
    if _OWN_WORD.match(word + right):
        return context.account and word == "v" and not right[:1].isalpha()
    if right.startswith("领"):
        return _RECEIVE.match(right) is not None
    if right[:1].isascii() and right[:1].isalnum():
        return context.account or context.digits >= 5
    return _GOES_ON.match(right) is not None


# A group of people, as nobody calls a skirt.
_GROUP = re.compile("(?:微信|qq|交流|福利|粉丝|内部|互助|共享|拼单|资源|团购|羊毛)$")


def _group(word: str, context: Context) -> str | None:
    """裙 and its like for 群: entered, or named as a group with a number after it."""
    if word != "裙":
        return "群" if re.search("[进加入+建]\\s?$|q$", context.left) else None
    if context.colon and context.digits >= 7:
        return "群"
    if _GROUP.search(context.left):
        ours = re.search("(?:微信|qq)$", context.left) and not re.match("[子装摆边]", context.right)
        if context.digits >= 5 or ours:
            return "群"
    entered = re.search("[进加入建+][qv]?\\s?$", context.left)
    bought = re.search("买进|购入", context.left)
    return "群" if entered and not bought and _single_follows(word, context) else None


def _single_qq(word: str, context: Context) -> str | None:
    if context.added:
        if word == "q":
            return "QQ" if _single_follows(word, context) else None
        if word == "🐧":
            return "QQ"
        ends = re.match("[号群]|$|[\\s,.!。，！、]*$", context.right)
        return "QQ" if context.digits >= 5 or ends else None
    if _BUTTON.search(context.left) or re.match("[0-9]+[.][0-9]", context.right):
        return None
    if (
        word in "扣抠叩寇蔻"
        and _HAN_BEFORE.search(context.left)
        and not (context.sought or context.colon)
    ):
        return None
    if context.digits >= 5 and (context.mixed or context.colon):
        return "QQ"
    return (
        "QQ"
        if word in "q🐧" and context.digits >= 6 and not _HAN_BEFORE.search(context.left)
        else None
    )


READERS: dict[str, Callable[[str, Context], str | None]] = {
    "pair": _pair,
    "latin": _latin,
    "nick": _nick,
    "qq": _qq,
    "line": _line,
    "telegram": _telegram,
    "direct": _direct,
    "code": _code,
    "official": _official,
    "single": _single,
}
