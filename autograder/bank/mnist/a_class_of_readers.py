"""Right: a subclass of Sequential, with a nested block."""

like = "by_the_book"

# %% model_from_list
class Reader(keras.Sequential):
    def __init__(self, image_shape, units, classes):
        block = keras.Sequential([keras.layers.Dense(units, "relu"), keras.layers.Dropout(0.2)])
        flat = [keras.Input(image_shape), keras.layers.Flatten()]
        super().__init__([*flat, block, keras.layers.Dense(classes, "softmax")])


model_from_list = Reader

# %% compile_for
def compile_for(model, targets):
    prefix = {1: "sparse_", 2: ""}[np.ndim(targets)]
    model.compile("rmsprop", f"{prefix}categorical_crossentropy", metrics=["acc"])
    return model

# %% train_reader
def train_reader(x, y, x_val, y_val):
    classes = [int(np.max(y)) + 1, np.shape(y)[-1]][np.ndim(y) - 1]
    model = compile_for(model_from_list(x.shape[1:], 64, classes), y)
    history = model.fit(x, y, 16, 20, verbose=0, validation_data=(x_val, y_val))
    return model, history
