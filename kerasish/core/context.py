"""What is going on right now: the tapes that record, and the function being traced."""

from __future__ import annotations

import threading
from contextlib import contextmanager


class Context(threading.local):
    """One per thread.

    Attributes:
        tapes: the tapes that record, outermost first.
        trace: the trace in progress, or None when running eagerly.
        autograph: whether functions called in a trace get their control flow rewritten.
    """

    tapes: tuple = ()
    trace = None
    autograph = True


context = Context()


@contextmanager
def no_recording():
    """Within this block no tape records."""
    tapes, context.tapes = context.tapes, ()
    try:
        yield
    finally:
        context.tapes = tapes
