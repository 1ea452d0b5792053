"""How a command ends when it cannot do its work: one message, exit status 2."""

from __future__ import annotations

import click


class Failure(click.ClickException):
    """The words for the user. Status 1 means findings; 2 means that something went wrong."""

    exit_code = 2
