"""Hits whose characters say something themselves: 直播|讲收纳, 快收|衣服, 一个像鱼的.

A writer in disguise puts a character that says nothing there (支付鸨, 网芷). A verb or an
adjective that fits no better than by half its sound is one the sentence needs.
"""

from __future__ import annotations

from contentai.text import lazy
from contentai.text.pinyin import syllables, usual
from contentai.text.tokenize import is_word, words

# Verbs, adjectives and the like, by jieba the commonest (5,000 and more in its texts).
_SAYING = frozenset(
    "了是和有不为这上中你一到都着与地要又大而之道以个将但从月下被于只多可好会出或由里用向已其"
    "使前新想最见起小高更如才便走及听各号至两三本无家长正天比米外即分打自跟笑则像死住万因曾元"
    "达开约称二属谁受带进先应占点张间回请站第共另生全倒快派相按找口种入真四西少些近杀强写既发"
    "任未除位设直越重五低极放红知早初讲远常完拉花锛动白仅望岁转建加场跑黑置急竟亲深接办待提系"
    "尽喝背级离言令足合右亦破需宽必随须呈安靠落首掌股古跳惊搞冲六立几承收半供活余获兼十特似忽"
    "七辖轻皆治喜伤架游姓睡骂底含装驻领怎封谈诸代挂留愿帮食拜复克胜斗层集片章届抱拍表降考欲何"
    "停解善抢凭追紧读守散攻引投树颇尚凡根批包替招冒硬答保易"
)
_AFTER = lazy.pattern("[0-9]|[一-龥]{2,8}")


def says(text: str, start: int, end: int, word: str) -> bool:
    """True when the one character of ``text[start:end]`` that ``word`` lacks is spoken plainly."""
    strange = [i for i, c in enumerate(word, start) if text[i] != c]
    if len(strange) != 1 or text[strange[0]] not in _SAYING:
        return False
    written, meant = text[strange[0]], word[strange[0] - start]
    if syllables(written).isdisjoint(syllables(meant)):
        return True
    if usual(written) == usual(meant):
        return False
    rest = text[start + 1 : end] if strange[0] == start else text[start : end - 1]
    return len(rest) > 1 and strange[0] in (start, end - 1) and is_word(rest)


def goes_on(text: str, start: int, end: int, word: str) -> bool:
    """True when a verb at the end of ``text[start:end]`` has its object behind it (快收|衣服)."""
    if text[end - 1] == word[-1] or text[end - 1] not in _SAYING:
        return False
    after = _AFTER.match(text, end)
    if after is None:
        return False
    first = words(after.group())[0]
    return first.isdigit() or (len(first) > 1 and is_word(first))
