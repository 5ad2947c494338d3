"""Assertions, nested structures, devices and settings, beside TensorFlow's."""

import collections

import numpy as np

from ops.table import error, error_of, floats, parametrize, program, value

A = floats(3, 4)
Pair = collections.namedtuple("Pair", "x y")

HOLDS = {
    "equal": (1, 1),
    "none_equal": (1, 2),
    "less": (1, 2),
    "less_equal": (2, 2),
    "greater": (3, 2),
    "greater_equal": (2, 2),
    "near": (1.0, 1.0 + 1e-7),
}
FILTERING = " ".join(
    f"debugging.{name}"
    for name in (
        "is_traceback_filtering_enabled",
        "enable_traceback_filtering",
        "disable_traceback_filtering",
    )
)
SIGNS = {"positive": 1, "negative": -1, "non_negative": 0, "non_positive": 0}


@parametrize(
    *(value(f"debugging.assert_{name}", *pair) for name, pair in HOLDS.items()),
    *(
        error(f"debugging.assert_{name}", [1.0, 5.0], [5.0, 1.0], "why not")
        for name in HOLDS
        if name != "none_equal"
    ),
    error("debugging.assert_none_equal", [1, 2], [3, 2]),
    *(value(f"debugging.assert_{name}", number) for name, number in SIGNS.items()),
    *(error(f"debugging.assert_{name}", [-3, 3]) for name in SIGNS),
    value("debugging.assert_rank", A, 2),
    error("debugging.assert_rank", A, 3),
    value("debugging.assert_rank_at_least", A, 1),
    error("debugging.assert_rank_at_least", A, 3),
    value("debugging.assert_rank_in", A, [1, 2]),
    error("debugging.assert_rank_in", A, [0, 1]),
    value("debugging.assert_scalar", np.array(1.0)),
    error("debugging.assert_scalar", A),
    program("debugging.assert_type", lambda tf: tf.debugging.assert_type(tf.ones(1), tf.float32)),
    error_of("debugging.assert_type", lambda tf: tf.debugging.assert_type(tf.ones(1), tf.int32)),
    value("debugging.assert_integer", np.array([1])),
    error("debugging.assert_integer", A),
    value("debugging.assert_all_finite", A, "not finite"),
    error("debugging.assert_all_finite", [np.nan, 1.0], "not finite"),
    value("debugging.check_numerics", A, "not finite"),
    error("debugging.check_numerics", [np.inf, 1.0], "not finite"),
    program(
        "debugging.assert_shapes",
        lambda tf: tf.debugging.assert_shapes(
            [(tf.ones([2, 3]), ("N", 3)), (tf.ones([2]), ("N",))]
        ),
    ),
    error_of(
        "debugging.assert_shapes",
        lambda tf: tf.debugging.assert_shapes(
            [(tf.ones([2, 3]), ("N", 3)), (tf.ones([3]), ("N",))]
        ),
    ),
    value("debugging.Assert", True, [A]),
    error("debugging.Assert", False, [A]),
    value("debugging.is_numeric_tensor", A),
    value("debugging.is_numeric_tensor", 3),
    error("debugging.assert_equal", A, floats(2)),
    program(FILTERING, lambda tf: filtering_switched(tf)),
)
def test_assertions(case):
    case.check()


def filtering_switched(tf):
    seen = [tf.debugging.is_traceback_filtering_enabled()]
    tf.debugging.disable_traceback_filtering()
    seen.append(tf.debugging.is_traceback_filtering_enabled())
    tf.debugging.enable_traceback_filtering()
    return [*seen, tf.debugging.is_traceback_filtering_enabled()]


@parametrize(
    value("nest.flatten", {"b": [1, 2], "a": (3, [4])}),
    value("nest.flatten", 5),
    value("nest.is_nested", [1]),
    value("nest.is_nested", "text"),
    value("nest.pack_sequence_as", {"b": [1, 2], "a": 3}, [7, 8, 9]),
    program(
        "nest.map_structure",
        lambda tf: tf.nest.map_structure(
            lambda x, y: x + y, {"a": 1, "b": (2, 3)}, {"a": 10, "b": (20, 30)}
        ),
    ),
    program(
        "nest.map_structure", lambda tf: tuple(tf.nest.map_structure(lambda x: x * 2, Pair(1, 2)))
    ),
    value("nest.assert_same_structure", [1, (2, 3)], [4, (5, 6)]),
    program(
        "config.list_physical_devices",
        lambda tf: [tuple(d) for d in tf.config.list_physical_devices("CPU")],
    ),
    program(
        "config.functions_run_eagerly config.run_functions_eagerly", lambda tf: run_eagerly(tf)
    ),
)
def test_structures_and_settings(case):
    case.check()


def run_eagerly(tf):
    seen = []
    function = tf.function(lambda: seen.append(tf.executing_eagerly()))
    tf.config.run_functions_eagerly(True)
    try:
        function()
        seen.append(tf.config.functions_run_eagerly())
    finally:
        tf.config.run_functions_eagerly(False)
    function()
    return seen


@parametrize(
    error_of(
        "nest.map_structure", lambda tf: tf.nest.map_structure(lambda x, y: x, [1, 2], [1, 2, 3])
    ),
    error_of(
        "nest.map_structure", lambda tf: tf.nest.map_structure(lambda x, y: x, [1, 2], (1, 2))
    ),
    error("nest.pack_sequence_as", [1, [2]], [1]),
    error("nest.assert_same_structure", [1, 2], [1, [2]]),
    error("nest.assert_same_structure", {"a": 1}, {"b": 1}),
)
def test_errors(case):
    case.check()
