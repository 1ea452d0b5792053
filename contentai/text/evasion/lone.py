"""What a lone character reads as, given what stands around it: V, 薇, ❤, 🐧, 扣, 裙.

Each of them means something else in most texts, so that a verb of adding, an account or a
number has to stand beside it.
"""

from __future__ import annotations

import re

from contentai.text import lazy
from contentai.text.evasion.context import NUMERALS, Context

HEARTS = "❤♥❥❣♡💗💕💓💖💘💙💚💛💜🧡🖤🤍💝💞💟🫶"
# What may follow a lone character that was added: an end, or the next step.
GOES_ON = lazy.pattern(
    "$|[\\s,.;:!?。，、；：！？~…()（）【】”」\"'/|_\\-❤♥☝✨💰🔥]|[\U0001f300-\U0001faff]|"
    "备[注住]|领|咨|详|聊|发|看|进|拉|问|私|了解|好友|我|号|群|获|索|取|要|拿|报价|免"
    "费|送|即|有|来|就|可|入|谈|说|同|吧|哦|呀|哈|呢|啦|呗|噢|喔|咯|嘞|"
    f"暗号|验证|注明|写|教|拍|回|带|或|购|订|下单|联系|方便|不|别|通过|先|后|[a-z{NUMERALS}]"
)
_RECEIVE = lazy.pattern(
    "领(?:取|资|券|优|红|福|免|课|报|试|礼|样|全|完|价|目|图|教|干|学|[0-9一二三])"
)
# 微博加V, 加V后: a verified account, not a contact.
_VERIFIED = lazy.pattern("微博|认证|官方|申请|企业|账号|公众|[蓝橙黄红金]|实名|明星|博主|大")
_OWN_WORD = lazy.pattern(
    "v(?:认证|型|脸|字|形|章|标|家|粉|店|博|口|沟|谷|[0-9.]{1,4}(?![0-9a-z_]))"
    "|q(?:弹|版|萌|币|糖|音|宠|绑|友|感|软|[0-9](?![0-9])|&)"
    "|微(?:信|波|量|博|型|小|商|店|淘|笑|风|糖|盐|辣|甜|热|火|生|晶|调|整|卷|胖|妙|观"
    "|粒|孔|电|雨|光|众|软|酸|水|米|距|针|喷|醺|"
    "凉|弱|熹|视|课|缩|镜|创|循|管|粉|烫|分|积|雕|景|缝|薄|动|机|控|服|公|直播|升|克|"
    "秒|元|单|码|平台|网|链|电影|弹)"
    "|裙(?:子|装|摆|边|裤|撑|褶|带|款|衣|长|袍)|心(?:[得情意动里中灵理脏愿])"
)
NAME_BEFORE = lazy.pattern("[小阿老蔷紫采薇]$")
_BUTTON = lazy.pattern("[纽衣锁按搭暗盘钮折克倒]$")
SAME_NUMBER = lazy.pattern("同(?:号|步|款号|$|[^一-鿿])")
_MANY_DIGITS = lazy.pattern(f"(?:[{NUMERALS}][\\s\\-.·*]{{0,3}}){{7}}")
HAN_BEFORE = lazy.pattern("[一-鿿]$")


def read_lone(word: str, context: Context) -> str | None:
    """What one character stands for: 微信, QQ, 群 …, or None where it is innocent."""
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
    if word in "v薇微威徽葳" and SAME_NUMBER.match(context.right):
        return "微信" if _MANY_DIGITS.search(context.left) else None
    if NAME_BEFORE.search(context.left):
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
    return GOES_ON.match(right) is not None


# A group of people, as nobody calls a skirt.
_GROUP = lazy.pattern("(?:微信|qq|交流|福利|粉丝|内部|互助|共享|拼单|资源|团购|羊毛)$")


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
        and HAN_BEFORE.search(context.left)
        and not (context.sought or context.colon)
    ):
        return None
    if context.digits >= 5 and (context.mixed or context.colon):
        return "QQ"
    return (
        "QQ"
        if word in "q🐧" and context.digits >= 6 and not HAN_BEFORE.search(context.left)
        else None
    )
