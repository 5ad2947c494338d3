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

_HOW_TO_INSTALL = "bubblewrap is not installed: `sudo apt-get install bubblewrap` gets it"

# What bubblewrap says where it is not allowed to work, and what helps there.
_HINTS = {
    "uid map": "this system keeps programs from making user namespaces; on Ubuntu 24.04 and later "
    "`sudo apt-get install apparmor-profiles` followed by `sudo ln -s "
    "/usr/share/apparmor/extra-profiles/bwrap-userns-restrict /etc/apparmor.d/` and "
    "`sudo systemctl reload apparmor` allows it to bubblewrap alone",
    "No permissions to create": "user namespaces are switched off; "
    "`sudo sysctl kernel.unprivileged_userns_clone=1` switches them on",
    "max_*_namespaces": "this system allows no more user namespaces; "
    "`sudo sysctl user.max_user_namespaces=15000` allows some",
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
    """What one submission may use. Seconds are those of `autograder.clock`.

    Attributes:
        cell_seconds: Work of one cell.
        seconds: Work of all cells together.
        memory: Address space of one process, in bytes. JAX asks for about 1.6 GiB of it before the
            first array.
        resident: Memory of all processes together, in bytes.
        processes: Number of processes at one time.
        cpu: Processor time of one process, in seconds.
        file_size: Size of one written file, in bytes.
        scratch: Size of /tmp, /dev/shm and the home directory together, in bytes.
        output: Size of what one cell puts out, in bytes.
    """

    cell_seconds: int = 20
    seconds: int = 120
    memory: int = 6 * 2**30
    resident: int = 3 * 2**30
    processes: int = 64
    cpu: int = 300
    file_size: int = 64 * 2**20
    scratch: int = 256 * 2**20
    output: int = 8 * 2**20


def environment() -> dict[str, str]:
    """All environment variables that student code gets."""
    return {
        "HOME": str(HOME),
        "JAX_CPU_ENABLE_ASYNC_DISPATCH": "0",  # small arrays are computed sooner than handed over
        "JAX_PLATFORMS": "cpu",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # as IPython's kernel sets it
        "NBGRADER_EXECUTION": "autograde",  # as nbgrader sets it
        "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(_library().parent),
    }


def bare_environment() -> dict[str, str]:
    """The environment of student code that runs without sandbox."""
    own = (
        *("JAX_CPU_ENABLE_ASYNC_DISPATCH", "JAX_PLATFORMS", "MPLBACKEND"),
        *("NBGRADER_EXECUTION", "PYTHONPATH"),
    )
    return dict(os.environ) | {name: environment()[name] for name in own}


def compiled(folder: Path, fill: bool = False) -> dict[str, str]:
    """The environment in which JAX and the library read what they compiled before.

    Args:
        folder: Where it lies.
        fill: Whether they add to it.
    """
    return {
        "KERASISH_COMPILED": str(folder),
        "KERASISH_COMPILED_FILL": str(int(fill)),
        "JAX_COMPILATION_CACHE_DIR": str(folder),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0" if fill else "inf",
        # Caches of XLA's own: their paths would be part of the keys, and differ in the sandbox.
        "JAX_PERSISTENT_CACHE_ENABLE_XLA_CACHES": "none",
    }


def command(
    program: Sequence[str],
    *,
    provided: Mapping[Path, Path] | None = None,
    nested: bool = False,
    scratch: int = Limits.scratch,
) -> list[str]:
    """The command line that runs `program` in the sandbox.

    Args:
        program: The program and its arguments. It inherits standard input, and limits itself.
        provided: Files and directories that `program` reads, each with its path inside.
        nested: Whether `program`, which then has to be trusted, makes namespaces within: for
            that it may write to /proc.
        scratch: Size of /tmp, /dev/shm and the home directory together, in bytes.
    """
    third = ("--size", str(scratch // 3), "--tmpfs")
    arguments = [
        "bwrap",
        *_NAMESPACES,
        *("--uid", "1000", "--gid", "1000"),  # nobody is root in here, whoever grades
        *("--new-session", "--die-with-parent", "--cap-drop", "ALL"),
        # A grader who is root outside could write kernel settings through a writable /proc.
        *("--proc", "/proc", *(() if nested else ("--remount-ro", "/proc"))),
        *("--dev", "/dev", *third, "/dev/shm", "--remount-ro", "/dev"),
        *(*third, "/tmp", *third, str(HOME)),
        *_read_only_system(),
        *("--dir", str(WORK)),
    ]
    for outside, inside in (provided or {}).items():
        arguments += ["--ro-bind", str(outside), str(inside)]
    return [*arguments, "--remount-ro", "/", "--chdir", str(WORK), "--", *program]


def problem() -> str | None:
    """What keeps the sandbox from working on this machine and how to get it; None if it works."""
    if shutil.which("bwrap") is None:
        return _HOW_TO_INSTALL
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
            "`python -m autograder doctor` says what else is missing. "
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
