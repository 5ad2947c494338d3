"""Right: the random numbers are seeded, and the steps get smaller on the way."""

like = "by_the_book"

# %% train_reader
def train_reader(x, y, x_val, y_val):
    keras.utils.set_random_seed(11)
    classes = y.shape[1] if y.ndim == 2 else int(y.max()) + 1
    model = compile_for(model_by_adding(x.shape[1:], [64, 32], classes), y)
    slower = keras.callbacks.LearningRateScheduler(lambda epoch: 0.004 * 0.9**epoch)
    history = model.fit(
        x, y, batch_size=32, epochs=30, validation_data=(x_val, y_val), callbacks=[slower], verbose=0
    )
    return model, history

# %% most_confused
def most_confused(matrix):
    table = matrix.astype(float)
    np.fill_diagonal(table, -np.inf)
    row = int(table.max(axis=1).argmax())
    return row, int(table[row].argmax())
