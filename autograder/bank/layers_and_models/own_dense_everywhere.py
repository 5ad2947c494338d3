"""Right: every model is made of SimpleDense, which asks Keras for the activation."""

like = "plain"

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    """Takes names of activations, too."""

    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = int(units)
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.kernel = self.add_weight(
            name="kernel", shape=(input_shape[-1], self.units), initializer="glorot_uniform"
        )
        self.bias = self.add_weight(name="bias", shape=(self.units,), initializer="zeros")
        super().build(input_shape)

    def call(self, inputs):
        return self.activation(tf.einsum("rw,wu->ru", inputs, self.kernel) + self.bias)

# %% sequential_model
def sequential_model(width, units, classes):
    return keras.Sequential([SimpleDense(units, "relu"), SimpleDense(classes, "softmax")])

# %% functional_model
def functional_model(width, units, classes):
    inputs = keras.Input((width,))
    hidden = SimpleDense(units, "relu")(inputs)
    return keras.Model(inputs, SimpleDense(classes, "softmax")(hidden))

# %% subclassed_model
class SubclassedModel(keras.Model):
    def __init__(self, units, classes):
        super().__init__()
        self.hidden = SimpleDense(units, tf.nn.relu)
        self.out = SimpleDense(classes, tf.nn.softmax)

    def call(self, inputs):
        return self.out(self.hidden(inputs))
