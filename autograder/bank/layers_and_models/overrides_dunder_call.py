"""Wrong: defines __call__ in the place of call, which takes away what Keras does around it."""

like = "plain"
lost = {
    "way_subclassed": "without a `call` of its own",
}

# %% subclassed_model
class SubclassedModel(keras.Model):
    def __init__(self, units, classes):
        super().__init__()
        self.dense1 = keras.layers.Dense(units, activation="relu")
        self.dense2 = keras.layers.Dense(classes, activation="softmax")

    def __call__(self, inputs):
        return self.dense2(self.dense1(inputs))
