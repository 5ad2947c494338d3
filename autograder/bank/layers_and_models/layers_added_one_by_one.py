"""Right: models grow by add; activations are layers of their own."""

like = "plain"

# %% sequential_model
def sequential_model(width, units, classes):
    model = keras.Sequential(name="grown")
    model.add(keras.Input((width,)))
    model.add(keras.layers.Dense(units))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.Dense(classes))
    model.add(keras.layers.Softmax())
    return model

# %% functional_model
def functional_model(width, units, classes):
    layers = [
        keras.layers.Dense(units),
        keras.layers.Activation("relu"),
        keras.layers.Dense(classes),
        keras.layers.Activation("softmax"),
    ]
    first = tensor = keras.Input((width,), name="rows")
    for layer in layers:
        tensor = layer(tensor)
    model = keras.Model(first, tensor, name="functional")
    model.summary()
    return model

# %% subclassed_model
class SubclassedModel(keras.Model):
    def __init__(self, units, classes):
        super().__init__()
        self.stack = keras.Sequential([
            keras.layers.Dense(units),
            keras.layers.Activation("relu"),
            keras.layers.Dense(classes),
            keras.layers.Activation("softmax"),
        ])

    def call(self, inputs, training=False):
        return self.stack(inputs, training=training)
