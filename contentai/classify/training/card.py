"""The model card: what the scores were learned from and how far they can be trusted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

# What each outside data set is, where it was published, and the licence its page states.
PROVENANCE = {
    "corpus": "posts written for this project (`corpora/posts/`), MIT",
    "corpus-articles": "industry articles written for this project (`corpora/articles/`), MIT",
    "corpus-chat": "chat messages written for this project (`corpora/posts/chat.jsonl`), MIT",
    "corpus-guides": "long first-person guides written for this project, MIT",
    "corpus-mixed": "posts of a hundred trades (`corpora/posts/mixed.jsonl`), MIT",
    "corpus-short": "one line or two, written for this project (`corpora/posts/short.jsonl`), MIT",
    "corpus-sms": "text messages written for this project (`corpora/posts/sms.jsonl`), MIT",
    "corpus-spoken": "transcripts written for this project (`corpora/posts/spoken.jsonl`), MIT",
    "corpus-ugc": "reviews and everyday posts written for this project, MIT",
    "corpus-titles": "titles written for this project (`corpora/titles/`), MIT",
    "sms-mudou": "shaonianruntu/Spam-Message-Classification; no licence stated",
    "sms-hrwhisper": "ZPdesu/Spam-Message-Classifier-sklearn, wdingao/Spam-SMS-recognition; "
    "no licence stated",
    "sms-fbs": "Cypher-Z/FBS_SMS_Dataset (Zhang et al., CCS 2020); no licence stated",
    "copy-advertisegen": "AdvertiseGen, by caixiaomao/ChatGLM-6B; Apache-2.0 repository",
    "copy-taobao": "bearblog/deecamp19_AI_copywriter_server; MIT subfolder",
    "reviews": "SophonPlus/ChineseNlpCorpus; no licence stated",
    "pairs-atec-train": "questions of a payment service's customers (ATEC); no licence stated",
    "pairs-bq-dev": "questions of a bank's customers (BQ), by IceFlameWorm/NLP_Datasets; "
    "no licence stated",
    "pairs-lcqmc-dev": "questions to a search engine (LCQMC), by IceFlameWorm/NLP_Datasets; "
    "no licence stated",
    "pairs-stsb-zh-train": "captions and news sentences (STS-B-zh), by Majokiki; no licence stated",
    "titles-thucnews": "649453932/Chinese-Text-Classification-Pytorch; MIT repository",
    "titles-toutiao": "moon-hotel/BertWithPretrained, RuoYe310/NLP_ML; no licence stated",
    "clickbait-hancd": "zhuyiYZU/SPT-CD; no licence stated",
}


def write_card(card: Mapping[str, Any], folder: Path) -> None:
    """Write ``card.json`` and ``card.md`` into ``folder``."""
    text = json.dumps(card, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "card.json").write_text(text + "\n", "utf-8")
    (folder / "card.md").write_text(render_card(card), "utf-8")


def render_card(card: Mapping[str, Any]) -> str:
    """The card as Markdown."""
    return "\n".join(_lines(card)) + "\n"


def _lines(card: Mapping[str, Any]) -> Iterator[str]:
    yield "# Model card: the scores that ship with contentai"
    yield ""
    yield (
        "Made by `contentai model train`; nothing here is typed by hand. Linear models "
        f"(logistic regression, C = {card['inverse_penalty']:g}; the intents "
        f"{card['intent_inverse_penalty']:g}) over character 1–3-grams and "
        f"words (tokenizer {card['engine']}) of the folded text, numbers and marks levelled; the "
        f"{card['most_features']:,} commonest features are kept, whatever they say; words "
        f"are scaled by {card['word_share']:g}. Own samples "
        f"weigh {card['own_weight']:g} times an outside one (others: {_weights(card)}), "
        f"claims {card['claim_weight']:g} times. "
        f"Seed {card['seed']}. Weights ship; the "
        "outside texts do not."
    )
    yield ""
    yield (
        "A score of 0.5 is the threshold at the stated false-positive rate on the project's "
        "own posts, each judged by a model that had not seen its industry or writer. The own "
        "posts were written by few hands for this project, so figures on them flatter; the "
        "unseen sources and writers below are the honest test."
    )
    for part in ("posts", "titles"):
        yield from _part(part, card[part], card["false_positive_rate"])
    if "disguise" in card:
        yield from _disguise(card["disguise"])


def _disguise(part: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield "## Disguise"
    yield ""
    yield (
        f"Judges passages as they are written, for disguised contacts (`evasive`): "
        f"{part['features']:,} features, {part['bytes'] / 1e6:.2f} MB. Threshold at "
        f"{part['false_positive_rate']:.0%} of the innocent look-alikes of files it had not seen."
    )
    yield ""
    yield (
        "| file it had not seen | evasive flagged | look-alikes flagged "
        "| AUC | recall at 1 % FP | at 5 % FP | F1 |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, figures in part["unseen_files"].items():
        yield _row(name, figures)


def _weights(card: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name} {weight:g}"
        for part in card["source_weights"].values()
        for name, weight in part.items()
    )


def _part(name: str, part: Mapping[str, Any], rates: Mapping[str, float]) -> Iterator[str]:
    yield ""
    yield f"## {name.capitalize()}"
    yield ""
    yield (
        f"{part['features']:,} features, {part['bytes'] / 1e6:.2f} MB on disk. Weights are kept in "
        "eight bits, with a power of two for each feature; that moves the raw log-odds of the own "
        f"texts by {part['rounding']['mean']:.3f} on average, {part['rounding']['most']:.3f} at "
        "most. Learned from:"
    )
    yield ""
    yield "| source | texts | what it is |"
    yield "|---|---:|---|"
    for source, rows in part["rows"].items():
        yield f"| {source} | {rows:,} | {_provenance(source)} |"
    if part["sentences"]:
        yield ""
        yield (
            f"Besides, {part['sentences']:,} sentences teach `unlawful` alone, which is asked of "
            "sentences: those of the own posts that sell nothing, of the lawful claims, and those "
            "of the unlawful ones that hold the wording that offends."
        )
    for score, report in part["scores"].items():
        yield from _score(score, report, rates[score])
    if "intents" in part:
        yield from _intents(part["intents"])


def _provenance(source: str) -> str:
    writer = source.removeprefix("corpus-claims-")
    if writer != source:
        return f"claims by a writer for this project (`corpora/claims/{writer}.jsonl`), MIT"
    return PROVENANCE.get(source, "given by --data")


def _score(name: str, report: Mapping[str, Any], rate: float) -> Iterator[str]:
    yield ""
    yield f"### `{name}` (threshold at {rate:.0%} false positives on unseen industries and writers)"
    folds = {"the post's industry or writer (corpus folds)": report["corpus_folds"]}
    yield from _judged("judged by a model that never saw", folds | report["unseen_sources"])
    yield from _judged(
        "a genre's writer it never saw, beside others that it did", report["unseen_writers"]
    )
    yield from _judged("unseen texts of a source it knows", report["known_sources"])
    fit = report["calibration"]
    yield ""
    yield (
        f"Calibration on the corpus folds: Brier {fit['brier']:.3f} before the odds were moved; "
        f"the threshold lies at a calibrated probability of {fit['threshold_probability']:.2f}."
    )
    yield ""
    yield "| predicted | rows | mean predicted | true share |"
    yield "|---|---:|---:|---:|"
    for bin in fit["reliability"]:
        low = bin["from"]
        yield (
            f"| {low:.1f}–{low + 0.2:.1f} | {bin['rows']} | {bin['predicted']:.2f} "
            f"| {bin['true']:.2f} |"
        )
    for slice_name in ("industry", "channel", "length", "script"):
        parts = report["slices"].get(slice_name, {})
        if len(parts) > 1:
            yield ""
            yield f"| {slice_name} | positives flagged | negatives flagged |"
            yield "|---|---:|---:|"
            for key, figures in parts.items():
                yield f"| {key} | {_share(figures, 'positive')} | {_share(figures, 'negative')} |"
    for kind, title in (("false_alarms", "Worst false alarms"), ("misses", "Worst misses")):
        if report["failures"][kind]:
            yield ""
            yield f"{title}:"
            yield ""
            for failure in report["failures"][kind]:
                yield f"- `{failure['id']}` ({failure['log_odds']:+.2f}) {failure['text']}"


def _judged(title: str, found: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """A table with a row for each name; nothing where there is none."""
    if not found:
        return
    yield ""
    yield (
        f"| {title} | positives flagged | negatives flagged "
        "| AUC | recall at 1 % FP | at 5 % FP | F1 |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, figures in found.items():
        yield _row(name, figures)


def _intents(report: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield (
        f"### `intent` (corpus folds: accuracy {report['accuracy']:.3f}, "
        f"macro F1 {report['macro_f1']:.3f})"
    )
    yield ""
    yield "| intent | rows | recall | precision |"
    yield "|---|---:|---:|---:|"
    for name, figures in report["by_intent"].items():
        yield (
            f"| {name} | {figures['rows']} | {figures['recall']:.2f} | {figures['precision']:.2f} |"
        )


def _row(name: str, figures: Mapping[str, Any]) -> str:
    cells = [_share(figures, "positive"), _share(figures, "negative")]
    cells += [
        f"{figures[key]:.3f}" if key in figures else "–"
        for key in ("auc", "recall_at_1pct_fp", "recall_at_5pct_fp", "f1")
    ]
    return f"| {name} | {' | '.join(cells)} |"


def _share(figures: Mapping[str, Any], kind: str) -> str:
    if f"{kind}_rows" not in figures:
        return "–"
    return f"{figures[f'{kind}_flagged']:.1%} of {figures[f'{kind}_rows']:,}"
