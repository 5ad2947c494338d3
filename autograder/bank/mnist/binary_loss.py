"""Wrong: the loss for two classes, added up over ten of them."""

like = "words_only"
lost = {
    "scaled_pixels": "this part is not written yet",
    "rows_one_hot": "this part is not written yet",
    "built_from_list": "this part is not written yet",
    "built_by_adding": "this part is not written yet",
    "compiled_for_rows": "for labels as rows the loss is",
    "reader_learns": "this part is not written yet",
    "reader_watches": "this part is not written yet",
    "accuracy_measured": "this part is not written yet",
    "confusion_counted": "this part is not written yet",
    "shares_by_digit": "this part is not written yet",
    "most_frequent_error": "this part is not written yet",
}

# %% compile_for
def compile_for(model, targets):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy" if targets.ndim == 1 else "binary_crossentropy", metrics=["accuracy"])
    return model
