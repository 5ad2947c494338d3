"""Initializers beside Keras: names, fixed values, and the distributions that others draw from."""

import numpy as np
import pytest

from beside_keras import ours, parity

RANDOM = {
    "RandomNormal": {"mean": 1.0, "stddev": 2.0},
    "RandomUniform": {"minval": -1.0, "maxval": 3.0},
    "TruncatedNormal": {"mean": -1.0, "stddev": 0.5},
    "GlorotUniform": {},
    "GlorotNormal": {},
    "HeUniform": {},
    "HeNormal": {},
    "LecunUniform": {},
    "LecunNormal": {},
    "VarianceScaling": {"scale": 3.0, "mode": "fan_out", "distribution": "untruncated_normal"},
}


@parity
@pytest.mark.parametrize("dtype", [None, "float32", "float64", "int32"])
def test_fixed_values(keras, dtype):
    kinds = keras.initializers
    return [
        kinds.Zeros()((2, 3), dtype=dtype),
        kinds.Ones()((2,), dtype=dtype),
        kinds.Constant(3)((2, 2), dtype=dtype),
    ]


@parity
def test_identity(keras):
    return keras.initializers.Identity(gain=2.0)((3, 4)), keras.initializers.Identity()((2, 2))


@pytest.mark.parametrize("shape", [(300, 200), (5, 5, 40, 60)], ids=str)
@pytest.mark.parametrize("kind", RANDOM)
def test_the_same_distribution(kind, shape):
    """Mean, width and extremes of so many numbers that chance leaves little room."""

    @parity(tolerance=(0.03, 0.04))
    def program(keras):
        numbers = np.asarray(getattr(keras.initializers, kind)(seed=1, **RANDOM[kind])(shape))
        quantiles = np.quantile(numbers, [0.001, 0.25, 0.5, 0.75, 0.999])
        scale = float(numbers.std())
        return scale, float(numbers.mean()), [float(q / scale) for q in quantiles]

    program()


@parity
@pytest.mark.parametrize("shape", [(6, 4), (4, 6), (3, 2, 5)], ids=str)
def test_orthogonal(keras, shape):
    matrix = np.asarray(keras.initializers.Orthogonal(gain=2.0, seed=3)(shape))
    flat = matrix.reshape(-1, shape[-1])
    small = flat if flat.shape[0] <= flat.shape[1] else flat.T
    return matrix.shape, (small @ small.T).astype(np.float32)


@parity
def test_an_initializer_gives_the_same_numbers_each_time(keras):
    one, other = keras.initializers.GlorotUniform(), keras.initializers.GlorotUniform()
    seeded = [keras.initializers.HeNormal(seed=5)((3, 3)) for _ in range(2)]
    first = np.asarray(one((3, 3)))
    return [
        bool((first == np.asarray(one((3, 3)))).all()),
        bool((first == np.asarray(other((3, 3)))).all()),
        bool((np.asarray(seeded[0]) == np.asarray(seeded[1])).all()),
    ]


@parity
@pytest.mark.parametrize(
    "name",
    [
        *("zeros", "ones", "Zeros", "identity", "orthogonal", "random_normal"),
        *("random_uniform", "truncated_normal", "variance_scaling", "glorot_uniform"),
        *("glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal"),
        "GlorotUniform",
    ],
)
def test_found_by_name(keras, name):
    return type(keras.initializers.get(name)).__name__


@pytest.mark.parametrize("set_seed", ["keras", "tf"])
def test_a_seed_makes_weights_and_dropout_repeat(set_seed):
    import kerasish as tf

    def run():
        if set_seed == "keras":
            ours.utils.set_random_seed(3)
        else:
            tf.random.set_seed(3)
        model = ours.Sequential([ours.Input((5,)), ours.layers.Dense(4), ours.layers.Dropout(0.5)])
        return model.get_weights()[0], model(np.ones((2, 5)), training=True).numpy()

    for one, other in zip(run(), run()):
        np.testing.assert_array_equal(one, other)


@parity(raises="ValueError", says="Did you mean 'he_normal'")
def test_a_misspelt_name(keras):
    keras.layers.Dense(1, kernel_initializer="he_norml")


@parity(raises="ValueError", says="2D")
def test_identity_of_three_axes(keras):
    keras.initializers.Identity()((2, 2, 2))


@parity(raises="ValueError", says="two-dimensional")
def test_orthogonal_of_one_axis(keras):
    keras.initializers.Orthogonal()((2,))


@parity(raises="ValueError", says="positive")
def test_a_scale_of_zero(keras):
    keras.initializers.VarianceScaling(scale=0.0)


@parity(raises="ValueError", says="fan_in, fan_out, fan_avg")
def test_a_mode_that_there_is_not(keras):
    keras.initializers.VarianceScaling(mode="fan")
