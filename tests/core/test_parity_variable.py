"""Variables: making, printing, assigning and mixing them with tensors, as TensorFlow does."""

import copy

import numpy as np
import pytest

from oracle import parity

DTYPES = ["float16", "bfloat16", "float32", "float64", "int32", "int64", "uint8"]

# --- Making and printing -------------------------------------------------------------------------


@parity
@pytest.mark.parametrize(
    "value",
    [3.0, 3, True, "word", [1.0, 2.5], [[1, 2], [3, 4]], [True, False], ["a", "b"], [], [[1.5]]],
    ids=repr,
)
def test_variables_print(tf, value):
    v = tf.Variable(value)
    print(v)
    print(repr(v), v.shape, v.dtype, v.name)
    return v


@parity
@pytest.mark.parametrize("dtype", DTYPES)
def test_variables_of_every_dtype_print(tf, dtype):
    v = tf.Variable([[0, 1], [2, 3]], dtype=dtype)
    print(v)
    return v, tf.Variable(1, dtype=getattr(tf, dtype)), v.numpy()


@parity
def test_names(tf):
    named = tf.Variable(3, name="my_var")
    print(named, named.name, tf.Variable(1.0).name, tf.Variable(2.0, name="my_var").name)
    return named, tf.Variable(1.0)


@parity
def test_large_variables_print_their_edges(tf):
    print(tf.Variable(np.arange(2000.0)))
    return repr(tf.Variable(tf.zeros((40, 50))))


@parity
def test_variables_from_other_values(tf):
    x = tf.constant([1.0, 2.0])
    return (
        tf.Variable(x),
        tf.Variable(initial_value=x),
        tf.Variable(np.arange(3)),
        tf.Variable(np.float64(2.0)),
        tf.Variable(tf.Variable([1, 2])),
        tf.Variable(lambda: tf.ones((2, 1))),
        tf.Variable([x, x * 2]),
        tf.Variable(tf.ones((2, 2)), trainable=False, name="frozen"),
        tf.Variable([1, 2], dtype=tf.float32),
    )


@parity
def test_a_variable_copies_its_value(tf):
    x = tf.constant([1.0, 2.0])
    v, w = tf.Variable(x), tf.Variable(x)
    v.assign([5.0, 6.0])
    other = tf.Variable(v)
    v.assign_add([1.0, 1.0])
    return x, v, w, other


@parity
def test_what_a_variable_is(tf):
    v = tf.Variable(tf.zeros((2, 3)))
    print(v.shape, v.dtype, v.ndim if hasattr(v, "ndim") else len(v.shape), v.trainable)
    print(isinstance(v, tf.Variable), isinstance(v, tf.Tensor), tf.is_tensor(v))
    print(tf.Variable(0, trainable=False).trainable, v.shape == (2, 3), v.get_shape())
    return tf.rank(v), tf.size(v), tf.shape(v), v.value(), v.read_value(), tf.convert_to_tensor(v)


@parity
def test_the_shape_can_be_left_open(tf):
    v = tf.Variable([1.0, 2.0], shape=tf.TensorShape([None]))
    print(v.shape)
    v.assign([1.0, 2.0, 3.0])
    w = tf.Variable(1.0, shape=tf.TensorShape(None))
    print(w.shape)
    w.assign([[4.0]])
    return v.numpy(), w.numpy()


# --- Assigning -----------------------------------------------------------------------------------


@parity
def test_assign(tf):
    v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    results = [v.assign([[5, 6], [7, 8]])]
    print(results[0])
    results.append(v.numpy())
    print(repr(v.assign_add(tf.ones((2, 2)))))
    results.append(v.numpy())
    v.assign_sub([[1.0, 1.0], [0.5, 0.5]])
    results.append(v.numpy())
    v.assign(np.zeros((2, 2)))
    return results, v


@parity
@pytest.mark.parametrize("dtype", DTYPES)
def test_assign_converts_python_numbers(tf, dtype):
    v = tf.Variable([3, 4], dtype=dtype)
    v.assign([1, 2])
    v.assign_add([10, 10])
    v.assign_sub([1, 1])
    return v


