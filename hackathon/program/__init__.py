"""The commands of the `hackathon` program: `hackathon web` is the function `web` in `web.py` here, and so are all."""

import click


class BadInput(click.ClickException):
    """Something is wrong in the files that were given; the sentence names file, row and column."""

    exit_code = 2
