"""Error messages that point at the learner's line: library frames are left out of tracebacks."""

from __future__ import annotations

import functools
import os
import types
from collections.abc import Callable
from importlib.util import find_spec

_LIBRARY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_HIDDEN = tuple(
    os.path.join(folder, "")
    for folder in (_LIBRARY, *(os.path.dirname(find_spec(n).origin) for n in ("jax", "numpy")))
)

filtering = True


def enable_traceback_filtering() -> None:
    """Leave the library's and JAX's own lines out of tracebacks (the default)."""
    global filtering
    filtering = True


def disable_traceback_filtering() -> None:
    """Show every line: for those who work on the library itself."""
    global filtering
    filtering = False


def is_traceback_filtering_enabled() -> bool:
    """Whether library lines are left out of tracebacks."""
    return filtering


def shortened(error: BaseException) -> BaseException:
    """The same error, its traceback and its causes' without the frames of library files."""
    if not filtering:
        return error
    for link in (error, error.__cause__):
        if link is not None:
            link.__traceback__ = _without_library(link.__traceback__)
    return error


def points_at_caller(function: Callable) -> Callable:
    """Decorate a public function: its errors show the caller's line, not the library's."""

    @functools.wraps(function)
    def call(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except Exception as error:
            __tracebackhide__ = True
            raise shortened(error) from error.__cause__

    return call


def in_library(frame: types.FrameType) -> bool:
    """Whether a frame runs code of kerasish itself."""
    return frame.f_code.co_filename.startswith(_HIDDEN[0])


def _without_library(traceback: types.TracebackType | None) -> types.TracebackType | None:
    kept = []
    while traceback is not None:
        if not traceback.tb_frame.f_code.co_filename.startswith(_HIDDEN):
            kept.append(traceback)
        traceback = traceback.tb_next
    rest = None
    for link in reversed(kept):
        rest = types.TracebackType(rest, link.tb_frame, link.tb_lasti, link.tb_lineno)
    return rest
