"""Wrong: `__init__` does not begin with super().__init__(), in the layer and in the model."""

like = "plain"
lost = {
    "dense_formula": "you forgot to call `super().__init__()`",
    "dense_weights": "you forgot to call `super().__init__()`",
    "dense_build": "you forgot to call `super().__init__()`",
    "dense_trains": "you forgot to call `super().__init__()`",
    "way_subclassed": "you forgot to call `super().__init__()`",
}

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        self.W = self.add_weight(shape=(input_shape[-1], self.units), initializer="random_normal")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        y = tf.matmul(inputs, self.W) + self.b
        if self.activation is not None:
            y = self.activation(y)
        return y

# %% subclassed_model
class SubclassedModel(keras.Model):
    def __init__(self, units, classes):
        self.dense1 = keras.layers.Dense(units, activation="relu")
        self.dense2 = keras.layers.Dense(classes, activation="softmax")

    def call(self, inputs):
        return self.dense2(self.dense1(inputs))
