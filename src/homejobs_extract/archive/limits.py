"""A time limit for one article, inside the process that reads it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooSlowError(BaseException):
    """An article took longer than allowed; no ``Exception``, so that nothing on the way takes it for its own."""


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlowError


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise ``TooSlowError`` in the block after so many seconds.

    Works in a process's main thread where there are timers (not on Windows); elsewhere the engine ends the process.
    """
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
