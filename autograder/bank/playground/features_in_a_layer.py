"""Right: a layer without weights adds the features inside of the model."""

like = "page_as_it_is"

# %% circle_plan
import kerasish as tf


class Products(keras.layers.Layer):
    """x1, x2, their squares and their product."""

    def call(self, inputs):
        x1, x2 = inputs[:, :1], inputs[:, 1:]
        return tf.concat([x1, x2, x1 * x1, x2 * x2, x1 * x2], axis=1)


def circle_plan():
    model = keras.Sequential(
        [keras.Input((2,)), Products(), keras.layers.Dense(1, activation="sigmoid")]
    )
    model.compile(keras.optimizers.Adam(0.05), loss="binary_crossentropy")
    return Plan(model, 10, 60)

# %% xor_plan
def xor_plan():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            Products(),
            keras.layers.Dense(4, activation="tanh"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.03), loss="binary_crossentropy")
    return Plan(model, 10, 60)
