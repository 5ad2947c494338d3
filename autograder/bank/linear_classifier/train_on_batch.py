"""Right: compiled Keras models, and `train_on_batch` in the place of a tape."""

like = "loop_by_hand"

# %% train_linear
from kerasish import keras


def compiled(*layers, rate):
    model = keras.Sequential([keras.Input((2,)), *layers])
    model.compile(optimizer=keras.optimizers.SGD(rate), loss="mse")
    return model


def train_compiled(model, inputs, targets, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in batches(inputs, targets):
            loss = model.train_on_batch(x, y)
        losses.append(float(loss))
    return Trained(lambda points: model(points), model.trainable_variables, losses)


def train_linear(inputs, targets, epochs=8):
    return train_compiled(compiled(keras.layers.Dense(1), rate=0.03), inputs, targets, epochs)

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=8):
    model = compiled(keras.layers.Dense(4), keras.layers.Dense(1), rate=0.01)
    return train_compiled(model, inputs, targets, epochs)