@parity
def test_assign_returns_the_variable(tf):
    v = tf.Variable(1.0, name="v")
    result = v.assign(2.0)
    print(result is v, repr(result))
    again = v.assign(3.0).assign_add(4.0)
    print(repr(again), result.numpy(), v.assign(5.0, read_value=False) is None)
    return v, result + 1, v.assign_add(1.0) * 2


@parity
def test_assign_of_variables(tf):
    v, w = tf.Variable([1.0, 2.0]), tf.Variable([3.0, 4.0])
    v.assign(w)
    w.assign_add(v)
    return v, w


@parity
def test_assign_to_integers_booleans_and_words(tf):
    number, flag, word = tf.Variable(3), tf.Variable(True), tf.Variable("a")
    number.assign_add(2)
    flag.assign(False)
    word.assign("bcd")
    return number, flag, word


@parity
def test_one_entry_is_assigned(tf):
    v = tf.Variable(tf.zeros((3, 3)))
    result = v[0, 0].assign(3.0)
    print(result)
    v[2, -1].assign(7.0)
    v[1, 1].assign(tf.constant(5.0))
    return v


@parity
def test_slices_are_assigned(tf):
    v = tf.Variable(tf.zeros((3, 4)))
    v[0].assign([1.0, 2.0, 3.0, 4.0])
    v[1:, 1].assign([5.0, 6.0])
    v[:, 3].assign(tf.ones(3))
    v[1, :2].assign([8.0, 9.0])
    v[2, ::-2].assign([1.5, 2.5])
    return v


@parity
def test_a_slice_of_a_variable_is_a_tensor(tf):
    v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    row = v[0]
    v.assign(tf.zeros((2, 2)))
    print(v[0, 1], isinstance(row, tf.Tensor), isinstance(row, tf.Variable))
    return row, v[:, 0], v[..., tf.newaxis], v[::-1]


MISTAKES = {
    "assign of another shape": ("ValueError", lambda tf: tf.Variable([1.0, 2.0]).assign([1.0])),
    "assign of a scalar": ("ValueError", lambda tf: tf.Variable([1.0, 2.0]).assign(1.0)),
    "assign_add of another shape": (
        "InvalidArgumentError",
        lambda tf: tf.Variable([1.0, 2.0]).assign_add([1.0, 2.0, 3.0]),
    ),
    "assign_sub of another shape": (
        "InvalidArgumentError",
        lambda tf: tf.Variable([1.0, 2.0]).assign_sub([[1.0], [2.0]]),
    ),
    "assign of another dtype": (
        "ValueError",
        lambda tf: tf.Variable(1.0).assign(tf.constant(1)),
    ),
    "assign_add of another dtype": (
        "ValueError",
        lambda tf: tf.Variable(1.0).assign_add(tf.constant(1.0, tf.float64)),
    ),
    "assign of a fraction to an integer": ("TypeError", lambda tf: tf.Variable(1).assign(2.5)),
    "assign_sub of fractions to integers": (
        "TypeError",
        lambda tf: tf.Variable([1, 2]).assign_sub([0.1, 0.1]),
    ),
    "assign of a word": ("TypeError", lambda tf: tf.Variable(1.0).assign("a")),
    "assign of None": ("ValueError", lambda tf: tf.Variable(1.0).assign(None)),
    "no value": ("ValueError", lambda tf: tf.Variable()),
    "a misspelt argument": ("ValueError", lambda tf: tf.Variable(initial_Value=3.0)),
    "None": ("ValueError", lambda tf: tf.Variable(None)),
    "ragged": ("ValueError", lambda tf: tf.Variable([[1], [2, 3]])),
    "a shape that the value has not": (
        "ValueError",
        lambda tf: tf.Variable([1.0, 2.0], shape=[3]),
    ),
    "fractions as integers": ("TypeError", lambda tf: tf.Variable([1.5], dtype=tf.int32)),
    "a tensor of another dtype": (
        "ValueError",
        lambda tf: tf.Variable(tf.constant(1), dtype=tf.float32),
    ),
    "item assignment": ("TypeError", lambda tf: set_item(tf.Variable([1.0, 2.0]))),
    "truth of a vector": ("ValueError", lambda tf: bool(tf.Variable([1.0, 2.0]))),
    "hash": ("TypeError", lambda tf: hash(tf.Variable(1.0))),
    "an index past the end": ("InvalidArgumentError", lambda tf: tf.Variable([1.0])[1]),
    "assign past the end": ("InvalidArgumentError", lambda tf: tf.Variable([1.0])[1].assign(2.0)),
    "assign of a row that does not fit": (
        "InvalidArgumentError",
        lambda tf: tf.Variable(tf.zeros((2, 2)))[0].assign([1.0, 2.0, 3.0]),
    ),
    "another dtype in arithmetic": (
        "InvalidArgumentError",
        lambda tf: tf.Variable(1.0) * tf.constant(2),
    ),
    "an integer times a fraction": ("TypeError", lambda tf: tf.Variable(1) * 0.5),
    "a list index": ("TypeError", lambda tf: [10, 20][tf.Variable(1)]),
    "a range": ("TypeError", lambda tf: range(tf.Variable(2))),
    "an attribute that is not there": ("AttributeError", lambda tf: tf.Variable(1.0).value_of),
}


