"""``python -m contentai``."""

from __future__ import annotations

from contentai.cli.main import program

if __name__ == "__main__":  # a worker process imports it, too
    program()
