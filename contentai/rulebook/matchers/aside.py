"""Whether the words that excuse a hit speak about it, or only stand in the same sentence.

建议 in “最高端的住宅，建议您早点来” excuses nothing: it is the next clause of the same claim.
Words govern a hit

- in its own clause,
- in a clause that passes judgement, wherever it stands (…，被罚五万元), and where nothing is sold
  also in one that reports or names a source (记者发现……; not: 记者也在用，下单立减),
- before the hit, where they say what the sentence is about (双色球开奖，一等奖八百万元): announced
  by a colon or a verb of saying, or with no word about one's own business up to the hit.
"""

from __future__ import annotations

from collections.abc import Iterable

from contentai.diagnostics import Span
from contentai.text import lazy

_MARKS = lazy.pattern(r"[,;:!?。\n]")
# Who says such things of a claim is no seller of it, whatever else the sentence says.
_CONDEMNS = lazy.pattern(
    r"违[法规反禁背]|禁用|不得(?!不|了)|不准|不允许|[被处遭受挨]罚|罚[了款单\d一二三四五六七八九十]|判[了刑决处]|被判|"
    r"立案|刑拘|报警|报了警|查处|被(?:举报|曝光|通报|约谈|投诉|查)|辟谣|谣言|"
    r"(?<!不是)(?<![绝从]不)(?<![别免防不]被)骗|别信|不要信|不要相信|别轻信|不可信|(?<!谨防|小心)上当|误区|"
    r"广告法|极限词|敏感词|绝对化|虚假|道歉|消协|消保|市监|遵医嘱|数据来源|资料来源|(?:来源|出处)(?:见|为|$)|市场监督|警方|民警|检察|法院(?:判|认|说|驳|:)"
)
# Who says these may also sell: a doctor, a till receipt, a report.
_TELLS = lazy.pattern(
    r"法院|起诉|举报|曝光|通报|约谈|监管(?![^,;:!?。]{0,6}(?:合格|备案|认证|认可|批准))|记者|新华社|报道|"
    r"澄清|否认|未必|不一定|不见得|不代表|不等于|并不|不承诺|不保证|"
    r"医嘱|医生|医师|大夫|就医|就诊|去医院|复查|住院|论文|期刊|小鼠|临床试验|"
    r"来源|出处|统计|(?<!检测)报告|小票|解释|[才没]回本"
)
# What one has heard excuses nobody who sells it.
_HEARD = lazy.pattern(r"据说|听说|传说|有人说|(?:朋友|同事|网上|网友|人家)都?说|号称|人称")
_SELLS = lazy.pattern(
    r"下单|欢迎|私[信我聊]|加[我群]|进群|接龙|包邮|快递|现货|报名|开抢|立减|返[现利]|代理|代购|预约|到店|咨询|"
    r"发货|订购|首存|特价|上[架新]|直播间|半价|[满立]减|礼盒|预订|报价|找我|来的|姐妹|名额|电话见|热线|(?<!抽)[冲抢]$"
)
# What is said after one of these is told, not claimed.
_SAYING = lazy.pattern(
    r"提醒|据说|听说|传说|以为|声称|自称|宣称|号称|所谓|吹嘘|鼓吹|看到|遇到|碰到|刷到|听到|收到|问"
)
# The speaker's own business: what stands before it is the lead-in of an offer.
_OWN = lazy.pattern(r"我们|我家|我司|本[店司品院馆厂公]|咱|小店|自家|您|欢迎|下单|[到进]店")


def governs(sentence: str, hit: Span, excuse: Span) -> bool:
    """True when the excuse speaks about the hit. Both are spans of the folded sentence."""
    before = excuse.end <= hit.start
    between = sentence[excuse.end : hit.start] if before else sentence[hit.end : excuse.start]
    parted = _MARKS.search(between)
    if parted is None:
        return True
    around = _clause(sentence, excuse)
    clause = sentence[slice(*around)]
    if _CONDEMNS.search(clause) or (_TELLS.search(clause) and not _SELLS.search(sentence)):
        return True
    if not before:
        return False
    if parted[0] == ":" or _SAYING.search(clause):
        return True
    return _OWN.search(sentence, around.start, hit.end) is None


def _clause(sentence: str, span: Span) -> Span:
    start = max((mark.end() for mark in _MARKS.finditer(sentence, 0, span.start)), default=0)
    end = _MARKS.search(sentence, span.end)
    return Span(start, end.start() if end else len(sentence))


def aside(sentence: str, hit: Span, excuses: Iterable[Span]) -> str | None:
    """The words of the first excuse, "" where there is none; None where one governs the hit."""
    first = ""
    sold = _SELLS.search(sentence) and not _CONDEMNS.search(sentence)
    for excuse in excuses:
        if sold and _HEARD.match(sentence, *excuse):
            continue
        if governs(sentence, hit, excuse):
            return None
        first = first or sentence[excuse.start : excuse.end]
    return first
