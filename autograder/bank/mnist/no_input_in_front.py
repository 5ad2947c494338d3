"""Right: the first layer is told the shape, activations are layers of their own."""

like = "by_the_book"

# %% model_from_list
def model_from_list(image_shape, units, classes):
    return keras.models.Sequential(
        [
            keras.layers.Flatten(input_shape=image_shape),
            keras.layers.Dense(units),
            keras.layers.ReLU(),
            keras.layers.Dropout(rate=0.2),
            keras.layers.Dense(classes),
            keras.layers.Activation("softmax"),
        ],
        name="reader",
    )

# %% model_by_adding
def model_by_adding(image_shape, hidden, classes):
    model = keras.models.Sequential(name="adder")
    model.add(keras.layers.Flatten())
    for number, units in enumerate(hidden):
        model.add(keras.layers.Dense(units, name=f"hidden_{number}"))
        model.add(keras.layers.Dropout(0.2))
        model.add(keras.layers.Activation("relu"))
    model.add(keras.layers.Dense(classes, "softmax"))
    return model

# %% train_reader
def train_reader(x, y, x_val, y_val):
    classes = 10
    model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(classes, "softmax")])
    model.compile(keras.optimizers.Adam(0.01), "categorical_crossentropy" if y.ndim == 2 else "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=30, validation_data=(x_val, y_val), verbose=0)
    return model, history
