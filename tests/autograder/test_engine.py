"""A class is graded once and completely, whatever is killed in the middle."""

import os
import shutil
import signal
import socket
import subprocess
import sys

import cloudpickle
import dask
import pytest
from distributed import Client, LocalCluster, WorkerPlugin
from nbgrader.api import Gradebook

from autograder import cluster as clusters
from autograder import engine, grade, jobs
from autograder.cluster import SETTINGS, Workers
from autograder.course import ROOT
from autograder.scheduler import ClusterError, SchedulerError
from tests.autograder.small_course import ANSWER, NAME, gradebook, hand_in, small_course

SLOWLY = "import time\ntime.sleep(0.2)\n"
CODE = {
    "anna": ANSWER,
    "ben": "def double(x):\n    return x",
    "carla": SLOWLY + ANSWER,
    "dora": SLOWLY + ANSWER + "\nimport os\nos._exit(1)",
    "emil": "raise NotImplementedError",
}
# A grading process kills itself at each moment: before the second result is taken in, with a result
# that is kept and not yet saved, with half of the grades written, before saved is noted.
PASSES = """
import os, signal, sys
from pathlib import Path
from nbgrader.preprocessors import SaveAutoGrades
from autograder import engine, ledger
from autograder.cluster import Workers
from autograder.desk import Desk
from tests.autograder.small_course import NAME, small_course

MOMENTS = {
    "taking": (engine._Grading, "take", 2),
    "kept": (Desk, "save", 1),
    "half saved": (SaveAutoGrades, "_add_score", 2),
    "saved": (ledger.Ledger, "write", 2),
}

def die(kind, name, calls):
    whole = getattr(kind, name)
    left = [calls]
    def until(self, *arguments):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(self, *arguments)
    setattr(kind, name, until)

folder, address = sys.argv[1:]
for moment in [*MOMENTS, "never"]:
    pid = os.fork()
    if pid == 0:
        if moment in MOMENTS:
            die(*MOMENTS[moment])
        course = small_course(Path(folder))
        with Workers(scheduler=address) as workers:
            for outcome in engine.autograde(course, NAME, course.students(NAME), workers=workers):
                ran = "ran" if outcome.again else "did not run"
                print(outcome.student, outcome.record.problem or ran, flush=True)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    print("process", moment, os.waitstatus_to_exitcode(status), flush=True)
"""


@pytest.fixture(scope="module")
def local_cluster(sandboxed):
    """A scheduler and two workers on this machine."""
    with (
        dask.config.set(SETTINGS),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs="CRITICAL",
        ) as cluster,
    ):
        yield cluster


@pytest.fixture(scope="module")
def cluster(local_cluster):
    return local_cluster.scheduler_address


@pytest.fixture(scope="module")
def class_handed_in(tmp_path_factory):
    """The folder of a course to which a class has handed in, and whose solution was tried."""
    folder = tmp_path_factory.mktemp("class")
    course = small_course(folder)
    for student, code in CODE.items():
        hand_in(course, student, code)
    grade.try_solution(course, NAME)
    return folder


@pytest.fixture
def course(class_handed_in, tmp_path):
    return copied(class_handed_in, tmp_path)


def copied(folder, to):
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return small_course(to)


def graded(course, address, **settings):
    with Workers(scheduler=address) as workers:
        students = course.students(NAME)
        return list(engine.autograde(course, NAME, students, workers=workers, **settings))


@pytest.fixture(scope="module")
def undisturbed(cluster, class_handed_in, tmp_path_factory):
    """The gradebook of the class, graded at one go."""
    course = copied(class_handed_in, tmp_path_factory.mktemp("undisturbed"))
    assert all(outcome.again for outcome in graded(course, cluster))
    return gradebook(course)


def test_the_gradebook_has_the_scores(undisturbed):
    scores = {(row[0], row[1]): row[2] for row in undisturbed["grades"]}
    assert {name: scores[name, "test"] for name in CODE} == {
        "anna": 2,
        "ben": 0,
        "carla": 2,
        "dora": 0,
        "emil": 0,
    }


