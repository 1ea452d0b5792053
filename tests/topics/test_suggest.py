from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from contentai import advice
from contentai.config.settings import TOPIC_WEIGHTS
from contentai.embedding.encoder import Encoder, open_encoder
from contentai.report.topics import as_text
from contentai.topics.article import Article
from contentai.topics.labels import Label
from contentai.topics.landscape import Landscape
from contentai.topics.mine import Topic, embed
from contentai.topics.passages import Passage
from contentai.topics.posts import OwnPost
from contentai.topics.rank import WORTH
from contentai.topics.segments import Segment
from contentai.topics.suggest import suggest
from contentai.topics.suggestion import Cause, Suggestion, Suggestions
from contentai.topics.titles import (
    Cue,
    _Patterns,
    fitting,
    plain_titles,
    title_ideas,
    title_terms,
)
from contentai.workspace import Workspace
from tests.topics.press import ARTICLES, TODAY, article, segment

OWNERS = segment()
PARENTS = segment("parents", name="新手爸妈", interests={"安全座椅": 1.0, "纸尿裤": 1.0})


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder()


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.open()


def land_of(
    encoder: Encoder,
    articles: Sequence[Article] = ARTICLES,
    posts: Sequence[OwnPost] = (),
    segments: Sequence[Segment] = (OWNERS, PARENTS),
    on: datetime.date = TODAY,
) -> Landscape:
    return Landscape(articles, embed(articles, encoder), posts, segments, encoder, on)


def ask(land: Landscape, wanted: Segment = OWNERS, **more: object) -> Suggestions:
    facts: dict[str, object] = {
        "weights": TOPIC_WEIGHTS,
        "value_of": lambda texts: [0.5] * len(texts),
        "fits": lambda titles: [True] * len(titles),
    }
    return suggest(land, wanted, **{**facts, **more})  # type: ignore[arg-type]


def about(found: Suggestions, word: str) -> Suggestion:
    return next(s for s in found.suggestions if word in s.topic)


def post(title: str, days_ago: int = 10, **more: object) -> OwnPost:
    date = TODAY - datetime.timedelta(days=days_ago)
    whole = OwnPost(f"own-{title}", date, None, "wechat", title, "", 2000, 80, 10, 10)
    return replace(whole, **more)  # type: ignore[arg-type]


def test_the_interests_of_a_segment_come_first_and_nothing_else(encoder: Encoder) -> None:
    found = ask(land_of(encoder))
    assert ["空调" in found.suggestions[0].topic, "滤芯" in found.suggestions[1].topic] == [
        True
    ] * 2
    assert len(found.suggestions) == 2
    assert all(0 <= value <= 1 for s in found.suggestions for value in s.parts.values())
    assert set(found.suggestions[0].parts) == set(TOPIC_WEIGHTS)
    assert found.note is None


def test_passages_are_exact_and_of_different_sources(encoder: Encoder) -> None:
    land = land_of(encoder)
    texts = {a.id: a.text for a in ARTICLES}
    for one in ask(land).suggestions:
        for passage in one.passages:
            assert passage.excerpt == texts[passage.article][passage.start : passage.end]
            assert len(passage.excerpt) >= 14
        sources = [passage.source for passage in one.passages]
        assert len(set(sources)) == len(sources) >= 2
        assert "城东快报" not in sources  # its article is a reprint


def test_a_single_source_is_said_not_suggested(encoder: Encoder) -> None:
    found = ask(land_of(encoder), PARENTS)
    assert found.suggestions == ()
    assert [topic.sources for topic in found.insufficient] == [("安澜晚报",)]
    assert "一个独立来源（安澜晚报）" in found.insufficient[0].reason
    assert found.note is not None
    assert "两个独立来源" in found.note.zh


def test_reprints_do_not_make_up_for_a_second_source(encoder: Encoder) -> None:
    found = ask(land_of(encoder, ARTICLES[:2]))
    assert found.suggestions == ()
    assert "1 篇是转载" in found.insufficient[0].reason


def test_a_segment_whose_interests_are_not_met(encoder: Encoder) -> None:
    stars = segment("stars", name="天文迷", interests={"火箭": 1.0, "卫星": 1.0, "宇航员": 1.0})
    found = ask(land_of(encoder, segments=(OWNERS, stars)), stars)
    assert (found.suggestions, found.insufficient) == ((), ())
    assert found.note is not None
    assert "天文迷" in found.note.zh


