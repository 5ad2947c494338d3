"""The commands of `python -m autograder`, one module each.

A module has `add_parser(commands)`, which adds its parser to the subparsers and returns it, and
`run(options)`, which does the work and returns the exit status. `ALL` lists them in the order in
which a term needs them. `REFUSALS` are the errors with which a command refuses.
"""

from autograder.bank import BankError
from autograder.commands import bank, collect, doctor, feedback, formgrader, grade, release, report
from autograder.commands.arguments import UsageError
from autograder.grade import GradingError
from autograder.roster import RosterError
from autograder.sandbox import SandboxError
from autograder.scheduler import ClusterError

ALL = (doctor, release, collect, grade, formgrader, feedback, report, bank)
REFUSALS = (SandboxError, GradingError, BankError, ClusterError, RosterError, UsageError)
