"""Words that are worth writing with other characters, and what makes a like-sounding word one.

``TARGETS`` are read out of characters that sound the same where those make no word of their
own (面费, 幸用咖). ``WORDS_ALIKE`` are words themselves (菠菜, 咸鱼) and need the talk of an
offer or of another platform beside them.
"""

from __future__ import annotations

import re

from contentai.text import lazy

_CONTACT = """
    二维码 公众号 链接 私信 联系方式 电话 加群 进群 拉群 微信群 扫码 扫一扫 网址 口令 小程序 加微信
"""
_PLATFORM = "淘宝 天猫 京东 拼多多 抖音 快手 支付宝 微博 小红书 闲鱼 知乎 直播间"
_OFFER = """
    贷款 借款 放款 网贷 借贷 车贷 房贷 套现 提现 信用卡 银行卡 身份证 花呗 白条 征信 黑户 洗钱 跑分
    兼职 刷单 补单 日结 日赚 日入 月入 躺赚 赚钱 返利 返现 红包 免费 优惠券 最低价 低价 特价
    最便宜 全网最低 秒杀 第一 超值 包邮 批发 正品
    发票 代开 开票 办证 证件 刻章 高仿 精仿 复刻 原单 走私 香烟 代购 水货 假币 假证 学历 文凭
    论文 代写
    代考 秘方 替考 答案 博彩 赌博 彩票 下注 投注 棋牌 赌场 百家乐 六合彩 娱乐城 时时彩 返水 充值
    股票 牛股 荐股 飙股 理财 投资 外汇 内幕 稳赚 期货 配资 比特币 虚拟币 保本 粉丝 涨粉
    刷粉 刷量 外挂 代练 翻墙 激活码 盗版 破解 裸聊 约炮 色情 成人 小姐 包养 代孕 上门服务
    减肥 丰胸 壮阳 伟哥 迷药 毒品 枪支 窃听 根治 治愈 特效药 祖传 医疗 疗效 处方药
    代理 加盟 招聘 宝妈 会员 抽奖 中奖 拼单 优惠 折扣 返佣 下单 优惠券 手机号 支付 转账
"""
CONTACT: frozenset[str] = frozenset(_CONTACT.split())
PLATFORM: frozenset[str] = frozenset(_PLATFORM.split())
TARGETS: tuple[str, ...] = tuple(f"{_CONTACT} {_PLATFORM} {_OFFER}".split())
_SURE = """
    代写 免费 兼职 内幕 刷单 办证 加群 博彩 发票 口令 外挂 天猫 套现 彩票 征信 快手 扫码 抖音
    淘宝 牛股 理财 电话 私信 秒杀 粉丝 网址 网贷 翻墙 裸聊 论文 贷款 进群 链接 闲鱼 高仿 黑户
"""
#: Two-character words that are read out of one strange character without any talk beside.
SURE: frozenset[str] = frozenset(_SURE.split())
OFFER_NEAR = lazy.pattern(
    "一比一|货到付款|返现|代写|包过|查重|降重|首存|返利|文凭|祖传|代理|平台|招|日结|宝妈|秒|当天|当日|下款"
    "|征信|黑户|利息|低息|各地|正规|出售|导师|计划|佣金|返水|返点|"
    "稳|群|薇|微信|咨询|联系|电话|来电|私信|私聊|专业|办理|急用|急需|抵押|长期|到账|"
    "上车|上分|下线|分成|"
    "无门槛|手续费|增值税|税|真伪|验|点位|内幕|涨停|带单|带你|回血|上岸|刻章|各种|代"
    "发|代做|秒批|额度|[vVqQ]|加我|活粉|真人|开户|赔率|连红|白菜价|导师"
)
PLATFORM_NEAR = lazy.pattern(
    "搜|店|链接|旗舰|口令|同款|同名|上架|下单|挂|拍下|昵称|主页|直播|找我|来[看找]|账"
    "号|里找|[上去到看]\n"
)
ALIKE_NEAR: dict[str, re.Pattern[str]] = {
    "根治": lazy.pattern("糖尿病|鼻炎|痔|癌|高血压|风湿|病|祖传"),
    "内幕": lazy.pattern("股|消息|带单"),
    "链接": lazy.pattern("简介|主页|评论|橱窗|戳"),
}
_ALIKE = """
    链结 菠菜 咸鱼 鲜鱼 闲余 薄彩 根制 内木 轮文 斗音 并多多 桃宝 陶宝 抖阴 斗音 豆音 快守 块手 围脖
    京冬 带款 待款 袋款 套线 套县 套馅 待开 带开 菜票 简直
    建职 发飘 发漂 法票 高防 高纺 办正 论闻 轮文 搏彩 薄彩 带考 待考 带写 待写 粉四 做单 甲证
    贾证 假正
    无底押 黑虎 股漂 内目 保健 宝马 配子 外会 电化 店话 二围码 四信 私心 口另 扣令
"""
ALIKE: frozenset[str] = frozenset(_ALIKE.split()) - {"简直", "保健", "宝马", "配子", "私心"}
_INNOCENT = """
    臻品 仿水 位博 侧袋 健治 兼治 减值 减脂 减至 剑指 加萌 加裙 坚持 大码 天毛 套箱 带量 彩漂 检制
    低一 牛骨 先与
    高返 刷脸 读博 找平 水包油 泳镜 理彩 痘印 着扣 简直 联接 花杯 讨宝 车带 进东 连接 连结 链界 靳东
    高反 链节
"""
#: What people call a platform or a thing whose name is blocked.
NICKNAMES: dict[str, str] = {
    nickname: name
    for name, nicknames in {
        "淘宝": "某宝 桃宝 桃子宝 🍑宝 tb t宝 ♉宝 桃桃 淘淘 掏宝",
        "淘口令": "🍑口令 🍑码 桃口令 陶口令",
        "拼多多": "拼夕夕 并夕夕 拼xx pxx pdd 某多 拼团软件 🍠多",
        "小红书": "小红薯 小红薯书 大红薯 小红s 红薯 xhs 小🍠 🍠 📕 薯店 小地瓜",
        "抖音": "抖y 抖🎵 d音 某音 斗音 dou音 抖阴 dy douyin",
        "快手": "某手 k手 ks 块手",
        "微博": "围脖 围博 微薄 wb vb 大眼仔 渣浪",
        "闲鱼": "咸鱼 闲余 小黄鱼 海鲜市场 xy xianyu",
        "京东": "狗东 某东 jd",
        "知乎": "某呼 逼乎",
        "B站": "某站 小破站 小电视 哔站",
        "百度": "度娘 某度",
        "百度网盘": "度娘盘 某度盘 度盘",
        "支付宝": "支付某 支fu宝 zfb 支f宝 宝宝付 某付宝 zhi付宝",
        "YouTube": "油管",
        "WhatsApp": "瓦次阿普 瓦次普 哇次普 沃茨阿普 瓦茨艾普 瓦特艾普",
        "公众号": "公主号 公猪号 公祝号 公煮号",
        "优惠券": "优惠卷 优会券",
        "手机号": "手鸡号 手鸡 手⑩ 手🐔",
        "身份证": "sfz",
        "简介": "jj jianjie",
    }.items()
    for nickname in nicknames.split()
}
INNOCENT: frozenset[str] = frozenset(_INNOCENT.split())
#: Emoji that are read as a word; only as part of a target.
EMOJI: dict[str, str] = dict(
    zip(
        "🐮🐂🐎🐴👗💃🎫🎟🍑🎵🎶🎼✋🖐🤚🐟🐠🍠📕📖📚🔴🐱🐈☀🌞🔗💊🔫🦆🥬💳🪙🐔📧☎📞🏠🚗🐷👛🧧"
        "🌸📄📃🧾🎲🌾🍚🥚💰💵💴🤑📱🔍🛒🎁👁👀💬🐶🍞📦🆓",
        "牛牛码码群群票票淘音音音手手手鱼鱼书书书书红猫猫日日链药枪押彩卡币机信电电家车猪"
        "包包花票票票赌粉饭单钱钱钱钱机搜购礼眼看聊狗包包免",
        strict=True,
    )
)
