"""Student code is hostile until shown otherwise. Each test here runs some that is, for real."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import autograder
from autograder import grade
from autograder.course import ROOT, Course
from autograder.sandbox import Limits

pytestmark = pytest.mark.usefixtures("sandboxed")

NOT_RUN = "KernelDied: This cell did not run"


@pytest.fixture
def course(tmp_path):
    """Two submissions on disk, each with the data of the assignment."""
    course = Course(work=tmp_path / "grading", exercises=tmp_path / "exercises")
    for student in ("mallory", "alice"):
        folder = course.autograded / student / "linear_classifier"
        folder.mkdir(parents=True)
        (folder / "linear_classifier.ipynb").write_text("a hidden test")
        (folder / "points.csv").write_text("0,3\n3,0\n")
    return course


@pytest.fixture
def folder(course):
    """The folder in which the hostile student's notebook runs."""
    return course.autograded / "mallory" / "linear_classifier"


def test_the_assignments_own_data_is_there(run_cells, folder):
    listed, data = run_cells(
        "import os; print(sorted(os.listdir()))", "print(open('points.csv').read())", folder=folder
    )
    assert listed == "['points.csv']"  # and no notebook, which would hold the hidden tests
    assert data == "0,3\n3,0"


def test_the_library_is_there(run_cells, folder):
    (printed,) = run_cells("import kerasish as tf; print(tf.constant(2) + 1)", folder=folder)
    assert printed == "tf.Tensor(3, shape=(), dtype=int32)"


def test_neither_gradebook_nor_solution_nor_other_submission_can_be_read(run_cells, course, folder):
    grade.release(course, "linear_classifier")  # makes the gradebook
    secrets = [
        course.work / "gradebook.db",
        course.autograded / "alice" / "linear_classifier" / "linear_classifier.ipynb",
        folder / "linear_classifier.ipynb",
        ROOT / "solutions" / "linear_classifier" / "linear_classifier.ipynb",
        Path(autograder.__file__).parent / "bank" / "linear_classifier" / "loop_by_hand.py",
        Path(__file__),
        ROOT / ".git" / "HEAD",
        Path.home(),
    ]
    assert all(path.exists() for path in secrets)
    seen, imported = run_cells(
        f"import os; print([path for path in {list(map(str, secrets))} if os.path.isfile(path)])",
        "import autograder",
        folder=folder,
    )
    assert seen == "[]"
    assert imported == "ModuleNotFoundError: No module named 'autograder'"


def test_no_file_outside_can_be_written(run_cells, course, folder):
    system = [Path(sys.prefix), ROOT / "kerasish", Path("/usr"), Path("/etc")]
    places = [*system, course.work, folder]
    attempt = """
    import os, tempfile
    for place in {places}:
        try:
            os.makedirs(place, exist_ok=True)
            open(place + "/written-by-a-student", "w").close()
        except OSError as error:
            print(type(error).__name__)
    open(tempfile.gettempdir() + "/written-by-a-student", "w").close()
    open("written-by-a-student", "w").close()
    """
    (printed,) = run_cells(attempt.format(places=[str(p) for p in places]), folder=folder)
    # The places of this test lie in the temporary folder, which is another one in the sandbox.
    assert printed.split() == ["OSError"] * len(system)
    for place in [*places, Path(tempfile.gettempdir())]:
        assert not (place / "written-by-a-student").exists()


def test_no_network(run_cells, folder):
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        socket.create_connection(address).close()  # it can be reached from here
        connect, lookup = run_cells(
            f"import socket; socket.create_connection({address}, timeout=2)",
            "socket.getaddrinfo('localhost.example', 80)",
            folder=folder,
        )
    assert connect.startswith("ConnectionRefusedError") or connect.startswith("OSError")
    assert lookup.startswith("gaierror")


