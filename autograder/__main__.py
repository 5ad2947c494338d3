"""The commands of `python -m autograder`: release assignments, grade a class, grade the bank."""

import argparse
import sys

from autograder import bank, grade, sandbox
from autograder.cluster import ClusterError
from autograder.commands import ALL
from autograder.commands.arguments import UsageError
from autograder.roster import RosterError

REFUSALS = (
    sandbox.SandboxError,
    grade.GradingError,
    bank.BankError,
    ClusterError,
    RosterError,
    UsageError,
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit status, 2 if it refused."""
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for command in ALL:
        command.add_parser(commands).set_defaults(run=command.run)
    options = parser.parse_args(arguments)
    try:
        return options.run(options)
    except REFUSALS as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
