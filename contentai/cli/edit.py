"""``contentai edit``: the editor in the terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from contentai.cli.failure import Failure
from contentai.cli.usual import check_config_exists, config_option, language_option
from contentai.extras import pip_install
from contentai.language import Bilingual, system_reason


@click.command(
    "edit",
    help=str(
        Bilingual(
            "打开编辑器。路径是稿件或目录；默认当前目录。",
            "Open the editor. PATH is a draft or a folder; default: this folder.",
        )
    ),
)
@click.argument("path", default=".", metavar="[PATH]", type=click.Path(path_type=Path))
@language_option(Bilingual("界面语言", "language of the interface"))
@click.option(
    "--theme",
    type=click.Choice(["dark", "light", "contrast"]),
    help=str(Bilingual("主题", "the looks")),
)
@config_option
@click.option(
    "--recover",
    is_flag=True,
    help=str(
        Bilingual(
            "列出没来得及保存的稿件，不打开编辑器", "list drafts that were not saved, and end"
        )
    ),
)
@click.option(
    "--web",
    is_flag=True,
    help=str(
        Bilingual(
            "在浏览器里用，只在本机打开（要装 contentai[web]）",
            "in the browser, on this machine alone (needs contentai[web])",
        )
    ),
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help=str(Bilingual("--web 用的端口", "port for --web")),
)
def command(
    path: Path,
    lang: str | None,
    theme: str | None,
    config: Path | None,
    recover: bool,
    web: bool,
    port: int,
) -> None:
    """Edit drafts."""
    from contentai.tui.own import load_own, own_file

    own = load_own(own_file())
    chosen = lang or (own.language if not os.environ.get("CONTENTAI_LANG") else None)
    if chosen:
        os.environ["CONTENTAI_LANG"] = chosen
    if recover:
        _list_recoverable(path)
        return
    check_config_exists(config)
    if web:
        _serve(path, theme, config, port)
        return
    in_browser = "TEXTUAL_DRIVER" in os.environ
    # Textual paints on standard error.
    here = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    if not in_browser and not here:
        words = Bilingual(
            "编辑器要在终端里用；要检查稿件请用 contentai lint",
            "the editor needs a terminal; to check drafts use contentai lint",
        )
        raise Failure(str(words))
    # Kitty's keyboard protocol keeps some input methods from composing. Textual reads this
    # when it is imported; whoever wants the protocol sets the variable to 0.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "0" if own.kitty else "1")
    from contentai.tui.app import ContentaiApp

    app = ContentaiApp(path, config, theme=theme)
    app.run()
    sys.exit(app.return_code or 0)


def _list_recoverable(path: Path) -> None:
    """What editors that died left behind, the newest first; of a file or of a folder."""
    from contentai.report.visible import visible
    from contentai.tui.recovery import recoverable, recovery_folder

    place = Path(os.path.realpath(path))
    everywhere = path == Path()
    found = [
        one
        for one in recoverable(recovery_folder())
        if everywhere or one.path == place or one.path.is_relative_to(place)
    ]
    if not found:
        click.echo(str(Bilingual("没有要恢复的稿件", "nothing to recover")))
        return
    from contentai.text.document import Document

    for one in found:
        length = Document.parse(one.text, path=one.path.name).length
        when = one.saved_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        size = Bilingual(f"{length} 字", f"{length} characters")
        click.echo(visible(f"{when}  {one.path}  {size}"))
    click.echo(
        str(
            Bilingual(
                "用 contentai edit 打开其中一篇，会问要不要恢复",
                "open one with contentai edit to be asked whether to recover it",
            )
        )
    )


def _serve(path: Path, theme: str | None, config: Path | None, port: int) -> None:
    """Serve the editor to a browser on this machine until Ctrl+C."""
    try:
        from contentai.tui.web import serve
    except ImportError:
        install = pip_install("web")
        words = Bilingual(f"在浏览器里用要先装：{install}", f"the browser needs more: {install}")
        raise Failure(str(words)) from None
    command = [sys.executable, "-m", "contentai", "edit", str(path)]
    command += ["--theme", theme] if theme else []
    command += ["--config", str(config)] if config else []
    address = f"http://127.0.0.1:{port}"
    words = Bilingual(f"在浏览器里打开 {address} ，Ctrl+C 停", f"open {address} ; Ctrl+C stops it")
    click.echo(str(words))
    try:
        serve(command, port)
    except OSError as error:
        busy = Bilingual(
            f"端口 {port} 用不了（{system_reason(error)}）；用 --port 换一个",
            f"port {port} cannot be used ({system_reason(error)}); choose another by --port",
        )
        raise Failure(str(busy)) from None
