"""contentai.lint.baseline: what is accepted stays accepted while drafts move, and never grows."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from contentai.diagnostics import Span
from contentai.lint.baseline import Baseline, Scope
from contentai.lint.baselinefile import load_baseline
from contentai.lint.fingerprint import fingerprint, former_fingerprint
from contentai.lint.outcome import FileOutcome
from contentai.lint.seen import see
from contentai.located import DataError
from contentai.workspace import Workspace
from tests.githooks.git import done, git
from tests.lint.house import open_house

RULES = ("TRY-001", "TRY-002", "OTH-001")
_TRAILING = ":2:14" if sys.version_info >= (3, 13) else ":3:1"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_house(tmp_path_factory.mktemp("house"))


def lint(house: Workspace, text: str, path: str | Path = "a.md") -> FileOutcome:
    return house.with_options().lint_bytes(text.encode(), str(path))


def prints(house: Workspace, text: str, path: str = "a.md") -> list[str]:
    outcome = lint(house, text, path)
    assert outcome.document
    return [fingerprint(finding, outcome.document) for finding in outcome.findings]


BASE = "先洗干净手。\n\n山下的苹果熟了，可以去摘。\n\n再见。\n"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("加了一行。\n\n又一行。\n\n" + BASE, "a.md"),
        (BASE.replace("\n", "\r\n"), "a.md"),
        (BASE.replace("先洗干净手", "先把手擦干"), "a.md"),
        (BASE.replace("山下的苹果熟了，可以去摘", "山下的蘋果熟了,可以 去摘"), "a.md"),
        (BASE.replace("苹果", "**苹果**"), "a.md"),
        ("<p>山下的<b>苹果</b>熟了，可以去摘。</p>", "b.html"),
        (BASE, "other.txt"),
        (BASE.replace("山下的", "今天天晴！山下的"), "a.md"),
        (BASE.replace("去摘。", "去摘。带上篮子。"), "a.md"),
        (BASE.replace("去摘。", "去摘\n带上篮子。"), "a.md"),
        (BASE.replace("山下的", "带上篮子\n山下的"), "a.md"),
        ("<p>带上篮子<br>山下的苹果熟了，可以去摘；再见</p>", "b.html"),
    ],
)
def test_a_fingerprint_outlives_what_changes_elsewhere(
    house: Workspace, text: str, path: str
) -> None:
    assert prints(house, text, path) == prints(house, BASE)


@pytest.mark.parametrize(
    "text",
    [
        BASE.replace("苹果", "香蕉"),
        BASE.replace("山下的", "山上的"),
        BASE.replace("熟了", "没熟"),
    ],
)
def test_other_words_have_another_fingerprint(house: Workspace, text: str) -> None:
    assert len(prints(house, text)) == 1
    assert prints(house, text) != prints(house, BASE)


def test_of_a_long_finding_the_first_forty_letters_count(house: Workspace) -> None:
    text = "这是一段很长的话，" * 12
    outcome = lint(house, f"苹果{text}")
    (finding,) = outcome.findings

    def printed(text: str) -> str:
        document = house.parse(text, format="plain")
        whole = finding._replace(span=Span(0, len(text)), excerpt=text)
        return fingerprint(whole, see(document, [whole]))

    long = f"苹果{text}"
    assert printed(long) == printed(f"{long[:60]}后面全部换了一个说法。")
    assert printed(long) != printed(f"{long[:30]}后面全部换了一个说法。{long[40:]}")


def test_what_a_header_or_a_picture_holds_has_a_fingerprint_too(house: Workspace) -> None:
    text = "---\ntitle: 卖苹果\ndigest: 好\n---\n好。<!-- contentai: ignore OTH-001 引文 -->"
    first = prints(house, text)
    assert len(first) == len(set(first)) == 2
    assert prints(house, text.replace("digest: 好\n", "")) == first


def test_a_finding_about_the_whole_draft_outlives_its_title() -> None:
    linter = Workspace.open("/").with_options(select=("ART-090", "CLICK-001"))
    pushy = "全网最低价！最后三小时，五折秒杀，手慢无，赶紧抢！马上加微信下单！\n"

    def found(text: str, path: str = "a.md", **known: bool) -> list[str]:
        outcome = linter.lint_bytes(text.encode(), path)
        assert outcome.document
        return [
            fingerprint(finding, outcome.document, **known)
            for finding in outcome.findings
            if finding.rule == "ART-090"
        ]

    first = found(f"# 周末逛逛\n\n{pushy}")
    assert len(first) == 1
    assert found(f"# 换了题目\n\n{pushy}") == found(pushy) == first
    # The rows of a table share their entries: there the words tell one from another.
    rows = [found(f"# {title}\n\n{pushy}", in_table=True) for title in ("甲", "乙")]
    assert rows[0] != rows[1]


# Accepting.


WHOLE = Scope(lambda path: RULES, lambda path: True)


def written(folder: Path, baseline: Baseline) -> Path:
    file = folder / "baseline.json"
    file.write_bytes(baseline.as_bytes())
    return file


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with the draft a.md on disk: whether a draft is gone is told by the disk."""
    (tmp_path / "a.md").write_text("", "utf-8")
    return tmp_path


