"""Right: losses, metrics and optimizers as objects, SGD with momentum."""

like = "by_the_book"

# %% compile_for
def compile_for(model, targets):
    if len(targets.shape) == 2:
        loss = keras.losses.CategoricalCrossentropy()
        metric = keras.metrics.CategoricalAccuracy(name="accuracy")
    else:
        loss = keras.losses.SparseCategoricalCrossentropy()
        metric = keras.metrics.SparseCategoricalAccuracy(name="accuracy")
    optimizer = keras.optimizers.SGD(learning_rate=0.05, momentum=0.9)
    model.compile(optimizer=optimizer, loss=loss, metrics=[metric])
    return model

# %% train_reader
def train_reader(x, y, x_val, y_val):
    classes = int(np.max(y)) + 1 if len(y.shape) == 1 else y.shape[-1]
    model = model_from_list(tuple(x.shape[1:]), 100, classes)
    model = compile_for(model, y)
    history = model.fit(
        x, y, batch_size=64, epochs=40, validation_data=(x_val, y_val), verbose=0
    )
    return model, history

# %% accuracy_on
def accuracy_on(model, x, y):
    results = model.evaluate(x, y, verbose=0, return_dict=True)
    return results["accuracy"]
