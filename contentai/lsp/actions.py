"""What an editor offers to do about findings: fix them, ignore one here, explain a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lsprotocol import types

from contentai.diagnostics import Applicability, Diagnostic, Edit, Span
from contentai.language import Bilingual
from contentai.lsp.judging import Judged, is_for_all
from contentai.lsp.positions import Positions
from contentai.lsp.showing import Able, diagnostic, text_edits

EXPLAIN = "contentai.explainRule"
FIX_ALL = "source.fixAll.contentai"
IGNORE_KIND = "quickfix.contentai.ignore"
_LOOK = Bilingual("（改前看一眼）", " (look before)")


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft that actions are for: its version as the client counts, and what it came to."""

    uri: str
    version: int
    judged: Judged
    positions: Positions
    able: Able

    def edit(self, edits: Iterable[Edit], versioned: bool) -> types.WorkspaceEdit:
        """Edits of this version of the draft."""
        found = text_edits(self.positions, edits)
        if not versioned:
            return types.WorkspaceEdit(changes={self.uri: found})
        name = types.OptionalVersionedTextDocumentIdentifier(self.uri, self.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(name, found)])


def wants(only: Sequence[str] | None, kind: str) -> bool:
    """True when a client that asks for kinds ``only`` wants this one: it or a part of one of them.

    An empty name stands for all.
    """
    return only is None or any(
        not asked or kind == asked or kind.startswith(f"{asked}.") for asked in only
    )


def here(draft: Draft, span: Span, named: Iterable[types.Diagnostic]) -> list[Diagnostic]:
    """The findings that touch ``span``, and those that the client names by their ``data``."""
    data = [item.data for item in named if isinstance(item.data, dict)]
    keys = {(item.get("rule"), item.get("start"), item.get("end")) for item in data}
    return [
        finding
        for finding in draft.judged.findings
        if (finding.span.start <= span.end and span.start <= finding.span.end)
        or (finding.rule, *finding.span) in keys
    ]


def quick_fixes(
    draft: Draft, findings: Iterable[Diagnostic], versioned: bool
) -> Iterator[types.CodeAction]:
    """One action for every fix that can be applied; a safe one is preferred."""
    for finding in findings:
        preferred = True
        for fix in finding.fixes:
            if not fix.edits or fix.applicability is Applicability.DISPLAY:
                continue
            safe = fix.applicability is Applicability.SAFE
            yield types.CodeAction(
                title=fix.title if safe else f"{fix.title}{_LOOK}",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[diagnostic(finding, draft.positions, draft.uri, draft.able)],
                is_preferred=safe and preferred,
                edit=draft.edit(fix.edits, versioned),
            )
            preferred = preferred and not safe


def ignore(draft: Draft, finding: Diagnostic, reason_needed: bool) -> types.CodeAction:
    """The action that writes into the draft that a finding is known; its edit comes later."""
    rule = finding.rule
    words = (
        Bilingual(
            f"全文忽略 {rule}（写进稿件头部）", f"ignore {rule} in the whole draft (front matter)"
        )
        if is_for_all(draft.judged.asked, finding)
        else Bilingual(f"在这里忽略 {rule}", f"ignore {rule} here")
    )
    if reason_needed:
        words = Bilingual(f"{words.zh}（还要补上原因）", f"{words.en} (then add the reason)")
    return types.CodeAction(
        title=str(words),
        kind=IGNORE_KIND,
        diagnostics=[diagnostic(finding, draft.positions, draft.uri, draft.able)],
        data=_data(draft, {"ignore": [rule, finding.span.start, finding.span.end]}),
    )


def fix_all(draft: Draft) -> types.CodeAction:
    """The action that applies all safe fixes; its edit comes later."""
    words = Bilingual("全部可以直接改的（contentai）", "apply all safe fixes (contentai)")
    return types.CodeAction(title=str(words), kind=FIX_ALL, data=_data(draft, {"all": True}))


def explain(rule: str, uri: str) -> types.CodeAction:
    """The action that opens the page of a rule."""
    title = str(Bilingual(f"{rule} 是什么规则", f"about the rule {rule}"))
    command = types.Command(title=title, command=EXPLAIN, arguments=[rule, uri])
    return types.CodeAction(title=title, kind=types.CodeActionKind.QuickFix, command=command)


def can_mend(findings: Iterable[Diagnostic]) -> bool:
    """True when there is a safe fix at all."""
    return any(
        fix.applicability is Applicability.SAFE for finding in findings for fix in finding.fixes
    )


def _data(draft: Draft, more: dict[str, Any]) -> dict[str, Any]:
    return {"uri": draft.uri, "version": draft.version, **more}
