"""Error messages that point at the learner's line: library frames are left out of tracebacks."""

from __future__ import annotations

import difflib
import functools
import inspect
import os
import sys
import types
import warnings
from collections.abc import Callable, Mapping, Sequence
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
    link: BaseException | None = error if filtering else None
    while link is not None:
        link.__traceback__ = _without_library(link.__traceback__)
        if hasattr(link, "__notes__"):  # JAX says in a note that it took its own frames away
            link.__notes__ = [note for note in link.__notes__ if "JAX" not in note]
        link = link.__cause__
    return error


def points_at_caller(function: Callable) -> Callable:
    """Decorate a public function: its errors show the caller's line, not the library's.

    Arguments that do not fit are told with the names that it takes.
    """

    @functools.wraps(function)
    def call(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except Exception as error:
            __tracebackhide__ = True
            if isinstance(error, TypeError) and error.__traceback__.tb_next is None:
                signature = inspect.signature(function)
                name = _name_of(function, args)
                raise TypeError(misfit(name, signature, args, kwargs)) from None
            raise shortened(error) from error.__cause__

    return call


def methods_point_at_caller(kind: type) -> type:
    """Decorate a class: `points_at_caller` for every method that it defines."""
    for name, member in list(vars(kind).items()):
        if isinstance(member, types.FunctionType):
            setattr(kind, name, points_at_caller(member))
    return kind


def _name_of(function: Callable, args: Sequence) -> str:
    """What a learner calls a function: the class that is made, rather than the one it is from."""
    if function.__name__ != "__init__":
        return function.__qualname__
    kind = type(args[0])
    return vars(kind).get("shown_as", kind.__name__)


def misfit(name: str, signature: inspect.Signature, args: Sequence, kwargs: Mapping) -> str:
    """What is wrong with the arguments of a call: what came, what it takes, what was meant."""
    *_, name = name.split(".")
    try:
        signature.bind(*args, **kwargs)
        problem = "these arguments do not fit together"
    except TypeError as error:
        problem = str(error)
    kinds = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    known = [p.name for p in signature.parameters.values() if p.kind not in kinds]
    text = f"{name}(): {problem}."
    for wrong in kwargs.keys() - set(known):
        free = [other for other in known if other not in kwargs]
        for near in _meant_by(wrong, free):
            text += f" Did you mean {near!r} instead of {wrong!r}?"
    return f"{text} It takes {', '.join(n for n in known if n != 'self')}."


def _meant_by(wrong: str, known: list[str]) -> list[str]:
    """The name that was probably meant: one whose words are all in `wrong`, or one that is like it.

    `input_shape` is `shape` rather than `batch_shape`.
    """
    inside = [name for name in known if set(name.split("_")) < set(wrong.split("_"))]
    return sorted(inside, key=len)[-1:] or difflib.get_close_matches(wrong, known, n=1)


def warn(message: str) -> None:
    """Warn, pointing at the last line before the library's and JAX's."""
    frame, level = sys._getframe(), 1
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_HIDDEN):
        frame, level = frame.f_back, level + 1
    warnings.warn(message, stacklevel=level)


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
