"""The step of autograding that runs student code: nbgrader's Execute, with a sandboxed kernel."""

import sys
from math import ceil
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute
from traitlets import Bool, Dict, Integer, Unicode

from autograder import sandbox

TOO_LONG = (
    "This cell was stopped because it took too long. Expected: it ends within seconds. "
    "Look for a loop whose condition never becomes false."
)


class SandboxedKernelManager(AsyncKernelManager):
    """Starts IPython's kernel in the sandbox and speaks to it through Unix sockets.

    The sandbox has no network, so the sockets lie in a directory that both sides see.
    """

    compiled = Unicode(
        help="Folder of what JAX has compiled for this assignment before; it saves compiling again"
    ).tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        self._sockets = TemporaryDirectory(prefix="kernel-")
        folder = Path(self._sockets.name)
        kwargs |= {
            "transport": "ipc",
            "ip": str(folder / "socket"),
            "connection_file": str(folder / "kernel.json"),
        }
        super().__init__(**kwargs)

    @property
    def kernel_spec(self) -> KernelSpec:
        # The processes of the sandbox have other ids inside, so the kernel interrupts itself.
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            language="python",
            interrupt_mode="message",
        )

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        # A notebook in this folder holds the hidden tests: student code gets the data alone.
        folder = Path(kw.pop("cwd"))
        command = sandbox.command(
            kernel_cmd,
            files=[path for path in folder.iterdir() if path.suffix != ".ipynb"],
            folders=[Path(self.compiled)] if self.compiled else [],
            shared=Path(self._sockets.name),
        )
        environment = sandbox.environment() | {
            "JAX_COMPILATION_CACHE_DIR": self.compiled,
            "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "inf",  # read, never written
        }
        # What a kernel prints beside the cells' outputs would end in the grader's terminal.
        kw |= {"env": environment, "stdout": DEVNULL, "stderr": DEVNULL}
        await super()._async_launch_kernel(command, **kw)

    async def cleanup_resources(self, restart: bool = False) -> None:
        await super().cleanup_resources(restart=restart)
        if not restart:
            self._sockets.cleanup()


class ExecuteSubmission(Execute):
    """nbgrader's Execute, whose every cell ends with a result, whatever the student's code did."""

    sandboxed = Bool(True, help="Run the kernel in the sandbox").tag(config=True)
    total_timeout = Integer(120, help="Seconds for all cells of a notebook").tag(config=True)
    error_on_timeout = Dict(
        {"ename": "CellTimeoutError", "evalue": TOO_LONG, "traceback": [TOO_LONG]}
    ).tag(config=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.sandboxed:
            self.kernel_manager_class = SandboxedKernelManager

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict | None = None, km: None = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        self._deadline: float | None = None
        self._killed_by: int | None = None
        self.timeout_func = self._seconds_left
        return super().preprocess(nb, resources, km)

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        if self._killed_by is None:
            try:
                return super().preprocess_cell(cell, resources, index)
            except (DeadKernelError, CellTimeoutError):
                self._killed_by = index
        # nbgrader gives full marks to a test without output, so a test that did not run says so.
        if cell.cell_type == "code":
            cell.outputs = [self._not_run(index)]
        return cell, resources

    def _seconds_left(self, cell: NotebookNode) -> int:
        # nbclient reads 0 as no limit.
        self._deadline = self._deadline or monotonic() + self.total_timeout
        return max(1, min(self.timeout, ceil(self._deadline - monotonic())))

    def _not_run(self, index: int) -> NotebookNode:
        if index == self._killed_by:
            message = (
                "This cell ended Python itself, or could not be interrupted. Expected: code that "
                "returns. Look for exit(), too much memory, or a loop that catches every exception."
            )
        else:
            message = (
                "This cell did not run: an earlier cell ended Python. "
                "Read the message of that cell first."
            )
        return new_output("error", ename="KernelDied", evalue=message, traceback=[message])
