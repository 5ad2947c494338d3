"""The commands of `python -m autograder`, one module each.

A module has `add_parser(commands)`, which adds its parser to the subparsers and returns it, and
`run(options)`, which does the work and returns the exit status. `ALL` lists them in the order in
which a term needs them.
"""

from autograder.commands import bank, collect, feedback, grade, release, report

ALL = (release, collect, grade, feedback, report, bank)
