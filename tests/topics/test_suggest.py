from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

import pytest

from contentai import advice
from contentai.config.settings import TOPIC_WEIGHTS
from contentai.embedding.encoder import Encoder, open_encoder
from contentai.report.topics import as_text
from contentai.topics.article import Article
from contentai.topics.labels import Label
from contentai.topics.landscape import Landscape
from contentai.topics.mine import Topic, embed
from contentai.topics.ownpost import OwnPost
from contentai.topics.passages import Passage
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
    found = ask(land).suggestions
    assert found
    for one in found:
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
        found = ask(land_of(encoder), weights={part: 2.0}).suggestions
        assert found
        for one in found:
            assert one.score == pytest.approx(one.parts[part], abs=1e-3)


def test_value_is_that_of_the_whole_articles(encoder: Encoder) -> None:
    asked: list[str] = []

    def judge(texts: Sequence[str]) -> list[float]:
        asked.extend(texts)
        return [0.9 if "滤芯" in text else 0.4 for text in texts]

    found = ask(land_of(encoder), value_of=judge)
    assert about(found, "滤芯").parts["value"] == pytest.approx(0.9)
    assert about(found, "空调").parts["value"] == pytest.approx(0.4)
    assert len(asked) == len(set(asked)), "an article is judged once"
    titles = {text.split("\n")[0] for text in asked}
    assert {p.title for s in found.suggestions for p in s.passages} <= titles


SALE = article(
    "sale",
    "空调清洗特价，滤网免费换",
    "空调清洗年终钜惠！拆机清洗全城最低价，名额有限，先到先得！扫码立即预约，滤网免费换，"
    "再送蒸发器消毒一次！专业师傅上门，错过再等一年，赶紧拨打电话抢购！",
    source="家服连锁",
    days_ago=1,
)


def _but(*words: str) -> Callable[[Sequence[str]], list[float]]:
    """Judges texts with one of these words to be advertisements."""
    return lambda texts: [0.02 if any(w in text for w in words) else 0.9 for text in texts]


def test_an_advertisement_is_no_second_source(encoder: Encoder) -> None:
    two = [ARTICLES[0], SALE, *ARTICLES[4:6]]
    found = ask(land_of(encoder, two), value_of=_but("抢购"))
    assert ["滤芯" in s.topic for s in found.suggestions] == [True]
    (alone,) = found.insufficient
    assert alone.cause is Cause.LONE and alone.sources == ("沧河晚报",)
    assert "另有 1 篇是广告" in alone.reason and "印证" in alone.reason


def test_an_advertisement_backs_nothing_is_not_quoted_and_sets_no_date(encoder: Encoder) -> None:
    found = about(ask(land_of(encoder, [*ARTICLES, SALE]), value_of=_but("抢购")), "空调")
    plain = about(ask(land_of(encoder)), "空调")
    assert found.sources == plain.sources and "家服连锁" not in found.sources
    assert all(p.article != SALE.id for p in found.passages)
    assert "20 天前" in found.why
    assert found.parts["evidence"] == plain.parts["evidence"]


def test_advertisements_are_named_and_not_suggested(encoder: Encoder) -> None:
    def judge(texts: Sequence[str]) -> list[float]:
        return [0.9 if "滤芯" in text else 0.1 for text in texts]

    found = ask(land_of(encoder), value_of=judge, count=1)
    assert ["滤芯" in s.topic for s in found.suggestions] == [True]
    assert [("空调" in t.topic, "都是广告" in t.reason) for t in found.insufficient] == [
        (True, True)
    ]
    nothing = ask(land_of(encoder), value_of=lambda texts: [0.1] * len(texts))
    assert nothing.suggestions == ()
    assert nothing.note is not None and "2 个的原文都是广告" in nothing.note.zh
    (alone,) = ask(
        land_of(encoder), PARENTS, value_of=lambda texts: [0.1] * len(texts)
    ).insufficient
    assert "像广告" in alone.reason and "印证" not in alone.reason


class Mixed(Landscape):
    """Articles on two things that vectors took for one topic."""

    @cached_property
    def topics(self) -> list[Topic]:
        rows = [n for n, a in enumerate(self.articles) if a.id in ("ac-1", "seat-1")]
        return [self.narrowed(super().topics[0], rows)]


