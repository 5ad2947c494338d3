"""Right: calls fit for each epoch, measures by hand, and returns a dictionary."""

like = "by_the_book"

# %% train_reader
def train_reader(x, y, x_val, y_val):
    classes = y.shape[1] if len(y.shape) > 1 else int(max(y)) + 1
    model = compile_for(model_from_list(x.shape[1:], 64, classes), y)
    history = {"val_loss": [], "val_accuracy": []}
    for epoch in range(25):
        model.fit(x, y, batch_size=32, verbose=0)
        loss, accuracy = model.evaluate(x_val, y_val, batch_size=32, verbose=0)
        history["val_loss"].append(loss)
        history["val_accuracy"].append(accuracy)
    return model, history

# %% accuracy_on
def accuracy_on(model, x, y):
    guesses = np.argmax(model.predict(x, verbose=0), axis=-1)
    meant = np.argmax(y, axis=-1) if np.ndim(y) == 2 else y
    return np.mean(guesses == meant)
