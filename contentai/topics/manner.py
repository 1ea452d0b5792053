"""The manner of promotion, which is no matter: it must not make a topic of unlike trades.

Announcements of all trades open grandly, launch with weight and renew. What those phrases have
in common is a direction of the vectors; without it the articles lie where their matter puts them.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from contentai.embedding.encoder import Encoder
from contentai.topics.affinity import Floats, unit

# Of no trade: what any of them says of itself.
_PHRASES = """
盛大启幕 重磅推出 焕新升级 震撼上市 荣耀登场 限时优惠 钜惠来袭 闪耀亮相 引领行业 开启新纪元
匠心打造 尊享礼遇 全新上市 惊喜不断 诚邀品鉴 火热招商 品质生活 极致体验 巅峰之作 行业领先
颠覆想象 全球首发 战略合作 荣获大奖 强势来袭 福利大放送 立即抢购 满减优惠 抢先预订 诚意之选
圆满落幕 隆重举行 携手共赢 赋能未来 美好生活 不负期待 倾情呈献 实力见证 口碑之选 匠心品质
新品发布会 品牌盛典 旗舰店开业 官方补贴 感恩回馈 年度盛会 再创佳绩 高端定位 科技赋能 引爆市场
"""
# Of the phrases' vectors, the directions that most of them share.
_DIRECTIONS: Final = 2


def manner(encoder: Encoder) -> Floats:
    """Directions (2, dim) of the vectors of promotion, at right angles and of length 1."""
    rows: Floats = np.linalg.svd(encoder.encode(_PHRASES.split()), full_matrices=False)[2][
        :_DIRECTIONS
    ]
    return rows


def without(vectors: Floats, directions: Floats) -> Floats:
    """The vectors (n, dim) of length 1 less what of them lies along the ``directions``."""
    return unit(np.subtract(vectors, (vectors @ directions.T) @ directions, dtype=np.float32))
