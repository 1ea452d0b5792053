"""The audit as a page and as lines: nothing breaks out of it, and all that was found is there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from contentai import resources
from contentai.account.audit import Audit
from contentai.account.period import Terms
from contentai.report.audit import render
from contentai.report.audit_html import as_html
from contentai.report.audit_json import as_json
from contentai.text.width import display_width
from contentai.topics.ground import shipped_posts
from contentai.topics.ownpost import OwnPost
from contentai.workspace import Workspace
from tests.browser import page_after_scripts
from tests.report.test_topics_map import EVIL, Elements

HOSTILE: Final = EVIL + "\u202e\n{found} %s"


def evil(post: OwnPost) -> OwnPost:
    return replace(
        post, id=HOSTILE + post.id, title=HOSTILE + post.title, campaign=HOSTILE, segment=HOSTILE
    )


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.open(resources.corpora_dir())


@pytest.fixture(scope="module")
def found(workspace: Workspace) -> Audit:
    posts = [*shipped_posts(), *(replace(p, id=f"again-{p.id}") for p in shipped_posts()[-9:])]
    audit = workspace.audit([replace(p, campaign="十一月", orders=3) for p in posts])
    assert audit is not None and audit.findings and audit.campaigns and audit.period.families
    return audit


@pytest.fixture(scope="module")
def hostile(workspace: Workspace) -> Audit:
    audit = workspace.audit(
        [evil(post) for post in shipped_posts() + shipped_posts()[-3:]],  # type: ignore[operator]
        Terms(segments={"a": HOSTILE, "b": EVIL}),
    )
    assert audit is not None and audit.findings
    return audit


def test_the_page_loads_nothing_and_runs_nothing(found: Audit) -> None:
    page = "".join(as_html(found))
    elements = Elements(page)
    assert elements.handlers == elements.addresses == []
    assert "script" not in elements.names
    assert "script-src 'none'" in page
    assert page.rstrip().endswith("</html>")


def test_the_page_tells_all_that_was_found(found: Audit) -> None:
    page = "".join(as_html(found, examples=True))
    for finding in found.findings:
        assert f'id="{finding.rule}"' in page
        assert finding.advice.zh.replace('"', "&quot;") in page
    for words in ("示例帖子", "十一月", "节奏", "互动按分群", "重复的", "朋友圈"):
        assert words in page


def test_hostile_words_stay_words(hostile: Audit) -> None:
    page = "".join(as_html(hostile))
    elements = Elements(page)
    assert {"script", "img"}.isdisjoint(elements.names)
    assert elements.handlers == elements.addresses == []
    for text in (page, "".join(render(hostile))):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert json.loads(as_json(hostile))["campaigns"][0]["campaign"] == HOSTILE
    assert "{found} %s" in page


def test_a_browser_has_nothing_to_say_against_the_page(hostile: Audit, tmp_path: Path) -> None:
    file = tmp_path / "audit.html"
    file.write_text("".join(as_html(hostile)), "utf-8")
    assert hostile.findings[0].rule in page_after_scripts(file, tmp_path)


def test_figures_fit_the_screen(found: Audit) -> None:
    wide, narrow = ("".join(render(found, screen=screen)).splitlines() for screen in (None, 60))
    assert len(wide) == len(narrow)
    figures = narrow[: narrow.index("")]
    assert max(map(display_width, figures)) <= 60
    assert any(line.endswith("…") for line in figures)
    assert wide[-1] == narrow[-1]


def test_lines_are_painted_by_severity(found: Audit) -> None:
    styles: list[str] = []
    list(render(found, lambda text, style: styles.append(style) or text))  # type: ignore[func-returns-value]
    assert {"path", "warning", "info", "mark", "good", "quiet"} <= set(styles)


def test_nothing_found_is_said(workspace: Workspace) -> None:
    audit = workspace.audit(shipped_posts()[:5])
    assert audit is not None and not audit.findings
    assert "没有发现问题" in "".join(render(audit))
    assert "没有发现问题" in "".join(as_html(audit))
