"""Ports of this machine: whether one can be listened on, and whether somebody does."""

import errno
import os
import socket
import time

from hackathon.core.config import WrongSetting

NO_SUCH_ADDRESS = {errno.EADDRNOTAVAIL, socket.EAI_NONAME, socket.EAI_AGAIN}


def require_port(host: str, port: int, *, why: str, seconds: float = 5) -> None:
    """Raise `WrongSetting` when a port cannot be listened on; a predecessor that is stopping is waited for."""
    until = time.monotonic() + seconds
    while (trouble := _trouble_listening(host, port)) is not None:
        if trouble != errno.EADDRINUSE:
            raise WrongSetting("HOST" if trouble in NO_SUCH_ADDRESS else "PORT", _no_port(host, port, trouble))
        if time.monotonic() > until:
            raise WrongSetting("PORT", f"{why} needs port {port}, but another program listens there; choose another")
        time.sleep(0.1)


def accepts(host: str, port: int) -> bool:
    """Tell whether something accepts connections there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _trouble_listening(host: str, port: int) -> int | None:
    """Return the number of the error that listening gives, None for none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as trouble:
        return trouble.errno
    return None


def _no_port(host: str, port: int, trouble: int) -> str:
    if trouble in NO_SUCH_ADDRESS:
        return f"this machine has no address {host}"
    return f"{port} cannot be listened on ({os.strerror(trouble)}); choose one above 1023"
