"""What ``contentai doctor`` looks at, one function a matter. None of them changes anything."""

from __future__ import annotations

import locale
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import contentai
from contentai import resources
from contentai.cli.colours import wants_colour
from contentai.cli.doctor_hooks import described, trouble
from contentai.cli.doctor_settings import Finding, account, cache, configuration, rules, wrong
from contentai.config import Config
from contentai.extras import pip_install, reinstall
from contentai.githooks.hookfile import TYPES, hook_file
from contentai.language import Bilingual, current, system_reason
from contentai.lint.git import NoHistory, NoRepository
from contentai.lint.repository import Repository
from contentai.located import DataError
from contentai.report.visible import visible
from contentai.workspace import Workspace

# What every installation needs, by the names that are imported.
_NEEDED: Final = (
    *("ahocorasick_rs", "charset_normalizer", "click", "ftfy", "jieba", "lunar_python"),
    *("mammoth", "markdown_it", "numpy", "opencc", "pathspec", "platformdirs", "pypinyin"),
    *(
        "re2",
        "rjieba",
        "safetensors",
        "textual",
        "textual_plotext",
        "watchfiles",
        "wcwidth",
        "yaml",
    ),
)
# One module that each extra brings.
_EXTRAS: Final = {
    "hygiene": ("autocorrect_py", Bilingual("排版细节", "copy hygiene")),
    "library": ("trafilatura", Bilingual("抓网页和订阅源", "web pages and feeds")),
    "lsp": ("pygls", Bilingual("编辑器插件", "language server")),
    "web": ("textual_serve", Bilingual("浏览器里的编辑器", "the editor in a browser")),
    "train": ("sklearn", Bilingual("训练", "training")),
    "semantic": ("sentence_transformers", Bilingual("别的向量模型", "other embedders")),
}
_LEAST_WIDTH: Final = 60
_REINSTALL = Bilingual(
    f"在 contentai 的源码目录里重装：{reinstall()}",
    f"reinstall, in the folder of contentai's source: {reinstall()}",
)


def installation() -> Iterator[Finding]:
    """Versions, packages, extras, shipped data."""
    name = Bilingual("安装", "installation")
    python = ".".join(map(str, sys.version_info[:3]))
    place = Path(contentai.__file__).parent
    told = f"contentai {contentai.__version__}, Python {python}, {place}"
    yield Finding(name, "ok", Bilingual(told, told))
    missing = [module for module in _NEEDED if not _is_there(module)]
    if missing:
        names = ", ".join(missing)
        yield Finding(
            name,
            "fail",
            Bilingual(f"缺少软件包：{names}", f"packages missing: {names}"),
            _REINSTALL,
        )
    gone = [str(p) for p in (resources.rules_dir(), resources.corpora_dir()) if not p.is_dir()]
    if gone:
        names = ", ".join(gone)
        words = Bilingual(f"缺少自带的数据：{names}", f"shipped data missing: {names}")
        yield Finding(name, "fail", words, _REINSTALL)
    for extra, (module, what) in _EXTRAS.items():
        title = Bilingual(f"可选 {extra}", f"extra {extra}")
        if _is_there(module):
            version = _version(module)
            yield Finding(title, "ok", Bilingual(f"{what.zh} {version}", f"{what.en} {version}"))
        else:
            way = pip_install(extra)
            words = Bilingual(
                f"没装（{what.zh}；可以不装）", f"not installed ({what.en}; optional)"
            )
            yield Finding(title, "ok", words, Bilingual(way, way))


def models(workspace: Workspace) -> Iterator[Finding]:
    """Their checksums, and whether they are for this version and tokenizer."""
    from contentai.embedding.static_model import EmbedderError

    name = Bilingual("模型", "models")
    problem = workspace.model_problem
    if problem:
        yield Finding(name, "fail", problem)
    else:
        place = workspace.config.models or resources.model_dir()
        yield Finding(
            name, "ok", Bilingual(f"{place}，校验和对得上", f"{place}, checksums are right")
        )
    name = Bilingual("向量模型", "embedder")
    try:
        encoder = workspace.encoder
    except EmbedderError as error:
        yield Finding(name, "fail", error.words)
    else:
        told = f"{workspace.config.embedding.model} ({encoder.name})"
        yield Finding(name, "ok", Bilingual(told, told))


def library(workspace: Workspace) -> Iterator[Finding]:
    """Whether it opens."""
    import sqlite3

    from contentai.topics.found import LibraryError
    from contentai.topics.library import Library
    from contentai.topics.store import is_there

    name = Bilingual("资料库", "library")
    file = workspace.library_file
    try:
        if not is_there(file):
            words = Bilingual("还没有，用自带的文章", "none yet; the shipped articles are used")
            way = Bilingual("contentai corpus add 加自己的", "contentai corpus add adds your own")
            yield Finding(name, "ok", words, way)
            return
        with Library.read(file) as opened:
            count = opened.stats().articles
    except (LibraryError, OSError, sqlite3.Error) as error:
        told = visible(str(error))
        words = error.words if isinstance(error, LibraryError) else Bilingual(told, told)
        way = Bilingual(
            f"看看 {file} 和它的文件夹的权限，或者用配置 library 换一个",
            f"look at the permissions of {file} and its folder, or name another as library",
        )
        if isinstance(error, LibraryError) and error.is_damaged:
            way = Bilingual(
                f"把 {file} 移开，再用 contentai corpus add 重建",
                f"move {file} away and fill a new one by contentai corpus add",
            )
        yield Finding(name, "fail", words, way)
    else:
        yield Finding(name, "ok", Bilingual(f"{file}，{count} 篇", f"{file}, {count} articles"))