def test_announcements_of_other_trades_are_no_evidence(encoder: Encoder) -> None:
    noise = [
        article(
            f"pr-{n}",
            f"【企业资讯】{thing}盛大启幕，开启行业新纪元",
            f"日前，{thing}新品发布会在会展中心隆重举行，来自全国的嘉宾齐聚一堂，共同见证这一"
            "荣耀时刻。企业负责人表示，将继续引领行业发展，为用户带来极致体验。",
            source=f"第{n}报",
        )
        for n, thing in enumerate(("健身会所", "高山茶园", "全屋定制", "空调清洗连锁"))
    ]
    found = ask(land_of(encoder, [*ARTICLES, *noise]))
    assert all(
        not any(p.article in ("pr-0", "pr-1", "pr-2") for p in s.passages)
        for s in found.suggestions
    )


def test_what_was_posted_lately_falls_and_is_named(encoder: Encoder) -> None:
    fresh = about(ask(land_of(encoder)), "空调")
    told = about(ask(land_of(encoder, posts=[post("空调清洗前先问三句话")])), "空调")
    assert told.parts["novelty"] < fresh.parts["novelty"] == 1.0
    assert told.score < fresh.score
    assert fresh.nearest_post is None
    assert told.nearest_post is not None
    assert told.nearest_post.title == "空调清洗前先问三句话"
    assert "写过相近的" in told.why
    long_ago = ask(land_of(encoder, posts=[post("空调清洗前先问三句话", days_ago=300)]))
    assert about(long_ago, "空调").parts["novelty"] == 1.0


def test_of_an_account_without_own_posts_nothing_is_claimed(encoder: Encoder) -> None:
    unknown = ask(land_of(encoder)).suggestions
    assert unknown and not any("自家账号" in one.why for one in unknown)
    other = ask(land_of(encoder, posts=[post("端午放假通知", days_ago=20)])).suggestions
    assert all("自家账号近半年没怎么写过" in one.why for one in other)


def test_what_was_told_lately_is_left_out(encoder: Encoder) -> None:
    again = post("空调清洗前先问三句话，滤网多久一洗")
    found = ask(land_of(encoder, posts=[again]))
    assert ["滤芯" in s.topic for s in found.suggestions] == [True]
    (told,) = found.left_out
    assert "空调" in told.topic
    assert f"写过几乎一样的：{again.title}（{again.date}）" in told.reason
    long_ago = replace(again, date=TODAY - datetime.timedelta(days=300))
    assert ask(land_of(encoder, posts=[long_ago])).left_out == ()


def test_topics_that_did_well_gain(encoder: Encoder) -> None:
    posts = [post(f"空调清洗第{n}课", 200 + n, likes=900) for n in range(4)]
    posts += [post(f"净水器滤芯第{n}课", 200 + n, likes=9) for n in range(4)]
    found = ask(land_of(encoder, posts=posts))
    assert about(found, "空调").parts["performance"] > 0.52
    assert about(found, "滤芯").parts["performance"] < 0.48


def test_service_needs_count(encoder: Encoder) -> None:
    keepers = replace(OWNERS, needs=("maintain",))
    assert about(ask(land_of(encoder)), "滤芯").parts["service"] == 0
    found = ask(land_of(encoder, segments=(keepers, PARENTS)), keepers)
    assert about(found, "滤芯").parts["service"] > 0.9


def test_weights_decide(encoder: Encoder) -> None:
    for part in TOPIC_WEIGHTS:
        for one in ask(land_of(encoder), weights={part: 2.0}).suggestions:
            assert one.score == pytest.approx(one.parts[part], abs=1e-3)


def test_value_is_that_of_the_quoted_passages(encoder: Encoder) -> None:
    asked: list[str] = []

    def judge(texts: Sequence[str]) -> list[float]:
        asked.extend(texts)
        return [0.9 if "滤芯" in text else 0.4 for text in texts]

    found = ask(land_of(encoder), value_of=judge)
    assert about(found, "滤芯").parts["value"] == 0.9
    assert about(found, "空调").parts["value"] == 0.4
    assert {p.excerpt for s in found.suggestions for p in s.passages} <= {
        line for text in asked for line in text.split("\n")
    }


