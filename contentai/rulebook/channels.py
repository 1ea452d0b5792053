"""What each channel allows: title and text lengths, link bans, push quotas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from contentai.language import Bilingual
from contentai.located import DataError
from contentai.text.names import CHANNELS
from contentai.yamlread import read_yaml_file
from contentai.yamlvalue import Value

LIMITS = ("title_max", "title_shown", "digest_max", "text_max", "fold_at", "tags_max")


@dataclass(frozen=True, slots=True)
class Quota:
    """How many pushes an account may send: ``count`` every ``days`` days, for ``account`` kinds."""

    account: str
    count: int
    days: int


class Channel(NamedTuple):
    """One channel's profile.

    ``limits`` are code points by name (see ``LIMITS``). ``own_hosts`` are the host names
    that links may lead to where ``outside_links`` is false; ``banned_hosts`` are refused
    always. A host name stands for its subdomains too. ``wide`` names the limits under which
    two ASCII characters count as one. ``pace`` is how many posts in four weeks a content plan
    has unless it is told otherwise: our advice, never above the quotas.
    """

    id: str
    name: Bilingual
    limits: Mapping[str, int]
    outside_links: bool
    own_hosts: tuple[str, ...]
    banned_hosts: tuple[str, ...]
    quotas: tuple[Quota, ...]
    note: Bilingual | None = None
    wide: frozenset[str] = frozenset()
    pace: int = 0

    def refuses(self, target: str) -> bool:
        """True when a link to ``target`` does not work or is forbidden on this channel."""
        host = _host(target)
        if not host:
            return False
        if _within(host, self.banned_hosts):
            return True
        return not self.outside_links and not _within(host, self.own_hosts)


def _host(target: str) -> str:
    address = target.strip()
    if address.startswith("//"):
        address = "http:" + address
    elif "://" not in address:
        if not address.lower().startswith("www."):
            return ""
        address = "http://" + address
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").lower() if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _within(host: str, names: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith("." + name) for name in names)


def load_channels(path: Path) -> dict[str, Channel]:
    """The profiles in ``channels.yaml``, by id. Raises ``DataError``."""
    root = read_yaml_file(path)
    if root is None:
        raise DataError(str(path), 0, 0, Bilingual("渠道文件是空的", "the channels file is empty"))
    return read_channels(root)


def read_channels(root: Value) -> dict[str, Channel]:
    """The profiles in the root of ``channels.yaml``, by id. Raises ``DataError``."""
    return {name: _channel(name, value) for name, value in root.table(*CHANNELS).items()}


def _channel(name: str, value: Value) -> Channel:
    table = value.table(
        *("name", "limits", "wide", "links", "pushes", "pace", "note"), required=("name",)
    )
    limits = table["limits"].table(*LIMITS) if "limits" in table else {}
    links = table["links"].table("outside", "own", "banned") if "links" in table else {}
    pushes = table["pushes"].items() if "pushes" in table else []
    return Channel(
        id=name,
        name=table["name"].bilingual(),
        limits={key: number.whole(1) for key, number in limits.items()},
        outside_links=links["outside"].flag() if "outside" in links else True,
        own_hosts=links["own"].texts() if "own" in links else (),
        banned_hosts=links["banned"].texts() if "banned" in links else (),
        quotas=tuple(_quota(push) for push in pushes),
        note=table["note"].bilingual() if "note" in table else None,
        wide=frozenset(
            item.one_of(LIMITS, Bilingual("渠道限制", "channel limit"))
            for item in (table["wide"].items() if "wide" in table else ())
        ),
        pace=table["pace"].whole(0) if "pace" in table else 0,
    )


def _quota(value: Value) -> Quota:
    table = value.table("account", "count", "days", required=("account", "count", "days"))
    return Quota(table["account"].text(), table["count"].whole(1), table["days"].whole(1))