def made(house: Workspace, folder: Path, **texts: str) -> Baseline:
    """A baseline of drafts named so, written and read again."""
    outcomes = [lint(house, text, folder / f"{name}.md") for name, text in texts.items()]
    return load_baseline(written(folder, Baseline(folder).rewritten(outcomes, WHOLE, RULES)))


def left(outcome: FileOutcome) -> list[tuple[int, str]]:
    return [(finding.place.line, finding.rule) for finding in outcome.findings]


def test_accepted_findings_are_set_apart_and_new_ones_stay(house: Workspace, shelf: Path) -> None:
    baseline = made(house, shelf, a=BASE)
    again = baseline.accept(lint(house, "新的一行。\n\n" + BASE + "\n香蕉。\n", shelf / "a.md"))
    assert left(again) == [(9, "TRY-002")]
    assert [(s.finding.rule, s.by) for s in again.suppressed] == [("TRY-001", "baseline")]
    assert list(baseline.expired(WHOLE)) == []


def test_what_an_older_baseline_accepted_stays_accepted(house: Workspace, shelf: Path) -> None:
    text = "先洗手！山下的苹果熟了，可以去摘。\n\n香蕉。\n"
    judged = lint(house, text, shelf / "a.md")
    assert judged.document
    old = {
        "version": 1,
        "files": {
            "a.md": [
                {"rule": f.rule, "fingerprint": former, "count": 1, "excerpt": f.excerpt}
                for f in judged.findings
                if (former := former_fingerprint(f, judged.document))
            ]
        },
    }
    # As that version wrote it: the words of the sentence before count.
    assert old["files"]["a.md"][0]["fingerprint"] == "eedd59de92b4864b"
    file = shelf / "baseline.json"
    file.write_text(json.dumps(old), "utf-8")
    baseline = load_baseline(file)
    assert baseline.accept(judged).findings == ()
    assert list(baseline.expired(WHOLE)) == []
    assert load_baseline(written(shelf, baseline.shrunk(WHOLE))).accept(judged).findings == ()
    twice = baseline.accept(lint(house, text + "\n香蕉。\n", shelf / "a.md"))
    assert left(twice) == [(5, "TRY-002")]
    # Judged for a new one, it is known as now.
    anew = load_baseline(file)
    again = load_baseline(written(shelf, anew.rewritten([anew.accept(judged)], WHOLE, RULES)))
    assert not any(key.fingerprint.startswith("1:") for key in again.files["a.md"])
    shifted = text.replace("先洗手", "洗过手了")
    assert again.accept(lint(house, shifted, shelf / "a.md")).findings == ()


