"""Calls itself until Python's own stack is full."""

like = "wrong_answers"

# %% attack
import sys

sys.setrecursionlimit(10**7)


def deeper(n):
    return deeper(n + 1) + deeper(n + 1)


deeper(0)
