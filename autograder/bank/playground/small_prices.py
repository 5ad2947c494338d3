"""Right: a price on large weights in every network: L1, L2 or both."""

like = "page_as_it_is"

# %% circle_plan
def priced(units, activation, price, rate):
    model = keras.Sequential()
    model.add(keras.Input((2,)))
    for count in units:
        model.add(keras.layers.Dense(count, activation=activation, kernel_regularizer=price))
    model.add(keras.layers.Dense(1, activation="sigmoid", kernel_regularizer=price))
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(rate))
    return model


def circle_plan():
    return Plan(priced([8], "relu", keras.regularizers.L2(0.0005), 0.03), 10, 80)

# %% xor_plan
def xor_plan():
    return Plan(priced([12], "relu", keras.regularizers.L1L2(1e-4, 1e-4), 0.03), 10, 80)

# %% gauss_plan
def gauss_plan():
    return Plan(priced([8], "tanh", keras.regularizers.L1(0.01), 0.03), 10, 50)

# %% spiral_plan
def spiral_plan():
    return Plan(priced([16, 16], "relu", keras.regularizers.L2(1e-5), 0.01), 10, 180)
