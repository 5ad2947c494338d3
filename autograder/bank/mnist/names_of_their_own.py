"""Right: own names for helpers and data, results printed on the way."""

like = "by_the_book"

# %% scaled
images = labels = matrix = wrong = scribbles_seen = passed = trial = 3


def sound(values):
    return values


def outputs(model, images):
    return model(images)


def scaled(images, largest):
    print("from", images.min(), "to", images.max())
    return sound(images / float(largest))

# %% train_reader
def train_reader(x, y, x_val, y_val):
    classes = y.shape[1] if y.ndim == 2 else int(y.max()) + 1
    model = compile_for(model_from_list(x.shape[1:], 64, classes), y)
    history = model.fit(x, y, batch_size=32, epochs=30, validation_data=(x_val, y_val))
    print("reached", history.history["val_accuracy"][-1])
    return model, history
