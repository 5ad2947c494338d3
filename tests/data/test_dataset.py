"""What is random in a dataset, what is remembered, and what messages say."""

import itertools
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kerasish as tf


def numbers(dataset) -> list[int]:
    return [int(x) for x in dataset]


@settings(max_examples=30, deadline=None)
@given(size=st.integers(0, 30), buffer=st.integers(1, 40), seed=st.integers(0, 10**6))
def test_shuffling_keeps_all_and_looks_no_farther_than_its_buffer(size, buffer, seed):
    found = numbers(tf.data.Dataset.range(size).shuffle(buffer, seed=seed))
    assert sorted(found) == list(range(size))
    assert all(number <= place + buffer - 1 for place, number in enumerate(found))


def test_a_buffer_of_one_changes_nothing():
    assert numbers(tf.data.Dataset.range(9).shuffle(1)) == list(range(9))


def test_every_pass_has_an_order_of_its_own():
    dataset = tf.data.Dataset.range(50).shuffle(50)
    assert numbers(dataset) != numbers(dataset)
    twice = numbers(dataset.repeat(2))
    assert sorted(twice[:50]) == sorted(twice[50:]) and twice[:50] != twice[50:]


def test_unless_told_otherwise():
    for seed in (None, 3):
        dataset = tf.data.Dataset.range(50).shuffle(50, seed, reshuffle_each_iteration=False)
        assert numbers(dataset) == numbers(dataset)


def test_seeds_make_runs_repeat():
    def run(**options):
        dataset = tf.data.Dataset.range(50).shuffle(50, **options)
        return numbers(dataset), numbers(dataset)

    assert run(seed=1) == run(seed=1) != run(seed=2)
    tf.random.set_seed(5)
    first = run()
    tf.random.set_seed(5)
    assert run() == first


def test_rows_of_arrays_stay_together():
    x = np.arange(100)
    dataset = tf.data.Dataset.from_tensor_slices((x, -x)).shuffle(100).batch(7).repeat(2)
    assert all(np.array_equal(a, -b) for a, b in dataset.as_numpy_iterator())


def test_random_numbers_in_a_function_differ_from_element_to_element():
    drawn = [float(x) for x in tf.data.Dataset.range(5).map(lambda i: tf.random.uniform(()))]
    assert len(set(drawn)) == 5


def test_kept_elements_are_computed_once():
    asked = []

    def ask():
        for i in range(3):
            asked.append(i)
            yield i

    signature = tf.TensorSpec((), tf.int32)
    dataset = tf.data.Dataset.from_generator(ask, output_signature=signature).cache()
    assert numbers(dataset.take(2)) == [0, 1]  # not all were seen: nothing is kept
    assert numbers(dataset) == numbers(dataset) == [0, 1, 2]
    assert asked == [0, 1, 0, 1, 2]


def test_nothing_is_computed_before_it_is_asked_for():
    def endless():
        for i in itertools.count():
            assert i < 10, "read ahead"
            yield i

    signature = tf.TensorSpec((), tf.int32)
    dataset = tf.data.Dataset.from_generator(endless, output_signature=signature)
    assert numbers(dataset.batch(2).prefetch(2).unbatch().take(4)) == [0, 1, 2, 3]


def test_a_long_generator_takes_little_memory():
    signature = tf.TensorSpec((1000,), tf.float32)
    row = np.zeros(1000, "float32")
    dataset = tf.data.Dataset.from_generator(
        lambda: itertools.repeat(row, 20_000), output_signature=signature
    ).batch(32)
    tracemalloc.start()
    rows = sum(len(batch) for batch in dataset.as_numpy_iterator())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == 20_000
    assert peak < 5e6  # bytes; all rows together are 80 MB


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda d: d[3], r"dataset\.skip\(3\)\.take\(1\)"),
        (lambda d: d.reduce(0, max), r"for x in dataset"),
        (lambda d: d.map(lambda a, b: a), r"1 part, but the function is <lambda>\(a, b\)"),
        (lambda d: d.map(lambda a: None), r"has to end with `return`"),
        (lambda d: d.cache("file"), r"np\.save"),
        (lambda d: len(d.repeat()), r"dataset\.take\(10\)"),
        (lambda d: d.shuffel(3), r"Did you mean 'shuffle'"),
    ],
)
def test_messages_say_what_to_write(wrong, message):
    with pytest.raises((TypeError, AttributeError, ValueError), match=message):
        wrong(tf.data.Dataset.range(5))


@pytest.mark.parametrize("name, advice", [("shard", "from_tensor_slices"), ("apply", "function")])
def test_an_absent_method_says_what_to_use(name, advice):
    with pytest.raises(AttributeError, match=advice):
        getattr(tf.data.Dataset.range(3), name)