def test_what_is_not_about_one_thing_confirms_nothing(encoder: Encoder) -> None:
    both = segment("both", interests={"空调清洗": 1.0, "安全座椅": 1.0})
    given = ARTICLES, embed(ARTICLES, encoder), (), (both,), encoder, TODAY
    found = ask(Mixed(*given), both)
    assert found.suggestions == ()
    assert {(t.cause, t.sources) for t in found.insufficient} == {
        (Cause.LONE, ("沧河晚报",)),
        (Cause.LONE, ("安澜晚报",)),
    }


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


def test_one_title_with_a_word_to_avoid_leaves_that_article_out_alone(encoder: Encoder) -> None:
    shy = replace(OWNERS, avoid=("投诉",))
    kept = about(ask(land_of(encoder, segments=(shy, PARENTS)), shy), "空调")
    assert kept.sources == ("沧河晚报", "暖通周报")
    assert all("投诉" not in p.title for p in kept.passages)


def test_a_word_to_avoid_in_every_title_leaves_the_topic_out(encoder: Encoder) -> None:
    shy = replace(OWNERS, avoid=("空调",))
    found = ask(land_of(encoder, segments=(shy, PARENTS)), shy)
    assert [left.cause for left in found.left_out] == [Cause.AVOIDED]


def test_a_festival_that_is_past_is_no_topic(encoder: Encoder) -> None:
    moon = [
        article(
            "moon-1",
            "中秋前清洗空调，滤网多久一洗",
            "中秋前后开空调的少了，正好清洗空调。断电，抽出滤网，清水冲净，阴干再装回去，"
            "蒸发器要请师傅拆下来洗，喷泡沫只能管表面。",
        ),
        article(
            "moon-2",
            "中秋清洗空调：拆不拆机，怎么算钱",
            "中秋放假，很多家约师傅上门清洗空调。拆机清洗一百八，不拆的八十，差别在洗不洗蒸发器"
            "和风轮。约之前问清楚洗哪里，滤网当面装回。",
            source="沧河晚报",
        ),
    ]
    for day, is_near in ((TODAY, False), (TODAY.replace(month=9, day=20), True)):
        undated = [replace(a, date=None) for a in moon]
        found = ask(land_of(encoder, [*undated, *ARTICLES[4:6]], on=day))
        assert ["空调" in s.topic for s in found.suggestions].count(True) == is_near
        assert [left.cause for left in found.left_out] == [Cause.PAST] * (not is_near)
    later = ask(land_of(encoder, [*undated, *ARTICLES[4:6]], on=TODAY.replace(month=8)), ahead=28)
    assert any("空调" in s.topic for s in later.suggestions), "a plan reaches the festival"


def test_another_language_is_no_advertisement(encoder: Encoder) -> None:
    english = [
        article(
            "en-1",
            "How to pack lithium batteries for air freight",
            "Most rejected lithium battery shipments fail for the same reasons: a missing test "
            "summary, the wrong label size, and loose cells packed beside finished goods.",
            source="Air Cargo Weekly",
        ),
        article(
            "en-2",
            "Thirty percent: the new limit for lithium batteries in air freight",
            "From January airlines accept lithium batteries only at thirty percent of charge. "
            "Shippers have to discharge the cells and to write it on the packing list.",
            source="Freight Desk",
        ),
    ]
    sellers = segment("sellers", interests={"lithium": 1.0, "batteries": 1.0})
    land = land_of(encoder, [*english, *ARTICLES], segments=(sellers,))
    found = ask(land, sellers, value_of=lambda texts: [0.1] * len(texts))
    assert [s.parts["value"] for s in found.suggestions] == [0.5]
    assert not {"to", "in", "for", "thirty"} & {t.lower() for t in found.suggestions[0].terms}


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


