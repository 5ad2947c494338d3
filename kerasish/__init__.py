"""kerasish: TensorFlow 2's and Keras 3's names on JAX, in a library small enough to read.

    import kerasish as tf
    from kerasish import keras

This module is the public face: the names that a program may use, and where each is defined.
`tf.keras` is loaded when it is first used.
"""

from kerasish import autograph, config, debugging, dtypes, errors, linalg, math, nest, nn, random
from kerasish._missing import ADVICE as _ADVICE
from kerasish._missing import missing as _missing
from kerasish.core.dtypes import (
    DType,
    as_dtype,
    bfloat16,
    complex64,
    complex128,
    double,
    float16,
    float32,
    float64,
    half,
    int8,
    int16,
    int32,
    int64,
    string,
    uint8,
    uint16,
    uint32,
    uint64,
)
from kerasish.core.dtypes import bool_ as bool
from kerasish.core.function import TensorSpec, function
from kerasish.core.lift import init_scope
from kerasish.core.module import Module
from kerasish.core.notebook import shorten_tracebacks as _shorten_tracebacks
from kerasish.core.operators import (
    abs,
    add,
    equal,
    greater,
    greater_equal,
    less,
    less_equal,
    logical_and,
    logical_not,
    logical_or,
    matmul,
    multiply,
    negative,
    not_equal,
    pow,
    subtract,
    truediv,
)
from kerasish.core.shape import TensorShape
from kerasish.core.tape import GradientTape, UnconnectedGradients
from kerasish.core.tensor import Tensor
from kerasish.core.variable import Variable
from kerasish.ops.array import (
    broadcast_dynamic_shape,
    broadcast_static_shape,
    broadcast_to,
    ensure_shape,
    expand_dims,
    identity_n,
    rank,
    reshape,
    sequence_mask,
    shape,
    size,
    slice,
    squeeze,
    strided_slice,
    transpose,
    unravel_index,
)
from kerasish.ops.control import (
    case,
    cond,
    control_dependencies,
    device,
    executing_eagerly,
    get_static_value,
    group,
    inside_function,
    is_symbolic_tensor,
    is_tensor,
    name_scope,
    no_op,
    switch_case,
    while_loop,
)
from kerasish.ops.creation import (
    cast,
    constant,
    convert_to_tensor,
    eye,
    fill,
    identity,
    linspace,
    ones,
    ones_like,
    range,
    saturate_cast,
    zeros,
    zeros_like,
)
from kerasish.ops.debugging import (
    Assert,
    assert_equal,
    assert_greater,
    assert_less,
    assert_rank,
)
from kerasish.ops.elementwise import (
    acos,
    acosh,
    add_n,
    asin,
    asinh,
    atan,
    atan2,
    atanh,
    clip_by_value,
    complex,
    cos,
    cosh,
    divide,
    exp,
    floor,
    maximum,
    minimum,
    realdiv,
    round,
    scalar_mul,
    sigmoid,
    sign,
    sin,
    sinh,
    sqrt,
    square,
    tan,
    tanh,
    truncatediv,
    truncatemod,
)
from kerasish.ops.gradients import (
    custom_gradient,
    grad_pass_through,
    stop_gradient,
)
from kerasish.ops.groups import histogram_fixed_width
from kerasish.ops.joining import (
    concat,
    meshgrid,
    pad,
    repeat,
    reverse,
    roll,
    split,
    stack,
    tile,
    unstack,
)
from kerasish.ops.linalg import einsum, tensordot
from kerasish.ops.mapping import foldl, foldr, map_fn, scan, vectorized_map
from kerasish.ops.norms import clip_by_global_norm, clip_by_norm, norm
from kerasish.ops.order import argsort, searchsorted, sort, unique, unique_with_counts
from kerasish.ops.printing import (
    print,
)
from kerasish.ops.reductions import (
    argmax,
    argmin,
    cumsum,
    reduce_all,
    reduce_any,
    reduce_logsumexp,
    reduce_max,
    reduce_mean,
    reduce_min,
    reduce_prod,
    reduce_sum,
)
from kerasish.ops.selection import (
    boolean_mask,
    gather,
    gather_nd,
    one_hot,
    scatter_nd,
    tensor_scatter_nd_add,
    tensor_scatter_nd_max,
    tensor_scatter_nd_min,
    tensor_scatter_nd_sub,
    tensor_scatter_nd_update,
    where,
)

__version__ = "0.1.0"

newaxis = None

_shorten_tracebacks()

_LAZY = {
    "data": "kerasish.data",
    "keras": "kerasish.keras",
    "initializers": "kerasish.keras.initializers",
    "losses": "kerasish.keras.losses",
    "metrics": "kerasish.keras.metrics",
    "optimizers": "kerasish.keras.optimizers",
}
__getattr__ = _missing(__name__, _ADVICE, _LAZY)
__all__ = sorted([name for name in globals() if not name.startswith("_")] + [*_LAZY])


def __dir__() -> list[str]:
    return __all__
