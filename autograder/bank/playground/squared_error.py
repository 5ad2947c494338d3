"""Right: the mean squared error as the loss, as on the page, after a sigmoid."""

like = "page_as_it_is"

# %% circle_plan
def squared(*units, activation="relu", rate=0.03):
    model = keras.Sequential([keras.Input(shape=(2,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation=activation))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer=keras.optimizers.Adam(rate), loss="mse")
    return model


def circle_plan():
    return Plan(squared(8), batch_size=10, epochs=80)

# %% xor_plan
def xor_plan():
    return Plan(squared(10), batch_size=10, epochs=80)

# %% gauss_plan
def gauss_plan():
    return Plan(squared(rate=0.1), batch_size=10, epochs=50)

# %% spiral_plan
def spiral_plan():
    return Plan(squared(16, 16, rate=0.01), batch_size=10, epochs=200)