def set_item(v):
    v[0] = 3.0


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes(mistake):
    raises, program = MISTAKES[mistake]
    parity(program, raises=raises)()


@parity
def test_a_failed_assign_leaves_the_value(tf):
    v = tf.Variable([1.0, 2.0])
    for wrong in ([1.0], "a", tf.constant([1, 2])):
        try:
            v.assign(wrong)
        except Exception as error:
            print(isinstance(error, (TypeError, ValueError)))
    return v


# --- Using ---------------------------------------------------------------------------------------


@parity
def test_arithmetic_gives_tensors(tf):
    v, w = tf.Variable([1.0, 2.0]), tf.Variable([3.0, 4.0])
    print(v + 1)
    return (
        v + w,
        v - 1,
        2 * v,
        v / w,
        v // w,
        w % v,
        v**2,
        2**v,
        -v,
        abs(v),
        v < w,
        v == w,
        v != w,
        v >= 2,
        v * tf.constant([1.0, 0.5]),
        np.array([1.0, 1.0], "float32") + v,
        v @ tf.ones((2, 2)) if len(v.shape) == 2 else v,
    )


@parity(raises="RuntimeError")
def test_augmented_assignment_is_refused(tf):
    v = tf.Variable([1.0, 2.0])
    v += 1


@parity
def test_functions_take_variables(tf):
    v = tf.Variable([[1.0, 4.0], [9.0, 16.0]])
    return (
        tf.sqrt(v),
        tf.reduce_sum(v),
        tf.matmul(v, v),
        v @ v,
        tf.reshape(v, [4]),
        tf.argmax(v),
        tf.transpose(v),
        tf.stack([v, v]),
        tf.zeros_like(v),
        tf.cast(v, tf.int32),
        tf.identity(v),
    )


@parity
def test_variables_and_numpy(tf):
    v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    array = v.numpy()
    array[0, 0] = 9
    return array, v, np.array(v), np.sum(v), np.asarray(v, "float64"), np.mean(v), np.shape(v)


@parity
def test_variables_in_python(tf):
    v, flag = tf.Variable(2), tf.Variable(True)
    print(f"{tf.Variable(1.5).numpy():.2f}", "yes" if flag else "no")
    first, second = tf.Variable([1.0, 2.0])
    return int(v), float(tf.Variable(0.5)), bool(flag), first, second


@parity
def test_iteration(tf):
    return list(tf.Variable([[1, 2], [3, 4]])), [int(each) for each in tf.Variable([5, 6])]


@parity
def test_references(tf):
    v, w = tf.Variable(1.0), tf.Variable(1.0)
    counts = {v.ref(): "v", w.ref(): "w"}
    print(counts[v.ref()], len(counts), v.ref() == v.ref(), v.ref() == w.ref(), v is v)
    return v.ref().deref()


@parity
def test_copies(tf):
    v = tf.Variable([1.0, 2.0], name="v")
    other = copy.deepcopy(v)
    v.assign([3.0, 4.0])
    return v, other


@parity
def test_the_value_does_not_follow_the_variable(tf):
    v = tf.Variable([1.0, 2.0])
    value, array, total = v.value(), v.numpy(), v + 0
    v.assign([5.0, 6.0])
    return value, array, total, v


@parity
def test_a_device_can_be_named(tf):
    with tf.device("CPU:0"):
        v = tf.Variable([1.0, 2.0])
        return v * 2, "CPU" in v.device
