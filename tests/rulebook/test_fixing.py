"""contentai.rulebook.fixing: what each kind of fix would have written, and where it keeps still."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contentai.diagnostics import Diagnostic, Edit, Span
from contentai.lint.fixes import apply_fixes
from contentai.rulebook.fixing.doubled import doubled
from contentai.rulebook.fixing.repeats import squeezed

Lint = Callable[..., list[Diagnostic]]
BEST = {"最新鲜": "新鲜", "最高品质": "高品质", "最低": "较低", "最好": "很干净"}


def terms(*words: str) -> dict[str, Any]:
    return {"kind": "terms", "terms": list(words), "boundary": "none"}


def fix(**how: Any) -> dict[str, Any]:
    return {"applicability": "safe", "title": {"zh": "改", "en": "mend"}, **how}


@pytest.fixture
def mended(lint: Lint) -> Callable[..., str]:
    """``mended(check, text, how=…)``: the text with all fixes of one rule applied once."""

    def run(check: dict[str, Any], text: str, *, format: Any = None, **how: Any) -> str:
        found = lint(check, text, format=format, fix=fix(**how))
        assert found, "the check has to fire"
        return apply_fixes(text, [fix for finding in found for fix in finding.fixes])

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今天最新鲜的菜", "今天新鲜的菜"),
        ("今天最\u200b新鲜的菜", "今天新鲜的菜"),
        ("今天最新鮮的菜", "今天新鮮的菜"),
        ("😀今天最新鲜的菜\r\n\r\n最新鲜。\r", "😀今天新鲜的菜\r\n\r\n新鲜。\r"),
        ("最好的茶，價錢公道，歡迎來門市喝一杯。", "很乾淨的茶，價錢公道，歡迎來門市喝一杯。"),
        ("最好的茶，价钱公道，欢迎来门店喝一杯。", "很干净的茶，价钱公道，欢迎来门店喝一杯。"),
        ("最好的茶。\n\n價錢公道，歡迎來門市。", "很乾淨的茶。\n\n價錢公道，歡迎來門市。"),
        ("---\ntitle: 最新鲜的菜\n---\n正文", "---\ntitle: 新鲜的菜\n---\n正文"),
        ("最贵的不一定好", "最贵的不一定好"),
    ],
)
def test_a_word_is_replaced_in_the_script_of_the_draft(
    mended: Callable[..., str], text: str, expected: str
) -> None:
    assert mended(terms(*BEST, "最贵"), text, replace=BEST) == expected


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("今天最<b>新鲜</b>的菜", "html"),
        ("今天最**新鲜**的菜", "markdown"),
        ("今天最(zuì)新(xīn)鲜(xiān)的菜", "plain"),
        ("今天最新鲜(xiān)的菜", "plain"),
        ("<p>&#26368;新鲜</p>", "html"),
        ("[https://a.example/最新鲜](https://a.example/最新鲜)", "markdown"),
        ('---\ntitle: "\\u6700新鲜的菜"\n---\n正文', "plain"),
        ("今天`最新鲜`的菜", "markdown"),
        ("<p>今天<code>最新鲜</code>的菜</p>", "html"),
    ],
)
def test_an_edit_that_could_do_harm_is_not_offered(
    mended: Callable[..., str], text: str, format: str
) -> None:
    assert mended(terms(*BEST), text, format=format, replace=BEST) == text


def test_a_title_that_the_text_does_not_hold_cannot_be_mended(lint: Lint) -> None:
    (finding,) = lint(terms("最新鲜"), "正文", title="最新鲜的菜", fix=fix(replace=BEST))
    assert finding.fixes == ()


@pytest.mark.parametrize("text", ["最高品质品质", "高最高品质的茶", "最高品质质量"])
def test_no_word_is_set_beside_itself(mended: Callable[..., str], text: str) -> None:
    assert mended(terms(*BEST), text, replace=BEST) == text


@pytest.mark.parametrize(
    ("before", "words", "after", "expected"),
    [
        ("", "高品质", "品质", True),
        ("", "高品質", "品质", True),
        ("高品质", "高品质", "", True),
        ("", "高品质", "高品质", True),
        ("新鲜", "鲜鱼", "", True),
        ("这家店", "高品质", "的茶", False),
        ("好！", "！", "！", False),
        ("", "高品质", "", False),
        ("很好", "", "很好吃", True),
        ("很", "", "好吃", False),
        ("", "", "好吃", False),
        ("No.1 ", "Tea", " tea", False),
        ("a tea", "Tea", "", True),
    ],
)
def test_doubled(before: str, words: str, after: str, expected: bool) -> None:
    assert doubled(before, words, after) is expected


@pytest.mark.parametrize(
    ("text", "format", "expected"),
    [
        ("大家快来买菜", "plain", "大家买菜"),
        ("快来买菜", "plain", "买菜"),
        ("# 快来买菜", "markdown", "# 买菜"),
        ("- 买菜快来\n- 二", "markdown", "- 买菜\n- 二"),
        ("<p>快来买菜</p>", "html", "<p>买菜</p>"),
        ("# 快来", "markdown", "# 快来"),
        ("**快来**买菜", "markdown", "**快来**买菜"),
        ("快来- 买菜", "markdown", "快来- 买菜"),
        ("快来1. 买菜", "markdown", "快来1. 买菜"),
        ("*快来*", "markdown", "*快来*"),
        ("买快来买菜", "plain", "买快来买菜"),
        ("---\ntitle: 快来\n---\n正文", "plain", "---\ntitle: 快来\n---\n正文"),
    ],
)
def test_what_is_marked_is_taken_out(
    mended: Callable[..., str], text: str, format: str, expected: str
) -> None:
    assert mended(terms("快来"), text, format=format, remove="true") == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("！！！！", False, "！"),
        ("!！!！", False, "!"),
        ("？！？！", False, "？！"),
        ("~~~~~", False, "~"),
        ("冲冲冲", False, "冲冲冲"),
        ("冲冲冲", True, "冲"),
        ("冲冲冲啊！！", True, "冲啊！"),
        ("买它買它", True, "买它買它"),
        ("買它買它買它", True, "買它"),
        ("快来！快来！快来", True, "快来"),
        ("Sale SALE sale", True, "Sale"),
        ("2000", True, "2000"),
        ("没有重复", True, "没有重复"),
        ("", True, ""),
    ],
)
def test_squeezed(text: str, words: bool, expected: str) -> None:
    assert squeezed(text, words) == expected
    assert squeezed(expected, words) == expected


def test_of_what_repeats_one_is_left(mended: Callable[..., str]) -> None:
    check = {"kind": "pattern", "pattern": "[^\\n]*!{2,}"}
    assert mended(check, "慢慢来！！！\r\n好！！", squeeze="marks") == "慢慢来！\r\n好！"
    assert mended(check, "冲冲冲！！！", squeeze="all") == "冲！"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加\u200b微\u200b\u2060信聊", "加微信聊"),
        ("<p>加\u200b微信</p>", "<p>加微信</p>"),
        ("加\u200b<b>微信</b>", "加\u200b<b>微信</b>"),
    ],
)
def test_only_what_nobody_sees_is_taken_out(
    mended: Callable[..., str], text: str, expected: str
) -> None:
    assert mended(terms("加微信"), text, format="html", characters="zero_width") == expected


def test_pictures_are_not_pulled_apart(mended: Callable[..., str]) -> None:
    check = {"kind": "pattern", "pattern": "甲[^\\n]*乙"}
    text = "甲👨\u200d👩\u200d👧1\ufe0f\u20e3❤\ufe0f乙"
    assert mended(check, text, characters="zero_width") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nchanel: wechat\n---\n正文", "---\nchannel: wechat\n---\n正文"),
        ("---\r\nchannel: wechatt\r\n---\r\n文", "---\r\nchannel: wechat\r\n---\r\n文"),
        ("---\nchanel: a\nchannel: weibo\n---\n文", "---\nchanel: a\nchannel: weibo\n---\n文"),
        ("---\nstage: 转化\n---\n文", "---\nstage: 转化\n---\n文"),
    ],
)
def test_a_slip_in_the_front_matter_is_put_right(
    mended: Callable[..., str], text: str, expected: str
) -> None:
    check = {"kind": "structure", "forbid": "front_matter_problem"}
    assert mended(check, text, suggested="true") == expected


@pytest.mark.parametrize(
    ("text", "format", "expected"),
    [
        ("正文", "plain", "---\nchannel: wechat\n---\n正文"),
        ("正文\r\n二", "markdown", "---\r\nchannel: wechat\r\n---\r\n正文\r\n二"),
        ("---\r\nstage: engage\r\n---\r\n正文", "plain",
         "---\r\nstage: engage\r\nchannel: wechat\r\n---\r\n正文"),
        ("---\n---\n正文", "plain", "---\nchannel: wechat\n---\n正文"),
        ("---\nchannel: weibo\n---\n正文", "plain", "---\nchannel: weibo\n---\n正文"),
        ("---\nchannel:\n---\n正文", "plain", "---\nchannel:\n---\n正文"),
        ("---\n'channel' :\n---\n正文", "plain", "---\n'channel' :\n---\n正文"),
        ("---\n{stage: engage}\n---\n正文", "plain", "---\n{stage: engage}\n---\n正文"),
        ("---\n[坏\n---\n正文", "plain", "---\n[坏\n---\n正文"),
        ("<p>正文</p>", "html", "<p>正文</p>"),
    ],
)  # fmt: skip
def test_a_key_is_added_to_the_front_matter(
    mended: Callable[..., str], text: str, format: str, expected: str
) -> None:
    how = {"insert_front_matter": {"channel": "wechat"}}
    assert mended(terms("正文"), text, format=format, **how) == expected


def test_a_fix_says_what_it_does_and_where(lint: Lint, monkeypatch: pytest.MonkeyPatch) -> None:
    (finding,) = lint(terms("最新鲜"), "茶\r\n😀最新鲜", fix=fix(replace=BEST))
    (one,) = finding.fixes
    assert (one.title, one.applicability) == ("改", "safe")
    assert one.edits == (Edit(Span(4, 7), "新鲜"),)
    monkeypatch.setenv("CONTENTAI_LANG", "en")
    (finding,) = lint(terms("最新鲜"), "最新鲜", fix=fix(replace=BEST))
    assert finding.fixes[0].title == "mend"
