"""In a notebook, an error that the library raised ends at the learner's line."""

from __future__ import annotations

import sys
import types
from typing import Any

from kerasish.core import tracebacks


def shorten_tracebacks() -> None:
    """Have IPython leave out the library's lines; does nothing outside of IPython.

    IPython hides frames marked `__tracebackhide__`, but always shows the last one, and the
    errors of JAX that were the cause above it.
    """
    if "IPython" in sys.modules:
        shell = sys.modules["IPython"].get_ipython()
        if shell is not None:
            shell.set_custom_exc((Exception,), _show)


def _show(
    shell: Any,
    kind: type[Exception],
    error: Exception,
    traceback: types.TracebackType,
    tb_offset: int | None = None,
) -> None:
    if not tracebacks.filtering or not _raised_by_library(traceback):
        shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)
        return
    tracebacks.shortened(error)
    cause, hidden = error.__cause__, error.__suppress_context__
    error.__cause__, error.__suppress_context__ = None, True
    try:
        shell.showtraceback((kind, error, error.__traceback__), tb_offset=tb_offset)
    finally:
        error.__cause__, error.__suppress_context__ = cause, hidden


def _raised_by_library(traceback: types.TracebackType) -> bool:
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    return tracebacks.in_library(traceback.tb_frame)
