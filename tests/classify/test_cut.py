"""What to cut for a score to fall: whole clauses, in the text and in a title beside it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from contentai.classify.clauses import clauses, in_sentences, left_out
from contentai.classify.explain import Explanation
from contentai.classify.scores import SCORES, THRESHOLD, Scores
from contentai.text.document import Document
from contentai.text.names import Format
from contentai.workspace import Workspace

WORKSPACE = Workspace.open()
USEFUL = "热水器的镁棒两年要换一次：先关总阀，放掉半箱水，再用扳手把旧镁棒旋出来。"
PITCH = "家人们，最后三小时，赶紧下单，加微信abc12345领券！"
LINK = "[点这里，领券](https://a.example/x?y=1,2)"


def scores(text: str, title: str | None = None, format: Format = "plain") -> Scores:
    found = WORKSPACE.score(WORKSPACE.parse(text, title=title, format=format))
    assert found
    return found


def explained(score: str, text: str, title: str | None = None) -> Explanation:
    found = WORKSPACE.explain(scores(text, title), score)
    assert found.probability >= THRESHOLD
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("牛肉饼19.9元一斤，手慢无", ["牛肉饼19.9元一斤，", "手慢无"]),
        ("券后 1,299.5 元,满300减50.速来", ["券后 1,299.5 元,", "满300减50.", "速来"]),
        ("3~5折，3～5天到~快", ["3~5折，", "3～5天到~", "快"]),
        ("登录www.shop88.com/a?b=1;c下单", ["登录www.shop88.com/a?b=1;c下单"]),
        ("看shop88.com/a，写信a.b@c.example", ["看shop88.com/a，", "写信a.b@c.example"]),
        (f"先看，{LINK}抢。", ["先看，", f"{LINK}抢。"]),
        ("🔥全场五折🔥赶紧下单‼️快", ["🔥全场五折🔥", "赶紧下单‼️", "快"]),
        ("他说：“赶紧买！”走了", ["他说：“赶紧买！”", "走了"]),
        (
            "选哪个？A. 限量三百份 B. 包邮\n12. 送货",
            ["选哪个？", "A. 限量三百份", "B. 包邮", "12. 送货"],
        ),
        ("店租到期 全场五折\n仅 3 天", ["店租到期", "全场五折", "仅 3 天"]),
        ("加薇❤：kx8826，速来", ["加薇❤：kx8826，", "速来"]),
        ("（限时减百）沙发用了六年，没响", ["（限时减百）", "沙发用了六年，", "没响"]),
        ("沙发（旧款）用了六年——快抢——没响", ["沙发（旧款）用了六年——", "快抢——", "没响"]),
        ("锅好用（快抢，最后三套！），不粘", ["锅好用（快抢，", "最后三套！），", "不粘"]),
        ("……！ ，", []),
    ],
)
def test_a_clause_ends_at_marks_and_emoji_but_within_no_number_or_address(
    text: str, expected: list[str]
) -> None:
    document = Document.parse(text)
    assert [document.text[slice(*span)] for span in clauses(document)] == expected


def test_what_is_cut_of_markdown_takes_whole_links() -> None:
    text = f"{USEFUL}\n\n{LINK}，五折秒杀，马上下单！[抢购](https://c.example)，手慢无。\n"
    found = WORKSPACE.explain(scores(text, format="markdown"), "hard_sell")
    assert found.cut
    gone = [text[slice(*span)] for span in found.cut.spans]
    assert gone
    for piece in gone:
        assert piece.count("[") == piece.count("](") == piece.count("example")


def test_evidence_in_a_given_title_stands_in_the_title_and_is_cut_there() -> None:
    title = "看完惊呆了，热水器里的镁棒怎样更换：先关总阀再放掉半箱水"
    found = explained("clickbait", USEFUL, title)
    assert found.parts
    for part in found.parts:
        assert part.in_title
        assert title[slice(*part.span)].strip()
    assert found.cut
    assert found.cut.title
    assert found.cut.spans == ()
    kept, at = "", 0
    for start, end in found.cut.title:
        kept, at = kept + title[at:start], end
    kept += title[at:]
    assert scores(USEFUL, kept).clickbait == pytest.approx(found.cut.score)
    assert "镁棒" in kept


def test_evidence_of_a_finding_in_a_given_title_stands_in_the_title() -> None:
    title = "看完惊呆了！99%的人都不知道的秘密"
    findings = WORKSPACE.lint_text(USEFUL, title=title)
    evidence = [item for finding in findings for item in finding.evidence]
    assert evidence
    for item in evidence:
        assert item.in_title
        assert title[slice(*item.span)].strip()


def test_clauses_that_stand_side_by_side_are_cut_as_one() -> None:
    more = "全场五折秒杀，手慢无，前一百名再送大礼包，错过再等一年！"
    text = f"{USEFUL}{PITCH}{more}"
    cut = explained("hard_sell", text).cut
    assert cut
    assert all(one.end < two.start for one, two in pairwise(cut.spans))
    assert any(len(list(clauses(Document.parse(text[slice(*s)])))) > 1 for s in cut.spans)


def test_a_title_is_not_cut_away_for_the_opening_line_to_be_judged() -> None:
    assert explained("clickbait", USEFUL, "看完惊呆了！99%的人都不知道的秘密").cut is None


def test_what_sells_as_a_whole_is_not_cut_to_scraps() -> None:
    assert explained("hard_sell", PITCH).cut is None
    cut = explained("hard_sell", f"{USEFUL}\n{PITCH}").cut
    assert cut is None or sum(end - start for start, end in cut.spans) < len(USEFUL)


def test_spam_is_not_told_what_to_hide() -> None:
    trade = "代开发票，点数优惠，加薇信kx8826，高仿名表一比一，私聊看货。"
    first = scores(f"{USEFUL}{trade * 2}")
    assert first.label == "spam"
    for score in ("hard_sell", "spam"):
        assert WORKSPACE.explain(first, score).cut is None


def left(text: str, gone: list[str]) -> str:
    """What is left of a text without some clauses."""
    whole = list(clauses(Document.parse(text, format="plain")))
    kept, at = "", 0
    chosen = [span for span in whole if text[slice(*span)] in gone]
    for start, end in left_out(text, in_sentences(text, whole), chosen):
        kept, at = kept + text[at:start], end
    return kept + text[at:]


@pytest.mark.parametrize(
    ("text", "gone", "expected"),
    [
        ("先关阀，再放水，今天下单减八百。", ["今天下单减八百。"], "先关阀，再放水。"),
        ("先关阀，赶紧下单，手慢无！再放水。", ["赶紧下单，", "手慢无！"], "先关阀！再放水。"),
        ("赶紧下单，先关阀，再放水。", ["赶紧下单，"], "先关阀，再放水。"),
        ("先关阀，再放水，手慢无", ["手慢无"], "先关阀，再放水"),
        ("他说：“加我微信，保你回本。”我没理。", ["保你回本。”"], "我没理。"),
        (
            "先看。买时（送礼，满百减十。手慢无）再说。",
            ["满百减十。"],
            "先看。买时（送礼，手慢无）再说。",
        ),
        ("先看。买时（送礼，满百减十。手慢无）再说。", ["手慢无）再说。"], "先看。"),
        ("先关阀。 手慢无。 再放水。", ["手慢无。"], "先关阀。 再放水。"),
        ("先关阀——再放水——快抢。", ["快抢。"], "先关阀——再放水。"),
    ],
)
def test_what_is_left_of_a_sentence_ends_as_it_did(
    text: str, gone: list[str], expected: str
) -> None:
    assert left(text, gone) == expected


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_cut_takes_whole_sentences_with_their_lines_and_all_that_pushes(line_end: str) -> None:
    steps = "先看滤芯上的日期。\n水压小了，再拧紧底下的螺母。\n"
    push = "现在预约，工程师上门免费检测，今天装机立减八百。"
    more = "扫码占座，名额只剩六个！"
    text = f"{steps}{push}\n{USEFUL}\n{more}\n".replace("\n", line_end)
    cut = explained("hard_sell", text).cut
    assert cut
    kept, at = "", 0
    for start, end in cut.spans:
        kept, at = kept + text[at:start], end
    assert kept + text[at:] == f"{steps}{USEFUL}\n".replace("\n", line_end)


def test_a_scrap_is_not_called_what_is_left() -> None:
    assert explained("hard_sell", "国庆还剩一间湖景房，想要的抓紧，看到的朋友问我。").cut is None


@pytest.mark.parametrize("score", SCORES)
def test_evidence_of_the_source_stays_there_beside_a_title(score: str) -> None:
    found = WORKSPACE.explain(scores(f"{USEFUL}\n{PITCH}", "镁棒怎样更换"), score)
    text = f"{USEFUL}\n{PITCH}"
    for part in found.parts:
        of = "镁棒怎样更换" if part.in_title else text
        assert 0 <= part.span.start < part.span.end <= len(of)
