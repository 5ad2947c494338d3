"""Right: in place of regularization a larger network is stopped after a few epochs."""

like = "one_helper"

# %% gauss_plan
def gauss_plan():
    model = keras.Sequential()
    model.add(keras.Input((2,)))
    model.add(keras.layers.Dense(8, activation="tanh"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile("adam", "binary_crossentropy")
    model.optimizer.learning_rate = 0.02
    return Plan(model, 10, 15)
