"""What a worker does: run the notebooks of one submission and hand back what they put out.

A worker has neither gradebook nor solutions. What it needs comes with the job, but for what JAX has
compiled for the assignment, which each worker is given once (`provide`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import nbformat

from autograder import integrity, sandbox, warm
from autograder.execute import ExecuteSubmission
from autograder.records import Finding
from autograder.sandbox import Limits


@dataclass(frozen=True)
class Job:
    """One submission to run.

    Attributes:
        student: The student's name.
        assignment: The name of the assignment.
        notebooks: The text of each notebook, by name, with the tests of the assignment in it.
        files: The assignment's data and what else was handed in, by relative path.
        limits: What the submission may use.
        sandboxed: Whether it runs in the sandbox.
        secret: What student code cannot know.
    """

    student: str
    assignment: str
    notebooks: dict[str, str]
    files: dict[str, bytes]
    limits: Limits
    sandboxed: bool
    secret: bytes


@dataclass(frozen=True)
class Result:
    """What came of a job.

    Attributes:
        outputs: For each notebook, by name, the outputs of each cell, in order.
        findings: Signs that student code has tampered with its tests.
        seconds: How long running it took, by the clock.
    """

    outputs: dict[str, list[list[dict[str, Any]]]]
    findings: list[Finding]
    seconds: float


_compiled: Path | None = None


def prepare(folder: Path, sandboxed: bool) -> None:
    """Make this process a worker: it can run submissions, and has what takes long behind it.

    Args:
        folder: A folder of the worker's own, for what JAX has compiled.
        sandboxed: Whether submissions will run in the sandbox.

    Raises:
        SandboxError, ZygoteError: Student code cannot be run here.
    """
    global _compiled
    if sandboxed:
        sandbox.require()
    folder.mkdir(parents=True, exist_ok=True)
    _compiled = folder
    warm.zygote(folder, sandboxed)


def provide(compiled: Mapping[str, bytes]) -> None:
    """Add to what JAX has compiled. The names are digests, so what is there need not be replaced.

    Args:
        compiled: The files of JAX's cache, by name.
    """
    for name, content in compiled.items():
        path = _compiled / Path(name).name
        if not path.exists():
            half = path.with_suffix(".half")
            half.write_bytes(content)
            half.replace(path)


def execute(job: Job) -> Result:
    """Run a submission.

    Raises:
        ZygoteError, KernelEnded: No kernel could be started.
    """
    began = monotonic()
    outputs, findings = {}, []
    for name, text in job.notebooks.items():
        notebook = integrity.prepare(nbformat.reads(text, as_version=4), job.secret)
        step = ExecuteSubmission(limits=job.limits, sandboxed=job.sandboxed)
        step.run(notebook, job.files, warm.zygote(_compiled, job.sandboxed))
        outputs[name], found = integrity.judge(notebook, job.secret)
        findings += found
    return Result(outputs, findings, monotonic() - began)
