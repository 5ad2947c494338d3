"""Memory that nobody needs any more, given back to the system."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Give back what was freed; does nothing where the C library is not glibc.

    XLA's compiler takes tens of megabytes in many small pieces. glibc keeps them for this process
    when they are freed, so whatever is allocated next would come on top of them.
    """
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
