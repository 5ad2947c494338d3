"""What student code may see and use: a command line for bubblewrap.

The sandbox has a read-only system, the Python environment, the library and the files of one
assignment. It has no network, no host process, no other file, and its own /tmp and home, which
vanish with it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

HOME = Path("/home/student")
WORK = HOME / "work"

# Parts of /etc that programs read to find libraries, fonts and the time zone.
_ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "fonts", "localtime")

_NAMESPACES = ("--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts")

_HOW_TO_INSTALL = {
    "bwrap": "bubblewrap is not installed: `sudo apt-get install bubblewrap` gets it",
    "prlimit": "prlimit is not installed: `sudo apt-get install util-linux` gets it",
}

# What bubblewrap says where it is not allowed to work, and what helps there.
_HINTS = {
    "uid map": "this system keeps programs from making user namespaces; on Ubuntu 24.04 and later "
    "`sudo apt-get install apparmor-profiles` followed by `sudo ln -s "
    "/usr/share/apparmor/extra-profiles/bwrap-userns-restrict /etc/apparmor.d/` and "
    "`sudo systemctl reload apparmor` allows it to bubblewrap alone",
    "No permissions to create": "user namespaces are switched off; "
    "`sudo sysctl kernel.unprivileged_userns_clone=1` switches them on",
    "mount proc": "a container hides /proc from bubblewrap; start the container with "
    "`--security-opt systempaths=unconfined`",
    "Operation not permitted": "a container forbids new namespaces; start the container with "
    "`--security-opt seccomp=unconfined --security-opt apparmor=unconfined`",
    "nknown option": "this bubblewrap is older than 0.7; install a later one",
}


class SandboxError(RuntimeError):
    """Student code cannot be run in isolation on this machine."""


@dataclass(frozen=True)
class Limits:
    """What one process of the sandbox may use.

    Attributes:
        memory: Address space, in bytes. JAX asks for about 1.6 GiB of it before the first array.
        cpu: Processor time, in seconds.
        file_size: Size of one written file, in bytes.
        scratch: Size of /tmp, /dev/shm and the home directory, in bytes each.
    """

    memory: int = 6 * 2**30
    cpu: int = 300
    file_size: int = 64 * 2**20
    scratch: int = 256 * 2**20


def environment() -> dict[str, str]:
    """All environment variables that student code gets."""
    return {
        "HOME": str(HOME),
        "JAX_PLATFORMS": "cpu",
        "LANG": "C.UTF-8",
        "NBGRADER_EXECUTION": "autograde",  # as nbgrader sets it
        "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(_library().parent),
    }


def compiled(folder: Path, least_seconds: str = "inf") -> dict[str, str]:
    """The environment in which JAX reads what it compiled before.

    Args:
        folder: Where it lies.
        least_seconds: JAX adds what took at least so long to compile; nothing, if not given.
    """
    return {
        "JAX_COMPILATION_CACHE_DIR": str(folder),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": least_seconds,
        # Caches of XLA's own: their paths would be part of the keys, and differ in the sandbox.
        "JAX_PERSISTENT_CACHE_ENABLE_XLA_CACHES": "none",
    }


def command(
    program: Sequence[str],
    *,
    files: Sequence[Path] = (),
    provided: Mapping[Path, Path] | None = None,
    shared: Path | None = None,
    nested: bool = False,
    limits: Limits | None = None,
) -> list[str]:
    """The command line that runs `program` in the sandbox.

    Args:
        program: The program and its arguments.
        files: Files that lie, read-only, in the working directory of `program`.
        provided: Files and directories that `program` reads, each with its path inside.
        shared: A directory that `program` reads and writes under the path that it has outside.
        nested: Whether `program`, which then has to be trusted, makes namespaces within: for
            that it may write to /proc.
        limits: What each process may use; `Limits()` when absent.
    """
    limits = limits or Limits()
    scratch = ("--size", str(limits.scratch), "--tmpfs")
    arguments = [
        "prlimit",
        f"--as={limits.memory}",
        f"--cpu={limits.cpu}",
        f"--fsize={limits.file_size}",
        "--core=0",
        "bwrap",
        *_NAMESPACES,
        *("--uid", "1000", "--gid", "1000"),  # nobody is root in here, whoever grades
        *("--new-session", "--die-with-parent", "--cap-drop", "ALL"),
        # A grader who is root outside could write kernel settings through a writable /proc.
        *("--proc", "/proc", *(() if nested else ("--remount-ro", "/proc"))),
        *("--dev", "/dev", *scratch, "/dev/shm", "--remount-ro", "/dev"),
        *(*scratch, "/tmp", *scratch, str(HOME)),
        *_read_only_system(),
        *("--dir", str(WORK)),
    ]
    for file in files:
        arguments += ["--ro-bind", str(file), str(WORK / file.name)]
    for outside, inside in (provided or {}).items():
        arguments += ["--ro-bind", str(outside), str(inside)]
    if shared is not None:
        arguments += ["--bind", str(shared), str(shared)]
    # The launcher of kernels sets the parent's id, which means another process in here.
    arguments += ["--unsetenv", "JPY_PARENT_PID", "--remount-ro", "/", "--chdir", str(WORK)]
    return [*arguments, "--", *program]


def problem() -> str | None:
    """What keeps the sandbox from working on this machine and how to get it; None if it works."""
    for tool, advice in _HOW_TO_INSTALL.items():
        if shutil.which(tool) is None:
            return advice
    probe = subprocess.run(
        command([sys.executable, "-c", "pass"]),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if probe.returncode == 0:
        return None
    said = probe.stderr.strip() or f"exit status {probe.returncode}"
    hint = next((hint for sign, hint in _HINTS.items() if sign in said), "see `man bwrap`")
    return f"bubblewrap does not work here ({said}): {hint}"


def require() -> None:
    """Refuse to go on where the sandbox does not work.

    Raises:
        SandboxError: Says what is missing, how to get it, and how to go on without a sandbox.
    """
    reason = problem()
    if reason is not None:
        raise SandboxError(
            f"Student code runs in a sandbox only, and {reason}. "
            "To run it unprotected, with your files and your network, say --no-sandbox."
        )


def _read_only_system() -> list[str]:
    arguments = []
    for name in ("/usr", "/bin", "/sbin", "/lib", "/lib64"):
        if os.path.islink(name):
            arguments += ["--symlink", os.readlink(name), name]
        elif os.path.isdir(name):
            arguments += ["--ro-bind", name, name]
    for name in _ETC:
        arguments += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    for path in environment_folders():
        if not path.is_relative_to("/usr"):
            arguments += ["--ro-bind", str(path), str(path)]
    return arguments


def environment_folders() -> list[Path]:
    """Where Python, what is installed and the library lie, outside and in the sandbox alike."""
    return [Path(sys.base_prefix), Path(sys.prefix), _library()]


def _library() -> Path:
    spec = find_spec("kerasish")
    if spec is None or not spec.submodule_search_locations:
        raise SandboxError("kerasish is not installed here: run `pip install -e .` in the checkout")
    return Path(spec.submodule_search_locations[0]).resolve()
