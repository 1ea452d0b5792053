"""The embedder's card as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

_SETS: Final = ("sts", "lcqmc", "bq", "atec")
_NAMES: Final = {"sts": "STS-B-zh", "lcqmc": "LCQMC", "bq": "BQ", "atec": "ATEC"}
# Spearman on the test parts of STS-B-zh, LCQMC and BQ, as their makers publish them.
_PUBLISHED: Final = (
    ("word2vec-Tencent (200 dimensions)", 0.558, 0.595, 0.315),
    ("paraphrase-multilingual-MiniLM-L12-v2", 0.789, 0.640, 0.385),
)


def markdown(card: Mapping[str, Any]) -> str:
    """The page for a person; ``card`` as ``train`` makes it."""
    return "\n".join(_lines(card)) + "\n"


def _lines(card: Mapping[str, Any]) -> Iterator[str]:
    yield "# Embedder card"
    yield ""
    yield (
        f"A static model: {card['pieces']:,} pieces × {card['dim']} dimensions, 8 bits a number, "
        f"{card['bytes'] / 1e6:.1f} MB. Made by `contentai embed-train`; the texts it was made "
        "from are not in it. The same folder loads in sentence-transformers and in model2vec."
    )
    yield ""
    yield "## Made from"
    yield ""
    yield (
        f"- Teacher: {card['teacher']}; its vectors of every word and of "
        f"{card['sentences']:,} sentences."
    )
    yield "- Words: the dictionary of jieba (MIT), and frequent words of the texts below."
    yield (
        "- Sentences: news titles (THUCNews, Toutiao, HanCD clickbait), reviews "
        "(ChineseNlpCorpus), copy (AdvertiseGen, Taobao), text messages (two sets), the "
        "sentences of the pairs below, and this project's corpora."
    )
    yield "- Pairs, split so that no sentence stands on both sides:"
    yield ""
    yield "| set | file | learned | held out |"
    yield "|---|---|---:|---:|"
    files = {"sts": "train; held out: dev", "lcqmc": "dev", "bq": "dev", "atec": "train"}
    for name in _SETS:
        rows = card["pairs"][name]
        yield f"| {_NAMES[name]} | {files[name]} | {rows['learned']:,} | {rows['held']:,} |"
    yield ""
    yield (
        "The recipe was chosen by the figures of the held-out pairs; the test parts of these "
        "sets were not seen."
    )
    yield ""
    yield "## Measured"
    yield ""
    yield "Spearman's rank correlation of cosine and label on the held-out pairs above:"
    yield ""
    yield "| | " + " | ".join(_NAMES[name] for name in _SETS) + " |"
    yield "|---|---:|---:|---:|---:|"
    for stage, figures in card["stages"].items():
        yield _row(stage, figures)
    yield _row("**as shipped (8 bits)**", card["shipped"])
    yield _row("the teacher", card["teacher_held"])
    yield ""
    yield "Published for other models on the test parts, for orientation (not the same pairs):"
    yield ""
    yield "| model | STS-B-zh | LCQMC | BQ |"
    yield "|---|---:|---:|---:|"
    for name, *figures in _PUBLISHED:
        yield f"| {name} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |"
    yield ""
    yield "## Where it fails"
    yield ""
    yield (
        "It averages words: it does not see their order, a negation counts as one word more, "
        "and who does what to whom is lost. Pairs with most characters in common look alike to "
        "it whatever they mean. Mean cosine on the held-out pairs:"
    )
    yield ""
    yield "| set | equal, few shared | equal, most shared | unequal, few | unequal, most |"
    yield "|---|---:|---:|---:|---:|"
    for name, part in card["overlap"].items():
        keys = (
            "equal_few_shared",
            "equal_most_shared",
            "unequal_few_shared",
            "unequal_most_shared",
        )
        cells = " | ".join(f"{part[key]:.2f}" if key in part else "–" for key in keys)
        yield f"| {_NAMES[name]} | {cells} |"
    yield ""
    yield "The pairs it ranks worst are in `card.json`, by number: the texts are not ours to show."
    yield ""
    yield "Recipe: " + ", ".join(f"{key} {value}" for key, value in card["recipe"].items()) + "."


def _row(name: str, figures: Mapping[str, float]) -> str:
    cells = [f"{figures[key]:.3f}" if key in figures else "–" for key in _SETS]
    return f"| {name} | {' | '.join(cells)} |"
