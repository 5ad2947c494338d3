"""What is known of one graded submission, kept as a file: the gradebook can be made anew from it.

A record says what was handed in, what was repaired, what student code put out in the sandbox, and
why a person should look at it. Everything in it is plain data, so it travels between machines.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Problem:
    """Why a submission could not be graded at all.

    Attributes:
        name: A short name of the kind, such as "broken-json"; the report counts by it.
        message: What was found, what was expected, and what to do.
    """

    name: str
    message: str


@dataclass(frozen=True)
class Repair:
    """One place at which a notebook was mended before it was graded.

    Attributes:
        cell: The grade id of the cell, or "" for the notebook as a whole.
        kind: A short name of the damage, such as "metadata-lost"; the report counts by it.
        message: What was found and what was done about it.
        doubtful: Whether a person has to say if the mending was right.
    """

    cell: str
    kind: str
    message: str
    doubtful: bool = False


@dataclass(frozen=True)
class Finding:
    """A sign that student code has tampered with its tests.

    Attributes:
        cell: The grade id of the part whose score cannot be trusted, or "" for all parts.
        kind: A short name, such as "check-replaced"; the report counts by it.
        evidence: What was observed and what was expected, for the person who decides.
    """

    cell: str
    kind: str
    evidence: str


@dataclass(frozen=True)
class Record:
    """One submission of one student.

    Attributes:
        student: The student's name.
        assignment: The name of the assignment.
        key: A digest of everything that the result depends on: what was handed in, the assignment
            and the engine. A submission with a record of the same key is not run again.
        problem: Why it could not be graded; None if it was.
        repairs: What was mended before it was run.
        findings: Why its scores are left to a person.
        outputs: For each notebook, by name, the outputs of each cell, in order.
        seconds: How long running it took, by the clock.
        saved: Whether the grades are in the gradebook.
    """

    student: str
    assignment: str
    key: str
    problem: Problem | None = None
    repairs: list[Repair] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    outputs: dict[str, list[list[dict[str, Any]]]] = field(default_factory=dict)
    seconds: float = 0.0
    saved: bool = False

    def to_json(self) -> str:
        """The record as text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Record:
        """The record that `to_json` wrote.

        Raises:
            ValueError: The text is no record, as after a crash in the middle of writing.
        """
        try:
            values = json.loads(text)
            problem = values["problem"]
            return cls(
                **{
                    **values,
                    "problem": Problem(**problem) if problem else None,
                    "repairs": [Repair(**value) for value in values["repairs"]],
                    "findings": [Finding(**value) for value in values["findings"]],
                }
            )
        except (TypeError, KeyError) as error:
            raise ValueError(f"not a record of a graded submission: {error}") from error
