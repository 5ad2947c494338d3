"""Wrong: softmax in the layer and once more in `call`."""

like = "plain"
lost = {
    "way_subclassed": "gives other outputs than the formula",
}

# %% subclassed_model
class SubclassedModel(keras.Model):
    def __init__(self, units, classes):
        super().__init__()
        self.dense1 = keras.layers.Dense(units, activation="relu")
        self.dense2 = keras.layers.Dense(classes, activation="softmax")

    def call(self, inputs):
        return tf.nn.softmax(self.dense2(self.dense1(inputs)))
