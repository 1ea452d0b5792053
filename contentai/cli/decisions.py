"""What was decided of mined proposals, in a file beside theirs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from contentai.cli.output import write_output
from contentai.language import Bilingual, reading_reason
from contentai.located import DataError

SKIPPED: Final = "skip"
ACCEPTED: Final = "accept"


@dataclass
class Decisions:
    """Decisions by the key of a proposal: skipped, or accepted as a rule of an id."""

    file: Path
    made: dict[str, dict[str, str]]

    def skip(self, key: str) -> None:
        """Note that a proposal becomes no rule, and save."""
        self._note(key, {"decision": SKIPPED})

    def accept(self, key: str, id: str) -> None:
        """Note the rule that a proposal became, and save."""
        self._note(key, {"decision": ACCEPTED, "rule": id})

    def _note(self, key: str, decision: dict[str, str]) -> None:
        self.made[key] = decision
        text = json.dumps({"version": 1, "decisions": self.made}, ensure_ascii=False, indent=2)
        data = f"{text}\n".encode("utf-8", "backslashreplace")
        write_output(self.file, data, Bilingual("记不下决定：", "cannot keep the decisions in"))


def read_decisions(mined: Path) -> Decisions:
    """The decisions on the proposals of a file. Raises ``DataError`` for a broken file."""
    file = mined.with_name(f"{mined.name.removesuffix('.json')}.decisions.json")
    try:
        root = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Decisions(file, {})
    except OSError as error:
        raise _broken(file, reading_reason(error)) from None
    except (ValueError, RecursionError):
        raise _broken(file, Bilingual("不是 JSON", "it is not JSON")) from None
    made = root.get("decisions") if isinstance(root, dict) else None
    if not isinstance(made, dict) or not all(map(_is_decision, made.values())):
        raise _broken(file, Bilingual("内容不对", "its content is wrong"))
    return Decisions(file, made)


def _is_decision(found: object) -> bool:

    return (
        isinstance(found, dict)
        and "decision" in found
        and all(isinstance(value, str) for value in found.values())
    )


def _broken(file: Path, why: Bilingual) -> DataError:
    words = Bilingual(
        f"记下的决定读不了（{why.zh}）；改好它，或者删掉它从头再看",
        f"the decisions cannot be read ({why.en}); mend the file, or delete it to start anew",
    )
    return DataError(str(file), 0, 0, words)
