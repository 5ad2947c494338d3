"""The low level: tensors, variables, operations, the tape, traced functions."""

import jax

# TensorFlow has int64 and float64 and gives each value the dtype that the program names. JAX makes
# 32-bit numbers of them unless told otherwise, and must be told before the first array is made.
jax.config.update("jax_enable_x64", True)

# JAX marks its own frames in a traceback instead of cutting them out: `op.explain` tells by the
# innermost frame whether an error is JAX's, and `tracebacks.shortened` leaves the frames out.
jax.config.update("jax_traceback_filtering", "tracebackhide")
