"""The step of autograding that runs student code: nbgrader's Execute, with a kernel of ours."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any

import fastjsonschema
import nbformat
from ipykernel.ipkernel import IPythonKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute
from traitlets import Bool, Instance

from autograder import warm
from autograder.connection import Kernel, KernelEnded
from autograder.inside import wire
from autograder.sandbox import Limits

TOO_LONG = (
    "This cell was stopped because it took too long. Expected: it ends within seconds. "
    "Look for a loop whose condition never becomes false."
)
TOO_MUCH_OUTPUT = (
    "This cell was stopped because it put out too much. Expected: less than {output} bytes. "
    "Look for a print in an endless loop."
)
NOT_STOPPED = (
    "This cell took too long and could not be stopped. Expected: it ends within seconds. "
    "Look for a loop that catches every exception."
)
ENDED = (
    "This cell ended Python itself. Expected: code that returns. "
    "Look for exit(), or for arrays that do not fit into memory."
)
TOO_MANY_PROCESSES = (
    "This cell was stopped because it started too many processes. "
    "Expected: at most {processes} at one time. Look for a fork in a loop."
)
TOO_MUCH_MEMORY = (
    "This cell was stopped because its processes took too much memory. "
    "Expected: at most {resident} bytes. Look for arrays that grow in a loop."
)
NOT_RUN = (
    "This cell did not run: an earlier cell ended Python. Read the message of that cell first."
)

TICK = 0.1  # seconds from one look at what a kernel uses to the next
# A cell that was told to stop has this long, in work and on the clock, whichever ends first.
GRACE, GRACE_ON_THE_CLOCK = 2, 10


class KernelKilled(RuntimeError):
    """The kernel was ended for what a cell did; the message is for the student."""


class ExecuteSubmission(Execute):
    """nbgrader's Execute, whose every cell ends with a result, whatever the student's code did.

    nbclient's part that makes outputs of messages is kept; its kernel and its waiting are not.
    """

    sandboxed = Bool(True, help="Run the kernel in the sandbox").tag(config=True)
    limits = Instance(Limits, args=(), help="What a submission may use").tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict | None = None, km: None = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        folder = Path((resources or {})["metadata"]["path"])
        # A notebook in this folder holds the hidden tests: student code gets the data alone.
        files = {
            path.name: path.read_bytes()
            for path in folder.iterdir()
            if path.is_file() and path.suffix != ".ipynb"
        }
        self.run(nb, files, warm.zygote(sandboxed=self.sandboxed))
        nb.metadata["language_info"] = IPythonKernel.language_info
        return nb, resources

    def run(self, nb: NotebookNode, files: Mapping[str, bytes], zygote: warm.Zygote) -> None:
        """Run a notebook, whose cells get their outputs.

        Args:
            nb: The notebook.
            files: What lies in its working directory, by relative path.
            zygote: What the kernel is to be a fork of.

        Raises:
            ZygoteError, KernelEnded: No kernel could be started.
        """
        NotebookClient.__init__(self, nb)
        self.record_timing = False
        self.reset_execution_trackers()
        with Kernel(zygote, files, self.limits) as kernel:
            watch = _Watch(kernel, self.limits)
            ended = False
            for index, cell in enumerate(nb.cells):
                tags = cell.metadata.get("tags", ())
                if cell.cell_type != "code" or self.skip_cells_with_tag in tags:
                    continue
                message = NOT_RUN
                if not ended:
                    try:
                        self._run_cell(kernel, watch, cell, index)
                        continue
                    except KernelEnded:
                        ended, message = True, ENDED
                    except KernelKilled as reason:
                        ended, message = True, str(reason)
                # nbgrader gives full marks to a test without output, so a test that did not run
                # says so.
                cell.outputs = [_error("KernelDied", message)]

    def _run_cell(self, kernel: Kernel, watch: "_Watch", cell: NotebookNode, index: int) -> None:
        """Run one cell to its end.

        Raises:
            KernelEnded, KernelKilled: The cell ended the kernel, or it had to be ended.
        """
        cell.outputs = []
        if not cell.source.strip():
            return
        self.clear_before_next_output = False
        watch.begin()
        request = kernel.execute(cell.source)
        reply, idle, size = None, False, 0
        # A cell that is interrupted just as it ends has no reply, which would not be read anyway.
        while not idle or not (reply or watch.stopped):
            for channel, message, length in kernel.receive(TICK):
                size += length
                if message is None or size > watch.limits.output:
                    watch.stop("OutputLimitExceeded", TOO_MUCH_OUTPUT)
                if message is None or message["parent_header"].get("msg_id") != request:
                    continue
                if channel == wire.SHELL:
                    reply = message
                elif not watch.stopped or message["msg_type"] in ("status", "error"):
                    idle |= self._take(message, cell, index)
            watch.look()
        self.on_cell_executed(cell=cell, execute_reply=watch.stopped or reply)

    def _take(self, message: dict[str, Any], cell: NotebookNode, index: int) -> bool:
        """Make an output of a message; return whether the message says that the cell has ended."""
        try:
            output = self.process_message(message, cell, index)
            if output is not None:
                _output_schema()(output)
        except CellExecutionComplete:
            return True
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise KernelEnded(f"what it sent is no output: {error!r}") from error
        return False


class _Watch:
    """Holds a kernel to the limits that Linux does not hold it to.

    Attributes:
        limits: The limits.
        stopped: The reply in the place of the kernel's, of a cell that was told to stop.
    """

    def __init__(self, kernel: Kernel, limits: Limits) -> None:
        self.limits = limits
        self._kernel = kernel
        self.begin()

    def begin(self) -> None:
        """A cell begins."""
        self.stopped: dict[str, Any] | None = None
        self._next_look = monotonic() + TICK
        self._cell_ends_at: float | None = None

    def look(self) -> None:
        """See what is used, if it is time to, and stop what uses too much.

        Raises:
            KernelKilled: Stopping the cell was not enough.
        """
        if monotonic() < self._next_look:
            return
        self._next_look = monotonic() + TICK
        usage = self._kernel.clock.usage()
        worked = self._kernel.clock.seconds(usage)
        if usage.processes > self.limits.processes:
            raise KernelKilled(self._say(TOO_MANY_PROCESSES))
        # Forks share most of their memory, which the quick look counts for each.
        most = self.limits.resident
        if usage.resident > most and self._kernel.clock.proportional() > most:
            raise KernelKilled(self._say(TOO_MUCH_MEMORY))
        if self._cell_ends_at is None:
            self._cell_ends_at = min(worked + self.limits.cell_seconds, self.limits.seconds)
        if self.stopped:
            if worked > self._grace_ends_at or monotonic() > self._killed_at:
                raise KernelKilled(NOT_STOPPED)
        elif worked >= self._cell_ends_at:
            self.stop("CellTimeoutError", TOO_LONG)

    def stop(self, name: str, message: str) -> None:
        """Tell the cell to stop, once, and note the error that it ends with."""
        if self.stopped:
            return
        message = self._say(message)
        self.stopped = {
            "content": {"status": "error", "ename": name, "evalue": message, "traceback": [message]}
        }
        self._killed_at = monotonic() + GRACE_ON_THE_CLOCK
        self._grace_ends_at = self._kernel.clock.seconds() + GRACE
        self._kernel.interrupt()

    def _say(self, message: str) -> str:
        return message.format(**vars(self.limits))


@cache
def _output_schema() -> Callable[[NotebookNode], object]:
    """Checks an output by nbformat's schema in 0.03 ms; nbformat takes 0.5 for one alone."""
    path = Path(nbformat.v4.__file__).with_name(nbformat.v4.nbformat_schema[4, 5])
    definitions = json.loads(path.read_text())["definitions"]
    return fastjsonschema.compile({"definitions": definitions, "$ref": "#/definitions/output"})


def _error(name: str, message: str) -> NotebookNode:
    return new_output("error", ename=name, evalue=message, traceback=[message])
