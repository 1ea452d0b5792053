"""The report for people: line, underline, message, advice, source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from contentai.diagnostics import Applicability, Diagnostic, Pitch, Severity, Span
from contentai.language import Bilingual, several
from contentai.lint.outcome import FileOutcome, FileScores
from contentai.lint.seen import Seen
from contentai.report import Report, source_words
from contentai.report.changes import offer
from contentai.report.visible import visible
from contentai.scorenames import (
    OPENING_NAME,
    SEVERITY_NAMES,
    UNRELIABLE,
    label_words,
    pitch_words,
    score_names,
    shown_score,
)
from contentai.text.lines import LineIndex
from contentai.text.width import display_width

Paint = Callable[[str, str], str]

# Of a place that is no finding, and so many of these.
_QUOTED, _PITCHES = 60, 3
# Of the line of a draft that is shown: where nothing is known of a screen, in columns.
_WIDTH = 96
# More of a line is not measured for it, which would take as long as all findings on a long one
# together: so many widths fill the screen unless most of it has no width.
_LOOKED_AT = 4


def suppressed_words(count: int) -> Bilingual:
    """That some findings do not count, and why not."""
    return Bilingual(
        f"另有 {count} 处已由稿件或基线注明，不计",
        f"{count} more are suppressed by the drafts or the baseline",
    )


def plain(text: str, style: str) -> str:
    """No colours: for files, pipes and ``NO_COLOR``."""
    return text


def render(report: Report, paint: Paint = plain, screen: int | None = None) -> Iterator[str]:
    """The report, piece by piece. ``paint`` gets each styled piece with its style's name.

    Styles: path, error, warning, info, quiet, mark, good. ``screen`` is the columns of the
    terminal that shows it: the lines of drafts are cut so that they take one line of it.
    """
    found = _Found()
    for file, outcomes in groupby(report.outcomes, key=lambda outcome: outcome.file):
        clean = 0
        for outcome in outcomes:
            found.add(outcome)
            if outcome.row and not outcome.findings and not outcome.error:
                clean += 1  # of a table with thousands of rows those count that say something
            else:
                yield from _file(outcome, paint, screen)
        if clean:
            words = Bilingual(f"  {clean} 行没有发现问题", f"  {clean} rows, nothing found")
            yield f"{paint(visible(file), 'path')}\n{paint(str(words), 'good')}\n\n"
    for note in report.notes:
        yield paint(str(Bilingual("注意：", "note: ")), "warning") + visible(str(note)) + "\n"
    yield from _summary(report, found, paint)


@dataclass
class _Found:
    """What the last lines say, gathered on the way."""

    mendable: int = 0
    rules: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: FileOutcome) -> None:
        for finding in outcome.findings:
            self.rules[finding.rule] += 1
            self.mendable += _is_mendable(finding)


def _file(outcome: FileOutcome, paint: Paint, screen: int | None) -> Iterator[str]:
    yield paint(visible(outcome.path), "path")
    if outcome.error is not None:
        yield "\n  " + paint(str(SEVERITY_NAMES[Severity.ERROR]), "error")
        yield f" {visible(str(outcome.error.words))}\n"
        if outcome.document is None:
            yield "\n"
            return
    elif outcome.scores:
        yield "  " + _scores(outcome.scores, paint) + "\n"
        yield from _pitches(outcome, paint)
    else:
        yield "\n"
    document = outcome.document
    if document is None:
        return
    for finding in outcome.findings:
        yield from _finding(finding, outcome, document, paint, screen)
    if not outcome.findings and document.characters:
        read = Bilingual(
            f"  读了 {document.characters} 字，没有发现问题",
            f"  {document.characters} characters read, nothing found",
        )
        yield paint(str(read), "good") + "\n"
    yield "\n"


def _scores(scores: FileScores, paint: Paint) -> str:
    parts = []
    for score, name in score_names(scores.titled).items():
        value = getattr(scores, score)
        high = value >= 0.5 and name is not OPENING_NAME
        parts.append(f"{name} " + paint(shown_score(value), "error" if high else "quiet"))
    parts.append(f"→ {label_words(scores.label, scores.intent)}")
    if not scores.reliable:
        parts.append(paint(str(UNRELIABLE), "warning"))
    return "  ".join(parts)


def _pitches(outcome: FileOutcome, paint: Paint) -> Iterator[str]:
    """Where a draft sells hard that does not as a whole: it may be soft promotion for that."""
    pitches = outcome.scores.pitches if outcome.scores else ()
    document = outcome.document
    if document is None:
        return
    for pitch in pitches[:_PITCHES]:
        place, words = quoted(pitch, outcome, document)
        yield paint(f"  {pitch_words(place, pitch.score)}", "quiet")
        yield f"“{words}”\n"
    more = len(pitches) - _PITCHES
    if more > 0:
        left = Bilingual(f"  这样的还有 {more} 处", f"  {more} more like these")
        yield paint(str(left), "quiet") + "\n"


def quoted(pitch: Pitch, outcome: FileOutcome, document: Seen) -> tuple[str, str]:
    """Where a pitch stands in the file, ``line:column``, and its words, or the first of them."""
    if pitch.in_title:  # which stands in no file
        return str(Bilingual("标题", "the title")), ""
    _, place = outcome.placed(pitch.span)
    words = " ".join(visible(document.excerpt(pitch.span)).split())
    shown = f"{words[:_QUOTED]}{'…' if len(words) > _QUOTED else ''}"
    return f"{place.line}:{place.column}", shown


def _finding(
    finding: Diagnostic, outcome: FileOutcome, document: Seen, paint: Paint, screen: int | None
) -> Iterator[str]:
    place, style = outcome.in_file(finding).place, finding.severity.value
    yield paint(f"{visible(outcome.file)}:{place.line}:{place.column}", "quiet")
    yield f" {paint(str(SEVERITY_NAMES[finding.severity]), style)} {paint(finding.rule, 'mark')}"
    yield f" {visible(finding.message)}\n"
    number = str(place.line)
    margin = " " * len(number)
    # Beside the line stand its number, two spaces, a bar between two, and where it is cut a dot.
    room = _WIDTH if screen is None else screen - len(number) - 6
    line, underline = _shown(document, finding, room)
    yield f"  {paint(number + ' │', 'quiet')} {line}\n"
    if underline.strip():
        yield f"  {paint(margin + ' │', 'quiet')} {paint(underline, style)}\n"
    yield f"  {margin} {paint(str(Bilingual('建议：', 'advice: ')), 'good')}"
    yield f"{visible(finding.advice)}\n"
    for fix in finding.fixes:
        yield f"  {margin} {paint(str(Bilingual('可改为：', 'could be: ')), 'good')}"
        yield f"{visible(offer(document, fix))}\n"
    if finding.evidence:
        words = str(Bilingual("、", ", ")).join(_reasons(finding, document))
        yield f"  {margin} {paint(str(Bilingual('依据：', 'because: ')), 'good')}{words}\n"
    sources = source_words(finding.sources)
    yield f"  {margin} {paint(str(Bilingual('出处：', 'source: ')) + visible(sources), 'quiet')}\n"


def _is_mendable(finding: Diagnostic) -> bool:
    return any(fix.applicability is Applicability.SAFE for fix in finding.fixes)


def _reasons(finding: Diagnostic, document: Seen) -> Iterator[str]:
    """The wordings that pushed a score up most, strongest first."""
    for item in finding.strongest:
        words = " ".join(visible(document.excerpt(item.span)).split())
        name = item.reason
        reason = str(Bilingual(f"（{name}）", f" ({name})")) if name else ""
        yield f"“{words}”{reason} {item.weight:+.1f}"


def _shown(document: Seen, finding: Diagnostic, width: int) -> tuple[str, str]:
    """The line of a finding and its underline.

    Where tags or annotations stand between the characters, the line as it is read is shown
    instead of the source's; the numbers beside it still lead into the file.
    """
    read = document.marks[finding.span].read
    if read is not None:
        return underlined(document.reading_lines, read, width)
    return underlined(document.lines, finding.span, width)


def underlined(lines: LineIndex, span: Span, width: int = _WIDTH) -> tuple[str, str]:
    """The first line of ``span``, cut to ``width`` columns around it, and its underline.

    The underline is measured in terminal columns, so it stands right below characters that
    take two; an empty span gets one caret.
    """
    number, column = lines.position(span.start)
    line = lines.line(number)
    start = column - 1
    end = max(min(start + span.end - span.start, len(line)), start)
    first = _cut_before(line, start, width)
    lead = "…" if first else ""
    shown, taken = [], display_width(lead)
    for character in visible(line[first : first + _LOOKED_AT * width]):
        taken += _columns(character)
        if taken > width:
            shown.append("…")
            break
        shown.append(character)
    text = "".join(shown)
    before = display_width(lead + text[: start - first])
    inside = text[start - first : end - first]
    carets = display_width(inside) if inside.strip("…") else 0
    return lead + text, " " * before + "^" * max(carets, 1)


@lru_cache(maxsize=8192)
def _columns(character: str) -> int:
    # Asked of each character of each line shown, which took longer than judging them.
    return display_width(character)


def _cut_before(line: str, start: int, width: int) -> int:
    """Where the shown part of a line begins: its start, unless the mark would run off."""
    if len(line) <= width // 2:
        return 0
    before = width // 4  # characters, which take two columns at most
    near = start <= _LOOKED_AT * width and (
        sum(map(_columns, visible(line[:start]))) + 2 * before <= width
    )
    return 0 if near else max(start - before, 0)


def _summary(report: Report, found: _Found, paint: Paint) -> Iterator[str]:
    s = report.summary
    counts = (
        (s.errors, "error", Bilingual(f"{s.errors} 个错误", several(s.errors, "error"))),
        (s.warnings, "warning", Bilingual(f"{s.warnings} 个警告", several(s.warnings, "warning"))),
        (s.infos, "info", Bilingual(f"{s.infos} 个提示", several(s.infos, "info"))),
    )
    counted = str(Bilingual("、", ", ")).join(
        paint(str(words), style if count else "quiet") for count, style, words in counts
    )
    yield str(
        Bilingual(
            f"检查了 {s.read} 份稿件、{s.characters:,} 个字：{counted}，用时 {s.seconds:.2f} 秒\n",
            f"{several(s.read, 'draft')}, {several(s.characters, 'character')}: {counted}; "
            f"{s.seconds:.2f} s\n",
        )
    )
    if unread := s.files - s.read:
        words = Bilingual(f"{unread} 份没有读成", f"{unread} could not be read")
        yield paint(str(words), "error") + "\n"
    mendable = found.mendable
    if mendable:
        offer_words = Bilingual(
            f"其中 {mendable} 处可以自动改：加 --fix，先看改成什么样加 --diff",
            f"{mendable} of them can be mended: --fix, or --diff to look first",
        )
        yield paint(str(offer_words), "quiet") + "\n"
    if s.suppressed:
        yield paint(str(suppressed_words(s.suppressed)), "quiet") + "\n"
    worst = found.rules.most_common(3)
    if worst:
        rules = str(Bilingual("、", ", ")).join(f"{rule} × {count}" for rule, count in worst)
        yield paint(
            str(
                Bilingual(
                    f"最多的规则：{rules}；看说明：contentai rules show {worst[0][0]}\n",
                    f"most frequent: {rules}; to read one: contentai rules show {worst[0][0]}\n",
                )
            ),
            "quiet",
        )
