"""Characters taken apart into their sides: 亻言 for 信, 力口 for 加, 弓虽 for 强.

A side that never stands alone (亻 讠 扌 …) gives the trick away by itself. Sides that are
characters of their own (力口, 走召) count only where the pair makes no other sense: the pairs
of ``_NEVER`` do not meet in ordinary text; those of ``_BEFORE`` need a contact after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentai.text import lazy
from contentai.text.evasion.edits import Edit
from contentai.text.evasion.hidden import WORDS
from contentai.text.tokenize import is_word

# side: rest + whole, rest + whole, …
_SIDES = {
    "亻": "昔借 方仿 用佣 言信 尔你 门们 也他 介价 弋代 氐低 专传 故做 本体 主住 吏使 直值 "
    "昔借 足促 云会 "
    "立位 中仲 共供 建健 呆保 寺侍 可何 右佑 段假 象像 贝侦 牛件 壬任 分份 以似 山仙 "
    "乍作 到倒 木休 "
    "寸付 义仪 亡伫 青倩 建健 扁偏 俞偷 尤优 更便 韦伟",
    "讠": (
        "只识 正证 舌话 卖读 周调 果课 兑说 吾语 炎谈 旬询 十计 己记 寸讨 人认 方访 青请 "
        "射谢 平评 司词 羊详 身谢 式试 成诚 井讲 殳设 某谋 仓论 仑论 义议 午许 川训 由油 "
        "秀诱 齐济 斥诉"
    ),
    "扌": (
        "斗抖 并拼 叟搜 圭挂 口扣 戈找 合拾 白拍 支技 妾接 奂换 召招 立拉 包抱 是提 少抄 "
        "斤折 殳投 非排 屯抢 "
        "仓抢 半拌 卓掉 肖捎 丁打 巴把 旦担 甫捕 罙探 罢摆 干扞 由抽 安按 旨指 采採 受授 "
        "及扱 奉捧 曼慢 甲押 寺持 喿操 莫摸"
    ),
    "氵": (
        "匋淘 酉酒 先洗 汇汇 工江 夬决 去法 肖消 每海 舌活 气汽 由油 每海 夜液 斿游 青清 "
        "原源 先洗 充流 主注 "
        "兄况 户沪 林淋 胡湖 曷渴 台治 羊洋 步涉"
    ),
    "钅": "连链 戋钱 艮银 失铁 令铃 十针 肖销 丁钉 月钥 昌锠 夂条 帛锦",
    "纟": ("工红 及级 合给 吉结 氏纸 田细 泉线 且组 卖续 充统 己纪 勺约 屯纯 会绘 居锯 责绩 圣经"),
    "饣": "反饭 欠饮 包饱 官馆",
    "艹": "微薇 约药 化花 早草 采菜 俞茶 古苦 牙芽 心芯 办苏 平苹",
    "忄": "夬快 青情 生性 亡忙 白怕 童懂 真慎 昔惜 每悔",
    "犭": "句狗 苗猫 者猪 虫独 良狼",
    "辶": (
        "井进 车连 云运 关送 米迷 首道 寸过 力边 反返 元远 袁远 周週 斤近 不还 先选 米迷 "
        "豕逐 失迭 袁远 束速 告造 秀透"
    ),
    "彳": "正征 艮很 寺待 走徒 主往 聿律 复覆 切彻 散微 敖徼 殳役 导得",
    "宀": "女安 各客 家家 至室 元完 子字 必密 吉害 丰害 玉宝",
    "衤": "果裸 补补 甫補 衣裙 君裙 皮被 刀初 由袖",
    "礻": "土社 见视 申神 畐福",
    "⺮": "合答 间简 官管",
    "罒": "者署 卓罩",
    "阝": "方防 日阳 月阴 付附 余除 完院",
    "刂": "禾利 另别 害割 至到",
}
_SAME_SIDE = {
    "⺅": "亻",
    "イ": "亻",
    "ィ": "亻",
    "⻈": "讠",
    "訁": "讠",
    "⺘": "扌",
    "⺡": "氵",
    "⻐": "钅",
    "釒": "钅",
    "糹": "纟",
    "⻌": "辶",
    "⻎": "辶",
    "⺾": "艹",
    "⺿": "艹",
    "飠": "饣",
    "⻂": "衤",
    "⺬": "礻",
    "⺖": "忄",
    "⺨": "犭",
}
# A Katakana イ or ィ is a letter in its own right: only 言 may follow it.
_LETTERS = frozenset("イィ")
_NEVER = {
    "弓虽": "强",
    "走召": "超",
    "贝兼": "赚",
    "贝者": "赌",
    "代贝": "贷",
    "贝曾": "赠",
    "贝勾": "购",
    "禾厶": "私",
    "耳关": "联",
    "车专": "转",
    "亲斤": "新",
    "米青": "精",
    "火包": "炮",
    "石马": "码",
    "金戋": "钱",
    "車專": "转",
    "酉己": "配",
    "舌甘": "甜",
    "禾兑": "税",
    "人言": "信",
    "广占": "店",
    "木又": "权",
    "彳攵": "微",
}
# Sides that are characters of their own, in any order; the whole must make a hidden word.
_PARTS = {
    pair[:2]: pair[2]
    for pair in [
        "代贝贷",
        "贝代贷",
        "耳只职",
        "西示票",
        "覀示票",
        "示西票",
        "月殳股",
        "采彡彩",
        "贝者赌",
        "者贝赌",
        "水匋淘",
        "宀玉宝",
        "手斗抖",
        "立日音",
        "忄夬快",
        "手并拼",
        "夕夕多",
        "金连链",
        "车连链",
        "连车链",
        "手妾接",
        "石马码",
        "耳关联",
        "言舌话",
        "贝勾购",
        "化贝货",
        "次贝资",
        "言正证",
        "木仓枪",
        "人方仿",
        "王里理",
        "贝才财",
        "贝兼赚",
        "兼贝赚",
        "王见现",
        "大长套",
        "人用佣",
        "反辶返",
        "禾刂利",
        "禾厶私",
        "耳卯聊",
        "火包炮",
        "米分粉",
        "弗贝费",
        "人氐低",
        "人介价",
        "走召超",
        "人直值",
        "人尤优",
        "牛寺特",
        "禾少秒",
        "令页领",
        "耳又取",
        "广占店",
        "木几机",
        "水酉酒",
        "火因烟",
        "女且姐",
        "手口扣",
        "手戈找",
        "其月期",
        "十尃博",
        "人言信",
        "君羊群",
        "羊君群",
        "力口加",
        "弓虽强",
        "口丂号",
        "贝占贴",
        "贝佥险",
        "禾兑税",
        "金戋钱",
        "言仑论",
        "各贝赂",
        "言午许",
        "人言信",
        "禾斗科",
        "先贝赞",
        "目艮眼",
        "米青精",
        "讠舌话",
        "尸巾刷",
        "人昔借",
        "日取最",
        "是页题",
        "文寸对",
        "又寸对",
        "女子好",
        "一兀元",
        "古月胡",
        "角虫触",
        "弓长张",
    ]
    for pair in (pair,)
}
_BEFORE = {
    "力口": "加",
    "力囗": "加",
    "手戈": "找",
    "石角": "确",
    "米分": "粉",
    "米且": "粗",
    "君羊": "群",
    "羊君": "群",
}
_AFTER = lazy.pattern(
    r"[\s:：]{0,2}(?:[vq微薇威徽扣❤]|wx|我|好友|群|亻|企鹅|卫星|号|[0-9](?:[ ]?[0-9]){5})",
    re.IGNORECASE,
)
_GROUP = lazy.pattern("(?:[加进qQ+入]|微信|薇信|交流|福利|粉丝)$")
_NOT_BEFORE = {"力口": lazy.pattern("[能压主努动效潜活魅实权火电兵劳人]$")}
# These may meet where one word ends and the next begins (人言可畏, 火车专列).
_DOUBTFUL = frozenset({"人言", "木又", "火包", "广占", "车专", "米青"})

_IN_WORDS: dict[str, list[str]] = {}
for _word in WORDS:
    for _c in _word:
        _IN_WORDS.setdefault(_c, []).append(_word)
_WHOLES = {
    side + entry[0]: entry[1]
    for side, entries in _SIDES.items()
    for entry in entries.split()
    if entry[0] != entry[1]
}
_PAIR = lazy.pattern(
    "[" + "".join(_SIDES) + "".join(_SAME_SIDE) + "]\\s?[一-鿿⺀-⻿]"
    "|["
    + "".join({p[0] for p in (*_NEVER, *_BEFORE, *_PARTS)})
    + "]["
    + "".join({p[1] for p in (*_NEVER, *_BEFORE, *_PARTS)})
    + "]"
)


def find(text: str) -> Iterator[Edit]:
    """Edits that put split characters together again."""
    for match in _PAIR.finditer(text):
        written = match.group()
        side, rest = _SAME_SIDE.get(written[0], written[0]), written[-1]
        whole = _WHOLES.get(side + rest)
        if written[0] in _LETTERS:
            whole = "信" if rest == "言" else None
        if whole is None and len(written) == 2:
            whole = _pair(text, match.start(), written) or _part(text, match.start(), written)
        if whole:
            yield Edit(match.start(), match.end(), whole, "split")


def _pair(text: str, start: int, written: str) -> str | None:
    """The whole of two sides that are characters too, where the pair is no accident."""
    if is_word(written[1] + text[start + 2 : start + 3]) and text[start + 2 : start + 3]:
        return None
    if written in _NEVER and written not in _DOUBTFUL:
        return _NEVER[written]
    around = text[max(0, start - 2) : start], text[start + 2 : start + 8]
    if written in _BEFORE and _AFTER.match(around[1]):
        before = _NOT_BEFORE.get(written)
        return None if before and before.search(around[0]) else _BEFORE[written]
    if _BEFORE.get(written) == "群" and _GROUP.search(around[0]):
        return "群"
    if written == "人言" and re.search("[微薇威徽vV]$", around[0]):
        return "信"
    return None


def _part(text: str, start: int, written: str) -> str | None:
    """The whole of two sides where it makes a hidden word with what stands beside it."""
    whole = _PARTS.get(written)
    if whole is None or whole not in _IN_WORDS:
        return None
    left, right = text[max(0, start - 3) : start], text[start + 2 : start + 5]
    joined = left + whole + right
    at = len(left)
    for word in _IN_WORDS[whole]:
        i = word.index(whole)
        if i <= at and joined[at - i : at - i + len(word)] == word:
            return None if is_word(left[-1:] + written[0]) or is_word(written) else whole
    return None
