"""``python -m contentai``."""

from __future__ import annotations

from contentai.cli.main import main

main()
