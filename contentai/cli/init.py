"""``contentai init``: a first configuration, with a word on every setting."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from contentai.cli.failure import Failure
from contentai.cli.init_rules import make_folders
from contentai.cli.output import write_output
from contentai.cli.usual import ChannelName
from contentai.config import find_config
from contentai.config.packs import installed_packs
from contentai.config.place import FILE_NAME, nearly
from contentai.config.settings import MIX
from contentai.githooks.hookfile import TYPES, Refused
from contentai.githooks.hookfile import install as write_hook
from contentai.githooks.runs import Options
from contentai.language import Bilingual
from contentai.lint.git import NoHistory
from contentai.lint.repository import Repository
from contentai.lint.writing import Unwritable
from contentai.report.visible import visible
from contentai.rulenames import apart
from contentai.text.names import CHANNELS, USUAL_NAMES, channel_called

_HEAD = Bilingual(
    "contentai 的配置。各项的说明见 docs/configuration.md；contentai config show 看生效的是什么。",
    "Settings of contentai, see docs/configuration.md; contentai config show tells those in force.",
)
# Setting, an example of it, and what it does.
_SETTINGS = (
    ("channel", "wechat", Bilingual("稿件没写渠道时用的", "channel of drafts that do not say")),
    ("stage", "engage", Bilingual("follow | engage | convert | retain", "stage of the relation")),
    ("segment", "[new-parents]", Bilingual("写给哪些粉丝", "which followers are addressed")),
    ("select", "[LAW, PLAT-001]", Bilingual("只用这些规则", "only these rules")),
    (
        "ignore",
        "[MOB]",
        Bilingual("不用这些规则；前缀代表整个规则包", "not these; a prefix is a pack"),
    ),
    ("severity", "{LAW-009: warning}", Bilingual("规则的级别", "severities of rules")),
    ("fail_on", "error", Bilingual("error | warning | info | never", "what makes a run fail")),
    ("rules", "[house-rules]", Bilingual("自己的规则目录", "folders of your own rules")),
    ("mix", "{value: 50, promotion: 10}", Bilingual("各类帖子的份额（%）", "shares of posts (%)")),
    ("account", "{brand: known}", Bilingual("账号情况", "what is known of the account")),
    (
        "suppressions",
        "{reason: required}",
        Bilingual("在稿件里忽略问题要写原因", "ignoring a finding in a draft needs a reason"),
    ),
    (
        "overrides",
        '[{files: ["sms/**"], channel: sms}]',
        Bilingual("某些稿件另作规定", "settings for some drafts"),
    ),
)


@click.command(
    "init",
    help=str(
        Bilingual(
            "写一份带说明的 contentai.yaml。在终端里会问，选项给了的不问。",
            "Write a contentai.yaml with comments. On a terminal it asks for what no option says.",
        )
    ),
)
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--channel",
    type=ChannelName(),
    help=str(Bilingual("稿件没写渠道时用的", "channel of drafts that do not say")),
)
@click.option(
    "--rules",
    metavar="FOLDER|PACK",
    multiple=True,
    callback=lambda _context, _option, given: apart(",".join(given)),
    help=str(
        Bilingual("自己的规则：目录（没有就建）或装好的规则包", "own rules: a folder or a pack")
    ),
)
@click.option(
    "--mix",
    metavar="SHARES",
    help=str(Bilingual("各类帖子的份额，value=50,promotion=10", "shares of posts, in per cent")),
)
@click.option(
    "--hook",
    "hooks",
    type=click.Choice(TYPES),
    multiple=True,
    help=str(Bilingual("也装上这个 git 钩子", "install this git hook, too")),
)
@click.option("--yes", is_flag=True, help=str(Bilingual("不问", "do not ask")))
@click.option(
    "--force", is_flag=True, help=str(Bilingual("已有的配置也盖掉", "replace one that is there"))
)
def command(
    folder: Path,
    channel: str | None,
    rules: tuple[str, ...],
    mix: str | None,
    hooks: tuple[str, ...],
    yes: bool,
    force: bool,
) -> None:
    """Write the file; never over another without --force."""
    file = folder / FILE_NAME
    if file.exists() and not force:
        words = Bilingual(
            f"{file} 已经有了，没有动；要盖掉就加 --force",
            f"{file} is there already and was left alone; --force replaces it",
        )
        raise Failure(visible(str(words)))
    above = find_config(folder)
    if not yes and _on_terminal():
        try:
            channel = channel or _ask_channel()
            rules = rules or _ask_rules()
            mix = mix if mix is not None else _ask_mix()
            hooks = hooks or _ask_hooks(folder)
        except click.Abort:  # Ctrl-C, which ends all else with 130
            raise KeyboardInterrupt from None
    if hooks:
        _check_repository(folder)
    given = {"channel": channel} if channel else {}
    shares = _read_mix(mix) if mix else {}
    if rules:
        make_folders(folder, rules)
        given["rules"] = _flow(rules)
    if shares:
        given["mix"] = "{" + ", ".join(f"{kind}: {share:g}" for kind, share in shares.items()) + "}"
    write_output(file, _text(given, rules).encode(), Bilingual("写不了配置", "cannot write"))
    click.echo(visible(str(Bilingual(f"写好了 {file}", f"wrote {file}"))))
    if above and above.resolve() != file.resolve():
        words = Bilingual(
            f"注意：{above} 对这里不再起作用；要接着它写，就加 extends",
            f"note: {above} no longer counts here; `extends` builds on it",
        )
        click.echo(visible(str(words)), err=True)
    for note in nearly(folder):
        click.echo(visible(str(note)), err=True)
    for type in hooks:
        _install(folder, type)


def _on_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def _ask_channel() -> str | None:
    known = Bilingual("、".join(USUAL_NAMES[id] for id in CHANNELS), ", ".join(CHANNELS))
    words = Bilingual(
        f"稿件多半发在哪里？{known.zh}；不一定就回车",
        f"Where do most drafts go? {known.en}; Enter for no certain one",
    )

    def read(answer: str) -> str | None:
        channel = channel_called(answer)
        if answer.strip() and channel is None:
            refused = Bilingual(
                f"不认识的渠道“{answer}”；可以用：{known.zh}",
                f"unknown channel {answer!r}; valid: {known.en}",
            )
            raise click.BadParameter(visible(str(refused)))
        return channel

    channel: str | None = click.prompt(str(words), default="", value_proc=read, show_default=False)
    return channel


def _ask_rules() -> tuple[str, ...]:
    words = Bilingual("自己的规则目录？没有就回车", "A folder of your own rules? Enter for none")
    answer = str(click.prompt(str(words), default="", show_default=False)).strip()
    return apart(answer)


def _ask_mix() -> str:
    words = Bilingual(
        "各类帖子想要的份额？如 value=50,service=20,interaction=20,promotion=10；不定就回车",
        "Shares of posts, like value=50,service=20,interaction=20,promotion=10? Enter for none",
    )
    while True:
        answer = str(click.prompt(str(words), default="", show_default=False)).strip()
        try:
            _read_mix(answer)
        except Failure as error:
            click.echo(error.message, err=True)
        else:
            return answer


def _ask_hooks(folder: Path) -> tuple[str, ...]:
    try:
        Repository.of(folder)
    except (NoHistory, OSError):
        return ()
    words = Bilingual(
        "推送前自动检查（装 pre-push 钩子）？", "Check before each push (a pre-push hook)?"
    )
    return ("pre-push",) if click.confirm(str(words), default=True) else ()


def _read_mix(text: str) -> dict[str, float]:
    """``value=50,promotion=10`` in per cent. Raises ``Failure``."""
    shares: dict[str, float] = {}
    for part in filter(None, (part.strip() for part in text.replace("，", ",").split(","))):
        name, _, number = part.partition("=")
        try:
            share = float(number.strip().removesuffix("%"))
        except ValueError:
            share = -1.0
        if name.strip() not in MIX or name.strip() in shares or not 0 <= share <= 100:
            words = Bilingual(
                f"份额“{part}”写得不对：每类一次，写成 {'、'.join(MIX)} = 0 到 100",
                f"share {part!r}: write each kind once, {', '.join(MIX)} = 0 to 100",
            )
            raise Failure(str(words))
        shares[name.strip()] = share
    total = sum(shares.values())
    if total > 100 or (len(shares) == len(MIX) and total != 100):
        words = Bilingual(
            f"份额加起来是 {total:g}，不是 100", f"the shares sum to {total:g}, not 100"
        )
        raise Failure(str(words))
    return shares


def _text(given: dict[str, str], rules: Sequence[str]) -> str:
    packs = installed_packs()
    if any(name in packs for name in rules):
        given = {**given, "rules": "{packs: " + given["rules"] + "}"}
    lines = [f"# {_HEAD}", ""]
    for key, example, words in _SETTINGS:
        setting = f"{key}: {given[key]}" if key in given else f"# {key}: {example}"
        lines.append(f"{setting:<40} # {words}")
    return "\n".join(lines) + "\n"


def _flow(names: Sequence[str]) -> str:
    return "[" + ", ".join(json.dumps(name, ensure_ascii=False) for name in names) + "]"


def _check_repository(folder: Path) -> None:
    """Refuse a hook outside of git before anything is written. Raises ``Failure``."""
    try:
        Repository.of(folder)
    except (NoHistory, OSError) as error:
        words = Bilingual(
            f"钩子装不上，什么都没有写：{error}；先 git init，或去掉 --hook",
            f"no hook can be installed, and nothing was written: {error}; git init first, or leave "
            "out --hook",
        )
        raise Failure(visible(str(words))) from None


def _install(folder: Path, type: str) -> None:
    try:
        repository = Repository.of(folder)
        where = folder.resolve().relative_to(repository.top.resolve()).as_posix()
        options = Options(folder="" if where == "." else where)
        done = write_hook(repository, type, options, sys.executable, force=False)
    except (NoHistory, Refused, Unwritable, OSError) as error:
        words = Bilingual(f"钩子 {type} 没有装上：{error}", f"no {type} hook: {error}")
        raise Failure(visible(str(words))) from None
    click.echo(str(Bilingual(f"装好了钩子 {type}", f"installed the {type} hook")))
    for note in done.notes(type):
        click.echo(visible(str(note)), err=True)
