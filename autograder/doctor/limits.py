"""Whether this machine holds student code to its limits: a program in the sandbox tries."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from autograder import clock, sandbox, warm
from autograder.doctor.lines import Line, ok, warning
from autograder.sandbox import Limits

_PROBE = Path(__file__).with_name("probe.py")
_PROBE_INSIDE = warm.PROGRAM_INSIDE.with_name("probe.py")
# Small ones, which are soon tried.
_TRIED = Limits(memory=2**30, file_size=2**20, scratch=6 * 2**20)
_TAKEN = 32 * 2**20
_SAID = {
    "memory": "memory",
    "cpu": "processor time",
    "file_size": "the size of a file",
    "scratch": "the size of all files",
}


def lines() -> Iterator[Line]:
    """The limits, where the sandbox works."""
    nested = warm.nesting_works()
    try:
        held, outside = _probed(nested)
    except (OSError, ValueError) as error:
        yield warning("limits", f"they could not be tried: {error}")
        return
    held_by_linux = [said for name, said in _SAID.items() if held[name]]
    if held_by_linux:
        yield ok("limits", f"Linux limits {', '.join(held_by_linux)}")
    for name, said in _SAID.items():
        if not held[name]:
            yield warning("limits", f"nothing limits {said} here (`--{name.replace('_', '-')}`)")
    yield _processes(held, nested)
    yield _memory(outside)


def _probed(nested: bool) -> tuple[dict[str, bool], int]:
    """What held inside, and the memory that can be seen from outside.

    Raises:
        ValueError: The program in the sandbox ended early; the message is what it said.
    """
    settings = {
        "nested": nested,
        "home": str(sandbox.HOME),
        "kept": [str(folder) for folder in sandbox.environment_folders()],
        "limits": asdict(_TRIED),
        "taken": _TAKEN,
    }
    command = sandbox.command(
        [sys.executable, str(_PROBE_INSIDE), json.dumps(settings)],
        provided={warm.INSIDE: warm.PROGRAM_INSIDE, _PROBE: _PROBE_INSIDE},
        nested=nested,
        scratch=_TRIED.scratch,
    )
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, env=sandbox.environment(), text=True, **pipes) as process:
        answer = process.stdout.readline()
        seen = clock.WorkClock(process.pid).proportional()
        _, said = process.communicate()
    if not answer:
        raise ValueError(said.strip().rpartition("\n")[2] or f"exit status {process.returncode}")
    return json.loads(answer), seen


def _processes(held: dict[str, bool], nested: bool) -> Line:
    if nested and held["ids"]:
        return ok("processes", "a namespace of Linux has a limit of its own for process ids")
    if held["processes"] and os.geteuid() != 0:
        return ok("processes", "Linux counts those of this user")
    return warning(
        "processes",
        "only looked at ten times a second, which is too late for a fork bomb",
        "Linux does not count the processes of root: grade as another user"
        + (", or with Linux 6.14 or later." if nested else "."),
    )


def _memory(seen: int) -> Line:
    if seen < _TAKEN:
        return warning(
            "looking",
            "the memory of student code cannot be seen from outside (`--resident`)",
            "/proc/PID/smaps_rollup of a process in the sandbox has to be readable.",
        )
    if not clock.LINUX_LISTS_CHILDREN:
        return warning(
            "looking",
            "Linux does not list the children of a process",
            "Each look at what student code uses reads all processes of the machine. A kernel with "
            "CONFIG_PROC_CHILDREN lists them.",
        )
    return ok("looking", "what the processes of a submission use together is seen from outside")
