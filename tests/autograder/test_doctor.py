"""`doctor` says what grading needs, and how to get what is missing."""

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path

import nbformat
import pytest
from distributed import LocalCluster
from nbgrader.api import Gradebook

from autograder import warm
from autograder.__main__ import main
from autograder.course import ROOT
from autograder.doctor import cluster, course, limits
from autograder.doctor.lines import State, lacking
from tests.autograder.small_course import NAME, small_course

SITE = Path(sysconfig.get_path("purelib"))


def told(lines):
    """The lines by name."""
    return {line.name: line for line in lines}


@pytest.fixture
def no_bubblewrap(tmp_path, monkeypatch):
    """A PATH without programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))


def test_where_nothing_is_missing_one_can_grade(tmp_path, capsys, sandboxed):
    assert main(["doctor", "--work", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert printed.endswith("\nYou can grade.\n")
    found = {line.split()[1] for line in printed.splitlines() if line.startswith("ok ")}
    assert {"Python", "nbgrader", "packages", "Linux", "bubblewrap", "sandbox"} <= found
    assert f"none in {tmp_path} yet" in printed


def test_without_bubblewrap_it_says_how_to_get_it(tmp_path, capsys, no_bubblewrap):
    assert main(["doctor", "--work", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "missing  bubblewrap" in printed
    assert "`sudo apt-get install bubblewrap`" in printed
    assert "`sudo dnf install bubblewrap`" in printed
    assert printed.endswith("\nGrading cannot begin: bubblewrap.\n")


def test_what_refuses_to_grade_without_bubblewrap_names_the_doctor(tmp_path, capsys, no_bubblewrap):
    assert main(["grade", "linear_classifier", "--work", str(tmp_path / "grading")]) == 2
    refusal = capsys.readouterr().err
    assert "`python -m autograder doctor`" in refusal
    assert "--no-sandbox" in refusal
    assert not (tmp_path / "grading").exists()


def test_a_setting_of_linux_that_forbids_the_sandbox_is_named(sandboxed):
    """In user namespaces of which Linux allows no further ones within."""
    look = "from pathlib import Path\nfrom autograder.doctor import machine\n"
    look += "print(*machine.lines(Path.cwd()), sep='\\n')"
    forbid = f'echo 0 > /proc/sys/user/max_user_namespaces; exec {sys.executable} -c "$0"'
    printed = subprocess.run(
        ["unshare", "--user", "--map-root-user", "sh", "-c", forbid, look],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare failed" in printed.stderr:
        pytest.skip("only bubblewrap may make user namespaces here")
    assert "missing  sandbox" in printed.stdout, printed.stderr
    assert "user.max_user_namespaces is 0: `sudo sysctl -w" in printed.stdout


def test_the_limits_are_tried_in_the_sandbox(sandboxed):
    found = told(limits.lines())
    assert found["limits"].said.startswith("Linux limits memory, processor time, the size of a")
    assert found["looking"].state is State.OK


def test_limits_that_do_not_hold_are_named(sandboxed, tmp_path, monkeypatch):
    shutil.copytree(warm.INSIDE, tmp_path / "inside")
    with (tmp_path / "inside" / "namespaces.py").open("a") as file:
        file.write("def limit(limits):\n    pass\n")
    monkeypatch.setattr(warm, "INSIDE", tmp_path / "inside")
    printed = "\n".join(map(str, limits.lines()))
    for option in ("memory", "cpu", "file-size"):
        assert f"(`--{option}`)" in printed
    assert "Linux limits the size of all files" in printed


def test_a_package_that_is_missing_is_named(tmp_path):
    for entry in SITE.iterdir():
        if "nbgrader" not in entry.name and entry.suffix != ".pth":
            (tmp_path / entry.name).symlink_to(entry)
    ended = subprocess.run(
        [sys.executable, "-S", "-m", "autograder", "doctor"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "missing  packages    nbgrader is not installed\n" in ended.stderr
    assert "--editable '.[course,grading]'" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a course, whose gradebook takes a while to make."""
    folder = tmp_path_factory.mktemp("course")
    small_course(folder)
    return folder


