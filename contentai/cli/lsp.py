"""``contentai lsp``: the language server, for editors to start."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from contentai.cli.failure import Failure, missing_package
from contentai.cli.standard import open_standard_input
from contentai.cli.usual import check_config_exists, config_option, language_option
from contentai.language import Bilingual


@click.command(
    "lsp",
    help=str(
        Bilingual(
            "语言服务器：由编辑器启动，用标准输入输出说话。怎么设置见 docs/editors。",
            "The language server: started by an editor, over standard input and output. "
            "For set-ups see docs/editors.",
        )
    ),
)
@click.option(
    "--stdio",
    is_flag=True,
    hidden=True,
    help=str(Bilingual("不起作用；很多编辑器会加", "does nothing; many clients add it")),
)
@language_option(Bilingual("说明用的语言", "language of what it says"))
@config_option
def command(stdio: bool, lang: str | None, config: Path | None) -> None:
    """Serve one editor."""
    if lang:
        os.environ["CONTENTAI_LANG"] = lang
    if open_standard_input().isatty():
        words = Bilingual(
            "这个命令由编辑器启动，不在终端里用；设置见 docs/editors，检查稿件用 contentai lint",
            "an editor starts this command; see docs/editors. To check drafts: contentai lint",
        )
        raise Failure(str(words))
    try:
        import pygls  # noqa: F401 - to tell that it is missing before anything slow is imported
    except ImportError as error:
        raise missing_package(error, "lsp") from None
    from contentai.located import DataError

    try:
        check_config_exists(config)
    except DataError as error:
        click.echo(str(error), err=True)  # for whoever reads the editor's log
    from contentai.lsp.server import serve

    # What anything prints must not get between the messages.
    sys.stdout.flush()
    messages = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    status = serve(config, sys.stdin.buffer, messages)
    sys.stderr.flush()
    os._exit(status)  # a draft that is still being judged is of use to nobody