def test_a_merge_of_an_older_baseline_with_a_newer_grants_each_finding_once(
    house: Workspace, shelf: Path
) -> None:
    text = "先洗手！山下的苹果熟了。\n\n再洗一次！山下的香蕉熟了。\n"
    judged = lint(house, text, shelf / "a.md")
    assert judged.document
    old = [
        json.dumps(
            {
                "rule": f.rule,
                "fingerprint": former_fingerprint(f, judged.document),
                "count": 1,
                "excerpt": f.excerpt,
            }
        )
        for f in judged.findings
    ]

    def write(entries: list[str]) -> None:
        lines = ",\n  ".join(entries)
        whole = f'{{"version": 1, "files": {{\n "a.md": [\n  {lines}]\n}}}}\n'
        (shelf / "baseline.json").write_text(whole, "utf-8")

    def save(branch: str) -> None:
        done(shelf, "add", "baseline.json")
        done(shelf, "commit", "-q", "-m", branch)

    done(shelf, "init", "-q", "-b", "main")
    write(old[:1])
    save("main")
    done(shelf, "checkout", "-q", "-b", "older")
    write(old)
    save("older")
    done(shelf, "checkout", "-q", "-b", "newer", "main")
    written(shelf, Baseline(shelf).rewritten([judged], WHOLE, RULES))
    save("newer")
    assert git(shelf, "merge", "older").status == 1
    baseline = load_baseline(shelf / "baseline.json")
    assert len(baseline.files["a.md"]) == 4  # each under the key of either version
    more = text + "\n再说一遍！山下的苹果熟了。\n\n山下的香蕉熟了。\n"
    for accepted in (baseline, load_baseline(written(shelf, baseline.shrunk(WHOLE)))):
        assert accepted.accept(judged).findings == ()
        assert list(accepted.expired(WHOLE)) == []
        again = accepted.accept(lint(house, text + "\n先洗手！山下的苹果熟了。\n", shelf / "a.md"))
        assert left(again) == [(5, "TRY-001")]
        again = accepted.accept(lint(house, more, shelf / "a.md"))
        assert left(again) == [(5, "TRY-001"), (7, "TRY-002")]
    # Nor is it once the draft has another name.
    (shelf / "a.md").rename(shelf / "b.md")
    moved = load_baseline(shelf / "baseline.json")
    twice = text + "\n先洗手！山下的苹果熟了。\n"
    assert left(moved.accept(lint(house, twice, shelf / "b.md"))) == [(5, "TRY-001")]


def test_one_more_of_the_same_is_new(house: Workspace, shelf: Path) -> None:
    baseline = made(house, shelf, a="苹果。\n\n苹果。")
    again = baseline.accept(lint(house, "苹果。\n\n苹果。\n\n苹果。", shelf / "a.md"))
    assert left(again) == [(5, "TRY-001")]
    assert len(again.suppressed) == 2


def test_accepted_in_one_draft_is_not_accepted_in_another(house: Workspace, shelf: Path) -> None:
    baseline = made(house, shelf, a="苹果。")
    assert left(baseline.accept(lint(house, "苹果。", shelf / "b.md"))) == [(1, "TRY-001")]


def test_a_renamed_draft_keeps_what_was_accepted(house: Workspace, shelf: Path) -> None:
    baseline = made(house, shelf, old="苹果。\n\n香蕉。", gone="蓝莓。")
    (shelf / "new.md").write_text("", "utf-8")
    again = baseline.accept(lint(house, "苹果。\n\n香蕉。", shelf / "new.md"))
    assert again.findings == ()
    expired = [(path, key.rule) for path, key, _ in baseline.expired(WHOLE)]
    assert expired == [("gone.md", "OTH-001")]
    after = baseline.shrunk(WHOLE)
    assert sorted(after.files) == ["new.md"]
    assert len(after) == 2
    assert after.accept(lint(house, "苹果。\n\n香蕉。", shelf / "new.md")).findings == ()


def test_one_accepted_finding_of_a_draft_that_is_gone_is_granted_once(
    house: Workspace, shelf: Path
) -> None:
    baseline = made(house, shelf, old="苹果。", older="苹果。")
    drafts = [lint(house, "苹果。", shelf / f"{name}.md") for name in ("x", "y", "z")]
    assert [left(baseline.accept(draft)) for draft in drafts] == [[], [], [(1, "TRY-001")]]
    # Judged again, each has what it had.
    assert [left(baseline.accept(draft)) for draft in drafts] == [[], [], [(1, "TRY-001")]]
    after = baseline.shrunk(WHOLE)
    assert sorted(after.files) == ["x.md", "y.md"]
    assert len(after) == 2