class TestCourse:
    @pytest.fixture
    def small(self, made, tmp_path):
        shutil.copytree(made, tmp_path, dirs_exist_ok=True)
        return small_course(tmp_path)

    def test_exercises_that_are_older_than_their_solution_are_named(self, small):
        assert course._assignments(small).state is State.OK
        path = small.solutions / NAME / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells[0].source += "\n# changed"
        nbformat.write(notebook, path)
        line = course._assignments(small)
        assert line.state is State.WARNING
        assert NAME in line.said
        assert "`make release`" in line.advice[0]

    def test_a_solution_that_cannot_be_read_is_named(self, small):
        path = small.solutions / NAME / f"{NAME}.ipynb"
        path.write_text("{")
        line = course._assignments(small)
        assert line.state is State.MISSING
        assert str(path) in line.said

    @pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # of nbgrader's own making
    def test_the_gradebook_is_counted(self, small):
        with Gradebook(small.gradebook) as book:
            for student, waits in (("anna", True), ("ben", False)):
                book.add_student(student)
                book.add_submission(NAME, student)
                for cell in ("test", "why"):
                    grade = book.find_grade(cell, NAME, NAME, student)
                    grade.needs_manual_grade = waits
            book.db.commit()
        assert course.gradebook(small).said == "it opens; submissions: 2, waiting for a person: 1"

    def test_a_gradebook_that_is_damaged_is_named(self, small):
        small.gradebook_file.write_text("no gradebook\n" * 1000)
        line = course.gradebook(small)
        assert line.state is State.MISSING
        assert str(small.gradebook_file) in line.said


class TestCluster:
    @pytest.fixture
    def scheduler(self):
        """A scheduler that has a worker in this process."""
        with LocalCluster(
            n_workers=1,
            threads_per_worker=1,
            processes=False,
            protocol="tcp://",
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs="CRITICAL",
        ) as local:
            yield local

    def test_a_worker_is_asked(self, scheduler, sandboxed):
        found = told(cluster.lines(scheduler.scheduler_address))
        assert "workers: 1, submissions at once: 1" in found["scheduler"].said
        assert found["workers"].state is State.OK

    def test_a_worker_that_has_no_bubblewrap_is_named(self, scheduler, no_bubblewrap):
        found = list(cluster.lines(scheduler.scheduler_address))
        assert lacking(found) == ["worker"]
        assert "bubblewrap is not installed" in told(found)["worker"].advice[0]

    def test_a_scheduler_without_workers_is_told_how_to_start_some(self, scheduler):
        scheduler.scale(0)
        scheduler.sync(scheduler._correct_state)
        (line,) = cluster.lines(scheduler.scheduler_address)
        assert line.state is State.MISSING
        assert "dask worker" in line.advice[0]

    def test_a_worker_of_another_version_is_named(self, scheduler, tmp_path, sandboxed):
        shutil.copytree(ROOT / "autograder", tmp_path / "autograder")
        with (tmp_path / "autograder" / "jobs.py").open("a") as file:
            file.write("# an older version\n")
        look = (
            "import sys; from autograder.doctor import cluster; print(*cluster.lines(sys.argv[1]))"
        )
        printed = subprocess.run(
            [sys.executable, "-c", look, scheduler.scheduler_address],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert "warning  worker" in printed.stdout

    def test_what_does_not_answer_is_named(self, monkeypatch):
        monkeypatch.setattr(cluster, "PATIENCE", 0.5)
        with socket.create_server(("127.0.0.1", 0)) as silent:
            address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
            (silence,) = cluster.lines(address)
        (nobody,) = cluster.lines(address)
        (nonsense,) = cluster.lines("over there")
        for line, name in ((silence, address), (nobody, address), (nonsense, "over there")):
            assert line.state is State.MISSING
            assert f"none answers at {name}: " in line.said
        assert "it says nothing" in silence.said
