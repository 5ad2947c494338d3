"""Right: both ways of building share their layers, and the matrix is counted field by field."""

like = "by_the_book"

# %% model_from_list
def hidden_layers(units):
    return keras.layers.Dense(units, activation=keras.activations.relu), keras.layers.Dropout(0.2)


def model_from_list(image_shape, units, classes):
    first = [keras.Input(image_shape), keras.layers.Reshape((-1,))]
    last = [keras.layers.Dense(classes, activation=keras.activations.softmax)]
    return keras.Sequential(first + list(hidden_layers(units)) + last)

# %% model_by_adding
def model_by_adding(image_shape, hidden, classes):
    model = keras.Sequential()
    add = model.add
    add(keras.Input(image_shape))
    add(keras.layers.Flatten())
    for units in hidden:
        for layer in hidden_layers(units):
            add(layer)
    add(keras.layers.Dense(classes, activation=keras.activations.softmax))
    return model

# %% confusion_matrix
def confusion_matrix(labels, guesses, classes):
    every = range(classes)
    return np.array([[np.sum((labels == i) & (guesses == k)) for k in every] for i in every])
