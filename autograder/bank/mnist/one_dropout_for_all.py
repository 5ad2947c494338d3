"""Wrong: dropout after the last hidden layer alone."""

like = "words_only"
lost = {
    "scaled_pixels": "this part is not written yet",
    "rows_one_hot": "this part is not written yet",
    "built_from_list": "this part is not written yet",
    "built_by_adding": "the layers are: dense dense dense dropout dense",
    "compiled_for_numbers": "this part is not written yet",
    "compiled_for_rows": "this part is not written yet",
    "reader_learns": "this part is not written yet",
    "reader_watches": "this part is not written yet",
    "accuracy_measured": "this part is not written yet",
    "confusion_counted": "this part is not written yet",
    "shares_by_digit": "this part is not written yet",
    "most_frequent_error": "this part is not written yet",
}

# %% model_by_adding
def model_by_adding(image_shape, hidden, classes):
    model = keras.Sequential()
    model.add(keras.Input(image_shape))
    model.add(keras.layers.Flatten())
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu"))
    if hidden:
        model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(classes, activation="softmax"))
    return model