def test_a_new_draft_inherits_nothing_that_is_said_of_a_whole_one(shelf: Path) -> None:
    house = Workspace.open("/").with_options(select=("ART-090",))
    pushy = "全网最低价！最后三小时，五折秒杀，手慢无，赶紧抢！马上加微信下单！\n"

    def judged(title: str, name: str) -> FileOutcome:
        return house.lint_bytes(f"# {title}\n\n{pushy}".encode(), str(shelf / name))

    def saved(*outcomes: FileOutcome) -> Baseline:
        whole = Baseline(shelf).rewritten(outcomes, WHOLE, ["ART-090"])
        return load_baseline(written(shelf, whole))

    baseline = saved(judged("春季大促", "old.md"), judged("周末逛逛", "older.md"))
    new = baseline.accept(judged("冬季年货", "new.md"))
    assert [finding.rule for finding in new.findings] == ["ART-090"]
    # Under another name it is the same, and what the others had stays theirs.
    assert baseline.accept(judged("周末逛逛", "renamed.md")).findings == ()
    after = baseline.shrunk(Scope(lambda path: ["ART-090"], lambda path: False))
    assert {
        path: [entry.excerpt for entry in entries.values()] for path, entries in after.files.items()
    } == {"old.md": ["春季大促"], "renamed.md": ["周末逛逛"]}


@pytest.mark.parametrize("rules", [RULES, ["TRY-002"]])
def test_what_nobody_looked_for_is_not_lost(
    house: Workspace, shelf: Path, rules: list[str]
) -> None:
    baseline = made(house, shelf, gone="苹果。", a="香蕉。")
    elsewhere = Scope(lambda path: rules, lambda path: rules != RULES)
    judged = lint(house, "香蕉。", shelf / "a.md")
    baseline.accept(judged)
    assert list(baseline.expired(elsewhere)) == []
    assert baseline.shrunk(elsewhere).as_bytes() == baseline.as_bytes()
    assert baseline.rewritten([judged], elsewhere, RULES).as_bytes() == baseline.as_bytes()
    # What another draft has of it by now is not kept twice.
    moved = lint(house, "苹果。", shelf / "new.md")
    assert baseline.accept(moved).findings == ()
    assert sorted(baseline.shrunk(elsewhere).files) == ["a.md", "new.md"]
    assert len(baseline.rewritten([judged, moved], elsewhere, RULES)) == 2


def test_what_is_gone_is_expired_unless_nobody_looked(house: Workspace, shelf: Path) -> None:
    (shelf / "b.md").write_text("", "utf-8")
    baseline = made(house, shelf, a="苹果。\n\n苹果。\n\n香蕉。", b="苹果。")
    baseline.accept(lint(house, "苹果。", shelf / "a.md"))
    assert [(path, key.rule, entry.count) for path, key, entry in baseline.expired(WHOLE)] == [
        ("a.md", "TRY-001", 1),
        ("a.md", "TRY-002", 1),
    ]
    apples = WHOLE._replace(rules=lambda _: ["TRY-001"])
    assert [key.rule for _, key, _ in baseline.expired(apples)] == ["TRY-001"]
    after = baseline.shrunk(WHOLE)
    assert len(after) == 2
    assert set(after.files) == {"a.md", "b.md"}


def test_judging_again_forgets_the_first_time(house: Workspace, shelf: Path) -> None:
    baseline = made(house, shelf, a="苹果。")
    baseline.accept(lint(house, "苹果。", shelf / "a.md"))
    assert baseline.accept(lint(house, "苹果。", shelf / "a.md")).findings == ()
    baseline.accept(lint(house, "梨。", shelf / "a.md"))
    assert [key.rule for _, key, _ in baseline.expired(WHOLE)] == ["TRY-001"]


def test_shrinking_never_accepts_anything_new(house: Workspace, shelf: Path) -> None:
    baseline = made(house, shelf, a="苹果。")
    baseline.accept(lint(house, "苹果。\n\n香蕉。\n\n蓝莓。", shelf / "a.md"))
    assert baseline.shrunk(WHOLE).as_bytes() == baseline.as_bytes()


def test_drafts_that_were_not_judged_keep_their_entries(house: Workspace, shelf: Path) -> None:
    (shelf / "b.md").write_text("", "utf-8")
    baseline = made(house, shelf, a="苹果。", b="香蕉。")
    after = baseline.rewritten([lint(house, "蓝莓。", shelf / "a.md")], WHOLE, RULES)
    rules = {path: [key.rule for key in entries] for path, entries in after.files.items()}
    assert rules == {"a.md": ["OTH-001"], "b.md": ["TRY-002"]}


