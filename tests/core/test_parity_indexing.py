"""Indexing, slicing, gathering and scattering, as TensorFlow does."""

import numpy as np
import pytest

from oracle import parity

# --- Indexing ------------------------------------------------------------------------------------

SLICES = {
    "0": np.s_[0],
    "-1": np.s_[-1],
    "1, 2": np.s_[1, 2],
    "1, 2, 3": np.s_[1, 2, 3],
    "0, -1": np.s_[0, -1],
    ":": np.s_[:],
    "1:": np.s_[1:],
    ":1": np.s_[:1],
    "::2": np.s_[::2],
    "::-1": np.s_[::-1],
    ":, 1": np.s_[:, 1],
    ":, 1:3": np.s_[:, 1:3],
    ":, ::-1": np.s_[:, ::-1],
    ":, -2:": np.s_[:, -2:],
    ":, 2:0:-1": np.s_[:, 2:0:-1],
    "..., 0": np.s_[..., 0],
    "..., 1:": np.s_[..., 1:],
    "0, ..., 0": np.s_[0, ..., 0],
    "...": np.s_[...],
    "newaxis": np.s_[np.newaxis],
    ":, newaxis": np.s_[:, np.newaxis],
    "..., newaxis": np.s_[..., np.newaxis],
    "0, newaxis, ..., newaxis": np.s_[0, np.newaxis, ..., np.newaxis],
    "past the end": np.s_[:, 1:100],
    "nothing": np.s_[:, 2:2],
    "backwards nothing": np.s_[:, 2:1],
    "far below": np.s_[:, -100:2],
    "step over": np.s_[:, ::100],
    "numpy integer": np.int64(1),
    "numpy integers": (np.int32(1), np.int64(2)),
    "empty tuple": (),
}


@parity
@pytest.mark.parametrize("name", SLICES)
def test_slices(tf, name):
    x = tf.reshape(tf.range(24), (2, 3, 4))
    return x[SLICES[name]]


@parity
def test_tf_newaxis(tf):
    x = tf.constant([1.0, 2.0])
    return x[tf.newaxis], x[:, tf.newaxis], x[tf.newaxis, ..., tf.newaxis], tf.newaxis is None


@parity
def test_tensors_as_indices(tf):
    x = tf.reshape(tf.range(24), (2, 3, 4))
    one, two = tf.constant(1), tf.constant(2, tf.int64)
    return x[one], x[two - 1], x[:, one], x[:, one:two], x[0, :two], x[one, one]


@parity
def test_boolean_masks_as_indices(tf):
    x = tf.constant([[1, 2, 3], [4, 5, 6]])
    return x[x > 2], x[tf.constant([True, False])], x[np.array([[True] * 3, [False] * 3])]


@parity
def test_slices_of_other_dtypes(tf):
    words = tf.constant([["a", "bc"], ["def", ""]])
    flags = tf.constant([True, False, True])
    return words[0], words[1, 0], words[:, ::-1], words[..., tf.newaxis], flags[::-1], flags[0]


@parity
def test_slices_of_tensors_with_no_entries(tf):
    x = tf.zeros((0, 3))
    return x[:], x[:, 1], x[::-1], x[1:], x[tf.newaxis]


MISTAKES_IN_INDEXING = {
    "past the end": ("InvalidArgumentError", lambda tf: tf.range(3)[3]),
    "before the start": ("InvalidArgumentError", lambda tf: tf.range(3)[-4]),
    "past the end of an inner axis": ("InvalidArgumentError", lambda tf: tf.zeros((2, 3))[0, 3]),
    "too many": ("InvalidArgumentError", lambda tf: tf.range(3)[0, 0]),
    "of a scalar": ("InvalidArgumentError", lambda tf: tf.constant(1)[0]),
    "a fraction": ("TypeError", lambda tf: tf.range(3)[1.0]),
    "a word": ("TypeError", lambda tf: tf.range(3)["a"]),
    "a tensor of integers": ("TypeError", lambda tf: tf.range(3)[tf.constant([0, 1])]),
    "an array of integers": ("TypeError", lambda tf: tf.range(3)[np.array([0, 1])]),
    "a step of zero": ("InvalidArgumentError", lambda tf: tf.range(3)[::0]),
    "two ellipses": ("InvalidArgumentError", lambda tf: tf.zeros((2, 3))[..., 0, ...]),
    "a tensor of fractions": ("TypeError", lambda tf: tf.range(3)[tf.constant(1.0)]),
}


