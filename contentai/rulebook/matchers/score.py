r"""``kind: score`` — what the classifiers think.

    check:
      kind: score
      of: hard_sell          # hard_sell, spam, unlawful, evasive, clickbait, intent.value, …
      unit: post             # post (default), sentence, or title (clickbait only)
      at_least: 0.5
      unless:                # of sentences, see ``guard``
        sentence: ['\?$']

Scores are calibrated so that 0.5 is the threshold stated in the model card. The finding
carries the score and its evidence. A check on a score never fires without a model; that
the model is missing is reported once, by lint, not by silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from contentai.diagnostics import INTENTS, Span
from contentai.language import Bilingual
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.matchers.guard import read_guard
from contentai.rulebook.matchers.structure import post_start
from contentai.rulebook.subject import Subject
from contentai.scorenames import shown_score
from contentai.yamlvalue import Value

SENTENCE_SCORES = ("hard_sell", "spam", "unlawful", "evasive")
SCORES = (
    "hard_sell",
    "spam",
    "unlawful",
    "evasive",
    "clickbait",
    *(f"intent.{name}" for name in INTENTS),
)


def compile_check(check: Value, lexicon: Lexicon) -> Check:
    """Read a score check. Raises ``DataError``."""
    table = check.table("kind", "of", "unit", "at_least", "unless", required=("of", "at_least"))
    score = table["of"].one_of(SCORES, Bilingual("分数", "score"))
    units = ("post", "sentence", "title")
    unit = table["unit"].one_of(units, Bilingual("单位", "unit")) if "unit" in table else "post"
    least = table["at_least"].number(0, 1)
    if (
        (unit == "title" and score != "clickbait")
        or (unit == "sentence" and score == "clickbait")
        or (unit == "post" and score == "evasive")
    ):
        raise check.error(
            f"{score} 不能按 {unit} 判断"
            "（clickbait 看标题或全文，evasive 看句子，其余看全文或句子）",
            f"{score} cannot be judged by {unit} (clickbait: title, post; evasive: sentence; "
            "others: post, sentence)",
        )

    if "unless" in table and unit != "sentence":
        raise table["unless"].error(
            "unless 只能用在按 sentence 判断的分数上", "unless goes with unit: sentence alone"
        )
    guard = read_guard(table["unless"], None, lexicon) if "unless" in table else None

    def admitted(subject: Subject, span: Span) -> bool:
        return guard is None or guard.admits(subject, Span(*subject.document.folded_span(span)))

    def run(subject: Subject) -> Iterator[Match]:
        judge = subject.judge
        if judge is None:
            return
        if unit == "sentence":
            for span, probability in judge.sentences(score):
                if probability >= least and admitted(subject, span):
                    yield Match(span, _values(probability), probability)
            return
        if unit == "title" and subject.document.title is None:
            return
        judgement = judge.post(score, least)
        if judgement.probability >= least:
            yield Match(
                post_start(subject).span,
                _values(judgement.probability),
                judgement.probability,
                judgement.evidence,
                is_whole=unit == "post",
            )

    def told(subject: Subject) -> bool:
        return bool(subject.judge and subject.judge.post(score, inf).probability >= least)

    return Check(run, told=told if unit == "post" else None)


def _values(probability: float) -> dict[str, str]:
    return {"score": shown_score(probability), "percent": f"{probability:.0%}"}
