"""The machine: Linux, bubblewrap and whether it may work, room for a class."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil

from autograder import sandbox, warm
from autograder.doctor.lines import Line, missing, ok, warning
from autograder.sandbox import Limits

_GIB = 2**30
# Where less is free, a class of some hundreds may not fit: feedback pages and gradebook.
ENOUGH_DISK = 1 * _GIB

# Settings of Linux that keep bubblewrap from working, with the value that does and what helps.
_FORBIDDING = {
    "kernel.unprivileged_userns_clone": (
        "0",
        "`sudo sysctl -w kernel.unprivileged_userns_clone=1` switches user namespaces on.",
    ),
    "user.max_user_namespaces": (
        "0",
        "`sudo sysctl -w user.max_user_namespaces=15000` allows some.",
    ),
    "kernel.apparmor_restrict_unprivileged_userns": (
        "1",
        "the AppArmor profile bwrap-userns-restrict allows user namespaces to bubblewrap alone, "
        "`sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` to every program.",
    ),
}


def lines(work: Path) -> Iterator[Line]:
    """Linux, bubblewrap, the sandbox, and what a class takes.

    Args:
        work: The folder that grading writes into.
    """
    if sys.platform != "linux":
        yield missing(
            "Linux",
            f"this is {platform.system()}",
            "Student code is held by Linux: grade on a server, in a virtual machine or in WSL 2.",
        )
        return
    yield ok("Linux", os.uname().release)
    yield from _sandbox()
    yield _cores()
    yield _disk(work)


def _sandbox() -> Iterator[Line]:
    if shutil.which("bwrap") is None:
        yield missing(
            "bubblewrap",
            "there is no bwrap on the PATH",
            "Debian and Ubuntu: `sudo apt-get install bubblewrap`",
            "Fedora: `sudo dnf install bubblewrap`",
        )
        return
    said = subprocess.run(["bwrap", "--version"], capture_output=True, text=True, check=False)
    yield ok("bubblewrap", said.stdout.removeprefix("bubblewrap").strip() or "of unknown version")
    reason = sandbox.problem()
    if reason is not None:
        yield missing("sandbox", "it does not start", f"{reason}.", *_forbidden())
        return
    yield ok("sandbox", "it starts")
    if warm.nesting_works():
        yield ok("mode", "nested: every submission is a fork of one process, in its own namespaces")
    else:
        yield warning(
            "mode",
            "alone: every submission has a sandbox of its own",
            "This system keeps programs in the sandbox from making namespaces, as the AppArmor "
            "profile of bubblewrap does. It is as safe, and every submission takes some seconds "
            "longer.",
        )


def _forbidden() -> Iterator[str]:
    """What in the settings of Linux forbids the sandbox."""
    for name, (forbids, help_) in _FORBIDDING.items():
        setting = Path("/proc/sys", *name.split("."))
        if setting.exists() and setting.read_text().strip() == forbids:
            yield f"{name} is {forbids}: {help_}"


def _cores() -> Line:
    cores = len(os.sched_getaffinity(0))
    free = psutil.virtual_memory().available
    said = f"{cores}, so that many workers by default; {free / _GIB:.1f} GiB of memory are free"
    enough = int(free // Limits.resident)
    if enough >= cores:
        return ok("cores", said)
    return warning(
        "cores",
        said,
        f"Each submission may take {Limits.resident / _GIB:g} GiB. Say `--workers "
        f"{max(1, enough)}`, or `--resident` with less.",
    )


def _disk(work: Path) -> Line:
    there = next(folder for folder in (work, *work.parents) if folder.is_dir())
    free = shutil.disk_usage(there).free
    said = f"{free / _GIB:.1f} GiB are free in {there}"
    if free >= ENOUGH_DISK:
        return ok("disk", said)
    return warning("disk", said, "Free some, or name a folder on another disk with `--work`.")
