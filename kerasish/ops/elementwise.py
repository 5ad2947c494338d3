"""Operations on each element by itself, or on each pair of elements after broadcasting."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, errors
from kerasish.core.op import Array, Arrays, op
from kerasish.core.operators import BROADCAST, as_float, truediv
from kerasish.core.tracebacks import points_at_caller

INEXACT = dtypes.FLOATS | dtypes.COMPLEX
WIDE = INEXACT | frozenset((np.dtype("int32"), np.dtype("int64")))

# -- powers, exponentials, logarithms -----------------------------------------------------------


@op
def square(x: Array):
    """`x * x`, element by element."""
    return x * x


@op(dtypes=INEXACT)
def sqrt(x: Array):
    """The square root; NaN for negative numbers."""
    return jnp.sqrt(x)


@op(dtypes=INEXACT)
def rsqrt(x: Array):
    """`1 / sqrt(x)`."""
    return jax.lax.rsqrt(x)


@op(dtypes=INEXACT)
def exp(x: Array):
    """E to the power of `x`."""
    return jnp.exp(x)


@op(dtypes=INEXACT)
def expm1(x: Array):
    """`exp(x) - 1`, precise near 0."""
    return jnp.expm1(x)


@op(dtypes=INEXACT)
def log(x: Array):
    """The natural logarithm; NaN for negative numbers, -inf for 0."""
    return jnp.log(x)


@op(dtypes=INEXACT)
def log1p(x: Array):
    """`log(1 + x)`, precise near 0."""
    return jnp.log1p(x)


@op(dtypes=INEXACT)
def reciprocal(x: Array):
    """`1 / x`."""
    return 1 / x


# -- trigonometry -------------------------------------------------------------------------------


@op(dtypes=INEXACT)
def sin(x: Array):
    """The sine; `x` in radians."""
    return jnp.sin(x)


@op(dtypes=INEXACT)
def cos(x: Array):
    """The cosine; `x` in radians."""
    return jnp.cos(x)


@op(dtypes=INEXACT)
def tan(x: Array):
    """The tangent; `x` in radians."""
    return jnp.tan(x)


@op(dtypes=INEXACT)
def asin(x: Array):
    """The angle in radians, from -pi/2 to pi/2, whose sine is `x`."""
    return jnp.arcsin(x)


@op(dtypes=INEXACT)
def acos(x: Array):
    """The angle in radians, from 0 to pi, whose cosine is `x`."""
    return jnp.arccos(x)


@op(dtypes=INEXACT)
def atan(x: Array):
    """The angle in radians, from -pi/2 to pi/2, whose tangent is `x`."""
    return jnp.arctan(x)


@op(dtypes=dtypes.FLOATS, hint=BROADCAST)
def atan2(y: Array, x: Array):
    """The angle in radians, from -pi to pi, of the point (x, y)."""
    return jnp.arctan2(y, x)


@op(dtypes=INEXACT)
def sinh(x: Array):
    """The hyperbolic sine, `(exp(x) - exp(-x)) / 2`."""
    return jnp.sinh(x)


@op(dtypes=INEXACT)
def cosh(x: Array):
    """The hyperbolic cosine, `(exp(x) + exp(-x)) / 2`."""
    return jnp.cosh(x)


@op(dtypes=INEXACT)
def tanh(x: Array):
    """The hyperbolic tangent, between -1 and 1."""
    return jnp.tanh(x)


@op(dtypes=INEXACT)
def asinh(x: Array):
    """The inverse of `sinh`."""
    return jnp.arcsinh(x)


@op(dtypes=INEXACT)
def acosh(x: Array):
    """The inverse of `cosh`; NaN below 1."""
    return jnp.arccosh(x)


@op(dtypes=INEXACT)
def atanh(x: Array):
    """The inverse of `tanh`."""
    return jnp.arctanh(x)


# -- special functions --------------------------------------------------------------------------


@op(dtypes=INEXACT)
def sigmoid(x: Array):
    """`1 / (1 + exp(-x))`, between 0 and 1."""
    return jax.nn.sigmoid(x)


@op(dtypes=dtypes.FLOATS)
def erf(x: Array):
    """The error function: `2 / sqrt(pi)` times the integral of `exp(-t**2)` from 0 to `x`."""
    return jax.scipy.special.erf(x)


@op(dtypes=dtypes.FLOATS)
def erfc(x: Array):
    """`1 - erf(x)`."""
    return jax.scipy.special.erfc(x)


@op(dtypes=dtypes.FLOATS)
def erfinv(x: Array):
    """The inverse of `erf`."""
    return jax.scipy.special.erfinv(x)


@op(dtypes=dtypes.FLOATS)
def lgamma(x: Array):
    """The logarithm of the absolute value of the gamma function."""
    return jax.scipy.special.gammaln(x)


@op(dtypes=dtypes.FLOATS)
def digamma(x: Array):
    """The derivative of `lgamma`."""
    return jax.scipy.special.digamma(x)


# -- rounding and signs -------------------------------------------------------------------------


@op(dtypes=dtypes.SIGNED)
def sign(x: Array):
    """-1 for negative numbers, 0 for 0, 1 for positive ones."""
    return jnp.sign(x)


@op(dtypes=dtypes.FLOATS, differentiable=False)
def floor(x: Array):
    """The nearest whole number that is not greater."""
    return jnp.floor(x)


@op(dtypes=dtypes.FLOATS, differentiable=False)
def ceil(x: Array):
    """The nearest whole number that is not less."""
    return jnp.ceil(x)


@op(dtypes=dtypes.REALS, differentiable=False)
def round(x: Array):
    """The nearest whole number, an even one for halves."""
    return x if jnp.issubdtype(x.dtype, jnp.integer) else jnp.round(x)


@op(dtypes=dtypes.FLOATS, differentiable=False)
def rint(x: Array):
    """The nearest whole number, an even one for halves."""
    return jnp.round(x)


# -- pairs --------------------------------------------------------------------------------------


@op(dtypes=dtypes.REALS, hint=BROADCAST)
def maximum(x: Array, y: Array):
    """The greater of two; where they are equal the gradient goes to `x`."""
    return jnp.where((x >= y) | (x != x), x, y)


@op(dtypes=dtypes.REALS, hint=BROADCAST)
def minimum(x: Array, y: Array):
    """The lesser of two; where they are equal the gradient goes to `x`."""
    return jnp.where((x <= y) | (x != x), x, y)


@op(hint=BROADCAST, dtypes=WIDE)
def squared_difference(x: Array, y: Array):
    """`(x - y) ** 2`."""
    return (x - y) * (x - y)


@op(hint=BROADCAST)
def divide_no_nan(x: Array, y: Array):
    """`x / y`, and 0 where `y` is 0; integers are turned into floats first."""
    x, y = as_float(x), as_float(y)
    zero = y == 0
    return jnp.where(zero, 0, x / jnp.where(zero, 1, y))


@op(dtypes=INEXACT)
def reciprocal_no_nan(x: Array):
    """`1 / x`, and 0 where `x` is 0."""
    zero = x == 0
    return jnp.where(zero, 0, 1 / jnp.where(zero, 1, x))


@op(dtypes=INEXACT, hint=BROADCAST)
def multiply_no_nan(x: Array, y: Array):
    """`x * y`, and 0 where `y` is 0, also if `x` is infinite or NaN."""
    return jnp.where((y == 0) & ~jnp.isfinite(x), 0, x) * y


@op(dtypes=INEXACT, hint=BROADCAST)
def xlogy(x: Array, y: Array):
    """`x * log(y)`, and 0 where `x` is 0."""
    zero = x == 0
    return jnp.where(zero, 0, x * jnp.log(jnp.where(zero, 1, y)))


@op(dtypes=INEXACT, hint=BROADCAST)
def xlog1py(x: Array, y: Array):
    """`x * log1p(y)`, and 0 where `x` is 0."""
    zero = x == 0
    return jnp.where(zero, 0, x * jnp.log1p(jnp.where(zero, 0, y)))


@op(dtypes=INEXACT, hint=BROADCAST)
def xdivy(x: Array, y: Array):
    """`x / y`, and 0 where `x` is 0."""
    zero = x == 0
    return jnp.where(zero, 0, x / jnp.where(zero, 1, y))


@points_at_caller
def divide(x, y, name=None):
    """`x / y`, element by element; integers are turned into floats first."""
    return truediv(x, y)


@op(dtypes=dtypes.REALS, hint=BROADCAST)
def realdiv(x: Array, y: Array):
    """`x / y` for floats; for integers the quotient rounded towards 0."""
    return jax.lax.div(*jnp.broadcast_arrays(x, y))


@op(dtypes=dtypes.REALS, hint=BROADCAST, differentiable=False)
def truncatediv(x: Array, y: Array):
    """`x / y`, rounded towards 0."""
    quotient = jax.lax.div(*jnp.broadcast_arrays(x, y))
    return jnp.trunc(quotient) if jnp.issubdtype(x.dtype, jnp.floating) else quotient


@op(dtypes=dtypes.REALS, hint=BROADCAST)
def truncatemod(x: Array, y: Array):
    """What is left of `x` after division by `y`, with the sign of `x`."""
    return jax.lax.rem(*jnp.broadcast_arrays(x, y))


@op
def scalar_mul(scalar: Array, x: Array):
    """`x` times a single number."""
    return scalar * x


@op
def polyval(coeffs: Arrays, x: Array):
    """The polynomial `coeffs[0] * x**(n-1) + … + coeffs[n-1]`, by Horner's method."""
    total = jnp.zeros_like(x)
    for coefficient in coeffs:
        total = total * x + coefficient
    return total


