"""Right: the subclassed model has no layers, its own build makes all four weights."""

like = "plain"

# %% subclassed_model
class SubclassedModel(keras.Model):
    def __init__(self, units, classes):
        super().__init__()
        self.units = units
        self.classes = classes

    def build(self, input_shape):
        normal = keras.initializers.RandomNormal(stddev=0.1)
        self.b2 = self.add_weight(shape=(self.classes,), initializer="zeros", name="b2")
        self.W2 = self.add_weight(shape=(self.units, self.classes), initializer=normal, name="W2")
        self.b1 = self.add_weight(shape=(self.units,), initializer="zeros", name="b1")
        self.W1 = self.add_weight(shape=(input_shape[1], self.units), initializer=normal, name="W1")

    def call(self, inputs):
        hidden = tf.maximum(tf.matmul(inputs, self.W1) + self.b1, 0)
        return keras.activations.softmax(tf.matmul(hidden, self.W2) + self.b2)
