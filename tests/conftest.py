"""What every test shares: the environment that TensorFlow, Keras and JAX are imported in."""

import os

# Before anything imports them. TensorFlow's C++ log goes to stderr, where a test may look for a
# program's own output; the parity tests of layers ask Keras on the backend that kerasish uses.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# On some processors TensorFlow takes convolutions from oneDNN, which ends the process where an
# input of the wrong rank comes, in place of an error.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("MPLBACKEND", "agg")

import hypothesis
import jax
import pytest

# The tests compile thousands of small programs and run each a few times, so XLA optimizes little.
# It has two compilers for what it fuses on a processor: the newer takes twice as long and its
# programs are quicker. Graders and other programs that a test starts compile as a reader's do.
jax.config.update("jax_disable_most_optimizations", True)
with pytest.MonkeyPatch.context() as settings:
    settings.setenv("XLA_FLAGS", "--xla_cpu_use_fusion_emitters=false", prepend=" ")
    jax.devices()

# So that a failed comparison inside the helpers shows both sides.
pytest.register_assert_rewrite("oracle.parity")

# The first run of an example compiles, so its time says nothing about the example.
hypothesis.settings.register_profile("kerasish", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("kerasish")
