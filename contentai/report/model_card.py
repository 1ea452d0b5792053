"""The half page of a model card: how far each score can be trusted, and where it is weak.

Made of the ``card.json`` that a training writes, when it is shown. Its tables are hundreds of
rows; here is what a reader of scores needs: what was judged unseen, and the worst of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contentai.language import Bilingual
from contentai.scorenames import ALL_SCORE_NAMES, INTENT_NAMES
from contentai.text.names import USUAL_NAMES

Figures = Mapping[str, Any]

# A row of fewer texts says little, and of the worst so many are named.
_FEWEST, _NAMED = 50, 3
# A part is told apart where it is that much worse than all.
_TELLING = 0.02
_SOURCES = {
    "corpus": Bilingual("各行业的帖子", "posts by trade"),
    "corpus-articles": Bilingual("行业文章", "articles"),
    "corpus-chat": Bilingual("群聊", "chat"),
    "corpus-guides": Bilingual("长文", "long guides"),
    "corpus-mixed": Bilingual("百行百业的帖子", "posts of a hundred trades"),
    "corpus-short": Bilingual("一两句话的", "a line or two"),
    "corpus-sms": Bilingual("短信", "text messages"),
    "corpus-spoken": Bilingual("口播稿", "transcripts"),
    "corpus-titles": Bilingual("标题", "titles"),
    "corpus-ugc": Bilingual("评价和日常", "reviews and everyday posts"),
}
# Of data sets of others, whose names say more to those who look them up.
_FAMILIES = {
    "copy": Bilingual("别处的商品文案", "others' product copy"),
    "corpus-claims": Bilingual("一位写手的宣称", "one writer's claims"),
    "pairs": Bilingual("别处的提问", "others' questions"),
    "reviews": Bilingual("别处的评价", "others' reviews"),
    "sms": Bilingual("别处的短信", "others' text messages"),
    "titles": Bilingual("别处的标题", "others' titles"),
    "clickbait": Bilingual("别处的标题", "others' titles"),
}
_SLICES = {
    "length": Bilingual("按字数", "by length"),
    "channel": Bilingual("按渠道", "by channel"),
    "script": Bilingual("按繁简", "by script"),
}
_SCRIPTS = {
    "simplified": Bilingual("简体", "simplified"),
    "traditional": Bilingual("繁体", "traditional"),
}


def half_page(card: Figures) -> list[str]:
    """The lines, in the interface's language.

    Raises ``KeyError``, ``TypeError``, ``AttributeError`` or ``ValueError`` for a card that no
    training of the classifiers wrote.
    """
    return [str(line) for line in _lines(card)]


def _lines(card: Figures) -> Iterator[Bilingual]:
    posts, titles = card["posts"], card["titles"]
    yield Bilingual("分数有多准、在哪里会错", "How far the scores can be trusted")
    yield _nothing()
    own = sum(count for source, count in posts["rows"].items() if _is_own(source))
    others = sum(posts["rows"].values()) - own
    yield Bilingual(
        f"学自 {own:,} 条为本项目写的文字、{others:,} 条别处的文字，另有标题 "
        f"{sum(titles['rows'].values()):,} 条。分数到 0.5 就标记。",
        f"Learned from {own:,} texts written for this project and {others:,} of others, and "
        f"{sum(titles['rows'].values()):,} titles. A score from 0.5 on is flagged.",
    )
    yield Bilingual(
        "下面都是拿模型没见过的行业、写手、来源量的。为本项目写的文字出自不多的几双手，"
        "看别处的更接近实际。",
        "All of this was measured on trades, writers and sources that the model had not seen. "
        "Few hands wrote the project's own texts: those of others are nearer to yours.",
    )
    for part in (posts, titles):
        for score, report in part["scores"].items():
            yield from _score(score, report, card["false_positive_rate"][score])
    if "intents" in posts:
        yield from _intents(posts["intents"])
    if "disguise" in card:
        yield from _disguise(card["disguise"])


def _score(score: str, report: Figures, rate: float) -> Iterator[Bilingual]:
    whole, name = report["corpus_folds"], ALL_SCORE_NAMES[score]
    yield _nothing()
    yield Bilingual(
        f"{name.zh}：认出 {whole['positive_flagged']:.1%}（{whole['positive_rows']:,} 条），"
        f"误报 {whole['negative_flagged']:.1%}（{whole['negative_rows']:,} 条），"
        f"AUC {whole['auc']:.3f}；门槛定在误报 {rate:.0%} 处",
        f"{name.en}: {whole['positive_flagged']:.1%} of {whole['positive_rows']:,} found, "
        f"{whole['negative_flagged']:.1%} of {whole['negative_rows']:,} false alarms, "
        f"AUC {whole['auc']:.3f}; threshold at {rate:.0%} false alarms",
    )
    sources = {_source(key): figures for key, figures in report["unseen_sources"].items()}
    yield from _worst(sources, whole)
    for slice_, title in _SLICES.items():
        parts = report["slices"].get(slice_, {})
        found = [
            (_part(slice_, key), figures["positive_flagged"])
            for key, figures in parts.items()
            if figures.get("positive_rows", 0) >= _FEWEST
        ]
        name, share = min(found, key=lambda one: one[1], default=(name, 1.0))
        if share < whole["positive_flagged"] - _TELLING:
            yield Bilingual(
                f"  {title.zh}：认得最少的是{name.zh}，{share:.1%}",
                f"  {title.en}: the fewest are found of {name.en}, {share:.1%}",
            )
    for kind, zh, en in (
        ("false_alarms", "误报过", "a false alarm"),
        ("misses", "漏过", "a miss"),
    ):
        for failure in report["failures"][kind][:1]:
            text = " ".join(failure["text"].split())[:60]
            yield Bilingual(f"  {zh}：{text}", f"  {en}: {text}")


def _worst(parts: Mapping[Bilingual, Figures], whole: Figures) -> Iterator[Bilingual]:
    """The parts that do worst: found least, and falsely flagged most, if worse than all."""
    found = {
        name: figures["positive_flagged"]
        for name, figures in parts.items()
        if figures.get("positive_rows", 0) >= _FEWEST
        and figures["positive_flagged"] < whole["positive_flagged"]
    }
    alarmed = {
        name: -figures["negative_flagged"]
        for name, figures in parts.items()
        if figures.get("negative_rows", 0) >= _FEWEST
        and figures["negative_flagged"] > whole["negative_flagged"]
    }
    for shares, zh, en in (
        (found, "认得少的", "fewest found"),
        (alarmed, "误报多的", "most false alarms"),
    ):
        worst = sorted(shares, key=lambda name: shares[name])[:_NAMED]
        if worst:
            yield Bilingual(
                f"  {zh}：" + "、".join(f"{name.zh} {abs(shares[name]):.1%}" for name in worst),
                f"  {en}: " + ", ".join(f"{name.en} {abs(shares[name]):.1%}" for name in worst),
            )


def _intents(report: Figures) -> Iterator[Bilingual]:
    weak = min(report["by_intent"], key=lambda name: report["by_intent"][name]["recall"])
    recall, name = report["by_intent"][weak]["recall"], INTENT_NAMES[weak]
    yield _nothing()
    yield Bilingual(
        f"意图（六种里一种）：判对 {report['accuracy']:.1%}，最弱的是{name.zh}，认出 {recall:.1%}",
        f"intent (one of six): {report['accuracy']:.1%} right; the weakest is {name.en}, "
        f"{recall:.1%} found",
    )


def _disguise(part: Figures) -> Iterator[Bilingual]:
    files: Sequence[Figures] = list(part["unseen_files"].values())
    found = [figures["positive_flagged"] for figures in files]
    alarms = [figures["negative_flagged"] for figures in files]
    if not files:
        return
    name = ALL_SCORE_NAMES["evasive"]
    yield _nothing()
    yield Bilingual(
        f"{name.zh}：{len(files)} 份没见过的文件里认出 {min(found):.1%} 到 {max(found):.1%}，"
        f"误报 {min(alarms):.1%} 到 {max(alarms):.1%}",
        f"{name.en}: {min(found):.1%} to {max(found):.1%} found in {len(files)} unseen files, "
        f"{min(alarms):.1%} to {max(alarms):.1%} false alarms",
    )


def _is_own(source: str) -> bool:
    return source.partition("-")[0] == "corpus"


def _source(source: str) -> Bilingual:
    """A source by its name, or by its family with its own name beside it."""
    if source in _SOURCES:
        return _SOURCES[source]
    for family, words in _FAMILIES.items():
        if source == family or source.startswith(f"{family}-"):
            own = source.removeprefix("corpus-claims-")
            return Bilingual(f"{words.zh}（{own}）", f"{words.en} ({own})")
    return Bilingual(source, source)


def _part(slice_: str, key: str) -> Bilingual:
    if slice_ == "length":
        size = key.replace("< ", "").replace("≥ ", "")
        least, most = key.startswith("≥"), key.startswith("<")
        zh = f" {size} 字{'以上' if least else '以内' if most else ''}"
        return Bilingual(f"{zh}的", f"those of {key} characters")
    if slice_ == "script":
        return _SCRIPTS.get(key, Bilingual(key, key))
    return Bilingual(USUAL_NAMES.get(key, key), key)


def _nothing() -> Bilingual:
    return Bilingual("", "")
