"""Python's control flow over tensors as control flow of the traced program.

`source` finds the syntax tree of a function, `rewrite` puts calls in the place of `if`, `while`
and their kin, `operators` is what these calls do, `state` is what they do to variables, and `calls`
decides which functions are rewritten.
"""
