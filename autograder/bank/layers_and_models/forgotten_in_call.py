"""Wrong: `call` makes variables that it forgets, and layers that it keeps."""

like = "plain"
lost = {
    "dense_weights": "has weights of the shapes none",
    "dense_build": "the layer has no weights",
    "dense_trains": "`layer.trainable_weights` is empty",
    "way_subclassed": "called again, stopped with ValueError",
}

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def call(self, inputs):
        W = tf.Variable(tf.random.normal((inputs.shape[-1], self.units)))
        b = tf.Variable(tf.zeros((self.units,)))
        y = tf.matmul(inputs, W) + b
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
        self.dense1 = keras.layers.Dense(self.units, activation="relu")
        self.dense2 = keras.layers.Dense(self.classes, activation="softmax")
        return self.dense2(self.dense1(inputs))
