"""Right: ends the training when the validation loss no longer falls, with the best weights."""

like = "by_the_book"

# %% train_reader
def train_reader(x, y, x_val, y_val):
    classes = y.shape[1] if y.ndim == 2 else np.unique(y).size
    model = model_by_adding(x.shape[1:], [96], classes)
    compile_for(model, y)
    stop = keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=3, restore_best_weights=True
    )
    history = model.fit(
        x, y, batch_size=32, epochs=60, validation_data=(x_val, y_val), callbacks=[stop], verbose=0
    )
    return model, history
