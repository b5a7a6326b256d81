"""Logs: one line of key=value for each event on stderr, ours and the libraries' alike, set up once by each program."""

import logging
import re

import structlog
from structlog.stdlib import LoggerFactory, ProcessorFormatter, add_log_level
from structlog.typing import EventDict, Processor

OURS = "hackathon"
SECRET = re.compile(r"secret|password|token|cookie|authorization", re.IGNORECASE)
USER_INFO = re.compile(r"(?<=://)[^/@\s]*@")
MASK = "•••"


def configure_logs() -> None:
    """Write our events from INFO up and those of libraries from WARNING up."""
    events: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.processors.format_exc_info,
        mask_secrets,
    ]
    structlog.configure(
        processors=[*events, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=LoggerFactory(),
    )
    written = logging.StreamHandler()
    written.setFormatter(ProcessorFormatter(foreign_pre_chain=events, processors=_last_steps()))
    logging.basicConfig(handlers=[written], level=logging.WARNING, force=True)
    logging.getLogger(OURS).setLevel(logging.INFO)


def mask_secrets(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Hide what a key calls a secret, and names and passwords inside addresses."""
    return {key: MASK if SECRET.search(key) else _without_credentials(value) for key, value in event.items()}


def _without_credentials(value: object) -> object:
    return USER_INFO.sub(f"{MASK}@", value) if isinstance(value, str) else value


def _last_steps() -> list[Processor]:
    order = ["at", "level", "event"]
    return [
        ProcessorFormatter.remove_processors_meta,
        structlog.processors.LogfmtRenderer(key_order=order, bool_as_flag=False),
    ]
