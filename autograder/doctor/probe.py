"""Runs in the sandbox as a kernel would, tries to go beyond its limits, and says which held.

It prints one JSON object and ends when standard input does, so that it can be looked at meanwhile.
The only argument is a JSON object:

    nested   whether it enters namespaces of its own, within those of the sandbox
    home     the home directory
    kept     folders that are not covered by own files
    limits   the fields of `autograder.sandbox.Limits`
    taken    how much memory it takes, in bytes
"""

import errno
import json
import resource
import sys
from pathlib import Path

sys.path.insert(0, "/opt/inside")

import namespaces


def main() -> None:
    """Enter the namespaces and try."""
    settings = json.loads(sys.argv[1])

    def run() -> None:
        _try(settings)

    if settings["nested"]:
        scratch = settings["limits"]["scratch"]
        namespaces.enter(settings["home"], settings["kept"], scratch, run, lambda: None)
    else:
        run()


def _try(settings: dict) -> None:
    limits = settings["limits"]
    namespaces.limit(limits)
    taken = b"x" * settings["taken"]
    held = {
        "memory": _refused(lambda: bytearray(limits["memory"])),
        "cpu": 0 <= resource.getrlimit(resource.RLIMIT_CPU)[1] <= limits["cpu"],  # -1: endless
        "file_size": _refused(lambda: _write("large", limits["file_size"] + 1)),
        "scratch": _refused(lambda: _fill(limits["scratch"], limits["file_size"])),
        "processes": resource.getrlimit(resource.RLIMIT_NPROC)[1] != resource.RLIM_INFINITY,
        "ids": int(Path("/proc/sys/kernel/pid_max").read_text()) <= namespaces.MOST_IDS,
    }
    print(json.dumps(held), flush=True)
    sys.stdin.read()
    del taken


def _refused(attempt) -> bool:
    try:
        attempt()
    except MemoryError:
        return True
    except OSError as error:
        if error.errno not in (errno.EFBIG, errno.ENOSPC):
            raise
        return True
    return False


def _write(name: str, size: int) -> None:
    with Path("/tmp", name).open("wb", buffering=0) as file:
        while size > 0:
            size -= file.write(bytes(size))


def _fill(size: int, at_once: int) -> None:
    for number in range(size // at_once + 1):
        _write(str(number), at_once)


main()
