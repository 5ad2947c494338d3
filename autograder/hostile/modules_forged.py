"""Puts other modules where `import` finds them, before the tests import anything."""

like = "wrong_answers"
caught = ["replaced"]

# %% first
import sys
import types

fake = types.ModuleType("secrets")
fake.randbits = lambda bits: 0
vars(sys)["modules"]["secrets"] = fake

# %% attack
secrets = fake