def test_the_graders_environment_is_not_seen(run_cells, folder, monkeypatch):
    monkeypatch.setenv("GRADERS_TOKEN", "opensesame")
    (printed,) = run_cells(
        """
        import os, pathlib

        def environment(process):
            try:
                return (process / "environ").read_bytes()
            except PermissionError:
                return b""

        processes = list(pathlib.Path("/proc").glob("[0-9]*"))
        print([p.name for p in processes if b"opensesame" in environment(p)],
              "GRADERS_TOKEN" in os.environ)
        """,
        folder=folder,
    )
    assert printed == "[] False"


def test_kernel_settings_cannot_be_written(run_cells, folder):
    before = Path("/proc/sys/kernel/core_pattern").read_text()
    (printed,) = run_cells(
        "open('/proc/sys/kernel/core_pattern', 'w').write('core-of-a-student')",
        folder=folder,
    )
    assert printed.startswith(("OSError", "PermissionError"))
    assert Path("/proc/sys/kernel/core_pattern").read_text() == before


def test_an_endless_loop_is_stopped_and_the_next_cell_runs(run_cells, folder):
    loop, after = run_cells(
        "while True: pass", "print('next')", folder=folder, limits=Limits(cell_seconds=2)
    )
    assert "CellTimeoutError: This cell was stopped because it took too long" in loop
    assert after == "next"


def test_code_that_cannot_be_interrupted_is_ended(run_cells, folder):
    stubborn = "signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    cells = ["import os, signal; print(1)", stubborn, "print(2)"]
    before, ended, after = run_cells(*cells, folder=folder, limits=Limits(cell_seconds=1))
    assert before == "1"
    assert ended.startswith("KernelDied: This cell took too long and could not be stopped")
    assert after.startswith(NOT_RUN)


def test_sleeping_is_stopped_too_and_waiting_for_a_turn_is_not(run_cells, folder):
    wait, sleep = run_cells(
        "import time; time.sleep(3)",
        "time.sleep(1000)",
        folder=folder,
        limits=Limits(cell_seconds=1),
    )
    assert wait == ""
    assert "CellTimeoutError" in sleep


def test_all_cells_together_have_a_limit(run_cells, folder):
    work = """
    import time
    end = time.process_time() + 3  # the clock is looked at about once a second
    while time.process_time() < end: pass
    """
    first, second, third = run_cells(
        *[work] * 3, folder=folder, limits=Limits(cell_seconds=30, seconds=4)
    )
    assert first == ""
    assert "CellTimeoutError" in second
    assert "CellTimeoutError" in third


@pytest.mark.parametrize("ending", ["os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_a_kernel_that_ends_gives_no_points_to_what_follows(run_cells, folder, ending):
    ended, test_cell = run_cells(f"import os; {ending}", "assert True", folder=folder)
    assert ended.startswith("KernelDied: This cell ended Python itself")
    assert test_cell.startswith(NOT_RUN)


def test_memory_has_a_limit(run_cells, folder):
    bomb, after = run_cells("x = bytearray(8 * 2**30)", "print('next')", folder=folder)
    assert bomb.startswith("MemoryError")
    assert after == "next"


def test_a_file_and_the_scratch_space_have_limits(run_cells, folder):
    one_file, many_files = run_cells(
        "open('large', 'wb').write(bytes(70 * 2**20))",
        "for i in range(9): open(f'/tmp/{i}', 'wb').write(bytes(30 * 2**20))",
        folder=folder,
    )
    assert one_file.startswith("OSError: [Errno 27]")  # file too large
    assert many_files.startswith("OSError: [Errno 28]")  # no space left


def test_no_process_is_left_behind(run_cells, folder):
    seconds = f"{100000 + os.getpid()}.25"
    (pid,) = run_cells(
        "import subprocess, signal\n"
        f"print(subprocess.Popen(['sleep', '{seconds}'], start_new_session=True).pid)",
        folder=folder,
    )
    assert pid.isdigit()
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert f"sleep {seconds}" not in running.stdout


def test_no_file_is_left_behind(run_cells, folder, monkeypatch, tmp_path):
    sockets = tmp_path / "t"
    sockets.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(sockets))
    run_cells("import os; os._exit(1)", folder=folder)
    assert list(sockets.iterdir()) == []