def test_advertisements_are_named_and_not_suggested(encoder: Encoder) -> None:
    def judge(texts: Sequence[str]) -> list[float]:
        return [0.9 if "滤芯" in text else 0.1 for text in texts]

    found = ask(land_of(encoder), value_of=judge, count=1)
    assert ["滤芯" in s.topic for s in found.suggestions] == [True]
    assert [("空调" in t.topic, "多是广告" in t.reason) for t in found.insufficient] == [
        (True, True)
    ]
    nothing = ask(land_of(encoder), value_of=lambda texts: [0.1] * len(texts))
    assert nothing.suggestions == ()
    assert nothing.note is not None and "2 个的原文多是广告" in nothing.note.zh
    (alone,) = ask(
        land_of(encoder), PARENTS, value_of=lambda texts: [0.1] * len(texts)
    ).insufficient
    assert "像广告" in alone.reason and "印证" not in alone.reason


class Unquotable(Landscape):
    """Articles each of whose sentences holds what the segment avoids."""

    def quotes(self, topics: Sequence[Topic], segment: Segment) -> list[tuple[Passage, ...]]:
        return [() for _ in topics]


def test_what_cannot_be_quoted_is_not_called_an_advertisement(encoder: Encoder) -> None:
    given = ARTICLES, embed(ARTICLES, encoder), (), (OWNERS,), encoder, TODAY
    found = ask(Unquotable(*given))
    assert found.note is not None and found.note.zh.endswith("2 个的原文里没有能引的句子")
    assert {t.cause for t in found.insufficient} == {Cause.UNQUOTED}


def test_half_of_the_articles_are_not_most_of_them(encoder: Encoder) -> None:
    two = [a for a in ARTICLES if a.id.startswith("water")][:2]
    two[0] = replace(two[0], text=two[0].text + "有人用冰糖泡水。")
    shy = replace(OWNERS, avoid=("冰糖",))
    found = ask(land_of(encoder, two, segments=(shy, PARENTS)), shy)
    assert found.left_out == ()
    both = [replace(a, text=a.text + "有人用冰糖泡水。") for a in two]
    (left,) = ask(land_of(encoder, both, segments=(shy, PARENTS)), shy).left_out
    assert "多半文章谈到要避开的“冰糖”" in left.reason


def test_words_to_avoid_leave_a_topic_out(encoder: Encoder) -> None:
    shy = replace(OWNERS, avoid=("兼容滤芯", "泡沫"))
    found = ask(land_of(encoder, segments=(shy, PARENTS)), shy)
    assert found.suggestions == ()
    assert any("兼容滤芯" in topic.reason for topic in found.left_out)
    mild = replace(OWNERS, avoid=("酸味",))  # one article of several, in its text
    kept = about(ask(land_of(encoder, segments=(mild, PARENTS)), mild), "空调")
    assert not any("酸味" in passage.excerpt for passage in kept.passages)


def test_topics_of_another_region_are_left_out(encoder: Encoder) -> None:
    local = [
        replace(a, text="武汉和郑州的几个小区里，" + a.text) if a.id.startswith("water") else a
        for a in ARTICLES
    ]
    northern = replace(OWNERS, region="华北")
    found = ask(land_of(encoder, local, segments=(northern, PARENTS)), northern)
    assert ["空调" in s.topic for s in found.suggestions] == [True]
    assert "华北" in found.left_out[0].reason
    central = replace(OWNERS, region="武汉")
    assert len(ask(land_of(encoder, local, segments=(central, PARENTS)), central).suggestions) == 2


def test_season_lifts_what_is_timely(encoder: Encoder) -> None:
    summer = TODAY.replace(month=6, day=25)
    articles = [replace(a, date=None) for a in ARTICLES]
    warm = about(ask(land_of(encoder, articles, on=summer)), "空调")
    cool = about(ask(land_of(encoder, articles)), "空调")
    assert warm.parts["season"] > 0.8 > cool.parts["season"]
    assert warm.season == "高温季"
    assert "正当高温季" in warm.why


def test_why_is_one_sentence_with_who_and_how_many(encoder: Encoder) -> None:
    for one in ask(land_of(encoder)).suggestions:
        assert one.why.startswith("家电老用户关心“")
        assert f"{len(one.sources)} 个独立来源" in one.why
        assert one.why.count("。") == 1
        assert re.search(r"最近一篇在 \d+ 天前", one.why)
        assert one.why.endswith("。")


def test_asked_for_one_gives_the_best(encoder: Encoder) -> None:
    land = land_of(encoder)
    (best,) = ask(land, count=1).suggestions
    assert best.id == ask(land).suggestions[0].id


def test_the_same_question_has_the_same_answer(encoder: Encoder) -> None:
    assert ask(land_of(encoder)) == ask(land_of(encoder, tuple(reversed(ARTICLES))))


