"""Grading: nbgrader's own steps, with the student's code run in a sandbox.

`course` configures nbgrader, `engine` grades a class: `intake` reads what was handed in, `desk` has
nbgrader's steps, `cluster` the workers, `jobs` what they do, `execute` runs a notebook in the
`sandbox`, `integrity` says whether its tests can be trusted, `ledger` remembers. `grade` releases
and writes feedback, `bank` holds the sample submissions that test the graders.
"""

import sys

# jsonschema would check IRIs by a grammar that takes a second to build, in every process. No
# notebook has any.
sys.modules.setdefault("rfc3987_syntax", None)
