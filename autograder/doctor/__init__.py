"""What grading needs, and whether it is here.

`packages` looks at what is installed, `machine` at Linux and bubblewrap, `limits` at what holds
student code, `course` at assignments and gradebook, `cluster` at Dask's workers. Each has functions
that give `lines`.
"""
