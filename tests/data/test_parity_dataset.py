"""`tf.data.Dataset` beside TensorFlow's: elements, specifications, lengths and errors."""

import numpy as np
import pytest

from oracle import assert_same, parity

X = np.arange(10.0).reshape(5, 2)
Y = [0, 1, 0, 1, 0]


def pairs(tf):
    return tf.data.Dataset.from_tensor_slices((X, Y))


def count_up(n=3):
    for i in range(n):
        yield i, [float(i)] * 2


def from_generator(tf):
    signature = (tf.TensorSpec((), tf.int32), tf.TensorSpec((2,), tf.float32))
    return tf.data.Dataset.from_generator(count_up, output_signature=signature)


CHAINS = {
    "slices of a pair": pairs,
    "slices of a dict": lambda tf: tf.data.Dataset.from_tensor_slices({"b": X, "a": Y}),
    "slices of text": lambda tf: tf.data.Dataset.from_tensor_slices(["a", "bc"]),
    "one element": lambda tf: tf.data.Dataset.from_tensors((X, Y)),
    "a range": lambda tf: tf.data.Dataset.range(2, 10, 3),
    "a generator": from_generator,
    "a generator with arguments": lambda tf: tf.data.Dataset.from_generator(
        count_up, (tf.int64, tf.float32), args=(2,)
    ),
    "batches of unknown ranks": lambda tf: tf.data.Dataset.from_generator(
        count_up, (tf.int64, tf.float32)
    ).batch(2),
    "batches": lambda tf: pairs(tf).batch(2),
    "full batches": lambda tf: pairs(tf).batch(2, drop_remainder=True),
    "batches of batches": lambda tf: tf.data.Dataset.range(8).batch(2).batch(3),
    "batches of a generator": lambda tf: from_generator(tf).batch(2),
    "rows of batches": lambda tf: pairs(tf).batch(2).unbatch(),
    "twice": lambda tf: pairs(tf).repeat(2),
    "batches across repeats": lambda tf: tf.data.Dataset.range(3).repeat(2).batch(2),
    "the first of infinitely many": lambda tf: tf.data.Dataset.range(3).repeat().take(7),
    "take and skip": lambda tf: pairs(tf).skip(1).take(3),
    "take and skip all": lambda tf: pairs(tf).take(-1).skip(-1),
    "a function of an element": lambda tf: pairs(tf).map(lambda x, y: (x * 2, y + 1)),
    "a function of a batch": lambda tf: (
        pairs(tf).batch(2).map(lambda x, y: {"sum": tf.reduce_sum(x), "y": tf.cast(y, tf.float32)})
    ),
    "a list from a function": lambda tf: tf.data.Dataset.range(3).map(lambda i: [i, i * i]),
    "a number from a function": lambda tf: tf.data.Dataset.range(2).map(lambda i: (i, 1.5)),
    "a function of a dict": lambda tf: tf.data.Dataset.from_tensor_slices({"a": X}).map(
        lambda d: d["a"][0]
    ),
    "several at once": lambda tf: tf.data.Dataset.range(2).map(
        lambda i: -i, num_parallel_calls=tf.data.AUTOTUNE
    ),
    "some": lambda tf: pairs(tf).filter(lambda x, y: y > 0),
    "two side by side": lambda tf: tf.data.Dataset.zip((pairs(tf), tf.data.Dataset.range(3))),
    "three side by side": lambda tf: tf.data.Dataset.zip(
        *(tf.data.Dataset.range(n) for n in (3, 5, 4))
    ),
    "numbered": lambda tf: pairs(tf).enumerate(start=5),
    "one after the other": lambda tf: pairs(tf).concatenate(pairs(tf).take(1)),
    "kept": lambda tf: pairs(tf).cache().repeat(2),
    "made ready": lambda tf: pairs(tf).prefetch(tf.data.AUTOTUNE),
}


def length(dataset):
    try:
        return len(dataset)
    except TypeError as error:
        return str(error).split(".")[0]


@pytest.mark.parametrize("name", CHAINS)
def test_elements_specifications_and_lengths(name):
    def program(tf):
        dataset = CHAINS[name](tf)
        elements = list(dataset)
        arrays = list(dataset.as_numpy_iterator())
        return repr(dataset), elements, arrays, dataset.cardinality(), length(dataset), elements[:1]

    assert_same(program)


@parity
def test_lengths_of_what_has_no_end(tf):
    endless = tf.data.Dataset.range(3).repeat()
    return [
        (length(each), each.cardinality())
        for each in (endless, endless.batch(2), endless.skip(5), endless.take(4), endless.repeat(0))
    ]


@parity
def test_a_function_is_traced_once(tf):
    def loud(x):
        print("tracing")
        return x + 1

    return list(tf.data.Dataset.range(3).map(loud))


@parity
def test_every_pass_begins_anew(tf):
    dataset = from_generator(tf).map(lambda i, x: i)
    return list(dataset), list(dataset)


WRONG = {
    "a number": ("ValueError", lambda tf: tf.data.Dataset.from_tensor_slices(3.0)),
    "different lengths": ("ValueError", lambda tf: tf.data.Dataset.from_tensor_slices((X, [1]))),
    "ragged rows": ("ValueError", lambda tf: tf.data.Dataset.from_tensor_slices([[1, 2], [3]])),
    "no function": ("ValueError", lambda tf: pairs(tf).map(3)),
    "one argument for two parts": ("TypeError", lambda tf: pairs(tf).map(lambda x: x)),
    "no boolean": ("ValueError", lambda tf: pairs(tf).filter(lambda x, y: y)),
    "no batch": ("InvalidArgumentError", lambda tf: pairs(tf).batch(0)),
    "no buffer": ("InvalidArgumentError", lambda tf: pairs(tf).shuffle(0)),
    "batches of different shapes": (
        "InvalidArgumentError",
        lambda tf: list(pairs(tf).batch(2).batch(3)),
    ),
    "another shape than announced": (
        "InvalidArgumentError",
        lambda tf: list(
            tf.data.Dataset.from_generator(
                lambda: iter([[1, 2, 3]]), output_signature=tf.TensorSpec((2,), tf.int32)
            )
        ),
    ),
    "no announcement": ("TypeError", lambda tf: tf.data.Dataset.from_generator(count_up)),
    "a generator in place of its function": (
        "TypeError",
        lambda tf: tf.data.Dataset.from_generator(count_up(), (tf.int32, tf.float32)),
    ),
    "elements of other kinds": (
        "TypeError",
        lambda tf: pairs(tf).concatenate(tf.data.Dataset.range(3)),
    ),
    "rows of single numbers": ("ValueError", lambda tf: tf.data.Dataset.range(3).unbatch()),
    "a place": ("TypeError", lambda tf: pairs(tf)[0]),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong(name):
    error, program = WRONG[name]
    assert_same(program, raises=error)
