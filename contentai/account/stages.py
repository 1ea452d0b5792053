"""What the stages of a reader's relation to the account are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from contentai.language import Bilingual

STAGE_NAMES: Final[Mapping[str, Bilingual]] = {
    "follow": Bilingual("关注", "follow"),
    "engage": Bilingual("养熟", "engage"),
    "convert": Bilingual("转化", "convert"),
    "retain": Bilingual("留存", "retain"),
}
