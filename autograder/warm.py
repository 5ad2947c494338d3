"""The process in the sandbox that has imported everything, of which kernels are forks."""

import atexit
import json
import shutil
import socket
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from types import TracebackType

from autograder import sandbox

INSIDE = Path(__file__).with_name("inside")
# Where the sandbox has it, and what JAX has compiled.
PROGRAM_INSIDE, COMPILED_INSIDE = Path("/opt/inside"), Path("/opt/compiled")


class ZygoteError(RuntimeError):
    """The process that kernels are forked from did not start or has ended."""


class Zygote:
    """The process that kernels are forked from.

    Args:
        mode: As `autograder.inside.zygote` has it.
        compiled: Folder of what JAX has compiled before; None for nothing.
        fill: Whether JAX adds to the folder, which it does without sandbox only.

    Attributes:
        mode: The mode.
        pid: The process outside of which all kernels are descendants.
        kernels: How many of them are in use.
        problem: Why kernels cannot be isolated from each other here; None if they can.

    Raises:
        ZygoteError: It did not start; the message ends with what it said.
    """

    def __init__(self, mode: str, compiled: Path | None = None, fill: bool = False) -> None:
        self.mode = mode
        self.kernels = 0
        settings = {
            "mode": mode,
            "home": str(sandbox.HOME),
            "kept": [str(folder) for folder in sandbox.environment_folders()],
        }
        bare = mode == "bare"
        program = INSIDE if bare else PROGRAM_INSIDE
        command = [sys.executable, str(program / "zygote.py"), json.dumps(settings)]
        environment = sandbox.bare_environment() if bare else sandbox.environment()
        if not bare:
            provided = {INSIDE: PROGRAM_INSIDE} | ({compiled: COMPILED_INSIDE} if compiled else {})
            command = sandbox.command(command, provided=provided, nested=mode != "alone")
        if compiled:
            environment |= sandbox.compiled(compiled if bare else COMPILED_INSIDE, fill)
        self._folder = TemporaryDirectory(prefix="zygote-")
        said = Path(self._folder.name, "stderr")
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, said.open("w") as stderr:
            self._process = subprocess.Popen(
                command,
                env=environment,
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                cwd=self._folder.name,
            )
        self.pid = self._process.pid
        answer = self._control.recv(1 << 16)
        if not answer:
            last_words = said.read_text(errors="replace")[-2000:]
            self.close()
            raise ZygoteError(f"The process that kernels are forked from ended.\n{last_words}")
        self.problem: str | None = json.loads(answer)["ready"]

    def __enter__(self) -> "Zygote":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def fork(self, scratch: int) -> tuple[socket.socket, Path | None]:
        """Have it fork a kernel.

        Args:
            scratch: The size of the kernel's own files, in bytes.

        Returns:
            The connection to the kernel, on which `autograder.inside.wire` is spoken, and the
            folder that the kernel works in where it has no sandbox.

        Raises:
            ZygoteError: It has ended.
        """
        work = Path(mkdtemp(dir=self._folder.name)) if self.mode == "bare" else None
        request = {"scratch": scratch, "work": str(work or sandbox.WORK)}
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [json.dumps(request).encode()], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise ZygoteError("the process that kernels are forked from has ended") from error
        return ours, work

    def close(self) -> None:
        """End it, and every kernel."""
        self._process.kill()
        self._process.wait()
        self._control.close()
        shutil.rmtree(self._folder.name, ignore_errors=True)
        self._folder.cleanup()


_zygotes: dict[tuple[str, Path | None], Zygote] = {}
_lock = threading.Lock()


def zygote(compiled: Path | None = None, sandboxed: bool = True) -> Zygote:
    """The zygote to start a kernel with: the one of this process, or one for this kernel alone.

    Some systems keep bubblewrap's programs from making namespaces. There every kernel gets a
    sandbox of its own, and imports everything once more.
    """
    mode = ("nested" if nesting_works() else "alone") if sandboxed else "bare"
    if mode == "alone":
        return Zygote(mode, compiled)
    with _lock:
        for key, kept in list(_zygotes.items()):
            if not kept.alive or (key != (mode, compiled) and not kept.kernels):
                _zygotes.pop(key).close()
        if (mode, compiled) not in _zygotes:
            _zygotes[mode, compiled] = Zygote(mode, compiled)
        return _zygotes[mode, compiled]


@cache
def nesting_works() -> bool:
    """Whether a program in the sandbox can make namespaces of its own on this machine."""
    trial = Zygote("trial")
    trial.close()
    return trial.problem is None


@atexit.register
def close_all() -> None:
    """End all zygotes of this process."""
    with _lock:
        while _zygotes:
            _zygotes.popitem()[1].close()
