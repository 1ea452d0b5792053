"""Answers to what a client asks about a draft.

All wait until the draft is judged as it stands; where it changes meanwhile there is no answer.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified

from contentai.diagnostics import Diagnostic, Edit
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.lsp import actions, judging, showing
from contentai.lsp.positions import At, Positions
from contentai.lsp.protocol import Server
from contentai.lsp.session import Opened
from contentai.rulebook.rule import Rule


async def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """The findings at a place with their rules; the scores at the top."""
    found = await ls.session.settled(params.text_document.uri)
    if found is None or found.judged is None:
        return None
    judged = found.judged
    positions = Positions(judged.asked.text, ls.session.encoding)
    offset = positions.offset(At(params.position.line, params.position.character))
    here = [f for f in judged.findings if f.span.start <= offset <= f.span.end]
    rules = _rules(judged)
    words = showing.hover_words(
        judged,
        [(f, rules.get(f.rule)) for f in here],
        _is_top(judged, params.position.line, offset),
    )
    if words is None:
        return None
    kind = types.MarkupKind.Markdown if ls.session.able.markdown else types.MarkupKind.PlainText
    shown = words if ls.session.able.markdown else showing.unmarked(words)
    ends = min((f.span for f in here), key=lambda span: span.end - span.start, default=None)
    around = showing.range_of(positions, ends) if ends else None
    return types.Hover(types.MarkupContent(kind, shown), around)


def _is_top(judged: judging.Judged, line: int, offset: int) -> bool:
    titles = (heading.span for heading in judged.headings if heading.level == 0)
    return line == 0 or any(span.start <= offset <= span.end for span in titles)


def _rules(judged: judging.Judged) -> dict[str, Rule]:
    bench = judged.bench
    if bench is None or isinstance(bench.linter, DataError):
        return {}
    return dict(bench.linter.workspace.rulebook.rules)


async def document_symbols(
    ls: Server, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    """Titles and headings."""
    found = await ls.session.settled(params.text_document.uri)
    if found is None or found.judged is None:
        return None
    positions = Positions(found.judged.asked.text, ls.session.encoding)
    return showing.symbols(found.judged.headings, positions, found.uri, ls.session.able)


async def code_actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What can be done about the findings in a range."""
    draft = _draft(ls, await ls.session.settled(params.text_document.uri))
    if draft is None:
        return []
    only = params.context.only
    span = showing.span_of(draft.positions, params.range)
    found = actions.here(draft, span, params.context.diagnostics)
    offered: list[types.CodeAction] = []
    if actions.wants(only, types.CodeActionKind.QuickFix.value):
        offered += actions.quick_fixes(draft, found, ls.versioned)
    if actions.wants(only, actions.IGNORE_KIND):
        needed = _reason_needed(draft.judged)
        once = {(f.rule, f.span): f for f in found if not f.rule.startswith("SUP-")}
        for finding in once.values():
            action = actions.ignore(draft, finding, needed)
            offered += await _filled(ls, draft, action)
    if actions.wants(only, actions.FIX_ALL) and actions.can_mend(draft.judged.findings):
        offered += await _filled(ls, draft, actions.fix_all(draft))
    if actions.wants(only, types.CodeActionKind.QuickFix.value):
        offered += [
            actions.explain(rule, draft.uri) for rule in dict.fromkeys(f.rule for f in found)
        ]
    return offered


async def _filled(
    ls: Server, draft: actions.Draft, action: types.CodeAction
) -> list[types.CodeAction]:
    """The action as the client can take it: without its edit where that can be asked for later."""
    if ls.resolves:
        return [action]
    edits = await _edits(ls, draft, action.data)
    action.edit, action.data = draft.edit(edits, ls.versioned), None
    return [action] if edits else []


async def resolve(ls: Server, action: types.CodeAction) -> types.CodeAction:
    """An action with its edit."""
    data = action.data if isinstance(action.data, dict) else {}
    draft = _draft(ls, await ls.session.settled(str(data.get("uri"))))
    if draft is None or draft.version != data.get("version"):
        raise JsonRpcContentModified(str(_MOVED))
    edits = await _edits(ls, draft, data)
    if not edits:
        ls.session.message(_NO_WAY, types.MessageType.Info)
    action.edit = draft.edit(edits, ls.versioned)
    return action


async def _edits(ls: Server, draft: actions.Draft, data: Any) -> tuple[Edit, ...]:
    asked = draft.judged.asked
    if "ignore" not in data:
        return await ls.session.work(partial(judging.mended, asked=asked))
    finding = _named(draft.judged, data["ignore"])
    if finding is None:
        return ()
    return await ls.session.work(partial(judging.ignoring, asked=asked, finding=finding))


def _named(judged: judging.Judged, key: Any) -> Diagnostic | None:
    return next((f for f in judged.findings if [f.rule, *f.span] == list(key)), None)


def _draft(ls: Server, found: Opened | None) -> actions.Draft | None:
    if found is None or found.judged is None or found.judged.trouble:
        return None
    positions = Positions(found.judged.asked.text, ls.session.encoding)
    return actions.Draft(found.uri, found.version, found.judged, positions, ls.session.able)


def _reason_needed(judged: judging.Judged) -> bool:
    bench = judged.bench
    if bench is None or isinstance(bench.linter, DataError):
        return False
    return bench.linter.workspace.config.suppressions.reason_required


async def explain(ls: Server, *arguments: Any) -> str | None:
    """Open the page of a rule; the page itself is the answer, too."""
    rule = str(arguments[0]).upper() if arguments else ""
    uri = str(arguments[1]) if len(arguments) > 1 else ""
    asked = ls.session.asked_about(uri)
    page = await ls.session.work(partial(judging.page, asked=asked, rule=rule))
    if page is None:
        words = Bilingual(f"规则书里没有 {rule}", f"the rulebook has no {rule}")
        ls.session.message(words, types.MessageType.Warning)
        return None
    if ls.shows_documents:
        shown = None
        with suppress(OSError):  # told in a message where there is no place for a file
            file = ls.session.pages.write(f"{rule.lower()}.md", page)
            params = types.ShowDocumentParams(file.as_uri(), external=False, take_focus=True)
            shown = await ls.window_show_document_async(params)
        if shown is not None and shown.success:
            return page
    ls.session.message(showing.unmarked(page), types.MessageType.Info)
    return page


_MOVED = Bilingual("稿子刚才改过了，再来一次", "the draft changed meanwhile; try again")
_NO_WAY = Bilingual("这一处没有办法改", "nothing can be done here")