def git() -> Iterator[Finding]:
    """Git, and our hooks in this repository."""
    name = Bilingual("git", "git")
    if shutil.which("git") is None:
        words = Bilingual("没有装，看不了改动", "not installed: changes cannot be told")
        yield Finding(name, "warn", words, Bilingual("装上 git", "install git"))
        return
    try:
        repository = Repository.of(Path.cwd(), bare_ok=True)
    except NoRepository:
        yield Finding(name, "ok", Bilingual("这里不是 git 仓库", "this is no git repository"))
        return
    except NoHistory as error:
        yield Finding(name, "warn", error.words)
        return
    yield Finding(name, "ok", Bilingual(f"仓库 {repository.top}", f"repository {repository.top}"))
    for type in TYPES:
        name = Bilingual(f"钩子 {type}", f"hook {type}")
        again = f"contentai hook install --type {type}"
        way = Bilingual(again, again)
        try:
            own = hook_file(repository, type).own
            problem = trouble(own, repository) if own else None
            told = described(own) if own else None
        except (OSError, ValueError) as error:
            yield Finding(name, "warn", _unread(error), way)
            continue
        if told is None:
            yield Finding(
                name, "ok", Bilingual("没装（可以不装）", "not installed (optional)"), way
            )
            continue
        if problem:
            yield Finding(name, "warn", problem, way)
        else:
            yield Finding(name, "ok", told)


def _unread(error: OSError | ValueError) -> Bilingual:
    if isinstance(error, OSError):
        reason = system_reason(error)
        return Bilingual(
            f"{error.filename} 读不了：{reason.zh}", f"{error.filename} cannot be read: {reason.en}"
        )
    return Bilingual(
        f"钩子文件被改过，读不懂（{error}）",
        f"the hook file was edited and makes no sense ({error})",
    )


def terminal() -> Iterator[Finding]:
    """Encoding, colours, width, language."""
    name = Bilingual("终端", "terminal")
    encoding = locale.getpreferredencoding(False)
    if encoding.lower().replace("-", "") != "utf8":
        yield Finding(
            name,
            "warn",
            Bilingual(
                f"区域编码是 {encoding}，中文可能显示成乱码", f"the locale's encoding is {encoding}"
            ),
            Bilingual("export LANG=C.UTF-8（或 zh_CN.UTF-8）", "export LANG=C.UTF-8"),
        )
    language = current()
    zh, en = ("有", "") if wants_colour(sys.stdout) else ("没有", "no ")
    if not sys.stdout.isatty():
        words = Bilingual(f"输出接了管道，{zh}颜色；{language}", f"piped: {en}colours; {language}")
        yield Finding(name, "ok", words)
        return
    width = shutil.get_terminal_size().columns
    if width < _LEAST_WIDTH:
        words = Bilingual(
            f"只有 {width} 列，报告会折行", f"only {width} columns: reports will wrap"
        )
        way = Bilingual(f"拉宽到 {_LEAST_WIDTH} 列以上", f"make it {_LEAST_WIDTH} columns or wider")
        yield Finding(name, "warn", words, way)
    # A ruler: where wide characters take two columns, both bars stand under each other.
    told = Bilingual(
        f"{encoding}，{width} 列，{zh}颜色，界面 {language}；"
        "中文该占两列：｜中文｜ 和 ｜1234｜ 应当一样宽",
        f"{encoding}, {width} columns, {en}colours, {language}; "
        "wide characters should take two columns: |中文| and |1234| should be equally wide",
    )
    yield Finding(name, "ok", told)


def findings(config: Path | None) -> Iterator[Finding]:
    """All of them. What breaks one matter does not keep the others from being looked at."""
    yield from installation()
    name = Bilingual("配置", "configuration")
    try:
        workspace = Workspace.open(config=config)
    except DataError as error:
        yield wrong(name, error)
        workspace = Workspace(Config())
    else:
        yield from configuration(workspace, config)
    matters: tuple[Callable[[Workspace], Iterator[Finding]], ...] = (
        account,
        rules,
        models,
        library,
    )
    for matter in matters:
        yield from matter(workspace)
    yield from cache(config)
    yield from git()
    yield from terminal()


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def _version(module: str) -> str:
    """The version of the package that brings a module; nothing when that is not known."""
    names = metadata.packages_distributions().get(module, [])
    return metadata.version(names[0]) if names else ""
