"""`tf.function`: when it traces and what can be done while it does, as TensorFlow's.

Python's `if` and `while` over tensors are asked for in `test_parity_autograph.py`.
"""

import operator

import numpy as np
import pytest

from oracle import parity

# --- Traces --------------------------------------------------------------------------------------


@parity
def test_a_signature_is_traced_once(tf):
    @tf.function
    def identity(x):
        print("Creating graph!")
        return x

    first = identity(tf.constant([1.0, 2.0]))
    second = identity(tf.constant([3.0, 4.0]))
    print("another dtype")
    third = identity(tf.constant([1.0, 2.0], tf.float16))
    print("another shape")
    fourth = identity(tf.constant([1.0, 2.0, 3.0]))
    print("the first again")
    fifth = identity(tf.constant([5.0, 6.0]))
    return first, second, third, fourth, fifth


@parity
def test_python_values_are_part_of_the_signature(tf):
    @tf.function
    def power(x, exponent):
        print("tracing with", exponent)
        return x**exponent

    x = tf.constant([2.0, 3.0])
    return power(x, 2), power(x, 3), power(x, 2), power(x, exponent=3), power(x, tf.constant(2.0))


@parity
def test_python_values_of_several_kinds(tf):
    @tf.function
    def scale(x, factor=2, flag=True, name="a", sizes=(1, 2)):
        print("tracing with", factor, flag, name, sizes)
        return x * factor if flag else x + len(name) + sum(sizes)

    x = tf.constant([1.0, 2.0])
    return (
        scale(x),
        scale(x, 2),
        scale(x, factor=2),
        scale(x, 3),
        scale(x, flag=False),
        scale(x, flag=False, name="abc"),
        scale(x, flag=False, sizes=(3, 4)),
        scale(x, flag=False, name="abc"),
    )


@parity
def test_python_numbers_alone(tf):
    @tf.function
    def double(x):
        print("tracing with", x)
        return x * 2

    return double(1), double(2), double(1), double(1.5), double(tf.constant(1))


@parity
def test_tensors_and_arrays_share_a_trace(tf):
    @tf.function
    def total(x):
        print("tracing")
        return tf.reduce_sum(x)

    return total(tf.ones((2, 2))), total(np.ones((2, 2), "float32")), total(tf.zeros((2, 2)))


@parity
def test_structures_of_arguments(tf):
    @tf.function
    def mix(pair, table):
        print("tracing")
        return {"sum": pair[0] + pair[1], "scaled": [table["x"] * 2.0, (table["y"],)]}

    x, y = tf.constant(1.0), tf.constant([2.0, 3.0])
    first = mix([x, y], {"x": x, "y": y})
    second = mix([y, x], {"x": x, "y": y})
    third = mix([x, y], {"x": x + 1.0, "y": y})
    return first, second, third


@parity
def test_a_tuple_is_not_a_list(tf):
    @tf.function
    def first(pair):
        print("tracing a", type(pair).__name__)
        return pair[0]

    x = tf.constant(1.0)
    return first([x, x]), first((x, x)), first([x, x])


@parity
def test_keyword_arguments(tf):
    two = tf.constant(2.0)

    @tf.function
    def line(x, w=two, *, b):
        print("tracing")
        return w * x + b

    one = tf.constant(1.0)
    return line(one, b=one), line(one, tf.constant(3.0), b=one), line(b=one, x=one, w=one)


@parity
def test_variable_numbers_of_arguments(tf):
    @tf.function
    def total(*args, **kwargs):
        print("tracing", len(args), sorted(kwargs))
        return sum(args) + 100.0 * sum(kwargs[key] for key in sorted(kwargs))

    one, two = tf.constant(1.0), tf.constant(2.0)
    return total(one, two), total(two, one), total(one, a=two), total(one, a=one), total(one)


@parity
def test_side_effects_of_python_happen_while_tracing(tf):
    seen = []

    @tf.function
    def note(x):
        seen.append(len(seen))
        return x + len(seen)

    results = [note(tf.constant(1.0)) for _ in range(3)]
    return results, seen, note(tf.constant(1))


@parity
def test_values_of_python_are_frozen(tf):
    factor = 2.0

    @tf.function
    def scale(x):
        return x * factor

    before = scale(tf.constant(3.0))
    factor = 5.0
    return before, scale(tf.constant(3.0)), scale(tf.constant([3.0]))


