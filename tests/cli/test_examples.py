"""The drafts in ``examples/``: what the README says that ``make demo`` finds in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.process import Answer

ROOT = Path(__file__).parents[2]


def test_the_readme_tells_what_is_found(run: Callable[..., Answer]) -> None:
    answer = run("lint", ROOT / "examples" / "drafts", "--fail-on", "never", "--format", "json")
    told = json.loads(answer.out)
    counts = [told["summary"][name] for name in ("errors", "warnings", "infos")]
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "找到 {} 个错误、{} 个警告、{} 个提示".format(*counts) in readme
    good = [f for f in told["files"] if Path(f["path"]).name.startswith(("01", "02", "03"))]
    assert len(good) == 3
    assert [finding["rule"] for file in good for finding in file["findings"]] == []