@pytest.mark.parametrize("mistake", MISTAKES_IN_INDEXING)
def test_mistakes_in_indexing(mistake):
    raises, program = MISTAKES_IN_INDEXING[mistake]
    parity(program, raises=raises)()


@parity(raises="TypeError")
def test_a_tensor_cannot_be_assigned_to(tf):
    tf.zeros([2])[0] = 1.0


@parity(raises="TypeError")
def test_a_slice_of_a_tensor_cannot_be_assigned_to(tf):
    tf.zeros([2, 2])[:, 0] = 1.0


@parity(raises="AttributeError")
def test_a_tensor_has_no_assign(tf):
    tf.zeros([2]).assign([1.0, 2.0])


@parity(raises="AttributeError")
def test_a_slice_of_a_tensor_has_no_assign(tf):
    tf.zeros([2])[0].assign(1.0)


@parity(raises="TypeError")
def test_a_tensor_cannot_be_deleted_from(tf):
    x = tf.zeros([2])
    del x[0]


# --- Slicing by function -------------------------------------------------------------------------


@parity
def test_slice_function(tf):
    x = tf.reshape(tf.range(24), (2, 3, 4))
    return tf.slice(x, [0, 1, 2], [2, 1, 2]), tf.slice(x, [1, 0, 0], [1, -1, 3])


@parity
def test_gather(tf):
    x = tf.reshape(tf.range(12), (3, 4))
    return (
        tf.gather(x, [2, 0]),
        tf.gather(x, 1),
        tf.gather(x, [[0, 1], [2, 2]]),
        tf.gather(x, [3, 0], axis=1),
        tf.gather(x, [0], axis=-1),
        tf.gather(x, [[0, 1], [2, 3], [1, 1]], batch_dims=1, axis=1),
        tf.gather(tf.constant(["a", "b"]), [1, 0, 1]),
    )


@parity
def test_gather_nd(tf):
    x = tf.reshape(tf.range(24), (2, 3, 4))
    return (
        tf.gather_nd(x, [[0], [1]]),
        tf.gather_nd(x, [[0, 1], [1, 2]]),
        tf.gather_nd(x, [[[0, 1, 2]], [[1, 2, 3]]]),
        tf.gather_nd(x, [1, 1]),
        tf.gather_nd(x, [[[1]], [[0]]], batch_dims=1),
    )


@parity
def test_scatter(tf):
    indices, updates = [[0], [2], [2]], [5.0, 6.0, 7.0]
    x = tf.ones([4])
    return (
        tf.scatter_nd(indices, updates, [4]),
        tf.scatter_nd([[1, 0]], tf.constant([3]), [2, 2]),
        tf.tensor_scatter_nd_add(x, indices, updates),
        tf.tensor_scatter_nd_sub(x, indices, updates),
        tf.tensor_scatter_nd_max(x, indices, updates),
        tf.tensor_scatter_nd_min(x, indices, updates),
        tf.tensor_scatter_nd_update(x, [[1], [3]], [8.0, 9.0]),
        tf.tensor_scatter_nd_update(tf.zeros((2, 2)), [[1]], [[1.0, 2.0]]),
    )


@parity
def test_boolean_mask(tf):
    x = tf.reshape(tf.range(6), (2, 3))
    return (
        tf.boolean_mask(x, [[True, False, True], [False, False, True]]),
        tf.boolean_mask(x, [False, True]),
        tf.boolean_mask(x, [False, True, True], axis=1),
    )


@parity(raises="InvalidArgumentError")
def test_gather_past_the_end(tf):
    return tf.gather(tf.range(3), [0, 3])


@parity(raises="InvalidArgumentError")
def test_gather_nd_past_the_end(tf):
    return tf.gather_nd(tf.range(3), [[3]])


@parity(raises="InvalidArgumentError")
def test_scatter_past_the_end(tf):
    return tf.scatter_nd([[4]], [1.0], [4])


@parity(raises="ValueError")
def test_a_mask_of_another_shape(tf):
    return tf.boolean_mask(tf.range(3), [True, False])


@parity(raises="InvalidArgumentError")
def test_slice_past_the_end(tf):
    return tf.slice(tf.range(3), [2], [2])