def test_what_a_draft_suppresses_itself_needs_no_entry(house: Workspace, shelf: Path) -> None:
    assert len(made(house, shelf, a="苹果。<!-- contentai: ignore TRY-001 引文 -->")) == 0


# The file.


def test_the_file_is_sorted_with_an_entry_a_line(house: Workspace, shelf: Path) -> None:
    baseline = made(house, shelf, b="香蕉“”。\n\n苹果。", a="苹果。")
    lines = baseline.as_bytes().decode().splitlines()
    accepted = [json.loads(line.rstrip(",")) for line in lines[1:-1]]
    assert [(item["file"], item["rule"]) for item in accepted] == [
        ("a.md", "TRY-001"),
        ("b.md", "TRY-001"),
        ("b.md", "TRY-002"),
    ]
    assert json.loads(baseline.as_bytes())["accepted"] == [*accepted, None]
    assert made(house, shelf).as_bytes() == b'{"version": 2, "accepted": [\n null]}\n'


def test_paths_are_relative_to_the_file_and_may_be_any_bytes(
    house: Workspace, tmp_path: Path
) -> None:
    outcome = lint(house, "苹果。", tmp_path / "drafts" / "b\udcff“\n.md")
    baseline = Baseline(tmp_path / "ci").rewritten([outcome], WHOLE, RULES)
    assert list(baseline.files) == ["../drafts/b\udcff“\n.md"]
    assert load_baseline(written(tmp_path, baseline)).files == baseline.files


def entries(*excerpts: str) -> str:
    return ", ".join(
        f'{{"rule": "TRY-001", "fingerprint": "{e[:1]}", "count": {len(e)}, "excerpt": "{e}"}}'
        for e in excerpts
    )


@pytest.mark.parametrize(
    "text",
    [
        f'{{"files": {{"a": [{entries("甲", "乙乙")}], "a": [{entries("乙", "丙")}]}}, '
        '"version": 1}',
        f'{{"version": 1, "files": {{"a": [{entries("甲", "乙乙", "乙", "丙")}]}}}}',
        f'{{"files": {{"a": [{entries("丙", "乙乙")}]}}, "version": 1, '
        f'"files": {{"a": [{entries("甲")}]}}}}',
    ],
    ids=["a draft", "an entry", "the drafts"],
)
def test_what_a_merge_left_twice_is_joined_and_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "b.json"
    file.write_text(text, "utf-8")
    baseline = load_baseline(file)
    counts = {key.fingerprint: entry.count for key, entry in baseline.files["a"].items()}
    assert counts == {"1:甲": 1, "1:乙": 2, "1:丙": 1}
    (note,) = baseline.notes
    assert str(file) in note.zh
    assert "a；" in note.zh
    assert load_baseline(written(tmp_path, baseline)).notes == ()


@pytest.mark.parametrize("style", ["merge", "diff3", "union"])
@pytest.mark.parametrize("cleared", [True, False])
@pytest.mark.parametrize("version", [1, 2])
def test_whatever_lines_a_merge_leaves_both_sides_count(
    tmp_path: Path, style: str, cleared: bool, version: int
) -> None:
    def write(drafts: str) -> None:
        texts = [(f"{d}.md", [entries(e) for e in ("甲", d, "乙乙")]) for d in drafts]
        if version == 1:
            body = ",\n".join(f' "{f}": [\n  ' + ",\n  ".join(es) + "]" for f, es in texts)
            text = f'{{"version": 1, "files": {{\n{body}\n}}}}\n'
        else:
            body = "".join(f' {{"file": "{f}", {e[1:]},\n' for f, es in texts for e in es)
            text = f'{{"version": 2, "accepted": [\n{body} null]}}\n'
        (tmp_path / "b.json").write_text(text, "utf-8")

    done(tmp_path, "init", "-q", "-b", "main")
    if style == "union":
        (tmp_path / ".gitattributes").write_text("b.json merge=union\n", "utf-8")
    else:
        done(tmp_path, "config", "merge.conflictStyle", style)
    for branch, drafts in (("main", "ae"), ("one", "abce"), ("two", "acde")):
        done(tmp_path, "checkout", "-q", "-B", branch, *(["main"] if branch != "main" else []))
        write(drafts)
        done(tmp_path, "add", "b.json")
        done(tmp_path, "commit", "-q", "-m", branch)
    assert git(tmp_path, "merge", "one", "-m", "both").status == (style != "union")
    file = tmp_path / "b.json"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    if cleared:
        is_kept, kept = True, []
        for line in lines:
            is_kept = line[0] == "=" or (is_kept and line[0] != "|")
            kept += [line] if is_kept and line[0] not in "<=>" else []
        file.write_text("".join(kept), "utf-8")
    baseline = load_baseline(file)
    assert sorted(baseline.files) == [f"{draft}.md" for draft in "abcde"]
    assert all(len(entries) == 3 for entries in baseline.files.values())
    if version == 2 and (cleared or style == "union"):
        json.loads(file.read_text("utf-8"))
    elif style != "union" and not cleared:
        assert "合并的冲突" in baseline.notes[0].zh
    assert load_baseline(written(tmp_path, baseline)).notes == ()