def test_why_says_what_has_been_said_a_year_ago_and_not_since(encoder: Encoder) -> None:
    def aged(days: int, *ids: str) -> list[Article]:
        then = TODAY - datetime.timedelta(days=days)
        return [replace(a, date=then) if a.id in ids else a for a in ARTICLES]

    def why(articles: Sequence[Article]) -> str:
        return about(ask(land_of(encoder, articles)), "空调").why

    assert "一年以前" not in why(ARTICLES)
    assert "其中 1 个是一年以前说的" in why(aged(400, "ac-3"))
    assert "都是一年以前说的，发之前要核对" in why(aged(400, "ac-1", "ac-2", "ac-3", "ac-4"))
    assert "一年以前" not in why([replace(a, date=None) for a in ARTICLES])


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
    ideas = title_ideas(("空调清洗", "滤网"), cleaning)
    assert ideas[:2] == ("空调清洗：拆没拆机说不清", "空调清洗的投诉，都为了什么")
    assert not any(title.endswith("家怎么说") for title in ideas)  # there are two that say more
    assert not any("怎么清洗" in title for title in ideas)
    assert all("{" not in title for title in ideas)
    assert title_ideas((), cleaning) == ()


def ideas_of(term: str, *told: str) -> tuple[str, ...]:
    evidence = [article(str(n), "说明", text, source=str(n)) for n, text in enumerate(told)]
    return title_ideas((term, "别的"), evidence)


def test_a_title_claims_nothing_new_that_no_source_calls_new() -> None:
    told = "甲醛标准写着，测之前要关窗。", "按甲醛标准，要在关窗十二小时以后测。"
    assert any("标准" in title for title in ideas_of("甲醛", *told))
    assert not any("新" in title for title in ideas_of("甲醛", *told))
    new = "甲醛的新国标明年实施。", "甲醛的新国标里，限值收紧了。"
    assert "甲醛的新国标：两家的解读放在一起看" in ideas_of("甲醛", *new)


@pytest.mark.parametrize(
    ("term", "told", "words", "fits"),
    [
        ("净水器", "买净水器先量水压。", "怎么选", True),
        ("净水器", "净水器怎么选，看废水比。", "怎么选", True),
        ("滤芯", "我们买了十五款替换滤芯装上试。", "怎么选", True),
        ("狗狗", "给狗狗买狗粮，看配料表。", "怎么选", False),
        ("施工", "选施工队要看工地。", "怎么选", False),
        ("狗狗", "买狗狗玩具先看缝线。", "怎么选", False),
        ("缝纫机油", "千万别买缝纫机油。", "怎么选", False),
        ("轮椅", "出院以后不建议买轮椅。", "怎么选", False),
        ("轮椅", "只用三周，没有必要买轮椅。", "怎么选", False),
        ("轮椅", "租得到就无需购买轮椅。", "怎么选", False),
        ("滤芯", "两种滤芯不同，要分别更换滤芯。", "什么时候换", True),
        ("滤芯", "有无更换滤芯，看指示灯。", "什么时候换", True),
        ("茶叶", "包装茶叶的袋子要避光。", "怎么装", False),
        ("滤芯", "滤芯多久换，看水质。半年更换滤芯。", "多久换", True),
        ("施工", "施工做完多久能住，密封胶多久更换。", "多久换", False),
        ("油烟机", "洗油烟机多久一次，请人清洗要多少钱。", "怎么洗", True),
        ("拖拉机", "入冬前的拖拉机保养，先换机油。", "怎么保养", True),
        ("拖拉机", "入冬前的拖拉机保养，先换机油。", "洗", False),
        ("狗狗", "狗狗多久清洗一次耳朵，垫子也要清洗。", "怎么清洗", False),
        ("净水器", "停水以后净水器漏水，先关总阀。", "漏水", True),
        ("滤网", "净水器漏水，滤网也脏。", "漏水", False),
        ("洗面奶", "热水堵塞毛孔，洗面奶要冲净。", "堵塞", False),
        ("热水", "热水堵塞毛孔，洗面奶要冲净。", "堵塞", False),
        ("沐浴露", "沐浴露用完皮肤痒，去门诊看看。", "医院", False),
    ],
)
def test_what_is_done_to_a_thing_is_told_by_the_words_beside_it(
    term: str, told: str, words: str, fits: bool
) -> None:
    assert any(words in title for title in ideas_of(term, told, told)) == fits


