"""Wrong: compiles the model and does not return it."""

like = "words_only"
lost = {
    "scaled_pixels": "this part is not written yet",
    "rows_one_hot": "this part is not written yet",
    "built_from_list": "this part is not written yet",
    "built_by_adding": "this part is not written yet",
    "compiled_for_numbers": "what `compile_for` returns is None",
    "compiled_for_rows": "what `compile_for` returns is None",
    "reader_learns": "this part is not written yet",
    "reader_watches": "this part is not written yet",
    "accuracy_measured": "this part is not written yet",
    "confusion_counted": "this part is not written yet",
    "shares_by_digit": "this part is not written yet",
    "most_frequent_error": "this part is not written yet",
}

# %% compile_for
def compile_for(model, targets):
    sparse = "sparse_" if targets.ndim == 1 else ""
    model.compile("adam", sparse + "categorical_crossentropy", metrics=["accuracy"])
