"""The step of autograding that runs student code: nbgrader's Execute, with a sandboxed kernel."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute
from traitlets import Bool, Dict, Integer, Unicode

from autograder import warm
from autograder.clock import WorkClock

TOO_LONG = (
    "This cell was stopped because it took too long. Expected: it ends within seconds. "
    "Look for a loop whose condition never becomes false."
)

ENDED = (
    "This cell ended Python itself. Expected: code that returns. "
    "Look for exit(), or for arrays that do not fit into memory."
)
NOT_STOPPED = (
    "This cell took too long and could not be stopped. Expected: it ends within seconds. "
    "Look for a loop that catches every exception."
)
NOT_RUN = (
    "This cell did not run: an earlier cell ended Python. Read the message of that cell first."
)


class SandboxedKernelManager(AsyncKernelManager):
    """Starts IPython's kernel in the sandbox and speaks to it through Unix sockets.

    The sandbox has no network, so the sockets lie in a directory that both sides see.
    """

    compiled = Unicode(
        help="Folder of what JAX has compiled for this assignment before; it saves compiling again"
    ).tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        zygote = warm.zygote(kwargs["config"].SandboxedKernelManager.get("compiled", ""))
        self._session = TemporaryDirectory(dir=zygote.sessions)
        folder = Path(self._session.name)
        kwargs |= {
            "transport": "ipc",
            "ip": str(folder / "socket"),
            "connection_file": str(folder / "kernel.json"),
        }
        super().__init__(**kwargs)
        self.provisioner = warm.ForkedKernel(zygote, parent=self)

    @property
    def kernel_spec(self) -> KernelSpec:
        # The processes of the sandbox have other ids inside, so the kernel interrupts itself.
        return KernelSpec(argv=[], language="python", interrupt_mode="message")

    async def cleanup_resources(self, restart: bool = False) -> None:
        await super().cleanup_resources(restart=restart)
        if not restart:
            self._session.cleanup()


class ExecuteSubmission(Execute):
    """nbgrader's Execute, whose every cell ends with a result, whatever the student's code did."""

    sandboxed = Bool(True, help="Run the kernel in the sandbox").tag(config=True)
    timeout = Integer(20, help="Seconds of work for one cell").tag(config=True)
    total_timeout = Integer(120, help="Seconds of work for all cells").tag(config=True)
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
        self._clock: WorkClock | None = None
        self._cell_ends_at = 0.0
        self._killed_by: int | None = None
        self.shutdown_kernel = "immediate"
        self.timeout_func = lambda cell: 1  # how often, in seconds, nbclient asks for the time
        return super().preprocess(nb, resources, km)

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        message = NOT_RUN
        if self._killed_by is None:
            if self._clock is None:
                self._clock = WorkClock(self.km.provisioner.pid)
            worked = self._clock.seconds()
            self._cell_ends_at = min(worked + self.timeout, self.total_timeout)
            try:
                return super().preprocess_cell(cell, resources, index)
            except DeadKernelError:
                self._killed_by, message = index, ENDED
            except CellTimeoutError:
                self._killed_by, message = index, NOT_STOPPED
        # nbgrader gives full marks to a test without output, so a test that did not run says so.
        if cell.cell_type == "code":
            cell.outputs = [
                new_output("error", ename="KernelDied", evalue=message, traceback=[message])
            ]
        return cell, resources

    async def _async_handle_timeout(
        self, timeout: int, cell: NotebookNode | None = None
    ) -> dict[str, Any] | None:
        # nbclient asks here whether to stop a cell; None says to wait on.
        if cell is not None and self._clock.seconds() < self._cell_ends_at:
            await asyncio.sleep(0.1)
            return None
        return await super()._async_handle_timeout(timeout, cell)
