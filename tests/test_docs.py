"""What the documentation shows can be pasted: drafts lint clean, rules pass their own test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import Context

from contentai import Workspace
from contentai.cli.main import contentai
from tests.cli.process import Call, perform

ROOT = Path(__file__).parents[1]
PAGES = sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/editors/*.md")))
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> list[tuple[str, str]]:
    """The language and the text of every code block."""
    return [(found[1], found[2]) for found in _BLOCK.finditer(page.read_text("utf-8"))]


def drafts() -> list[tuple[str, str]]:
    """Pages and the drafts in them: blocks of Markdown, and those that begin with front matter."""
    return [
        (str(page.relative_to(ROOT)), text)
        for page in PAGES
        for language, text in blocks(page)
        if language == "markdown" or text.startswith("---\n")
    ]


@pytest.mark.parametrize(("page", "text"), drafts())
def test_a_draft_in_the_documentation_has_nothing_to_find(page: str, text: str) -> None:
    found = Workspace.open(ROOT).lint_text(text, path="a.md")
    assert [(finding.rule, finding.place.line) for finding in found] == [], page


def test_drafts_that_ignore_are_among_them() -> None:
    assert sum("ignore" in text for _, text in drafts()) >= 3


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_nobody_is_told_to_install_by_a_name_that_no_index_has(page: Path) -> None:
    wrong = re.findall(r"pip install[^\n`#]*?[ '\"]contentai\b[^\n`]*", page.read_text("utf-8"))
    assert wrong == []


def rules() -> list[str]:
    """The whole rules in the manual for those who write them."""
    found = blocks(ROOT / "docs" / "writing-rules.md")
    return [text for _, text in found if re.match(r"id: [A-Z]+-\d+\b", text)]


def test_a_rule_in_the_documentation_passes_its_own_test(tmp_path: Path) -> None:
    assert rules()
    for number, text in enumerate(rules()):
        (tmp_path / "house-rules").mkdir(exist_ok=True)
        (tmp_path / "house-rules" / f"{number}.yaml").write_text(text, "utf-8")
    answer = perform(Call(("rules", "test", "house-rules"), tmp_path))
    assert answer.status == 0, answer.out + answer.err
    assert f"house-rules {len(rules())}" in answer.out


def test_an_example_that_a_rule_passes_over_says_for_what(tmp_path: Path) -> None:
    text = rules()[0].replace("longer_than: 15", "longer_than: 200")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "rule.yaml").write_text(text, "utf-8")
    answer = perform(Call(("rules", "test", "own"), tmp_path))
    assert answer.status == 1
    assert "`when.longer_than: 200` 不满足，没有看" in answer.out


def test_what_the_list_of_commands_names_is_there() -> None:
    page = ROOT / "docs" / "start.md"
    usage = next(text for _, text in blocks(page) if "contentai lint examples/" in text)
    commands = [line.partition("#")[0] for line in usage.splitlines()]
    named = [word for line in commands for word in line.split() if "/" in word]
    assert len(named) > 10
    gone = [name for name in named if name != ".venv/bin/activate" and not (ROOT / name).exists()]
    assert gone == []


def test_the_first_report_that_a_newcomer_reads_is_what_is_printed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("全网最低价，手慢无！\n", "utf-8")
    answer = perform(Call(("lint", "a.txt"), tmp_path))
    shown = next(text for _, text in blocks(ROOT / "docs" / "start.md") if text.startswith("a.txt"))
    # The scores move with each training; what the rule says does not.
    assert "\n".join(shown.splitlines()[1:]) in answer.out


def test_every_command_is_among_those_that_a_newcomer_finds() -> None:
    page = (ROOT / "docs" / "start.md").read_text("utf-8")
    every = contentai.list_commands(Context(contentai))
    told = {word for code in re.findall(r"`+([^`]+)`+", page) for word in code.split()}
    assert [name for name in every if name not in told] == []


def test_links_lead_to_pages_and_headings_that_are_there() -> None:
    dead = []
    for page in (*PAGES, ROOT / "examples" / "README.md", ROOT / "corpora" / "README.md"):
        text = _BLOCK.sub("", page.read_text("utf-8"))
        for target, _, heading in re.findall(r"\]\((?!https?:)([^)#\s]*)(#?)([^)\s]*)\)", text):
            there = page.parent / target if target else page
            if not there.exists() or (heading and heading not in headings(there)):
                dead.append(f"{page.relative_to(ROOT)}: {target}#{heading}")
    assert dead == []


def headings(page: Path) -> set[str]:
    """The anchors that GitHub gives a page's headings."""
    text = _BLOCK.sub("", page.read_text("utf-8"))
    lines = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def test_every_page_can_be_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    pages = [f"docs/{page.name}" for page in ROOT.glob("docs/*.md")]
    assert [page for page in pages if f"({page}" not in readme] == []


def test_pages_of_rules_are_for_people() -> None:
    pages = sorted(ROOT.glob("docs/rules/*.md"))
    assert len(pages) > 100
    raw = re.compile(r"\{[a-z]+\}|^[✗✓] \d+ ×", re.MULTILINE)
    assert [page.name for page in pages if raw.search(page.read_text("utf-8"))] == []
