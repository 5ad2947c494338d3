"""IPython's kernel on one socket that it inherits, in the place of ZeroMQ's five.

The messages are Jupyter's. A socket that has no name cannot be found by other programs, needs no
key, and holds the kernel back while nobody reads what it sends.
"""

import asyncio
import logging
import socket
import threading
from functools import partial
from typing import Any

import wire
import zmq
from ipykernel.iostream import IOPubThread
from ipykernel.kernelapp import IPKernelApp
from ipykernel.utils import _async_in_context
from jupyter_client.session import Session
from tornado.ioloop import IOLoop


class Sender:
    """The part of a ZeroMQ socket that ipykernel sends messages with.

    Args:
        connection: The socket.
        channel: The channel of `wire` that the messages belong to.
        lock: Keeps messages of several threads apart.
    """

    def __init__(self, connection: socket.socket, channel: bytes, lock: threading.Lock) -> None:
        self.context = zmq.Context.instance()  # for messages between this process's threads
        self._connection = connection
        self._channel = channel
        self._lock = lock

    def send_multipart(self, parts: list[bytes], *args: object, **kwargs: object) -> None:
        """Send one message."""
        with self._lock:
            self._connection.sendall(wire.pack(self._channel, parts))

    def close(self) -> None:
        """The connection ends with the process."""


class Replies(Session):
    """Sends what has no stream, which is the replies to requests, to the grader."""

    shell: Sender

    def send(self, stream: object, *args: object, **kwargs: object) -> object:
        return super().send(self.shell if stream is None else stream, *args, **kwargs)


class SocketKernelApp(IPKernelApp):
    """IPython's kernel, which reads requests from a connected socket and answers there."""

    connection: socket.socket

    def init_connection_file(self) -> None:
        """There is none."""

    def write_connection_file(self, **kwargs: object) -> None:
        """There is none."""

    def log_connection_info(self) -> None:
        """There is none."""

    def init_heartbeat(self) -> None:
        """The grader sees by the connection whether the kernel lives."""

    def init_sockets(self) -> None:
        lock = threading.Lock()
        self.session = Replies(parent=self, key=b"")
        self.session.shell = Sender(self.connection, wire.SHELL, lock)
        outputs = Sender(self.connection, wire.IOPUB, lock)
        self.context = outputs.context
        self.configure_tornado_logger()
        self.iopub_thread = IOPubThread(outputs, pipe=True, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def init_kernel(self) -> None:
        self.kernel = self.kernel_class.instance(
            parent=self,
            session=self.session,
            iopub_thread=self.iopub_thread,
            iopub_socket=self.iopub_socket,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count

    def start(self) -> None:
        self.kernel.start()  # says "starting", by which the grader knows the kernel
        self.io_loop = IOLoop.current()
        self._requests = wire.Reader()
        self._handle = _async_in_context(partial(self.kernel.shell_main, None))
        self.io_loop.add_handler(self.connection, self._receive, IOLoop.READ)
        self.io_loop.start()

    def _receive(self, connection: socket.socket, events: int) -> None:
        data = connection.recv(1 << 20)
        if not data:
            self.io_loop.stop()
        for _, parts in self._requests.feed(data):
            self.io_loop.add_callback(self._handle, [zmq.Frame(part) for part in parts])


def _transform_once(shell: Any) -> None:
    """Have IPython's shell transform a cell once: ipykernel asks for it before it runs the cell."""
    transform = shell.transform_cell
    last: list[str] = []

    def transform_cell(raw_cell: str) -> str:
        if last and last[0] is raw_cell:
            transformed = last[1]
            last.clear()
            return transformed
        last[:] = raw_cell, transform(raw_cell)
        return last[1]

    shell.transform_cell = transform_cell


def run(connection: socket.socket) -> None:
    """Be a kernel until the grader hangs up."""
    asyncio.set_event_loop(asyncio.new_event_loop())
    app = SocketKernelApp.instance(log_level=logging.ERROR)
    app.connection = connection
    app.initialize(["--HistoryManager.hist_file=:memory:"])
    _transform_once(app.kernel.shell)
    app.start()
