"""contentai reads a Chinese draft the way a careful chief editor does.

from contentai import Workspace
for finding in Workspace.open(".").lint_text(text, channel="wechat"):
    print(finding.place.line, finding.message)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from contentai.diagnostics import Diagnostic, Severity, Span
    from contentai.text.document import Document
    from contentai.workspace import Workspace

__all__ = ["Diagnostic", "Document", "Severity", "Span", "Workspace", "__version__"]


def __getattr__(name: str) -> object:
    """The public names, imported when they are first asked for."""
    if name in ("Diagnostic", "Severity", "Span"):
        from contentai import diagnostics

        return getattr(diagnostics, name)
    if name == "Document":
        from contentai.text.document import Document

        return Document
    if name == "Workspace":
        from contentai.workspace import Workspace

        return Workspace
    raise AttributeError(f"module 'contentai' has no attribute {name!r}")