@op
def add_n(inputs: Arrays):
    """The sum of a list of tensors of one shape."""
    if not inputs:
        raise ValueError("`add_n` needs one tensor at least, but the list is empty.")
    total = inputs[0]
    for term in inputs[1:]:
        if term.shape != total.shape:
            raise errors.ShapeMismatchError(
                f"`add_n` adds tensors of one shape, but shapes {total.shape} and {term.shape} "
                "came. To broadcast write a + b."
            )
        total = total + term
    return total


@op(dtypes=dtypes.REALS, hint="The bounds must broadcast to the shape of the first tensor.")
def clip_by_value(t: Array, clip_value_min: Array, clip_value_max: Array):
    """`t` with everything below the least value raised to it, above the greatest lowered."""
    raised = jnp.where(t < clip_value_min, clip_value_min, t)
    return jnp.where(t > clip_value_max, clip_value_max, raised)


# -- tests --------------------------------------------------------------------------------------


@op(dtypes=dtypes.FLOATS)
def is_nan(x: Array):
    """Whether an element is not a number."""
    return jnp.isnan(x)


@op(dtypes=dtypes.FLOATS)
def is_inf(x: Array):
    """Whether an element is infinite."""
    return jnp.isinf(x)


@op(dtypes=dtypes.FLOATS)
def is_finite(x: Array):
    """Whether an element is neither infinite nor NaN."""
    return jnp.isfinite(x)


# -- complex numbers ----------------------------------------------------------------------------


@op(dtypes=dtypes.FLOATS, hint=BROADCAST)
def complex(real: Array, imag: Array):
    """`real + imag * i`: complex64 of float32, complex128 of float64."""
    return jax.lax.complex(*jnp.broadcast_arrays(real, imag))


@op
def angle(input: Array):
    """The angle in radians, from -pi to pi, of a complex number; 0 or pi of a real one."""
    return jnp.angle(input)


@op
def real(input: Array):
    """The real part."""
    return jnp.real(input)


@op
def imag(input: Array):
    """The imaginary part."""
    return jnp.imag(input)


@op
def conj(x: Array):
    """The complex conjugate; real numbers stay as they are."""
    return jnp.conj(x)
