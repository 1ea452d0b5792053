"""What names a reason: the acts, and the words that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from contentai.classify.acts import find_acts, load_acts
from contentai.classify.features import level
from contentai.classify.scores import SCORES
from contentai.diagnostics import Span
from contentai.located import DataError
from contentai.text.document import Document
from contentai.workspace import Workspace

WORKSPACE = Workspace.open()


def act_of(words: str) -> str | None:
    """The id of the act that names ``words`` where they sell."""
    key = Document.parse(words, format="plain").key
    act = find_acts(key).within(Span(0, len(key)), selling=True)
    return act.id if act else None


def test_the_act_that_covers_most_of_a_span_names_it() -> None:
    acts = find_acts("最后3天清仓，微信下单")
    assert [act.id for _, act in acts.found] == ["urgency", "scarcity", "contact", "order"]
    assert acts.within(Span(0, 20), selling=True).id == "urgency"  # type: ignore[union-attr]
    assert acts.within(Span(4, 9), selling=True).id == "scarcity"  # type: ignore[union-attr]
    assert acts.within(Span(7, 10), selling=True).id == "contact"  # type: ignore[union-attr]
    assert acts.within(Span(6, 7), selling=True) is None


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("名额仅剩5个", "scarcity"),
        ("只剩6个位置", "scarcity"),
        ("还剩最后8个名额", "scarcity"),
        ("最后三件", "scarcity"),
        ("等它只剩钢芯", None),
        ("还剩3天", "urgency"),
        ("还剩 12 小时", "urgency"),
        ("最后仅剩两天", "urgency"),
        ("最后半小时", "urgency"),
        ("有问题来问我", "reply"),
        ("家长问我孩子", None),
        ("孩子找我要钱", None),
        ("发我妈看看", None),
        ("北门上车", None),
        ("赶紧上车", "order"),
        ("邻居都在用", "testimony"),
        ("各位邻居", None),
        ("已经有300人报名", "testimony"),
        ("已经有问题了", None),
        ("以免影响使用", "fear"),
        ("影响使用", None),
        ("等到水开", None),
        ("还不错", None),
        ("尊敬的客户", None),
        ("洗完脸三分钟", None),
        ("链接放评论", "click"),
        ("链接放评论区", "click"),
        ("评论区聊聊", None),
        ("支持验货", "promise"),
        ("支持7天退", "promise"),
        ("谢谢大家支持", None),
        ("满300减50", "discount"),
        ("只要39.9元", "discount"),
        ("只要你坚持", None),
        ("第二件半价", "discount"),
        ("第二件事", None),
        ("薅羊毛", "discount"),
        ("羊毛衫", None),
        ("在家就能做", "recruit"),
        ("在家做饭", None),
        ("机场接送", None),
        ("可开发票", None),
        ("恭喜您获得大奖", "shady"),
        ("恭喜你学会了", None),
        ("我家孩子", None),
        ("我家店里", "pitch"),
        ("全场打8折", "discount"),
        ("打9.5折", "discount"),
        ("六八折", "discount"),
        ("七折起", "discount"),
        ("三折伞", None),
        ("买二赠一", "discount"),
        ("满三千送三百", "discount"),
        ("报我名字减200", "discount"),
        ("想了解的扣1", "reply"),
        ("扣1进群", "reply"),
        ("扣10元押金", None),
        ("每场扣2分", None),
        ("打11分制", None),
        ("老客户价", "discount"),
        ("老客户都说好", "testimony"),
        ("老客户问我配方改了没有", None),
        ("外教一对一", None),
        ("明早到货", None),
        ("新品到货", "pitch"),
        ("报名就返现", "discount"),
        ("链接我放评论了", "click"),
        ("不囤货不压钱", "recruit"),
        ("方便加个微信", "reply"),
        ("只到周日", "urgency"),
        ("只到8月8", "urgency"),
        ("抽几位老粉", "freebie"),
        ("评论1条", None),
        ("月底多云", None),
    ],
)
def test_words_are_named_for_what_they_do(words: str, act: str | None) -> None:
    assert act_of(words) == act


def test_what_informs_names_no_rise_of_selling_but_may_one_of_clickbait() -> None:
    acts = find_acts("因为温馨提示步骤")
    whole = Span(0, 8)
    assert acts.within(whole, selling=True) is None
    assert acts.within(whole, selling=False) is not None
    informing = {str(act.name) for act in load_acts() if act.informs}
    assert {"讲道理", "讲做法", "售后与通知", "闲谈互动"} <= informing
    for text in (
        "您的账户存在风险，请尽快认证，以免影响使用",
        "尊敬的客户，您的积分即将清零，点击链接兑换",
        "洗完脸三分钟，皮肤就亮了，姐妹们冲",
        "购买链接放评论区，大家记得看",
    ):
        scores = WORKSPACE.score(WORKSPACE.parse(text))
        assert scores
        for score in set(SCORES) - {"clickbait"}:
            evidence = scores.post(score).evidence
            assert evidence
            assert not informing & {item.reason for item in evidence}


def test_no_word_stands_in_two_acts_and_all_are_as_a_text_is_read() -> None:
    terms = [term for act in load_acts() for term in act.terms]
    assert len(terms) == len(set(terms))
    assert not [term for term in terms if set(term) & set("()|#")]
    assert all(term == level(Document.parse(term, format="plain").key) for term in terms)


def test_a_term_may_hold_alternatives_and_a_number(tmp_path: Path) -> None:
    file = tmp_path / "acts.yaml"
    file.write_text(
        '- {id: one, name: {zh: 甲, en: a}, terms: ["(仅|只)剩(|下)#天", "(几|#)位"]}\n', "utf-8"
    )
    terms = load_acts(file)[0].terms
    assert {"仅剩0天", "只剩下00天", "仅剩三天", "几位", "00位"} <= set(terms)
    assert "几00位" not in terms


def test_a_digit_holds_for_all_unless_the_term_says_so(tmp_path: Path) -> None:
    file = tmp_path / "acts.yaml"
    file.write_text("- {id: one, name: {zh: 甲, en: a}, terms: [支持7天, =扣1]}\n", "utf-8")
    (act,) = load_acts(file)
    assert act.terms == ("支持0天", "扣0")
    assert act.exact == {"扣1"}


def test_a_word_in_two_acts_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "acts.yaml"
    act = "- id: {}\n  name: {{zh: 甲, en: a}}\n  terms: [下单]\n"
    file.write_text(act.format("one") + act.format("two"), "utf-8")
    with pytest.raises(DataError, match="下单"):
        load_acts(file)
