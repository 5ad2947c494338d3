"""Wrong: counts classes by the largest label, which is 1 in rows."""

like = "words_only"
lost = {
    "scaled_pixels": "this part is not written yet",
    "rows_one_hot": "this part is not written yet",
    "built_from_list": "this part is not written yet",
    "built_by_adding": "this part is not written yet",
    "compiled_for_numbers": "this part is not written yet",
    "compiled_for_rows": "this part is not written yet",
    "reader_learns": "with labels as rows stopped with",
    "reader_watches": "with labels as rows stopped with",
    "accuracy_measured": "this part is not written yet",
    "confusion_counted": "this part is not written yet",
    "shares_by_digit": "this part is not written yet",
    "most_frequent_error": "this part is not written yet",
}

# %% train_reader
def train_reader(x, y, x_val, y_val):
    model = compile_for(model_from_list(x.shape[1:], 64, int(np.max(y)) + 1), y)
    history = model.fit(x, y, batch_size=32, epochs=25, validation_data=(x_val, y_val), verbose=0)
    return model, history