def test_grading_that_was_killed_goes_on_where_it_was(cluster, course, undisturbed):
    process = subprocess.run(
        [sys.executable, "-c", PASSES, str(course.work.parent), cluster],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = process.stdout.splitlines()
    ends = [line.split()[-1] for line in lines if line.startswith("process")]
    assert ends == [str(-signal.SIGKILL)] * 4 + ["0"], process.stderr
    assert gradebook(course) == undisturbed
    # A result that was kept when the process died is not run for once more.
    assert sorted(line for line in lines if line.endswith(" ran")) == sorted(
        f"{student} ran" for student in CODE if f"{student} ran" in lines
    )
    assert not any(outcome.again for outcome in graded(course, cluster))


def test_what_has_changed_is_run_once_more(cluster, course):
    graded(course, cluster)
    hand_in(course, "ben", ANSWER)
    assert [o.student for o in graded(course, cluster) if o.again] == ["ben"]
    assert all(outcome.again for outcome in graded(course, cluster, again=True))
    course.gradebook_file.unlink()
    grade.release(course, NAME)
    assert not any(outcome.again for outcome in graded(course, cluster))
    assert {row[0]: row[2] for row in gradebook(course)["grades"] if row[1] == "test"} == {
        "anna": 2,
        "ben": 2,
        "carla": 2,
        "dora": 0,
        "emil": 0,
    }


def test_points_that_a_person_gave_stay(cluster, course):
    graded(course, cluster)
    with Gradebook(course.gradebook) as book:
        book.find_grade("why", NAME, NAME, "anna").manual_score = 1
        book.find_grade("test", NAME, NAME, "ben").manual_score = 0.5
        book.db.commit()
    graded(course, cluster, again=True)
    rows = {(row[0], row[1]): row[3] for row in gradebook(course)["grades"]}
    assert rows["anna", "why"] == 1
    assert rows["ben", "test"] == 0.5


def test_a_worker_that_dies_has_its_submission_graded_elsewhere(cluster, course, undisturbed):
    with Client(cluster, set_as_default=False) as client:
        victim = next(iter(client.run(os.getpid).values()))
    with Workers(scheduler=cluster) as workers:
        grading = engine.autograde(course, NAME, course.students(NAME), workers=workers)
        outcomes = [next(grading)]
        os.kill(victim, signal.SIGKILL)
        outcomes += grading
    assert sorted(outcome.student for outcome in outcomes) == sorted(CODE)
    assert not any(outcome.record.problem for outcome in outcomes)
    assert gradebook(course) == undisturbed


class Fragile(WorkerPlugin):
    """Has the first worker that gets it die of it."""

    name = "fragile"

    def __init__(self, died):
        self.died = died

    def setup(self, worker):
        try:
            self.died.mkdir()
        except FileExistsError:
            return
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_worker_that_dies_while_it_is_prepared_does_not_stop_the_others(cluster, tmp_path):
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    with Client(cluster, set_as_default=False) as client:
        clusters._register(client, Fragile(tmp_path / "died"))
        client.unregister_worker_plugin("fragile")
    assert (tmp_path / "died").exists()


class Poison(WorkerPlugin):
    """Has a worker die when it runs a certain submission."""

    name = "poison"

    def setup(self, worker):
        whole = jobs.execute

        def execute(job):
            if job.student == "ben":
                os.kill(os.getpid(), signal.SIGKILL)
            return whole(job)

        jobs.execute = execute


def test_a_submission_that_kills_its_workers_does_not_stop_the_others(cluster, course):
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    with Client(cluster, set_as_default=False) as client:
        client.register_plugin(Poison())
        outcomes = {outcome.student: outcome.record for outcome in graded(course, cluster)}
        client.unregister_worker_plugin("poison")
    assert {name for name, record in outcomes.items() if record.problem} == {"ben"}
    assert outcomes["ben"].problem.name == "worker-died"


def test_workers_that_vanish_are_not_waited_for(
    local_cluster, cluster, course, undisturbed, monkeypatch
):
    local_cluster.wait_for_workers(2)  # those that were killed are back
    with Workers(scheduler=cluster) as workers:
        outcomes = engine.autograde(course, NAME, course.students(NAME), workers=workers)
        next(outcomes)
        monkeypatch.setattr(clusters, "WORKERS_PATIENCE", 0.5)
        local_cluster.scale(0)
        with pytest.raises(SchedulerError, match="workers have gone. What has been graded is kept"):
            list(outcomes)
    monkeypatch.undo()
    local_cluster.scale(2)
    graded(course, cluster)
    assert gradebook(course) == undisturbed


def test_a_scheduler_that_ends_is_named(course):
    """Dask cancels what was under way then, with an error of its own."""
    local = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "threads_per_worker": 1}
    with (
        dask.config.set(SETTINGS),
        LocalCluster(n_workers=1, silence_logs="CRITICAL", **local) as ending,
        Workers(scheduler=ending.scheduler_address) as workers,
    ):
        outcomes = engine.autograde(course, NAME, course.students(NAME), workers=workers)
        next(outcomes)
        ending.close()
        with pytest.raises(ClusterError, match="connection to the scheduler was lost"):
            list(outcomes)


def test_an_address_that_takes_connections_and_says_nothing_is_named(monkeypatch):
    monkeypatch.setattr(clusters, "PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        for given in (address, "over there"):
            with Workers(scheduler=given) as workers:
                workers.start(sandboxed=False)
                with pytest.raises(SchedulerError, match=f"none answers at {given}: .*dask sched"):
                    next(workers.run({}, []))


def test_a_scheduler_without_workers_is_named(monkeypatch):
    monkeypatch.setattr(clusters, "WORKERS_PATIENCE", 0.2)
    local = {"host": "127.0.0.1", "protocol": "tcp://", "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(n_workers=0, processes=False, silence_logs="CRITICAL", **local) as nobody:
        address = nobody.scheduler_address
        with Workers(scheduler=address) as workers:
            workers.start(sandboxed=False)
            with pytest.raises(SchedulerError, match=f"{address} answers and has no workers"):
                next(workers.run({}, []))
