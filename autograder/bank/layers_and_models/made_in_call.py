"""Wrong: `call` makes the weights of the layer and the layers of the model, at each call anew."""

like = "plain"
lost = {
    "dense_weights": "called twice",
    "dense_build": "the layer has no weights",
    "dense_trains": "You cannot add new elements of state",
    "way_subclassed": "the weights of the SubclassedModel have the shapes none",
}

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def call(self, inputs):
        self.W = self.add_weight(shape=(inputs.shape[-1], self.units), initializer="random_normal")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")
        y = tf.matmul(inputs, self.W) + self.b
        if self.activation is not None:
            y = self.activation(y)
        return y

# %% subclassed_model
class SubclassedModel(keras.Model):
    def __init__(self, units, classes):
        super().__init__()
        self.units = units
        self.classes = classes

    def call(self, inputs):
        x = keras.layers.Dense(self.units, activation="relu")(inputs)
        return keras.layers.Dense(self.classes, activation="softmax")(x)
