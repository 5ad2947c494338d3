"""What student code uses has limits, which end it by name and leave the machine usable."""

import resource
from contextlib import suppress
from time import monotonic, sleep

import psutil
import pytest

from autograder.sandbox import Limits

pytestmark = pytest.mark.usefixtures("sandboxed")

NEXT = "print('next')"


def running():
    """The arguments of each process that was started here and has not ended."""
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # it has ended, or is about to
            yield process.cmdline()


def test_a_fork_bomb_ends(run_cells):
    bomb, after = run_cells("import os\nwhile True:\n    os.fork()", NEXT)
    assert bomb.startswith(
        "KernelDied: This cell was stopped because it started too many processes"
    )
    assert "at most 64 at one time" in bomb
    assert after.startswith("KernelDied: This cell did not run")
    assert run_cells(NEXT) == ["next"]
    # The zygote, and the processes of bubblewrap around it; hundreds of others take time to end.
    until = monotonic() + 20
    while sum("/opt/inside/zygote.py" in arguments for arguments in running()) > 3:
        assert monotonic() < until
        sleep(0.1)


def test_some_processes_are_no_bomb(run_cells):
    (printed,) = run_cells("""
        import multiprocessing
        with multiprocessing.get_context("fork").Pool(4) as pool:
            print(sum(pool.map(abs, range(-9, 1))))
    """)
    assert printed == "45"


def test_what_a_child_prints_is_seen(run_cells):
    (printed,) = run_cells("""
        import os
        if os.fork() == 0:
            print("from a child", flush=True)
            os._exit(0)
        ended = os.wait()
    """)
    assert printed == "from a child"


def test_all_processes_together_have_a_limit_of_memory(run_cells):
    source = """
    import os, time
    for _ in range(6):
        if os.fork() == 0:
            taken = bytearray(b"x" * (250 * 2**20))
            time.sleep(100)
    time.sleep(100)
    """
    bomb, after = run_cells(source, NEXT, limits=Limits(resident=2**30))
    assert bomb.startswith("KernelDied: This cell was stopped because its processes took too much")
    assert after.startswith("KernelDied: This cell did not run")


@pytest.mark.parametrize(
    "flood",
    [
        "while True: print('x' * 1000)",
        "print('x' * 50_000_000)",
        "while True: display({'text/plain': 'x' * 10_000}, raw=True)",
        "import os\nwhile True: os.write(1, b'x' * 1000)",
    ],
    ids=["lines", "at once", "displays", "past Python"],
)
def test_endless_output_is_cut_while_it_comes(run_cells, flood):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    flooded, after = run_cells(flood, NEXT)
    assert "OutputLimitExceeded: This cell was stopped because it put out too much" in flooded
    assert len(flooded) < 2 * Limits.output
    assert after == "next"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 2**10  # KiB


def test_an_error_that_is_too_long_is_an_error_still(run_cells):
    error, after = run_cells("raise ValueError('x' * 50_000_000)", NEXT)
    assert error.startswith("OutputLimitExceeded")
    assert after == "next"


def test_empty_files_have_a_limit_too(run_cells):
    (error,) = run_cells("for i in range(100_000): open(f'/tmp/{i}', 'w').close()")
    assert error.startswith("OSError: [Errno 28]")  # no space left


def test_a_limit_can_be_set(run_cells):
    strict = Limits(file_size=100_000, memory=3 * 2**30, processes=9)
    one, other, bomb = run_cells(
        "with open('large', 'wb') as file: file.write(bytes(100_001))",
        "x = bytearray(4 * 2**30)",
        "import os, time\nfor _ in range(9):\n    os.fork() or time.sleep(100)\ntime.sleep(100)",
        limits=strict,
    )
    assert one.startswith("OSError: [Errno 27]")  # file too large
    assert other.startswith("MemoryError")
    assert "at most 9 at one time" in bomb


def test_what_is_no_message_ends_the_kernel(run_cells):
    nonsense, after = run_cells(
        """
        import gc, socket
        for each in gc.get_objects():
            if isinstance(each, socket.socket) and each.family == socket.AF_UNIX:
                each.sendall(b"nonsense" * 100)
        import time; time.sleep(5)
        """,
        NEXT,
    )
    assert nonsense.startswith("KernelDied")
    assert after.startswith("KernelDied: This cell did not run")
