"""Rules that stand on a package which not everybody installs.

Such a rule names its extra (``extra: hygiene``). It is off until it is asked for by name, so
that what is installed on a machine never changes what a draft is told there.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from contentai.extras import pip_install
from contentai.language import Bilingual

# The module that each extra of contentai brings.
EXTRAS = {"hygiene": "autocorrect_py"}


@cache
def installed(extra: str) -> bool:
    """True when what the extra brings can be imported."""
    return find_spec(EXTRAS[extra]) is not None


def how_to_install(rule: str, extra: str) -> Bilingual:
    """The words for a rule that was asked for without its extra."""
    command = pip_install(extra)
    return Bilingual(
        f"规则 {rule} 要用的软件包没有安装；请运行 {command}",
        f"rule {rule} needs a package that is not installed; run {command}",
    )
