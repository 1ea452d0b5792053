"""Which language the interface speaks: Chinese unless the locale asks for English."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Bilingual(NamedTuple):
    """One wording in both languages of the interface."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh if current() == "zh" else self.en


def current(environment: Mapping[str, str] | None = None) -> Language:
    """The language of the interface.

    ``CONTENTAI_LANG`` (``zh`` or ``en``) decides; without it, an English locale
    (``LC_ALL``, ``LC_MESSAGES``, ``LANG``, in this order of precedence) gives English and
    anything else, the ``C`` locale included, gives Chinese.
    """
    env = os.environ if environment is None else environment
    wanted = env.get("CONTENTAI_LANG", "").lower()
    if wanted.startswith("en"):
        return "en"
    if wanted.startswith("zh"):
        return "zh"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if env.get(name):
            return "en" if env[name].lower().startswith("en") else "zh"
    return "zh"
