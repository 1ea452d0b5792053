"""How severities look in every widget: a mark that needs no colour, and a colour."""

from __future__ import annotations

from contentai.diagnostics import Severity
from contentai.language import Bilingual

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "i"}
COLOURS = {
    Severity.ERROR: "$text-error",
    Severity.WARNING: "$text-warning",
    Severity.INFO: "$text-primary",
}
NAMES = {
    Severity.ERROR: Bilingual("错误", "errors"),
    Severity.WARNING: Bilingual("警告", "warnings"),
    Severity.INFO: Bilingual("提示", "hints"),
}
