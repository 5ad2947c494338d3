"""Right: steps after every single point, with small rates, or after all of them, with large ones."""

like = "page_as_it_is"

# %% circle_plan
def circle_plan():
    model = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(1, "sigmoid")]
    )
    model.compile(keras.optimizers.SGD(0.03), "binary_crossentropy", metrics=["accuracy"])
    return Plan(model, batch_size=1, epochs=60)

# %% xor_plan
def xor_plan():
    model = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(12, "relu"), keras.layers.Dense(1, "sigmoid")]
    )
    model.compile(keras.optimizers.Adam(0.1), "binary_crossentropy", metrics=["accuracy"])
    return Plan(model, batch_size=250, epochs=100)

# %% gauss_plan
def gauss_plan():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, "sigmoid")])
    model.compile(keras.optimizers.SGD(0.5), "binary_crossentropy", metrics=["accuracy"])
    return Plan(model, batch_size=1000, epochs=100)

# %% spiral_plan
def spiral_plan():
    model = keras.Sequential([keras.Input((2,))])
    for units in (10, 10, 10):
        model.add(keras.layers.Dense(units, "relu"))
    model.add(keras.layers.Dense(1, "sigmoid"))
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    return Plan(model, batch_size=10, epochs=200)
