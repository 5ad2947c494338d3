"""Right: Keras layers hold the variables, and each problem's loop is the student's own."""

like = "loop_by_hand"

# %% train_linear
from kerasish import keras


def train_model(model, rate, inputs, targets, epochs):
    optimizer = keras.optimizers.SGD(rate)
    losses = []
    for _ in range(epochs):
        epoch = []
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, model(x))
            gradients = tape.gradient(loss, model.trainable_variables)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            epoch.append(float(loss))
        losses.append(sum(epoch) / len(epoch))
    return Trained(model, model.trainable_variables, losses)


def train_linear(inputs, targets, epochs=10):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    return train_model(model, 0.03, inputs, targets, epochs)

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=12):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(4), keras.layers.Dense(1)])
    return train_model(model, 0.01, inputs, targets, epochs)
