"""Processes that must not outlive the one that started them, and signals that ask a process to stop."""

import ctypes
import os
import signal
import sys
import threading

PR_SET_PDEATHSIG = 1


def die_with_parent(sign: signal.Signals, parent: int) -> None:
    """Ask Linux to send this process a signal when its parent dies; elsewhere a killed parent leaves it behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, sign)
    if os.getppid() != parent:
        # It died before we had asked.
        os.kill(os.getpid(), sign)


def stop_event() -> threading.Event:
    """Return an event that Ctrl-C and SIGTERM set."""
    stopped = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        # From a thread: a handler may interrupt `stopped.wait()` while that holds the lock which `set()` needs.
        signal.signal(sign, lambda *_signal: threading.Thread(target=stopped.set).start())
    return stopped
