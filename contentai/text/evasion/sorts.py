"""The sorts of candidates: one pattern each, wide enough for disguises nobody has listed.

A sort is told by its pattern, the characters it may start with (so that few places are
looked at), and what a hit reads as.
"""

from __future__ import annotations

import re

from contentai.text import lazy
from contentai.text.evasion.edits import Kind
from contentai.text.evasion.homophones import SAME_SOUND
from contentai.text.evasion.lone import HEARTS

GAP_MARKS = " \t\n\u3000·•.-—–_*~^|/\\丶丨、,+'\"`=#&@$%°…[]{}【】「」<>《》☆★✨✦←→↔🔥⭐🌟🌸🍀(（"
_EMOJI = "\U0001f000-\U0001faff"
_GAP = f"(?:[{re.escape(GAP_MARKS[:-2])}{_EMOJI}]{{1,3}}|[(（][^()（）\\n]{{0,2}}[)）])?"
_MAIL = "✉📧💌📩📨"
WEI = "".join(map(chr, (c for c, s in SAME_SOUND.items() if s == "微"))) + "徽徵徴峗僟vw√∨⋁ᐯ嶶溦癓"
XIN = "".join(map(chr, (c for c, s in SAME_SOUND.items() if s == "信"))) + f"x言讯{HEARTS}{_MAIL}"
# No word goes on in Latin letters, and none is part of an address.
_END = "(?![a-z=]|[.][a-z]|[a-z0-9_.\\-]{0,30}@)"
PAIR = lazy.pattern(
    f"(?<![a-z0-9@_./])(?:[{WEI}]|wei|v[ei]{{1,2}}|we){_GAP}(?:[{XIN}]|xin)(?:[{HEARTS}]?信)?{_END}"
    f"|[{HEARTS}\U0001f300-\U0001faff]信(?![一-龥]?[任心仰念赖誉条封])"
)
_LATIN = lazy.pattern(
    f"(?<![a-z0-9@_./\\-])(?:(?:vx|wx|wxin|vxin|weixin|wechat|v信号?){_END}"
    "|(?:vx|wx)(?=[a-z]{2,12}[0-9])|(?:v|w)[\\s._·/*+\\-]{1,2}x(?![a-z0-9@])"
    "|w[\\W_]e[\\W_]i[\\W_]x[\\W_]i[\\W_]n|w(?:[ēéěè]i\\s?x[īíǐìi]|ei\\s?x[īíǐì])n"
    "|wei(?![a-z])|v{2,6}(?![a-z0-9]))"
)
_MONO = lazy.pattern(
    "(?<![a-z0-9])[vw√∨](?!我?\\s?50|[a-z.=/()^*²\u00c0-\u024f]|[0-9]{1,3}(?![0-9]))|[薇徽葳溦嶶崴巍](?![一-龥]|[0-9]{1,2}月)|[薇徽葳](?=客服|聊|我|搜|找|发|领|私|同[号步])"
    f"|(?<=[+加佳嘉])[薇威徽葳溦崴巍卫维唯{HEARTS}](?![一-龥]{{0,1}}[县市海雅]|收藏|关注)"
    "|[💚🟢](?=\\s?(?:id|号|[:：]|[a-z]))|(?<=[联系私找搜戳滴走进])[薇徽葳微威]"
    f"|[🟢💬🍃{HEARTS}](?=\\s?同[一-龥]{{0,3}}[号名步])"
)
_SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
_ADD = lazy.pattern(
    f"(?:[+⊕加迦伽茄咖贾珈驾架痂甲钾]|(?<![{_SURNAMES}])[佳嘉家])(?:我|个|一下|你)?"
    f"(?:[薇威徽葳溦嶶崴巍维]|[🌏🍃⭐]?[{HEARTS}](?!收藏|关注|[和与跟])|微(?!信|[一-龥])|wei(?![a-z])|[vw](?![a-z0-9]))"
    "|[佳嘉家迦伽茄贾](?=微信|好友|我微信|我好友|群)"
    "|(?<![a-z])jia\\s?(?:wei|微|薇|v|q|qun|群|wo|我)(?![a-z])|口十(?=[微薇徽威v])|(?<![a-z])j[vw]x?(?![a-z0-9])"
)
_COLOUR = "[绿黄橙橘蓝黑白红青🍊💚🟢]"
_NICK = lazy.pattern(
    "卫星(?:号(?![外称叫])|(?=[:：找搜私聊联]))|[威卫维微][猩腥星]号?|卫生(?=里|上|号|搜|找)"
    f"|(?:小|隔壁)?{_COLOUR}(?:色|底)?的?(?:聊天|音符|幽灵|图标|小)?(?:软件|app|图标|泡泡?|圈圈?(?![叫是])|(?<!红)书|信|标|鸟|机)"
    f"|那个[绿💚🟢]色?的|[绿💚🟢]色?的?那个|(?<=[+加敲搜找])绿|绿色(?=转账|支付|聊|搜|找|加)"
    "|小绿(?:人|书|泡|圈|软件|标)?|🛰号?|某信|某[vx薇微]|[叉差岔]信|w信|[薇威徽唯维喂]号|[vw]x?号"
    f"|[🍃🌿💚{HEARTS}]💬|[🏠🌏🍃]?[{HEARTS}](?=\\s?号)|🏠🚪|(?<=[加+])卫星|(?<![a-z])wxh(?![a-z])|v圈|[{HEARTS}](?=转|[:：])"
    "|(?:vivo|vip|wifi)[前的]面?(?:那|第一)个字母"
)
_QQ = lazy.pattern(
    "[扣叩抠蔻寇筘口]{2}(?=群|号|\\s?[:：]?\\s?[0-9])|[秋球丘求]{2}(?=群|号|\\s?[:：]?\\s?[0-9]|[,。!]|$)"
    "|(?:小|大)?企[鹅额娥饿鹗e]号?|🐧|鹅号|鹅厂?(?=[那这]?个?号?\\s?[:：]?\\s?[0-9])|[加上进]扣|🐔🐔"
    "|(?<![a-z0-9])q(?![a-z&0-9弹版萌币糖音宠]|[.][0-9]|\\s?[:：]\\s?[^0-9a-z\\s一二三四五六七八九零〇壹贰叁肆伍陆柒捌玖])|[扣叩抠蔻寇](?=\\s?[:：]?\\s?[0-9]{5})"
    "|q[\\s·.\\-_*~^丶|/、+]{1,2}q(?![a-z])|扌口扌口"
)
_GROUP = lazy.pattern(
    "裙(?:(?<=[进加入建拉qv扣微信丝利流助部享🐧鹅+].)|(?=号|里|满|内|主(?!题)|是|[:：]?\\s?[0-9]{5}))(?![子摆撑装边带])"
    "|[峮👗💃]|君羊|羊君|(?<![a-z])qun(?![a-z])|(?<![a-z])jq(?=[领看拿])"
)
_DIRECT = lazy.pattern(
    "[丝厶司思斯]信|si信|私[芯xin❤欣辛新](?![a-z中])|[丝司厶思斯撕嘶咝纟](?=聊)|滴滴我"
    "|(?<![a-z])(?:dd|d|sx|lx)(?=我)|(?<![a-z])si?(?=[我聊])|滴我|踢(?:一下|下)?我|踢踢"
    "|(?<![a-z])(?:ai\\s?特|[哎爱哀碍]特)(?=我|一下|[,。!]|$)"
)
_TELEGRAM = lazy.pattern(
    "[纸小灰蓝飞]?飞?[机✈🛩](?=\\s?(?:号|搜|聊|[:：@]))|纸✈|灰机|飞机|✈(?=\\s?[:：])"
    "|(?<![a-z])t\\s?g(?=\\s?[:：@号搜]|加|找)|电报(?=搜|号|群|[:：@])|telegram(?=[:：])"
)
_SCAN = lazy.pattern(
    "扫[我这下]{0,2}[马玛吗蚂🐎](?!路|上|场|克|厩|虎|力)|二[维围唯为微][马玛吗嘛](?!路)"
)
# Where the reader is sent, and how a name is told, instead of a contact.
_PLACE = lazy.pattern(
    "主页|头像|头图|简介|签名|背景图?|昵称|网名|置顶|评论|第一条|橱窗|收藏夹|合集名?|封面|作品|瞬间"
    "|最近一条|想法|相册|个人页|资料页|水印|末图|图[一二三四五六]|最后一[张图]|ip(?=下|旁|那)"
)
_SPELL = lazy.pattern(
    "首字母|全拼|拼音|字母|生日|属相|年份|区号|连写|下划线|中划线|平方|[括逗顿引冒]号|空格|斜杠"
    "|[去拿删]掉|换成|改成|倒过来|连起来|拼[好起]|[前后末]面?[一二三四五六两几]位|[一二三四五六两]个[零一二三四五六七八九0-9蛋]"
)


