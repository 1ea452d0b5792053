"""Options that say which mix of posts an account aims at, and which kind of account it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from contentai.language import Bilingual, current

if TYPE_CHECKING:
    from contentai.workspace import Workspace

mix_option = click.option(
    "--mix",
    metavar="SHARES",
    default="",
    help=str(
        Bilingual(
            "内容比例，如 value=50,service=20；没写的按默认分剩下的；不写就用配置的 mix",
            "shares of the kinds, such as value=50,service=20; the others share the rest; "
            "without it `mix` of the configuration",
        )
    ),
)

account_option = click.option(
    "--account",
    metavar="KIND",
    help=str(
        Bilingual(
            "公众号的类型（订阅号、服务号），决定每月能发几次",
            "kind of WeChat account (subscription, service), whose quota holds",
        )
    ),
)

# Channels name the kinds as WeChat does.
_ENGLISH = {"subscription": "订阅号", "service": "服务号"}


def push_named(account: str | None, workspace: Workspace) -> str | None:
    """The kind of WeChat account asked for. Raises ``DataError`` where no channel knows it."""
    from contentai.located import error_at, unknown_word

    kinds = [q.account for c in workspace.rulebook.channels.values() for q in c.quotas]
    named = _ENGLISH.get(account.lower(), account) if account is not None else None
    if named is not None and named not in kinds:
        what = Bilingual("账号类型", "kind of account")
        english = [kind for kind, name in _ENGLISH.items() if name in kinds]
        known = kinds if current() == "zh" else english
        raise error_at(named, unknown_word(named, known, what))
    return named


def targets_named(mix: str, workspace: Workspace) -> dict[str, float]:
    """Shares by kind: those of ``--mix``, else the configuration's. Raises ``DataError``."""
    from contentai.account.mix import read_targets, targets_of

    return read_targets(mix) if mix else targets_of(workspace.config.mix)
