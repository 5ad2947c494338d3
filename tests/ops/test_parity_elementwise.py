"""Operations on single elements and on pairs, beside TensorFlow's."""

import numpy as np

from ops.table import (
    error,
    every_dtype,
    floats,
    kinked,
    parametrize,
    program,
    smooth,
    value,
)

A = floats(2, 3)
B = floats(2, 3, low=-1.9, high=2.3)
ROW = floats(3, low=0.3)
POSITIVE = floats(2, 3, low=0.1, high=3.0)
INSIDE = floats(2, 3, low=-0.9, high=0.9)
ABOVE_ONE = floats(2, 3, low=1.1, high=3.0)
SPECIAL = np.array([0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan], "float32")
HALVES = np.array([-2.5, -1.5, -0.5, 0.0, 0.5, 1.5, 2.5, 2.7], "float32")

ANYWHERE = (
    *("square", "exp", "math.expm1", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan"),
    *("asinh", "sigmoid", "math.erf", "math.erfc", "negative", "abs", "sign", "math.reciprocal"),
    *("math.reciprocal_no_nan", "identity", "math.conj", "math.real", "stop_gradient"),
)
POSITIVE_ONLY = ("sqrt", "math.rsqrt", "math.log", "math.log1p", "math.lgamma", "math.digamma")
MINUS_ONE_TO_ONE = ("asin", "acos", "atanh", "math.erfinv")
ROUNDING = ("floor", "math.ceil", "round", "math.rint")
TESTS = ("math.is_nan", "math.is_inf", "math.is_finite")
PAIRS = (
    *("add", "subtract", "multiply", "divide", "truediv", "maximum", "minimum", "pow"),
    *("math.squared_difference", "math.divide_no_nan", "math.multiply_no_nan", "math.floormod"),
    *("math.xlogy", "math.xdivy", "math.xlog1py", "atan2"),
)
COMPARISONS = ("less", "less_equal", "greater", "greater_equal", "equal", "not_equal")
LOGICAL = ("logical_and", "logical_or", "math.logical_xor")


@parametrize(
    *(smooth(name, A) for name in ANYWHERE),
    *(smooth(name, POSITIVE) for name in POSITIVE_ONLY),
    *(smooth(name, INSIDE) for name in MINUS_ONE_TO_ONE),
    smooth("acosh", ABOVE_ONE),
    *(kinked(name, HALVES) for name in ROUNDING),
)
def test_of_one_tensor(case):
    case.check()


@parametrize(
    *(
        value(name, SPECIAL)
        for name in (*ANYWHERE, *POSITIVE_ONLY, *MINUS_ONE_TO_ONE, *ROUNDING, *TESTS, "acosh")
    ),
    *(kinked(name, np.zeros(3, "float32")) for name in ("abs", "sign", "sqrt", "math.rsqrt")),
)
def test_where_functions_are_special(case):
    case.check()


@parametrize(
    *(every_dtype(name, [1, 2, 3]) for name in (*ANYWHERE, *POSITIVE_ONLY, *ROUNDING, *TESTS)),
    *(every_dtype(name, [1, 0, 1]) for name in MINUS_ONE_TO_ONE),
    every_dtype("acosh", [1, 2, 3]),
    every_dtype("math.imag", [1, 2, 3], only=("float32", "complex64")),
    *(every_dtype("logical_not", [1, 0, 1]) for _ in (1,)),
)
def test_dtypes_of_one_tensor(case):
    case.check()


@parametrize(
    *(smooth(name, POSITIVE, B) for name in PAIRS if "xlog" not in name),
    *(kinked(name, POSITIVE, ROW + 2.5) for name in PAIRS),
    *(value(name, 2.0, A) for name in PAIRS),
    *(value(name, A, 2) for name in PAIRS),
    smooth("math.xlogy", A, POSITIVE),
)
def test_of_two_tensors(case):
    case.check()


TIES = np.array([0.0, 1.0, -1.0, 2.0], "float32")
SAME = np.array([0.0, 1.0, -2.0, 3.0], "float32")
BASES = np.array([-2.0, -1.0, 0.0, 0.0, 2.0], "float32")
EXPONENTS = np.array([2.0, 3.0, 1.0, 2.0, 0.0], "float32")


@parametrize(
    kinked("maximum", TIES, SAME),
    kinked("minimum", TIES, SAME),
    kinked("pow", BASES, EXPONENTS),
    kinked("math.divide_no_nan", TIES, np.zeros(4, "float32")),
    kinked("math.multiply_no_nan", TIES, np.zeros(4, "float32")),
    kinked("math.xlogy", np.zeros(3, "float32"), np.array([0.0, 1.0, 2.0], "float32")),
    kinked("math.xdivy", np.zeros(3, "float32"), np.array([0.0, 1.0, 2.0], "float32")),
    *(value(name, SPECIAL[:, None], SPECIAL) for name in (*PAIRS, *COMPARISONS)),
    *(
        value(name, np.array([7, -7, 7, -7]), np.array([2, 2, -2, -2]))
        for name in ("math.floordiv", "math.floormod", "math.mod", "divide")
    ),
    *(
        value(name, np.array([7.5, -7.5, 7, -7]), np.array([2.0, 2, -2, -2]))
        for name in ("math.floordiv", "math.floormod")
    ),
    kinked("math.floordiv", POSITIVE, B),
)
def test_where_pairs_are_special(case):
    case.check()


@parametrize(
    *(every_dtype(name, [1, 2, 3], [3, 2, 1]) for name in (*PAIRS, *COMPARISONS)),
    *(every_dtype(name, [1, 0, 1], [1, 1, 1]) for name in LOGICAL),
    every_dtype("math.floordiv", [7, 2, 3], [3, 2, 1]),
    every_dtype("add_n", [1, 2, 3]),
)
def test_dtypes_of_two_tensors(case):
    case.check()


@parametrize(
    smooth("add_n", [A, B, A]),
    kinked("clip_by_value", A, -1.0, 0.5),
    kinked("clip_by_value", A, np.float32(-1.0) * np.ones(3, "float32"), B + 3),
    kinked("clip_by_value", np.array([-1.0, 0.0, 1.0], "float32"), -1.0, 1.0),
    every_dtype("clip_by_value", [1, 2, 3], [1, 1, 1], [2, 2, 2]),
    value("clip_by_value", np.array([1, 5, 9]), 2, 6),
    smooth("scalar_mul", np.array(3.0, "float32"), A),
    smooth("math.polyval", [A, B, POSITIVE], ROW),
    program("math.angle", lambda tf: tf.math.angle(tf.constant([1 + 1j, -2j, -3]))),
    smooth("realdiv", A, POSITIVE),
    value("truncatediv", np.array([7, -7]), np.array([2, 2])),
    value("truncatemod", np.array([7, -7]), np.array([2, 2])),
    program("complex", lambda tf: tf.complex([1.0, 2.0], [3.0, -4.0])),
    program("abs", lambda tf: tf.abs(tf.constant([3 + 4j, 1j]))),
)
def test_of_several_tensors(case):
    case.check()


@parametrize(
    *(error(name, A, floats(2, 2)) for name in (*PAIRS, "less")),
    *(
        error(name, A, A.astype("float64"))
        for name in PAIRS
        if name not in ("math.xdivy", "math.multiply_no_nan")
    ),
    error("add", A, np.array([[1, 2, 3]])),
    error("add", np.array([1, 2]), 0.5),
    error("add_n", []),
    error("add_n", [A, ROW]),
    error("clip_by_value", A, 1.0, floats(2)),
    error("math.floordiv", np.array([1, 2]), np.array([0, 1])),
    error("math.floormod", np.array([1, 2]), np.array([0, 1])),
    error("pow", np.array([1, 2]), np.array([-1, 1])),
    error("exp", "text"),
)
def test_errors(case):
    case.check()
