"""``contentai lsp``: beginning, end, settings and texts; which handler answers what."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from lsprotocol import types

from contentai.lsp import actions, answers
from contentai.lsp.benches import Benches, Options
from contentai.lsp.pages import Pages, clear_left
from contentai.lsp.positions import At, Change
from contentai.lsp.protocol import Server
from contentai.lsp.settings import SECTION, read_settings, says_something
from contentai.lsp.showing import Able

_WATCHED = ("**/*.{yaml,yml}", "**/pyproject.toml", "**/.gitignore", "**/.contentaiignore")
# Where one of these appears, other files count than those that are in use.
_TURNING = ("contentai.yaml", "pyproject.toml", ".gitignore", ".contentaiignore")


def serve(config: Path | None, stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Answer one client until it is done; the exit status: 0 after ``shutdown``, else 1."""
    pages = Pages()
    _end_on_signals(pages)
    clear_left()
    server = Server(config, pages)
    for name, handler, *options in _FEATURES:
        server.feature(name, *options)(handler)
    server.command(actions.EXPLAIN)(answers.explain)
    server.start_io(stdin, stdout)
    server.session.close()
    pages.close()
    return 0 if server.is_ended else 1


def _end_on_signals(pages: Pages) -> None:
    """Told to end, leave nothing behind, and at once: a thread that reads would be waited for."""

    def end(number: int, _: object) -> None:
        pages.close()
        os._exit(128 + number)

    with suppress(ValueError):  # no signals for another thread
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)


# --- beginning and end


def initialize(ls: Server, params: types.InitializeParams) -> None:
    """What the client can do."""
    text = params.capabilities.text_document or types.TextDocumentClientCapabilities()
    space = params.capabilities.workspace or types.WorkspaceClientCapabilities()
    window = params.capabilities.window
    shown, hovered = text.publish_diagnostics, text.hover
    symbols, acted = text.document_symbol, text.code_action
    formats = (hovered.content_format if hovered else None) or ()
    resolved = acted.resolve_support.properties if acted and acted.resolve_support else ()
    session = ls.session
    encoding = ls.workspace.position_encoding or types.PositionEncodingKind.Utf16
    session.encoding = types.PositionEncodingKind(encoding).value
    session.able = Able(
        tags=bool(shown and shown.tag_support),
        related=bool(shown and shown.related_information),
        markdown=types.MarkupKind.Markdown in formats,
        nested_symbols=bool(symbols and symbols.hierarchical_document_symbol_support),
    )
    ls.resolves = bool(acted and acted.data_support and "edit" in resolved)
    ls.versioned = bool(space.workspace_edit and space.workspace_edit.document_changes)
    ls.shows_documents = bool(window and window.show_document and window.show_document.support)
    session.told = session.begun = _read(ls, params.initialization_options)
    ls.watching = asyncio.get_running_loop().create_task(ls.leave_with(params.process_id))


async def initialized(ls: Server, _: types.InitializedParams) -> None:
    """Ask to be told of changed files and settings, and for the settings as they are."""
    space = ls.client_capabilities.workspace or types.WorkspaceClientCapabilities()
    wanted: list[types.Registration] = []
    watching, settings = space.did_change_watched_files, space.did_change_configuration
    if watching and watching.dynamic_registration:
        watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        name = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        wanted.append(types.Registration("contentai-files", name, options))
    if settings and settings.dynamic_registration:
        name = types.WORKSPACE_DID_CHANGE_CONFIGURATION
        registered = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
        wanted.append(types.Registration("contentai-settings", name, registered))
    if wanted:
        ls.client_register_capability(types.RegistrationParams(wanted))
    await _ask_settings(ls)


def shutdown(ls: Server, *_: Any) -> None:
    """The client is about to leave."""
    ls.is_ended = True
    ls.session.close()


# --- settings and files


async def settings_changed(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    """Other settings: those told, or those that the client holds."""
    if not await _ask_settings(ls):
        session, given = ls.session, params.settings
        session.told = _read(ls, given) if says_something(given) else session.begun
        session.judge_all()


async def folders_changed(ls: Server, _: types.DidChangeWorkspaceFoldersParams) -> None:
    """Other workspace folders: drafts may belong to another one now."""
    await _ask_settings(ls)
    ls.session.judge_all()


async def files_changed(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    """Configuration, rules or ignore files changed on the disk."""
    await ls.session.look_at_faults()
    if any(change.uri.rsplit("/", 1)[-1] in _TURNING for change in params.changes):
        ls.session.judge_all(forget=not await ls.session.work(Benches.hold))
    else:
        await ls.session.judge_where_needed()


async def _ask_settings(ls: Server) -> bool:
    """Ask the client for its settings; False where it cannot be asked."""
    space = ls.client_capabilities.workspace
    if not (space and space.configuration):
        return False
    # Without a scope: for drafts outside of all folders.
    roots: list[Path | None] = [*ls.session.roots, None]
    items = [
        types.ConfigurationItem(scope_uri=root.as_uri() if root else None, section=SECTION)
        for root in roots
    ]
    found = await ls.workspace_configuration_async(types.ConfigurationParams(items))
    before = ls.session.options
    # What the client no longer holds (null) is in force no longer.
    read = {
        root: read_settings(given)
        for root, given in zip(roots, found or (), strict=False)
        if given is not None
    }
    ls.session.options = {root: options for root, (options, _) in read.items()}
    # What is wrong for several folders is one thing to a writer.
    ls.session.complain("asked", [words for _, problems in read.values() for words in problems])
    if before != ls.session.options:
        ls.session.judge_all()
    return True


def _read(ls: Server, given: Any) -> Options:
    options, problems = read_settings(given)
    ls.session.complain("told", problems)
    return options


# --- texts


def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    """A text was opened."""
    ls.session.open(params.text_document)


def text_changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    """A text was changed."""
    changes: list[Change | str] = []
    for item in params.content_changes:
        if isinstance(item, types.TextDocumentContentChangePartial):
            start, end = item.range.start, item.range.end
            ends = At(start.line, start.character), At(end.line, end.character)
            changes.append(Change(*ends, item.text))
        else:
            changes.append(item.text)
    named = params.text_document
    ls.session.change(named.uri, named.version, changes)


def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    """A text was closed."""
    ls.session.shut(params.text_document.uri)


_KINDS = [types.CodeActionKind.QuickFix, actions.IGNORE_KIND, actions.FIX_ALL]
_FEATURES: tuple[Any, ...] = (
    (types.INITIALIZE, initialize),
    (types.INITIALIZED, initialized),
    (types.SHUTDOWN, shutdown),
    (types.WORKSPACE_DID_CHANGE_CONFIGURATION, settings_changed),
    (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, folders_changed),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, files_changed),
    (types.TEXT_DOCUMENT_DID_OPEN, opened),
    (types.TEXT_DOCUMENT_DID_CHANGE, text_changed),
    (types.TEXT_DOCUMENT_DID_CLOSE, closed),
    (types.TEXT_DOCUMENT_HOVER, answers.hover),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, answers.document_symbols),
    (
        types.TEXT_DOCUMENT_CODE_ACTION,
        answers.code_actions,
        types.CodeActionOptions(code_action_kinds=_KINDS, resolve_provider=True),
    ),
    (types.CODE_ACTION_RESOLVE, answers.resolve),
)
