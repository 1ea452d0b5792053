"""One copy posted again and again, or everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from contentai.account.checks import Found, called, channel_name, listed
from contentai.account.period import Period
from contentai.language import Bilingual
from contentai.rulebook.accountcheck import Repeats

# The worst; the report lists the others.
_MOST = 20


def find_repeats(check: Repeats, period: Period) -> Iterator[Found]:
    """The families that were posted too often or on too many channels, the largest first."""
    found = 0
    for family in period.families:
        often = check.times and len(family.posts) >= check.times
        wide = check.channels and len(family.channels) >= check.channels
        if not often and not wide:
            continue
        names = listed([channel_name(id, period) for id in family.channels])
        where = Bilingual(f"（{names.zh}）", f" ({names.en})") if family.channels else names
        name = called(family.posts[0])
        words = Bilingual(
            f"“{name}”发了 {len(family.posts)} 次{where.zh}",
            f"“{name}” was posted {len(family.posts)} times{where.en}",
        )
        value, limit = (len(family.posts), check.times) if often else (
            len(family.channels), check.channels
        )  # fmt: skip
        one = family.channels[0] if len(family.channels) == 1 else None
        yield Found(words, family.posts, value, limit, one)
        found += 1
        if found == _MOST:
            return
