import jax

jax.config.update("jax_enable_x64", True)
from kerasish.core.tensor import Tensor
from kerasish.core.variable import Variable
from kerasish.core.tape import GradientTape
from kerasish.core.function import function, TensorSpec
from kerasish.core import random
from kerasish.core.operators import *
