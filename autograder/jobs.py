"""What a worker does: run the notebooks of one submission and hand back what they put out.

A worker has neither gradebook nor solutions. What it needs comes with the job, but for what JAX has
compiled for the assignment, which each worker is given once.
"""

import io
import tarfile
from dataclasses import dataclass
from hashlib import sha256
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
        compiled: The digest of what JAX has compiled for the assignment; "" for nothing.
        secret: What student code cannot know.
    """

    student: str
    assignment: str
    notebooks: dict[str, str]
    files: dict[str, bytes]
    limits: Limits
    sandboxed: bool
    compiled: str
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


@dataclass(frozen=True)
class Provision:
    """What a worker is given once for an assignment.

    Attributes:
        digest: The digest of the archive.
        archive: What JAX has compiled, as a tar archive.
        sandboxed: Whether submissions will run in the sandbox.
    """

    digest: str
    archive: bytes
    sandboxed: bool

    @classmethod
    def of(cls, folder: Path, sandboxed: bool) -> "Provision":
        """Pack a folder."""
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for path in sorted(folder.iterdir()):
                member = tarfile.TarInfo(path.name)
                content = path.read_bytes()
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
        return cls(sha256(packed.getvalue()).hexdigest(), packed.getvalue(), sandboxed)

    def unpack(self, folder: Path) -> None:
        """Lay it into a folder of this worker and warm up.

        Raises:
            SandboxError: Student code cannot be run in isolation here.
        """
        if self.sandboxed:
            sandbox.require()
        place = folder / self.digest
        if not place.exists():
            place.mkdir(parents=True)
            with tarfile.open(fileobj=io.BytesIO(self.archive)) as archive:
                archive.extractall(place, filter="data")
        _provided[self.digest] = place
        warm.zygote(place, self.sandboxed)


_provided: dict[str, Path] = {}


def execute(job: Job) -> Result:
    """Run a submission.

    Raises:
        ZygoteError, KernelEnded: No kernel could be started.
    """
    began = monotonic()
    outputs, findings = {}, []
    for name, text in job.notebooks.items():
        notebook = integrity.prepare(nbformat.reads(text, as_version=4), job.secret)
        step = ExecuteSubmission(
            limits=job.limits,
            sandboxed=job.sandboxed,
            compiled=str(_provided[job.compiled]) if job.compiled else "",
        )
        step.run(notebook, job.files)
        outputs[name], found = integrity.judge(notebook, job.secret)
        findings += found
    return Result(outputs, findings, monotonic() - began)