@pytest.mark.parametrize("articles", [(), ARTICLES[:1], [replace(ARTICLES[0], source="")] * 4])
def test_nothing_one_and_all_the_same(encoder: Encoder, articles: Sequence[Article]) -> None:
    found = ask(land_of(encoder, articles))
    assert found.suggestions == ()
    assert found.note is not None
    assert len(found.insufficient) == min(len(articles), 1)


def test_articles_without_a_source_are_counted_and_said(encoder: Encoder) -> None:
    unnamed = [replace(a, source="") for a in ARTICLES]
    one = about(ask(land_of(encoder, unnamed)), "空调")
    assert one.sources == ("?", "?", "?")
    assert "没写来源" in one.why


def test_bare_titles_are_ranked_by_affinity(encoder: Encoder) -> None:
    bare = [replace(a, text="") for a in ARTICLES]
    found = ask(land_of(encoder, bare), count=6)
    ids = [s.passages[0].article for s in found.suggestions]
    assert set(ids) == {a.id for a in ARTICLES if a.id.startswith(("ac", "water"))}
    scores = [s.score for s in found.suggestions]
    assert scores == sorted(scores, reverse=True)
    assert found.note is not None
    assert "只有标题" in found.note.zh
    shy = replace(OWNERS, avoid=("投诉",))
    avoided = ask(land_of(encoder, bare, segments=(shy, PARENTS)), shy)
    assert not any("投诉" in s.topic for s in avoided.suggestions)


def test_titles_follow_the_evidence_and_no_pattern_repeats_the_term() -> None:
    cleaning = ARTICLES[0:1] + ARTICLES[2:4]
    ideas = title_ideas(("空调", "滤网"), cleaning, 3)
    assert "空调自己能洗到哪一步，哪些要请师傅" in ideas[:2]
    assert "空调：三家谈到的，一次看完" in ideas
    assert not any("说法" in title for title in ideas)  # the sources do not differ
    assert not any("清洗前" in t for t in title_ideas(("清洗",), cleaning, 2))
    assert all("{" not in title for title in ideas)
    assert title_ideas((), cleaning, 2) == ()


def ideas_of(term: str, *told: str) -> tuple[str, ...]:
    evidence = [article(str(n), "说明", text) for n, text in enumerate(told)]
    return title_ideas((term, "别的"), evidence, 2)


def test_a_title_claims_nothing_new_that_no_source_calls_new() -> None:
    told = "室内甲醛有国家标准，测之前要关窗。", "按标准，甲醛要在关窗十二小时以后测。"
    assert any("标准" in title for title in ideas_of("甲醛", *told))
    assert not any("新" in title for title in ideas_of("甲醛", *told))
    new = "甲醛的新国标明年实施。", "新国标里，甲醛的限值收紧了。"
    assert "甲醛的新标准，跟买的人有什么关系" in ideas_of("甲醛", *new)


@pytest.mark.parametrize(
    ("term", "told", "words", "fits"),
    [
        ("净水器", "买净水器先量水压。", "怎么选", True),
        ("净水器", "净水器怎么选，看废水比。", "怎么选", True),
        ("狗狗", "给狗狗买狗粮，看配料表。", "怎么选", False),
        ("施工", "选施工队要看工地。", "怎么选", False),
        ("滤芯", "滤芯多久换，看水质。半年更换滤芯。", "多久换", True),
        ("施工", "施工做完多久能住，密封胶多久更换。", "多久换", False),
        ("油烟机", "洗油烟机多久一次，请人清洗要多少钱。", "能洗到", True),
        ("狗狗", "狗狗多久清洗一次耳朵，垫子也要清洗。", "能洗到", False),
    ],
)
def test_what_is_chosen_changed_or_washed_is_told_by_the_verbs_beside_it(
    term: str, told: str, words: str, fits: bool
) -> None:
    assert any(words in title for title in ideas_of(term, told, told)) == fits


def test_sources_that_differ_are_put_side_by_side() -> None:
    told = "要不要洗，各家说法不一。", "空调要不要每年洗，仍有争议。"
    assert "空调和别的：两家的说法放在一起看" in ideas_of("空调", *told)


def test_where_no_title_is_for_all_those_of_the_cues_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    never = Cue((), ("冲",), ("{a}怎么冲",))
    bare = _Patterns((Cue(("漏水",), (), ("{a}漏水先查什么",)),), (never,), (), frozenset())
    monkeypatch.setattr("contentai.topics.titles._patterns", lambda: bare)
    assert ideas_of("空调", "空调漏水。", "空调漏水。") == ("空调漏水先查什么",)


