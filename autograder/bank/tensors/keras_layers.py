"""Right: layers and operations of Keras do the work."""

like = "by_the_book"

# %% ramp
from kerasish import keras


def ramp(rows, columns):
    return tf.repeat([tf.linspace(0.0, 1.0, columns)], rows, axis=0)

# %% sheet
def sheet(pictures):
    return keras.layers.Concatenate(axis=-1)(tf.unstack(pictures))

# %% to_floats
def to_floats(pixels):
    return keras.layers.Rescaling(1 / 255)(tf.cast(pixels, "float32"))

# %% mean_square
def mean_square(targets, predictions):
    mse = keras.losses.MeanSquaredError()
    return mse(tf.reshape(targets, (-1, 1)), tf.reshape(predictions, (-1, 1)))
