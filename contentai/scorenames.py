"""What the scores and the intents of a draft are called, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from contentai.diagnostics import Severity
from contentai.language import Bilingual

#: The scores that a draft is shown with, in that order.
SCORE_NAMES: Final = {
    "hard_sell": Bilingual("硬推", "hard sell"),
    "spam": Bilingual("垃圾", "spam"),
    "clickbait": Bilingual("标题党", "clickbait"),
}
#: With those that only rules ask for.
ALL_SCORE_NAMES: Final = {
    **SCORE_NAMES,
    "unlawful": Bilingual("违法宣称", "unlawful claim"),
    "evasive": Bilingual("变形联系方式", "disguised contact"),
}
#: In the order of ``diagnostics.INTENTS``.
INTENT_NAMES: Final = {
    "value": Bilingual("干货", "value"),
    "service": Bilingual("服务", "service"),
    "interaction": Bilingual("互动", "interaction"),
    "soft_promo": Bilingual("软推", "soft promo"),
    "hard_sell": Bilingual("硬推", "hard sell"),
    "spam": Bilingual("垃圾", "spam"),
}
SEVERITY_NAMES: Final = {
    Severity.ERROR: Bilingual("错误", "error"),
    Severity.WARNING: Bilingual("警告", "warning"),
    Severity.INFO: Bilingual("提示", "info"),
}


#: What clickbait is of, where there is no title: no rule looks at that.
OPENING_NAME: Final = Bilingual(
    "标题党（没有标题，看开头）", "clickbait (of the opening: no title)"
)


def score_names(titled: bool) -> Mapping[str, Bilingual]:
    """``SCORE_NAMES`` as they are for a draft with a title, or for one without."""
    return SCORE_NAMES if titled else {**SCORE_NAMES, "clickbait": OPENING_NAME}


def label_words(label: str, intent: Mapping[str, float]) -> Bilingual:
    """The one intent of a draft; and why it is that, where another is likelier."""
    name = INTENT_NAMES[label]
    likeliest = max(intent, key=lambda one: intent[one], default=label)
    if likeliest == label:
        return name
    other = INTENT_NAMES[likeliest]
    if label in SCORE_NAMES:
        score = SCORE_NAMES[label]
        why = Bilingual(
            f"{score.zh}分到了 0.5，就算{name.zh}；意图里最像{other.zh}",
            f"its {score.en} score is 0.5 or more, whatever it is like; it is most like {other.en}",
        )
    elif likeliest in SCORE_NAMES:
        why = Bilingual(
            f"最像{other.zh}，但{other.zh}分没到 0.5，不算{other.zh}",
            f"most like {other.en}, but that score is under 0.5",
        )
    else:
        why = Bilingual(
            f"最像{other.zh}，但没多过干货加服务",
            f"most like {other.en}, but not more than value and service together",
        )
    return Bilingual(f"{name.zh}（{why.zh}）", f"{name.en} ({why.en})")


#: What is said beside scores that are not ``classify.scores.Scores.reliable``.
UNRELIABLE: Final = Bilingual(
    "中文不到一半，分数不可靠", "less than half is Chinese: the scores are not reliable"
)


def pitch_words(place: str, score: float) -> Bilingual:
    """What is said before the words that sell hard in a draft that does not as a whole."""
    return Bilingual(
        f"整篇不像硬推，{place} 这里像（{shown_score(score)}）：",
        f"the whole does not sell hard, but {place} does ({shown_score(score)}): ",
    )


def shown_score(score: float) -> str:
    """A score as people read it, wherever they do.

    Reports keep four places: two of the number itself could be others than two of those.
    """
    return f"{round(score, 4):.2f}"
