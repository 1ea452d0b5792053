"""``contentai lint --format`` for other tools, by the real program."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from tests.cli.house import furnish
from tests.cli.process import Answer, Call, perform_all

FORMATS = ("sarif", "github", "gitlab", "junit", "checkstyle", "rdjson")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    folder = furnish(tmp_path_factory.mktemp("formats"), "select: [TRY]")
    (folder / "稿.md").write_text("𠮷绿苹果\n", "utf-8")
    (folder / "bad.md").write_bytes(b"\x89PNG\r\n\x1a\n")
    return perform_all({name: Call(("lint", ".", "--format", name), folder) for name in FORMATS})


def test_every_format_tells_the_finding_and_the_file_that_was_not_read(
    answers: dict[str, Answer],
) -> None:
    for answer in answers.values():
        assert answer.status == 2
        assert "绿苹果" in answer.out
        assert "bad.md" in answer.out
        assert answer.err == ""


def test_every_format_is_what_it_says(answers: dict[str, Answer]) -> None:
    sarif = json.loads(answers["sarif"].out)
    (result,) = sarif["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (sarif["version"], region["startColumn"]) == ("2.1.0", 2)
    described = sarif["runs"][0]["tool"]["driver"]["rules"][0]
    assert described["shortDescription"]["text"] == "试用规则"
    assert [issue["check_name"] for issue in json.loads(answers["gitlab"].out)] == [
        "binary",
        "TRY-001",
    ]
    assert "file=稿.md,line=1,endLine=1,col=2,endColumn=5,title=TRY-001" in answers["github"].out
    found = json.loads(answers["rdjson"].out)["diagnostics"][1]
    assert found["location"]["range"]["start"] == {"line": 1, "column": 5}
    junit = ElementTree.fromstring(answers["junit"].out)
    assert (junit.get("failures"), junit.get("errors")) == ("1", "1")
    checkstyle = ElementTree.fromstring(answers["checkstyle"].out)
    assert [file.get("name") for file in checkstyle] == ["bad.md", "稿.md"]