@parity
def test_tensors_from_outside_are_captured(tf):
    weights = tf.constant([[1.0, 2.0], [3.0, 4.0]])

    @tf.function
    def layer(x):
        return x @ weights

    return layer(tf.ones((1, 2))), layer(tf.ones((1, 2)) * 2)


@parity
def test_results_of_python_kinds(tf):
    @tf.function
    def results(x):
        return x, None, 3, 2.5, [x * 2, "text"], {"a": True}

    return results(tf.constant([1.0]))


@parity
def test_no_result(tf):
    @tf.function
    def nothing(x):
        x + 1

    return nothing(tf.constant(1.0))


@parity
def test_a_function_of_nothing(tf):
    @tf.function
    def constant():
        print("tracing")
        return tf.constant([1.0, 2.0])

    return constant(), constant()


@parity
def test_a_lambda_and_a_call_of_function(tf):
    square = tf.function(lambda x: x * x)

    def cube(x):
        print("tracing")
        return x * x * x

    traced = tf.function(cube)
    return square(tf.constant(3.0)), traced(tf.constant(2.0)), traced(tf.constant(3.0)), cube(2)


@parity
def test_the_functions_name_and_documentation(tf):
    @tf.function
    def documented(x):
        """What it does."""
        return x

    print(documented.__name__, documented.__doc__, callable(documented))
    return documented.python_function(3)


@parity
def test_a_random_function_draws_anew(tf):
    @tf.function
    def draw():
        return tf.random.normal([3])

    first, second = draw().numpy(), draw().numpy()
    print(np.array_equal(first, second), first.shape)


@parity
def test_tracing_counts(tf):
    @tf.function
    def double(x):
        return 2 * x

    double(tf.constant(1.0))
    double(tf.constant(2.0))
    double(tf.constant([1.0]))
    return double.experimental_get_tracing_count()


# --- Inside a trace ------------------------------------------------------------------------------


@pytest.mark.xfail(
    strict=True,
    reason="traced tensors are of the class of all tensors, so they have an attribute numpy",
)
@parity
def test_what_is_known_while_tracing(tf):
    @tf.function
    def look(x):
        print(x.shape, x.dtype, x.shape[0], len(x.shape), x.shape.rank, isinstance(x, tf.Tensor))
        print(tf.is_tensor(x), tf.executing_eagerly(), hasattr(x, "numpy"), len(x))
        return tf.shape(x), tf.rank(x), tf.size(x)

    print(tf.executing_eagerly())
    return look(tf.zeros((3, 2)))


@pytest.mark.xfail(
    strict=True,
    reason="XLA compiles for known lengths: a slice whose length is a tensor's value has none",
)
@parity
def test_indexing_and_iteration_while_tracing(tf):
    @tf.function
    def pick(x, i):
        return x[0], x[..., -1], x[:, tf.newaxis], x[::-1], x[i], x[:i], x[i:, 0]

    @tf.function
    def rows(x):
        first, second, third = tf.unstack(x)
        return first * third + second

    x = tf.reshape(tf.range(12.0), (3, 4))
    return pick(x, tf.constant(1)), pick(x, tf.constant(2)), rows(x)


@parity
def test_tf_print_happens_at_every_call(tf):
    @tf.function
    def shout(x):
        print("tracing")
        tf.print("x is", x)
        return x

    shout(tf.constant(1))
    shout(tf.constant(2))
    shout(tf.constant([1.5, 2.5]))


@parity
def test_tf_print_in_order(tf):
    @tf.function
    def steps(x):
        tf.print("first", x)
        y = x * 2
        tf.print("second", y)
        tf.print("third", x + y, summarize=2)
        return y

    return steps(tf.constant([1, 2, 3]))


@parity
def test_tf_print_beside_random_numbers(tf):
    @tf.function
    def noisy(x):
        print("tracing")
        tf.print("x is", x)
        return x + 0.0 * tf.random.uniform([])

    return noisy(tf.constant(1.0)), noisy(tf.constant(2.0))


@parity
def test_tf_print_in_a_first_call_that_makes_a_variable(tf):
    made = []

    @tf.function
    def count(x):
        tf.print("x is", x)
        if not made:
            made.append(tf.Variable(x))
        return made[0].assign_add(x)

    return count(tf.constant(1.0)), count(tf.constant(2.0))


def test_the_first_random_number_of_a_program_is_traced_once(monkeypatch):
    import kerasish as tf
    from kerasish.core import random

    monkeypatch.setattr(random, "_default", None)
    traced = []

    @tf.function
    def draw():
        traced.append("traced")
        return tf.random.uniform([])

    assert draw() != draw()
    assert traced == ["traced"]


