"""Wrong: trains with the digits of the notebook, not with those that it is given."""

like = "words_only"
lost = {
    "scaled_pixels": "this part is not written yet",
    "rows_one_hot": "this part is not written yet",
    "built_from_list": "this part is not written yet",
    "built_by_adding": "this part is not written yet",
    "compiled_for_numbers": "this part is not written yet",
    "compiled_for_rows": "this part is not written yet",
    "reader_learns": "of 256 unseen ones are read rightly",
    "accuracy_measured": "this part is not written yet",
    "confusion_counted": "this part is not written yet",
    "shares_by_digit": "this part is not written yet",
    "most_frequent_error": "this part is not written yet",
}

# %% train_reader
def train_reader(x, y, x_val, y_val):
    model = model_from_list((8, 8), 64, 10)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train / 16, y_train, batch_size=32, epochs=5, verbose=0)
    model = compile_for(model, y)
    loss, accuracy = model.evaluate(x_val, y_val, verbose=0)
    return model, {"val_accuracy": [accuracy]}
