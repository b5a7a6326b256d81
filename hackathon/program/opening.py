"""What commands begin with: logs set up, settings read."""

import os
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from hackathon.core.config import Settings
from hackathon.core.logs import configure_logs

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def pass_settings(command: Callable[Concatenate[Settings, Given], Answer]) -> Callable[Given, Answer]:
    """Give a command the settings, read when it runs: asking for its help needs none."""

    @wraps(command)
    def with_settings(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        configure_logs()
        return command(Settings.from_env(os.environ), *args, **kwargs)

    return with_settings
