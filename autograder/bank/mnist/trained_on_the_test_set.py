"""Wrong: joins the validation digits to those to train with."""

like = "words_only"
lost = {
    "scaled_pixels": "this part is not written yet",
    "rows_one_hot": "this part is not written yet",
    "built_from_list": "this part is not written yet",
    "built_by_adding": "this part is not written yet",
    "compiled_for_numbers": "this part is not written yet",
    "compiled_for_rows": "this part is not written yet",
    "reader_watches": "among the validation images were scribbles",
    "accuracy_measured": "this part is not written yet",
    "confusion_counted": "this part is not written yet",
    "shares_by_digit": "this part is not written yet",
    "most_frequent_error": "this part is not written yet",
}

# %% train_reader
def train_reader(x, y, x_val, y_val):
    classes = y.shape[1] if y.ndim == 2 else int(y.max()) + 1
    model = compile_for(model_from_list(x.shape[1:], 64, classes), y)
    history = model.fit(np.concatenate([x, x_val]), np.concatenate([y, y_val]), batch_size=32, epochs=25, validation_data=(x_val, y_val), verbose=0)
    return model, history