def test_commas_and_brackets_that_a_merge_left_over_are_no_matter(tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    text = (
        f'{{"version": 1, "files": {{\r\n "a": [\r\n  {entries("甲")},\r\n  {entries("乙")}],\r\n'
        f'  {entries("丙")}]}}\r\n "b": [\r\n  {entries("甲")}]\r\n}}}}\r\n'
    )
    file.write_bytes(text.encode())
    baseline = load_baseline(file)
    assert {path: len(found) for path, found in baseline.files.items()} == {"a": 3, "b": 1}
    assert "合并的冲突" in baseline.notes[0].zh


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (b"<<<<<<< HEAD\n{}\n", ":1:1", "JSON"),
        (b'{"version": 1,\n', ":2:1", "JSON"),
        (b"", ":1:1", "JSON"),
        (b"[]", ": ", "--write-baseline"),
        (b'{"version": 2, "files": {}}', ": ", "--write-baseline"),
        (b'{"version": 2, "accepted": [{}]}', ": ", "--write-baseline"),
        (b'{"version": 3, "accepted": []}', ": ", "--write-baseline"),
        (b'{"version": 2, "accepted": [\n{"file": "a", "rule"\n null]}', ":3:2", "两边的行都留下"),
        # Since 3.13 Python places it at the comma, before at what stands where a value should.
        (b'{"version": 2, "accepted": [\n{"rule": "A"},\n]}', _TRAILING, "两边的行都留下"),
        (b'{"version": 1, "files": {"a": [{}]}}', ": ", "--write-baseline"),
        (b'{"version": 1, "files": {"a": 3}}', ": ", "--write-baseline"),
        (
            b'{"version": 2, "accepted": [{"file": "a\\u0000", "rule": "A", "fingerprint": "b", '
            b'"count": 1, "excerpt": ""}]}',
            ": ",
            "--write-baseline",
        ),
        (
            b'{"version": 1, "files": {"\\ud800": [{"rule": "A", "fingerprint": "b", '
            b'"count": 1, "excerpt": ""}]}}',
            ": ",
            "--write-baseline",
        ),
        (
            b'{"version": 1, "files": {"a": '
            b'[{"rule": "A", "fingerprint": "b", "count": 1e999, "excerpt": ""}]}}',
            ": ",
            "--write-baseline",
        ),
        (b"\xff\xfe", ": ", "读不了基线：不是 UTF-8"),
        (b"[" * 100_000, ": ", "套得太深"),
    ],
)
def test_a_file_that_is_no_baseline_is_told_with_its_place(
    tmp_path: Path, data: bytes, place: str, words: str
) -> None:
    file = tmp_path / "b.json"
    file.write_bytes(data)
    with pytest.raises(DataError) as told:
        load_baseline(file)
    assert f"{file}{place}" in str(told.value)
    assert words in str(told.value)


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="no such device here")
def test_a_device_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"/dev/null: 这是设备"):
        load_baseline(Path("/dev/null"), missing_ok=True)


def test_a_missing_file_is_told_unless_it_is_to_be_made(tmp_path: Path) -> None:
    assert len(load_baseline(tmp_path / "none.json", missing_ok=True)) == 0
    with pytest.raises(DataError, match="没有这个基线文件"):
        load_baseline(tmp_path / "none.json")
