"""Right: one function builds every network from a list of units."""

like = "page_as_it_is"

# %% circle_plan
def network(units, activation="relu", rate=0.03, penalty=None):
    inner = [keras.layers.Dense(n, activation, kernel_regularizer=penalty) for n in units]
    model = keras.Sequential([keras.Input((2,)), *inner, keras.layers.Dense(1, "sigmoid")])
    model.compile(keras.optimizers.Adam(rate), "binary_crossentropy", metrics=["accuracy"])
    return model


def circle_plan():
    return Plan(network([8]), 10, 60)

# %% xor_plan
def xor_plan():
    return Plan(network([12]), 10, 60)

# %% gauss_plan
def gauss_plan():
    return Plan(network([16, 16], rate=0.01, penalty=keras.regularizers.L2(0.03)), 10, 100)

# %% spiral_plan
def spiral_plan():
    return Plan(network([16, 16], rate=0.01), 10, 150)
