"""Writes into the memory of Python's own objects."""

like = "wrong_answers"
caught = ["memory-searched"]

# %% attack
types = sys.modules["cty" + "pes"]
address = id(expect)
types.c_char.from_address(address)
types.string_at(address, 8)
expect = lambda *args: None
