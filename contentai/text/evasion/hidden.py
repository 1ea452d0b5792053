"""Words that people pull apart or spell so that filters miss them: offers and forbidden claims.

This is not a list of what may not be said: rules say that. It tells which joins are worth a
report, and which two characters with a mark between them are one word.
"""

from __future__ import annotations

from contentai.text.evasion.targets import TARGETS

# Words that nobody writes by accident: they count wherever they come out of a join.
_CONTACTS = """
    微信 加微信 加我微信 微信群 微信号 交流群 粉丝群 加微 扣扣 企鹅号 私信 二维码 公众号 联系方式
    手机号
    进群 加群 拉群 绿泡泡 卫星号 飞机搜
"""
CONTACTS: tuple[str, ...] = tuple(_CONTACTS.split())
_CLAIMS = """
    全网最低价 史上最低价 全网最低 最低价 最低 最好 最佳 最优 最强 最高级 最先进 最便宜 最受欢迎
    第一 第一名 第一品牌 销量第一 全网 顶级 国家级 世界级 极品 极致 唯一 首选 绝对 绝无仅有 独家
    冠军 王牌 万能 根治 治愈 包治 特效 祖传 无副作用 永久 史上 史无前例
"""
_MONEY = """
    贷款 房贷 网贷 信贷 套现 提现 返现 返利 返佣 返点 佣金 垫付 刷单 补单 日结 日赚 日入 月入 躺赚
    赚钱 兼职 代理 加盟 招代理 投资 理财 股票 荐股 牛股 内幕 稳赚 高收益 高回报 保本 免抵押 无抵押
    黑户 白户 征信 下款 放款 信用卡 银行卡 跑分 洗钱 虚拟币 比特币
"""
_TRADES = """
    高仿 复刻 精仿 仿品 原单 尾单 水货 走私 假币 假证 办证 代办 代开发票 代开 发票 代考 替考 枪手
    包过 买分 销分 代孕 赌博 博彩 彩票 赌场 六合彩 时时彩 下注 投注 私彩 色情 裸聊 约炮 小姐 成人
    壮阳 催情 迷药 伟哥 春药 毒品 冰毒 枪支 窃听 偷拍 翻墙 外挂 刷粉 涨粉 刷量 丰胸 增高 减肥 增大
"""
# Platforms block one another's names.
_PLATFORMS = "淘宝 天猫 京东 拼多多 抖音 快手 支付宝 微博 小红书"

WORDS: tuple[str, ...] = tuple(
    dict.fromkeys((*CONTACTS, *f"{_CLAIMS} {_MONEY} {_TRADES} {_PLATFORMS}".split(), *TARGETS))
)

_SPELLED = """
    微=wei 信=xin 加=jia 群=qun 扣=kou 码=ma 最=zui 低=di 价=jia 好=hao 佳=jia 强=qiang 高=gao 第=di
    一=yi 全=quan 网=wang 顶=ding 级=ji 国=guo 家=jia 贷=dai 款=kuan 套=tao 现=xian 返=fan 利=li
    金=jin 刷=shua 单=dan 补=bu 日=ri 结=jie 赚=zhuan 兼=jian 职=zhi 代=dai 理=li 盟=meng 股=gu
    票=piao 佣=yong 黑=hei 户=hu 征=zheng 放=fang 仿=fang 复=fu 刻=ke 假=jia 证=zheng 办=ban 开=kai
    发=fa 考=kao 赌=du 博=bo 彩=cai 注=zhu 色=se 情=qing 裸=luo 聊=liao 约=yue 炮=pao 壮=zhuang
    阳=yang 迷=mi 药=yao 毒=du 品=pin 枪=qiang 支=zhi 淘=tao 宝=bao 天=tian 猫=mao 京=jing 东=dong
    抖=dou 音=yin 粉=fen 涨=zhang 号=hao 私=si 减=jian 肥=fei 根=gen 治=zhi 愈=yu 绝=jue 对=dui
    唯=wei 首=shou 选=xuan
    二=er 维=wei 公=gong 众=zhong 链=lian 接=jie 联=lian 系=xi 方=fang 式=shi 电=dian 话=hua
    手=shou 机=ji
    进=jin 拉=la 扫=sao 址=zhi 口=kou 令=ling 小=xiao 程=cheng 序=xu 拼=pin 多=duo 快=kuai 付=fu
    红=hong 书=shu
    闲=xian 鱼=yu 知=zhi 乎=hu 直=zhi 播=bo 间=jian 借=jie 车=che 房=fang 提=ti 用=yong 卡=ka
    银=yin 行=hang
    身=shen 份=fen 花=hua 呗=bei 白=bai 条=tiao 洗=xi 钱=qian 跑=pao 分=fen 入=ru 月=yue 躺=tang
    包=bao 免=mian
    费=fei 优=you 惠=hui 券=quan 特=te 便=pian 宜=yi 秒=miao 杀=sha 超=chao 值=zhi 邮=you 批=pi
    正=zheng 件=jian
    章=zhang 精=jing 原=yuan 走=zou 香=xiang 烟=yan 购=gou 水=shui 货=huo 币=bi 学=xue 历=li
    文=wen 凭=ping
    论=lun 写=xie 替=ti 答=da 案=an 下=xia 投=tou 棋=qi 牌=pai 场=chang 百=bai 乐=le 六=liu
    合=he 娱=yu 城=cheng
    时=shi 充=chong 牛=niu 荐=jian 飙=biao 财=cai 资=zi 外=wai 汇=hui 内=nei 幕=mu 稳=wen 期=qi
    配=pei 比=bi
    虚=xu 拟=ni 保=bao 本=ben 丝=si 量=liang 挂=gua 练=lian 翻=fan 墙=qiang 激=ji 活=huo 盗=dao
    版=ban 破=po
    解=jie 成=cheng 人=ren 姐=jie 养=yang 孕=yun 上=shang 门=men 服=fu 务=wu 丰=feng 胸=xiong
    伟=wei 哥=ge
    窃=qie 听=ting 效=xiao 祖=zu 传=chuan 医=yi 疗=liao 处=chu 招=zhao 聘=pin 妈=ma 会=hui
    员=yuan 抽=chou
    奖=jiang 中=zhong 折=zhe
"""
PINYIN: dict[str, str] = dict(pair.split("=") for pair in _SPELLED.split())
