"""Kernels that start at once: forks of a process in the sandbox that has imported everything."""

import asyncio
import atexit
import json
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerBase

from autograder import sandbox

ZYGOTE = Path(__file__).with_name("zygote.py")
# Where the sandbox has it, and what JAX has compiled.
ZYGOTE_INSIDE, COMPILED_INSIDE = Path("/opt/zygote.py"), Path("/opt/compiled")


class ZygoteError(RuntimeError):
    """The process that kernels are forked from did not start or has ended."""


class Zygote:
    """The process in the sandbox, with the folder in which each kernel has a folder of its own.

    Args:
        compiled: Folder of what JAX has compiled for an assignment before; "" for none.
        alone: Whether it will start one kernel only, which has the sandbox for itself.

    Attributes:
        sessions: The folder for the kernels' folders, the same path within and without.
        problem: Why kernels cannot be isolated from each other here; None if they can.

    Raises:
        ZygoteError: The sandbox does not work on this machine.
    """

    def __init__(self, compiled: str, alone: bool = False) -> None:
        self.alone = alone
        self._folder = TemporaryDirectory(prefix="kernels-")
        self.sessions = Path(self._folder.name)
        provided = {ZYGOTE: ZYGOTE_INSIDE}
        if compiled:
            provided[Path(compiled)] = COMPILED_INSIDE
        kept = [] if alone else sandbox.environment_folders()
        command = sandbox.command(
            [
                *(sys.executable, str(ZYGOTE_INSIDE)),
                *(str(sandbox.HOME), str(sandbox.Limits().scratch), *map(str, kept)),
            ],
            nested=not alone,
            provided=provided,
            shared=self.sessions,
        )
        self._process = subprocess.Popen(
            command,
            env=sandbox.environment() | (sandbox.compiled(COMPILED_INSIDE) if compiled else {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            bufsize=1,
        )
        self.problem: str | None = self._answer()["ready"]

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, **request: Any) -> dict[str, Any]:
        """Send a request and wait for its answer.

        Raises:
            ZygoteError: It has ended.
        """
        try:
            print(json.dumps(request), file=self._process.stdin)
        except BrokenPipeError:
            pass  # the answer says so
        return self._answer()

    def outside(self, pid: int) -> int:
        """The id that a process of the sandbox has outside.

        Raises:
            ZygoteError: There is no such process.
        """
        for process in psutil.Process(self._process.pid).children(recursive=True):
            status = Path(f"/proc/{process.pid}/status").read_text()
            ids = next(line for line in status.splitlines() if line.startswith("NSpid:")).split()
            if len(ids) == 3 and int(ids[2]) == pid:
                return process.pid
        raise ZygoteError("a kernel ended before it had begun")

    def close(self) -> None:
        """End it, and every kernel."""
        self._process.kill()
        self._process.communicate()
        self._folder.cleanup()

    def _answer(self) -> dict[str, Any]:
        line = self._process.stdout.readline()
        if not line:
            raise ZygoteError("the process that kernels are forked from has ended")
        return json.loads(line)


_zygotes: dict[str, Zygote] = {}


def zygote(compiled: str) -> Zygote:
    """The zygote to start a kernel with: the one of this process, or one for this kernel alone.

    Some systems keep bubblewrap's programs from making namespaces. There every kernel gets a
    sandbox of its own, and imports everything once more.
    """
    for name, kept in list(_zygotes.items()):
        if name != compiled or kept.alone or not kept.alive:
            _zygotes.pop(name).close()
    if compiled not in _zygotes:
        _zygotes[compiled] = Zygote(compiled, alone=not nesting_works())
    return _zygotes[compiled]


@cache
def nesting_works() -> bool:
    """Whether a program in the sandbox can make namespaces of its own on this machine."""
    trial = Zygote("")
    trial.close()
    return trial.problem is None


@atexit.register
def close_all() -> None:
    """End all zygotes of this process."""
    while _zygotes:
        _zygotes.popitem()[1].close()


class ForkedKernel(KernelProvisionerBase):
    """Has a zygote fork the kernel, and watches over it.

    Attributes:
        pid: The process outside whose descendants are the kernel and all that it started.
    """

    def __init__(self, zygote: Zygote, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zygote = zygote
        self.pid: int | None = None
        self._inside: int | None = None

    @property
    def has_process(self) -> bool:
        return self._inside is not None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        self.parent.write_connection_file()
        return {"cmd": [], **kwargs}

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        session = Path(self.parent.connection_file).parent
        data = session / "data"
        data.mkdir()
        for path in Path(kwargs["cwd"]).iterdir():
            # A notebook in this folder holds the hidden tests: student code gets the data alone.
            if path.is_file() and path.suffix != ".ipynb":
                shutil.copy(path, data)
        answer = self.zygote.ask(
            do="start", connection_file=self.parent.connection_file, session=str(session)
        )
        self._inside = answer["pid"]
        self.pid = self.zygote.outside(self._inside)
        return self.parent.get_connection_info()

    async def poll(self) -> int | None:
        if self._inside is None or not self.zygote.alive:
            return 0
        return self.zygote.ask(do="poll", pid=self._inside)["status"]

    async def wait(self) -> int | None:
        while (status := await self.poll()) is None:
            await asyncio.sleep(0.02)
        self._inside = None
        return status

    async def send_signal(self, signum: int) -> None:
        if self._inside is not None and self.zygote.alive:
            self.zygote.ask(do="signal", pid=self._inside, signal=signum)

    async def kill(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        await self.kill()

    async def cleanup(self, restart: bool = False) -> None:
        """The session's folder belongs to the kernel's manager."""