@pytest.mark.parametrize(
    ("title", "term", "said"),
    [
        ("查了两百个安全座椅，装对的只有五成", "安全座椅", "装对的只有五成"),
        ("空调滤网两周一洗，自己动手十分钟", "空调", None),  # that is of the filter
        ("请人洗空调，先问这三句", "空调", None),
        ("净水器认不认，兼容滤芯便宜一半", "滤芯", None),
        ("换滤芯“别只看灯”，净水器也一样", "滤芯", None),
    ],
)
def test_a_title_is_built_of_what_a_source_says_after_the_term(
    title: str, term: str, said: str | None
) -> None:
    ideas = title_ideas((term,), [article("a", title, f"{term}的事。")])
    assert [idea for idea in ideas if "：" in idea] == ([f"{term}：{said}"] if said else [])


def test_two_sources_are_two_that_name_the_term() -> None:
    told = [
        article("a", "入冬", "机油要换。", source="甲"),
        article("b", "入冬", "滤网要洗，机油也看看。", source="乙"),
        article("c", "入冬", "滤网收好。", source="乙"),
    ]
    assert title_ideas(("机油",), told) == ("机油，两家怎么说",)
    assert not any("两家" in title for title in title_ideas(("滤网",), told))
    assert not any("滤网" in title for title in title_ideas(("机油", "滤网"), told))
    both = [replace(a, text="换机油的时候，滤网一起洗。") for a in told]
    # In no title, it is there in passing.
    assert not any("和滤网" in title for title in title_ideas(("机油", "滤网"), both))
    titled = [replace(both[0], title="入冬看滤网"), *both[1:]]
    assert "机油和滤网，两家怎么说" in title_ideas(("机油", "滤网"), titled)
    named = [replace(a, text="换机油滤网的时候，滤网要对型号。") for a in titled]
    assert "机油滤网，两家怎么说" in title_ideas(("机油", "滤网"), named)


def test_where_no_title_is_for_all_those_of_the_cues_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = _Patterns((Cue(("漏水",), (), ("{a}{w}",)),), (), (), (), frozenset())
    monkeypatch.setattr("contentai.topics.titles._patterns", lambda: bare)
    assert ideas_of("空调", "空调漏水。", "空调漏水。") == ("空调漏水",)


def test_a_question_stands_once_with_its_mark_or_without() -> None:
    told = ("雨刮多久换一次？胶条开裂就该更换雨刮。",) * 2
    assert [t.rstrip("？") for t in ideas_of("雨刮", *told)].count("雨刮多久换一次") == 1


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
    text = "每台投了三十万，回本要看“套卡”，滤网半年没洗，为了省那几块钱。"
    told = Passage("a", "炸锅的账", "", 0, 0, text, None)
    titles = plain_titles(
        ("炸锅", "滤网"), (told, replace(told, title="别的", excerpt="不相干的话说了一句。"))
    )
    assert titles[:2] == ("炸锅：每台投了三十万", "炸锅：滤网半年没洗")
    assert "滤网：每台投了三十万" in titles
    assert not any("套卡" in title or "滤网：滤网" in title for title in titles)
    assert not any("不相干" in title or "为了" in title for title in titles)
    assert all("{" not in title for title in titles)
    assert plain_titles(("炸锅",), ()) == ("炸锅资料汇总", "炸锅要点笔记")
    assert plain_titles((), (told,)) == ()


def test_no_part_of_a_list_is_what_a_title_says() -> None:
    text = "一年要花猫粮、猫砂盆和铲子，还有绝育、体检和驱虫的钱。"
    titles = plain_titles(("养猫",), (Passage("a", "养猫的账", "", 0, 0, text, None),))
    assert "养猫：还有绝育、体检和驱虫的钱" in titles
    assert not any(title.endswith("：猫砂盆和铲子") for title in titles)


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


def test_where_a_rule_refuses_the_others_how_many_speak_of_it_is_the_title(
    encoder: Encoder,
) -> None:
    found = ask(land_of(encoder), fits=lambda titles: ["家怎么说" in title for title in titles])
    assert all(one.titles and "家怎么说" in one.titles[0] for one in found.suggestions)


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
        "空调怎么清洗，动手之前先看一遍",
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
