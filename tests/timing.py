"""Growth of time with the size of what is read, the one use of a clock that may decide a test.

How long something takes is measured by ``python -m benchmarks`` and decides nothing: machines differ, and anything
else may run on them. Whether time grows in step with a text can be told on any of them, where the sizes lie far
enough apart: other work makes now one, now the other of two times longer.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

TRIES = 6
NEARLY_LINEAR = 1.5


def growth(call: Callable[[int], object], small: int, large: int) -> float:
    """The exponent with which the processor time of a call grows between two sizes: 1 is linear, 2 quadratic.

    The least of a few tries, which end with the first that is nearer to linear than to quadratic.
    """
    best = math.inf
    for _ in range(TRIES):
        best = min(best, math.log(seconds(call, large) / seconds(call, small), large / small))
        if best <= NEARLY_LINEAR:
            break
    return best


def seconds(call: Callable[[int], object], size: int) -> float:
    """The processor time of a call with one size."""
    start = time.process_time()
    call(size)
    return time.process_time() - start
