"""What a library says to a mistake."""

import contextlib
import io
import re
import signal
import warnings
from pathlib import Path
from typing import Any

from mistakes import NOTHING, WARNING

SECONDS = 60  # a mistake must not make a training that has no end
ESCAPES = re.compile(r"\x1b\[\d+m")  # Keras prints a part of its messages bold


def outcome(program: str, names: dict[str, Any], folder: str) -> tuple[str, str]:
    """What a program ends in.

    Args:
        program: its text.
        names: what it may use: `tf`, `keras` and `np`.
        folder: for the file that it is run from, since AutoGraph reads the source of functions.

    Returns:
        the name of the error's class and its message; or `WARNING` and the last warning; or
        `NOTHING`.
    """
    file = Path(folder, "lesson.py")
    file.write_text(program)
    signal.signal(signal.SIGALRM, _end)
    signal.alarm(SECONDS)
    with (
        warnings.catch_warnings(record=True) as caught,
        contextlib.redirect_stdout(io.StringIO()),
    ):
        warnings.simplefilter("always")
        try:
            exec(compile(program, str(file), "exec"), dict(names))
        except Exception as error:
            return type(error).__name__, ESCAPES.sub("", str(error))
        finally:
            signal.alarm(0)
    told = [each for each in caught if each.category is UserWarning]
    return (WARNING, str(told[-1].message)) if told else (NOTHING, "")


def _end(*_: Any) -> None:
    raise TimeoutError(f"no end after {SECONDS} seconds")
