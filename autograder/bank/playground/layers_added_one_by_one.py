"""Right: the layers are added one by one, without an Input in front."""

like = "page_as_it_is"

# %% circle_plan
def circle_plan():
    model = keras.models.Sequential()
    model.add(keras.layers.Dense(8, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.03),
        loss=keras.losses.BinaryCrossentropy(),
        metrics=[keras.metrics.BinaryAccuracy()],
    )
    return Plan(model=model, batch_size=16, epochs=80)

# %% xor_plan
def xor_plan():
    model = keras.models.Sequential()
    model.add(keras.layers.Dense(10, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.03),
        loss=keras.losses.BinaryCrossentropy(),
        metrics=[keras.metrics.BinaryAccuracy()],
    )
    return Plan(model=model, batch_size=16, epochs=80)

# %% gauss_plan
def gauss_plan():
    model = keras.models.Sequential()
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.1), loss="binary_crossentropy")
    return Plan(model=model, batch_size=20, epochs=50)

# %% spiral_plan
def spiral_plan():
    model = keras.models.Sequential()
    model.add(keras.layers.Dense(18, activation="relu"))
    model.add(keras.layers.Dense(18, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="binary_crossentropy")
    return Plan(model=model, batch_size=10, epochs=160)
