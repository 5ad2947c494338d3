"""Runs in the sandbox: imports what kernels need once, then makes each kernel by a fork.

Standard input is a socket, on which the grader is told {"ready": PROBLEM} once, with null for
none, and then asks for kernels. A request is a JSON object and the socket of the kernel, which then
speaks for itself (`kernel`). The only argument is a JSON object:

    mode     "nested": each kernel gets namespaces of its own, within those of the sandbox
             "alone": one kernel is made, which has the sandbox for itself
             "bare": there is no sandbox
             "trial": no kernel is made; the problem, if there is one, is that of "nested"
    home     the home directory
    kept     folders that are not covered by the own files of a kernel

This program imports nothing of the autograder's other packages, which the sandbox does not have.
"""

import gc
import io
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import namespaces
import wire

# What programs of learners have imported by the time they have computed, drawn and failed.
# matplotlib_inline is none of them: it looks for the kernel when it is imported.
PRELOADED = (
    *("kerasish", "kerasish.keras", "kerasish.core.autograph.passes"),
    *("jax.experimental.multihost_utils", "jax.experimental.serialize_executable"),
    *("jaxlib.mlir.dialects.builtin", "jaxlib.mlir.dialects.mhlo"),
    *("matplotlib.pyplot", "matplotlib.backends.backend_agg", "contourpy", "PIL.PngImagePlugin"),
    *("ipykernel.debugger", "IPython.core.completerlib", "IPython.core.debugger"),
    *("IPython.core.logger", "IPython.core.oinspect", "IPython.core.pylabtools"),
    *("IPython.extensions.storemagic", "stack_data", "tornado.platform.asyncio"),
    *("faulthandler", "sqlite3", "kernel"),
    *("pygments.formatters.terminal256", "pygments.lexers.python", "pygments.styles.default"),
)


def main() -> None:
    """Import, say so, and make kernels until the grader hangs up."""
    settings = json.loads(sys.argv[1])
    control = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    if settings["mode"] == "trial":
        control.send(json.dumps({"ready": _problem(settings)}).encode())
        return
    if settings["mode"] != "bare":
        os.nice(3)  # the grader comes first: it has to see a fork bomb in time
    for name in PRELOADED:
        __import__(name)
    _draw()
    _fail()
    _leave_tracebacks_out()
    del sys.path[0], sys.argv[1:]  # students' programs know nothing of this one
    gc.collect()
    gc.freeze()  # the garbage collector of a fork need not copy what was there before
    control.send(json.dumps({"ready": None}).encode())
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a kernel ended
    while True:
        line, descriptors, _, _ = socket.recv_fds(control, 1 << 16, 1)
        if not line:
            return
        with socket.socket(fileno=descriptors[0]) as connection:
            pid = _fork(lambda: _kernel(settings, json.loads(line), connection))  # noqa: B023
        if settings["mode"] == "alone":
            _ended(pid)
            return


def _draw() -> None:
    """Draw something, which has matplotlib find its fonts. No thread is started by that."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    axes = figure.subplots()
    axes.plot([0, 1], label="label")
    axes.set(title="title", xlabel="x", ylabel="y")
    axes.legend()
    FigureCanvasAgg(figure).print_figure(io.BytesIO(), bbox_inches="tight")


def _fail() -> None:
    """Have IPython show an error, which takes it six times as long for the first time."""
    from IPython.core.ultratb import FormattedTB

    try:
        raise LookupError
    except LookupError:
        FormattedTB(mode="Context").structured_traceback(*sys.exc_info())


def _leave_tracebacks_out() -> None:
    """Have JAX no longer note where each array was made, a twentieth of the time of small ones.

    Its own error about an array that a trace left behind says less then; kerasish has another.
    """
    with suppress(ImportError, AttributeError):
        from jaxlib._jax import set_tracebacks_enabled

        set_tracebacks_enabled(False)


def _problem(settings: dict) -> str | None:
    """What keeps namespaces from being made within the sandbox; None if nothing does."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        pid = _fork(lambda: _isolated(settings, 1 << 20, theirs, lambda: None))
        _, status = os.waitpid(pid, 0)
    return None if status == 0 else f"exit status {os.waitstatus_to_exitcode(status)}"


def _ended(pid: int) -> None:
    with suppress(ChildProcessError):  # Linux says so when it has ended and nobody has to know
        os.waitpid(pid, 0)


def _fork(run: Callable[[], int]) -> int:
    """Fork a process that runs a function; return its id."""
    pid = os.fork()
    if pid == 0:
        status = 1
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        try:
            status = run()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    return pid


def _kernel(settings: dict, request: dict, connection: socket.socket) -> int:
    """Isolate this process and be a kernel; return the exit status."""
    _close_all_but(connection)

    def run() -> None:
        import kernel
        import numpy as np

        limits = _receive_files(connection)
        namespaces.limit(limits)
        os.dup2(0, 2)  # the zygote's last words are its own
        np.random.seed()  # each kernel has random numbers of its own, as every new process has
        kernel.run(connection)

    if settings["mode"] == "nested":
        return _isolated(settings, request["scratch"], connection, run)
    os.setsid()
    os.chdir(request["work"])
    run()
    return 0


def _isolated(settings: dict, scratch: int, connection: socket.socket, run: Callable) -> int:
    return namespaces.enter(settings["home"], settings["kept"], scratch, run, connection.close)


def _close_all_but(connection: socket.socket) -> None:
    """Close what the zygote has open, which is its own connection to the grader."""
    os.closerange(3, connection.fileno())
    os.closerange(connection.fileno() + 1, 1 << 16)


def _receive_files(connection: socket.socket) -> dict:
    """Lay the files that the grader sends into the working directory; return the limits."""
    messages = wire.Reader()
    while True:
        data = connection.recv(1 << 20)
        if not data:
            raise EOFError("the grader has hung up")
        for _, (limits, *files) in messages.feed(data):
            for name, content in zip(files[::2], files[1::2], strict=True):
                path = Path(name.decode())
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                path.chmod(0o444)
            return json.loads(limits)


if __name__ == "__main__":
    main()
