"""Grading: nbgrader's own steps, with the student's code run in a sandbox.

`course` configures nbgrader, `sandbox` says what student code may see, `execute` runs a notebook
there, `grade` leads a class through collect, autograde and feedback, `bank` holds the sample
submissions that test the graders.
"""
