"""Ends Python by an error of memory."""

like = "wrong_answers"

# %% attack
import faulthandler

faulthandler._sigsegv()
