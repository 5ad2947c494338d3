"""Right: the way of chapter 07."""

# %% scaled
def scaled(images, largest):
    return images / largest

# %% as_rows
def as_rows(labels, classes):
    return keras.utils.to_categorical(labels, num_classes=classes)

# %% model_from_list
def model_from_list(image_shape, units, classes):
    model = keras.Sequential(
        [
            keras.layers.Input(shape=image_shape),
            keras.layers.Flatten(),
            keras.layers.Dense(units, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    return model

# %% model_by_adding
def model_by_adding(image_shape, hidden, classes):
    model = keras.Sequential()
    model.add(keras.layers.Input(shape=image_shape))
    model.add(keras.layers.Flatten())
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu"))
        model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(classes, activation="softmax"))
    return model

# %% compile_for
def compile_for(model, targets):
    if targets.ndim == 1:
        model.compile(
            optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
        )
    else:
        model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model

# %% train_reader
def train_reader(x, y, x_val, y_val):
    classes = y.max() + 1 if y.ndim == 1 else y.shape[1]
    model = model_from_list(x.shape[1:], 64, int(classes))
    compile_for(model, y)
    history = model.fit(
        x, y, batch_size=32, epochs=30, validation_data=(x_val, y_val), verbose=0
    )
    return model, history

# %% accuracy_on
def accuracy_on(model, x, y):
    return model.evaluate(x, y, verbose=0)[1]

# %% confusion_matrix
def confusion_matrix(labels, guesses, classes):
    confusion = np.zeros((classes, classes), int)
    np.add.at(confusion, (labels, guesses), 1)
    return confusion

# %% shares_right
def shares_right(matrix):
    return matrix.diagonal() / matrix.sum(axis=1)

# %% most_confused
def most_confused(matrix):
    errors = matrix - np.diag(np.diag(matrix))
    return np.unravel_index(errors.argmax(), errors.shape)

# %% why_losses
# 1. Both give -log p for the digit that was meant. With a number the p is looked up, with a row all
# logarithms are multiplied by 0 or 1 and added, so only that one is left. A row can also say "half
# 4, half 9".
# 2. 8 read as 1, 3 times; both have a long stroke in the middle. The other network could have all of
# its errors on one digit.
