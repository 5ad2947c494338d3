"""Jupyter's messages on a socket: each is a channel and some parts.

In bytes: one for the channel, the number of parts (4), the length of each (8 each), the parts.
"""

import struct
from collections.abc import Iterator, Sequence

# The first message to a kernel: the limits, then the names and contents of files, in turn.
FILES = b"f"
SHELL, IOPUB = b"s", b"i"

MOST_PARTS = 10_000
_HEAD = struct.Struct("!cI")
_LENGTH = struct.Struct("!Q")


class WireError(ValueError):
    """What came is no message."""


def pack(channel: bytes, parts: Sequence[bytes]) -> bytes:
    """One message as bytes."""
    parts = [bytes(part) for part in parts]
    lengths = [_LENGTH.pack(len(part)) for part in parts]
    return b"".join([_HEAD.pack(channel, len(parts)), *lengths, *parts])


class Reader:
    """Makes messages of what comes in pieces.

    Args:
        limit: The size from which on a message is dropped while it comes, in bytes.
    """

    def __init__(self, limit: float = float("inf")) -> None:
        self._limit = limit
        self._buffer = bytearray()
        self._dropped = 0  # bytes still to come of a message that is dropped

    def feed(self, data: bytes) -> Iterator[tuple[bytes, list[bytes] | None]]:
        """Take in some bytes; yield each message that is complete, or None in place of a large one.

        Raises:
            WireError: The bytes are none of `pack`.
        """
        self._buffer += data
        while True:
            if self._dropped:
                gone = min(self._dropped, len(self._buffer))
                del self._buffer[:gone]
                self._dropped -= gone
            if self._dropped or len(self._buffer) < _HEAD.size:
                return
            channel, count = _HEAD.unpack_from(self._buffer)
            if count > MOST_PARTS:
                raise WireError(f"a message of {count} parts")
            begin = _HEAD.size + count * _LENGTH.size
            if len(self._buffer) < begin:
                return
            lengths = [size for (size,) in _LENGTH.iter_unpack(self._buffer[_HEAD.size : begin])]
            if sum(lengths) > self._limit:
                self._dropped = begin + sum(lengths)
                yield channel, None
                continue
            if len(self._buffer) < begin + sum(lengths):
                return
            parts = []
            for length in lengths:
                parts.append(bytes(self._buffer[begin : begin + length]))
                begin += length
            del self._buffer[:begin]
            yield channel, parts
