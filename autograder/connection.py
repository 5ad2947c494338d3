"""A kernel as the grader has it: messages to and from it, what it uses, and its end."""

import json
import os
import select
import shutil
import signal
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import uuid4

from jupyter_client import protocol_version
from jupyter_client.session import DELIM

from autograder.clock import WorkClock
from autograder.inside import wire
from autograder.sandbox import Limits
from autograder.warm import Zygote

# Linux's socket.h: tells the receiver who sent, with the ids that processes have for the receiver.
_PASS_CREDENTIALS = 16
_SENDER = struct.Struct("3i")
STARTS_WITHIN, ENDS_WITHIN = 60, 10  # seconds


class KernelEnded(RuntimeError):
    """The kernel has ended, or speaks no longer as kernels do."""


class Kernel:
    """A kernel in namespaces of its own.

    Args:
        zygote: What it is a fork of.
        files: Files for its working directory, by relative path.
        limits: What it may use.

    Attributes:
        clock: What it and all processes that it started use.

    Raises:
        ZygoteError, KernelEnded: It did not start.
    """

    def __init__(self, zygote: Zygote, files: Mapping[str, bytes], limits: Limits) -> None:
        self._zygote = zygote
        self._reader = wire.Reader(limit=limits.output)
        self._pid = 0
        # Linux's handles of processes, whose ids may be another's one day: of the kernel, and in
        # namespaces of the first process, whose end ends all others.
        self._kernel: int | None = None
        self._first: int | None = None
        self._connection, self._work = zygote.fork(limits.scratch)
        zygote.kernels += 1
        try:
            self._introduce(files, limits)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Kernel":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def execute(self, source: str) -> str:
        """Ask it to run a cell; return the id that what it sends will refer to.

        Raises:
            KernelEnded: It has ended.
        """
        content = {
            "code": source,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": False,
        }
        name = uuid4().hex
        header = {
            "msg_id": name,
            "msg_type": "execute_request",
            "session": "",
            "username": "",
            "version": protocol_version,
        }
        fields = [json.dumps(field).encode() for field in (header, {}, {}, content)]
        self._send(wire.SHELL, [DELIM, b"", *fields])
        return name

    def receive(self, seconds: float) -> Iterator[tuple[bytes, dict[str, Any] | None, int]]:
        """Messages that came, or nothing when none comes within some time.

        Yields:
            The channel, the message and its size in bytes; None for a message that was too large.

        Raises:
            KernelEnded: It has ended, or sends what is no message.
        """
        if not select.select([self._connection], [], [], seconds)[0]:
            return
        try:
            data = self._connection.recv(1 << 20)
        except OSError as error:
            raise KernelEnded("the connection broke") from error
        if not data:
            raise KernelEnded("the kernel has ended")
        try:
            for channel, parts in self._reader.feed(data):
                if parts is None:
                    yield channel, None, 0
                else:
                    yield channel, _message(parts), sum(map(len, parts))
        except (ValueError, KeyError, RecursionError) as error:  # wire's errors are among them
            raise KernelEnded(f"the kernel sent what is no message: {error!r}") from error

    def interrupt(self) -> None:
        """Stop what it runs, if it lets itself be stopped."""
        _signal(self._kernel, signal.SIGINT)

    def close(self) -> None:
        """End it and all that it has started."""
        self._zygote.kernels -= 1
        if self._zygote.mode == "alone":
            self._zygote.close()
        elif self._zygote.mode == "nested":
            _signal(self._first, signal.SIGKILL)
        elif self._pid:
            with suppress(OSError):
                os.killpg(self._pid, signal.SIGKILL)
        self._connection.close()
        for handle in (self._kernel, self._first):
            if handle is not None:
                select.select([handle], [], [], ENDS_WITHIN)  # readable when the process is gone
                os.close(handle)
        if self._work:
            shutil.rmtree(self._work, ignore_errors=True)

    def _introduce(self, files: Mapping[str, bytes], limits: Limits) -> None:
        """Send it what it needs, and learn who it is before it has run anything of a student."""
        self._connection.setsockopt(socket.SOL_SOCKET, _PASS_CREDENTIALS, 1)
        parts = [json.dumps(asdict(limits)).encode()]
        for name, content in files.items():
            parts += [name.encode(), content]
        self._send(wire.FILES, parts)
        self._connection.settimeout(STARTS_WITHIN)
        try:
            data, (*credentials,), _, _ = self._connection.recvmsg(
                1 << 16, socket.CMSG_SPACE(_SENDER.size)
            )
        except OSError as error:
            raise KernelEnded("the kernel did not start") from error
        self._connection.settimeout(None)
        if not data or not credentials:
            raise KernelEnded("the kernel ended while it started")
        self._pid, _, _ = _SENDER.unpack(credentials[0][2])
        self._kernel = os.pidfd_open(self._pid)
        root = self._pid
        if self._zygote.mode == "nested":
            stat = Path(f"/proc/{self._pid}/stat").read_text()
            root = int(stat.rpartition(")")[2].split()[1])  # proc(5): the parent
            self._first = os.pidfd_open(root)
        elif self._zygote.mode == "alone":
            root = self._zygote.pid
        self.clock = WorkClock(root)
        for _ in self._reader.feed(data):
            pass  # it says that it starts

    def _send(self, channel: bytes, parts: list[bytes]) -> None:
        try:
            self._connection.sendall(wire.pack(channel, parts))
        except OSError as error:
            raise KernelEnded("the kernel has ended") from error


def _message(parts: list[bytes]) -> dict[str, Any]:
    """A message of Jupyter's protocol, whose signature says nothing on a socket of one's own.

    Raises:
        ValueError, KeyError, RecursionError: It is none.
    """
    begin = parts.index(DELIM) + 2
    header, parent, metadata, content = fields = [json.loads(p) for p in parts[begin : begin + 4]]
    if not all(isinstance(field, dict) for field in fields):
        raise ValueError("a part of the message is no object")
    if not isinstance(header["msg_type"], str):
        raise ValueError("the kind of the message is no text")
    return {
        "header": header,
        "msg_type": header["msg_type"],
        "parent_header": parent,
        "metadata": metadata,
        "content": content,
        "buffers": parts[begin + 4 :],
    }


def _signal(handle: int | None, number: int) -> None:
    with suppress(OSError):
        if handle is not None:
            signal.pidfd_send_signal(handle, number)
