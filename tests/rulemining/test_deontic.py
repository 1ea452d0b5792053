from __future__ import annotations

import pytest

from tests.rulemining.texts import asked

ASKED = [
    ("正文里不要堆砌形容词。", "dont", "正文里堆砌形容词"),
    ("发稿前别忘了核对价格。", "do", "发稿前核对价格"),
    ("所以切勿夸大功效。", "dont", "夸大功效"),
    ("請勿在多個群裡重複發布。", "dont", "在多个群里重复发布"),
    ("严禁编造用户评价。", "dont", "编造用户评价"),
    ("稿件应当注明来源。", "do", "稿件注明来源"),
    ("我们一定要重视图片的说明。", "do", "重视图片的说明"),
    ("你得先拿到授权。", "do", "先拿到授权"),
    ("建议每段只说一件事。", "do", "每段只说一件事"),
    ("尽量不使用被动句。", "dont", "使用被动句"),
    ("少发广告。", "dont", "发广告"),
    ("配图最好自己拍。", "do", "配图自己拍"),
    ("注意标题的长度。", "do", "注意标题的长度"),
    ("千万别把草稿发出去。", "dont", "把草稿发出去"),
    ("不能不写落款。", "do", "写落款"),
    ("误区二：标题越长越好", "dont", "标题越长越好"),
    ("图文比例比字数更重要。", "do", "图文比例比字数更重要"),
    ("1. 把价格写在第一段。", "do", "把价格写在第一段"),
    ("1. 不使用冷僻的词。", "dont", "使用冷僻的词"),
    ("每段保持3-5行。", "do", "每段保持3-5行"),
    ("每天不超过三条。", "dont", "每天超过三条"),
    ("刷屏会被拉黑。", "warn", "刷屏会被拉黑"),
    ("写清楚条件，否则会被投诉。", "warn", "会被投诉"),
    ("及时回复留言，否则会被投诉。", "do", "及时回复留言"),
    ("段落要短。", "do", "段落短"),
    ("整篇文字要少，留白要多。", "do", "整篇文字少"),
    ("正确的做法是去掉形容词，请照办。", "do", "照办"),
    ("小心被平台限流。", "warn", "被平台限流"),
    ("第四条 稿件不得含有虚假的数字。", "dont", "稿件含有虚假的数字"),
    ("第二十八条之一　配图应当注明作者。", "do", "配图注明作者"),
    ("不是不能写活动，而是不能只写活动。", "dont", "只写活动"),
]
NOT_ASKED = [
    "他要我去仓库搬箱子。",
    "要是下雨，集市就改到室内。",
    "只要花开了，蜜蜂自己会来。",
    "这件外套需要 38 元。",
    "不要钱的东西往往最贵。",
    "别人都走了，他还在写。",
    "今天的茶特别香。",
    "主要的原料是大豆。",
    "这是一条重要的街。",
    "要不要加图？",
    "标题该怎么写呢？",
    "“不要再发了。”",
    "去年店里曾必须登记两次。",
    "不是要你天天发。",
    "有客户反馈说，不要总是涨价。",
    "用户要的是实惠。",
    "很少有人写信了。",
    "写得好不容易。",
    "价格应该说还算合理。",
    "感谢大家坚持写完。",
    "如需帮助，请联系客服。",
    "他被罚过两次。",
    "要写出好标题，就得多读报。",
    "要想省力，需要一把梯子。",
    "平台不收钱，读者无需担心。",
    "我必须承认，那一年很难。",
    "妈妈总说要多喝水。",
    "别提多开心了。",
]


@pytest.mark.parametrize(("text", "polarity", "claim"), ASKED)
def test_what_is_asked_for_is_found_with_its_polarity(text: str, polarity: str, claim: str) -> None:
    assert (polarity, claim) in asked(text)


@pytest.mark.parametrize("text", NOT_ASKED)
def test_narration_questions_quotations_and_conditions_ask_for_nothing(text: str) -> None:
    assert asked(text) == []


def test_each_of_several_things_in_a_sentence_comes_once() -> None:
    found = asked("不要贪多，不要抄袭，请写清楚出处。")
    assert found == [("dont", "贪多"), ("dont", "抄袭"), ("do", "写清楚出处")]


def test_items_ask_as_the_head_of_their_list_does() -> None:
    text = (
        "推文中不得有下列内容：\n（一）虚构的销量；\n（二）未经核实的功效。\n\n以上由编辑部解释。"
    )
    assert asked(text) == [("dont", "虚构的销量"), ("dont", "未经核实的功效")]


def test_articles_of_a_law_are_no_items_of_the_one_before() -> None:
    text = (
        "第三条 稿件不得有下列情形：\n（一）编造销量；\n（二）贬低同行。\n"
        "第四条 发布旧闻的，算转载。\n"
    )
    assert asked(text) == [("dont", "编造销量"), ("dont", "贬低同行")]


def test_what_only_says_when_or_who_is_not_asked_for() -> None:
    assert asked("如需转载，须注明出处。") == [("do", "注明出处")]
    assert asked("如遇投诉，应当先道歉。") == [("do", "先道歉")]
    assert asked("四、发布评测的，应当注明来源。") == [("do", "注明来源")]
    assert asked("如需转载必须注明出处。") == [("do", "如需转载注明出处")]


def test_items_to_be_ticked_off_ask_by_themselves() -> None:
    text = "□ 标明活动的起止时间\n□ 未虚构原价"
    assert asked(text) == [("do", "标明活动的起止时间"), ("dont", "虚构原价")]


def test_what_a_list_of_wrongs_names_is_not_asked_for() -> None:
    text = "有下列问题的稿件会被退回。\n1. 标题和正文对不上\n2. 使用别人的照片\n"
    assert [(p, c) for p, c in asked(text) if p != "warn"] == [
        ("dont", "标题和正文对不上"),
        ("dont", "使用别人的照片"),
    ]
    assert asked("1. 编造顾客的来信。\n2. 处理恶意留言。") == [
        ("dont", "编造顾客的来信"),
        ("do", "处理恶意留言"),
    ]


def test_a_verb_beside_demands_is_one() -> None:
    assert asked("核对每个数字，避免抄错小数点。") == [
        ("do", "核对每个数字"),
        ("dont", "抄错小数点"),
    ]


def test_quotations_reach_over_sentences() -> None:
    assert asked("老李回信：“不要再寄了。请把钱退给我。”说完就走。") == []


def test_a_paragraph_without_a_stop_ends_soon() -> None:
    assert len(asked("不要要" * 20_000)) <= 1
