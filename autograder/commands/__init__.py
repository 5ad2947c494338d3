"""The commands of `python -m autograder`, one module each.

A module has `add_parser(commands)`, which adds its parser to the subparsers and returns it, and
`run(options)`, which does the work and returns the exit status. `ALL` lists them in the order in
which a term needs them.
"""

from autograder.commands import bank, collect, grade, release

ALL = (release, collect, grade, bank)