# What those who deal in it call what they may not offer.
_SLANG = lazy.pattern(
    "[1一壹]\\s?[比:]\\s?[1一壹](?![0-9一-十:])|(?<![a-z])[顶超高]?a[货厂](?![a-z])|[顶超]a(?![a-z])"
    "|上下分|[上下]分(?![钟数析布之])|[撸下]口子|口子(?=秒|必)|四件套|包下款|强开|莆田(?=鞋|货|大?厂)"
)
_SLANG_READS = {
    **dict.fromkeys("上下", "下注"),
    **dict.fromkeys("撸口包强", "贷款"),
    "四": "银行卡",
}


# One pattern a sort, with the characters it may start with, those among them that are too
# common unless one of some others follows, and what a hit reads as.
SORTS: tuple[tuple[str, re.Pattern[str], str, str, str, str], ...] = (
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
    (
        "direct",
        _DIRECT,
        "丝厶司斯撕嘶咝纟dl踢",
        "思s私滴a哎爱哀碍",
        "信i芯xn❤欣辛新聊我滴特",
        "私信",
    ),
    ("telegram", _TELEGRAM, "纸灰✈🛩", "小蓝飞机t电", "飞机✈🛩g eb报", "Telegram"),
    ("scan", _SCAN, "", "扫二", "我这下马玛吗蚂🐎维围唯为微", "二维码"),
    ("slang", _SLANG, "撸莆", "1一壹顶超高a上下口四包强", " 比:a货厂下分口子件开", "高仿"),
    (
        "place",
        _PLACE,
        "橱",
        "主头简签背昵网置评第收合封作瞬最想相个资i水末图",
        "页像图介名景称顶论一窗藏集面品间近法册人料p印二三四五六后",
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
#: The kind of evasion a sort is, where that is no contact word.
KINDS: dict[str, Kind] = {"place": "redirect", "spell": "redirect", "slang": "homophone"}
# What a hit of a sort reads as where that is not the same for all.
READINGS = {
    "微信": "",
    "wechat": "",
    "加微": "",
    "v形": "",  # V形槽
    "v型": "",
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
    **dict.fromkeys(("s", "si", *"丝司厶思斯撕嘶咝纟"), "私"),
    **dict.fromkeys(("ai特", "ai 特", "哎特", "爱特", "哀特", "碍特"), "艾特"),
    "口十": "加",
    "滴我": "联系我",
    "滴滴我": "联系我",
    "踢我": "联系我",
    "踢踢": "联系",
    "踢一下我": "联系我",
    "踢下我": "联系我",
}


def reading_of(written: str, sort: str, usual: str) -> str:
    """What a hit of ``sort`` reads as; ``usual`` unless it says otherwise."""
    if written in READINGS:
        return READINGS[written]
    if sort == "add":
        if len(written) == 1:
            return "加"
        if written.endswith(("qun", "群")):
            return "加群"
        return "加我" if written.endswith(("wo", "我")) else usual
    if sort == "slang":
        return _SLANG_READS.get(written[0], usual)
    if sort == "nick":
        if "机" in written:
            return "Telegram"
        if written[0] in "黄橙橘🍊":
            return "淘宝" if written[0] != "黄" else "闲鱼"
        if "音符" in written:
            return "抖音"
    return usual + "号" if written.endswith("号") and sort in ("nick", "qq") else usual
