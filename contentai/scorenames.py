"""What the scores and the intents of a draft are called, and how they are written."""

from __future__ import annotations

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


def shown_score(score: float) -> str:
    """A score as people read it, wherever they do.

    Reports keep four places: two of the number itself could be others than two of those.
    """
    return f"{round(score, 4):.2f}"
