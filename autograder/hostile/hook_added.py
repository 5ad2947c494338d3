"""Adds a hook of its own to Python's, which keeps the other from being called."""

like = "wrong_answers"
caught = ["guard-silent"]

# %% attack
import sys


def refuse(event, args):
    if event == "object.__getattr__" and getattr(args[0], "__name__", "") == "<lambda>":
        raise RuntimeError


getattr(sys, "addaudit" + "hook")(refuse)
