"""The commands of `python -m autograder`: release assignments, grade a class, grade the bank."""

import argparse
import sys

from autograder.doctor import packages
from autograder.doctor.lines import lacking


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit status: 1 if packages are missing, 2 if it refused."""
    found = list(packages.lines())
    if lacking(found):
        print(*found, sep="\n", file=sys.stderr)
        return 1
    from autograder.commands import ALL, REFUSALS  # fails where a package is missing

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
