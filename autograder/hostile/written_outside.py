"""Writes everywhere, and changes the library, Python and what JAX has compiled."""

like = "wrong_answers"

# %% attack
import os
import sys

import numpy

places = ["/", "/etc", "/usr", "/opt", "/opt/compiled", "/opt/inside", "/root", sys.prefix]
for module in (numpy, tf, os):
    places.append(os.path.dirname(module.__file__))
for place in places:
    try:
        with open(os.path.join(place, "left-by-a-student"), "w") as file:
            print("REACHED", file.name)
    except OSError:
        pass
