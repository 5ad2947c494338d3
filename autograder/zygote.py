"""Runs in the sandbox: imports what kernels need once, then makes each kernel by a fork.

Requests come as lines of JSON on standard input, and each is answered by one on standard output.

    {"do": "start", "connection_file": PATH, "session": FOLDER}    -> {"pid": PID}
    {"do": "poll", "pid": PID}                                     -> {"status": NUMBER or null}
    {"do": "signal", "pid": PID, "signal": NUMBER}                 -> {}

A kernel lives in namespaces of its own, within those of the sandbox: it sees no process but its
own, and of the sandbox's writable places only new ones: /tmp, the home directory and the session's
folder. The arguments are the home directory, the size of these places in bytes, and the folders
that stay as they are; without any of those, the one kernel shares what the sandbox has.
`PID` is that of the process that waits outside these namespaces for the kernel to end; to
kill it kills everything in them. This file imports nothing of the autograder, which the sandbox
does not have.
"""

import ctypes
import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

PRELOADED = ("kerasish", "matplotlib.pyplot", "matplotlib_inline", "IPython", "ipykernel.kernelapp")

# From Linux's sched.h, mount.h, prctl.h and capability.h.
_NEW_NAMESPACES = (
    0x00020000  # mounts
    | 0x04000000  # host name
    | 0x08000000  # interprocess communication
    | 0x10000000  # users
    | 0x20000000  # processes
    | 0x40000000  # network
)
_RDONLY, _NOSUID, _NODEV, _NOEXEC, _REMOUNT, _BIND, _REC, _PRIVATE = (
    *(1, 2, 4, 8, 32, 4096, 16384),
    1 << 18,
)
_PR_SET_PDEATHSIG, _PR_CAPBSET_DROP = 1, 24
_CAPABILITY_VERSION_3 = 0x20080522
_libc = ctypes.CDLL(None, use_errno=True)


def main() -> None:
    """Import, say so, and answer requests until there are no more."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what an import prints is no answer
    for name in PRELOADED:
        __import__(name)
    home, scratch, kept = sys.argv[1], int(sys.argv[2]), [Path(path) for path in sys.argv[3:]]
    alone = not kept
    isolate = _stay if alone else partial(_enter_namespaces, home, scratch, kept)
    print(json.dumps({"ready": None if alone else _problem(isolate)}), file=answers)
    for line in sys.stdin:
        request = json.loads(line)
        match request["do"]:
            case "start":
                kernel = partial(_kernel, request["connection_file"])
                answer = {"pid": _start(partial(isolate, Path(request["session"]), kernel))}
            case "poll":
                answer = {"status": _status(request["pid"])}
            case "signal":
                os.kill(request["pid"], request["signal"])
                answer = {}
        print(json.dumps(answer), file=answers)


def _problem(isolate: Callable) -> str | None:
    """What keeps namespaces from being made within the sandbox; None if nothing does."""
    session = Path("/tmp", "trial")
    session.mkdir()
    _, status = os.waitpid(_start(partial(isolate, session, lambda: None)), 0)
    session.rmdir()
    return None if status == 0 else f"exit status {os.waitstatus_to_exitcode(status)}"


def _start(run: Callable[[], int]) -> int:
    """Fork a process that runs a function, with no file of the zygote's; return its id."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            nothing = os.open(os.devnull, os.O_RDWR)
            os.dup2(nothing, 0)
            os.dup2(nothing, 1)
            os.closerange(3, 1 << 16)
            status = run()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    return pid


def _stay(session: Path, run: Callable[[], None]) -> int:
    """Run a function in the namespaces of the sandbox."""
    os.setsid()
    _provide(session / "data", Path.cwd())
    run()
    return 0


def _enter_namespaces(
    home: str, scratch: int, kept: list[Path], session: Path, run: Callable[[], None]
) -> int:
    """Run a function in namespaces of its own and wait for it to end, which ends them."""
    user, group = os.getuid(), os.getgid()
    _call(_libc.unshare, _NEW_NAMESPACES)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    pid = os.fork()
    if pid:
        return _ended(pid)
    _call(_libc.prctl, _PR_SET_PDEATHSIG, signal.SIGKILL)
    pid = os.fork()
    if pid:  # the first process of the namespaces: Linux keeps the others' signals from it
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return _ended(pid)
    os.setsid()
    _own_files(home, scratch, [*kept, session])
    work = Path(home, "work")
    work.mkdir()
    _provide(session / "data", work)
    os.chdir(work)
    _drop_capabilities()
    run()
    return 0


def _ended(pid: int) -> int:
    """Wait for a process, and for those that it left behind; return how it ended."""
    while True:
        ended, status = os.wait()
        if ended == pid:
            return min(255, abs(os.waitstatus_to_exitcode(status)))


def _own_files(home: str, scratch: int, kept: list[Path]) -> None:
    """Lay empty file systems over what other kernels may have written, but for some folders."""
    places = ("/tmp", "/dev/shm", home)
    hidden = {
        folder: os.open(folder, os.O_PATH | os.O_DIRECTORY)
        for folder in kept
        if any(folder.is_relative_to(place) for place in places)
    }
    _mount("none", "/", "", _REC | _PRIVATE)
    for place in places:
        _mount("tmpfs", place, "tmpfs", _NOSUID | _NODEV, f"size={scratch},mode=700")
    # The kernel's process ids differ in here, but Linux allows no other /proc where bubblewrap has
    # covered parts of it. What belongs to processes outside these namespaces cannot be read.
    _mount("none", "/proc", "", _REMOUNT | _BIND | _RDONLY | _NOSUID | _NODEV | _NOEXEC)
    for folder, opened in hidden.items():
        folder.mkdir(parents=True, exist_ok=True)
        _mount(f"/proc/self/fd/{opened}", str(folder), "", _BIND)
        os.close(opened)


def _provide(data: Path, work: Path) -> None:
    """Lay the assignment's own files into the working directory."""
    for file in data.glob("*"):
        shutil.copy(file, work)
        (work / file.name).chmod(0o444)


def _kernel(connection_file: str) -> None:
    import numpy as np
    from ipykernel.kernelapp import IPKernelApp

    np.random.seed()  # each kernel has random numbers of its own, as every new process has
    IPKernelApp.launch_instance(argv=["-f", connection_file])


def _status(pid: int) -> int | None:
    try:
        ended, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return 0  # it was asked for before
    return os.waitstatus_to_exitcode(status) if ended else None


def _drop_capabilities() -> None:
    """Give up what the new namespaces allow, so that nothing laid over the files comes away."""
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    for capability in range(last + 1):
        _call(_libc.prctl, _PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _call(_libc.capset, header, (ctypes.c_uint32 * 6)())


def _mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    arguments = (text.encode() for text in (source, target, kind))
    _call(_libc.mount, *arguments, ctypes.c_ulong(flags), options.encode())


def _call(function, *arguments) -> None:
    if function(*arguments) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{function.__name__}{arguments}: {os.strerror(error)}")


if __name__ == "__main__":
    main()