MISTAKES_INSIDE = {
    "numpy method": ("AttributeError", lambda tf, x: x.numpy()),
    "numpy function": ("NotImplementedError", lambda tf, x: np.sum(x)),
    "numpy array": ("NotImplementedError", lambda tf, x: np.array(x)),
    "int": ("TypeError", lambda tf, x: int(x[0])),
    "float": ("TypeError", lambda tf, x: float(x[0])),
    "range": ("TypeError", lambda tf, x: list(range(x[0]))),
    "an unknown attribute": ("AttributeError", lambda tf, x: x.value_of),
    "item assignment": ("TypeError", lambda tf, x: operator.setitem(x, 0, 1.0)),
    "shapes that do not fit": ("ValueError", lambda tf, x: x + tf.zeros(3)),
    "matrices that do not fit": ("ValueError", lambda tf, x: tf.ones((2, 2)) @ tf.ones((3, 2))),
    "dtypes that do not fit": ("TypeError", lambda tf, x: x + tf.constant([1, 2])),
    "a shape that does not fit": ("ValueError", lambda tf, x: tf.reshape(x, (3,))),
    "an index past the end": ("ValueError", lambda tf, x: x[2]),
    "an error of Python": ("ZeroDivisionError", lambda tf, x: x + 1 / 0),
    "a format": ("TypeError", lambda tf, x: f"{x[0]:.2f}"),
}


@pytest.mark.parametrize("mistake", MISTAKES_INSIDE)
def test_mistakes_inside(mistake):
    raises, body = MISTAKES_INSIDE[mistake]

    @parity(raises=raises)
    def program(tf):
        @tf.function(autograph=False)
        def traced(x):
            return body(tf, x)

        return traced(tf.constant([1.0, 2.0]))

    program()


KEPT = {
    "an operator": lambda tf, kept: kept + 1.0,
    "an operation": lambda tf, kept: tf.reduce_sum(kept),
    "a list of tensors": lambda tf, kept: tf.stack([kept, kept]),
    "an argument of another function": lambda tf, kept: tf.function(lambda x: x + 1.0)(kept),
    "a tensor that another function finds": lambda tf, kept: tf.function(lambda: kept + 1.0)(),
}


@pytest.mark.parametrize("use", KEPT)
def test_a_tensor_of_a_trace_that_a_list_carried_out(use):
    @parity(raises="TypeError")
    def program(tf):
        kept = []

        @tf.function
        def double(x):
            kept.append(x * 2.0)
            return kept[-1]

        double(tf.constant(1.0))
        return KEPT[use](tf, kept[0])

    program()


def test_a_tensor_that_was_carried_out_is_told_from_jaxs_own_error():
    import kerasish as tf

    kept = []
    tf.function(lambda x: kept.append(x * 2.0))(tf.constant(1.0))
    with pytest.raises(tf.errors.InaccessibleTensorError, match=r"Return it from the function"):
        kept[0] + 1.0


@parity(raises="OperatorNotAllowedInGraphError")
def test_truth_inside_without_autograph(tf):
    @tf.function(autograph=False)
    def choose(x):
        return 1 if x > 0 else 2

    return choose(tf.constant(1.0))


@pytest.mark.xfail(
    strict=True, reason="shapes are known while tracing, so iterating over rows works"
)
@parity(raises="OperatorNotAllowedInGraphError")
def test_iteration_inside_without_autograph(tf):
    @tf.function(autograph=False)
    def rows(x):
        first, second = x
        return first + second

    return rows(tf.constant([1.0, 2.0]))


@parity
def test_a_function_that_failed_can_be_called_again(tf):
    @tf.function
    def halve(x, fail):
        if fail:
            raise RuntimeError("on request")
        return x / 2

    try:
        halve(tf.constant(1.0), True)
    except RuntimeError:
        print("failed")
    return halve(tf.constant(1.0), False)


@parity(raises="TypeError")
def test_a_missing_argument(tf):
    return tf.function(lambda x, y: x + y)(tf.constant(1.0))


@parity(raises="TypeError")
def test_an_argument_too_many(tf):
    return tf.function(lambda x: x)(tf.constant(1.0), tf.constant(2.0))


@parity(raises="TypeError")
def test_an_unknown_argument(tf):
    return tf.function(lambda x: x)(tf.constant(1.0), y=tf.constant(2.0))