def test_a_vague_term_stands_in_no_title(encoder: Encoder) -> None:
    land = land_of(encoder)
    topic = land.topics[0]
    label = Label("空调、食物", ("空调", "食物", "滤网"))
    assert title_terms(land, segment(interests={"茶": 1.0}), topic, label) == ("空调", "滤网")
    alone = Label("食物", ("食物",))
    assert title_terms(land, segment(interests={"茶": 1.0}), topic, alone) == ("食物",)


def test_titles_that_do_not_fit_are_replaced() -> None:
    rows = [["甲", "乙", "丙", "丁", "戊"], ["己"], []]
    plain = [["庚"], ["辛", "壬", "癸"], ["己"]]
    asked: list[list[str]] = []

    def fits(titles: Sequence[str]) -> list[bool]:
        asked.append(list(titles))
        return [title not in "乙己辛" for title in titles]

    assert fitting(rows, plain, fits) == [("甲", "丙", "丁"), ("壬",), ()]
    assert asked == [["甲", "乙", "丙", "己"], ["丁"], ["辛", "己"], ["壬"]]


def test_plain_titles_say_what_the_evidence_says_under_one_term_after_the_other() -> None:
    told = Passage("a", "", "", 0, 0, "每台投了三十万，回本要看“套卡”，滤网半年没洗。", None)
    titles = plain_titles(("炸锅", "滤网"), (told,))
    assert titles[:2] == ("炸锅：每台投了三十万", "炸锅：滤网半年没洗")
    assert "滤网：每台投了三十万" in titles
    assert not any("套卡" in title or "滤网：滤网" in title for title in titles)
    assert all("{" not in title for title in titles)
    assert plain_titles(("炸锅",), ())
    assert plain_titles((), (told,)) == ()


@pytest.mark.parametrize("refused", ["空调", "清洗", "净水器", "滤芯"])
def test_a_topic_keeps_a_title_when_a_rule_refuses_its_first_term(
    encoder: Encoder, refused: str
) -> None:
    def fits(titles: Sequence[str]) -> list[bool]:
        return [refused not in title for title in titles]

    land = land_of(encoder)
    found = suggest(
        land, OWNERS, weights=TOPIC_WEIGHTS, value_of=lambda texts: [0.8] * len(texts), fits=fits
    )
    assert found.suggestions
    for one in found.suggestions:
        assert one.titles
        assert not any(refused in title for title in one.titles)


def test_that_no_title_passes_is_said(encoder: Encoder) -> None:
    found = suggest(
        land_of(encoder),
        OWNERS,
        weights=TOPIC_WEIGHTS,
        value_of=lambda texts: [0.8] * len(texts),
        fits=lambda titles: [False] * len(titles),
    )
    assert all(one.titles == () for one in found.suggestions)
    assert as_text(found).count("没有一个过得了规则") == len(found.suggestions) > 0


def test_passages_cleared_of_selling_are_no_advertisement(workspace: Workspace) -> None:
    told = (
        "孩子房的墙漆，除了甲醛还要看挥发性有机物和重金属。\n甲醛检测报告上先看采样条件：关窗满"
        "十二小时了没有，家具进场了没有。"
    )
    sold = "有机辅食米粉买三送三，全网最低价，今晚八点直播间开抢！\n立减三十元，马上下单！"
    useful, selling = advice._industry_value(workspace, [told, sold])
    assert useful > 0.5 > WORTH > selling


def test_the_linter_refuses_titles_that_bait_or_overclaim(workspace: Workspace) -> None:
    rules = workspace.with_options(channel="wechat", select=("LAW", "CLICK", "EVA", "PLAT"))
    titles = [
        "空调清洗前，先问清这几句",
        "全网最低价的空调清洗",
        "净水器滤芯多久换一次",
        "震惊！不看后悔一辈子的滤芯内幕",
    ]
    assert advice._titles_fit(titles, rules) == [True, False, True, False]
    assert advice._titles_fit([], rules) == []


def test_the_workspace_suggests_only_titles_that_pass(
    encoder: Encoder, workspace: Workspace
) -> None:
    found = workspace.suggest(land_of(encoder), OWNERS, channel="wechat")
    for one in found.suggestions:
        assert 1 <= len(one.titles) <= 3
        for title in one.titles:
            findings = workspace.lint_text("", title=title, channel="wechat")
            assert [f.rule for f in findings if not f.rule.startswith("DRAFT")] == []
        assert 0 < one.parts["value"] < 1
