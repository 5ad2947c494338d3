"""Right: activations are layers of their own, weights start as He proposed, dropout helps."""

like = "page_as_it_is"

# %% circle_plan
def stacked(*units, dropout=0.0, rate=0.03):
    model = keras.Sequential([keras.Input((2,))])
    for width in units:
        model.add(keras.layers.Dense(width, kernel_initializer="he_normal"))
        model.add(keras.layers.ReLU())
        if dropout:
            model.add(keras.layers.Dropout(dropout))
    model.add(keras.layers.Dense(1))
    model.add(keras.layers.Activation("sigmoid"))
    model.compile(
        optimizer=keras.optimizers.Adam(rate), loss="binary_crossentropy", metrics=["accuracy"]
    )
    print(f"{model.count_params()} numbers")
    return model


def circle_plan():
    return Plan(stacked(8), 10, 60)

# %% xor_plan
def xor_plan():
    return Plan(stacked(10), 10, 60)

# %% gauss_plan
def gauss_plan():
    return Plan(stacked(12, dropout=0.5, rate=0.02), 10, 25)

# %% spiral_plan
def spiral_plan():
    return Plan(stacked(16, 16, rate=0.01), 10, 160)
