"""A process in namespaces of its own, within those of the sandbox, and in its limits."""

import ctypes
import fcntl
import os
import re
import resource
import signal
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

# From Linux's sched.h, mount.h, prctl.h, capability.h and if.h.
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
_SET_INTERFACE_FLAGS, _INTERFACE_UP = 0x8914, 1
_libc = ctypes.CDLL(None, use_errno=True)

# Files in the scratch space, which cost memory even when they are empty.
MOST_FILES = 50_000
# Ids of processes and threads. The grader looks at the number of processes now and then; this holds
# in between, and for root, whose processes Linux does not count.
MOST_IDS = 400


def enter(
    home: str, kept: Sequence[str], scratch: int, run: Callable[[], None], leave: Callable[[], None]
) -> int:
    """Run a function in namespaces of its own and wait for it to end, which ends them.

    Args:
        home: The home directory, which is another one in the new namespaces.
        kept: The folders in /tmp, /dev/shm or the home directory that stay as they are.
        scratch: The size of /tmp, /dev/shm and the home directory together, in bytes.
        run: What is run, in the folder `work` of the home directory.
        leave: Called in the processes that only wait.

    Returns:
        The exit status; for a process that a signal ended, the signal's number.
    """
    user, group = os.getuid(), os.getgid()
    _call(_libc.unshare, _NEW_NAMESPACES)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    pid = os.fork()
    if pid:
        leave()
        return _ended(pid)
    _call(_libc.prctl, _PR_SET_PDEATHSIG, signal.SIGKILL)
    pid = os.fork()
    if pid:  # the first process of the namespaces: Linux keeps the others' signals from it
        leave()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return _ended(pid)
    os.setsid()
    _limit_ids()
    _own_files(home, [Path(folder) for folder in kept], scratch)
    _loopback_up()
    work = Path(home, "work")
    work.mkdir()
    os.chdir(work)
    _drop_capabilities()
    run()
    return 0


def limit(limits: Mapping[str, int]) -> None:
    """Hold this process and those that it will start to limits.

    Args:
        limits: The fields of `autograder.sandbox.Limits`.
    """
    for kind, most in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, limits["cpu"]),
        (resource.RLIMIT_FSIZE, limits["file_size"]),
        (resource.RLIMIT_CORE, 0),
        # Counts threads, of which JAX starts some for each processor, and counts nothing for root.
        (resource.RLIMIT_NPROC, limits["processes"] + 16 * (os.cpu_count() or 1) + 100),
    ):
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        with suppress(ValueError):  # a system that does not have this limit
            resource.setrlimit(kind, (most, most))


def _limit_ids() -> None:
    """Bound the processes and threads of the namespace.

    Before Linux 6.14 the setting is that of the whole machine.
    """
    version = tuple(int(part) for part in re.findall(r"\d+", os.uname().release)[:2])
    if version >= (6, 14):
        with suppress(OSError):
            Path("/proc/sys/kernel/pid_max").write_text(str(MOST_IDS))


def _ended(pid: int) -> int:
    """Wait for a process, and for those that it left behind; return how it ended."""
    while True:
        ended, status = os.wait()
        if ended == pid:
            return min(255, abs(os.waitstatus_to_exitcode(status)))


def _own_files(home: str, kept: Sequence[Path], scratch: int) -> None:
    """Lay one empty file system over what other kernels may have written, but for some folders."""
    places = ("/dev/shm", home, "/tmp")
    hidden = {
        folder: os.open(folder, os.O_PATH | os.O_DIRECTORY)
        for folder in kept
        if any(folder.is_relative_to(place) for place in places)
    }
    _mount("none", "/", "", _REC | _PRIVATE)
    size = f"size={scratch},nr_inodes={MOST_FILES},mode=700"
    _mount("tmpfs", "/tmp", "tmpfs", _NOSUID | _NODEV, size)
    for number, place in enumerate(places):
        own = Path("/tmp", str(number))
        own.mkdir(mode=0o700)
        _mount(str(own), place, "", _BIND)  # /tmp comes last and covers the whole
    # The kernel's process ids differ in here, but Linux allows no other /proc where bubblewrap has
    # covered parts of it. What belongs to processes outside these namespaces cannot be read.
    _mount("none", "/proc", "", _REMOUNT | _BIND | _RDONLY | _NOSUID | _NODEV | _NOEXEC)
    for folder, opened in hidden.items():
        folder.mkdir(parents=True, exist_ok=True)
        _mount(f"/proc/self/fd/{opened}", str(folder), "", _BIND)
        os.close(opened)


def _loopback_up() -> None:
    """Let processes in here reach each other at 127.0.0.1, as IPython's forks do to print."""
    with socket.socket() as any_socket:
        request = struct.pack("16sH14x", b"lo", _INTERFACE_UP)
        fcntl.ioctl(any_socket, _SET_INTERFACE_FLAGS, request)


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
